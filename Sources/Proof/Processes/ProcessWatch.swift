import Foundation

/// Follows one running process: its output, its end, its time.
struct ProcessWatch {
  let identifier: pid_t
  let deadline: ContinuousClock.Instant
  let interruption: Interruption?
  private var status: Int32?
  /// Why it is being ended, and when it is ended for good.
  private var verdict: ChildProcess.Ending?
  private var patience: ContinuousClock.Instant?

  init(identifier: pid_t, deadline: ContinuousClock.Instant, interruption: Interruption?) {
    self.identifier = identifier
    self.deadline = deadline
    self.interruption = interruption
  }

  /// Milliseconds after which the process is looked at though it prints nothing: it may have ended
  /// while something that it left behind holds its output open.
  private static let glanceMilliseconds: Int32 = 100

  typealias Outlet = (stream: ChildProcess.Stream, descriptor: Int32)

  mutating func follow(
    _ outlets: [Outlet], _ body: (ChildProcess.Stream, ArraySlice<UInt8>) -> Void
  ) -> ChildProcess.Ending {
    var open = outlets
    while !open.isEmpty, status == nil {
      wait(for: open)
      open = open.filter { outlet in drain(outlet, body) }
      endIfTold()
      collect(WNOHANG)
    }
    var pauseMicroseconds: UInt32 = 1_000
    while status == nil {
      endIfTold()
      collect(WNOHANG)
      guard status == nil else { break }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 50_000)
    }
    // Nothing that was started stays behind.
    kill(-identifier, SIGKILL)
    for outlet in open { _ = drain(outlet, body) }
    return verdict ?? ending
  }

  private func wait(for outlets: [Outlet]) {
    var descriptors = outlets.map {
      pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
    }
    if verdict == nil, let interruption {
      descriptors.append(
        pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0))
    }
    _ = poll(&descriptors, nfds_t(descriptors.count), Self.glanceMilliseconds)
  }

  /// Takes what is there; `false` at the end.
  private func drain(
    _ outlet: Outlet, _ body: (ChildProcess.Stream, ArraySlice<UInt8>) -> Void
  ) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(outlet.descriptor, &buffer, buffer.count)
      if count > 0 {
        body(outlet.stream, buffer[..<count])
        if count < buffer.count { return true }
      } else if count == 0 {
        return false
      } else if errno != EINTR {
        return errno == EAGAIN || errno == EWOULDBLOCK
      }
      if isOverdue { return true }
    }
  }

  private var isOverdue: Bool { verdict == nil && .now > deadline }

  /// Asks the whole group to end when it is time, and ends it when it does not.
  private mutating func endIfTold() {
    if let patience {
      if .now > patience { kill(-identifier, SIGKILL) }
      return
    }
    if interruption?.isRequested == true {
      verdict = .interrupted
    } else if isOverdue {
      verdict = .outOfTime
    } else {
      return
    }
    kill(-identifier, SIGTERM)
    patience = .now + .seconds(ProofLimits.graceSeconds)
  }

  private mutating func collect(_ options: Int32) {
    var value: Int32 = 0
    let found = waitpid(identifier, &value, options)
    if found == identifier || (found < 0 && errno == ECHILD) { status = value }
  }

  private var ending: ChildProcess.Ending {
    let status = status ?? 0
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }
}
