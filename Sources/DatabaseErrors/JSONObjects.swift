/// The objects of a JSON text with the names and scalars that stand in each, strings unescaped.
///
/// Reads what logs hold: a text that is cut or followed by other words gives the objects that are
/// complete. Linear.
struct JSONObjects {
  typealias Object = [(name: String, value: Bytes)]

  /// Inner objects before those that they stand in.
  private(set) var objects: [Object] = []

  init(_ text: Bytes) {
    guard text.count <= Self.bytesMax else { return }
    var open: [Object] = []
    var name: String?
    var last: Bytes?
    var rest = text
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "{"):
        guard open.count < Self.depthMax else { return }
        open.append([])
        (name, last) = (nil, nil)
      case UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"):
        if let key = name, let value = last, !open.isEmpty {
          open[open.count - 1].append((key, value))
        }
        (name, last) = (nil, nil)
        if byte == UInt8(ascii: "}") {
          guard let object = open.popLast() else { return }
          objects.append(object)
          if open.isEmpty { return }
        }
      case UInt8(ascii: ":"):
        (name, last) = (last?.string, nil)
      case UInt8(ascii: "\""):
        guard let end = rest.endOfJSONString else { return }
        last = rest[(rest.startIndex + 1)..<end].unescapedPythonLiteral
        rest = rest[end...]
      case _ where byte.isIdentifier || byte == UInt8(ascii: "-"):
        let scalar = rest.prefix { $0.isIdentifier || "+-.".utf8.contains($0) }
        last = scalar.string == "null" ? nil : scalar
        rest = rest[(scalar.endIndex - 1)...]
      default: break
      }
      rest = rest.dropFirst()
    }
  }

  /// Longer texts are not one record.
  private static let bytesMax = 262_144
  private static let depthMax = 32
}

extension Bytes {
  /// Where the quotation mark stands that ends the string that begins here.
  fileprivate var endOfJSONString: Int? {
    var index = startIndex + 1
    while index < endIndex, self[index] != UInt8(ascii: "\"") {
      index += self[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < endIndex ? index : nil
  }
}
