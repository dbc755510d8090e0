import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SwiftReading {
  /// Edits of files, with what they are for.
  typealias Change = [(file: SwiftSourceFile, edits: [Edit])]

  /// The violation caught at the write and answered; where the same place is changed by a remedy
  /// that is preferred, instead of it.
  func translations(_ columns: [String]) -> [Fix] {
    let kinds: [ConstraintViolation.Kind?] = [.unique, .primaryKey, .foreignKey]
    guard kinds.contains(failure.violation?.kind), !findsOrCreates, let site = writeSite,
      let function = site.function,
      var fix = translation(columns, at: site, function)
    else { return [] }
    let rivals = [
      lookUpOnPath(columns), conditionalUpdate, parentLookUp(columns), answeredDelete,
      conflictTarget(columns), folding(columns),
    ]
    fix.isAlternative = rivals.contains { rival in
      guard let rival, !rival.diff.isEmpty else { return false }
      return !Set(rival.files).isDisjoint(with: fix.files)
    }
    return [fix]
  }

  /// The violation caught at a write and turned into the error that the look-up throws.
  func translation(_ columns: [String], at site: SwiftSite, _ function: SwiftFunction) -> Fix? {
    let isCaught = site.location.enclosingBlocks.contains { $0.statement.kind == .do }
    guard !isCaught else { return nil }
    let name =
      refusal(in: function, columns) == nil ? "an answer" : "the error that the look-up throws"
    let title = "Turn the violation into \(name), in `\(function.name)`"
    let reason = """
      Only the database can tell who was first. Its refusal becomes an answer that whoever asked \
      can read; every other error goes on as before. It does not keep the request from being made.
      """
    if let change = translated(columns, at: site, function) {
      return fix(change, title, because: reason)
    }
    return Fix(
      title: title, applicability: .guidance, rationale: reason, files: [site.file.source.path],
      sketch: translationSketch(columns, site))
  }

  /// The edits that catch the violation at a write and answer it; `nil` where no answer or no place
  /// is unmistakable.
  func translated(
    _ columns: [String], at site: SwiftSite, _ function: SwiftFunction
  ) -> Change? {
    guard let violation = violation(columns),
      let answer = answer(columns, in: function, site.file),
      let pattern = library.pattern(violation, self, site.file),
      let lines = wrappable(site)
    else { return nil }
    let note =
      pattern.mentions("\(violation.sqliteCode?.number ?? -1)")
      ? violation.sqliteCode?.name : nil
    guard let edit = lines.caught(pattern, note: note, [answer.statement]) else { return nil }
    return [(site.file, imports(for: pattern, in: site.file) + [edit])]
      + (answer.declaration.map { [$0] } ?? [])
  }

  /// What to say of the violation: what a look-up of the same key says, else in a case of its own.
  func answer(
    _ columns: [String], in function: SwiftFunction, _ file: SwiftSourceFile
  ) -> SwiftAnswer? {
    if let known = refusal(in: function, columns) { return SwiftAnswer(statement: known) }
    guard let violation = violation(columns) else { return nil }
    switch violation.kind {
    case .unique, .primaryKey:
      return answer(.taken(columns, table: violation.table), in: file)
    case .foreignKey where write?.operation == .delete:
      return answer(.inUse(deletedTable ?? violation.table), in: file)
    case .foreignKey:
      return parent(columns).flatMap { answer(.unknown($0.table), in: file) }
    default: return nil
    }
  }

  private func translationSketch(_ columns: [String], _ site: SwiftSite) -> String {
    let pattern =
      violation(columns).flatMap { library.pattern($0, self, site.file) }
      ?? "let error as \(failure.event.exceptions.last?.type ?? "YourDatabaseError")"
    let lines = String(site.file.parsed.source(of: site.statement.span))
      .split(separator: "\n", omittingEmptySubsequences: false)
    // The first line begins at the statement, the others at the margin.
    func blanks(_ line: Substring?) -> Int { line?.prefix { $0 == " " || $0 == "\t" }.count ?? 0 }
    let margin = blanks(lines.last)
    let statement = lines.map { String($0.dropFirst(min(margin, blanks($0)))) }
      .joined(separator: "\n").indented(by: "  ")
    let reason: SwiftAnswer.Reason =
      failure.violation?.kind == .foreignKey && write?.operation == .delete
      ? .inUse(deletedTable ?? table ?? "") : .taken(columns, table: table ?? "")
    return """
      do {
      \(statement)
      } catch \(pattern) {
        throw YourError.\(reason.caseName)
      }

      """
  }

  /// Whether the look-up on the path gives the row that it finds, or makes one where there is
  /// none, so that one that is there is no error.
  var findsOrCreates: Bool {
    checks.contains { check in
      guard check.check.guardsWrite else { return false }
      if check.whenFound?.statements.last?.kind == .return { return true }
      let absent = check.test?.blocks.first { $0.role == .orelse }
      return check.test?.kind == .if && check.whenFound?.leaves == false
        && sites.contains { absent?.span.holds($0.statement.span) == true }
    }
  }

  /// The table whose row is deleted: that of a foreign key may be the child's.
  var deletedTable: String? {
    guard let write, write.operation == .delete else { return nil }
    return write.literal?.statement.table ?? source.writtenRecord(at: write.site, library)?.table
  }

  /// The site of the write on the path: the culprit's, or one of its callers.
  var writeSite: SwiftSite? {
    sites.first(where: writes) ?? (write?.operation == nil ? nil : write?.site)
  }

  func writes(_ site: SwiftSite) -> Bool {
    site.file.literals.contains {
      site.statement.span.holds($0.span)
        && [.insert, .update, .delete].contains($0.statement.verb)
    }
  }

  /// `throw Refusal.emailTaken`, as the look-up of this key does on this path or another one, where
  /// it means the same in a function.
  func refusal(in function: SwiftFunction, _ columns: [String]) -> String? {
    let known = function.head.parameterNames
    let key = Set(columns.map { $0.lowercased() })
    for check in checks + siblings where check.check.guardsWrite {
      guard key.isEmpty || key.isSubset(of: check.check.columns.map { $0.lowercased() }),
        let text = check.refusal, let end = check.whenFound?.span.end
      else { continue }
      let locals = check.function.localNames(before: end)
      if check.function.isSame(as: function)
        || locals.filter(text.mentionsWord).allSatisfy(known.contains)
      {
        return text
      }
    }
    return nil
  }

  /// Error types of the source that keep a database's codes: the one that was thrown, or all where
  /// something else was.
  var thrownErrorTypes: [SwiftErrorType] {
    let thrown = failure.event.exceptions.last?.type?.split(separator: ".").last.map(String.init)
    let all = source.databaseErrorTypes
    return all.filter { $0.name == thrown } + (thrown == nil || isRead ? all : [])
  }

  private var isRead: Bool { literal?.statement.verb == .select }
}

