import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// The place of one failure where a recipe may write: the statement, the names around it, and how
/// its file is written.
struct RecipePlace {
  let reading: CodeReading
  let facts: SourceFacts
  let book: RecipeBook
  let remedy: Remedy
  let write: CodeReading.Found
  /// What sends the write: the call itself, or what flushes it.
  let use: CodeUse
  let style: CodeStyle

  /// The write, or for a read that failed the look-up; `nil` without either in the source.
  init?(_ reading: CodeReading, _ facts: SourceFacts, _ book: RecipeBook, _ remedy: Remedy) {
    let look = reading.queries.first { found in
      found.isOwn && found.query.isLook
        && found.site.line.map(found.query.use.span.contains) ?? false
    }
    guard let write = reading.write ?? look, reading.violation != nil else { return nil }
    self.reading = reading
    self.facts = facts
    self.book = book
    self.remedy = remedy
    self.write = write
    use = write.isOwn ? reading.flush ?? write.query.use : write.query.use
    style = write.site.file.style
  }

  var file: CodeSourceFile { write.site.file }

  /// The statement that writes; for a write that a condition asks (`if boat.save`) all of it.
  var statement: CodeStatement {
    guard let head = use.enclosures.last, head.isHead, let control = head.statement,
      control.kind == .control, asked(control)
    else { return use.statement }
    return control
  }

  /// Whether a condition is the write's answer and nothing else.
  func asked(_ control: CodeStatement) -> Bool {
    guard let block = control.blocks.first, let head = block.head,
      block.kind == .condition || block.kind == .negatedCondition
    else { return false }
    return head.span.start == use.span.start && head.span.end == use.span.end
  }

  /// The way that is taken when a write that a condition asks has failed, as it is written.
  var failedWay: String? {
    guard statement.kind == .control, asked(statement) else { return nil }
    let blocks = statement.blocks
    let failed =
      blocks.first?.kind == .negatedCondition
      ? blocks.first : blocks.count == 2 && blocks[1].kind == .alternative ? blocks[1] : nil
    return failed.flatMap { text(of: $0.statements, without: []) }
  }
  var language: String { file.parsed.language.name }

  /// The columns of the key; for a remedy that names none those that the message knows, and of a
  /// conflict without a key those that the upsert names.
  var columns: [String] {
    if reading.violation?.kind == .noUniqueForOnConflict {
      return facts.upsert?.lookupColumns ?? []
    }
    return remedy.columns.isEmpty ? reading.key : remedy.columns
  }

  /// The blanks before the statement that writes; `nil` when it does not stand on lines of its own.
  var margin: String? {
    guard use.enclosures.last?.isHead != true || statement.kind == .control,
      let margin = file.source.margin(at: statement.span.start),
      let rest = file.source.bytes(
        statement.span.end..<file.source.lineEnd(of: statement.span.end - 1)),
      String(decoding: rest, as: UTF8.self).isEndOfStatement
    else { return nil }
    return margin
  }

  /// The lines of the statement that writes.
  var lines: Range<Int> {
    file.source.lineStart(
      of: statement.span.start)..<file.source.lineEnd(
        of: max(statement.span.end - 1, statement.span.start))
  }

  // MARK: What holds

