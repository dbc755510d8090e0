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
    var failure = Failure(
      event: event, violation: examination.violation, frames: examination.frames,
      inApp: examination.inApp, culpritIndex: examination.culpritIndex,
      tree: tree.adding(excerptsOf: examination))
    if let write = failure.onlyWrite() { failure = failure.failing(at: write) }
    let framework = Framework.recognised(in: failure)
    var reading = framework?.reading(of: failure)
    if let violation = examination.violation {
      let facts = reading?.facts ?? SourceFacts()
      let named = violation.named(by: facts).written(by: facts, event, schema, tree)
      if named != violation {
        examination.violation = named
        reading = reading?.naming(named)
      }
    }
    violation = examination.violation
    self.reading = reading
    let facts = reading?.facts ?? SourceFacts()
    diagnosis = Diagnosis(examination, facts, framework: framework?.shownName, failure.tree)
    guard violation != nil else { return }
    let evidence = Evidence(
      examination, event, facts, history.including(event, examination), schema, probes,
      in: failure.tree)
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
    _ examination: Examination, _ facts: SourceFacts, framework: String?, _ tree: SourceTree
  ) {
    var exception = examination.exception
    exception.framework = framework
    let culprit = examination.culpritIndex.map { index in
      let frame = examination.frames[index]
      return Culprit(
        path: frame.shownPath, line: frame.lineNumber,
        function: frame.function, operation: operation(examination, facts, frame)?.rawValue)
    }
    let frames = zip(examination.frames, examination.inApp).map { frame, inApp in
      var read = ReadFrame(
        path: frame.displayPath, line: frame.lineNumber, function: frame.function,
        module: frame.module, inApp: inApp, contextLine: frame.contextLine,
        preContext: frame.preContext, postContext: frame.postContext)
      if inApp, frame.preContext.isEmpty, frame.postContext.isEmpty { read.addLines(from: tree) }
      return read
    }
    self.init(
      violation: examination.violation, exception: exception, culprit: culprit, frames: frames,
      fingerprint: examination.fingerprint, title: examination.title)
  }
}

extension Diagnosis.ReadFrame {
  /// Takes the lines around the frame's from the source, if it is at hand and says the same.
  fileprivate mutating func addLines(from tree: SourceTree) {
    guard let path, let line, let file = tree.file(at: path, line: line) else { return }
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = line - file.firstLine
    guard lines.indices.contains(index) else { return }
    if let contextLine {
      guard lines[index].trimmingBlanks == contextLine.trimmingBlanks else { return }
    }
    contextLine = lines[index]
    preContext = Array(lines[max(0, index - 5)..<index])
    postContext = Array(lines[(index + 1)...].prefix(5))
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { start[...$0] } ?? ""
  }
}

extension SourceTree {
  /// The tree with the source lines that the application's frames carry, for files that it lacks.
  func adding(excerptsOf examination: Examination) -> SourceTree {
    var excerpts: [SourceFile] = []
    for (frame, inApp) in zip(examination.frames, examination.inApp) where inApp {
      guard let path = frame.displayPath, let line = frame.lineNumber,
        let context = frame.contextLine, file(at: path, line: line) == nil
      else { continue }
      let lines = frame.preContext + [context] + frame.postContext
      excerpts.append(
        SourceFile(
          path: path, text: lines.joined(separator: "\n") + "\n",
          firstLine: max(1, line - frame.preContext.count), isWhole: false))
    }
    guard !excerpts.isEmpty else { return self }
    var tree = SourceTree(files: files + excerpts, isComplete: isComplete)
    tree.leavesOutFiles = leavesOutFiles
    return tree
  }
}
