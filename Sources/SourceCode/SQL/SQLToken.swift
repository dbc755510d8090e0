/// One token of SQL. Offsets are into the statement's UTF-8.
struct SQLToken {
  var kind: Kind
  /// The keyword of a bare word; `.none` for a name.
  var word: SQLWord = .none
  /// The first byte of a symbol.
  var symbol: UInt8 = 0
  var start = 0
  var end = 0
  /// The 0-based index of a placeholder.
  var parameter = 0

  enum Kind: UInt8 {
    /// A bare word, and a name in quotes of any kind.
    case word, quoted
    /// A string or a number.
    case literal
    case placeholder, symbol, end
  }

  func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    kind == .symbol && symbol == UInt8(ascii: scalar) && end - start == 1
  }

  var isName: Bool { kind == .word || kind == .quoted }
}

/// The words that the reader knows, in lower case.
enum SQLWord: String, CaseIterable {
  case none = ""
  case select, insert, replace, update, delete, merge, copy, with, values, value, table
  case begin, start, commit, end, rollback, abort, savepoint, save, release, transaction, tran
  case create, alter, drop, truncate, rename, comment, reindex
  case set, pragma, show, explain, vacuum, analyze, lock, unlock, call, `do`, exec, execute, grant
  case revoke, use, declare, fetch, listen, notify, discard, deallocate, prepare, describe, attach
  case into, from, `where`, join, on, using, group, having, order, limit, offset, union, intersect
  case except, returning, output, window, `for`, no, key, share, `as`, only, `default`, recursive
  case materialized, unique, index, concurrently, `if`, exists, view, ignore, or, and, not
  case `in`, `is`, null, like, ilike, rlike, regexp, glob, match, similar, between, escape
  case distinct, all, any, some, top, count, cast, `true`, `false`, unknown, collate, binary, at
  case `case`, array, row, conflict, constraint, duplicate, nothing, to, work, immediate, deferred
  case exclusive, isolation, read
  case lowPriority = "low_priority"
  case highPriority = "high_priority"
  case delayed, upper, lower, ucase
  case lcase, casefold, inner, left, right, full, cross, outer, natural, lateral, updlock, xlock
  case overriding
  case straightJoin = "straight_join"
  case column, then, when, matched
  case max, min, sum, nextval, desc, next

  /// By a sum of their bytes.
  private static let byBytes: [UInt64: SQLWord] = Dictionary(
    uniqueKeysWithValues: allCases.map { word in
      (word.rawValue.utf8.reduce(0) { $0 &* 131 &+ UInt64($1) }, word)
    })

  /// The word that these bytes spell in any case. Exact: a name with the same sum is compared.
  init(spelled bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard bytes.count <= 14 else {
      self = .none
      return
    }
    let sum = bytes.reduce(UInt64(0)) { $0 &* 131 &+ UInt64($1.asciiLowercased) }
    guard let word = Self.byBytes[sum], word.rawValue.utf8.count == bytes.count,
      word.rawValue.utf8.elementsEqual(bytes.lazy.map(\.asciiLowercased))
    else {
      self = .none
      return
    }
    self = word
  }

  /// Whether it ends a WHERE clause.
  var endsCondition: Bool {
    switch self {
    case .group, .having, .order, .limit, .offset, .fetch, .for, .union, .intersect, .except,
      .returning, .window, .lock, .on, .do, .set, .values, .from, .where, .when, .then:
      true
    default: false
    }
  }

  var foldsCase: Bool {
    switch self {
    case .upper, .lower, .ucase, .lcase, .casefold: true
    default: false
    }
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
