import DatabaseErrors
import Frameworks
import SourceCode

extension Evidence {
  /// The declaration of the violated table: the database's own, else the one in the source.
  var relation: Relation? { violation.declaration(in: schema)?.relation ?? source.relation }

  /// What the declaration of the written relation shows.
  mutating func noteDeclarations() {
    if violation.kind == .notNull, let known = source.relation { noteUnknownColumn(known) }
    guard let relation else { return }
    if violation.kind == .multipleObjectsReturned { noteKeys(of: relation) }
    guard Set.collisions.contains(violation.kind) else { return }
    if let constraint = violatedConstraint {
      if constraint.isConditional {
        note(.keyIsConditional, "The key holds only some rows", at: constraint.place.description)
      }
      noteNullable(constraint.columns, of: relation, equal: constraint.nullsAreEqual)
      if constraint.isDeferred {
        note(
          .atCommit, "The key is checked when the transaction commits",
          at: constraint.place.description)
      }
    }
    if let column = relation.columns.first(where: { $0.column == columns.first }),
      columns.count == 1, column.isGenerated, facts.shows(.keyIsWholeNumber)
    {
      note(.keyIsIdentity, "The database generates this column", at: column.place.description)
    }
  }

  /// The declaration of the violated constraint: the database's own, else the one in the source.
  /// Where the database does not name it, the only key over its columns.
  var violatedConstraint: Relation.Constraint? {
    if let own = violation.declaration(in: schema)?.constraint { return own }
    guard let constraints = relation?.constraints else { return nil }
    if let name = violation.constraint { return constraints.first { $0.name == name } }
    let key = key
    let fitting = constraints.filter { constraint in
      constraint.kind == .unique && violation.kind == .unique && !key.isEmpty
        && Set(constraint.columns.map { $0.lowercased() }) == key
    }
    return fitting.count == 1 ? fitting.first : nil
  }

  private mutating func noteUnknownColumn(_ relation: Relation) {
    guard let column = columns.first?.lowercased(), !relation.columns.isEmpty,
      !relation.columns.contains(where: {
        $0.column.lowercased() == column || $0.field.lowercased() == column
      })
    else { return }
    note(
      .codeLacksColumn, "`\(relation.name)` of this source does not know `\(column)`",
      at: relation.place.description)
  }

  @discardableResult
  private mutating func noteNullable(
    _ columns: [String], of relation: Relation, equal nullsAreEqual: Bool
  ) -> Bool {
    guard columns.count > 1, !nullsAreEqual,
      let nullable = relation.columns.first(where: { $0.isNullable && columns.contains($0.column) })
    else { return false }
    note(
      .keyIsNullable,
      "`\(nullable.column)` of the unique key may be NULL, and such rows are never equal",
      at: nullable.place.description)
    return true
  }

  /// Whether a declared key makes the look-up's row the only one.
  private mutating func noteKeys(of relation: Relation) {
    let compared = key
    guard !compared.isEmpty else { return }
    let covered = relation.constraints.first { constraint in
      (constraint.kind == .unique || constraint.kind == .primaryKey) && !constraint.isConditional
        && !constraint.columns.isEmpty
        && constraint.columns.allSatisfy { compared.contains($0.lowercased()) }
    }
    guard let covered else {
      return note(
        .noKeyIsDeclared, "`\(relation.name)` declares no unique key over these columns",
        at: relation.place.description)
    }
    if !noteNullable(covered.columns, of: relation, equal: covered.nullsAreEqual) {
      note(
        .lookCoversKey,
        "The look-up covers the unique key `\(covered.columns.joined(separator: ", "))`",
        at: covered.place.description)
    }
  }
}
