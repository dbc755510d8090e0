import DatabaseErrors
import SourceCode

extension Probe {
  /// The row that the violated foreign key points to.
  static let parent = Probe(
    question: "whether the parent is there",
    statement: { subject, language, _ in
      guard subject.violation.kind == .foreignKey, subject.violation.side != .parent,
        let (relation, columns) = subject.referenced
      else { return .doesNotApply }
      let values = subject.violation.values
      guard values.count == columns.count, !values.isEmpty else {
        return .lacks("the failure does not tell the values of the reference")
      }
      let comparisons = columns.enumerated().map { index, column in
        "t.\(identifier(column)) = \(language.parameter(index + 1))"
      }
      let created = relation.creationColumn.map { language.seconds("t." + identifier($0.column)) }
      return .ask(
        "SELECT \(created ?? "NULL") AS answer0, \(language.writtenAgo) AS answer1 "
          + "FROM \(qualifiedName(of: relation)) AS t "
          + "WHERE \(comparisons.joined(separator: " AND ")) LIMIT 1", values)
    },
    reads: { rows, subject, facts in
      guard let (relation, _) = subject.referenced else { return }
      var parent = ProbeFacts.Parent(table: relation.table, isPresent: !rows.isEmpty)
      parent.createdAt = rows.first?.number(0)
      parent.transactionsAgo = rows.first?.integer(1)
      facts.parent = parent
    })

  /// The counters of the violated key, or of the key that a missing parent would have.
  static let counter = Probe(
    question: "where the counter stands",
    statement: { subject, language, facts in
      guard let (relation, column) = subject.counted(facts) else { return .doesNotApply }
      let name = identifier(column.column)
      return .ask(
        "SELECT \(language.lastValue(relation, column.column)) AS answer0, "
          + "max(t.\(name)) AS answer1 FROM \(qualifiedName(of: relation)) AS t")
    },
    reads: { rows, subject, facts in
      guard let (relation, column) = subject.counted(facts), let last = rows.first?.integer(0)
      else { return }
      facts.counters.append(
        ProbeFacts.Counter(
          table: relation.table, column: column.column, lastValue: last,
          largest: rows.first?.integer(1)))
      if facts.parent?.isPresent == false,
        let id = subject.violation.values.first.flatMap({ Int($0) })
      {
        facts.parent?.isBeyondCounter = id > last
      }
    })
}

extension ProbeSubject {
  /// The parent's table and the columns that the foreign key points to.
  fileprivate var referenced: (relation: Relation, columns: [String])? {
    guard let constraint, let table = constraint.referencedTable,
      let parent = schema.relation(named: table)
    else { return nil }
    let names =
      constraint.referencedColumns.isEmpty
      ? parent.primaryKey?.columns ?? [] : constraint.referencedColumns
    let columns = names.compactMap { parent.column(named: $0)?.column }
    return columns.count == names.count && !columns.isEmpty ? (parent, columns) : nil
  }

  /// The counted column that the failure is about.
  fileprivate func counted(
    _ facts: ProbeFacts
  ) -> (relation: Relation, column: Relation.Column)? {
    if isCollision, columns.count == 1, let column = relation.countedColumn,
      column.column == columns[0].column
    {
      return (relation, column)
    }
    guard facts.parent?.isPresent == false, let (parent, columns) = referenced,
      let column = parent.countedColumn, columns == [column.column]
    else { return nil }
    return (parent, column)
  }
}
