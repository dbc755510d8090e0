import SourceCode

extension DjangoScenario {
  /// Lines between two requests that let the second one collide on the violated key alone: what
  /// other keys of the table hold becomes another value, or another row.
  mutating func stepAside() -> [String] {
    let key = Set(reading.violatedColumns)
    // One column of each is enough: the first that can have another value.
    var groups = model.fields.filter { $0.isUnique && !$0.isPrimaryKey }.map { [$0.column] }
    // The code may refuse more than the database does.
    for found in reading.checks where found.prevention.holds && found.check.table == model.table {
      if found.prevention.whenFound.terminates { groups.append(found.check.columns) }
    }
    for constraint in model.constraints where constraint.kind == .unique {
      let columns = constraint.fields.compactMap { model.column(of: $0) }
      if Set(columns) != key { groups.append(columns) }
    }
    var moved: Set<String> = []
    var lines: [String] = []
    for columns in groups where moved.isDisjoint(with: columns) {
      for column in columns where !key.contains(column) {
        guard let line = model.field(column: column).flatMap({ aside(from: $0) }) else { continue }
        moved.insert(column)
        lines.append(line)
        break
      }
    }
    return lines
  }

  /// Lines between two requests that let the second one name other rows, as far as the violated key
  /// does not hold them.
  mutating func otherParts() -> [String] {
    let held = reading.violatedColumns.compactMap(model.field(column:)).compactMap { field in
      model.target(of: field, in: reading.source)?.table
    }
    var lines: [String] = []
    for (part, table) in tablesOfParts.sorted(by: { $0.key < $1.key }) {
      guard table != model.table, !held.contains(table),
        table != reading.source.userModel?.table,
        let looked = reading.source.model(table: table), let row = fixtures.row(of: looked),
        let other = fixtures.otherRow(of: looked)
      else { continue }
      if pathValues[part]?.hasPrefix(row + ".") == true { lines.append("\(row) = \(other)") }
      for sent in payload where sent.value.hasPrefix(row + ".") {
        lines.append("self.data[\"\(sent.key)\"] = \(other)\(sent.value.dropFirst(row.count))")
      }
    }
    return lines
  }

  private mutating func aside(from field: DjangoModel.Field) -> String? {
    guard field.isRelation else {
      guard let key = key(of: field, in: reading), !key.isInPath,
        let value = otherValue(of: field)
      else { return nil }
      return "self.data[\"\(key.name)\"] = \(value)"
    }
    guard let target = model.target(of: field, in: reading.source), target.table != model.table
    else { return nil }
    // Whoever is logged in stays so.
    if target.table == reading.source.userModel?.table {
      guard key(of: field, in: reading)?.isInPath == true,
        let other = fixtures.otherRow(of: target)
      else { return nil }
      openPath(of: field)
      return "self.path_key = \(other).pk"
    }
    guard fixtures.holdsRow(of: target), let row = fixtures.row(of: target),
      let other = fixtures.otherRow(of: target)
    else { return nil }
    if let sent = payload.first(where: { $0.value == "\(row).pk" }) {
      return "self.data[\"\(sent.key)\"] = \(other).pk"
    }
    return "\(row) = \(other)"
  }
}
