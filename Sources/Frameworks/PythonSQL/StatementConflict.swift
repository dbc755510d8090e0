import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Insert, and read the winner's row when another one was quicker.
  var insertOrReadByStatement: [Fix] {
    guard isAboutUniqueness, !columns.isEmpty, let write, let driver else { return [] }
    guard let conflict = StatementConflict(self, write),
      driver.returnsRows || driver.module == "sqlite3", let fix = conflict.fix
    else { return [] }
    return [fix]
  }

  /// Name the violated key as the target of the conflict.
  var correctedTargetOfStatement: [Fix] {
    guard isAboutUniqueness, !columns.isEmpty, let write,
      let literal = write.site.literal(of: write.use), let old = write.use.conflictColumns
    else { return [] }
    let file = write.site.file
    let text = file.module.source(of: literal.span)
    let target = "(\(old.joined(separator: ", ")))"
    let lowered = text.lowercased()
    guard !old.isEmpty, Set(old) != Set(columns),
      let clause = lowered.offset(of: "on conflict"),
      let start = text.offset(of: target, from: clause)
    else { return [] }
    let place = literal.span.start + start
    var change = PythonChange()
    change.edit(
      file,
      Edit(place..<(place + target.utf8.count), with: "(\(columns.joined(separator: ", ")))"))
    let fix = change.fix(
      "Name \(columns.joined(separator: ", ")) as the target of the conflict", .unsafe,
      because: """
        The violated key is the one over these columns; a conflict on it is what the statement is \
        to expect. A second unique key of the table still raises.
        """)
    return [fix].compactMap(\.self)
  }
}

/// `row = conn.execute("INSERT … RETURNING id", …).fetchone()` behind a look-up of the same key.
private struct StatementConflict {
  let reading: SQLAlchemyReading
  let site: PythonSite
  let statement: PythonStatement
  let name: String
  let literal: PythonExpression
  let query: PythonExpression

  init?(_ reading: SQLAlchemyReading, _ write: PythonReading.PathUse) {
    let site = write.site
    guard write.use.operation == .create, let statement = site.statement(holding: write.use.span),
      let (name, value) = statement.simpleAssignment, value.asCall?.name == "fetchone",
      let check = reading.check(before: statement, at: site),
      check.use.site.isSameFunction(as: site),
      check.readsAgain || check.name == name,
      let (_, query) = check.statement.simpleAssignment,
      query.asCall?.name == "fetchone", let literal = site.literal(of: write.use)
    else { return nil }
    self.reading = reading
    self.site = site
    self.statement = statement
    self.name = name
    self.literal = literal
    self.query = query
  }

  var fix: Fix? {
    let file = site.file
    let text = file.module.source(of: literal.span)
    guard let returning = text.lowercased().offset(of: "returning"),
      let margin = file.margin(of: statement), let end = file.lines(of: [statement])?.upperBound
    else { return nil }
    let key = reading.columns.joined(separator: ", ")
    var change = PythonChange()
    change.insert(
      "ON CONFLICT (\(key)) DO NOTHING ", at: literal.span.start + returning, in: file)
    let again = file.module.source(of: query.span)
    change.insert(
      "\(margin)if \(name) is None:\n\(margin)\(file.style.indent)\(name) = \(again)\n", at: end,
      in: file)
    return change.fix(
      "Insert, or read the row of whoever was quicker, in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The look-up and the INSERT are two statements, and another one fits between them. With the \
        conflict left to the database the second one gets no row, and reads the first one's; the \
        transaction goes on.
        """)
  }
}

extension PythonSite {
  /// The literal in which a use's statement is written, where it stands in the call itself.
  func literal(of use: PythonRowUse) -> PythonExpression? {
    guard let call = statement(holding: use.span)?.expression(at: use.span)?.asCall else {
      return nil
    }
    return call.positional.prefix(2).first { $0.stringValue.flatMap(SQLStatement.read) != nil }
  }
}

extension String {
  /// The offset in bytes at which a piece stands first.
  fileprivate func offset(of piece: String, from start: Int = 0) -> Int? {
    let (text, wanted) = (Array(utf8), Array(piece.utf8))
    guard !wanted.isEmpty, text.count >= wanted.count, start <= text.count - wanted.count else {
      return nil
    }
    return (start...(text.count - wanted.count)).first { offset in
      text[offset..<(offset + wanted.count)].elementsEqual(wanted)
    }
  }
}
