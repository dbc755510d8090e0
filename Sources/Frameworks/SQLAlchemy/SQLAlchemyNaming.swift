import EventSchema
import SourceCode

/// How a project's metadata names constraints: `MetaData(naming_convention={"uq": "…"})`.
struct SQLAlchemyNaming {
  private var patterns: [String: String] = [:]

  /// `nil` where the project leaves the names to the database.
  init?(_ source: PythonSource) {
    for file in source.files(mentioning: "naming_convention") {
      for call in file.module.calls {
        guard let given = call.argument("naming_convention") else { continue }
        let value = given.dottedName.flatMap { file.module.globalValue(of: $0) } ?? given
        guard case .dictionary(let items) = value.kind else { continue }
        for item in items {
          guard let key = item.key?.stringValue, let pattern = item.value.stringValue else {
            continue
          }
          patterns[key] = pattern
        }
        return
      }
    }
    return nil
  }

  /// What the database calls a constraint; `nil` where the convention says nothing of it, or asks
  /// for more than its declaration tells.
  func name(
    of constraint: Relation.Constraint, in table: String, isIndex: Bool = false
  ) -> String? {
    guard let pattern = isIndex ? patterns["ix"] : pattern(of: constraint.kind) else { return nil }
    if let name = constraint.name {
      // A name that was given is a part of the whole only where the pattern takes it.
      guard pattern.mentions("%(constraint_name)s") else { return nil }
      return filled(pattern, table, constraint.columns, constraint.referencedTable, name)
    }
    return filled(pattern, table, constraint.columns, constraint.referencedTable, nil)
  }

  private func pattern(of kind: Relation.Constraint.Kind) -> String? {
    switch kind {
    case .unique: patterns["uq"]
    case .check: patterns["ck"]
    case .foreignKey: patterns["fk"]
    case .primaryKey: patterns["pk"]
    default: nil
    }
  }

  private func filled(
    _ pattern: String, _ table: String, _ columns: [String], _ parent: String?, _ name: String?
  ) -> String? {
    var result = pattern.replacing("%(table_name)s", by: table)
    if let name { result = result.replacing("%(constraint_name)s", by: name) }
    if let parent { result = result.replacing("%(referred_table_name)s", by: parent) }
    if let first = columns.first {
      result = result.replacing("%(column_0_name)s", by: first)
        .replacing("%(column_0_label)s", by: "\(table)_\(first)")
        .replacing("%(column_0_N_name)s", by: columns.joined(separator: "_"))
        .replacing("%(column_0N_name)s", by: columns.joined())
    }
    return result.mentions("%(") ? nil : result
  }
}
