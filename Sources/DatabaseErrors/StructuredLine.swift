/// The strings of a line of JSON or of a Python dictionary, of `key="value"` pairs or of
/// comma-separated values.
struct StructuredLine {
  struct Field {
    /// Empty for a comma-separated value and for an element of a list.
    var name: Bytes
    /// Unescaped.
    var text: Bytes
    /// Which of the line's objects it is in.
    var object: Int
  }

  /// In the line's order.
  private(set) var fields: [Field] = []

  /// `nil` for a line of another form.
  init?(_ line: Bytes) {
    let text = line.trimmed.withoutClass
    if text.first == UInt8(ascii: "{") || text.starts(with: Array("[{".utf8)) {
      readObjects(text)
    } else if Words(Array("=\"".utf8)).first(in: line, from: line.startIndex) != nil {
      readPairs(line)
    } else if Words(Array(",\"".utf8)).first(in: line, from: line.startIndex) != nil {
      readValues(line)
    }
    guard !fields.isEmpty else { return nil }
  }

  /// The driver's fields that a logger wrote beside a message: `"code":"23505","detail":"…"`.
  func fields(beside field: Field) -> [DriverError.Field] {
    guard !field.name.isEmpty else { return [] }
    return fields.filter { $0.object == field.object && $0.name != field.name }
      .map { DriverError.Field($0.name.string, $0.text.string) }
  }

  private mutating func readObjects(_ line: Bytes) {
    var rest = line
    var open: [Int] = []
    var count = 0
    var name: Bytes?
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "{"):
        count += 1
        open.append(count)
        name = nil
      case UInt8(ascii: "}"): _ = open.popLast()
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let string = rest.popString(quote: byte, escape: UInt8(ascii: "\\")) else { return }
        if name == nil, rest.first(where: { !$0.isBlank }) == UInt8(ascii: ":") {
          name = string
        } else {
          let text = string.unescapedPythonLiteral
          fields.append(Field(name: name ?? [], text: text, object: open.last ?? 0))
          name = nil
        }
      case UInt8(ascii: ","): name = nil
      default: break
      }
    }
  }

  private mutating func readPairs(_ line: Bytes) {
    var rest = line
    let opening = Words(Array("=\"".utf8))
    while let found = opening.first(in: rest, from: rest.startIndex) {
      var start = found.lowerBound
      while start > rest.startIndex, !rest[start - 1].isBlank { start -= 1 }
      let name = rest[start..<found.lowerBound]
      rest = rest[found.upperBound...]
      guard let string = rest.popString(escape: UInt8(ascii: "\\")) else { return }
      fields.append(Field(name: name, text: string.unescapedPythonLiteral, object: 0))
    }
  }

  /// A quotation mark inside a value is doubled. A value comes with the one behind it, which is the
  /// detail in PostgreSQL's log.
  private mutating func readValues(_ line: Bytes) {
    var values: [Bytes] = []
    var rest = line
    while !rest.isEmpty {
      var value: Bytes
      if rest.first == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
        value = rest.popDoubledString()
        rest = rest.drop { $0 != UInt8(ascii: ",") }
      } else {
        value = rest.prefix { $0 != UInt8(ascii: ",") }
        rest = rest[value.endIndex...]
      }
      values.append(value)
      rest = rest.dropFirst()
    }
    guard values.count >= Self.valuesMin else { return }
    for (value, next) in zip(values, values.dropFirst() + [[]]) where value.count >= 16 {
      fields.append(
        Field(name: [], text: next.isKeyDetail ? value + [0x0A] + next : value, object: 0))
    }
  }

  /// Prose has commas too.
  private static let valuesMin = 4
}

extension Bytes {
  /// Without the class before an error's only argument: `APIError: {'code': '23505', …`.
  fileprivate var withoutClass: Bytes {
    let word = prefix { !$0.isBlank }
    let name = word.dropLast()
    guard word.last == UInt8(ascii: ":"), name.isClassName,
      !LanguageError.contains(qualified: name.string)
    else { return self }
    let rest = self[word.endIndex...].drop(while: \.isBlank)
    return rest.first == UInt8(ascii: "{") ? rest : self
  }

  /// Takes the string whose opening mark was taken, and its closing mark; `nil` when it is open.
  fileprivate mutating func popString(
    quote: UInt8 = UInt8(ascii: "\""), escape: UInt8
  ) -> Bytes? {
    var index = startIndex
    while index < endIndex, self[index] != quote {
      index += self[index] == escape ? 2 : 1
    }
    guard index < endIndex else { return nil }
    let text = self[startIndex..<index]
    self = self[(index + 1)...]
    return text
  }

  /// Takes a value up to its closing mark, doubled marks as one.
  fileprivate mutating func popDoubledString() -> Bytes {
    var text: [UInt8] = []
    while let byte = popFirst() {
      if byte == UInt8(ascii: "\"") {
        guard first == byte else { break }
        removeFirst()
      }
      text.append(byte)
    }
    return text[...]
  }
}
