import Collector
import Foundation
import Testing

/// A collector in this process, on a free port with a fresh store, and a client for it that sends
/// exactly the bytes it is given.
final class Running {
  static let key = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  let folder: URL
  let collector: Collector

  init(_ change: (inout Configuration) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "triage-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.port = 0
    configuration.storePath = folder.path + "/triage.sqlite"
    configuration.reportsDirectory = folder.path + "/reports"
    configuration.logLevel = .error
    configuration.projects = [.init(id: 1, name: "shop", keys: [Self.key])]
    change(&configuration)
    collector = try Collector(configuration, log: Log(minimum: configuration.logLevel))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  struct Reply {
    var status: Int
    var fields: [String: String]
    var body: [UInt8]

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }
  }

  /// Sends a request and reads its reply.
  func send(
    _ method: String, _ path: String, _ fields: [String: String] = [:], _ body: [UInt8] = []
  ) throws -> Reply {
    var fields = fields
    if fields["Host"] == nil { fields["Host"] = "127.0.0.1:\(collector.port)" }
    if fields["Transfer-Encoding"] == nil { fields["Content-Length"] = "\(body.count)" }
    let lines = fields.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
    return try exchange(Array("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n".utf8) + body)
  }

  /// Sends an event of project 1 with its key.
  func post(
    _ body: [UInt8], to path: String = "/api/1/envelope/", _ fields: [String: String] = [:]
  ) throws -> Reply {
    let key = ["X-Sentry-Auth": "Sentry sentry_key=\(Self.key), sentry_version=7"]
    return try send("POST", path, key.merging(fields) { $1 }, body)
  }

  func exchange(_ bytes: [UInt8]) throws -> Reply {
    let connection = try Connection(port: collector.port)
    try connection.send(bytes)
    return try connection.receive()
  }

  /// Waits until the queue is empty; the numbers of events and of those left aside.
  func digested() throws -> (events: Int, refused: Int) {
    for _ in 0..<1_000 {
      let health = try send("GET", "/health").json
      let store = health["store"] as? [String: Any] ?? [:]
      if health["queued"] as? Int == 0 {
        return (store["events"] as? Int ?? -1, health["refused"] as? Int ?? -1)
      }
      usleep(10_000)
    }
    throw Trouble("the digest does not come to an end")
  }
}

struct Trouble: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

/// A TCP connection to this host.
final class Connection {
  private let descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Trouble("cannot connect") }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
  }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Trouble("the connection was closed while sending") }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads one reply.
  func receive() throws -> Running.Reply {
    while true {
      if let reply = reply() { return reply }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw Trouble("the connection was closed before the reply") }
      received += buffer.prefix(count)
    }
  }

  private func reply() -> Running.Reply? {
    guard let end = Data(received).range(of: Data("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(
      separator: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    let length = status == 204 ? 0 : fields["content-length"].flatMap { Int($0) } ?? 0
    guard received.count >= end.upperBound + length else { return nil }
    let body = Array(received[end.upperBound..<end.upperBound + length])
    received.removeFirst(end.upperBound + length)
    return Running.Reply(status: status, fields: fields, body: body)
  }
}

/// Envelopes made for a test.
enum Made {
  static func envelope(
    id: String? = "11111111111111111111111111111111", header: String = "",
    event: String = #"{"message":"hello"}"#
  ) -> [UInt8] {
    let own = id.map { "\"event_id\":\"\($0)\"" } ?? ""
    let members = [own, header].filter { !$0.isEmpty }.joined(separator: ",")
    return Array("{\(members)}\n{\"type\":\"event\"}\n\(event)\n".utf8)
  }
}
