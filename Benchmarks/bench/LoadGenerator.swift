import Foundation

/// Sends requests over several connections from one thread: each connection sends its next request
/// once it has the reply to the one before.
struct LoadGenerator {
  struct Result {
    var seconds: Double
    /// Sorted, in seconds.
    var latencies: [Double]

    var rate: Double { Double(latencies.count) / seconds }

    func percentile(_ share: Double) -> Double {
      guard !latencies.isEmpty else { return 0 }
      return latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]
    }
  }

  var port: UInt16
  var connections: Int

  /// - Parameter request: The bytes of one request, by its number.
  func run(count: Int, request: (Int) -> [UInt8]) throws -> Result {
    var clients: [Client] = []
    defer { for client in clients { close(client.socket) } }
    var next = 0
    let start = now()
    for _ in 0..<min(connections, count) {
      var client = Client(socket: try connected(to: port))
      try client.begin(request(next))
      next += 1
      clients.append(client)
    }
    var latencies: [Double] = []
    latencies.reserveCapacity(count)
    var waiting = clients.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
    while latencies.count < count {
      guard poll(&waiting, nfds_t(waiting.count), 30_000) > 0 else {
        throw Trouble("no reply within 30 s")
      }
      for index in waiting.indices where waiting[index].revents != 0 {
        guard try clients[index].receive() else { continue }
        latencies.append(now() - clients[index].began)
        guard next < count else { continue }
        try clients[index].begin(request(next))
        next += 1
      }
    }
    let seconds = now() - start
    return Result(seconds: seconds, latencies: latencies.sorted())
  }
}

/// A POST of some bytes.
func post(_ path: String, key: String, encoding: String? = nil, _ body: [UInt8]) -> [UInt8] {
  let coding = encoding.map { "Content-Encoding: \($0)\r\n" } ?? ""
  let head = """
    POST \(path) HTTP/1.1\r
    Host: 127.0.0.1\r
    X-Sentry-Auth: Sentry sentry_key=\(key), sentry_version=7\r
    Content-Type: application/x-sentry-envelope\r
    \(coding)Content-Length: \(body.count)\r
    \r

    """
  return Array(head.utf8) + body
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Sends one request over a connection of its own; the body of the reply.
func exchange(_ request: [UInt8], port: UInt16) throws -> String {
  var client = Client(socket: try connected(to: port))
  defer { close(client.socket) }
  try client.begin(request)
  while try !client.receive() {}
  return client.body
}

private func connected(to port: UInt16) throws -> Int32 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let status = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard descriptor >= 0, status == 0 else { throw Trouble("cannot connect to \(port)") }
  return descriptor
}

/// One connection, and the reply that it waits for.
private struct Client {
  let socket: Int32
  private(set) var began = 0.0
  private var reply: [UInt8] = []

  init(socket: Int32) {
    self.socket = socket
  }

  /// Sends a request; the system's buffers take it whole.
  mutating func begin(_ request: [UInt8]) throws {
    began = now()
    reply.removeAll(keepingCapacity: true)
    var rest = request[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
      guard sent > 0 else { throw Trouble("the collector closed a connection") }
      rest = rest.dropFirst(sent)
    }
  }

  /// Of the reply, once it is complete.
  private(set) var body = ""

  /// Whether the reply is complete.
  mutating func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { throw Trouble("the collector closed a connection") }
    reply += buffer.prefix(count)
    let text = String(decoding: reply, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return false }
    guard text.hasPrefix("HTTP/1.1 200") else { throw Trouble("not taken: \(text)") }
    let length = text[..<end.lowerBound].split(separator: "\r\n")
      .first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
    body = String(text[end.upperBound...])
    return body.utf8.count >= length ?? 0
  }
}
