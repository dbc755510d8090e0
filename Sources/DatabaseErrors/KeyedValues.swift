/// Columns with their values in one list: `SAIL_NO:'K-17', PIER:3`, `"ID" = 1`,
/// `sailNo: "K-17", at: { pier: 3 }`.
struct KeyedValues: Sendable, Hashable {
  var keys: [String] = []
  /// Without the quotation marks of strings.
  var values: [String] = []

  init(_ text: Bytes) {
    for element in text.trimmed.pairElements {
      let (key, value) = element.keyAndValue
      keys.append(key.withoutQuotationMarks.string)
      values.append(value.trimmed.unquoted)
    }
  }
}

extension Bytes {
  /// Split at commas outside strings, parentheses, brackets and braces.
  fileprivate var pairElements: [Bytes] {
    var elements: [Bytes] = []
    var start = startIndex
    scanStructure { index, depth in
      if depth == 0, self[index] == UInt8(ascii: ",") {
        elements.append(self[start..<index].trimmed)
        start = index + 1
      }
      return true
    }
    elements.append(self[start...].trimmed)
    return elements.filter { !$0.isEmpty }
  }

  /// Around the first colon or equals sign outside a quoted name.
  fileprivate var keyAndValue: (key: Bytes, value: Bytes) {
    var isQuoted = false
    for index in indices {
      if self[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, self[index] == UInt8(ascii: ":") || self[index] == UInt8(ascii: "=") {
        return (self[..<index].trimmed, self[(index + 1)...])
      }
    }
    return (self[..<startIndex], self)
  }

  /// Where the brace closes that was open before this text.
  var endOfDocument: Int? {
    var end: Int?
    scanStructure { index, depth in
      guard depth == 0, self[index] == UInt8(ascii: "}") else { return true }
      end = index
      return false
    }
    return end
  }

  private var startsWithEscapedMark: Bool {
    starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\"")])
  }

  /// Visits the bytes outside strings with the number of parentheses, brackets and braces that are
  /// open before each; ends where `visit` returns `false`.
  private func scanStructure(_ visit: (Index, Int) -> Bool) {
    var depth = 0
    var quote: UInt8?
    // In a text that stands in a string itself, a backslash opens and closes with the mark.
    var isEscaped = false
    var index = startIndex
    while index < endIndex {
      let byte = self[index]
      let isMarkNext = self[index...].startsWithEscapedMark
      if let open = quote {
        if isEscaped, isMarkNext {
          quote = nil
          index += 1
        } else if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == open {
          quote = nil
        }
      } else if isMarkNext {
        quote = self[index + 1]
        isEscaped = true
        index += 1
      } else {
        guard visit(index, depth) else { return }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
          isEscaped = false
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      index += 1
    }
  }
}
