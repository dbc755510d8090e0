import SourceCode

/// A live database of PostgreSQL or one that speaks its protocol.
struct PostgreSQLDatabase: LiveDatabase {
  let language: ProbeLanguage
  private let connection: PostgreSQLConnection

  init(address: String) throws(LiveDatabaseError) {
    connection = try PostgreSQLConnection(address: address)
    let setting = "SELECT current_setting('track_commit_timestamp', true)"
    let tracksCommits = try connection.rows(setting, [], settings: []).first?.first == "on"
    language = .postgreSQL(
      tracksCommits: tracksCommits, recordsDatabaseCollation: connection.serverVersion >= 150_000)
  }

  var name: String { "database \(connection.databaseName)" }

  /// The catalogue's answers are definitions, in the order in which a dump has them.
  func schema() throws(LiveDatabaseError) -> Schema {
    var definitions: [String] = []
    for statement in PostgreSQLCatalogue.statements {
      definitions += try connection.rows(statement, [], settings: []).compactMap { $0.first ?? nil }
    }
    let file = SourceFile(path: name, text: definitions.joined(separator: "\n"))
    return Schema.read(definitions: file, dbms: "postgresql").withoutLines
  }

  func rows(
    _ statement: String, _ parameters: [String], isByTable: Bool
  ) throws(LiveDatabaseError) -> [[String?]] {
    let scans = ["enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan"]
    return try connection.rows(
      statement, parameters, settings: isByTable ? scans.map { "\($0) = off" } : [])
  }
}

/// Questions to the system's catalogue whose answers are definitions, one a row.
private enum PostgreSQLCatalogue {
  static let statements = [collations, sequences, tables, owners, constraints, indexes]

  private static let isOwn = """
    n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    """

  private static let collations = """
    SELECT format('CREATE COLLATION %I.%I (locale = %L, deterministic = false);',
      n.nspname, c.collname, c.collcollate || coalesce(to_jsonb(c)->>'colliculocale',
        to_jsonb(c)->>'colllocale', ''))
    FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
    WHERE NOT c.collisdeterministic AND \(isOwn) ORDER BY 1
    """

  private static let sequences = """
    SELECT format('CREATE SEQUENCE %I.%I INCREMENT BY %s;', n.nspname, c.relname, s.seqincrement)
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(isOwn) ORDER BY 1
    """

  private static let tables = """
    SELECT format('CREATE TABLE %I.%I (%s)%s;', n.nspname, c.relname,
      string_agg(format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation
          THEN format(' COLLATE %I', co.collname) ELSE '' END,
        CASE WHEN a.attidentity <> ''
          THEN format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s)',
            CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
            pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname))
          WHEN a.attgenerated <> ''
          THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(d.adbin, d.adrelid))
          WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
          ELSE '' END,
        CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END), ', ' ORDER BY a.attnum),
      CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND \(isOwn)
    GROUP BY c.oid, c.relkind, c.relname, n.nspname ORDER BY n.nspname, c.relname
    """

  private static let owners = """
    SELECT format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I;%s', n.nspname, s.relname, n.nspname,
      c.relname, a.attname,
      coalesce(format(' SELECT setval(%L, %s, true);', s.relname, v.last_value), ''))
    FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
      AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class c ON c.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    LEFT JOIN pg_sequences v ON v.schemaname = n.nspname AND v.sequencename = s.relname
      AND v.last_value IS NOT NULL
    WHERE s.relkind = 'S' AND \(isOwn) ORDER BY 1
    """

  private static let constraints = """
    SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s;', n.nspname, c.relname, k.conname,
      pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (k.contype IN ('p', 'u') OR k.contype IN ('f', 'c', 'x') AND k.conparentid = 0)
      AND \(isOwn)
    ORDER BY n.nspname, c.relname, k.conname
    """

  private static let indexes = """
    SELECT pg_get_indexdef(i.indexrelid) || ';'
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisunique AND \(isOwn)
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
    ORDER BY n.nspname, c.relname, i.indexrelid
    """
}
