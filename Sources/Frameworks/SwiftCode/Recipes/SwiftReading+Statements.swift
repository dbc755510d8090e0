import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// Remedies that change the refused SQL itself.
extension SwiftReading {
  // MARK: A bound in the statement

  /// `… SET litres = litres - ? WHERE id = ?` demands enough of it and looks whether a row changed.
  var conditionalUpdate: Fix? {
    guard let write, write.operation == .update, let literal = write.literal, let site = writeSite,
      let function = site.function, let taken = takenAmount(literal, at: site),
      isBoundBelow(taken.column), let end = site.file.endOfSQL(literal),
      let margin = site.file.source.margin(at: site.statement.span.start),
      let answer = valueCheck(taken.column).flatMap(\.refusal).map({ SwiftAnswer(statement: $0) })
        ?? answer(.notEnough(taken.column), in: site.file)
    else { return nil }
    var condition = " AND \(taken.column) >= \(taken.placeholder ?? taken.value)"
    var edits: [Edit] = []
    if taken.placeholder == "?" {
      guard let last = endOfParameters(of: literal, at: site) else { return nil }
      edits.append(.insert(", \(taken.value)", at: last))
    }
    let unit = site.file.indentation(of: function)
    let refusing = "\n\(margin)else {\n\(margin)\(unit)\(answer.statement)\n\(margin)}"
    if let connection = write.connection, let hasChanged = library.hasChanged(connection) {
      let line = "guard \(hasChanged) else { \(answer.statement) }"
      edits.append(
        .insert("\(margin)\(line)\n", at: site.file.source.lineEnd(of: site.statement.span.end - 1))
      )
    } else if givesChanges(write.call), site.statement.kind == .expression {
      edits.insert(.insert("guard ", at: site.statement.span.start), at: 0)
      edits.append(.insert(" > 0" + refusing, at: site.statement.span.end))
    } else if givesRows(write.call), site.statement.kind == .expression,
      site.file.parsed.source(of: site.statement.span).hasPrefix("try ")
    {
      condition += " RETURNING 1"
      edits.insert(.insert("guard ", at: site.statement.span.start), at: 0)
      edits.append(.insert("!", at: site.statement.span.start + "try ".utf8.count))
      edits.append(.insert(".isEmpty" + refusing, at: site.statement.span.end))
    } else {
      return nil
    }
    edits.append(.insert(condition, at: end))
    return fix(
      [(site.file, edits)] + (answer.declaration.map { [$0] } ?? []),
      "Take \(taken.column) only while there is enough, in the statement itself",
      because: """
        The statement looks and changes in one step, so nothing fits between. It does not say how \
        much is left: whoever shows that has read it a moment before.
        """)
  }

  /// The test of a column on the path before the write.
  func valueCheck(_ column: String) -> SwiftCheck? {
    sites.lazy.compactMap { site in
      site.function.flatMap { SwiftCheck(ofValue: column, in: $0, before: site.statement.span) }
    }.first
  }

  /// The column that is lowered, and by what: the source of a parameter as it is passed, with its
  /// placeholder, or a number of the statement.
  func takenAmount(
    _ literal: SQLLiteral, at site: SwiftSite
  ) -> (column: String, value: String, placeholder: String?)? {
    let passed = parameters(of: literal, at: site, asPassed: true)
    for column in literal.statement.computedColumns {
      guard let (head, rest) = literal.text.halved(at: "\(column) - ") else { continue }
      let number = rest.prefix { $0.isNumber }
      if !number.isEmpty { return (column, String(number), nil) }
      if rest.hasPrefix("{}") {
        let index = head.parts(at: "{").count - 1
        if passed.indices.contains(index) {
          return (column, passed[index], "\\(\(passed[index]))")
        }
      }
      guard let sign = rest.first, sign == "?" || sign == ":" else { continue }
      let index = head.count { $0 == sign }
      let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if passed.indices.contains(index) {
        return (column, passed[index], sign == "?" ? "?" : ":\(name)")
      }
    }
    return nil
  }

  /// Whether the column's rule is that nothing less than nothing is left.
  private func isBoundBelow(_ name: String) -> Bool {
    let column = declaration?.table.columns.first { $0.name.lowercased() == name.lowercased() }
    guard let bound = column?.bound, !bound.isLength else { return false }
    return (bound.comparison, bound.number) == (">=", 0)
      || (bound.comparison, bound.number) == (">", -1)
  }

