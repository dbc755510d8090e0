import SourceCode

extension Probe {
  /// Indexes that failed to build and so do not bind.
  static let invalidIndexes = Probe(
    question: "whether the table's indexes are valid",
    statement: { subject, language, _ in
      guard let statement = language.invalidIndexes else { return .doesNotApply }
      return .ask(statement, [qualifiedName(of: subject.relation)])
    },
    reads: { rows, _, facts in facts.invalidIndexes = rows.compactMap { $0.text(0) } })

  /// Collations whose rules are others than those that the indexes were built by.
  static let staleCollations = Probe(
    question: "whether the rules of collations have changed",
    statement: { subject, language, _ in
      guard subject.isCollision, let statement = language.staleCollations else {
        return .doesNotApply
      }
      return .ask(statement, [qualifiedName(of: subject.relation)])
    },
    reads: { rows, _, facts in
      facts.staleCollations = rows.compactMap { row in
        guard let name = row.text(0), let recorded = row.text(1), let actual = row.text(2) else {
          return nil
        }
        return ProbeFacts.StaleCollation(
          name: name, recordedVersion: recorded, actualVersion: actual)
      }
    })
}
