import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Let the statement itself refuse: `UPDATE … WHERE litres >= n`.
  var conditionalUpdate: [Fix] {
    guard kind == .check, let write, let decrease = Decrease(self, write),
      let key = relation?.keyColumns, key.count == 1, let model = modelName,
      let bound = lowerBound(of: decrease.column)
    else { return [] }
    let site = write.site
    let file = site.file
    let level = file.style.indent
    guard let margin = file.margin(of: decrease.statement),
      let range = file.lines(of: [decrease.statement]),
      let session = SQLAlchemySession(of: wrappable(at: site), at: site, source),
      let answer = answerToTooLittle(decrease, at: site, margin: margin + level)
    else { return [] }
    let usesDatabaseName = file.source.text.mentions("db.select") || importsDatabaseOnly(file)
    let update = usesDatabaseName ? "db.update" : "update"
    let field = decrease.field
    let amount = file.source(of: decrease.amount)
    let enough =
      bound == 0 ? "\(model).\(field) >= \(amount)" : "\(model).\(field) - \(amount) >= \(bound)"
    let id = self.field(key[0])
    let statement = [
      "\(update)(\(model))", ".where(\(model).\(id) == \(decrease.row).\(id), \(enough))",
      ".values(\(field)=\(model).\(field) - \(amount))",
    ]
    let run = session.call("execute(")
    var text = "\(margin)taken = \(run)\n"
    for line in statement { text += "\(margin)\(level)\(line)\n" }
    text += "\(margin))\n\(margin)if taken.rowcount == 0:\n\(answer.lines)"
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    if !usesDatabaseName { change.addImport(["update"], from: "sqlalchemy", in: file) }
    answer.refusal?.addImports(to: &change)
    let fix = change.fix(
      "Let the UPDATE refuse in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The condition is part of the statement, so nobody can take what another one takes at the \
        same moment; a row that was not changed means that too little was left. A look before the \
        UPDATE alone would leave a race.
        """)
    return [fix].compactMap(\.self)
  }

  private func importsDatabaseOnly(_ file: PythonFile) -> Bool {
    file.imports["db"] != nil && file.imports["select"] == nil
  }

  /// `0` of `CHECK (litres >= 0)`.
  private func lowerBound(of column: String) -> Int? {
    let rules = relation?.facts.constraints.filter { $0.kind == .check } ?? []
    let named = rules.first { $0.name != nil && $0.name == failure.violation?.constraint }
    guard let text = (named ?? (rules.count == 1 ? rules[0] : nil))?.expression else { return nil }
    let parts = text.filter { $0 != "(" && $0 != ")" && $0 != "\"" && $0 != "'" }
      .split(separator: " ").map(String.init)
    guard parts.count == 3, parts[0] == column, let number = Int(parts[2]) else { return nil }
    switch parts[1] {
    case ">=": return number
    case ">": return number + 1
    default: return nil
    }
  }

  /// What the function says when it sees too little itself, else what the endpoint says.
  private func answerToTooLittle(
    _ decrease: Decrease, at site: PythonSite, margin: String
  ) -> (lines: String, refusal: PythonRefusal?)? {
    for (statement, _) in site.scope.flattened {
      guard case .if(let branches, _) = statement.kind, let branch = branches.first,
        statement.span.start < decrease.statement.span.start, branch.body.terminates,
        case .comparison(let left, let rest) = branch.test?.kind,
        ([left] + rest.map(\.operand)).contains(where: {
          $0.dottedName == "\(decrease.row).\(decrease.field)"
        }),
        let first = branch.body.first, let old = site.file.margin(of: first),
        let range = site.file.lines(of: branch.body)
      else { continue }
      let text = site.file.reindented(range, from: old, to: margin, statements: branch.body)
      return (text, nil)
    }
    guard let endpoint = PythonEndpoint(site, source) else { return nil }
    let refusal = PythonRefusal(endpoint, source, field: refusedField)
    let words = "Not enough \(decrease.field.replacing("_", by: " ")) left."
    return (refusal.lines(words, margin: margin), refusal)
  }

  /// Whether the function itself says that there is too little, before it writes.
  var answersTooLittle: Bool {
    guard let write, let decrease = Decrease(self, write),
      let answer = answerToTooLittle(decrease, at: write.site, margin: "")
    else { return false }
    return answer.refusal == nil
  }

  // MARK: - The key of the look-up

  /// Look up, or name as the target of a conflict, the columns of the key alone.
  var correctedTarget: [Fix] {
    guard isAboutUniqueness, !columns.isEmpty else { return [] }
    if let fix = correctedStatement { return [fix] }
    guard let write else { return [] }
    let key = Set(columns)
    let site = write.site
    let look = reading.uses.last { use in
      use.use.operation == .read && use.site.isSameFunction(as: site)
        && key.isStrictSubset(of: use.use.lookupColumns)
        && use.use.isAbout(relation?.facts.table)
    }
    guard let look, let statement = site.statement(holding: look.use.span) else {
      return [movedLook(write)].compactMap(\.self)
    }
    var change = PythonChange()
    for call in statement.calls where ["filter_by", "filter", "where"].contains(call.name ?? "") {
      guard let kept = keyConditions(call, site.file) else { return [] }
      change.edit(
        site.file,
        Edit((call.callee.span.end + 1)..<(call.span.end - 1), with: kept.joined(separator: ", ")))
    }
    let fix = change.fix(
      "Look up by \(fields.joined(separator: ", ")) alone in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The database knows a row by these columns, so a look-up by more of them misses rows that \
        are there. What differs in the other columns stays as it is stored: decide whether it \
        should be updated.
        """)
    return [fix].compactMap(\.self)
  }

  /// A row is looked up by another column than those of the key, and made where none is found: the
  /// look-up moves to the key.
  private func movedLook(_ write: PythonReading.PathUse) -> Fix? {
    let site = write.site
    guard write.use.operation == .create, let made = site.statement(holding: write.use.span)
    else { return nil }
    for use in reading.uses.reversed() {
      guard use.use.operation == .read, use.site.isSameFunction(as: site),
        use.use.otherPredicates.isEmpty, use.use.lookupColumns.count == 1,
        !columns.contains(use.use.lookupColumns[0]), use.use.isAbout(relation?.facts.table),
        let check = SQLAlchemyCheck(use, before: write.use.span, at: site), !check.refuses,
        let name = check.name, made.simpleAssignment?.name == name,
        let values = values(of: columns, at: site), values.allSatisfy({ !$0.isNullable }),
        let call = check.statement.calls.first(where: { call in
          ["filter_by", "filter", "where"].contains(call.name) && call.arguments.count == 1
        })
      else { continue }
      let isNamed = call.arguments[0].name != nil
      let conditions = values.map {
        isNamed ? "\($0.field)=\($0.text)" : "\(modelName ?? "").\($0.field) == \($0.text)"
      }
      // What the key is made of must be known there already.
      let known = site.bindings(before: check.statement.span.start)
      let later = site.bindings(before: write.use.span.start)
      guard values.allSatisfy({ $0.isKnown(before: known, as: later) }) else { return nil }
      let argument = call.arguments[0]
      let start = (call.callee.span.end + 1)..<(call.span.end - 1)
      guard start.contains(argument.value.span.start) else { return nil }
      var change = PythonChange()
      change.edit(site.file, Edit(start, with: conditions.joined(separator: ", ")))
      return change.fix(
        "Look up by \(fields.joined(separator: ", ")) in `\(site.functionName ?? "the function")`",
        .unsafe,
        because: """
          The database knows a row by these columns, so a look-up by another one makes a second row \
          of one that is there. What differs in the other columns stays as it is stored: decide \
          whether it should be updated.
          """)
    }
    return nil
  }

  /// The conditions of a look-up that are about the key; `nil` when one cannot be told.
  private func keyConditions(_ call: PythonCall, _ file: PythonFile) -> [String]? {
    var kept: [String] = []
    for argument in call.arguments {
      let text = file.source(of: argument.value)
      if let name = argument.name {
        if columns.contains(relation?.column(of: name) ?? name) { kept.append("\(name)=\(text)") }
        continue
      }
      guard case .comparison(let left, let rest) = argument.value.kind, rest.count == 1,
        rest[0].operator == "==", let column = left.column
      else { return nil }
      if columns.contains(relation?.column(of: column.name) ?? column.name) { kept.append(text) }
    }
    return kept.count == columns.count ? kept : nil
  }

  private func isNullable(_ name: String) -> Bool {
    relation?.facts.columns.first { $0.field == name || $0.column == name }?.isNullable == true
  }

  /// `index_elements=[…]` with the columns of the key that was violated.
  private var correctedStatement: Fix? {
    guard let site = sites.first else { return nil }
    for (statement, _) in site.scope.flattened {
      for expression in statement.expressions {
        for call in expression.calls
        where ["on_conflict_do_update", "on_conflict_do_nothing"].contains(call.name ?? "") {
          guard let target = call.argument("index_elements"), !target.elements.isEmpty else {
            continue
          }
          // Rows without the violated key would meet nothing, where each has the named one.
          let named = target.elements.compactMap { $0.stringValue ?? $0.dottedName?.lastName }
          if columns.contains(where: isNullable), !named.contains(where: isNullable) { return nil }
          let isText = target.elements[0].stringValue != nil
          let names = fields.map { field in
            isText
              ? site.file.style.literal(self.relation?.column(of: field) ?? field)
              : "\(modelName ?? "").\(field)"
          }
          var change = PythonChange()
          change.edit(
            site.file,
            Edit(
              target.span.start..<target.span.end, with: "[\(names.joined(separator: ", "))]"))
          return change.fix(
            "Name \(fields.joined(separator: ", ")) as the target of the conflict", .unsafe,
            because: """
              The violated key is the one over these columns; a conflict on it is what the \
              statement is to expect. A second unique key of the table still raises.
              """)
        }
      }
    }
    return nil
  }
}

