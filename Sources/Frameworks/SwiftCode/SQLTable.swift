import SourceCode

/// A table as `CREATE TABLE` and `CREATE UNIQUE INDEX` statements in the source declare it.
struct SQLTable {
  var name: String
  var columns: [Column] = []
  var keys: [Key] = []

  struct Column {
    var name: String
    /// As it is declared: `TEXT`, `integer`.
    var type: String?
    var isNullable = true
    var hasDefault = false
    var references: String?
    /// Whether the row that it points to cannot go at all: `ON DELETE RESTRICT`.
    var restricts = false
    /// Whether its keys do not tell upper from lower case.
    var foldsCase = false
    /// What its CHECK allows, where it can be told.
    var bound: SQLBound?
    /// The texts that its CHECK allows, where it lists them.
    var choices: [String] = []
  }

  struct Key {
    var kind: SourceFacts.Relation.Constraint.Kind
    var name: String?
    var columns: [String]
    /// What the rows that it holds have in common: `deleted_at IS NULL`.
    var condition: String?
    /// Whether it does not tell upper from lower case, by itself and not by its columns.
    var foldsCase = false

    var isConditional: Bool { condition != nil }
  }

  /// The statements of one text, which a migration may run together.
  static func statements(in text: String) -> [String] {
    var found = [""]
    var quote: Character?
    for character in text {
      if quote == nil, character == ";" {
        found.append("")
        continue
      }
      if quote == character {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
      found[found.count - 1].append(character)
    }
    return found.filter { !$0.trimmed.isEmpty }
  }

  /// Reads a `CREATE TABLE`; `nil` for other statements.
  init?(creating text: String) {
    var words = SQLWords(text)
    guard words.take("CREATE") else { return nil }
    _ = words.take("TEMP") || words.take("TEMPORARY")
    guard words.take("TABLE") else { return nil }
    if words.take("IF") { _ = words.take("NOT") && words.take("EXISTS") }
    guard let name = words.name() else { return nil }
    self.name = name
    for definition in words.list() { read(definition) }
    for index in columns.indices {
      guard let rule = rule(of: columns[index].name, in: text) else { continue }
      columns[index].bound = SQLBound(rule, column: columns[index].name)
      columns[index].choices = Self.choices(rule, column: columns[index].name)
    }
  }

  /// The texts of `answer IN ('yes', 'no')`, or of GRDB's `["yes", "no"].contains($0)`.
  static func choices(_ rule: String, column: String) -> [String] {
    let plain = rule.filter { $0 != "`" && $0 != "\n" }.trimmed
    let list: String?
    if plain.hasPrefix("[") {
      list = plain.halved(at: "].contains($0)").flatMap {
        $0.1.trimmed.isEmpty ? String($0.0.dropFirst()) : nil
      }
    } else {
      let (head, rest) = plain.halved(at: "(") ?? ("", "")
      let words = head.filter { $0 != "\"" }.lowercased().split(separator: " ")
      let isList = words.count == 2 && words[0] == column.lowercased() && words[1] == "in"
      list = isList && rest.hasSuffix(")") ? String(rest.dropLast()) : nil
    }
    let items = list?.parts(at: ",").map(\.trimmed) ?? []
    let texts = items.map { $0.filter { $0 != "'" && $0 != "\"" } }
    let areTexts = zip(items, texts).allSatisfy { $0.count == $1.count + 2 && !$1.isEmpty }
    return areTexts ? texts : []
  }

  /// The rule in a column's own CHECK, from the text itself: the words leave its signs out.
  private func rule(of column: String, in text: String) -> String? {
    for definition in text.split(separator: "\n").flatMap(Self.definitions) {
      let plain = definition.filter { $0 != "\"" && $0 != "`" }
      guard plain.trimmed.hasPrefix(column + " "),
        let rule = plain.uppercased().rest(after: "CHECK")?.trimmed, rule.hasPrefix("(")
      else { continue }
      return Self.inFirstParentheses(rule)
    }
    return nil
  }

  /// The definitions on a line of a CREATE TABLE, which may all stand on one.
  private static func definitions(_ line: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    let list =
      line.utf8.starts(with: "CREATE".utf8) || line.utf8.starts(with: "create".utf8)
      ? line.drop { $0 != "(" }.dropFirst() : line
    for character in list {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  /// What stands between the parenthesis that a text begins with and its partner.
  private static func inFirstParentheses(_ text: String) -> String {
    var depth = 0
    let inner = text.prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth > 0
    }
    return String(inner.dropFirst())
  }

  /// Reads a `CREATE UNIQUE INDEX`: its table and key.
  static func uniqueIndex(_ text: String) -> (table: String, key: Key)? {
    var words = SQLWords(text)
    guard words.take("CREATE"), words.take("UNIQUE"), words.take("INDEX") else { return nil }
    if words.take("IF") { _ = words.take("NOT") && words.take("EXISTS") }
    guard let name = words.name(), words.take("ON"), let table = words.name() else { return nil }
    let items = words.list()
    var key = Key(kind: .unique, name: name, columns: items.compactMap(column))
    key.foldsCase = items.contains { item in
      let upper = item.map { $0.uppercased() }
      return upper.contains("NOCASE") || ["LOWER", "UPPER"].contains(upper.first ?? "")
    }
    if words.take("WHERE"), let head = text.uppercased().halved(at: "WHERE")?.0 {
      key.condition = String(text.dropFirst(head.count + "WHERE".count)).trimmed
    }
    return (table, key)
  }

  /// The column of an item of an index: `email`, `lower(email)`.
  private static func column(of item: [String]) -> String? {
    let open = item.firstIndex(of: "(")
    return open.map { item.indices.contains($0 + 1) ? item[$0 + 1] : nil } ?? item.first
  }

  private mutating func read(_ words: [String]) {
    var words = words[...]
    var keyName: String?
    if words.first?.uppercased() == "CONSTRAINT" {
      keyName = words.dropFirst().first
      words = words.dropFirst(2)
    }
    switch words.first?.uppercased() {
    case "PRIMARY":
      keys.append(Key(kind: .primaryKey, name: keyName, columns: names(words, after: 2)))
    case "UNIQUE": keys.append(Key(kind: .unique, name: keyName, columns: names(words, after: 1)))
    case "FOREIGN":
      keys.append(Key(kind: .foreignKey, name: keyName, columns: names(words, after: 2)))
    case "CHECK": keys.append(Key(kind: .check, name: keyName, columns: []))
    default: readColumn(Array(words))
    }
  }

  private mutating func readColumn(_ words: [String]) {
    guard let name = words.first else { return }
    var column = Column(name: name)
    column.type = words.dropFirst().first
    column.foldsCase = column.type?.uppercased() == "CITEXT"
    let upper = words.map { $0.uppercased() }
    for (index, word) in upper.enumerated().dropFirst() {
      let next = upper.indices.contains(index + 1) ? upper[index + 1] : ""
      switch word {
      case "NOT" where next == "NULL": column.isNullable = false
      case "PRIMARY" where next == "KEY":
        column.isNullable = false
        // SQLite numbers such rows itself.
        if column.type?.uppercased() == "INTEGER" { column.hasDefault = true }
        keys.append(Key(kind: .primaryKey, name: nil, columns: [name]))
      case "DEFAULT", "GENERATED": column.hasDefault = true
      case "RESTRICT": column.restricts = true
      case "COLLATE" where next == "NOCASE": column.foldsCase = true
      case "UNIQUE": keys.append(Key(kind: .unique, name: nil, columns: [name]))
      case "CHECK": keys.append(Key(kind: .check, name: nil, columns: [name]))
      case "REFERENCES" where words.indices.contains(index + 1):
        column.references = words[index + 1]
        keys.append(Key(kind: .foreignKey, name: nil, columns: [name]))
      default: continue
      }
    }
    columns.append(column)
  }

  /// The names between the parentheses that follow.
  private func names(_ words: ArraySlice<String>, after count: Int) -> [String] {
    var names: [String] = []
    for word in words.dropFirst(count) {
      if word == ")" { break }
      if word != "(" && word != "," { names.append(word) }
    }
    return names
  }
}

/// The words of a statement, names unquoted.
private struct SQLWords {
  private var words: [String] = []
  private var position = 0

  init(_ text: String) {
    var word = ""
    var quote: Character?
    for character in text.prefix(20_000) {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
        continue
      }
      switch character {
      case "\"", "`", "'": quote = character
      case "[": quote = "]"
      case _ where character.isLetter || character.isNumber || character == "_" || character == ".":
        word.append(character)
      default:
        if !word.isEmpty { words.append(word) }
        word = ""
        if "(),;".contains(character) { words.append(String(character)) }
      }
    }
    if !word.isEmpty { words.append(word) }
  }

  mutating func take(_ word: String) -> Bool {
    guard words.indices.contains(position), words[position].uppercased() == word else {
      return false
    }
    position += 1
    return true
  }

  /// A name without its schema.
  mutating func name() -> String? {
    guard words.indices.contains(position) else { return nil }
    position += 1
    return words[position - 1].split(separator: ".").last.map(String.init)
  }

  /// What stands in the parentheses here, split at its commas.
  mutating func list() -> [[String]] {
    guard take("(") else { return [] }
    var depth = 1
    var items: [[String]] = [[]]
    while words.indices.contains(position), depth > 0 {
      let word = words[position]
      position += 1
      if word == "(" { depth += 1 }
      if word == ")" { depth -= 1 }
      if depth == 0 { break }
      if word == ",", depth == 1 { items.append([]) } else { items[items.count - 1].append(word) }
    }
    return items.filter { !$0.isEmpty }
  }
}
