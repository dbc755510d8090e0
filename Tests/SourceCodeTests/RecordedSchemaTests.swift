import Foundation
import SourceCode
import TestSupport
import Testing

@Suite("Recorded schemas")
struct RecordedSchemaTests {
  static func schema(_ folder: String) throws -> Schema {
    let file = fixtures.appending(path: "schemas/\(folder)/harbour.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try #require(Schema.read(SourceFile(path: "harbour.sql", text: text)))
  }

  @Test(arguments: ["postgresql", "mariadb", "sqlite"])
  func areReadInFull(folder: String) throws {
    let schema = try Self.schema(folder)
    #expect(schema.dbms == folder)
    let text = describe(schema)
    #expect(text == (try golden("schemas/\(folder)/schema.txt", recording: text)))
  }

  @Test func findWhatAMessageNames() throws {
    let schema = try Self.schema("postgresql")
    let key = try #require(schema.constraint(named: "one_name_per_pier"))
    #expect(key.relation.table == "boats" && key.constraint.columns == ["pier_id", "name"])
    #expect(key.relation.toothlessColumns(of: key.constraint).isEmpty, "NULLs are equal in it")
    let licence = try #require(schema.constraint(named: "licence_once"))
    #expect(licence.relation.toothlessColumns(of: licence.constraint) == ["licence"])
    #expect(schema.references(to: "boats").map(\.relation.table) == ["visits"])
    let boats = try #require(schema.relation(named: "BOATS"))
    #expect(boats.keyBinding(["ID", "name"])?.name == "boats_pkey")
    #expect(
      boats.keyBinding(["name", "pier_id"])
        == boats.constraint([.unique], over: ["name", "pier_id"]))
    #expect(boats.keyBinding(["licence"]) == nil, "it may be NULL")
    #expect(boats.keyBinding(["name"]) == nil, "the key on its lower case binds some rows only")
    let email = try #require(schema.constraint(named: "boats_email_key"))
    #expect(boats.caseInsensitiveColumns(of: email.constraint) == ["email"])
  }

  @Test func findKeysByTheNamesThatDatabasesGive() throws {
    let text = """
      CREATE TABLE boats (id int PRIMARY KEY, name text UNIQUE, pier int REFERENCES piers,
        depth int CHECK (depth > 0));
      """
    let schema = try #require(Schema.read(SourceFile(path: "x.sql", text: text)))
    let found = [
      "boats_pkey", "boats_name_key", "boats_pier_fkey", "boats_depth_check", "boats_ibfk_1",
    ]
    .map { schema.constraint(named: $0)?.constraint.columns }
    #expect(found == [["id"], ["name"], ["pier"], ["depth"], ["pier"]])
    #expect(schema.constraint(named: "name") == nil, "it may be of any table")
    #expect(schema.constraint(named: "name", table: "boats")?.constraint.kind == .unique)
  }

  @Test func saysWhatItPassesOver() throws {
    let text =
      "CREATE TABLE boats AS SELECT * FROM ships;\nCREATE UNIQUE INDEX x ON piers (code);\n"
    let schema = try #require(Schema.read(SourceFile(path: "x.sql", text: text)))
    #expect(schema.relations.isEmpty)
    #expect(schema.skipped.map(\.place.description) == ["x.sql:1", "x.sql:2"])
  }
}

/// Everything that is read of a schema, as text.
func describe(_ schema: Schema) -> String {
  var lines: [String] = []
  for relation in schema.relations {
    let name = [relation.schema, relation.table].compactMap(\.self).joined(separator: ".")
    lines.append("table \(name)\(relation.isPartitioned ? " partitioned" : "")")
    lines += relation.columns.map(describe)
    lines += relation.constraints.map(describe)
  }
  for sequence in schema.sequences {
    let owner = "\(sequence.table ?? "-").\(sequence.column ?? "-")"
    let last = sequence.lastValue.map { " last \($0)" } ?? ""
    let refuses = sequence.refusesGivenValues ? " refuses given values" : ""
    lines.append("sequence \(sequence.name ?? "-") of \(owner)\(last)\(refuses)")
  }
  lines += schema.skipped.map { "skipped \($0.place.description): \($0.reason)" }
  return lines.joined(separator: "\n") + "\n"
}

private func describe(_ column: Relation.Column) -> String {
  var words = ["  \(column.column): \(column.type ?? "-")"]
  if let length = column.lengthMax { words.append("to \(length)") }
  if !column.isNullable { words.append("not null") }
  if column.isGenerated { words.append("generated") }
  if column.hasDefault { words.append("default") }
  if let collation = column.collation { words.append("collate \(collation)") }
  if let ignoresCase = column.ignoresCase { words.append(ignoresCase ? "A = a" : "A ≠ a") }
  if let table = column.referencedTable { words.append("→ \(table)") }
  return words.joined(separator: ", ")
}

private func describe(_ constraint: Relation.Constraint) -> String {
  var words = ["  \(constraint.kind.rawValue) \(constraint.name ?? "-") \(constraint.columns)"]
  if let expression = constraint.expression { words.append("as \(expression)") }
  if let condition = constraint.condition { words.append("where \(condition)") }
  if let table = constraint.referencedTable {
    words.append("→ \(table) \(constraint.referencedColumns)")
  }
  if let action = constraint.onDelete { words.append("on delete \(action)") }
  if constraint.isDeferrable { words.append("deferrable") }
  if constraint.isDeferred { words.append("deferred") }
  if constraint.nullsAreEqual { words.append("NULLs equal") }
  if let ignoresCase = constraint.ignoresCase { words.append(ignoresCase ? "A = a" : "A ≠ a") }
  if !constraint.isValid { words.append("not valid") }
  return words.joined(separator: ", ")
}