  /// Whether the call returns the rows of the statement.
  private func givesRows(_ call: SwiftCall?) -> Bool {
    guard let call else { return false }
    return source.functions.contains { function in
      function.name == call.name && SwiftSignature(function)?.givesRows == true
    }
  }

  /// Whether the call returns how many rows it has changed.
  private func givesChanges(_ call: SwiftCall?) -> Bool {
    guard let call else { return false }
    return source.functions.contains { function in
      function.name == call.name && SwiftSignature(function)?.result == "Int"
        && SwiftSignature(function)?.isAsynchronous == false
    }
  }

  // MARK: The target of an upsert

  /// `ON CONFLICT (…)` names the key that is violated.
  func conflictTarget(_ columns: [String]) -> Fix? {
    guard let write, let literal = write.literal, let site = writeSite, !columns.isEmpty,
      !literal.statement.conflictColumns.isEmpty,
      Set(literal.statement.conflictColumns.map { $0.lowercased() })
        != Set(columns.map { $0.lowercased() }),
      let clause = site.file.conflictClause(literal)
    else { return nil }
    let key = columns.joined(separator: ", ")
    let old = literal.statement.conflictColumns
    // Where callers give the old key as well, either one may be there already.
    let bothHappen = old.allSatisfy { write.value(of: $0)?.isNamed == true }
    if bothHappen, failure.violation?.dbms == .sqlite {
      let text = site.file.parsed.source(
        of: CodeSpan(start: clause.target.lowerBound, end: clause.end, firstLine: 0, lastLine: 0))
      guard let action = text.halved(at: ")")?.1.trimmed else { return nil }
      let separator = clause.margin.map { "\n\($0)" } ?? " "
      return fix(
        [(site.file, [.insert("\(separator)ON CONFLICT (\(key)) \(action)", at: clause.end)])],
        "Let the upsert meet a row of the same \(key) as well",
        because: """
          The statement met rows of the same \(old.joined(separator: ", ")) only, and the key that \
          refused it is another one. SQLite takes several targets since 3.35. It does not merge \
          rows that two keys claim at once.
          """)
    }
    return fix(
      [(site.file, [Edit(clause.target, with: key)])],
      "Let the upsert meet the row of the same \(key)",
      because: """
        An upsert meets only conflicts of the key that it names, and another one refused it. It \
        does not help where \(old.joined(separator: ", ")) can be taken as well.
        """)
  }
}

extension SwiftSourceFile {
  /// The offset behind the last word of the SQL in a literal; `nil` where more could follow it.
  func endOfSQL(_ literal: SQLLiteral) -> Int? {
    guard let bytes = source.bytes(literal.span.start..<literal.span.end) else { return nil }
    var end = bytes.count
    while end > 0, [0x22, 0x23, 0x0A, 0x20, 0x09, 0x3B].contains(bytes[end - 1]) { end -= 1 }
    let words = literal.text.uppercased()
    let isOpen = ["RETURNING", "ORDER BY", "LIMIT", "GROUP BY", " OR "].contains {
      words.mentions($0)
    }
    guard end > 0, words.mentions("WHERE"), !isOpen else { return nil }
    return literal.span.start + end
  }

  /// Where the columns of `ON CONFLICT (…)` stand, where the clause ends, and the margin of its
  /// line if it has one of its own.
  func conflictClause(
    _ literal: SQLLiteral
  ) -> (target: Range<Int>, end: Int, margin: String?)? {
    let text = parsed.source(of: literal.span)
    guard let before = text.uppercased().halved(at: "ON CONFLICT")?.0.utf8.count else { return nil }
    let rest = Array(text.utf8.dropFirst(before))
    guard let open = rest.firstIndex(of: UInt8(ascii: "(")),
      let close = rest.firstIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    var end = text.utf8.count
    let bytes = Array(text.utf8)
    while end > 0, [0x22, 0x23, 0x0A, 0x20, 0x09, 0x3B].contains(bytes[end - 1]) { end -= 1 }
    guard !text.uppercased().mentions("RETURNING") else { return nil }
    let start = literal.span.start + before
    return (
      (start + open + 1)..<(start + close), literal.span.start + end,
      source.margin(at: start)
    )
  }
}
