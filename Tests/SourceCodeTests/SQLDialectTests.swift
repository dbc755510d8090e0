import SourceCode
import Testing

/// Statements as drivers, ORMs and people write them, and what is read in them: verb, table, then
/// what is written (`+`), compared, and noted.
@Suite("SQL of many writers")
struct SQLDialectTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var sql: String
    var summary: String
    var testDescription: String { sql }

    init(_ sql: String, _ summary: String) {
      self.sql = sql
      self.summary = summary
    }
  }

  static let orms = [
    // Django
    Example(
      #"SELECT %s AS "a" FROM "shift" WHERE ("shift"."day" = %s AND NOT ("shift"."room" = %s)) LIMIT 1"#,
      "select shift day=1 room?2 exists"),
    Example(
      #"SELECT "u"."id" FROM "u" LEFT OUTER JOIN "b" T3 ON (u.x = T3.y) WHERE (UPPER("u"."n"::text) = UPPER(%s) AND T3."m" IN (%s, %s) AND NOT (T3."z" IS NULL))"#,
      "select u n=0~ b.m?1 b.z?- joins b"),
    Example(
      #"SELECT COUNT(*) FROM (SELECT DISTINCT "t"."id" AS "col1" FROM "t" WHERE "t"."s" LIKE %s ESCAPE '\' AND "t"."x" = %s) subquery"#,
      "select t s:0 x=1 exists"),
    Example(
      "INSERT INTO t (a, b) SELECT * FROM UNNEST((%s)::text[], (%s)::int[]) ON CONFLICT DO NOTHING",
      "insert t +a +b upsert()"),
    // SQLAlchemy
    Example(
      "SELECT EXISTS (SELECT 1 FROM users WHERE users.email = %(email_1)s AND left_at IS NULL) AS anon_1",
      "select users email=0 left_at0 exists"),
    Example(
      "SELECT (EXISTS (SELECT * FROM users WHERE users.email = ?)) AS anon_1",
      "select users email=0 exists"),
    Example("BEGIN (implicit)", "begin"),
    // ActiveRecord
    Example(
      #"SELECT 1 AS one FROM "users" WHERE "users"."email" = $1 LIMIT $2"#,
      "select users email=0 exists"),
    Example(
      "SELECT  1 AS one FROM `users` WHERE `users`.`email` = BINARY 'a@example.org' LIMIT 1",
      "select users email=- exists"),
    Example(
      #"INSERT INTO "users" ("email","at") VALUES ($1, NOW()) ON CONFLICT ("email") DO UPDATE SET "at"=excluded."at" RETURNING "id""#,
      "insert users +email=0 +at=- upsert(email)"),
    // Hibernate
    Example(
      "select u0_.id as id1_0_ from users u0_ where u0_.email=? and (u0_.x is null or u0_.y between ? and ?) for update",
      "select users email=0 x0 y?1 or locks"),
    Example(
      "insert into users (email, name, id) values (?, ?, ?)",
      "insert users +email=0 +name=1 +id=2"),
    // Prisma
    Example(
      #"SELECT "public"."User"."id" FROM "public"."User" WHERE ("public"."User"."email" = $1 AND 1=1) LIMIT $2 OFFSET $3"#,
      "select public.User email=0"),
    // Fluent and GRDB
    Example(
      #"SELECT "users"."id" AS "users_id" FROM "users" WHERE "users"."email" = $1 LIMIT 1"#,
      "select users email=0"),
    Example(
      #"SELECT * FROM "player" WHERE "email" = ? COLLATE NOCASE"#, "select player email=0~"),
    // Entity Framework
    Example(
      "SET NOCOUNT ON; INSERT INTO [dbo].[Users] ([Email], [Name]) OUTPUT INSERTED.[Id] VALUES (@p0, @p1);",
      "insert dbo.Users +Email=0 +Name=1"),
    Example(
      "SELECT TOP(1) 1 FROM [Users] AS [u] WITH (UPDLOCK) WHERE [u].[Email] = @__email_0",
      "select Users Email=0 exists locks"),
  ]

  static let dialects = [
    Example(
      "SELECT a FROM t WHERE (a, b) = (?, ?) AND c = ANY($5) AND d IS NOT DISTINCT FROM $4",
      "select t a=0 b=1 c in4 d=3"),
    Example(
      #"SELECT a FROM t WHERE t.b LIKE BINARY %s AND c = "x" AND d > %s + 1 AND e + %s = 3 LOCK IN SHARE MODE"#,
      "select t b:0 c=- d?1 e?- locks"),
    Example(
      "SELECT id FROM t WHERE active AND NOT (gone) AND lower(trim(e)) = lower($1) AND n NOT LIKE 'a%'",
      "select t active?- gone?- e?0~ n?-"),
    Example(
      "SELECT id FROM t WHERE %s = t.a AND t.b IN (SELECT c FROM u WHERE d = %s)",
      "select t a=0 b in-"),
    Example(
      "SELECT id FROM t WHERE a NOT IN (%s) AND b IS NOT NULL AND NOT c IS NOT NULL",
      "select t a?0 b1 c0"),
    Example(
      "SELECT id FROM t WHERE a ILIKE $1 AND b ~* $2 AND c::citext = $3 AND d <> $4",
      "select t a:0~ b?1~ c=2~ d?3"),
    Example(
      "UPDATE u SET e = $1, at = now(), n = n + 1, (x, y) = ($2, $3) FROM z WHERE u.id = z.id",
      "update u +e=0 +at=- +n=- +x=- +y=- computes(n) id?-"),
    Example(
      "UPDATE ONLY s.t AS a SET b = %s::text, \"c\" = 'x;y' WHERE a.d = %s",
      "update s.t +b=- +c=- d=1"),
    Example(
      "update `t` join `u` on t.a = u.a set t.b = ? where u.c = ?",
      "update t +b=0 u.c?1"),
    Example("DELETE FROM a USING b WHERE a.id = b.a_id AND b.c = $1", "delete a id?- b.c?0"),
    Example("REPLACE INTO t (a) VALUES (?), (?), (?)", "insert t +a=0 rows(3) upsert()"),
    Example("INSERT IGNORE INTO t SET a = ?, b = DEFAULT", "insert t +a=0 +b=- upsert()"),
    Example("INSERT INTO t VALUES (1, 'a''b'), (2, E'c\\'d')", "insert t rows(2)"),
    Example("INSERT INTO t (a) VALUES ($$it's$$), ($x$;$x$)", "insert t +a=- rows(2)"),
    Example(
      "MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)",
      "insert t upsert()"),
    Example("COPY s.t (a, b) FROM STDIN", "insert s.t +a +b"),
    Example(
      "with n as (insert into t (a) values ($1) on conflict do nothing returning id) select id from n",
      "insert t +a=0 upsert()"),
    Example(
      "WITH RECURSIVE a (b) AS (SELECT 1), c AS MATERIALIZED (SELECT 2) DELETE FROM t WHERE x = ?",
      "delete t x=0"),
    Example("/* app:shop */ SELECT a -- b\n, c FROM t WHERE d = ? # e", "select t d=0"),
    Example(
      "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t (lower(a))",
      "definition public.t"),
    Example("ALTER TABLE ONLY t ADD CONSTRAINT c UNIQUE (a)", "definition t"),
    Example("TRUNCATE TABLE t", "definition t"), Example("START TRANSACTION", "begin"),
    Example("ROLLBACK TRANSACTION TO SAVEPOINT a", "rollbackToSavepoint"),
    Example("SAVE TRANSACTION a", "savepoint"), Example("end;", "nil"), Example("END", "commit"),
    Example("PRAGMA foreign_keys = ON", "other"), Example("SELECT VERSION(), @@sql_mode", "select"),
    Example("select 1", "select exists"),
    // Code puts a name in.
    Example("DELETE FROM {} WHERE id = {}", "delete id=1"),
    Example("INSERT INTO {}.t (a) VALUES ({})", "insert t +a=1"),
    // Cut off.
    Example(#"INSERT INTO "patients_pat"#, "insert patients_pat"),
    Example("UPDATE t SET a = %s WHERE (b", "update t +a=0 b?-"),
    Example("SELECT a FROM t WHERE b = 'un", "select t b=-"),
    // Prose.
    Example("Select an item from the list", "nil"), Example("select a colour", "nil"),
    Example("Update the cart", "nil"), Example("Insert coin", "nil"),
    Example("Delete from x", "nil"), Example("begin something else", "nil"),
    Example("commit the change", "nil"), Example("with love", "nil"), Example("values", "other"),
  ]

  @Test(arguments: orms + dialects)
  func reads(_ example: Example) {
    #expect(summary(SQLStatement.read(example.sql)) == example.summary)
  }

  @Test(arguments: orms + dialects)
  func readsTheSameWithOtherBlanks(_ example: Example) {
    let spaced = example.sql.split(separator: " ", omittingEmptySubsequences: false)
      .joined(separator: "  ")
    #expect(summary(SQLStatement.read("\n\t \(spaced)")) == example.summary)
  }

  @Test(arguments: orms + dialects)
  func survivesBeingCutAnywhere(_ example: Example) {
    for count in 0...example.sql.utf8.count {
      _ = SQLStatement.read(String(decoding: example.sql.utf8.prefix(count), as: UTF8.self))
      _ = SQLStatement.read(String(decoding: example.sql.utf8.dropFirst(count), as: UTF8.self))
    }
  }

  @Test(arguments: [
    "(", "SELECT (", "a = ", "NOT ", "AND ", "'", "$a$", "/*", "((a,", "SELECT EXISTS (",
    "WITH a AS (", "FROM (SELECT ", ",", "-", ";", "BEGIN;", "x.", "[", "`", "CASE ", "::",
    "a COLLATE ", "$a", "INSERT INTO t (", "UNION SELECT ", "a IN (", "\\", "%(", "{}", "é",
  ])
  func survivesRepetition(piece: String) {
    for start in [
      "", "SELECT 1 FROM t WHERE ", "UPDATE t SET a = ", "INSERT INTO t (a) VALUES (",
      "WITH ",
    ] {
      _ = SQLStatement.read(start + String(repeating: piece, count: 5_000))
    }
  }

  private func summary(_ statement: SQLStatement?) -> String {
    guard let statement else { return "nil" }
    var words = ["\(statement.verb)"]
    if let table = statement.table {
      words.append((statement.schema.map { "\($0)." } ?? "") + table)
    }
    for (index, column) in statement.writtenColumns.enumerated() {
      let parameters = statement.writtenParameters
      let parameter = parameters.isEmpty ? "" : "=" + number(parameters[index])
      words.append("+\(column)\(parameter)")
    }
    if statement.rowCount > 1 { words.append("rows(\(statement.rowCount))") }
    if !statement.computedColumns.isEmpty {
      words.append("computes(\(statement.computedColumns.joined(separator: ",")))")
    }
    words += statement.predicates.map(summary)
    if !statement.joinedTables.isEmpty {
      words.append("joins \(statement.joinedTables.joined(separator: ","))")
    }
    if statement.hasDisjunction { words.append("or") }
    if statement.isExistenceCheck { words.append("exists") }
    if statement.locks { words.append("locks") }
    if statement.hasConflictClause {
      words.append("upsert(\(statement.conflictColumns.joined(separator: ",")))")
    }
    return words.joined(separator: " ")
  }

  /// `table.column`, `=` for an equality, ` in` for a list, `:` for a pattern, `0` for IS NULL, `1`
  /// for IS NOT NULL, `?` for the others, the placeholder, `~` where case does not count.
  private func summary(_ predicate: SQLStatement.Predicate) -> String {
    let name = (predicate.otherTable.map { "\($0)." } ?? "") + predicate.column
    let parameter = number(predicate.parameterIndex) + (predicate.foldsCase ? "~" : "")
    switch predicate.comparison {
    case .equal: return "\(name)=\(parameter)"
    case .inList: return "\(name) in\(parameter)"
    case .like: return "\(name):\(parameter)"
    case .isNull: return "\(name)0"
    case .isNotNull: return "\(name)1"
    case .other: return "\(name)?\(parameter)"
    }
  }

  private func number(_ index: Int?) -> String { index.map(String.init) ?? "-" }
}
