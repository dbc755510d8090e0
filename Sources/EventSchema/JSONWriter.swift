extension JSON {
  /// One line without needless blanks; members in their order.
  public var serialised: String { String(decoding: serialisedBytes, as: UTF8.self) }

  /// `serialised` as UTF-8.
  public var serialisedBytes: [UInt8] {
    var writer = JSONWriter(isIndented: false)
    writer.write(self)
    return writer.bytes
  }

  /// One member or element a line, indented by two blanks; in their order, no final newline.
  public var prettyPrinted: String {
    var writer = JSONWriter(isIndented: true)
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Writes values as text, compact or indented.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  /// How many lists are open.
  private var depth = 0

  init(isIndented: Bool) {
    self.isIndented = isIndented
  }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .integer(let integer): bytes += String(integer).utf8
    case .number(let number): bytes += (number.isFinite ? String(number) : "null").utf8
    case .string(let text): write(text)
    case .array(let elements):
      writeList(elements, "[", "]") { $0.write($1) }
    case .object(let members):
      writeList(members, "{", "}") { writer, member in
        writer.write(member.name)
        writer.bytes.append(UInt8(ascii: ":"))
        if writer.isIndented { writer.bytes.append(UInt8(ascii: " ")) }
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ list: [Element], _ opening: Unicode.Scalar, _ closing: Unicode.Scalar,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    // A value that is deeper than any that is read again must not exhaust the stack here either.
    guard depth < Limits.jsonDepthMax else {
      bytes += "null".utf8
      return
    }
    bytes.append(UInt8(ascii: opening))
    depth += 1
    for (index, element) in list.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      writeElement(&self, element)
    }
    depth -= 1
    if !list.isEmpty { breakLine() }
    bytes.append(UInt8(ascii: closing))
  }

  private mutating func breakLine() {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  mutating func write(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { writeEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var written = 0
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      bytes += text[written..<index]
      writeEscape(byte)
      written = index + 1
    }
    bytes += text[written...]
  }

  private mutating func writeEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    case 0..<0x20: bytes += ((byte < 0x10 ? "u000" : "u00") + String(byte, radix: 16)).utf8
    default: bytes.append(byte)
    }
  }
}
