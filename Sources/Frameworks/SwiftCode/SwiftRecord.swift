import EventSchema
import SourceCode

/// A type whose values are rows of a table.
struct SwiftRecord {
  var name: String
  var table: String
  /// Stored properties by the column that each is kept in, in lower case.
  var properties: [String: Property]

  struct Property {
    var name: String
    var type: String
    /// The column as it is spelled.
    var column: String
    /// Whether its value is another record, of which the column keeps the key.
    var isReference = false

    /// What a row's column is given: `email`, `$berth.id`.
    var path: String { isReference ? "$\(name).id" : name }
    /// The same as queries of Fluent name it: `$email`, `$berth.$id`.
    var queryPath: String { isReference ? "$\(name).$id" : "$\(name)" }
  }

  func property(_ column: String) -> Property? { properties[column.lowercased()] }

  /// The column that a property is kept in, in lower case.
  func column(of property: String) -> String? {
    properties.first { $0.value.name == property }?.key
  }
}

extension SwiftRecord {
  /// The look-up that a statement makes in the record's own words:
  /// `Member.filter(Column("email") == email).fetchOne(db)`.
  func query(
    in statement: SwiftStatement, of file: SwiftSourceFile, _ source: SwiftSource
  ) -> SQLStatement? {
    let reads: Set<String> = [
      "filter", "fetchOne", "fetchAll", "fetchCount", "exists", "find", "query", "all",
    ]
    let own = statement.calls.filter { $0.callee.hasPrefix("\(name).") }
    let scopes = own.filter { !reads.contains($0.name) }.flatMap {
      source.scopes($0.name, of: name)
    }
    guard own.contains(where: { reads.contains($0.name) }) || !scopes.isEmpty else { return nil }
    var query = SQLStatement(verb: .select, table: table)
    query.predicates = predicates(in: file.parsed.source(of: statement.head))
    for scope in scopes {
      for inner in scope.body {
        query.predicates += predicates(in: scope.file.parsed.source(of: inner.span))
      }
    }
    let isByKey = own.contains { call in
      call.name == "find" || call.arguments.contains { Self.keyLabels.contains($0.label ?? "") }
    }
    if isByKey { query.predicates.append(.init(column: "id", comparison: .equal)) }
    return query
  }

  private static let keyLabels: Set<String> = ["id", "key", "ids", "keys"]

  /// The comparisons of columns in a piece of source: `Columns.email == email`.
  private func predicates(in text: String) -> [SQLStatement.Predicate] {
    var found: [SQLStatement.Predicate] = []
    var rest = text
    while found.count < 20, let (left, right) = rest.halved(at: " == ") {
      let words = left.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
      if let column = column(namedIn: words) {
        found.append(.init(column: column, comparison: right.hasPrefix("nil") ? .isNull : .equal))
      }
      rest = right
    }
    return found
  }
}

extension SwiftSource {
  /// The functions of a record's own that a chain begins with: `static func current()`.
  fileprivate func scopes(_ name: String, of record: String) -> [SwiftFunction] {
    functions.filter { $0.name == name && $0.typeName == record && $0.head.mentionsWord("static") }
  }
}

extension SwiftRecord {
  /// The column that an expression ends with: `\.$berth.$id` is the one that keeps the berth's key.
  private func column(namedIn words: [String]) -> String? {
    func property(_ word: String?) -> Property? {
      properties.values.first { $0.name == word }
    }
    if words.last == "id", let reference = property(words.dropLast().last), reference.isReference {
      return reference.column
    }
    return property(words.last)?.column ?? words.last
  }
}

extension SwiftReading {
  /// The type whose values are rows of a table, if one is declared.
  func record(of table: String?) -> SwiftRecord? {
    guard let table else { return nil }
    return source.records.first { $0.table.lowercased() == table.lowercased() }
  }
}

extension SwiftSource {
  /// Reads the types that say that their values are rows, in the order of the source.
  func findRecords() -> [SwiftRecord] {
    var found: [SwiftRecord] = []
    for file in files where Self.recordBases.contains(where: { file.source.mentions($0) }) {
      file.parsed.visit { statement in
        guard case .type(let name) = statement.kind else { return true }
        let head = file.parsed.source(of: statement.head)
        guard Self.recordBases.contains(where: { head.mentionsWord($0) }),
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return true }
        let members = head.hasPrefix("extension") ? members(ofType: name) : body.statements
        found.append(record(name, members.isEmpty ? body.statements : members, in: file))
        return true
      }
    }
    return found
  }

  private static let recordBases = [
    "PersistableRecord", "MutablePersistableRecord", "TableRecord", "Record", "Model",
  ]

  private func members(ofType name: String) -> [SwiftStatement] {
    for file in files where file.source.mentions(name) {
      var members: [SwiftStatement]?
      file.parsed.visit { statement in
        if case .type(name) = statement.kind,
          !file.parsed.source(of: statement.head).hasPrefix("extension")
        {
          members = statement.blocks.first { $0.role == .body }?.statements
        }
        return members == nil
      }
      if let members { return members }
    }
    return []
  }

  private func record(
    _ name: String, _ members: [SwiftStatement], in file: SwiftSourceFile
  ) -> SwiftRecord {
    var record = SwiftRecord(
      name: name, table: name.prefix(1).lowercased() + name.dropFirst(), properties: [:])
    let codingKeys = codingKeys(members, in: file)
    for member in members {
      guard case .binding(let property) = member.kind else { continue }
      let text = file.parsed.source(of: member.head)
      if property == "databaseTableName" || property == "schema" {
        if let table = member.strings.first?.value { record.table = table }
        continue
      }
      guard !text.mentionsWord("static"),
        let type = text.rest(after: "\(property):")?.parts(at: "=").first?.trimmed
      else { continue }
      // `@Field(key: "berth_id") var berthID: UUID`
      let key =
        text.hasPrefix("@")
        ? text.rest(after: "key: \"")?.split(separator: "\"").first.map(String.init) : nil
      let column = key ?? codingKeys[property] ?? property
      record.properties[column.lowercased()] = SwiftRecord.Property(
        name: property, type: type, column: column,
        isReference: text.hasPrefix("@Parent") || text.hasPrefix("@OptionalParent"))
    }
    return record
  }

  /// The columns that `enum CodingKeys` names: `case cardNumber = "card_number"`.
  private func codingKeys(
    _ members: [SwiftStatement], in file: SwiftSourceFile
  ) -> [String: String] {
    let keys = members.first { $0.kind == .type("CodingKeys") }
    var found: [String: String] = [:]
    for statement in keys?.blocks.first(where: { $0.role == .body })?.statements ?? [] {
      guard let rest = file.parsed.source(of: statement.span).rest(after: "case ") else { continue }
      for part in rest.parts(at: ",") {
        guard let (name, value) = part.halved(at: "=") else { continue }
        found[name.trimmed] = value.trimmed.filter { $0 != "\"" }
      }
    }
    return found
  }
}