extension SwiftSource {
  /// The types that are errors and keep what a database said.
  func findDatabaseErrorTypes() -> [SwiftErrorType] {
    let marks = ["extended", "sqlState", "sqlstate", "constraint"]
    var found: [SwiftErrorType] = []
    for file in files where marks.contains(where: { file.source.mentions($0) }) {
      file.parsed.visit { statement in
        guard case .type(let name) = statement.kind else { return true }
        let head = file.parsed.source(of: statement.head)
        guard head.mentionsWord("Error"), !head.hasPrefix("extension"),
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return true }
        var properties: [String: String] = [:]
        for member in body.statements {
          guard case .binding(let property) = member.kind else { continue }
          let text = file.parsed.source(of: member.head)
          properties[property] = text.rest(after: "\(property):")?.parts(at: "=").first?.trimmed
        }
        found.append(SwiftErrorType(name: name, properties: properties))
        return true
      }
    }
    return found
  }
}

extension SwiftSourceFile {
  /// One level of indentation: a function's first statement against its head.
  func indentation(of function: SwiftFunction) -> String {
    guard let first = function.body.first, let inner = source.margin(at: first.span.start),
      let outer = source.margin(at: function.statement.span.start), inner.count > outer.count
    else { return "  " }
    return String(inner.dropFirst(outer.count))
  }
}

extension String {
  /// `func insert(email: String, named name: String)` has the names `email` and `name`.
  var parameterNames: [String] {
    guard let open = firstIndex(of: "(") else { return [] }
    var names: [String] = []
    var (word, last, depth) = ("", "", 0)
    for character in self[open...] {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]", ">": depth -= 1
      case ":" where depth == 1: names.append(word.isEmpty ? last : word)
      default: break
      }
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        if !word.isEmpty { last = word }
        word = ""
      }
      if depth == 0 { break }
    }
    return names
  }

  var firstLine: String { split(separator: "\n").first.map(String.init) ?? self }
}
