import CMicrohttpd
import Glibc
import Synchronization

/// An HTTP server on a socket. The only file that calls libmicrohttpd.
///
/// Its threads wait in epoll; a connection whose answer comes later sleeps and takes none of them.
final class HTTPServer: Sendable {
  struct Options: Sendable {
    var threads = 2
    var connectionsMax = 1024
    var connectionsPerAddressMax = 512
    /// Request line and header fields of one request.
    var headBytesMax = 32 << 10
    /// The bodies of all requests together.
    var bodiesBytesMax = 24 << 20
    /// A body that is not wanted is read up to here, so that the client sees the answer.
    var drainedBytesMax = 64 << 20
    /// A kept connection without a request.
    var idleSeconds = 60
    /// Head and body of a request, each.
    var requestSeconds = 30
  }

  let options: Options
  private let service: any HTTPService
  private let log: Log
  private let connections: ConnectionWatch
  private let daemon: Mutex<Daemon?>
  private let isStopping = Atomic(false)
  private let requestsOpen = Atomic(0)
  private let bodiesBytes = Atomic(0)

  /// Serves the listening socket, which it owns from here on.
  init(
    socket: Int32, options: Options, service: any HTTPService, log: Log
  ) throws(ListenError) {
    self.options = options
    self.service = service
    self.log = log
    let slow = service.refusal(.tooSlow(seconds: options.requestSeconds))
    connections = ConnectionWatch(
      idleSeconds: options.idleSeconds, requestSeconds: options.requestSeconds,
      farewell: slow.serialized())
    daemon = Mutex(nil)
    guard let started = start(on: socket) else {
      close(socket)
      throw ListenError(reason: "libmicrohttpd does not start; the log says why")
    }
    daemon.withLock { $0 = Daemon(pointer: started) }
    connections.begin()
  }

  /// Refuses every new request with 503; those that came are answered.
  ///
  /// `MHD_quiesce_daemon` is not called: it and a worker may both take the socket out of the
  /// worker's epoll set, and the library then ends the process. `stop` closes the socket.
  func quiesce() { isStopping.store(true, ordering: .sequentiallyConsistent) }

  /// Whether each request that came has its answer.
  var isQuiet: Bool { requestsOpen.load(ordering: .acquiring) == 0 }

  /// Ends the threads. All connections that sleep must have been answered before.
  func stop() {
    connections.end()
    let running = daemon.withLock { daemon in
      defer { daemon = nil }
      return daemon
    }
    if let running { MHD_stop_daemon(running.pointer) }
  }

  /// The library's handle; it may be used from any thread.
  private struct Daemon: @unchecked Sendable {
    var pointer: OpaquePointer
  }

  private func start(on socket: Int32) -> OpaquePointer? {
    let context = Unmanaged.passUnretained(self).toOpaque()
    func option(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
      MHD_OptionItem(option: option, value: value, ptr_value: nil)
    }
    func option(_ option: MHD_OPTION, _ function: UnsafeRawPointer) -> MHD_OptionItem {
      MHD_OptionItem(option: option, value: Int(bitPattern: function), ptr_value: context)
    }
    var items = [
      option(.LISTEN_SOCKET, Int(socket)),
      option(.THREAD_POOL_SIZE, options.threads > 1 ? options.threads : 0),
      option(.CONNECTION_LIMIT, options.connectionsMax),
      option(.PER_IP_CONNECTION_LIMIT, options.connectionsPerAddressMax),
      option(.CONNECTION_MEMORY_LIMIT, options.headBytesMax),
      // A backstop: `ConnectionWatch` is stricter and says why.
      option(.CONNECTION_TIMEOUT, options.idleSeconds + options.requestSeconds),
      option(.NOTIFY_COMPLETED, unsafeBitCast(onRequestCompleted, to: UnsafeRawPointer.self)),
      option(.NOTIFY_CONNECTION, unsafeBitCast(onConnectionChanged, to: UnsafeRawPointer.self)),
      option(.END, 0),
    ]
    return items.withUnsafeMutableBufferPointer { items in
      let arguments: [any CVarArg] = [
        MHD_OPTION.ARRAY.rawValue, Int(bitPattern: items.baseAddress), MHD_OPTION.END.rawValue,
      ]
      return withVaList(arguments) { list in
        MHD_start_daemon_va(
          triage_mhd_daemon_flags, 0, nil, nil, onRequestAdvanced, context, list)
      }
    }
  }
}

