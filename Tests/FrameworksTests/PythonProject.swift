import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode

/// A few Python files in one text, with marks on the lines that a trace shows.
///
/// `# file: path` begins a file (`# excerpt: path:line` a piece of one), `↓` stands before the line
/// that failed, `→` before the line of each caller.
struct PythonProject {
  var files: [SourceFile] = []
  private(set) var frames: [Frame] = []
  private var culprit: Frame?

  init(_ text: String) {
    var (path, firstLine, isWhole, lines): (String, Int, Bool, [String]) = ("", 1, true, [])
    func file() -> SourceFile? {
      path.isEmpty
        ? nil
        : SourceFile(
          path: path, text: lines.joined(separator: "\n") + "\n", firstLine: firstLine,
          isWhole: isWhole)
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# file: ") || line.hasPrefix("# excerpt: ") {
        files += [file()].compactMap(\.self)
        let parts = line.split(separator: " ").last?.split(separator: ":") ?? []
        path = String(parts.first ?? "")
        isWhole = line.hasPrefix("# file: ")
        firstLine = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        lines = []
        continue
      }
      let number = firstLine + lines.count
      let frame = Frame(filename: path, lineNumber: number, inApp: true)
      if line.hasPrefix("↓") { culprit = frame }
      if line.hasPrefix("→") { frames.append(frame) }
      lines.append(
        line.hasPrefix("↓") || line.hasPrefix("→") ? String(line.dropFirst()) : String(line))
    }
    files += [file()].compactMap(\.self)
  }

  /// The failure at the marked line.
  ///
  /// - Parameters:
  ///   - library: The frame below the culprit: `django.db.models.query create`.
  func failure(
    kind: ConstraintViolation.Kind, table: String?, columns: [String], library: String
  ) -> Failure {
    var event = Event()
    event.platform = "python"
    var frames = frames + [culprit].compactMap(\.self)
    let count = frames.count
    let parts = library.split(separator: " ").map(String.init)
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      frames.append(Frame(module: parts[index], function: parts[index + 1], lineNumber: 1))
    }
    return Failure(
      event: event, violation: ConstraintViolation(kind: kind, table: table, columns: columns),
      frames: frames, inApp: frames.indices.map { $0 < count }, culpritIndex: count - 1,
      tree: SourceTree(files: files, isComplete: files.allSatisfy(\.isWhole)))
  }
}

/// What facts show, each as one short line.
func shown(_ facts: SourceFacts) -> Set<String> {
  var lines: Set<String> = []
  for sight in facts.sights { lines.insert("\(sight.key)@\(sight.value.line)") }
  for sight in facts.sights.keys { lines.insert("\(sight)") }
  for origin in facts.origins { lines.insert("\(origin.column) from \(origin.kind)") }
  for use in facts.otherWrites {
    lines.insert("also writes \(use.table ?? "?")\(use.isInCallback ? " in callback" : "")")
  }
  for use in facts.parentReads {
    lines.insert("reads parent \(use.table ?? "?")\(use.locks ? " locked" : "")")
  }
  for use in facts.deletes { lines.insert("deletes \(use.table ?? "?")") }
  for context in facts.contexts { lines.insert("in \(context)") }
  for check in facts.checks {
    lines.insert(
      "looks for \(check.columns.joined(separator: ","))\(check.guardsWrite ? " guards" : " open")"
        + (check.foldsCase ? " folds" : "") + (check.locks ? " locks" : ""))
    for predicate in check.otherPredicates { lines.insert("narrowed by \(predicate)") }
  }
  for handler in facts.handlers {
    lines.insert("handler\(handler.hasSavepoint ? " with savepoint" : "")")
  }
  if let upsert = facts.upsert {
    lines.insert("\(upsert.helper) by \(upsert.lookupColumns.joined(separator: ","))")
  }
  if let operation = facts.operation { lines.insert("operation \(operation)") }
  if let write = facts.write { lines.insert("writes at \(write.line)") }
  if let read = facts.read { lines.insert("reads by \(read.columns.joined(separator: ","))") }
  for column in facts.writtenColumns { lines.insert("writes \(column)") }
  for validator in facts.validators {
    lines.insert("validated by \(validator.name)")
    if !validator.uniqueColumns.isEmpty {
      lines.insert("\(validator.name) asks for \(validator.uniqueColumns.joined(separator: ","))")
    }
  }
  for check in facts.siblingChecks {
    lines.insert("sibling looks for \(check.columns.joined(separator: ","))")
  }
  if let relation = facts.relation {
    lines.insert("relation \(relation.table)")
    for constraint in relation.constraints { lines.insert(shown(constraint)) }
    for column in relation.columns {
      lines.insert(
        "column \(column.column)" + (column.isNullable ? " null" : "")
          + (column.lengthMax.map { " \($0)" } ?? "") + (column.isGenerated ? " generated" : "")
          + (column.hasDefault ? " default" : "")
          + (column.referencedTable.map { " -> \($0)" } ?? ""))
    }
  }
  if facts.sawWholeFunction { lines.insert("whole function") }
  if facts.sawWholeSource { lines.insert("whole source") }
  return lines
}

private func shown(_ constraint: SourceFacts.Relation.Constraint) -> String {
  var line = "\(constraint.kind) \(constraint.columns.joined(separator: ","))"
  if let name = constraint.name { line += " \(name)" }
  if let expression = constraint.expression { line += " of \(expression)" }
  if let condition = constraint.condition { line += " where \(condition)" }
  if constraint.isConditional, constraint.condition == nil { line += " conditional" }
  if let onDelete = constraint.onDelete { line += " on delete \(onDelete)" }
  if constraint.isDeferred { line += " deferred" }
  if constraint.nullsAreEqual { line += " nulls equal" }
  return line
}

/// Code, and what must and must not be seen in it.
struct PythonFactsExample: Sendable {
  var title: String
  var code: String
  var shows: [String]
  var hides: [String]
  var kind: ConstraintViolation.Kind
  var table: String?
  var columns: [String]
  var library: String

  init(
    _ title: String, _ code: String, shows: [String] = [], hides: [String] = [],
    kind: ConstraintViolation.Kind = .unique, table: String? = "boats_boat",
    columns: [String] = ["number"], library: String = ""
  ) {
    self.title = title
    self.code = code
    self.shows = shows
    self.hides = hides
    self.kind = kind
    self.table = table
    self.columns = columns
    self.library = library
  }

  /// What the facts miss, and what they should not show; empty when all is right.
  func complaints(after prelude: String) -> [String] {
    let project = PythonProject(prelude + code)
    let failure = project.failure(kind: kind, table: table, columns: columns, library: library)
    guard let framework = Framework.recognised(in: failure) else { return ["no framework"] }
    let lines = shown(framework.facts(of: failure))
    let missing = shows.filter { !lines.contains($0) }.map { "missing: \($0)" }
    let wrong = hides.filter(lines.contains).map { "wrong: \($0)" }
    guard !missing.isEmpty || !wrong.isEmpty else { return [] }
    return missing + wrong + ["shown: \(lines.sorted().joined(separator: "; "))"]
  }
}
