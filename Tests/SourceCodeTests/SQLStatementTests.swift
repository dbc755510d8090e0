import SourceCode
import Testing

@Suite("SQL statements")
struct SQLStatementTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var sql: String
    var verb: SQLStatement.Verb
    var table: String?
    var written: [String] = []
    var equal: [String] = []
    var other: [String] = []
    var check: @Sendable (SQLStatement) -> Bool = { _ in true }
    var testDescription: String { sql }
  }

  static let examples = [
    Example(
      sql:
        "INSERT INTO course (code, title, seats) SELECT c.code, title, 0 FROM course c WHERE id = ?",
      verb: .insert, table: "course", written: ["code", "title", "seats"],
      check: { $0.copiedColumns == ["code", "title"] }),
    Example(
      sql: "INSERT INTO course (code, title) SELECT code || '-2', title FROM course WHERE id = ?",
      verb: .insert, table: "course", written: ["code", "title"],
      check: { $0.copiedColumns == ["title"] }),
    Example(
      sql: "INSERT INTO course (code, title) SELECT code, title FROM draft WHERE id = ?",
      verb: .insert, table: "course", written: ["code", "title"],
      check: \.copiedColumns.isEmpty),
    Example(
      sql:
        #"SELECT 1 AS "a" FROM "shift" WHERE ("shift"."day" = %s AND "shift"."room" = %s) LIMIT 1"#,
      verb: .select, table: "shift", equal: ["day", "room"],
      check: { $0.isExistenceCheck && $0.predicates.map(\.parameterIndex) == [0, 1] }),
    Example(
      sql: #"SELECT %s AS "a" FROM "shift" WHERE "shift"."day" = %s LIMIT 1"#,
      verb: .select, table: "shift", equal: ["day"],
      check: { $0.isExistenceCheck && $0.predicates[0].parameterIndex == 1 }),
    Example(
      sql: #"SELECT COUNT(*) AS "__count" FROM "tag" WHERE "tag"."name" = %s"#,
      verb: .select, table: "tag", equal: ["name"], check: \.isExistenceCheck),
    Example(
      sql: "SELECT EXISTS(SELECT 1 FROM users u WHERE u.email = $1)",
      verb: .select, table: "users", equal: ["email"], check: \.isExistenceCheck),
    Example(
      sql:
        "SELECT `id` FROM `db`.`visit` WHERE (`doctor_id` = %s AND `left_on` IS NULL) LIMIT 21 FOR "
        + "UPDATE",
      verb: .select, table: "visit", equal: ["doctor_id"],
      check: { $0.locks && $0.schema == "db" && $0.predicates[1].comparison == .isNull }),
    Example(
      sql:
        #"SELECT "u"."id" FROM "user" "u" INNER JOIN "org" ON ("u"."org_id" = "org"."id") WHERE "#
        + #"("org"."slug" = %s AND "u"."name" = %s)"#,
      verb: .select, table: "user", equal: ["name"], other: ["slug"],
      check: { $0.joinedTables == ["org"] }),
    Example(
      sql: #"SELECT "id" FROM "tag" WHERE UPPER("tag"."name"::text) = UPPER(%s)"#,
      verb: .select, table: "tag", equal: ["name"], check: { $0.predicates[0].foldsCase }),
    Example(
      sql: "SELECT id FROM tag WHERE name = ? COLLATE NOCASE",
      verb: .select, table: "tag", equal: ["name"], check: { $0.predicates[0].foldsCase }),
    Example(
      sql: "SELECT id FROM tag WHERE id IN (%s, %s) AND NOT name LIKE %s AND age BETWEEN 1 AND 9",
      verb: .select, table: "tag", equal: ["id"], other: ["name", "age"]),
    Example(
      sql: "SELECT id FROM account WHERE email = :email OR phone = :phone",
      verb: .select, table: "account", equal: ["email", "phone"], check: \.hasDisjunction),
    Example(
      sql: "WITH recent AS (SELECT * FROM log) SELECT id FROM member WHERE number = ?",
      verb: .select, table: "member", equal: ["number"]),
    Example(
      sql:
        #"INSERT INTO "member" ("name", "number") VALUES (%s, %s), (%s, %s) RETURNING "#
        + #""member"."id""#,
      verb: .insert, table: "member", written: ["name", "number"], check: { $0.rowCount == 2 }),
    Example(
      sql: "INSERT INTO member (number) VALUES ($1) ON CONFLICT (number) DO UPDATE SET name = $2",
      verb: .insert, table: "member", written: ["number"],
      check: { $0.conflictColumns == ["number"] && $0.hasConflictClause }),
    Example(
      sql: "INSERT OR IGNORE INTO [member] ([number]) VALUES (?)",
      verb: .insert, table: "member", written: ["number"], check: \.hasConflictClause),
    Example(
      sql: "REPLACE INTO member SET number = ?, name = ?",
      verb: .insert, table: "member", written: ["number", "name"], check: \.hasConflictClause),
    Example(
      sql:
        "insert into member (number, at) values ('it''s', now()) on duplicate key update at = "
        + "now()",
      verb: .insert, table: "member", written: ["number", "at"], check: \.hasConflictClause),
    Example(
      sql:
        "UPDATE `stock` SET `name` = %s, `units` = (`stock`.`units` - %s) WHERE `stock`.`id` = %s",
      verb: .update, table: "stock", written: ["name", "units"], equal: ["id"],
      check: { $0.computedColumns == ["units"] && $0.predicates[0].parameterIndex == 2 }),
    Example(
      sql: "DELETE FROM ward WHERE id = %s", verb: .delete, table: "ward", equal: ["id"]),
    Example(sql: "BEGIN", verb: .begin, table: nil),
    Example(sql: "COMMIT", verb: .commit, table: nil),
    Example(sql: "SAVEPOINT \"s1\"", verb: .savepoint, table: nil),
    Example(sql: "RELEASE SAVEPOINT `s1`", verb: .releaseSavepoint, table: nil),
    Example(sql: "ROLLBACK TO SAVEPOINT s1", verb: .rollbackToSavepoint, table: nil),
    Example(sql: "ROLLBACK", verb: .rollback, table: nil),
    Example(sql: "CREATE TABLE IF NOT EXISTS t (a int)", verb: .definition, table: "t"),
    Example(
      sql: "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", verb: .other, table: nil),
    Example(sql: "-- find it\nSELECT a /* b */ FROM t # end", verb: .select, table: "t"),
    Example(
      sql: #"SELECT "id" FROM "member" WHERE ("member"."na"#, verb: .select, table: "member",
      other: ["na"]),
  ]

  @Test("reads", arguments: examples)
  func reads(_ example: Example) throws {
    let statement = try #require(SQLStatement.read(example.sql))
    #expect(statement.verb == example.verb)
    #expect(statement.table == example.table)
    #expect(statement.writtenColumns == example.written)
    let equal = statement.predicates.filter { [.equal, .inList].contains($0.comparison) }
    #expect(equal.map(\.column) == example.equal)
    let other = statement.predicates.filter { $0.comparison == .other || $0.comparison == .like }
    #expect(other.map(\.column) == example.other)
    #expect(example.check(statement))
  }

  @Test(
    "is silent about other text",
    arguments: ["connect", "", "   ", "hello world", "{\"a\": 1}", "42"])
  func isSilent(_ text: String) {
    #expect(SQLStatement.read(text) == nil)
  }

  @Test("survives being cut anywhere", arguments: examples)
  func survivesCuts(_ example: Example) {
    for count in 0..<example.sql.count { _ = SQLStatement.read(String(example.sql.prefix(count))) }
  }

  @Test("survives deep nesting", arguments: ["(", "lower(", "1+", "(SELECT a FROM ", "NOT "])
  func survivesNesting(_ part: String) {
    let deep = String(repeating: part, count: 20_000)
    _ = SQLStatement.read("SELECT a FROM t WHERE \(deep)")
    _ = SQLStatement.read("SELECT a FROM \(deep)")
    _ = SQLStatement.read(deep)
  }
}
