import Foundation
import Synchronization

/// Says what the monitor does: everything to the debug log, and the few things that an operator
/// must know once to standard error.
final class Reporter: Sendable {
  private let log: (@Sendable (String) -> Void)?
  private let said = Mutex<Set<String>>([])

  init(log: (@Sendable (String) -> Void)?) {
    self.log = log
  }

  func note(_ text: @autoclosure () -> String) {
    guard let log else { return }
    let text = text()
    OwnCode.run { log(text) }
  }

  /// Says each text once in the life of this reporter.
  func warn(_ text: String) {
    note(text)
    guard said.withLock({ $0.count < 16 && $0.insert(text).inserted }) else { return }
    // A write that fails is nobody's to handle: there is nowhere left to say so.
    try? FileHandle.standardError.write(contentsOf: Data("Monitor: \(text)\n".utf8))
  }
}
