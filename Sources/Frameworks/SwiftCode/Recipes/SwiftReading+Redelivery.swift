import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// Remedies for a row that is there already, and rightly so.
extension SwiftReading {
  /// What came before counts: a repetition ends in peace, or gives the first row.
  func redelivery(_ columns: [String]) -> [Fix] {
    // Where the look-up refuses what is there, so does the write.
    guard findsOrCreates || !checks.contains(where: \.check.guardsWrite),
      let kind = failure.violation?.kind, kind == .unique || kind == .primaryKey,
      let write, write.operation == .create || write.operation == .save, let site = writeSite,
      let function = site.function, let violation = violation(columns),
      let pattern = library.pattern(violation, self, site.file),
      var lines = wrappable(site),
      let body = lookedUpAgain(lines, site) ?? repeated(columns, site, function)
    else { return [] }
    // What follows in the block happened the first time.
    lines.range =
      lines.range.lowerBound..<lines.file.source.lineEnd(of: lines.statement.span.end - 1)
    guard !lines.needsReturn, !lines.statement.binds,
      lines.statement.span == site.statement.span,
      let edit = lines.caught(pattern, body)
    else { return [] }
    let key = columns.joined(separator: ", ")
    let change = fix(
      [(site.file, imports(for: pattern, in: site.file) + [edit])],
      "Let a repetition find the first one, in `\(function.name)`",
      because: """
        The key \(key) tells one operation from another: the same one again is no error, and what \
        follows the write is not done twice. It does not undo what happened outside of the \
        database the second time.
        """)
    return [change].compactMap(\.self)
  }

  /// The look-up once more, where it gives the row that it finds.
  private func lookedUpAgain(_ lines: SwiftLines, _ site: SwiftSite) -> [String]? {
    for check in checks where check.check.guardsWrite {
      guard check.whenFound?.statements.last?.kind == .return, let test = check.test,
        test.span.end <= lines.statement.span.start,
        let block = site.location.steps.first(where: { step in
          step.block.statements.contains { $0.span == test.span }
        })?.block,
        let first = block.statements.first(where: {
          $0.span.firstLine <= check.check.place.line && check.check.place.line <= $0.span.lastLine
        }),
        let margin = lines.file.source.margin(at: first.span.start),
        let bytes = lines.file.source.bytes(first.span.start..<test.span.end)
      else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.split(separator: "\n").map { line in
        line.hasPrefix(margin) ? String(line.dropFirst(margin.count)) : String(line)
      } + ["throw error"]
    }
    return nil
  }

  /// What the handler does instead: leave, or give the row that is there.
  private func repeated(
    _ columns: [String], _ site: SwiftSite, _ function: SwiftFunction
  ) -> [String]? {
    guard let block = site.block else { return nil }
    let returns = block.statements.filter { $0.kind == .return }
    if returns.isEmpty {
      let givesValue =
        block.role != .closure && function.head.mentions("->")
        || block.role == .closure && block.statements.count == 1
          && !(site.statement.calls.last.map { library.valueless.contains($0.name) } ?? false)
      guard !givesValue, block.role == .closure || !function.head.mentions("->") else { return nil }
      return ["// It came before: what it asked for is done.", "return"]
    }
    // `return payment` gives the very row.
    guard let write, let row = write.row, let record = record(of: table), returns.count == 1,
      library.name == SwiftLibrary.grdb.name, let connection = write.connection,
      let last = block.statements.last, last.kind == .return,
      site.file.parsed.source(of: last.span).trimmed == "return \(row)"
    else { return nil }
    let conditions = columns.compactMap { column in
      write.value(of: column).map { "Column(\"\(column)\") == \($0)" }
    }
    guard conditions.count == columns.count else { return nil }
    return [
      "let known = try \(record.name).filter(\(conditions.joined(separator: " && ")))",
      "  .fetchOne(\(connection))",
      "guard let known else { throw error }", "return known",
    ]
  }

  // MARK: Generated keys

  /// How often a key is made before the error goes on. So many collisions in a row mean that the
  /// space of keys is all but full.
  static let keyAttempts = 20

  /// Another key after a collision, a few times.
  func newKey(_ columns: [String]) -> Fix? {
    guard let write, [.create, .save, .update].contains(write.operation), let site = writeSite,
      let function = site.function, let violation = violation(columns),
      let pattern = library.pattern(violation, self, site.file),
      !site.location.enclosingBlocks.contains(where: { $0.statement.kind == .do }),
      let (block, first, last) = keyMaker(columns),
      let margin = site.file.source.margin(at: block.statements[first].span.start),
      site.file.source.endsLine(at: block.statements[last].span.end)
    else { return nil }
    let statement = block.statements[last]
    // The loop is left by what the block ends with, or by a plain return.
    let rest = block.statements[(last + 1)...]
    let ending = rest.last ?? (statement.kind == .return ? statement : nil)
    let givesNothing = block.role == .closure ? rest.isEmpty : !function.head.mentions("->")
    guard ending?.kind == .return || (rest.isEmpty && givesNothing) else { return nil }
    let source = site.file.source
    let unit = site.file.indentation(of: function)
    func text(_ start: Int, _ end: Int) -> String {
      let range = source.lineStart(of: start)..<source.lineEnd(of: max(end - 1, start))
      return source.bytes(range).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let made = text(
      block.statements[first].span.start, block.statements[max(last - 1, first)].span.end)
    let end = ending?.span.end ?? statement.span.end
    let written = text(statement.span.start, end)
    let start = source.lineStart(of: block.statements[first].span.start)
    var result = "\(margin)var attempts = 0\n\(margin)while true {\n"
    result += made.indented(by: unit)
    result += "\(margin)\(unit)do {\n" + written.indented(by: unit + unit)
    if ending == nil { result += "\(margin)\(unit)\(unit)return\n" }
    result += SwiftLines.catching(
      "\(pattern) && attempts < \(Self.keyAttempts - 1)", margin + unit, unit)
    result += "\(margin)\(unit)\(unit)// Somebody has this one: another.\n"
    result += "\(margin)\(unit)\(unit)attempts += 1\n\(margin)\(unit)}\n\(margin)}\n"
    let range = start..<source.lineEnd(of: max(end - 1, start))
    return fix(
      [(site.file, imports(for: pattern, in: site.file) + [Edit(range, with: result)])],
      "Try another \(columns.joined(separator: ", ")) after a collision, in `\(function.name)`",
      because: """
        Two can make one key at once, or by chance, and a new one is as good; after \
        \(Self.keyAttempts) the error goes on. It does not make the space of keys larger: the \
        fuller it is, the more often.
        """)
  }

  /// The statement that makes the key, in the block of the write and before it: the row's own, or
  /// one whose name the row is given.
  func maker(
    _ columns: [String], _ write: SwiftWrite, in block: SwiftBlock, before last: Int,
    _ file: SwiftSourceFile
  ) -> Int? {
    var names = Set(
      columns.compactMap { write.origin(of: $0)?.split(separator: ".").first }
        .map(String.init))
    var found: Int?
    for index in block.statements[..<last].indices.reversed() {
      let statement = block.statements[index]
      guard case .binding(let name) = statement.kind, names.contains(name) else { continue }
      let text = file.parsed.source(of: statement.span)
      if Self.generators.contains(where: { text.lowercased().mentions($0) }) { found = index }
      names.formUnion(
        text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    }
    return found
  }
}

extension SwiftStatement {
  /// Whether names of it are used behind it.
  var binds: Bool {
    switch kind {
    case .binding, .guard: true
    default: false
    }
  }
}
