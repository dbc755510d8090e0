import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// A value of its own for the copy: none where the column may be empty, else the copied one with
  /// an ending.
  var ownValueOfCopy: [Fix] {
    guard isAboutUniqueness, let column = copiedColumn, let write,
      let declared = relation?.column(named: column)
    else { return [] }
    let site = write.site
    let file = site.file
    var change = PythonChange()
    let isChanged: Bool
    if let argument = argument(of: declared.field, write) {
      guard let value = newValue(declared, file.source(of: argument), &change, file) else {
        return []
      }
      change.edit(file, Edit(argument.span.start..<argument.span.end, with: value))
      isChanged = true
    } else {
      isChanged = resetSpread(declared, write, &change)
    }
    guard isChanged else { return [] }
    let label = declared.field.replacing("_", by: " ")
    let fix = change.fix(
      "Give the copy a \(label) of its own in `\(site.functionName ?? "the function")`", .unsafe,
      because: declared.isNullable
        ? """
        The copy is a row of its own, so it starts without the value that must be unique; who \
        copies gives it one afterwards.
        """
        : """
        The copy is a row of its own and needs a value of its own. The ending keeps it apart; \
        decide whether people should choose the value instead.
        """)
    return [fix].compactMap(\.self)
  }

  /// The one column of the key that the copy takes along.
  private var copiedColumn: String? {
    let copied = columns.filter { column in
      facts.origins.contains { $0.kind == .copied && $0.column == column }
    }
    // `Tariff(**values)`, where the values were read from a row by the names of its columns.
    let isWhole =
      columns.count == 1 && facts.origins.allSatisfy { $0.column != columns.first }
      && readsRowByColumns
    guard let column = copied.first ?? (isWhole ? columns.first : nil), copied.count <= 1,
      relation?.column(named: column)?.referencedTable == nil
    else { return nil }
    return column
  }

  /// `{c.name: getattr(tariff, c.name) for c in Tariff.__table__.columns}` where the row is made.
  private var readsRowByColumns: Bool {
    guard let write else { return false }
    return write.site.scope.contains { statement in
      var (reads, lists) = (false, false)
      statement.visitExpressions { part in
        if part.asCall?.name == "getattr" { reads = true }
        if case .attribute(let base, "columns") = part.kind,
          base.dottedName?.hasSuffix("__table__") == true
        {
          lists = true
        }
        return true
      }
      return reads && lists
    }
  }

  /// `serial=tool.serial` of the call that makes the copy.
  private func argument(
    of field: String, _ write: PythonReading.PathUse
  ) -> PythonExpression? {
    let statement = write.site.statement(holding: write.use.span)
    let call = statement?.calls.first { $0.span == write.use.span }
    return call?.argument(field)
  }

  /// `values["serial"] = None` before `Tool(**values)`.
  private func resetSpread(
    _ column: Relation.Column, _ write: PythonReading.PathUse, _ change: inout PythonChange
  ) -> Bool {
    let file = write.site.file
    guard let statement = write.site.statement(holding: write.use.span),
      let call = statement.calls.first(where: { $0.span == write.use.span }),
      let name = call.arguments.first(where: { $0.kind == .doubleStar })?.value.dottedName,
      let margin = file.margin(of: statement)
    else { return false }
    let item = "\(name)[\(file.style.literal(column.field))]"
    guard let value = newValue(column, item, &change, file) else { return false }
    change.insert(
      "\(margin)\(item) = \(value)\n", at: file.lineStart(of: statement.span.start), in: file)
    return true
  }

  /// What the copy gets instead of a copied value; `nil` where nothing is unmistakable.
  private func newValue(
    _ column: Relation.Column, _ copied: String, _ change: inout PythonChange, _ file: PythonFile
  ) -> String? {
    if column.isNullable { return "None" }
    // A short column leaves place for a short ending alone.
    let digits = (column.lengthMax ?? 80) > 12 ? 8 : 4
    guard let relation, !copied.contains("\n"),
      ["String", "Text", "str", "Unicode"].contains(
        SQLAlchemySample.declaredType(column, relation))
    else { return nil }
    var kept = copied
    if let length = column.lengthMax {
      guard length > digits + 2 else { return nil }
      kept += "[:\(length - digits - 1)]"
    }
    guard !kept.contains("\"") else { return nil }
    change.addImport(["uuid4"], from: "uuid", in: file)
    return "f\"{\(kept)}-{uuid4().hex[:\(digits)]}\""
  }
}

extension SQLAlchemyStory {
  /// A row is copied whose unique value is given.
  var ofCopy: [TestCase] {
    var story = self
    var given: [String: String] = [:]
    for column in relation.facts.columns
    where column.referencedTable == nil && !relation.keyColumns.contains(column.column) {
      let isKey = reading.columns.contains(column.column)
      guard isKey, let sample = reading.sample(column, in: relation) else { continue }
      given[column.column] = sample.python
    }
    guard !given.isEmpty,
      let scenario = SQLAlchemyScenario(reading, rows: rows, changing: (relation, given)),
      scenario.changed != nil
    else { return [] }
    story.test(
      "\(subject)_makes_a_row_of_its_own", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["answer = \(send(scenario))", "assert answer.status_code < 400"]
        + inDatabase(["assert \(count()) == 2", "assert \(count(keyFilter(scenario))) == 1"]))
    return story.cases("copies", "A copy does not take a unique value along")
  }
}
