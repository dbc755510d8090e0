import DatabaseErrors
import EventSchema
import SourceCode

/// A look-up of the key in the function that writes, which keeps the write from running when it
/// finds a row.
struct SQLAlchemyCheck {
  let use: PythonReading.PathUse
  let prevention: PythonGuard
  /// The expression that asks.
  let query: PythonExpression
  let statement: PythonStatement
  private let file: PythonFile
  /// Whether the same expression asks anew when it runs a second time.
  let isRepeatable: Bool

  /// - Parameters:
  ///   - target: The statement that must not run.
  ///   - call: The call in the function that leads to a look-up in another one.
  init?(
    _ use: PythonReading.PathUse, before target: CodeSpan, at site: PythonSite,
    by call: CodeSpan? = nil
  ) {
    let isOwn = use.site.isSameFunction(as: site)
    guard let asked = isOwn ? use.use.span : call,
      let statement = site.statement(holding: asked),
      let query = statement.expression(at: asked)
    else { return nil }
    let prevention = PythonGuard(
      isOwn ? use.use.answer ?? asked : asked, before: target, in: site.scope,
      isAbsence: !isOwn && use.answersAbsence)
    guard prevention.holds else { return nil }
    self.use = use
    self.prevention = prevention
    self.query = query
    self.statement = statement
    file = site.file
    isRepeatable = !isOwn || query.asksAnew(at: site)
  }

  /// Whether a row that is found ends the function: with an answer, an error.
  var refuses: Bool { prevention.whenFound.terminates }

  /// Whether a row that is found is told of and not gone on with:
  /// `if taken: form.email.errors.append("…")`, and the write in the other branch.
  func onlyTells(in site: PythonSite) -> Bool {
    guard let name, !prevention.whenFound.isEmpty else { return false }
    let given = site.scope.flattened.filter { $0.statement.simpleAssignment?.name == name }
    let tells = prevention.whenFound.allSatisfy { statement in
      guard case .expression(let value) = statement.kind, let call = value.asCall else {
        return false
      }
      return ["append", "flash", "add_error"].contains(call.name)
    }
    return tells && given.count == 1
  }

  /// The name that holds the row.
  var name: String? { prevention.name }

  /// Lines that read the row again, where the answer speaks of it; `nil` when it does not.
  func again(margin: String) -> String? {
    guard let name, isUsed(name), isRepeatable, let line = file.margin(of: statement),
      let range = file.lines(of: [statement])
    else { return nil }
    let text = file.reindented(range, from: line, to: margin, statements: [statement])
    return text + "\(margin)if \(name) is None:\n\(margin)\(file.style.indent)raise\n"
  }

  /// Whether the answer speaks of the row that was found.
  var readsAgain: Bool { name.map(isUsed) ?? false }

  private func isUsed(_ name: String) -> Bool {
    prevention.whenFound.contains { statement in
      var isUsed = false
      statement.visitExpressions { expression in
        if expression.kind == .name(name) { isUsed = true }
        return !isUsed
      }
      return isUsed
    }
  }

  /// Whether the answer can be given again: it speaks of no row, or of one that can be read again.
  var canBeRepeated: Bool {
    guard let name, isUsed(name) else { return true }
    return isRepeatable && statement.simpleAssignment?.name == name
  }

  /// The statements that answer when a row is found.
  ///
  /// - Parameter error: The name of the error that is handled, which an exception is raised from.
  func answer(margin: String, from error: String? = nil) -> String {
    let found = prevention.whenFound
    guard let first = found.first, let range = file.lines(of: found),
      let old = file.margin(of: first)
    else { return "" }
    let text = file.reindented(range, from: old, to: margin, statements: found)
    guard let error, case .raise(_?, nil) = found.last?.kind, text.hasSuffix(")\n") else {
      return text
    }
    return text.dropLast() + " from \(error)\n"
  }
}

extension SQLAlchemyReading {
  /// The look-up of exactly the violated key in a function, before a statement of it.
  func check(before statement: PythonStatement, at site: PythonSite) -> SQLAlchemyCheck? {
    let key = Set(columns)
    guard !key.isEmpty else { return nil }
    let target =
      write.flatMap { write -> CodeSpan? in
        write.site.isSameFunction(as: site) ? write.use.span : nil
      } ?? statement.span
    let table = relation?.facts.table ?? failure.violation?.knownTable
    return reading.uses.reversed().lazy.compactMap { use -> SQLAlchemyCheck? in
      guard use.use.operation == .read, Set(use.use.lookupColumns) == key,
        // Among rows that are not deleted, say.
        use.use.otherPredicates.allSatisfy({ $0.hasSuffix(" IS NULL") }),
        use.use.isAbout(table)
      else { return nil }
      guard
        let check = SQLAlchemyCheck(
          use, before: target, at: site, by: self.call(to: use, from: site)),
        check.canBeRepeated
      else { return nil }
      return check
    }.first
  }

  /// The call in a function on the way that leads to a look-up in another one.
  private func call(to use: PythonReading.PathUse, from site: PythonSite) -> CodeSpan? {
    guard reading.path.moments.indices.contains(use.moment) else { return nil }
    let moment = reading.path.moments[use.moment]
    let isFromHere = reading.path.steps[moment.step].site.isSameFunction(as: site)
    return isFromHere ? moment.call : nil
  }
}

extension PythonStatement {
  /// The outermost expression of the statement itself at a place.
  func expression(at span: CodeSpan) -> PythonExpression? {
    var found: PythonExpression?
    for expression in expressions {
      expression.visit { part in
        if found == nil, part.span == span { found = part }
        return found == nil && part.span.holds(span)
      }
    }
    return found
  }
}

extension PythonExpression {
  /// Whether it runs a statement itself, and does not take from a result that was fetched before.
  fileprivate func asksAnew(at site: PythonSite) -> Bool {
    var asks = false
    visit { part in
      guard let call = part.asCall, case .attribute(let base, _) = call.callee.kind else {
        return true
      }
      let runs: Set<String> = ["execute", "scalar", "scalars", "exec", "get", "query"]
      if base.isSession, runs.contains(call.name ?? "") { asks = true }
      if call.callee.chain.count > 2, call.callee.chain[1].name == "query" { asks = true }
      return !asks
    }
    return asks
  }
}
