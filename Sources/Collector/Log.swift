import EventSchema
import Glibc

/// Writes what happens as one JSON object a line. Never row values, keys or tokens.
public struct Log: Sendable {
  public enum Level: String, Sendable, CaseIterable, Comparable {
    case debug, info, warning, error

    public static func < (one: Level, other: Level) -> Bool { one.rank < other.rank }

    private var rank: Int {
      switch self {
      case .debug: 0
      case .info: 1
      case .warning: 2
      case .error: 3
      }
    }
  }

  var minimum: Level
  private let descriptor: Int32

  public init(minimum: Level, descriptor: Int32 = 2) {
    self.minimum = minimum
    self.descriptor = descriptor
  }

  func debug(_ message: String, _ fields: KeyValuePairs<String, JSON> = [:]) {
    write(.debug, message, fields)
  }

  func info(_ message: String, _ fields: KeyValuePairs<String, JSON> = [:]) {
    write(.info, message, fields)
  }

  func warning(_ message: String, _ fields: KeyValuePairs<String, JSON> = [:]) {
    write(.warning, message, fields)
  }

  func error(_ message: String, _ fields: KeyValuePairs<String, JSON> = [:]) {
    write(.error, message, fields)
  }

  private func write(_ level: Level, _ message: String, _ fields: KeyValuePairs<String, JSON>) {
    guard level >= minimum else { return }
    var members: [JSON.Member] = [
      JSON.Member("time", .string(Timestamp.text(Clock.now()))),
      JSON.Member("level", .string(level.rawValue)),
      JSON.Member("message", .string(message)),
    ]
    for (name, value) in fields { members.append(JSON.Member(name, value)) }
    let line = JSON.object(members).serialisedBytes + [UInt8(ascii: "\n")]
    // In one call, so that lines of several threads do not mix. A full or closed pipe costs lines.
    _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
