import DatabaseErrors
import SourceCode

extension Probe {
  /// Stored rows that a key over the columns would refuse, and how far apart they were made.
  static let duplicates = Probe(
    question: "whether duplicates are stored",
    statement: { subject, language, facts in
      guard subject.mayHaveDuplicates || facts.indexMissesRows == true else { return .doesNotApply }
      guard !subject.columns.isEmpty else {
        return .lacks("the failure does not tell the columns")
      }
      let names = subject.columns.map { "t." + identifier($0.column) }
      let key = names.joined(separator: ", ")
      let filled = names.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
      let created = subject.relation.creationColumn.map {
        language.seconds("t." + identifier($0.column))
      }
      let order = created ?? names[0]
      let gap = created.map { "\($0) - lag(\($0)) OVER w" } ?? "NULL"
      return .ask(
        "SELECT gap FROM (SELECT \(gap) AS gap, row_number() OVER w AS place "
          + "FROM \(qualifiedName(of: subject.relation)) AS t WHERE \(filled) "
          + "WINDOW w AS (PARTITION BY \(key) ORDER BY \(order))) AS pairs "
          + "WHERE place = 2 LIMIT \(LiveLimits.groupsMax)", isByTable: true)
    },
    reads: { rows, subject, facts in
      var duplicates = ProbeFacts.Duplicates(
        columns: subject.columns.map(\.column), groups: rows.count)
      let gaps = rows.compactMap { $0.number(0) }.sorted()
      duplicates.medianSecondsApart = gaps.isEmpty ? nil : gaps[gaps.count / 2]
      facts.duplicates = duplicates
    })

  /// NULLs and blanks in the key's columns: the one makes a key toothless, the other makes it
  /// refuse what is no duplicate.
  static let emptiness = Probe(
    question: "whether the key's columns hold NULLs or blanks",
    statement: { subject, _, _ in
      guard subject.isCollision || subject.mayHaveDuplicates else { return .doesNotApply }
      let columns = subject.columns.filter { $0.isText || $0.isNullable }
      guard !columns.isEmpty else { return .doesNotApply }
      let names = columns.map { identifier($0.column) }
      let counts = zip(columns, names).flatMap { column, name in
        let blanks = column.isText ? "sum(CASE WHEN \(name) = '' THEN 1 ELSE 0 END)" : "0"
        return ["sum(CASE WHEN \(name) IS NULL THEN 1 ELSE 0 END)", blanks]
      }.enumerated().map { "\($1) AS answer\($0)" }
      return .ask(
        "SELECT \(counts.joined(separator: ", ")) FROM (SELECT \(names.joined(separator: ", ")) "
          + "FROM \(qualifiedName(of: subject.relation)) LIMIT \(LiveLimits.sampledRowsMax)) AS t")
    },
    reads: { rows, subject, facts in
      guard let row = rows.first else { return }
      let columns = subject.columns.filter { $0.isText || $0.isNullable }
      facts.emptiness = columns.enumerated().map { index, column in
        ProbeFacts.Emptiness(
          column: column.column, nulls: row.integer(2 * index) ?? 0,
          blanks: row.integer(2 * index + 1) ?? 0)
      }
    })
}

extension ProbeSubject {
  /// Whether the failure is that several rows are there already.
  fileprivate var mayHaveDuplicates: Bool {
    violation.kind == .multipleObjectsReturned || violation.kind == .couldNotCreateUniqueIndex
      || violation.kind == .noUniqueForOnConflict
  }
}