/// A request on its way: belongs to the thread of its connection, except for `response`.
private final class Exchange: Sendable {
  let head: HTTPRequestHead
  let watched: ConnectionWatch.Entry?
  private let state: Mutex<State>

  struct State {
    var body: [UInt8] = []
    var bodyBytesMax = 0
    var drainedBytes = 0
    /// Set when the answer does not depend on the rest of the body, or once it came later.
    var response: HTTPResponse?
    var isAsleep = false
  }

  init(_ head: HTTPRequestHead, _ watched: ConnectionWatch.Entry?) {
    self.head = head
    self.watched = watched
    state = Mutex(State())
  }

  func with<Result>(_ body: (inout State) -> Result) -> Result {
    state.withLock { body(&$0) }
  }
}

/// A connection that sleeps; the library lets any thread wake it.
private struct SleepingConnection: @unchecked Sendable {
  let pointer: OpaquePointer
}

// The library's callbacks, in the order of a request's life.

private let onConnectionChanged: MHD_NotifyConnectionCallback = { context, connection, slot, code in
  guard let context, let connection, let slot else { return }
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  server.connectionChanged(connection, slot, isOpening: code == .CONNECTION_NOTIFY_STARTED)
}

private let onRequestAdvanced: MHD_AccessHandlerCallback = {
  context, connection, url, method, _, upload, uploadSize, slot in
  guard let context, let connection, let slot, let uploadSize else { return .NO }
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  guard let known = slot.pointee else {
    guard let url, let method else { return .NO }
    let exchange = server.begin(
      connection, method: String(cString: method), path: String(cString: url))
    slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
    return server.admit(exchange, connection)
  }
  let exchange = Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
  if uploadSize.pointee > 0 {
    let bytes = UnsafeRawBufferPointer(start: upload, count: uploadSize.pointee)
    uploadSize.pointee = 0
    return server.receive(bytes, exchange)
  }
  return server.finish(exchange, connection)
}

private let onRequestCompleted: MHD_RequestCompletedCallback = { context, _, slot, _ in
  guard let context, let known = slot?.pointee else { return }
  slot?.pointee = nil
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  server.complete(Unmanaged<Exchange>.fromOpaque(known).takeRetainedValue())
}

extension HTTPServer {
  fileprivate func connectionChanged(
    _ connection: OpaquePointer, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>,
    isOpening: Bool
  ) {
    if isOpening {
      let entry = connections.add(socket: triage_mhd_connection_socket(connection))
      slot.pointee = Unmanaged.passRetained(entry).toOpaque()
    } else if let known = slot.pointee {
      slot.pointee = nil
      connections.remove(
        Unmanaged<ConnectionWatch.Entry>.fromOpaque(known).takeRetainedValue())
    }
  }

  fileprivate func begin(
    _ connection: OpaquePointer, method: String, path: String
  ) -> Exchange {
    requestsOpen.add(1, ordering: .acquiringAndReleasing)
    let entry = triage_mhd_socket_context(connection).map {
      Unmanaged<ConnectionWatch.Entry>.fromOpaque($0).takeUnretainedValue()
    }
    entry?.enter(.readingBody)
    let head = HTTPRequestHead(
      method: method, path: path, query: fields(of: connection, .GET_ARGUMENT_KIND),
      fields: fields(of: connection, .HEADER_KIND))
    return Exchange(head, entry)
  }

