/// The table that a statement writes, and the columns that it names.
struct StatementNames: Sendable, Hashable {
  enum Verb: Sendable { case insert, replace, update, delete, buildUniqueKey }

  var verb: Verb?
  var table: String?
  var columns: [String] = []

  init(_ statement: String) {
    var words = Words(Bytes(statement).prefix(Self.bytesMax))
    switch words.next()?.string.lowercased() {
    case "insert", "replace":
      verb = Bytes(statement).first?.folded == UInt8(ascii: "i") ? .insert : .replace
      guard words.next(after: "into", "ignore") != nil else { return }
      table = words.name()
      if words.skip("(") { columns = words.list() }
    case "update":
      verb = .update
      table = words.name()
      guard words.next()?.string.lowercased() == "set" else { return }
      columns = words.assigned()
    case "delete":
      verb = .delete
      guard words.next()?.string.lowercased() == "from" else { return }
      table = words.name()
    case "create": readUniqueIndex(&words)
    case "alter": readUniqueKeyOfTable(&words)
    default: break
    }
  }

  /// `CREATE UNIQUE INDEX n ON t (a, b)`
  private mutating func readUniqueIndex(_ words: inout Words) {
    guard words.next()?.string.lowercased() == "unique" else { return }
    for _ in 0..<8 {
      guard let word = words.next()?.string.lowercased() else { return }
      guard word == "on" else { continue }
      verb = .buildUniqueKey
      table = words.name()
      if words.skip("(") { columns = words.list() }
      return
    }
  }

  /// `ALTER TABLE t ADD CONSTRAINT n UNIQUE (a, b)`
  private mutating func readUniqueKeyOfTable(_ words: inout Words) {
    guard words.next(after: "table", "ignore") != nil, let name = words.name() else { return }
    table = name
    var before = ""
    for _ in 0..<64 {
      guard let word = words.next()?.string.lowercased() else { return }
      if word == "unique" || (before == "primary" && word == "key") {
        verb = .buildUniqueKey
        return
      }
      before = word
    }
  }

  /// The columns of the statement that, joined by `_`, make the text; `nil` unless there is exactly
  /// one way.
  func columns(joinedAs text: String) -> [String]? {
    var ways: [[String]] = []
    var steps = 0
    func search(_ rest: Substring, _ found: [String]) {
      steps += 1
      guard ways.count < 2, steps < 1_000 else { return }
      for column in Set(columns) where !column.isEmpty && rest.hasPrefix(column) {
        let after = rest.dropFirst(column.count)
        if after.isEmpty {
          ways.append(found + [column])
        } else if after.first == "_" {
          search(after.dropFirst(), found + [column])
        }
      }
    }
    search(text[...], [])
    return ways.count == 1 ? ways.first : nil
  }

  /// The names stand at the statement's start.
  private static let bytesMax = 8_192

  /// The words, names and marks of a statement, one after the other.
  private struct Words {
    var rest: Bytes

    init(_ text: Bytes) { rest = text }

    mutating func next() -> Bytes? {
      rest = rest.drop(while: \.isBlank)
      guard let first = rest.first else { return nil }
      let length: Int
      if let close = Self.closes[first] {
        guard let end = rest.dropFirst().firstIndex(of: close) else { return nil }
        length = end - rest.startIndex + 1
      } else if first.isIdentifier {
        length = rest.prefix(while: \.isIdentifier).count
      } else {
        length = 1
      }
      defer { rest = rest.dropFirst(length) }
      return rest.prefix(length)
    }

    private static let closes: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "`"): UInt8(ascii: "`"),
      UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "'"): UInt8(ascii: "'"),
    ]

    /// The word `word`, behind `other` where that stands first.
    mutating func next(after word: String, _ other: String) -> Bytes? {
      guard let found = next() else { return nil }
      let text = found.string.lowercased()
      if text == word { return found }
      return text == other ? next(after: word, "") : nil
    }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
      rest = rest.drop(while: \.isBlank)
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// The last part of a qualified name.
    mutating func name() -> String? {
      guard var name = next() else { return nil }
      while rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        guard let part = next() else { return nil }
        name = part
      }
      return name.unquoted
    }

    /// The names up to the closing parenthesis.
    mutating func list() -> [String] {
      var names: [String] = []
      while names.count < 500, let name = name(), name != ")" {
        if name != "," { names.append(name) }
      }
      return names
    }

    /// The names before `=`, as far as that is plain.
    mutating func assigned() -> [String] {
      var names: [String] = []
      var last: String?
      while names.count < 500, let word = name(), word.lowercased() != "where" {
        if word == "=", let column = last { names.append(column) }
        last = word
      }
      return names
    }
  }
}
