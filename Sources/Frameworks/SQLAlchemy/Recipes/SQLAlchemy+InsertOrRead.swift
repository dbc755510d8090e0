import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Insert first, and read the winner's row when the database refuses.
  var insertOrRead: [Fix] {
    guard isAboutUniqueness, !columns.isEmpty, let write else { return [] }
    if let found = LookThenInsert(self, write) {
      return [found.fix].compactMap(\.self)
    }
    guard reading.uses.allSatisfy({ $0.use.operation != .read || !$0.guards }) else { return [] }
    return [readsFirstResult].compactMap(\.self)
  }

  /// Nobody looks, and the same operation comes again: the row of the first time is its result.
  private var readsFirstResult: Fix? {
    guard let write, let site = sites.first, write.site.isSameFunction(as: site),
      !isKeyMade, !isKeyAskedFor,
      let endpoint = endpoint ?? job, let wrapped = wrappable(at: site),
      facts.otherWrites.isEmpty || endpoint.library == .job && site.commitsOnce(in: wrapped),
      let name = ended(by: wrapped, at: site),
      let session = SQLAlchemySession(of: wrapped, at: site, source), !site.isInLoop(wrapped),
      !site.handlers(around: wrapped.span).contains(where: { $0.handler.expectsViolations }),
      let values = values(of: columns, at: site),
      let look = SQLAlchemyLookUp(self, at: site, session),
      let margin = site.file.margin(of: wrapped), let range = site.file.lines(of: [wrapped])
    else { return nil }
    let file = site.file
    let level = file.style.indent
    let moved = file.reindented(range, from: margin, to: margin + level, statements: [wrapped])
    var text = "\(margin)try:\n\(moved)\(margin)except IntegrityError:\n"
    text += "\(margin)\(level)\(session.call("rollback()"))\n"
    text += look.assignment(of: name.row, values, margin: margin + level)
    text += "\(margin)\(level)if \(name.row) is None:\n\(margin)\(level)\(level)raise\n"
    if let answer = name.answer { text += "\(margin)\(level)\(answer)\n" }
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["IntegrityError"], from: "sqlalchemy.exc", in: file)
    look.addImports(self, to: &change)
    let hasEffects =
      name.answer == nil && site.effects(after: wrapped) || callersHaveEffects(upTo: endpoint)
    let limit =
      hasEffects
      ? "What follows must run for a new row alone, or it happens twice."
      : "What a repetition says differently is not stored."
    return change.fix(
      "Answer a repetition in `\(site.functionName ?? endpoint.function.name)` with the first result",
      hasEffects ? .guidance : .unsafe,
      because: """
        Whoever sends the same thing again gets the answer of the first time, and so stops. It \
        rests on the unique key over \(fields.joined(separator: ", ")). \(limit)
        """)
  }
}

extension SQLAlchemyReading {
  /// The name of the row that a repetition finds, and how the function ends there with it where it
  /// would do more behind the statement; `nil` where it cannot end.
  private func ended(
    by wrapped: PythonStatement, at site: PythonSite
  ) -> (row: String, answer: String?)? {
    let row = write.flatMap { site.statement(holding: $0.use.span)?.simpleAssignment?.name }
    let isCommit = if case .commit = SQLAlchemyStep(wrapped) { true } else { false }
    let isFlush = if case .flush = SQLAlchemyStep(wrapped) { true } else { false }
    guard isCommit || isFlush else { return nil }
    guard isFlush || site.effects(after: wrapped) else { return (row ?? "known", nil) }
    let returns = site.scope.flattened.map(\.statement).filter { statement in
      guard case .return = statement.kind else { return false }
      return statement.span.start >= wrapped.span.end
    }
    if returns.isEmpty { return (row ?? "known", "return") }
    // A commit that ends another way than with the row stays what it was.
    guard returns.count == 1, let row, case .return(let value?) = returns[0].kind,
      value.dottedName == row
    else {
      return isCommit ? (row ?? "known", nil) : nil
    }
    return (row, "return \(row)")
  }

  /// Whether the code makes a part of the key itself: then the row that holds it is another one's.
  var isKeyMade: Bool {
    facts.origins.contains { origin in
      columns.contains(origin.column)
        && [.computedFromRows, .generator, .copied].contains(origin.kind)
    }
  }

  /// Whether the path looks for exactly the key: a row that is there is not for whoever asks.
  private var isKeyAskedFor: Bool {
    let key = Set(columns)
    return reading.uses.contains { use in
      use.use.operation == .read && Set(use.use.lookupColumns) == key
        && use.use.isAbout(relation?.facts.table ?? failure.violation?.knownTable)
    }
  }

