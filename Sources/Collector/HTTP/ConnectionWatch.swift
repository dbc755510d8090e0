import Foundation
import Glibc
import Synchronization

/// Ends connections that take too long, however busy they look: a client that sends a byte now and
/// then never runs into a timeout of inactivity.
final class ConnectionWatch: Sendable {
  enum Phase: UInt8, AtomicRepresentable {
    /// Open, without a request so far.
    case opened
    /// Between two requests.
    case idle
    case readingBody
    /// The request is there; the time is ours.
    case answering
    case sending
  }

  final class Entry: Sendable {
    fileprivate let socket: Int32
    private let phase = Atomic(Phase.opened)
    private let since: Atomic<UInt64>

    fileprivate init(socket: Int32) {
      self.socket = socket
      since = Atomic(Clock.ticks())
    }

    func enter(_ phase: Phase) {
      since.store(Clock.ticks(), ordering: .relaxed)
      self.phase.store(phase, ordering: .releasing)
    }

    fileprivate var state: (phase: Phase, since: UInt64) {
      (phase.load(ordering: .acquiring), since.load(ordering: .relaxed))
    }
  }

  private let idleSeconds: UInt64
  private let requestSeconds: UInt64
  /// What a client is told whose request does not come to an end.
  private let farewell: [UInt8]
  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
  private let isEnding = Atomic(false)

  init(idleSeconds: Int, requestSeconds: Int, farewell: [UInt8]) {
    self.idleSeconds = UInt64(idleSeconds)
    self.requestSeconds = UInt64(requestSeconds)
    self.farewell = farewell
  }

  func begin() {
    let thread = Thread { [self] in
      while !isEnding.load(ordering: .acquiring) {
        Thread.sleep(forTimeInterval: 0.5)
        endLateConnections()
      }
    }
    thread.stackSize = 256 << 10
    thread.name = "connections"
    thread.start()
  }

  func end() {
    isEnding.store(true, ordering: .releasing)
  }

  func add(socket: Int32) -> Entry {
    let entry = Entry(socket: socket)
    entries.withLock { $0[ObjectIdentifier(entry)] = entry }
    return entry
  }

  /// Must be called before the socket is closed: its number may be another's afterwards.
  func remove(_ entry: Entry) {
    entries.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(entry)) }
  }

  private func endLateConnections() {
    let now = Clock.ticks()
    entries.withLock { entries in
      for entry in entries.values {
        let (phase, since) = entry.state
        let seconds = now > since ? (now - since) / 1_000_000_000 : 0
        switch phase {
        case .opened, .readingBody:
          guard seconds >= requestSeconds, !entry.hasUnreadInput else { continue }
          // Nothing else is being sent in these phases.
          let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
          _ = farewell.withUnsafeBytes { send(entry.socket, $0.baseAddress, $0.count, flags) }
        case .idle, .sending:
          // A next request may have begun in an idle one: it has its time, too.
          guard seconds >= idleSeconds + requestSeconds else { continue }
        case .answering: continue
        }
        shutdown(entry.socket, Int32(SHUT_RDWR))
      }
    }
  }
}

extension ConnectionWatch.Entry {
  /// Whether it is our threads that are late, not the client.
  fileprivate var hasUnreadInput: Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) > 0
  }
}

extension HTTPResponse {
  /// The response as bytes of HTTP/1.1, for a connection that ends with it.
  func serialized() -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(status == 408 ? "Request Timeout" : "Error")\r\n"
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    head += "Connection: close\r\nContent-Length: \(body.count)\r\n\r\n"
    return [UInt8](head.utf8) + body
  }
}
