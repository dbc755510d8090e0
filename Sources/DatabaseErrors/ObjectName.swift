/// A table's name with what qualifies it, as servers print it without quotation marks:
/// `dbo.boats`, `harbour.dbo.boats`.
struct ObjectName: Sendable, Hashable {
  var schema: String?
  var table: String

  /// `schema.table` or a table alone. Schemas hardly ever have dots, tables at times do.
  init(_ text: Bytes) {
    let parts = Self.parts(text)
    schema = parts.count > 1 ? parts[0] : nil
    table = parts.dropFirst(parts.count > 1 ? 1 : 0).joined(separator: ".")
  }

  /// `database.schema.table`. Databases are called like programs, which have dots in their names;
  /// the schema that every database has tells where the table begins.
  init(withDatabase text: Bytes) {
    let parts = Self.parts(text)
    let known = parts.dropLast().firstIndex(of: "dbo")
    let index = known ?? parts.count - 2
    schema = parts.indices.contains(index) ? parts[index] : nil
    table = parts.dropFirst(max(0, index + 1)).joined(separator: ".")
  }

  /// Split at dots outside brackets and quotation marks. Sybase leaves the owner out:
  /// `harbour..boats`.
  private static func parts(_ text: Bytes) -> [String] {
    var name = text.withoutQuotationMarks
    while let last = name.last, ",;".utf8.contains(last) { name.removeLast() }
    var parts: [String] = []
    var isBracketed = false
    var start = name.startIndex
    for index in name.indices {
      switch name[index] {
      case UInt8(ascii: "["): isBracketed = true
      case UInt8(ascii: "]"): isBracketed = false
      case UInt8(ascii: ".") where !isBracketed:
        parts.append(name[start..<index].trimmed.unquoted)
        start = index + 1
      default: break
      }
    }
    parts.append(name[start...].trimmed.unquoted)
    return parts.filter { !$0.isEmpty }
  }
}

extension Bytes {
  /// The text inside one pair of quotation marks of any language; the text itself without one.
  var withoutQuotationMarks: Bytes {
    let text = trimmed
    for (open, close) in Self.quotationMarks
    where text.count >= open.count + close.count && text.starts(with: open)
      && text.hasSuffix(close)
    {
      let inside = text.dropFirst(open.count).dropLast(close.count).withoutNoBreakSpaces
      let isOnePair = inside.firstIndex(of: close, from: inside.startIndex) == nil
      return isOnePair && !inside.isEmpty ? inside : text
    }
    return text
  }

  private var withoutNoBreakSpaces: Bytes {
    var text = trimmed
    for space in Self.noBreakSpaces {
      if text.starts(with: space) { text = text.dropFirst(space.count) }
      if text.hasSuffix(space) { text = text.dropLast(space.count) }
    }
    return text.trimmed
  }

  private static let noBreakSpaces = ["\u{A0}", "\u{202F}"].map { Array($0.utf8) }

  private static let quotationMarks = [
    ("\"", "\""), ("'", "'"), ("`", "`"), ("«", "»"), ("»", "«"), ("„", "“"), ("„", "”"),
    ("“", "”"), ("‘", "’"), ("「", "」"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}
