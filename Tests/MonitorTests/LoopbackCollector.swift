import EventSchema
import Foundation
import Synchronization

/// A collector of a few lines on a loopback port: records what arrives, and answers as told.
final class LoopbackCollector: Sendable {
  /// What to do with one request.
  enum Answer: Sendable {
    case status(Int, [String: String] = [:])
    /// Never answers; the connection stays open.
    case hang
    /// Closes the connection without a word.
    case close
  }

  struct Received: Sendable {
    var path: String
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]
    /// Counts the connections, from 0.
    var connection: Int
  }

  /// How long a delivery may take; it takes milliseconds unless the machine is overloaded.
  static let patience = Duration.seconds(60)

  let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Int) -> Answer
  private let state = Mutex(State())

  private struct State {
    var received: [Received] = []
    var connections: [Int32] = []
    var isStopped = false
  }

  /// - Parameter answer: Takes the number of the request, from 0.
  init(answer: @escaping @Sendable (Int) -> Answer = { _ in .status(200) }) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (listener, length)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard bound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = UInt16(bigEndian: address.sin_port)
    Thread { [self] in acceptConnections() }.start()
  }

  deinit { close(listener) }

  static let key = "5f0c1d7e2b3a49688c7d6e5f4a3b2c1d"

  var dsn: String { "http://\(Self.key)@127.0.0.1:\(port)/prefix/42" }

  var received: [Received] { state.withLock { $0.received } }

  /// The events of everything received, in order.
  var events: [Event] { received.compactMap(\.event) }

  func stop() {
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func acceptConnections() {
    var count = 0
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      let isStopped = state.withLock { state in
        state.connections.append(connection)
        return state.isStopped
      }
      guard !isStopped else { return }
      let number = count
      count += 1
      Thread { [self] in serve(connection, number) }.start()
    }
  }

  private func serve(_ connection: Int32, _ number: Int) {
    defer {
      state.withLock { state in state.connections.removeAll { $0 == connection } }
      close(connection)
    }
    var buffer: [UInt8] = []
    while let received = readRequest(connection, &buffer, number) {
      let index = state.withLock { state in
        state.received.append(received)
        return state.received.count - 1
      }
      switch answer(index) {
      case .close: return
      case .hang:
        // Until `stop` shuts the connection down.
        var byte: UInt8 = 0
        _ = recv(connection, &byte, 1, 0)
        return
      case .status(let status, let headers):
        let body = #"{"id":"0"}"#
        var reply = "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\n"
        for (name, value) in headers { reply += "\(name): \(value)\r\n" }
        reply += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        guard send(connection, reply, reply.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else {
          return
        }
      }
    }
  }

  private func readRequest(
    _ connection: Int32, _ buffer: inout [UInt8], _ number: Int
  ) -> Received? {
    let blank = Array("\r\n\r\n".utf8)
    var end: Int?
    while true {
      end = end ?? buffer.firstRange(of: blank)?.upperBound
      if let end {
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
          let parts = line.split(separator: ":", maxSplits: 1)
          guard parts.count == 2 else { return nil }
          return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
        }
        let fields = Dictionary(headers) { first, _ in first }
        let length = fields["content-length"].flatMap { Int($0) } ?? 0
        if buffer.count >= end + length {
          let body = Array(buffer[end..<(end + length)])
          buffer.removeFirst(end + length)
          return Received(path: path, headers: fields, body: body, connection: number)
        }
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer += chunk[..<count]
    }
  }
}

extension LoopbackCollector.Received {
  var envelope: Envelope? { try? Envelope.read(body).get() }

  var event: Event? { try? envelope?.event(in: body)?.get() }

  /// Reason to quantity, out of the client report, if there is one.
  var discarded: [String: Int64] {
    guard let item = envelope?.items.first(where: { $0.type == "client_report" }),
      let report = JSON(parsing: Array(body[item.payload]))
    else { return [:] }
    let entries = report["discarded_events"]?.array ?? []
    return entries.reduce(into: [:]) { counts, entry in
      counts[entry["reason"]?.string ?? "?", default: 0] += entry["quantity"]?.integer ?? 0
    }
  }
}

/// The innermost frame that is the application's.
extension Event {
  var lastInAppFrame: Frame? { exceptions.last?.frames.last { $0.inApp == true } }
}
