import DatabaseErrors
import Fixes
import Testing

@testable import Frameworks

/// What remedies mean in a database itself.
@Suite("Statements for code without recipes")
struct PlainSQLTests {
  private func sketch(
    _ kind: Remedy.Kind, _ violation: ConstraintViolation, onlyWhereNull: [String] = []
  ) -> String? {
    let remedy = Remedy(
      kind, table: violation.table, columns: violation.columns, constraint: violation.constraint,
      onlyWhereNull: onlyWhereNull)
    return PlainSQL.fixes(for: remedy, of: violation).first?.sketch
  }

  private func key(_ dbms: DBMS?, _ table: String = "berth", _ columns: [String] = ["label"])
    -> ConstraintViolation
  {
    ConstraintViolation(
      kind: .unique, dbms: dbms, constraint: "one_label", table: table, columns: columns)
  }

  @Test func indexesAreMadeWithoutALongLock() throws {
    let postgres = try #require(
      sketch(.addConstraint, key(.postgreSQL, "berth", ["pier", "label"])))
    #expect(
      postgres.contains(
        "CREATE UNIQUE INDEX CONCURRENTLY berth_pier_label_key ON berth (pier, label);"))
    #expect(postgres.contains("GROUP BY pier, label HAVING count(*) > 1;"))
    let mysql = try #require(sketch(.addConstraint, key(.mariaDB)))
    #expect(
      mysql.contains("ADD UNIQUE INDEX berth_label_key (label), ALGORITHM=INPLACE, LOCK=NONE;"))
    let sqlite = try #require(sketch(.addConstraint, key(.sqlite)))
    #expect(sqlite.contains("CREATE UNIQUE INDEX berth_label_key ON berth (label);"))
  }

  @Test func aConditionOfTheKeyIsKept() throws {
    let text = try #require(
      sketch(.addConstraint, key(.postgreSQL), onlyWhereNull: ["returned_on"]))
    #expect(text.contains("ON berth (label) WHERE returned_on IS NULL;"))
  }

  @Test func namesAreQuotedWhereTheyMust() throws {
    let postgres = try #require(sketch(.insertOrRead, key(.postgreSQL, "Guest", ["eMail"])))
    #expect(postgres.contains("INSERT INTO \"Guest\" (\"eMail\", …)"))
    #expect(postgres.contains("ON CONFLICT (\"eMail\") DO NOTHING"))
    let mysql = try #require(sketch(.addConstraint, key(.mySQL, "order", ["key"])))
    #expect(mysql.contains("ALTER TABLE `order` ADD UNIQUE INDEX order_key_key (`key`)"))
    let server = try #require(
      sketch(.addConstraint, key(DBMS(rawValue: "sqlserver"), "user", ["name"])))
    #expect(server.contains("ON [user] (name)"))
  }

  @Test func sequencesAreSetBehindTheRows() throws {
    let violation = ConstraintViolation(
      kind: .primaryKey, dbms: .postgreSQL, constraint: "berth_pkey", table: "berth",
      columns: ["id"])
    let text = try #require(sketch(.resetSequence, violation))
    #expect(text.contains("pg_get_serial_sequence('berth', 'id')"))
    var other = violation
    other.dbms = .sqlite
    #expect(sketch(.resetSequence, other)?.contains("WHERE name = 'berth'") == true)
    // Without a column nothing can be said, and an unknown database has no sequence by name.
    other.columns = []
    #expect(sketch(.resetSequence, other) == nil)
    other = violation
    other.dbms = nil
    #expect(sketch(.resetSequence, other) == nil)
  }

  @Test func otherLanguagesGetNoSQL() {
    #expect(sketch(.addConstraint, key(DBMS(rawValue: "mongodb"))) == nil)
    #expect(sketch(.insertOrRead, key(DBMS(rawValue: "mongodb"))) == nil)
  }

  @Test func whatMetIsRunOnceMore() throws {
    let deadlock = ConstraintViolation(kind: .deadlock, dbms: .mySQL)
    #expect(try #require(sketch(.serializeAccess, deadlock)).hasPrefix("ROLLBACK;"))
    #expect(sketch(.translateViolation, deadlock) == nil)
  }

  @Test func childrenAreDecidedByPeople() throws {
    var violation = ConstraintViolation(
      kind: .foreignKey, dbms: .postgreSQL, constraint: "boat_berth_fk", table: "boat",
      columns: ["berth_id"], referencedTable: "berth")
    let text = try #require(sketch(.decideChildren, violation))
    #expect(text.contains("SELECT count(*) FROM boat WHERE berth_id = :parent;"))
    #expect(text.contains("REFERENCES berth (id) ON DELETE CASCADE;"))
    // Without the constraint's name only the question is left.
    violation.constraint = nil
    #expect(sketch(.decideChildren, violation)?.contains("CASCADE") == false)
  }

  @Test(arguments: SQLFamily.all.map(\.name))
  func sayWhyAndAreGuidanceAlone(name: String) throws {
    let family = try #require(SQLFamily.all.first { $0.name == name })
    let violation = ConstraintViolation(
      kind: .unique, dbms: family.databases.sorted { $0.rawValue < $1.rawValue }.first,
      constraint: "one_label", table: "berth", columns: ["label"], referencedTable: "pier",
      referencedColumns: ["id"])
    let names = SQLNames(
      remedy: Remedy(
        .addConstraint, table: "berth", columns: ["label"], constraint: "one_label"),
      violation: violation, family: family)
    for recipe in family.recipes {
      let kind = recipe.kinds.sorted { $0.rawValue < $1.rawValue }.first ?? .unique
      let fix = try #require(recipe.fix(names, of: kind), "\(recipe.title.text)")
      #expect(fix.applicability == .guidance && fix.diff.isEmpty)
      #expect(!fix.rationale.isEmpty && !fix.sketch.contains("«"))
    }
  }

  /// Every remedy that is of the database has an answer in the ones that are used most.
  @Test(arguments: ["PostgreSQL", "MySQL"])
  func answersWhatIsOfTheDatabase(name: String) throws {
    let family = try #require(SQLFamily.all.first { $0.name == name })
    for kind in Remedy.Kind.allCases {
      let remedy = Remedy(kind, table: "berth", columns: ["label"])
      guard PlainSQL.owns(remedy) else { continue }
      #expect(family.recipes.contains { $0.remedy == kind }, "\(kind)")
    }
  }
}
