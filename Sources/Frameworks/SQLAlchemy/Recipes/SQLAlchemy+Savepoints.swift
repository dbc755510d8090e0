import DatabaseErrors
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// A savepoint around what may fail, or a rollback where the code commits itself.
  var savepoint: [Fix] {
    for site in sites {
      for (statement, _) in site.scope.flattened {
        guard case .try(let attempt) = statement.kind,
          let handler = attempt.handlers.first(where: {
            $0.catchesViolations && !$0.rollsBack && !$0.raisesAgain
          }), !attempt.body.opensSavepoint, let step = attempt.body.lastStep,
          let session = SQLAlchemySession(of: step, at: site, source)
        else { continue }
        let fix =
          if case .commit = SQLAlchemyStep(step) {
            rolledBack(handler, session, at: site)
          } else {
            nested(statement, attempt, session, at: site)
          }
        return [fix].compactMap(\.self)
      }
    }
    return []
  }

  private func rolledBack(
    _ handler: PythonTry.Handler, _ session: SQLAlchemySession, at site: PythonSite
  ) -> Fix? {
    guard let first = handler.body.first, let margin = site.file.margin(of: first) else {
      return nil
    }
    var change = PythonChange()
    change.insert(
      "\(margin)\(session.call("rollback()"))\n",
      at: site.file.lineStart(of: first.span.start), in: site.file)
    return change.fix(
      "Roll back where the violation is caught in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        After a refused flush the session takes no statement until it is rolled back. What the \
        same transaction wrote before is gone with it, as it was already.
        """)
  }

  private func nested(
    _ statement: PythonStatement, _ attempt: PythonTry, _ session: SQLAlchemySession,
    at site: PythonSite
  ) -> Fix? {
    let file = site.file
    guard let margin = file.margin(of: statement), let first = attempt.body.first,
      let inner = file.margin(of: first), let range = file.lines(of: attempt.body)
    else { return nil }
    let level = file.style.indent
    var change = PythonChange()
    var text = "\(inner)\(session.savepoint):\n"
    // Entering a savepoint writes what is pending: a row that is added before is refused there.
    if let added = additionBefore(statement, at: site), let lines = file.lines(of: [added]) {
      text += file.reindented(lines, from: margin, to: inner + level, statements: [added])
      change.edit(file, Edit(lines, with: ""))
    }
    text += file.reindented(range, from: inner, to: inner + level, statements: attempt.body)
    change.edit(file, Edit(range, with: text))
    return change.fix(
      "Take back only the refused row in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The savepoint takes back what was refused and leaves the rest of the transaction usable. \
        Why the row is refused stays as it is.
        """)
  }

  /// `session.add(boat)` right before the `try`.
  private func additionBefore(
    _ statement: PythonStatement, at site: PythonSite
  ) -> PythonStatement? {
    guard let block = site.block(of: statement),
      let index = block.firstIndex(where: { $0.span == statement.span }), index > 0,
      case .expression(let value) = block[index - 1].kind, let call = value.asCall,
      call.name == "add", case .attribute(let base, _) = call.callee.kind, base.isSession
    else { return nil }
    return block[index - 1]
  }

  // MARK: - Keys that are made up

  /// Make another key when the first one is taken, a few times.
  var newKey: [Fix] {
    guard isAboutUniqueness, columns.count == 1, let write, write.use.operation == .create,
      let refusal = SQLAlchemyRefusal(self)
    else { return [] }
    let site = write.site
    let file = site.file
    guard let made = site.statement(holding: write.use.span),
      let name = made.simpleAssignment?.name, let block = site.block(of: made),
      let start = block.firstIndex(where: { $0.span == made.span }),
      let addition = block.firstIndex(where: { $0.isAddition(of: name) }), addition > start,
      !site.isInLoop(made), givesAllRequired(write),
      let session = SQLAlchemySession(of: block[addition], at: site, source),
      !site.handlers(around: block[addition].span).contains(where: { $0.handler.expectsViolations })
    else { return [] }
    guard let first = firstOfKey(block, start, write) else { return [] }
    let level = file.style.indent
    let before = Array(block[first..<addition])
    guard let margin = file.margin(of: made), let range = file.lines(of: before),
      let last = file.lines(of: [block[addition]])
    else { return [] }
    let inner = margin + level
    var text = "\(margin)for attempt in range(\(Self.attemptsMax)):\n"
    text += file.reindented(range, from: margin, to: inner, statements: before)
    text += "\(inner)try:\n\(inner)\(level)\(session.savepoint):\n"
    text += file.reindented(
      last, from: margin, to: inner + level + level, statements: [block[addition]])
    text += "\(inner)\(level)break\n\(inner)except IntegrityError as error:\n"
    text += refusal.lines("error", style: file.style, margin: inner + level)
    text += "\(inner)\(level)if attempt == \(Self.attemptsMax - 1):\n"
    text += "\(inner)\(level)\(level)raise\n"
    var change = PythonChange()
    change.edit(file, Edit(range.lowerBound..<last.upperBound, with: text))
    change.addImport(["IntegrityError"], from: "sqlalchemy.exc", in: file)
    let fix = change.fix(
      "Try another \(fields[0]) in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The unique key stays the judge of what is taken. It helps as long as most keys are free: \
        when they run out, only longer ones do.
        """)
    return [fix].compactMap(\.self)
  }

  private static let attemptsMax = 5

  /// Where the loop begins: with the row, or with the name that holds its key right before it;
  /// `nil` when the key is not made there.
  private func firstOfKey(
    _ block: [PythonStatement], _ start: Int, _ write: PythonReading.PathUse
  ) -> Int? {
    guard let value = write.use.values.last(where: { $0.column == columns[0] })?.expression else {
      return relation?.defaults[columns[0]] == nil ? nil : start
    }
    if !value.calls.isEmpty { return start }
    guard case .name(let name) = value.kind else { return nil }
    var index = start
    while index > 0 {
      index -= 1
      guard let (bound, given) = block[index].simpleAssignment else { return nil }
      if bound == name { return given.calls.isEmpty ? nil : index }
    }
    return nil
  }

  /// The function of the project that makes the key, as a patch names it: `office.fleet.new_code`.
  var generatorOfKey: String? {
    guard let write, let column = columns.first else { return nil }
    let site = write.site
    let value = write.use.values.last { $0.column == column }?.expression
    guard let value else { return nil }
    let bound = site.bindings(before: write.use.span.start)
    let made: PythonExpression? =
      if case .name(let name) = value.kind { bound[name] } else { value }
    guard let call = made?.asCall, case .name(let name) = call.callee.kind,
      source.definition(of: name, in: site.file)?.function != nil
    else { return nil }
    return "\(dotted(site.file.source.path)).\(name)"
  }

  // MARK: - Jobs

  /// Hand the job over after the commit.
  var laterTask: [Fix] {
    guard let place = facts.sights[.enqueuesBeforeCommit],
      let file = source.file(at: place.path, line: place.line)
    else { return [] }
    let site = PythonSite(file: file, line: place.line)
    guard let statement = site.statement, let block = site.block(of: statement),
      let index = block.firstIndex(where: { $0.span == statement.span }),
      let commit = block[(index + 1)...].first(where: { later in
        if case .commit = SQLAlchemyStep(later) { true } else { false }
      }), statement.blocks.isEmpty, let margin = file.margin(of: statement),
      let range = file.lines(of: [statement])
    else { return [] }
    var change = PythonChange()
    let moved = file.reindented(range, from: margin, to: margin, statements: [statement])
    change.edit(file, Edit(range, with: ""))
    change.insert(moved, at: file.lineEnd(of: commit.span.end - 1), in: file)
    let fix = change.fix(
      "Hand the job over after the commit in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        A worker may begin at once, and sees only what is committed. Should the process end between \
        the commit and the hand-over, the job is missing: an outbox table would keep it.
        """)
    return [fix].compactMap(\.self)
  }
}

extension [PythonStatement] {
  fileprivate var opensSavepoint: Bool {
    contains { statement in
      statement.calls.contains { $0.name == "begin_nested" || $0.name == "savepoint" }
    }
  }

  /// The last statement of the block that has the session do something.
  fileprivate var lastStep: PythonStatement? {
    last { statement in
      statement.calls.contains { call in
        guard case .attribute(let base, _) = call.callee.kind else { return false }
        return base.isSession
          && ["commit", "flush", "execute", "scalar", "scalars", "add", "merge", "delete"]
            .contains(call.name ?? "")
      }
    }
  }
}
