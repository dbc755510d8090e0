import DatabaseErrors
import Diagnosis
import SourceCode

/// What the probes ask about: a violation and what the database itself declares about its rule.
///
/// All names in statements come from the database's own catalogue; what the message says is passed
/// as parameters only.
struct ProbeSubject {
  var violation: ConstraintViolation
  var schema: Schema
  var relation: Relation
  var constraint: Relation.Constraint?

  /// `nil` when the database has no such table.
  init?(_ violation: ConstraintViolation, in schema: Schema) {
    guard let (relation, constraint) = violation.declaration(in: schema) else { return nil }
    self.violation = violation
    self.schema = schema
    self.relation = relation
    self.constraint = constraint
  }

  var isCollision: Bool { violation.kind == .unique || violation.kind == .primaryKey }

  /// The violated columns as the database spells them; empty when one is unknown to it.
  var columns: [Relation.Column] {
    let names = constraint.map(\.columns) ?? violation.knownColumns
    let known = names.compactMap { relation.column(named: $0) }
    return known.count == names.count ? known : []
  }

  /// The condition that only the rows with the violated key meet, with its parameters; `nil` when
  /// the values are not known.
  func keyCondition(_ language: ProbeLanguage) -> (text: String, parameters: [String])? {
    let values = violation.values
    guard !values.isEmpty else { return nil }
    if let expression = constraint?.expression {
      guard values.count == 1, (constraint?.columns.count ?? 0) == 1 else { return nil }
      return ("(\(expression)) = \(language.parameter(1))" + conditionOfKey, values)
    }
    guard columns.count == values.count else { return nil }
    let comparisons = columns.enumerated().map { index, column in
      "t.\(identifier(column.column)) = \(language.parameter(index + 1))"
    }
    return (comparisons.joined(separator: " AND ") + conditionOfKey, values)
  }

  /// A conditional key holds only some rows.
  private var conditionOfKey: String { constraint?.condition.map { " AND (\($0))" } ?? "" }
}

extension Relation {
  /// The column that says when a row was made, if a name and type tell.
  var creationColumn: Column? {
    let names = [
      "created_at", "createdat", "created_on", "createdon", "created", "date_created",
      "datecreated", "creation_date", "creation_time", "inserted_at", "insertedat", "date_joined",
      "added_at", "registered_at", "joined_at", "create_time", "created_time", "createtime",
      "insert_time", "created_date", "createddate",
    ]
    return names.lazy.compactMap { name in
      columns.first { $0.column.lowercased() == name && $0.holdsTime }
    }.first
  }

  /// The column that marks rows as deleted, if a name tells.
  var deletionColumn: Column? {
    let names = [
      "deleted_at", "deletedat", "deleted_on", "is_deleted", "isdeleted", "deleted", "removed_at",
      "is_removed", "removed", "discarded_at", "destroyed_at", "trashed_at", "archived_at",
      "is_archived", "archived", "voided_at", "date_deleted",
    ]
    return names.lazy.compactMap { name in
      columns.first { $0.column.lowercased() == name }
    }.first
  }

  /// The column whose values the database counts up.
  var countedColumn: Column? {
    columns.first { column in
      column.isGenerated && (primaryKey?.columns.contains(column.column) ?? false)
        && (column.type?.lowercased().contains("int") ?? false
          || column.type?.lowercased().contains("serial") ?? false)
    }
  }
}

extension Relation.Column {
  /// PostgreSQL's `date` is too coarse to tell what came first; SQLite keeps times as text or
  /// numbers.
  fileprivate var holdsTime: Bool {
    guard let type = type?.lowercased() else { return true }
    return type.contains("time") || type.contains("text") || type.contains("char")
      || type.contains("int") || type.contains("real") || type.contains("num")
  }
}