  /// Whether what called the culprit does more than answer afterwards.
  fileprivate func callersHaveEffects(upTo endpoint: PythonEndpoint) -> Bool {
    for caller in sites.dropFirst() {
      guard let statement = caller.statement, !caller.isInLoop(statement) else { return true }
      if caller.effects(after: statement) { return true }
      if caller.isSameFunction(as: endpoint.site) { return false }
    }
    return false
  }
}

extension PythonSite {
  /// Whether a statement is the function's only commit, so that a refusal takes back all it did.
  fileprivate func commitsOnce(in statement: PythonStatement) -> Bool {
    guard case .commit = SQLAlchemyStep(statement) else { return false }
    return scope.flattened.flatMap(\.statement.calls).count { $0.name == "commit" } == 1
  }

  /// Whether statements after one do more than read and answer: they would do it again.
  fileprivate func effects(after statement: PythonStatement) -> Bool {
    let harmless: Set<String> = [
      "refresh", "info", "debug", "warning", "flash", "print", "expunge",
    ]
    let later = scope.flattened.filter { $0.statement.span.start >= statement.span.end }
    return later.contains { statement, _ in
      switch statement.kind {
      case .expression(let value):
        var inner = value
        if case .await(let awaited) = value.kind { inner = awaited }
        return !harmless.contains(inner.asCall?.name ?? "")
      case .assign, .augment: return statement.changedRow != nil
      default: return false
      }
    }
  }
}

/// A look-up of the key, and a new row where it finds nothing, with which the function goes on.
private struct LookThenInsert {
  let reading: SQLAlchemyReading
  let site: PythonSite
  let session: SQLAlchemySession
  let check: SQLAlchemyCheck
  let name: String
  /// `session.add(tag)`, and the flush behind it; none where the row is added behind the branch
  /// that makes it.
  let added: [PythonStatement]
  /// The statement that makes the row.
  let made: PythonStatement
  /// The statements that ask once more.
  let asking: [PythonStatement]

  init?(_ reading: SQLAlchemyReading, _ write: PythonReading.PathUse) {
    let site = write.site
    let key = Set(reading.columns)
    let check = reading.reading.uses.reversed().lazy.compactMap { use -> SQLAlchemyCheck? in
      guard use.use.operation == .read, Set(use.use.lookupColumns) == key,
        use.use.otherPredicates.isEmpty, use.use.isAbout(reading.relation?.facts.table)
      else { return nil }
      return SQLAlchemyCheck(use, before: write.use.span, at: site)
    }.first
    guard let check, !check.refuses, let name = check.name,
      let made = site.statement(holding: write.use.span), let block = site.block(of: made),
      made.simpleAssignment?.name == name, reading.givesAllRequired(write),
      let adding = block.first(where: { $0.isAddition(of: name) })
        ?? site.addition(of: name, after: made) ?? reading.stored(by: made, at: site),
      let session = SQLAlchemySession(of: adding, at: site, reading.source)
    else { return nil }
    var added: [PythonStatement] = []
    if let index = block.firstIndex(where: { $0.span == adding.span }) {
      added = [adding]
      if block.indices.contains(index + 1), case .flush = SQLAlchemyStep(block[index + 1]) {
        added.append(block[index + 1])
      }
    }
    // What was caught before would be caught twice.
    guard !site.handlers(around: made.span).contains(where: { $0.handler.expectsViolations }),
      let asking = site.asking(check)
    else { return nil }
    self.reading = reading
    self.site = site
    self.session = session
    self.check = check
    self.name = name
    self.added = added
    self.made = made
    self.asking = asking
  }

