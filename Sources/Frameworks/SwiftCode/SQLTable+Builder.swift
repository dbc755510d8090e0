import EventSchema
import SourceCode

extension SQLTable {
  /// Reads `db.create(table: "boat") { t in … }`, as migrations of GRDB declare a table; `nil` for
  /// other statements.
  init?(building statement: SwiftStatement, in file: SwiftSourceFile) {
    guard let create = statement.calls.first(where: { $0.declares("create", "table") }),
      let name = statement.texts(in: create).first,
      let body = statement.blocks.first(where: { $0.role == .closure })
    else { return nil }
    self.name = name
    for line in body.statements { readBuilder(line, in: file) }
  }

  /// Adds what `db.alter(table: "boat") { t in … }` adds.
  mutating func add(altering statement: SwiftStatement, in file: SwiftSourceFile) {
    guard let alter = statement.calls.first(where: { $0.declares("alter", "table") }),
      statement.texts(in: alter).first?.lowercased() == name.lowercased(),
      let body = statement.blocks.first(where: { $0.role == .closure })
    else { return }
    for line in body.statements { readBuilder(line, in: file) }
  }

  /// Reads `db.create(index: …, on: "boat", columns: ["sailNumber"], options: .unique)`: its table
  /// and key.
  static func uniqueIndex(
    _ statement: SwiftStatement, in file: SwiftSourceFile
  ) -> (table: String, key: Key)? {
    for call in statement.calls where call.name == "create" && call.arguments.count > 2 {
      func texts(_ label: String) -> [String] {
        call.arguments.first { $0.label == label }
          .map { argument in
            statement.strings.filter { argument.span.holds($0.span) }.map(\.value)
          } ?? []
      }
      func code(_ label: String) -> String? {
        call.arguments.first { $0.label == label }.map { file.parsed.source(of: $0.span) }
      }
      let isUnique =
        code("options")?.mentionsWord("unique") == true || code("unique") == "true"
      guard let table = texts("on").first, isUnique, !texts("columns").isEmpty else { continue }
      return (
        table,
        Key(
          kind: .unique, name: texts("index").first, columns: texts("columns"),
          condition: code("condition")?.trimmed)
      )
    }
    return nil
  }

  private mutating func readBuilder(_ line: SwiftStatement, in file: SwiftSourceFile) {
    guard let call = line.calls.first(where: { Self.builders.contains($0.name) }) else { return }
    let texts = line.texts(in: call)
    let names = Set(line.calls.map(\.name))
    switch call.name {
    case "uniqueKey": keys.append(Key(kind: .unique, name: nil, columns: texts))
    case "primaryKey" where call.arguments.isEmpty:
      guard let body = line.blocks.first(where: { $0.role == .closure }) else { return }
      let known = columns.count
      for inner in body.statements { readBuilder(inner, in: file) }
      let own = columns[known...].map(\.name)
      keys.append(Key(kind: .primaryKey, name: nil, columns: own))
      for index in columns.indices[known...] { columns[index].isNullable = false }
    case "primaryKey" where texts.count > 1 || call.arguments.count == 1:
      keys.append(Key(kind: .primaryKey, name: nil, columns: texts))
    case "check", "constraint": keys.append(Key(kind: .check, name: nil, columns: []))
    case "foreignKey": keys.append(Key(kind: .foreignKey, name: nil, columns: texts))
    default:
      guard let first = texts.first else { return }
      let isParent = call.name == "belongsTo"
      var column = Column(name: isParent ? first + "Id" : first)
      column.isNullable = !names.contains("notNull") && !call.name.hasSuffix("rimaryKey")
      column.hasDefault = names.contains("defaults") || call.name == "autoIncrementedPrimaryKey"
      column.type = call.arguments.dropFirst().first { $0.label == nil }
        .map { file.parsed.source(of: $0.span).filter { $0 != "." } }
      if call.name == "autoIncrementedPrimaryKey" { column.type = "integer" }
      column.restricts = line.calls.contains { call in
        call.arguments.contains { file.parsed.source(of: $0.span).trimmed == ".restrict" }
      }
      column.foldsCase = line.calls.contains { call in
        call.name == "collate" && file.parsed.source(of: call.span).mentions(".nocase")
      }
      if isParent { column.references = texts.count > 1 ? texts[1] : first }
      if let references = line.calls.first(where: { $0.name == "references" }) {
        column.references = line.texts(in: references).first
      }
      if names.contains("check"), let rule = line.blocks.first(where: { $0.role == .closure }) {
        let text = file.parsed.source(of: rule.span).dropFirst().dropLast()
        column.bound = SQLBound(String(text), column: first)
        column.choices = Self.choices(String(text), column: first)
      } else if let rule = line.calls.first(where: { $0.name == "check" }),
        let text = line.texts(in: rule).first
      {
        column.bound = SQLBound(text, column: first)
        column.choices = Self.choices(text, column: first)
      }
      addKeys(of: column, names, isPrimary: call.name.hasSuffix("rimaryKey"))
      columns.append(column)
    }
  }

  private mutating func addKeys(of column: Column, _ names: Set<String>, isPrimary: Bool) {
    if isPrimary || names.contains("primaryKey") {
      keys.append(Key(kind: .primaryKey, name: nil, columns: [column.name]))
    }
    if names.contains("unique") {
      keys.append(Key(kind: .unique, name: nil, columns: [column.name]))
    }
    if names.contains("check") {
      keys.append(Key(kind: .check, name: nil, columns: [column.name]))
    }
    if column.references != nil {
      keys.append(Key(kind: .foreignKey, name: nil, columns: [column.name]))
    }
  }

  private static let builders: Set<String> = [
    "column", "add", "autoIncrementedPrimaryKey", "primaryKey", "belongsTo", "uniqueKey", "check",
    "foreignKey", "constraint",
  ]
}

extension SwiftCall {
  /// `create(table:)` has the name and the first label.
  fileprivate func declares(_ name: String, _ label: String) -> Bool {
    self.name == name && arguments.first?.label == label
  }
}

extension SwiftStatement {
  /// The string literals among the arguments of a call.
  func texts(in call: SwiftCall) -> [String] {
    strings.filter { string in call.arguments.contains { $0.span.holds(string.span) } }
      .map(\.value)
  }
}
