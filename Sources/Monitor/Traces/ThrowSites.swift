import Foundation
import Synchronization

#if os(Linux) && canImport(Runtime)
  /// Remembers where errors were thrown.
  ///
  /// A Swift error carries no stack trace, and where it is caught the calls that led to it are
  /// gone. The runtime calls a hook at every `throw`; the toolchain's testing library uses the same
  /// one.
  final class ThrowSites: Sendable {
    static let shared = ThrowSites()

    private let state = Mutex(State())

    private struct State {
      var users = 0
      var recent = RecentThrows()
      /// Of the monotonic clock; `tracesThisSecond` counts within it.
      var second = 0
      var tracesThisSecond = 0
    }

    private typealias Hook = @convention(c) (UnsafeRawPointer) -> Void

    /// The hook that was there before, which is called first. Set before ours can run.
    private nonisolated(unsafe) static var previousHook: Hook?

    private static let hook: Hook = { error in
      ThrowSites.previousHook?(error)
      guard !OwnCode.isRunning else { return }
      OwnCode.run { ThrowSites.shared.remember(error) }
    }

    /// Puts the hook in place for the life of the process; `false` where the runtime exports none.
    private static let isInstalled: Bool = {
      guard let symbol = dlsym(nil, "_swift_willThrow") else { return false }
      let slot = symbol.assumingMemoryBound(to: Hook?.self)
      previousHook = slot.pointee
      // An aligned pointer is stored in one piece on every platform that Swift has.
      slot.pointee = hook
      return true
    }()

    /// Begins to remember, until ``stop()`` was called as often.
    func start() {
      guard Self.isInstalled else { return }
      state.withLock { $0.users += 1 }
    }

    func stop() {
      guard Self.isInstalled else { return }
      // Freed outside of the lock.
      _ = state.withLock { state in
        state.users -= 1
        return state.users == 0 ? state.recent.removeAll() : []
      }
    }

    /// Where the error was thrown, if that is still known.
    func match(for error: any Error) -> RecentThrows.Match? {
      // The cast keeps the existential closed: its one word is the address of the error's box.
      let address = unsafeBitCast(error as any Error, to: UInt.self)
      let type = ObjectIdentifier(Swift.type(of: error))
      let context = ExecutionContext.current
      return state.withLock { $0.recent.match(address: address, type: type, context: context) }
    }

    private func remember(_ address: UnsafeRawPointer) {
      guard mayTrace(), let trace = CapturedTrace.here() else { return }
      let error = unsafeBitCast(address, to: (any Error).self)
      let entry = RecentThrows.Entry(
        address: UInt(bitPattern: address),
        box: Unmanaged<AnyObject>.fromOpaque(address).takeUnretainedValue(),
        type: ObjectIdentifier(Swift.type(of: error)), context: .current, trace: trace)
      // Freed outside of the lock.
      _ = state.withLock { $0.recent.append(entry) }
    }

    /// Whether anybody wants to know, and this second's allowance is not used up.
    private func mayTrace() -> Bool {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
      let second = time.tv_sec
      return state.withLock { state in
        guard state.users > 0 else { return false }
        if state.second != second {
          state.second = second
          state.tracesThisSecond = 0
        }
        state.tracesThisSecond += 1
        return state.tracesThisSecond <= Bounds.throwTracesPerSecondMax
      }
    }
  }
#else
  /// Remembers where errors were thrown: on this platform, not at all.
  final class ThrowSites: Sendable {
    static let shared = ThrowSites()

    func start() {}
    func stop() {}
    func match(for error: any Error) -> RecentThrows.Match? { nil }
  }
#endif
