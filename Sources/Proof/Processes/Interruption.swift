import Foundation
import Synchronization

/// Tells running processes, from any thread, that they are to end.
public final class Interruption: Sendable {
  /// Both ends of a pipe that becomes readable when it is over, for `poll`.
  private let reader: Int32
  private let writer: Int32
  private let requested = Atomic(false)

  public init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    close(reader)
    close(writer)
  }

  public var isRequested: Bool { requested.load(ordering: .acquiring) }

  /// Ends what runs now and whatever is started later.
  public func request() {
    guard !requested.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Becomes readable, and stays so, when it is over; negative when there is no pipe.
  var descriptor: Int32 { reader }
}

/// Ctrl-C and its kin, turned into an `Interruption` while this value lives.
///
/// One at a time: signals are the process's.
public final class SignalWatch: Sendable {
  public let interruption = Interruption()
  /// Only started and cancelled, which any thread may do.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]
  private let received = Mutex<Int32?>(nil)

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  public init() {
    let queue = DispatchQueue(label: "signals")
    sources = Self.signals.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    for (number, source) in zip(Self.signals, sources) {
      signal(number, SIG_IGN)
      source.setEventHandler { [weak self] in
        self?.received.withLock { $0 = $0 ?? number }
        self?.interruption.request()
      }
      source.resume()
    }
  }

  /// Ends this process by the signal that came, as if nobody had watched; does nothing when none
  /// came.
  public func endProcess() {
    guard let number = signalNumber else { return }
    stop()
    // Dispatch blocks the signals that it watches.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
  }

  /// The first signal that came.
  private var signalNumber: Int32? { received.withLock { $0 } }

  /// Lets signals end the process again.
  public func stop() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
