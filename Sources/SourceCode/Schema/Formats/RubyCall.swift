/// One call as Ruby's migration language writes it: `t.string "name", limit: 30, null: false`.
struct RubyCall {
  /// `t` of `t.string`; `nil` for a call without one.
  var receiver: String?
  var method: String
  var arguments: [Value] = []
  var options: [String: Value] = [:]

  indirect enum Value {
    case text(String)
    case number(Int)
    case bool(Bool)
    case none
    case list([Value])
    case hash([String: Value])
    /// Anything else.
    case other

    /// The name that a string or symbol gives.
    var name: String? { if case .text(let text) = self { text } else { nil } }
    var isTrue: Bool { if case .bool(true) = self { true } else { false } }
    var isFalse: Bool { if case .bool(false) = self { true } else { false } }
    var integer: Int? { if case .number(let number) = self { number } else { nil } }

    /// The names of a list, or the one name.
    var names: [String] {
      if case .list(let values) = self {
        values.compactMap(\.name)
      } else {
        name.map { [$0] } ?? []
      }
    }

    var members: [String: Value] {
      if case .hash(let members) = self { members } else { [:] }
    }
  }

  /// `nil` for a line that is no call with a plain name.
  init?(_ line: some StringProtocol) {
    var reader = RubyReader(Array(line.utf8))
    guard let first = reader.word() else { return nil }
    method = first
    if reader.take(UInt8(ascii: ".")) {
      guard let second = reader.word() else { return nil }
      receiver = first
      method = second
    }
    _ = reader.take(UInt8(ascii: "("))
    while let (key, value) = reader.argument() {
      if let key { options[key] = value } else { arguments.append(value) }
      guard reader.take(UInt8(ascii: ",")) else { break }
    }
  }
}

/// Reads arguments; every access is checked against the end.
private struct RubyReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func skipBlanks() {
    while position < bytes.count, peek() <= 0x20 { position += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, peek() == byte else { return false }
    position += 1
    return true
  }

  mutating func word() -> String? {
    skipBlanks()
    let start = position
    guard peek().isIdentifierStart else { return nil }
    while peek().isIdentifierPart { position += 1 }
    if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!") { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A value, with its key for `key: value`, `:key => value` and `"key" => value`.
  mutating func argument() -> (key: String?, value: RubyCall.Value)? {
    skipBlanks()
    guard position < bytes.count else { return nil }
    let start = position
    if let key = word() {
      if peek() == UInt8(ascii: ":"), peek(1) != UInt8(ascii: ":") {
        position += 1
        return (key, value())
      }
      if key == "do" { return nil }
      position = start
    }
    let first = value()
    skipBlanks()
    guard peek() == UInt8(ascii: "="), peek(1) == UInt8(ascii: ">"), let key = first.name else {
      return position > start ? (nil, first) : nil
    }
    position += 2
    return (key, value())
  }

  private mutating func value() -> RubyCall.Value {
    skipBlanks()
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(string())
    case UInt8(ascii: ":"):
      position += 1
      let isQuoted = peek() == UInt8(ascii: "\"")
      return .text(isQuoted ? string() : word() ?? "")
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "{"): return hash()
    case UInt8(ascii: "%") where peek(1) == UInt8(ascii: "w") || peek(1) == UInt8(ascii: "i"):
      return wordList()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default: break
    }
    let start = position
    switch word() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "nil": return .none
    default:
      position = start
      skipExpression()
      return .other
    }
  }

  private mutating func number() -> RubyCall.Value {
    let start = position
    while peek().isIdentifierPart || peek() == UInt8(ascii: ".") { position += 1 }
    let digits = bytes[start..<position].filter { $0 != UInt8(ascii: "_") }
    return Int(String(decoding: digits, as: UTF8.self)).map { .number($0) } ?? .other
  }

  private mutating func string() -> String {
    let quote = peek()
    position += 1
    var text: [UInt8] = []
    while position < bytes.count, peek() != quote {
      if peek() == UInt8(ascii: "\\") { position += 1 }
      if position < bytes.count { text.append(peek()) }
      position += 1
    }
    position = min(position + 1, bytes.count)
    return String(decoding: text, as: UTF8.self)
  }

  /// `%w[a b]`
  private mutating func wordList() -> RubyCall.Value {
    position += 3
    let start = min(position, bytes.count)
    let ends: Set<UInt8> = [UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}")]
    while position < bytes.count, !ends.contains(peek()) { position += 1 }
    let text = String(decoding: bytes[start..<max(start, position)], as: UTF8.self)
    position = min(position + 1, bytes.count)
    return .list(text.split { $0.isWhitespace }.map { .text(String($0)) })
  }

  private mutating func list() -> RubyCall.Value {
    guard enter() else { return .other }
    defer { depth -= 1 }
    var values: [RubyCall.Value] = []
    while !take(UInt8(ascii: "]")), let (_, value) = argument() {
      values.append(value)
      _ = take(UInt8(ascii: ","))
    }
    return .list(values)
  }

  private mutating func hash() -> RubyCall.Value {
    guard enter() else { return .other }
    defer { depth -= 1 }
    var members: [String: RubyCall.Value] = [:]
    while !take(UInt8(ascii: "}")), let (key, value) = argument() {
      if let key { members[key] = value }
      _ = take(UInt8(ascii: ","))
    }
    return .hash(members)
  }

  private mutating func enter() -> Bool {
    position += 1
    guard depth < SourceLimits.nestingMax else {
      position = bytes.count
      return false
    }
    depth += 1
    return true
  }

  /// Up to the comma or bracket that ends it; at least one byte.
  private mutating func skipExpression() {
    let start = position
    var open = 0
    while position < bytes.count {
      switch peek() {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        _ = string()
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if open == 0 { return }
        open -= 1
      case UInt8(ascii: ",") where open == 0: return
      default: break
      }
      position += 1
    }
    if position == start { position = min(position + 1, bytes.count) }
  }
}
