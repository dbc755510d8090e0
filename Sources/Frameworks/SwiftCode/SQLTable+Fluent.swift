import EventSchema
import SourceCode

extension SQLTable {
  /// Reads `database.schema("boats").field("sail_number", .string, .required).create()`, as
  /// migrations of Fluent declare a table; `nil` for other statements.
  ///
  /// - Parameter tables: The tables of records by the type's name, for `Boat.schema`.
  init?(schema statement: SwiftStatement, in file: SwiftSourceFile, _ tables: [String: String]) {
    guard statement.calls.last?.name == "create" || statement.calls.first?.name == "create",
      let name = Self.schemaName(statement, in: file, tables)
    else { return nil }
    self.name = name
    readSchema(statement, in: file)
  }

  /// Adds what `database.schema("boats").unique(on: "sail_number").update()` adds.
  mutating func add(
    schema statement: SwiftStatement, in file: SwiftSourceFile, _ tables: [String: String]
  ) {
    guard statement.calls.contains(where: { $0.name == "update" && $0.arguments.isEmpty }),
      Self.schemaName(statement, in: file, tables)?.lowercased() == name.lowercased()
    else { return }
    readSchema(statement, in: file)
  }

  private static func schemaName(
    _ statement: SwiftStatement, in file: SwiftSourceFile, _ tables: [String: String]
  ) -> String? {
    guard let schema = statement.calls.first(where: { $0.name == "schema" }),
      let argument = schema.arguments.first, argument.label == nil
    else { return nil }
    if let text = statement.texts(in: schema).first { return text }
    let parts = file.parsed.source(of: argument.span).trimmed.split(separator: ".")
    return parts.count == 2 && parts[1] == "schema" ? tables[String(parts[0])] : nil
  }

  private mutating func readSchema(_ statement: SwiftStatement, in file: SwiftSourceFile) {
    // What stands in the arguments of another call belongs to that one.
    let outer = statement.calls.filter { call in
      !statement.calls.contains { other in other.arguments.contains { $0.span.holds(call.span) } }
    }
    for call in outer {
      let inner = statement.calls.filter { other in
        call.arguments.contains { $0.span.holds(other.span) }
      }
      switch call.name {
      case "id":
        columns.append(Column(name: "id", type: "uuid", isNullable: false, hasDefault: true))
        keys.append(Key(kind: .primaryKey, name: nil, columns: ["id"]))
      case "field": readField(call, inner, of: statement, in: file)
      case "unique":
        let named = call.arguments.first { $0.label == "name" }
        let texts = statement.strings.filter { string in
          call.arguments.contains { $0.label != "name" && $0.span.holds(string.span) }
        }
        let name = named.flatMap { argument in
          statement.strings.first { argument.span.holds($0.span) }?.value
        }
        keys.append(Key(kind: .unique, name: name, columns: texts.map(\.value)))
      case "foreignKey":
        let texts = statement.texts(in: call)
        guard let column = texts.first else { continue }
        keys.append(Key(kind: .foreignKey, name: nil, columns: [column]))
        guard let index = columns.firstIndex(where: { $0.name == column }) else { continue }
        columns[index].references = texts.dropFirst().first
      default: continue
      }
    }
  }

  /// `.field("berth_id", .uuid, .required, .references("berths", "id"))`
  private mutating func readField(
    _ call: SwiftCall, _ inner: [SwiftCall], of statement: SwiftStatement,
    in file: SwiftSourceFile
  ) {
    guard let argument = call.arguments.first,
      let name = statement.strings.first(where: { argument.span.holds($0.span) })?.value
    else { return }
    let options = call.arguments.dropFirst().map { file.parsed.source(of: $0.span).trimmed }
    var column = Column(name: name, type: options.first.map { String($0.dropFirst()) })
    column.isNullable = !options.contains(".required")
    column.hasDefault = options.contains { $0.mentions("default(") || $0.mentions("auto: true") }
    if let reference = inner.first(where: { $0.name == "references" }) {
      column.references = statement.texts(in: reference).first
      keys.append(Key(kind: .foreignKey, name: nil, columns: [name]))
    }
    if options.contains(where: { $0.mentions(".check(") }) {
      let rule = inner.first { $0.name == "SQLRaw" }.flatMap { statement.texts(in: $0).first }
      column.bound = rule.flatMap { SQLBound($0, column: name) }
      keys.append(Key(kind: .check, name: nil, columns: [name]))
    }
    if options.contains(where: { $0.hasPrefix(".identifier") }) {
      keys.append(Key(kind: .primaryKey, name: nil, columns: [name]))
    }
    columns.append(column)
  }
}
