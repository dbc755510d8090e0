import DatabaseErrors
import Diagnosis
import EventSchema
import SourceCode
import Testing

/// What a schema adds to what the message says.
@Suite("A schema")
struct SchemaCompletionTests {
  static let schema =
    Schema.read(
      SourceFile(
        path: "schema.sql",
        text: """
          CREATE TABLE piers (id int PRIMARY KEY, code text UNIQUE);
          CREATE TABLE boats (id int NOT NULL, name text, pier_id int, depth int,
            CONSTRAINT boat_identity PRIMARY KEY (id),
            CONSTRAINT one_name UNIQUE (pier_id, name),
            CONSTRAINT boats_pier FOREIGN KEY (pier_id) REFERENCES piers,
            CONSTRAINT twin CHECK (depth > 0));
          CREATE TABLE berths (id int, depth int, CONSTRAINT twin CHECK (depth > 0));
          """)) ?? .empty

  static func read(_ message: String) throws -> ConstraintViolation {
    var event = Event()
    event.exceptions = [EventSchema.Exception(value: message)]
    return try #require(violation(in: event, schema: schema))
  }

  @Test func tellsTheTableAndColumnsOfAName() throws {
    let key = try Self.read(
      #"duplicate key value violates unique constraint "one_name""#)
    #expect(key.table == "boats" && key.columns == ["pier_id", "name"] && key.values.isEmpty)
    let primary = try Self.read(
      #"duplicate key value violates unique constraint "boat_identity""#)
    #expect(primary.kind == .primaryKey && primary.columns == ["id"])
  }

  @Test func tellsTheParentOfAForeignKey() throws {
    let key = try Self.read(
      #"insert or update on table "boats" violates foreign key constraint "boats_pier""#)
    #expect(key.columns == ["pier_id"])
    #expect(key.referencedTable == "piers" && key.referencedColumns == ["id"])
  }

  @Test func tellsTheNameOfAKeyOverColumns() throws {
    let key = try Self.read("UNIQUE constraint failed: boats.pier_id, boats.name")
    #expect(key.constraint == "one_name")
    #expect(try Self.read("UNIQUE constraint failed: boats.name").constraint == nil)
  }

  @Test func knowsMySQLsNames() throws {
    let primary = try Self.read("Duplicate entry '7' for key 'boats.PRIMARY'")
    #expect(primary.table == "boats" && primary.columns == ["id"])
    let key = try Self.read("Duplicate entry '1-Ann' for key 'boats.one_name'")
    #expect(key.columns == ["pier_id", "name"])
  }

  @Test func isSilentWhereSeveralFit() throws {
    let check = try Self.read(
      #"new row for relation "ships" violates check constraint "twin""#)
    #expect(check.table == "ships" && check.columns.isEmpty)
    let unknown = try Self.read(
      #"duplicate key value violates unique constraint "two_names""#)
    #expect(unknown.table == nil && unknown.columns.isEmpty)
  }

  @Test func leavesTheFingerprintAlone() {
    var event = Event()
    event.exceptions = [
      EventSchema.Exception(
        value: #"duplicate key value violates unique constraint "one_name""#)
    ]
    let with = diagnose(event, schema: Self.schema)
    #expect(with.violation?.table == "boats")
    #expect(with.fingerprint == diagnose(event).fingerprint)
  }
}
