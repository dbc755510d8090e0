import SourceCode

extension DjangoScenario {
  /// Lines between two requests that let the second one collide on the violated key alone: what
  /// other keys of the table hold becomes another value, or another row.
  mutating func stepAside() -> [String] {
    let key = Set(reading.violatedColumns)
    var others: Set<String> = []
    for field in model.fields where field.isUnique && !field.isPrimaryKey {
      others.insert(field.column)
    }
    // The code may refuse more than the database does.
    for found in reading.checks where found.prevention.holds && found.check.table == model.table {
      if found.prevention.whenFound.terminates {
        others.formUnion(found.check.columns.filter { !key.contains($0) }.prefix(1))
      }
    }
    for constraint in model.constraints where constraint.kind == .unique {
      let columns = constraint.fields.compactMap { model.column(of: $0) }
      guard !columns.isEmpty, Set(columns) != key, others.isDisjoint(with: columns) else {
        continue
      }
      others.formUnion(columns.filter { !key.contains($0) }.prefix(1))
    }
    return model.fields.filter { others.contains($0.column) && !key.contains($0.column) }
      .compactMap { aside(from: $0) }
  }

  private mutating func aside(from field: DjangoModel.Field) -> String? {
    guard field.isRelation else {
      guard let key = key(of: field, in: reading), !key.isInPath,
        let value = otherValue(of: field)
      else { return nil }
      return "self.data[\"\(key.name)\"] = \(value)"
    }
    guard let target = model.target(of: field, in: reading.source), target.table != model.table,
      fixtures.holdsRow(of: target), let row = fixtures.row(of: target), row != "self.user",
      let other = fixtures.otherRow(of: target)
    else { return nil }
    if let sent = payload.first(where: { $0.value == "\(row).pk" }) {
      return "self.data[\"\(sent.key)\"] = \(other).pk"
    }
    return "\(row) = \(other)"
  }
}
