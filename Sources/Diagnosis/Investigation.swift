import DatabaseErrors
public import EventSchema
import Fixes
import Frameworks
public import SourceCode
import StackTraces

/// One event up to its conclusion: what is violated, where and why.
public struct Investigation {
  /// Without changes and tests.
  public private(set) var diagnosis: Diagnosis
  private let violation: ConstraintViolation?
  private let reading: FailureReading?

  /// Parameters as of `diagnose(_:history:in:schema:probes:)`.
  public init(
    _ event: Event, history: History = .empty, in tree: SourceTree = .empty,
    schema: Schema = .empty, probes: ProbeFacts = .none
  ) {
    var examination = examine(event).filled(from: schema, event)
    let trace = examination.trace
    let surroundings =
      tree.isNothing ? trace.surroundings : TraceReading.Surroundings(trace, in: tree)
    var failure = Failure(
      event: event, violation: examination.violation, frames: examination.frames,
      inApp: examination.inApp, culpritIndex: examination.culpritIndex, tree: surroundings.tree)
    if let write = failure.onlyWrite() { failure = failure.failing(at: write) }
    let hasOwnFrames = failure.frames.count == trace.frames.count
    func facts(_ reading: FailureReading?) -> SourceFacts {
      guard let reading else { return SourceFacts() }
      return hasOwnFrames && tree.isNothing ? trace.facts(of: reading) : reading.facts
    }
    let framework = Framework.recognised(in: failure, hasOwnFrames ? surroundings.marks : nil)
    var reading = framework?.reading(of: failure)
    if let violation = examination.violation {
      let facts = facts(reading)
      let named = violation.named(by: facts).written(by: facts, event, schema, tree)
      if named != violation {
        examination.violation = named
        reading = reading?.naming(named)
      }
    }
    violation = examination.violation
    self.reading = reading
    let read = facts(reading)
    diagnosis = Diagnosis(examination, read, surroundings, framework: framework?.shownName)
    guard violation != nil else { return }
    let evidence = Evidence(
      examination, event, read, history.including(event, examination), schema, probes, surroundings)
    diagnosis.conclusion = conclude(evidence)
  }

  /// The diagnosis with the changes and tests that the conclusion asks for.
  public var proposal: Diagnosis {
    guard let conclusion = diagnosis.conclusion, let finding = conclusion.findings.first,
      finding.cause == conclusion.cause
    else { return diagnosis }
    var diagnosis = diagnosis
    diagnosis.fixes = fixes(for: finding.remedies)
    diagnosis.tests = reading?.tests(for: finding.remedies) ?? []
    return diagnosis
  }

  /// The changes that the remedies mean in the code, the database's own where they are about its
  /// state or the code gives none.
  private func fixes(for remedies: [Remedy]) -> [Fix] {
    let own = reading?.plan(for: remedies) ?? remedies.map { _ in [] }
    let isAlone = own.allSatisfy(\.isEmpty)
    return zip(remedies, own).flatMap { remedy, fixes in
      guard fixes.isEmpty, isAlone || PlainSQL.owns(remedy), let violation else {
        return fixes
      }
      return PlainSQL.fixes(for: remedy, of: violation)
    }
  }
}

extension Diagnosis {
  fileprivate init(
    _ examination: Examination, _ facts: SourceFacts, _ surroundings: TraceReading.Surroundings,
    framework: String?
  ) {
    var exception = examination.exception
    exception.framework = framework
    let culprit = examination.culpritIndex.map { index in
      let frame = examination.frames[index]
      return Culprit(
        path: frame.shownPath, line: frame.lineNumber,
        function: frame.function, operation: operation(examination, facts, frame)?.rawValue)
    }
    self.init(
      violation: examination.violation, exception: exception, culprit: culprit,
      frames: surroundings.shown, fingerprint: examination.fingerprint, title: examination.title)
  }
}
