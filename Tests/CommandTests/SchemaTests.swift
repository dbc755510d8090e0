import EventSchema
import Foundation
import Storage
import TestSupport
import Testing

/// `--schema` and `--probe` as users give them.
@Suite("Schemas on the command line")
struct SchemaTests {
  private let triage = BuiltTool()
  private let refused = #"duplicate key value violates unique constraint "one_name_per_pier""#

  private func dump(_ folder: String) -> String {
    fixtures.appending(path: "schemas/\(folder)/harbour.sql").path(percentEncoded: false)
  }

  private func columns(_ words: String...) throws -> JSON? {
    let outcome = try triage.run(["diagnose", "--format", "json"] + words, input: refused)
    #expect(outcome.exitCode == 0)
    return JSON(parsing: outcome.output)?["violation"]?["columns"]
  }

  private func withDatabase(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "harbour.db").path(percentEncoded: false)
      let definitions = fixtures.appending(path: "record/schemas/sqlite.sql")
      let database = try SQLiteDatabase(path: path, access: .readWrite, busyMilliseconds: 1_000)
      try database.execute(String(contentsOf: definitions, encoding: .utf8), doing: "fill")
      try body(path)
    }
  }

  @Test(arguments: ["postgresql", "mariadb", "sqlite"])
  func areReadFromDumps(folder: String) throws {
    let key = folder == "mariadb" ? "key" : "name"
    #expect(try columns("--schema", dump(folder)) == ["pier_id", .string(key)])
  }

  @Test func areReadFromFoldersAndDatabases() throws {
    let folder = fixtures.appending(path: "schemas/sqlite").path(percentEncoded: false)
    #expect(try columns("--schema", folder) == ["pier_id", "name"])
    try withDatabase { path in
      for address in [path, "sqlite:\(path)"] {
        let found = try columns("--schema", address)
        #expect(found == ["pier_id", "name"])
      }
    }
  }

  @Test func areFoundInTheCheckout() throws {
    try withTemporaryFolder { folder in
      let schema = """
        ActiveRecord::Schema.define do
          create_table "boats" do |t|
            t.string "name"
            t.index ["name"], name: "one_name_per_pier", unique: true
          end
        end
        """
      try FileManager.default.createDirectory(
        at: folder.appending(path: "db"), withIntermediateDirectories: true)
      try Data(schema.utf8).write(to: folder.appending(path: "db/schema.rb"))
      #expect(try columns("--source", folder.path(percentEncoded: false)) == ["name"])
    }
  }

  @Test func comeWithABatchsLines() throws {
    let text = "CREATE TABLE boats (name text CONSTRAINT one_name_per_pier UNIQUE);"
    let lines: [JSON] = [
      ["text": .string(refused), "schema": .string(text)],
      ["text": .string(refused), "schema": .string(dump("sqlite"))],
      ["text": .string(refused), "schema": "postgresql://root@db/shop"],
    ]
    let outcome = try triage.run(
      "diagnose", "--batch", input: lines.map(\.serialised).joined(separator: "\n"))
    let replies = outcome.output.split(separator: "\n").map { JSON(parsing: String($0)) }
    #expect(replies.count == 3)
    #expect(replies[0]?["violation"]?["columns"] == ["name"])
    #expect(replies[1]?["violation"]?["columns"] == ["pier_id", "name"])
    #expect(replies[2]?["error"]?.string?.contains("--schema") == true)
  }

  @Test func thatCannotBeReadAreTold() throws {
    for schema in ["this is no schema\nat all", "postgresql://harbour:secret@127.0.0.1:1/harbour"] {
      let outcome = try triage.run("diagnose", "--schema", schema, input: refused)
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains("Mend the schema"), "\(outcome.output)")
      #expect(!(outcome.output + outcome.errors).contains("secret"))
    }
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "harbour.dump")
      try Data("PGDMP\u{1}\u{e}".utf8).write(to: file)
      let outcome = try triage.run(
        "diagnose", "--schema", file.path(percentEncoded: false), input: refused)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("pg_restore --schema-only"))
    }
  }

  @Test func areAskedWithEachStatementShown() throws {
    let failed = refused + "\nDETAIL:  Key (pier_id, name)=(1, Ann) already exists."
    try withDatabase { path in
      let outcome = try triage.run("diagnose", "--probe", path, input: failed)
      #expect(outcome.exitCode == 0)
      let shown = outcome.errors.split(separator: "\n")
      #expect(!shown.isEmpty && shown.allSatisfy { $0.contains(": SELECT ") })
      #expect(!outcome.errors.contains("Ann") && !outcome.output.contains("Ann"))
    }
    let outcome = try triage.run("diagnose", "--probe", "postgresql://127.0.0.1:1/x", input: failed)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("asked in vain"))
    #expect(outcome.errors.contains("cannot be asked"))
  }
}
