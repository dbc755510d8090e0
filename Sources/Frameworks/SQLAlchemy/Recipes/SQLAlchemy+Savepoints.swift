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