  var fix: Fix? {
    let file = site.file
    let level = file.style.indent
    guard let margin = file.margin(of: added.first ?? made),
      let range = added.isEmpty ? file.end(of: made) : file.lines(of: added),
      let first = asking.first, let old = file.margin(of: first),
      let asked = file.lines(of: asking)
    else { return nil }
    let inner = margin + level
    var text = "\(margin)try:\n\(inner)\(session.savepoint):\n"
    text +=
      added.isEmpty
      ? "\(inner)\(level)\(session.name).add(\(name))\n"
      : file.reindented(range, from: margin, to: inner + level, statements: added)
    text += "\(margin)except IntegrityError:\n"
    text += file.reindented(asked, from: old, to: inner, statements: asking)
    if !check.query.raisesWithoutRow {
      text += "\(inner)if \(name) is None:\n\(inner)\(level)raise\n"
    }
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["IntegrityError"], from: "sqlalchemy.exc", in: file)
    let seesOld =
      reading.failure.violation?.dbms == .mySQL || reading.failure.violation?.dbms == .mariaDB
    let limit =
      seesOld
      ? " Under repeatable read, the default here, the other row shows only in a new transaction "
        + "or to a locking read." : ""
    return change.fix(
      "Read the winner's row in `\(site.functionName ?? "the function")`",
      seesOld ? .guidance : .unsafe,
      because: """
        Whoever comes second is refused inside a savepoint, which leaves the transaction usable, and \
        goes on with the row of who came first. It rests on the unique key over \
        \(reading.fields.joined(separator: ", ")).\(limit)
        """)
  }
}

extension SQLAlchemyReading {
  /// Whether a new row could be written where it is made: all that it needs is given there.
  func givesAllRequired(_ write: PythonReading.PathUse) -> Bool {
    let given = Set(write.use.values.map(\.column))
    return (relation?.facts.columns ?? []).allSatisfy { column in
      column.isNullable || column.isGenerated || column.hasDefault || given.contains(column.column)
        || relation?.defaults[column.column] != nil
        || column.referencedTable != nil && write.use.values.isEmpty == false
          && isGivenAsObject(column, write)
    }
  }

  /// The statement that makes a row itself where it hands the row to a function of the project that
  /// stores it at once: `tag = self.add(Tag(label=label))`.
  fileprivate func stored(by made: PythonStatement, at site: PythonSite) -> PythonStatement? {
    guard var value = made.simpleAssignment?.value else { return nil }
    if case .await(let inner) = value.kind { value = inner }
    guard let call = value.asCall, let function = source.callee(of: call, at: site)?.function,
      call.positional.first?.asCall != nil
    else { return nil }
    let names = function.body.flattened.flatMap(\.statement.calls).compactMap(\.name)
    let isStored = names.contains("add") && names.contains("flush") && !names.contains("commit")
    return isStored ? made : nil
  }

  /// `owner=owner` gives `owner_id`.
  private func isGivenAsObject(
    _ column: Relation.Column, _ write: PythonReading.PathUse
  ) -> Bool {
    let name = column.field.hasSuffix("_id") ? String(column.field.dropLast(3)) : column.field
    return write.use.values.contains { $0.column == name }
  }
}

extension PythonStatement {
  /// `session.add(tag)`
  func isAddition(of name: String) -> Bool {
    guard case .expression(let value) = kind, let call = value.asCall, call.name == "add",
      case .attribute(let base, _) = call.callee.kind, base.isSession
    else { return false }
    return call.positional.first?.kind == .name(name)
  }
}

extension PythonFile {
  /// The empty stretch behind the lines of a statement.
  fileprivate func end(of statement: PythonStatement) -> Range<Int>? {
    lines(of: [statement]).map { $0.upperBound..<$0.upperBound }
  }
}

extension PythonSite {
  /// Where a row that a branch makes is added behind that branch.
  fileprivate func addition(of name: String, after made: PythonStatement) -> PythonStatement? {
    guard let branch = scope.blocks(around: made.span).last?.statement, case .if = branch.kind,
      let block = block(of: branch)
    else { return nil }
    return block.first { $0.span.start >= branch.span.end && $0.isAddition(of: name) }
  }

  /// The statements that a look-up takes to be asked once more; `nil` when they cannot be told.
  fileprivate func asking(_ check: SQLAlchemyCheck) -> [PythonStatement]? {
    guard check.statement.simpleAssignment?.name != nil else { return nil }
    if check.isRepeatable { return [check.statement] }
    // `result = session.execute(…)`, and what is taken out of it.
    guard let result = check.query.chain.first?.name, let block = block(of: check.statement),
      let index = block.firstIndex(where: { $0.span == check.statement.span }), index > 0,
      block[index - 1].simpleAssignment?.name == result
    else { return nil }
    let runs = block[index - 1].calls.contains {
      ["execute", "scalars", "exec"].contains($0.name)
    }
    return runs ? [block[index - 1], check.statement] : nil
  }
}

extension PythonExpression {
  /// `….one()` and `….scalar_one()`
  fileprivate var raisesWithoutRow: Bool {
    ["one", "scalar_one", "get_one"].contains(asCall?.name ?? "")
  }
}
