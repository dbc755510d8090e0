import EventSchema

/// The parameters that SQLAlchemy and its kin print below a statement, `[parameters: ('K-17', 3)]`,
/// in the form in which SDKs send a driver's: a list or an object of the values' own words.
///
/// Reads tuples, lists, dictionaries, and lists of these; bounded, and content with a text that was
/// cut off.
func printedParameters(in message: String) -> JSON? {
  let bytes = Array(message.utf8.suffix(bytesMax))
  let mark = Array("[parameters: ".utf8)
  guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else {
    return nil
  }
  var reader = PrintedValueReader(bytes: bytes, index: start + mark.count)
  return reader.collection()
}

private let bytesMax = 65_536

private struct PrintedValueReader {
  var bytes: [UInt8]
  var index: Int
  private var depth = 0

  init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  private static let depthMax = 3

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// A tuple, list or dictionary with what is in it; `nil` when there is none.
  mutating func collection() -> JSON? {
    guard let open = current, depth < Self.depthMax else { return nil }
    let isObject = open == UInt8(ascii: "{")
    guard isObject || open == UInt8(ascii: "(") || open == UInt8(ascii: "[") else { return nil }
    depth += 1
    index += 1
    defer { depth -= 1 }
    var elements: [JSON] = []
    var members: [JSON.Member] = []
    while let byte = current, ![0x29, 0x5D, 0x7D].contains(byte) {
      if byte == 0x20 || byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      if isObject {
        guard let name = word(until: [UInt8(ascii: ":")]) else { break }
        index += 1
        skipBlanks()
        members.append(JSON.Member(Self.unquoted(name), collection() ?? .string(word() ?? "")))
      } else {
        elements.append(collection() ?? .string(word() ?? ""))
      }
    }
    index += 1
    return isObject ? .object(members) : .array(elements)
  }

  private mutating func skipBlanks() { while current == 0x20 { index += 1 } }

  /// One value in its own words, quotes included, up to what separates or closes.
  private mutating func word(until more: Set<UInt8> = []) -> String? {
    let start = index
    var quote: UInt8?
    var nesting = 0
    while let byte = current {
      if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if [0x28, 0x5B, 0x7B].contains(byte) {
        nesting += 1
      } else if [0x29, 0x5D, 0x7D].contains(byte) {
        if nesting == 0 { break }
        nesting -= 1
      } else if nesting == 0, byte == UInt8(ascii: ",") || more.contains(byte) {
        break
      }
      index += 1
    }
    index = min(index, bytes.count)
    return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && (text.hasPrefix("'") || text.hasPrefix("\""))
      ? String(text.dropFirst().dropLast()) : text
  }
}
