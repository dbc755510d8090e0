/// A token of SQL: where it stands in the statement's bytes and what it is.
struct SQLToken {
  var kind: Kind
  var start: Int
  var end: Int

  enum Kind: Equatable {
    /// A keyword that the reader knows.
    case keyword(SQLKeyword)
    case word
    /// An identifier in quotes; the range is without them.
    case quotedIdentifier
    case string
    case number
    /// With its index over the statement.
    case placeholder(Int)
    case symbol(UInt8)
    /// `::`, PostgreSQL's cast.
    case cast
  }
}

/// The words that steer the reading of a statement.
enum SQLKeyword: String, CaseIterable {
  case select, from, `where`, insert, into, values, update, set, delete, replace, merge, with
  case recursive, only, `as`, on, conflict, duplicate, key, `do`, nothing, returning, join, left
  case right, full, inner, outer, cross, natural, using, group, order, having, limit, offset, fetch
  case window, union, except, intersect, `for`, share, nowait, skip, and, or, not, `is`, null, `in`
  case between, like, ilike, regexp, glob, rlike, similar, escape, collate, exists, distinct, count
  case `default`, ignore, rollback, abort, fail, begin, start, commit, end, savepoint, release, to
  case create, alter, drop, truncate, rename, comment, explain, pragma, show, lock, analyze, vacuum
  case call, exec, copy, grant, use, transaction, lower, upper, trim, btrim, unaccent, fold
  case declare, close, deallocate, prepare, execute, low_priority, delayed, high_priority, binary

  /// Keywords by their length and first eight lower-case bytes.
  private static let table: [UInt64: [SQLKeyword]] = {
    var table: [UInt64: [SQLKeyword]] = [:]
    for keyword in allCases {
      table[packed(Array(keyword.rawValue.utf8)[...]), default: []].append(keyword)
    }
    return table
  }()

  /// The keyword that these bytes spell, in any letter case.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> SQLKeyword? {
    guard end - start <= 13, end - start >= 2 else { return nil }
    guard let candidates = table[packed(bytes[start..<end])] else { return nil }
    return candidates.first { keyword in
      let name = keyword.rawValue.utf8
      return name.count == end - start
        && zip(name, bytes[start..<end]).allSatisfy { $0 == lowercased($1) }
    }
  }

  private static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    for byte in bytes.prefix(8) { value = value << 8 | UInt64(lowercased(byte)) }
    return value
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

/// Cuts a statement into tokens in one pass; comments and blanks are left out.
struct SQLTokenizer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var placeholders = 0

  /// A statement's tokens beyond this many are not read: nothing that matters comes so late.
  private static let tokensMax = 20_000

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func tokens() -> [SQLToken] {
    var tokens: [SQLToken] = []
    tokens.reserveCapacity(bytes.count / 5 + 8)
    while tokens.count < Self.tokensMax, let token = next() { tokens.append(token) }
    return tokens
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func next() -> SQLToken? {
    skipBlanks()
    guard position < bytes.count else { return nil }
    let start = position
    let first = byte()
    if Self.isWordStart(first) { return word(from: start) }
    if first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9") { return number(from: start) }
    switch first {
    case UInt8(ascii: "'"):
      return quoted(by: first, as: .string)
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      return quoted(by: first, as: .quotedIdentifier)
    case UInt8(ascii: "["):
      return quoted(by: UInt8(ascii: "]"), as: .quotedIdentifier)
    default: return placeholder(from: start) ?? symbol(from: start)
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch byte() {
      case 0x20, 0x09, 0x0A, 0x0D, 0x0C: position += 1
      case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"): skipLine()
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while position < bytes.count, byte() != 0x0A { position += 1 }
  }

  private mutating func skipComment() {
    position += 2
    while position < bytes.count,
      !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/"))
    {
      position += 1
    }
    position = min(position + 2, bytes.count)
  }

  private mutating func word(from start: Int) -> SQLToken {
    while Self.isWordPart(byte()), position < bytes.count { position += 1 }
    // A string with a prefix (E'…', N'…', x'…') is a string.
    if position - start == 1, byte() == UInt8(ascii: "'") {
      return quoted(by: byte(), as: .string)
    }
    if let keyword = SQLKeyword.read(bytes, start, position) {
      return SQLToken(kind: .keyword(keyword), start: start, end: position)
    }
    return SQLToken(kind: .word, start: start, end: position)
  }

  private mutating func number(from start: Int) -> SQLToken {
    while Self.isWordPart(byte()) || byte() == UInt8(ascii: "."), position < bytes.count {
      position += 1
    }
    return SQLToken(kind: .number, start: start, end: position)
  }

  /// Up to the closing quote; a doubled one stays inside. Text that was cut ends the token.
  private mutating func quoted(by quote: UInt8, as kind: SQLToken.Kind) -> SQLToken {
    position += 1
    let start = position
    while position < bytes.count {
      if byte() == UInt8(ascii: "\\"), kind == .string {
        position += 2
        continue
      }
      if byte() == quote {
        if byte(1) == quote {
          position += 2
          continue
        }
        break
      }
      position += 1
    }
    let end = min(position, bytes.count)
    position = min(position + 1, bytes.count)
    return SQLToken(kind: kind, start: start, end: end)
  }

  /// `?`, `%s`, `%(name)s`, `$1`, `:name`, `@name`.
  private mutating func placeholder(from start: Int) -> SQLToken? {
    switch byte() {
    case UInt8(ascii: "?"): position += 1
    case UInt8(ascii: "%") where byte(1) == UInt8(ascii: "s"): position += 2
    case UInt8(ascii: "%") where byte(1) == UInt8(ascii: "("):
      while position < bytes.count, byte() != UInt8(ascii: ")") { position += 1 }
      position = min(position + 2, bytes.count)
    case UInt8(ascii: "$") where Self.isDigit(byte(1)): return numbered(from: start)
    case UInt8(ascii: ":") where Self.isWordPart(byte(1)) && !Self.isDigit(byte(1)),
      UInt8(ascii: "@") where Self.isWordStart(byte(1)):
      position += 1
      while Self.isWordPart(byte()), position < bytes.count { position += 1 }
    default: return nil
    }
    placeholders += 1
    return SQLToken(kind: .placeholder(placeholders - 1), start: start, end: position)
  }

  private mutating func numbered(from start: Int) -> SQLToken {
    position += 1
    var number = 0
    while Self.isDigit(byte()) {
      number = min(number * 10 + Int(byte() - UInt8(ascii: "0")), 100_000)
      position += 1
    }
    return SQLToken(kind: .placeholder(max(0, number - 1)), start: start, end: position)
  }

  private mutating func symbol(from start: Int) -> SQLToken {
    if byte() == UInt8(ascii: ":"), byte(1) == UInt8(ascii: ":") {
      position += 2
      return SQLToken(kind: .cast, start: start, end: position)
    }
    position += 1
    return SQLToken(kind: .symbol(bytes[start]), start: start, end: position)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isWordStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    isWordStart(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
  }
}
