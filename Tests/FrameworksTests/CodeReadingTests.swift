import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode
import Testing

/// A source, a failure in it, and what must be read.
struct CodeCase: Sendable, CustomTestStringConvertible {
  var name: String
  var framework: String?
  /// Other files by path; the culprit's is the first. `↓` stands before the line that failed.
  var files: [(path: String, text: String)]
  var kind = ConstraintViolation.Kind.unique
  var table: String
  var columns: [String]
  var referencedTable: String?
  /// Exactly the checks, helpers, handlers, sights and kinds of run.
  var facts: [String]
  /// Among the origins, parents, deletes and other writes.
  var alsoFacts: [String] = []
  var isExcerpt = false

  var testDescription: String { name }

  init(
    _ name: String, _ framework: String?, _ path: String, _ text: String,
    table: String, _ columns: [String], kind: ConstraintViolation.Kind = .unique,
    parent: String? = nil, facts: [String], also: [String] = [],
    files: [(path: String, text: String)] = [], isExcerpt: Bool = false
  ) {
    self.name = name
    self.framework = framework
    self.files = [(path, text)] + files
    self.kind = kind
    self.table = table
    self.columns = columns
    referencedTable = parent
    self.facts = facts
    alsoFacts = also
    self.isExcerpt = isExcerpt
  }

  var failure: Failure {
    let lines = files[0].text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.firstIndex { $0.hasPrefix("↓") } ?? 0
    let first = isExcerpt ? 41 : 1
    var sources: [SourceFile] = []
    for (index, file) in files.enumerated() {
      sources.append(
        SourceFile(
          path: file.path, text: file.text.replacing("↓", with: ""),
          firstLine: index == 0 ? first : 1, isWhole: index > 0 || !isExcerpt))
    }
    var violation = ConstraintViolation(kind: kind, table: table, columns: columns)
    violation.referencedTable = referencedTable
    if kind == .foreignKey { violation.side = .child }
    return Failure(
      event: Event(), violation: violation,
      frames: [Frame(filename: files[0].path, lineNumber: marked + first, inApp: true)],
      inApp: [true], culpritIndex: 0, tree: SourceTree(files: sources))
  }
}

extension SourceFacts {
  /// The facts that decide between causes, a line each.
  var outline: [String] {
    var lines: [String] = [operation?.rawValue ?? "-"]
    for check in checks {
      var words = ["check", check.columns.joined(separator: ",")]
      words += check.otherPredicates.map { "{\($0)}" }
      if check.foldsCase { words.append("folds") }
      if check.locks { words.append("locks") }
      if check.guardsWrite { words.append("guards") }
      lines.append(words.filter { !$0.isEmpty }.joined(separator: " "))
    }
    if let upsert {
      let again = upsert.readsAgain ? " again" : ""
      lines.append(
        "upsert \(upsert.helper)(\(upsert.lookupColumns.joined(separator: ",")))\(again)")
    }
    lines += handlers.map { $0.hasSavepoint ? "handler" : "handler without savepoint" }
    lines += sights.keys.map(\.rawValue).sorted()
    lines += contexts.map { "in \($0.rawValue)" }.sorted()
    return lines
  }

  var furtherOutline: [String] {
    var lines = origins.map { "\($0.column) \($0.kind.rawValue)" }
    lines += parentReads.map { "parent \($0.table ?? "-")" }
    lines += deletes.map { "delete \($0.table ?? "-")" }
    lines += otherWrites.map {
      "write \($0.operation.rawValue)\($0.isInCallback ? " in callback" : "")"
    }
    for validator in validators where !validator.isUnseen {
      lines.append("validator \(validator.name)(\(validator.uniqueColumns.joined(separator: ",")))")
    }
    for constraint in relation?.constraints ?? [] where constraint.kind == .unique {
      lines.append("key \(constraint.columns.joined(separator: ","))")
    }
    lines += siblingChecks.map { "sibling \($0.columns.joined(separator: ","))" }
    return lines + [sawWholeFunction ? "whole" : "excerpt"]
  }
}

extension CodeCase {
  static let all = ruby + node + php + elixir + shapes + callees + layers + made
}

@Suite("Code of applications")
struct CodeReadingTests {
  @Test(arguments: CodeCase.all)
  func readsWhatDecides(story: CodeCase) throws {
    let failure = story.failure
    let framework = try #require(Framework.recognised(in: failure))
    #expect(framework.shownName == story.framework)
    let facts = framework.facts(of: failure)
    #expect(facts.outline == story.facts)
    for fact in story.alsoFacts {
      #expect(facts.furtherOutline.contains(fact), "\(facts.furtherOutline)")
    }
  }

  @Test func countsItsStories() {
    let stories = CodeCase.all
    #expect(stories.count >= 40)
    #expect(Set(stories.map(\.name)).count == stories.count)
  }
}
