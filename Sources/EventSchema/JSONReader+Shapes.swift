/// The shapes that one thing takes in the payloads of different SDKs.
extension JSONReader {
  /// The next value as text: a string as it is, a number or truth value as it was written; `nil`
  /// for `null`, objects and arrays.
  mutating func scalarText() -> String? {
    switch token() {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      skip()
      return nil
    default:
      let start = position
      guard !scalar().isNull, failure == nil else { return nil }
      return String(decoding: text(from: start), as: UTF8.self)
    }
  }

  /// The next value as text, objects and arrays as JSON; `nil` for `null`.
  mutating func anyText() -> String? {
    switch token() {
    case UInt8(ascii: "{"), UInt8(ascii: "["): value().serialised
    default: scalarText()
    }
  }

  /// How many source lines most SDKs send before and after the line of a frame.
  private static let contextLines = 5

  /// Strings of an array; what is no string counts as empty, so that positions stay.
  mutating func lines() -> [String] {
    guard enterArray() else { return [] }
    var lines: [String] = []
    lines.reserveCapacity(JSONReader.contextLines)
    while nextElement() { lines.append(string() ?? "") }
    return lines
  }

  /// An object as it is; empty for anything else, since PHP writes an empty map as `[]`.
  mutating func object() -> JSON {
    .object(members())
  }

  /// A point in time: epoch seconds as a number, or RFC 3339.
  mutating func timestamp() -> Double? {
    switch token() {
    case UInt8(ascii: "\""):
      guard let raw = rawString() else { return nil }
      return raw.hasEscapes ? Timestamp.seconds(raw.decoded) : Timestamp.seconds(raw.bytes)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      skip()
      return nil
    default:
      return scalar().double
    }
  }

  /// Elements of `[…]` or of `{"values": […]}`; `read` takes one value.
  ///
  /// A list that may be bare is also written as its only element.
  mutating func list(mayBeBare: Bool = false, _ read: (inout JSONReader) -> Void) {
    guard token() == UInt8(ascii: "{") else {
      guard enterArray() else { return }
      while nextElement() { read(&self) }
      return
    }
    if mayBeBare, !holdsValues { return read(&self) }
    guard enterObject() else { return }
    while let name = nextName() {
      switch name {
      case "values": if enterArray() { while nextElement() { read(&self) } }
      default: skip()
      }
    }
  }

  /// Whether the object at the token is a wrapper around a list, and not the list's only element.
  private var holdsValues: Bool {
    var probe = self
    guard probe.enterObject() else { return false }
    while let name = probe.nextName() {
      if case "values" = name { return true }
      probe.skip()
    }
    return false
  }

  /// Names and values of an object or of a list of `[name, value]`; `read` takes the value.
  mutating func pairs(_ read: (String, inout JSONReader) -> Void) {
    if token() == UInt8(ascii: "[") {
      guard enterArray() else { return }
      while nextElement() { pair(read) }
    } else if enterObject() {
      while let name = nextName() { read(name.decoded, &self) }
    }
  }

  private mutating func pair(_ read: (String, inout JSONReader) -> Void) {
    guard enterArray() else { return }
    guard nextElement() else { return }
    let name = string()
    guard nextElement() else { return }
    if let name { read(name, &self) } else { skip() }
    while nextElement() { skip() }
  }
}
