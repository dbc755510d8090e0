public import DatabaseErrors
import EventSchema
public import Fixes
import SourceCode

/// One failure as a framework reads it: read once, then asked for facts, changes and tests.
///
/// A class, for the memory of what was read; it never leaves the call that made it.
public final class FailureReading {
  private let framework: Framework
  private let failure: Failure
  private let files: ParsedFiles
  private lazy var reader = framework.reads(failure, files)
  private var fixesByRemedy: [Remedy: [Fix]] = [:]

  init(_ framework: Framework, _ failure: Failure, _ files: ParsedFiles) {
    self.framework = framework
    self.failure = failure
    self.files = files
  }

  /// What the frames and the source at hand show about the way to the failing statement.
  public private(set) lazy var facts = {
    var facts = knownFacts
    facts.operation = facts.operation ?? framework.quotes(failure.event)
    return facts
  }()

  /// The same without what the event's message quotes: failures with the same ground, frames and
  /// source have the same ones. Whoever knows them sets them before they are asked for.
  public lazy var knownFacts = reader.facts

  /// What facts are read from beside frames and source.
  public struct Ground: Sendable, Hashable {
    let framework: String
    /// Without values.
    let violation: ConstraintViolation?
    let exceptions: [String?]
    let transaction: String?
  }

  public var ground: Ground {
    var violation = failure.violation
    violation?.values = []
    return Ground(
      framework: framework.name, violation: violation,
      exceptions: failure.event.exceptions.map(\.qualifiedType),
      transaction: failure.event.transaction)
  }

  /// The same failure with more known of what was violated.
  public func naming(_ violation: ConstraintViolation) -> FailureReading {
    var failure = failure
    failure.violation = violation
    return FailureReading(framework, failure, files)
  }

  /// The changes that the remedy means here, in the source as it is; the preferred one first. Empty
  /// when the framework cannot do the remedy.
  public func fixes(for remedy: Remedy) -> [Fix] { fixes(for: remedy, facts) }

  /// Tests that fail before the changes and pass after them.
  public func tests(for remedies: [Remedy]) -> [TestCase] {
    reader.tests(for: remedies, facts) { self.fixes(for: $0) }
  }

  /// The changes that each of the remedies means, written on the source as those of the ones before
  /// it leave it, so that they apply one after the other.
  ///
  /// Where the failing line does not outlive a change, later changes of the same file only stand in
  /// its place.
  public func plan(for remedies: [Remedy]) -> [[Fix]] {
    var plan: [[Fix]] = []
    var reading = self
    var closedFiles: Set<String> = []
    for remedy in remedies {
      var found = reading.fixes(for: remedy, facts).withOverlapsAsAlternatives
      for index in found.indices where !closedFiles.isDisjoint(with: found[index].files) {
        found[index].isAlternative = true
      }
      plan.append(found)
      for fix in found where !fix.diff.isEmpty && !fix.isAlternative {
        if let changed = reading.failure.after(fix) {
          reading = FailureReading(framework, changed, files)
        } else {
          closedFiles.formUnion(fix.files)
        }
      }
    }
    return plan
  }

  /// - Parameter facts: Of the source before any change.
  private func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] {
    if let known = fixesByRemedy[remedy] { return known }
    let found = reader.fixes(for: remedy, facts)
    fixesByRemedy[remedy] = found
    return found
  }
}

extension Failure {
  /// The same failure, had the code been changed before; `nil` when a line of a frame is gone.
  fileprivate func after(_ fix: Fix) -> Failure? {
    let diff = DiffReading(fix.diff)
    var changed = self
    changed.tree = SourceTree(
      files: tree.files.map { diff.applied(to: $0) ?? $0 } + diff.added,
      isComplete: tree.isComplete)
    for index in frames.indices where inApp[index] {
      guard let path = frames[index].filename ?? frames[index].absolutePath,
        let line = frames[index].lineNumber,
        let file = tree.file(at: path, line: line), fix.files.contains(file.path)
      else { continue }
      guard let moved = diff.line(line, in: file.path) else { return nil }
      changed.frames[index].lineNumber = moved
    }
    return changed
  }
}