  func holds(_ need: RecipeNeed) -> Bool {
    switch need {
    case .kinds(let kinds): reading.violation.map { kinds.contains($0.kind) } ?? false
    case .calls(let names): names.contains(write.query.name)
    case .operations(let operations): write.query.operation.map(operations.contains) ?? false
    case .columns(let range): range.contains(columns.count)
    case .noHandler: facts.handlers.isEmpty && !isAnsweredByName
    case .transaction: facts.sights[.inTransaction] != nil
    case .noTransaction: facts.sights[.inTransaction] == nil
    case .noLook: !facts.checks.contains(where: looksForKey)
    case .ownRefusal: ownRefusal != nil
    case .languages(let names): names.contains(language)
    case .file(let text): file.source.text.mentions(text)
    case .tree(let text):
      text.filled(value).map { text in
        reading.failure.tree.files.contains { $0.mentions(text) }
      } ?? false
    case .unusedInTree(let text):
      text.filled(value).map { text in
        !reading.failure.tree.files.contains { $0.mentions(text) }
      } ?? false
    case .path(let path):
      path.filled(value).map { path in
        reading.failure.tree.files.contains { $0.path == path }
      } ?? false
    case .any(let needs): needs.contains(where: holds)
    case .all(let needs): needs.allSatisfy(holds)
    case .head(let text):
      String(file.text(write.site.function.span).prefix { $0 != "{" }).mentions(text)
    case .parameter(let name): parameter(name) != nil
    case .oneRow: facts.sights[.writesMany] == nil && facts.operation != .bulkInsert
    case .request: facts.contexts.isDisjoint(with: Self.otherRuns)
    case .newRow: isNewRow
    case .unusedResult:
      use.statement.kind == .expression
        && use.statement.targets.flatMap(\.assignedNames).allSatisfy { ["_", "err"].contains($0) }
        && margin != nil
        && use.enclosures.last.map { $0.block.kind != .lambda || $0.block.statements.count > 1 }
          ?? true
        && (use.statement.value?.isSent(use.span) ?? false)
    case .unused(let word): !write.site.file.text(write.site.function.span).mentions(word)
    case .ofInput: isOfInput
    case .looksByKey:
      Set((facts.upsert?.lookupColumns ?? []).map { $0.lowercased() })
        == Set(columns.map { $0.lowercased() })
    case .generates:
      facts.origins.contains { origin in
        origin.kind == .generator && columns.contains(origin.column)
          && statement.span.contains(line: origin.place.line)
      }
    case .exception(let name):
      reading.failure.event.exceptions.contains { $0.type?.mentions(name) ?? false }
    case .inFunction:
      !use.enclosures.contains { $0.block.kind == .lambda || $0.block.kind == .loop }
        && write.site.function.kind == .function
        && write.site.function.statements.last?.span == statement.span
    case .followedOnly(let names): isFollowedOnly(by: names)
    case .databases(let names): reading.violation?.dbms.map(names.contains) ?? false
    case .not(let need): !holds(need)
    }
  }

  private func isFollowedOnly(by names: Set<String>) -> Bool {
    let function = write.site.function
    guard function.kind == .function,
      let index = function.statements.firstIndex(where: { $0.span == statement.span })
    else { return false }
    let made = Set(statement.targets.flatMap(\.assignedNames))
    return function.statements[(index + 1)...].allSatisfy { following in
      guard let links = following.value?.links, let first = links.first else {
        return following.value?.plainName.map(made.contains) ?? false
      }
      return names.contains(first.name) || links.count == 1 && made.contains(first.name)
    }
  }

  /// Whether the row is made here: by the call itself, or built before in the same function.
  var isNewRow: Bool {
    if write.query.operation == .create { return true }
    guard write.query.operation == .save, let row = write.query.row?.withoutSigil else {
      return false
    }
    return reading.queries.contains { found in
      found.query.act == .build && found.query.use.targets.contains { $0.withoutSigil == row }
    }
  }

  /// Whether a handler around the write asks for the key by its name.
  private var isAnsweredByName: Bool {
    let names = ["mark", "dotted"].compactMap(value)
    return use.enclosures.contains { enclosure in
      guard enclosure.block.kind == .attempt, let statement = enclosure.statement else {
        return false
      }
      return statement.blocks.contains { block in
        block.kind == .handler && names.contains(where: file.text(block.span).mentions)
      }
    }
  }

  /// Runs that answer nobody.
  private static let otherRuns: Set<SourceFacts.Context> = [
    .worker, .schedule, .migration, .fixture, .command, .shell, .test, .callback,
  ]

  func looksForKey(_ check: SourceFacts.Check) -> Bool {
    Set(check.columns.map { $0.lowercased() }) == Set(columns.map { $0.lowercased() })
  }

  /// A parameter of the function by its name, or by the end of its type.
  func parameter(_ name: String) -> CodeParameter? {
    write.site.function.parameters.first { parameter in
      parameter.name.withoutSigil == name || parameter.type.map { $0.hasSuffix(name) } ?? false
    }
  }
}

extension CodeExpression {
  /// Whether the value is a call alone, waited for or not.
  fileprivate func isSent(_ span: CodeSpan) -> Bool {
    switch kind {
    case .prefixed("await", let inner): inner.isSent(span)
    default: self.span == span
    }
  }
}

extension String {
  /// Whether nothing follows a statement on its line: its mark, blanks, or a comment.
  fileprivate var isEndOfStatement: Bool {
    let rest = drop { $0 == " " || $0 == "\t" || $0 == ";" || $0.isNewline }
    return rest.isEmpty || rest.hasPrefix("//") || rest.hasPrefix("#")
  }
}
