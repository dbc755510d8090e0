import EventSchema

/// Reads values as `util.inspect`, `console.log` or JSON print them: `'K-17'`, `{ sail_no: 1 }`,
/// `[ 'pier', 'no' ]`, text in pieces that `+` joins. What has no form of JSON (`[Function: f]`,
/// `ObjectId('…')`) becomes the text as printed.
struct InspectedValue {
  private var rest: Substring.UTF8View

  static func read(_ text: Substring) -> JSON {
    var reader = InspectedValue(rest: text.utf8)
    return reader.value(depth: 0)
  }

  /// Deeper ones are left out; `util.inspect` itself stops at two.
  private static let depthMax = 8

  private mutating func value(depth: Int) -> JSON {
    skipBlanks()
    guard let first = rest.first, depth < Self.depthMax else {
      rest = rest[rest.endIndex...]
      return .null
    }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return .string(joinedText())
    case UInt8(ascii: "{"): return .object(members(depth))
    case UInt8(ascii: "["): return .array(elements(depth))
    default: return bare(depth)
    }
  }

  private mutating func skipBlanks() {
    while let byte = rest.first, byte == 0x20 || byte == 0x0A || byte == 0x09 { rest.removeFirst() }
  }

  /// Whether the byte came next; it is taken.
  private mutating func take(_ byte: Character) -> Bool {
    skipBlanks()
    guard rest.first == byte.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func joinedText() -> String {
    var text = quotedText()
    while true {
      let mark = rest
      guard take("+") else { return text }
      skipBlanks()
      guard let first = rest.first, "'\"`".utf8.contains(first) else {
        rest = mark
        return text
      }
      text += quotedText()
    }
  }

  private mutating func quotedText() -> String {
    guard let quote = rest.popFirst() else { return "" }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst(), byte != quote {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "x"): bytes += scalar(digits: 2)
      case UInt8(ascii: "u"): bytes += scalar(digits: 4)
      default: bytes.append(escaped)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The UTF-8 form of the scalar whose number stands next; nothing when there is none.
  private mutating func scalar(digits: Int) -> [UInt8] {
    let text = rest.prefix(digits)
    guard let number = UInt32(Substring(text), radix: 16), let scalar = Unicode.Scalar(number)
    else { return [] }
    rest = rest[text.endIndex...]
    return Array(String(scalar).utf8)
  }

  private mutating func members(_ depth: Int) -> [JSON.Member] {
    rest.removeFirst()
    var members: [JSON.Member] = []
    while true {
      skipBlanks()
      guard let first = rest.first, first != UInt8(ascii: "}") else { break }
      let name = memberName(first)
      guard take(":") else {
        // Neither a member nor the end: `...` or something that was cut.
        skipElement()
        if !take(",") { break }
        continue
      }
      members.append(JSON.Member(name, value(depth: depth + 1)))
      if !take(",") { break }
    }
    _ = take("}")
    return members
  }

  private mutating func memberName(_ first: UInt8) -> String {
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return quotedText() }
    let name = rest.prefix { $0.isScriptName || "[]()".utf8.contains($0) }
    rest = rest[name.endIndex...]
    return String(decoding: name.filter { !"[]".utf8.contains($0) }, as: UTF8.self)
  }

  private mutating func elements(_ depth: Int) -> [JSON] {
    rest.removeFirst()
    var elements: [JSON] = []
    while true {
      skipBlanks()
      guard let first = rest.first, first != UInt8(ascii: "]") else { break }
      elements.append(value(depth: depth + 1))
      if !take(",") { break }
    }
    skipElement()
    _ = take("]")
    return elements
  }

  /// A number, a keyword, or the name of a class before its `{ … }`.
  private mutating func bare(_ depth: Int) -> JSON {
    let start = rest
    skipElement(stoppingAtBrace: true)
    let text = Substring(start[..<rest.startIndex]).trimmedLines
    if rest.first == UInt8(ascii: "{"), !text.isEmpty { return .object(members(depth)) }
    switch text {
    case "", "null", "undefined", "None", "nil": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    if let number = Int64(text) { return .integer(number) }
    if let number = Double(text), number.isFinite { return .number(number) }
    return .string(String(text))
  }

  /// Skips to the comma or bracket that ends the element.
  private mutating func skipElement(stoppingAtBrace: Bool = false) {
    var depth = 0
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "{") where stoppingAtBrace && depth == 0: return
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return
      case UInt8(ascii: "'") where depth > 0, UInt8(ascii: "\"") where depth > 0:
        _ = quotedText()
        continue
      default: break
      }
      rest.removeFirst()
    }
  }
}

extension Substring {
  fileprivate var trimmedLines: Substring {
    var slice = utf8
    while let byte = slice.first, byte == 0x20 || byte == 0x0A || byte == 0x09 {
      slice.removeFirst()
    }
    while let byte = slice.last, byte == 0x20 || byte == 0x0A || byte == 0x09 { slice.removeLast() }
    return Substring(slice)
  }
}
