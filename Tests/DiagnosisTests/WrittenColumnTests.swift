import DatabaseErrors
import Diagnosis
import EventSchema
import SourceCode
import Testing

/// What a message leaves out and the statement in the source with the declared table tells.
@Suite("Columns of the statement in the source")
struct WrittenColumnTests {
  private static let schema = """
    CREATE TABLE members (id serial PRIMARY KEY, name varchar(80), nickname varchar(12),
      handle varchar(12));
    """

  private static func violation(
    _ message: String, _ statement: String, code: String = "22001"
  ) -> ConstraintViolation? {
    let text = """
      error: \(message)
          at /srv/app/node_modules/pg/lib/client.js:545:17
          at async rename (/srv/app/src/members.js:5:3) {
        code: '\(code)'
      }
      """
    let source = """
      const { Pool } = require('pg');
      const pool = new Pool();

      async function rename(id, name, nickname) {
        await pool.query('\(statement)', [id, name, nickname]);
      }

      """
    let tree = SourceTree(
      files: [
        SourceFile(path: "src/members.js", text: source),
        SourceFile(path: "db/schema.sql", text: schema),
      ], isComplete: true)
    return diagnose(Input(pasted: text), in: tree).violation
  }

  @Test func onlyColumnOfTheLengthIsMeant() {
    let found = Self.violation(
      "value too long for type character varying(12)",
      "UPDATE members SET name = $2, nickname = $3 WHERE id = $1")
    #expect(found?.knownTable == "members")
    #expect(found?.knownColumns == ["nickname"])
  }

  @Test func ofTwoColumnsNoneIsMeant() {
    let found = Self.violation(
      "value too long for type character varying(12)",
      "UPDATE members SET nickname = $2, handle = $3 WHERE id = $1")
    #expect(found?.knownColumns == [])
  }

  @Test func noColumnOfAnotherLengthIsMeant() {
    let found = Self.violation(
      "value too long for type character varying(16)",
      "UPDATE members SET name = $2, nickname = $3 WHERE id = $1")
    #expect(found?.knownColumns == [])
  }

  @Test func upsertWithoutKeyIsOfItsTable() {
    let found = Self.violation(
      "there is no unique or exclusion constraint matching the ON CONFLICT specification",
      "INSERT INTO members (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", code: "42P10")
    #expect(found?.knownTable == "members")
  }
}
