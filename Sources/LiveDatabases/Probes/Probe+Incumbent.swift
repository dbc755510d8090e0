import SourceCode

extension Probe {
  /// The row that holds the key now: when it was made, and whether it is marked as deleted.
  static let incumbent = Probe(
    question: "which row holds the key",
    statement: { subject, language, _ in
      guard subject.isCollision else { return .doesNotApply }
      guard let condition = subject.keyCondition(language) else {
        return .lacks("the failure does not tell the values of the key")
      }
      let relation = subject.relation
      let created = relation.creationColumn.map { language.seconds("t." + identifier($0.column)) }
      let deleted = relation.deletionColumn.map {
        "CASE WHEN \(language.marks("t." + identifier($0.column), $0)) THEN 1 ELSE 0 END"
      }
      let idsAgo = relation.countedColumn.map {
        "\(language.lastValue(relation, $0.column)) - t.\(identifier($0.column))"
      }
      let answers = [
        created ?? "NULL", language.writtenAgo, language.committedAt, idsAgo ?? "NULL",
        deleted ?? "NULL",
      ].enumerated().map { "\($1) AS answer\($0)" }
      return .ask(
        "SELECT \(answers.joined(separator: ", ")) FROM \(qualifiedName(of: relation)) AS t "
          + "WHERE \(condition.text) LIMIT 2", condition.parameters)
    },
    reads: { rows, subject, facts in
      var incumbent = ProbeFacts.Incumbent(count: rows.count)
      if let row = rows.first {
        incumbent.createdAt = row.number(0)
        incumbent.createdColumn = subject.relation.creationColumn?.column
        incumbent.transactionsAgo = row.integer(1)
        incumbent.committedAt = row.number(2)
        incumbent.idsAgo = row.integer(3)
        incumbent.isDeletionKnown = row.text(4) != nil
        incumbent.deletedColumn = row.isTrue(4) ? subject.relation.deletionColumn?.column : nil
      }
      facts.incumbent = incumbent
    })

  /// The same key looked for in the table itself, where the index found no row.
  static let rowsWithoutIndex = Probe(
    question: "whether the index misses rows with the key",
    statement: { subject, language, facts in
      guard facts.incumbent?.count == 0, let condition = subject.keyCondition(language) else {
        return .doesNotApply
      }
      let table = language.tableAlone("\(qualifiedName(of: subject.relation)) AS t")
      return .ask(
        "SELECT 1 AS answer FROM \(table) WHERE \(condition.text) LIMIT 1", condition.parameters,
        isByTable: true)
    },
    reads: { rows, _, facts in facts.indexMissesRows = !rows.isEmpty })
}
