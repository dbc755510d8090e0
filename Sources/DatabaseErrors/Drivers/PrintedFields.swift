/// The fields of a structure that a program prints: JSON, `util.inspect`, Rust's `Debug`, a map or
/// keyword list of Elixir.
///
/// `{ code: "23505", detail: Some("…"), meta: { target: [ 'a', 'b' ] } }` gives `code`, `detail`
/// and `meta.target` with `a,b`. Names of classes around a value say nothing. Linear; bounded.
struct PrintedFields {
  private(set) var fields: [DriverError.Field] = []
  /// Where the printed structure ends.
  private(set) var end: Int

  private let text: Bytes
  private var index: Int
  /// The name that each open bracket belongs to; empty for one without a name.
  private var path: [String] = []
  private var name = ""

  static let fieldsMax = 256
  private static let depthMax = 32

  init(_ text: Bytes) {
    self.text = text
    index = text.startIndex
    end = text.startIndex
    while index < text.endIndex, fields.count < Self.fieldsMax, step() {}
    end = index
  }

  subscript(names: String...) -> String? {
    names.lazy.compactMap { name in fields.first { $0.name == name }?.value }.first
  }

  /// `false` when the structure is closed or nested too deep.
  private mutating func step() -> Bool {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
      guard path.count < Self.depthMax else { return false }
      path.append(name)
      name = ""
      index += 1
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      path = path.dropLast()
      name = ""
      index += 1
      return !path.isEmpty
    case UInt8(ascii: ","):
      name = ""
      index += 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): takeText(byte)
    case _ where byte.isIdentifier || byte == UInt8(ascii: "-"): takeWord()
    default: index += 1
    }
    return true
  }

  private mutating func takeText(_ quote: UInt8) {
    var value: [UInt8] = []
    while true {
      let start = index + 1
      var close = start
      while close < text.endIndex, text[close] != quote {
        close += text[close] == UInt8(ascii: "\\") ? 2 : 1
      }
      value += text[start..<min(close, text.endIndex)].unescapedPythonLiteral
      index = min(close + 1, text.endIndex)
      // `'one\n' +` goes on in the next line.
      let rest = text[index...].drop(while: \.isBlank)
      guard rest.first == UInt8(ascii: "+") else { break }
      let next = rest.dropFirst().drop(while: \.isBlank)
      guard next.first == quote else { break }
      index = next.startIndex
    }
    take(value[...], isText: true)
  }

  private mutating func takeWord() {
    let word = text[index...].prefix { $0.isIdentifier || ".-".utf8.contains($0) }
    index = word.endIndex
    // `Some("…")`, `SqlState(E23505)`, `%Postgrex.Error{…}`: the name of a class says nothing.
    if let next = text[index...].first, "({".utf8.contains(next) { return }
    if text[index...].starts(with: [0x20, UInt8(ascii: "{")]) { return }
    take(word, isText: false)
  }

  /// A name when a colon follows, else a value.
  private mutating func take(_ value: Bytes, isText: Bool) {
    let after = text[index...].first == UInt8(ascii: "]") ? text[(index + 1)...] : text[index...]
    let rest = after.drop { $0 == 0x20 }
    if rest.first == UInt8(ascii: ":"), rest.dropFirst().first != UInt8(ascii: ":") {
      name = value.string
      index = rest.startIndex + 1
    } else if rest.starts(with: [UInt8(ascii: "="), UInt8(ascii: ">")]) {
      name = value.string
      index = rest.startIndex + 2
    } else if isText || !Self.absences.contains(value.string) {
      add(value.string)
    }
  }

  private static let absences: Set<String> = ["null", "undefined", "None", "nil", "false"]

  private mutating func add(_ value: String) {
    let full = (path + [name]).filter { !$0.isEmpty }.joined(separator: ".")
    guard !full.isEmpty else { return }
    if name.isEmpty, let last = fields.indices.last, fields[last].name == full {
      fields[last].value += "," + value
    } else {
      fields.append(DriverError.Field(full, value))
    }
  }
}