  fileprivate func admit(_ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    let length = exchange.head.field("content-length").flatMap { Int($0) }
    let admission: HTTPAdmission =
      isStopping.load(ordering: .acquiring)
      ? .answered(service.refusal(.shuttingDown)) : service.admit(exchange.head)
    exchange.with { state in
      switch admission {
      case .body(let bytesMax):
        state.bodyBytesMax = bytesMax
        if let length, length > bytesMax {
          state.response = service.refusal(.bodyTooLarge(bytesMax: bytesMax))
        } else if let length {
          state.body.reserveCapacity(length)
        }
      case .answered(let response): state.response = response
      }
    }
    // Nobody who asks first, or sends more than is worth reading, is left to send it.
    let isAsking = exchange.head.field("expect") != nil
    guard isAsking || (length ?? 0) > options.drainedBytesMax,
      let response = exchange.with({ $0.response })
    else { return .YES }
    return send(response, exchange, connection)
  }

  fileprivate func receive(_ bytes: UnsafeRawBufferPointer, _ exchange: Exchange) -> MHD_Result {
    exchange.with { state in
      if state.response == nil, state.body.count + bytes.count > state.bodyBytesMax {
        refuse(.bodyTooLarge(bytesMax: state.bodyBytesMax), &state)
      }
      if state.response == nil {
        let held = bodiesBytes.add(bytes.count, ordering: .relaxed).newValue
        state.body.append(contentsOf: bytes)
        if held > options.bodiesBytesMax { refuse(.tooBusy, &state) }
        return .YES
      }
      state.drainedBytes += bytes.count
      return state.drainedBytes > options.drainedBytesMax ? .NO : .YES
    }
  }

  /// Lets go of the body at once.
  private func refuse(_ refusal: HTTPRefusal, _ state: inout Exchange.State) {
    bodiesBytes.subtract(state.body.count, ordering: .relaxed)
    state.body = []
    state.response = service.refusal(refusal)
  }

  fileprivate func finish(_ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    if let response = exchange.with({ $0.response }) {
      return send(response, exchange, connection)
    }
    // The library may call again for a connection that was just put to sleep.
    guard !exchange.with({ $0.isAsleep }) else { return .YES }
    exchange.watched?.enter(.answering)
    let body = exchange.with { state in
      bodiesBytes.subtract(state.body.count, ordering: .relaxed)
      defer { state.body = [] }
      return state.body
    }
    switch service.answer(exchange.head, body: body) {
    case .now(let response): return send(response, exchange, connection)
    case .later(let begin):
      exchange.with { $0.isAsleep = true }
      MHD_suspend_connection(connection)
      let sleeping = SleepingConnection(pointer: connection)
      begin { response in
        exchange.with { $0.response = response }
        MHD_resume_connection(sleeping.pointer)
      }
      return .YES
    }
  }

  fileprivate func complete(_ exchange: Exchange) {
    exchange.with { state in
      bodiesBytes.subtract(state.body.count, ordering: .relaxed)
      state.body = []
    }
    exchange.watched?.enter(.idle)
    requestsOpen.subtract(1, ordering: .acquiringAndReleasing)
  }

  private func send(
    _ response: HTTPResponse, _ exchange: Exchange, _ connection: OpaquePointer
  ) -> MHD_Result {
    exchange.watched?.enter(.sending)
    var body = response.body
    let created = body.withUnsafeMutableBytes { bytes in
      MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_COPY)
    }
    guard let created else { return .NO }
    defer { MHD_destroy_response(created) }
    for field in response.fields {
      guard MHD_add_response_header(created, field.name, field.value) == .YES else { return .NO }
    }
    if isStopping.load(ordering: .acquiring) {
      _ = MHD_add_response_header(created, "Connection", "close")
    }
    return MHD_queue_response(connection, UInt32(response.status), created)
  }

  private func fields(of connection: OpaquePointer, _ kind: MHD_ValueKind) -> [HTTPField] {
    var fields: [HTTPField] = []
    withUnsafeMutablePointer(to: &fields) { fields in
      _ = MHD_get_connection_values(
        connection, kind,
        { context, _, name, value in
          guard let context, let name else { return .NO }
          context.assumingMemoryBound(to: [HTTPField].self).pointee.append(
            HTTPField(String(cString: name), value.map { String(cString: $0) } ?? ""))
          return .YES
        }, fields)
    }
    return fields
  }
}
