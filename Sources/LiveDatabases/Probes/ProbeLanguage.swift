import SourceCode

/// One database's words for what the probes ask.
public struct ProbeLanguage: Sendable {
  /// The nth parameter, from 1.
  var parameter: @Sendable (Int) -> String
  /// Seconds since 1970 of a column with a time.
  var seconds: @Sendable (String) -> String
  /// Whether a column that marks deleted rows does so.
  var marks: @Sendable (String, Relation.Column) -> String
  /// How many transactions ago the row `t` was written last, and when that committed.
  var writtenAgo: String
  var committedAt: String
  /// The last value that a column's counter gave out.
  var lastValue: @Sendable (Relation, String) -> String
  /// What is asked about a table's indexes and collations; `nil` where the database has no such
  /// thing. The parameter is the table.
  var invalidIndexes: String?
  var staleCollations: String?
  /// How a table is read without its indexes, where a setting does not tell the server.
  var tableAlone: @Sendable (String) -> String

  /// - Parameter tracksCommits: Whether the server records when transactions commit.
  static func postgreSQL(tracksCommits: Bool, recordsDatabaseCollation: Bool) -> ProbeLanguage {
    ProbeLanguage(
      parameter: { "$\($0)" },
      seconds: { "extract(epoch FROM \($0))" },
      marks: { name, column in
        let type = column.type?.lowercased() ?? ""
        if type == "boolean" { return name }
        return type.contains("int") ? "\(name) <> 0" : "\(name) IS NOT NULL"
      },
      writtenAgo: "age(t.xmin)",
      committedAt: tracksCommits
        ? "extract(epoch FROM pg_xact_commit_timestamp(t.xmin))" : "NULL",
      lastValue: { relation, column in
        let table = literal(qualifiedName(of: relation))
        return
          "pg_sequence_last_value(pg_get_serial_sequence(\(table), \(literal(column)))::regclass)"
      },
      invalidIndexes: """
        SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
        WHERE i.indrelid = $1::regclass AND NOT i.indisvalid ORDER BY 1 LIMIT 20
        """,
      staleCollations: staleCollations(ofDatabase: recordsDatabaseCollation),
      tableAlone: { $0 })
  }

  private static func staleCollations(ofDatabase: Bool) -> String {
    let own = """
      SELECT c.collname, c.collversion, pg_collation_actual_version(c.oid) \
      FROM pg_collation c WHERE c.collversion <> pg_collation_actual_version(c.oid) AND c.oid IN \
      (SELECT unnest(i.indcollation::oid[]) FROM pg_index i WHERE i.indrelid = $1::regclass)
      """
    let database = """
      SELECT d.datname, d.datcollversion, pg_database_collation_actual_version(d.oid) \
      FROM pg_database d WHERE d.datname = current_database() \
      AND d.datcollversion <> pg_database_collation_actual_version(d.oid)
      """
    return ofDatabase ? "\(own) UNION ALL \(database)" : own
  }

  static let sqlite = ProbeLanguage(
    parameter: { "?\($0)" },
    seconds: { name in
      "CASE typeof(\(name)) WHEN 'text' THEN (julianday(\(name)) - 2440587.5) * 86400.0 "
        + "ELSE \(name) END"
    },
    marks: { name, _ in "\(name) IS NOT NULL AND \(name) NOT IN (0, '', '0', 'false')" },
    writtenAgo: "NULL",
    committedAt: "NULL",
    lastValue: { relation, column in
      "(SELECT max(\(identifier(column))) FROM \(qualifiedName(of: relation)))"
    },
    invalidIndexes: nil,
    staleCollations: nil,
    tableAlone: { "\($0) NOT INDEXED" })
}

/// A name in quotes, whatever it holds.
func identifier(_ name: String) -> String { quoted(name, by: "\"") }

func literal(_ text: String) -> String { quoted(text, by: "'") }

func qualifiedName(of relation: Relation) -> String {
  let schema = relation.schema.map { identifier($0) + "." } ?? ""
  return schema + identifier(relation.table)
}

private func quoted(_ text: String, by quote: Character) -> String {
  let inner = text.filter { $0 != "\0" }.split(
    separator: quote, omittingEmptySubsequences: false
  ).joined(separator: "\(quote)\(quote)")
  return "\(quote)\(inner)\(quote)"
}
