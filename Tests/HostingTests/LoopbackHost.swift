import EventSchema
import Foundation
import Synchronization

/// A web server of a few lines on a loopback port: records what arrives, and answers as told.
final class LoopbackHost: Sendable {
  struct Asked: Sendable {
    var method: String
    /// With its query.
    var path: String
    /// Names in lower case.
    var fields: [String: String]
    var body: JSON?

    var line: String { "\(method) \(path)" }
  }

  struct Answer: Sendable {
    var status: Int
    var fields: [String: String] = [:]
    var body: String
    /// Keeps the connection open without a word.
    var isMissing = false

    init(_ status: Int, _ json: JSON, _ fields: [String: String] = [:]) {
      self.status = status
      self.fields = fields
      body = json.serialised
    }

    static let never = {
      var answer = Answer(200, nil)
      answer.isMissing = true
      return answer
    }()
  }

  let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  private struct State {
    var asked: [Asked] = []
    var silent: [Int32] = []
    var answer: (Asked) -> Answer
  }

  init(_ answer: sending @escaping (Asked) -> Answer) throws {
    state = Mutex(State(answer: answer))
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (listener, length)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = UInt16(bigEndian: address.sin_port)
    Thread { [self] in serve() }.start()
  }

  var address: String { "http://127.0.0.1:\(port)" }

  var asked: [Asked] { state.withLock { $0.asked } }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    state.withLock { state in
      for connection in state.silent { close(connection) }
      state.silent = []
    }
  }

  /// Closes the listener itself: closed by another, its number may already be another server's.
  private func serve() {
    defer { close(listener) }
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      guard let asked = read(connection) else {
        close(connection)
        continue
      }
      let answer = state.withLock { state in
        state.asked.append(asked)
        return state.answer(asked)
      }
      guard !answer.isMissing else {
        state.withLock { $0.silent.append(connection) }
        continue
      }
      var reply = "HTTP/1.1 \(answer.status) X\r\nContent-Type: application/json\r\n"
      for (name, value) in answer.fields { reply += "\(name): \(value)\r\n" }
      reply += "Connection: close\r\nContent-Length: \(answer.body.utf8.count)\r\n\r\n"
      reply += answer.body
      _ = send(connection, reply, reply.utf8.count, Int32(MSG_NOSIGNAL))
      close(connection)
    }
  }

  private func read(_ connection: Int32) -> Asked? {
    var buffer: [UInt8] = []
    while true {
      if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        let fields = lines.dropFirst().compactMap { line -> (String, String)? in
          let parts = line.split(separator: ":", maxSplits: 1)
          guard parts.count == 2 else { return nil }
          return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
        }
        let named = Dictionary(fields) { first, _ in first }
        let length = named["content-length"].flatMap { Int($0) } ?? 0
        guard words.count > 1 else { return nil }
        if buffer.count >= end + length {
          return Asked(
            method: words[0], path: words[1], fields: named,
            body: JSON(parsing: Array(buffer[end..<(end + length)])))
        }
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer += chunk[..<count]
    }
  }
}
