/// How a framework makes names of the database of names in the source.
struct ModelNames: Sendable {
  /// The table of a type without a name of its own.
  var table: @Sendable (String) -> String
  /// The column of a member without a name of its own.
  var column: @Sendable (String) -> String

  /// `BoatOwner` → `boat_owner`, `tenantId` → `tenant_id`: Spring, SeaORM.
  static let snakeCase = ModelNames(table: \.snakeCase, column: \.snakeCase)
  /// `BoatOwner` → `boat_owners`, `TenantID` → `tenant_id`: gorm, ent.
  static let pluralSnakeCase = ModelNames(table: { $0.snakeCase.plural }, column: \.snakeCase)
  /// `BoatOwner` → `BoatOwners`, `TenantId`: the sets of Entity Framework.
  static let pluralAsWritten = ModelNames(table: \.plural, column: { $0 })
  /// As written, but for the first letter of the type: `BoatOwner` → `boatOwner`, GRDB.
  static let lowerCamelCase = ModelNames(table: \.lowerFirst, column: { $0 })
}

extension String {
  /// `TenantID` and `tenantId` → `tenant_id`, `HTTPServer` → `http_server`.
  var snakeCase: String {
    let bytes = Array(utf8)
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      guard byte.isUpper else {
        result.append(byte)
        continue
      }
      let before = index > 0 ? bytes[index - 1] : UInt8(ascii: "_")
      let after = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "_")
      // `IDs` is one word.
      let isPluralEnd = after == UInt8(ascii: "s") && index + 2 == bytes.count
      if before != UInt8(ascii: "_"), !before.isUpper || (after.isLower && !isPluralEnd) {
        result.append(UInt8(ascii: "_"))
      }
      result.append(byte | 0x20)
    }
    return String(decoding: result, as: UTF8.self)
  }

  var lowerFirst: String { prefix(1).lowercased() + dropFirst() }

  /// The English plural of the last word, as frameworks make it.
  var plural: String {
    let lower = lowercased()
    for (singular, plural) in irregularPlurals where lower.hasSuffix(singular) {
      return String(dropLast(singular.utf8.count)) + plural.matchingCase(of: suffixOf(singular))
    }
    for same in ["information", "equipment", "series", "species", "news", "data"]
    where lower.hasSuffix(same) {
      return self
    }
    if ["s", "x", "z", "ch", "sh"].contains(where: { lower.hasSuffix($0) }) { return self + "es" }
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return dropLast() + "ies"
    }
    return self + "s"
  }

  private func suffixOf(_ word: String) -> Substring { suffix(word.count) }

  private func matchingCase(of word: Substring) -> String {
    word.first?.isUppercase == true ? prefix(1).uppercased() + dropFirst() : self
  }

  /// Whether two names mean the same table, whichever convention wrote them: letter case, `_`,
  /// quotes, a schema in front, and the plural do not count.
  func isTable(_ other: String) -> Bool {
    let (one, two) = (tableWord, other.tableWord)
    return one == two || one.plural == two || one == two.plural
  }

  /// Whether two names mean the same column: letter case and `_` do not count.
  func isColumn(_ other: String) -> Bool { columnWord == other.columnWord }

  private var tableWord: String {
    (split(separator: ".").last.map { String($0) } ?? self).columnWord
  }

  private var columnWord: String { lowercased().filter { !"_\"`[]".contains($0) } }
}

private let irregularPlurals = [
  ("person", "people"), ("child", "children"), ("woman", "women"), ("foot", "feet"),
  ("tooth", "teeth"), ("goose", "geese"), ("mouse", "mice"), ("leaf", "leaves"),
  ("life", "lives"), ("shelf", "shelves"), ("quiz", "quizzes"),
]

extension UInt8 {
  fileprivate var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  fileprivate var isLower: Bool { self >= 0x61 && self <= 0x7A }
}
