extension Bytes {
  /// The elements of `a, "b c", lower(d::text)`: split at commas outside quotes and parentheses.
  var listElements: [Bytes] {
    var elements: [Bytes] = []
    var depth = 0
    var quote: UInt8?
    var start = startIndex
    for index in indices {
      let byte = self[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        elements.append(self[start..<index].trimmed)
        start = index + 1
      default: break
      }
    }
    elements.append(self[start...].trimmed)
    return elements
  }

  /// A name without its quotes; doubled quotes inside become one.
  var unquoted: String {
    guard count >= 2, let open = first, let close = last else { return string }
    switch (open, close) {
    case (UInt8(ascii: "\""), UInt8(ascii: "\"")), (UInt8(ascii: "`"), UInt8(ascii: "`")),
      (UInt8(ascii: "'"), UInt8(ascii: "'")):
      var name: [UInt8] = []
      var inside = dropFirst().dropLast()
      while let byte = inside.popFirst() {
        name.append(byte)
        if byte == open, inside.first == open { inside = inside.dropFirst() }
      }
      return String(decoding: name, as: UTF8.self)
    case (UInt8(ascii: "["), UInt8(ascii: "]")): return dropFirst().dropLast().string
    default: return string
    }
  }

  /// The parts of `` `harbour`.`boats` `` or `"S"."T"."C"`, unquoted; dots inside quotes do not
  /// split.
  var qualifiedParts: [String] {
    var parts: [String] = []
    var quote: UInt8?
    var start = startIndex
    for index in indices {
      let byte = self[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        quote = byte
      } else if byte == UInt8(ascii: ".") {
        parts.append(self[start..<index].unquoted)
        start = index + 1
      }
    }
    parts.append(self[start...].unquoted)
    return parts
  }

  /// A name from between backticks, inside which they are doubled.
  var insideQuoted: String {
    contains(UInt8(ascii: "`"))
      ? ([UInt8(ascii: "`")] + self + [UInt8(ascii: "`")]).unquoted : string
  }

  /// Whether it is one name, quoted or not, rather than an expression.
  var isPlainName: Bool {
    if let first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "`") {
      return count >= 2 && last == first
        && !dropFirst().dropLast().split(at: [first, first]).contains { $0.contains(first) }
    }
    return !isEmpty
      && !contains { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ")") }
  }
}

/// One element of a key: a column, or an expression over columns.
struct KeyElement: Sendable, Hashable {
  /// The column; for an expression over one column that column, else the expression as printed.
  var column: String
  var isExpression: Bool

  init(_ text: Bytes) {
    isExpression = !text.isPlainName
    if isExpression {
      let names = Self.columnNames(in: text)
      column = names.count == 1 ? names[0] : text.string
    } else {
      column = text.unquoted
    }
  }

  /// Names that are neither functions, types of a cast, literals nor keywords, each once.
  static func columnNames(in expression: Bytes) -> [String] {
    var names: [String] = []
    var index = expression.startIndex
    let end = expression.endIndex
    while index < end {
      let byte = expression[index]
      if byte == UInt8(ascii: "'") {
        let close = expression[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) ?? end - 1
        index = close + 1
      } else if byte == UInt8(ascii: ":") {
        index = endOfCast(in: expression, at: index)
      } else if byte == UInt8(ascii: "\"") {
        let close = expression[(index + 1)...].firstIndex(of: UInt8(ascii: "\"")) ?? end - 1
        names.append(expression[(index + 1)..<Swift.max(index + 1, close)].string)
        index = close + 1
      } else if byte.isIdentifier {
        let stop = expression[index...].firstIndex { !$0.isIdentifier } ?? end
        let isCall = stop < end && expression[stop] == UInt8(ascii: "(")
        let name = expression[index..<stop].string
        if !isCall, !byte.isDigit, !keywords.contains(name.lowercased()) { names.append(name) }
        index = stop
      } else {
        index += 1
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Skips `::character varying(20)`.
  private static func endOfCast(in expression: Bytes, at start: Int) -> Int {
    var index = start
    while index < expression.endIndex, expression[index] == UInt8(ascii: ":") { index += 1 }
    while index < expression.endIndex, expression[index].isIdentifier || expression[index] == 0x20 {
      index += 1
    }
    return index
  }

  private static let keywords: Set<String> = [
    "and", "or", "not", "null", "is", "true", "false", "case", "when", "then", "else", "end", "in",
    "collate", "desc", "asc", "nulls", "first", "last", "distinct", "from", "as", "with", "at",
    "time", "zone",
  ]
}