/// `tank.litres -= n`, `tank.litres = tank.litres - n`, `tank.litres = FuelTank.litres - n`.
private struct Decrease {
  var statement: PythonStatement
  var row: String
  var field: String
  var column: String
  var amount: PythonExpression

  init?(_ reading: SQLAlchemyReading, _ write: PythonReading.PathUse) {
    guard let statement = write.site.statement(holding: write.use.span) else { return nil }
    let target: PythonExpression
    switch statement.kind {
    case .augment(let given, "-=", let value): (target, amount) = (given, value)
    case .assign(let targets, let value):
      guard targets.count == 1, case .binary(let left, "-", let right) = value.kind,
        left.dottedName?.lastName == targets[0].dottedName?.lastName
      else { return nil }
      (target, amount) = (targets[0], right)
    default: return nil
    }
    guard case .attribute(let base, let field) = target.kind, case .name(let row) = base.kind,
      amount.isRepeatable, let relation = reading.relation
    else { return nil }
    self.statement = statement
    self.row = row
    self.field = field
    column = relation.column(of: field)
  }
}

extension SQLAlchemyValue {
  /// Whether the name that the value is taken from was given nothing else between two places.
  fileprivate func isKnown(
    before first: PythonBindings, as second: PythonBindings
  ) -> Bool {
    let root = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return !root.isEmpty && first[root]?.span == second[root]?.span
  }
}
