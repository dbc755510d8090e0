import EventSchema
import StackTraces

/// One scalar that a request or a local variable holds. Personal data.
struct HeldValue {
  /// With the names around it: `form.email`.
  var name: String
  /// The last name, in lower case without separators: what is compared with columns.
  var plainName: String
  var text: String
  var isNull: Bool
  /// `request`, or the frame's `path:line`.
  var place: String
  /// Whether it is a part of the URL's path, which has no name.
  var isPath = false

  /// More than this in one request or frame tells nothing more.
  private static let valuesMax = 400
  private static let depthMax = 6

  /// What a request brings: its body, its query, the parts of its path.
  static func all(_ request: Request) -> [HeldValue] {
    var found: [HeldValue] = []
    collect(body(request.data), "", "", "request", 0, &found)
    if let text = request.data.string, text.contains("="), !text.contains(where: \.isNewline) {
      collect(query: request.data, &found)
    }
    collect(query: request.queryString, &found)
    let path = (request.url ?? "").parts(between: "?").first ?? ""
    for part in path.parts(between: "/").dropFirst(2).prefix(20) {
      found.append(
        HeldValue(
          name: "path", plainName: "", text: String(part), isNull: false, place: "request",
          isPath: true))
    }
    return found
  }

  /// SDKs that do not read a body send it as it came.
  static func body(_ data: JSON) -> JSON {
    guard let text = data.string, text.hasPrefix("{") || text.hasPrefix("[") else { return data }
    return JSON(parsing: text) ?? data
  }

  /// The local variables of a frame.
  static func all(of frame: Frame) -> [HeldValue] {
    guard !frame.variables.isEmpty else { return [] }
    let place = frame.lineNumber.map { "\(frame.shownPath):\($0)" } ?? frame.shownPath
    var found: [HeldValue] = []
    for variable in frame.variables {
      collect(variable.value, variable.name, variable.name, place, 0, &found)
    }
    return found
  }

  private static func collect(
    _ value: JSON, _ name: String, _ last: String, _ place: String, _ depth: Int,
    _ found: inout [HeldValue]
  ) {
    guard found.count < valuesMax, depth < depthMax else { return }
    switch value {
    case .object(let members):
      for member in members {
        let inner = name.isEmpty ? member.name : "\(name).\(member.name)"
        collect(member.value, inner, member.name, place, depth + 1, &found)
      }
    case .array(let elements):
      for element in elements { collect(element, name, last, place, depth + 1, &found) }
    case .null: found.append(HeldValue(name, last, "", isNull: true, place))
    case .string(let raw) where place == "request":
      found.append(HeldValue(name, last, raw, isNull: false, place))
    default:
      let text = readLocalValue(value)
      let isNull = text == nil && nullWords.contains(value.string ?? "")
      guard text != nil || isNull else { return }
      found.append(HeldValue(name, last, text ?? "", isNull: isNull, place))
    }
  }

  private static let nullWords: Set<String> = ["None", "nil", "null", "NULL", "undefined", "<nil>"]

  /// `a=1&b=2`, or what an SDK has read out of it.
  private static func collect(query: JSON, _ found: inout [HeldValue]) {
    guard let text = query.string else {
      // PHP's and Ruby's objects, Python's pairs.
      for pair in query.array.prefix(valuesMax) where pair.array.count == 2 {
        guard let name = pair[0]?.string else { continue }
        collect(pair[1] ?? .null, name, name, "request", 0, &found)
      }
      if !query.members.isEmpty { collect(query, "", "", "request", 0, &found) }
      return
    }
    for pair in text.split(separator: "&").prefix(valuesMax) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let name = String(parts[0])
      found.append(HeldValue(name, name, unescaped(parts[1]), isNull: false, "request"))
    }
  }

  /// With `%2B` and `+` read.
  private static func unescaped(_ text: Substring) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"),
        let number = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(number)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private init(
    _ name: String, _ last: String, _ text: String, isNull: Bool, _ place: String
  ) {
    self.name = name
    plainName = Self.plain(last)
    self.text = text
    self.isNull = isNull
    self.place = place
  }

  private init(
    name: String, plainName: String, text: String, isNull: Bool, place: String, isPath: Bool
  ) {
    self.name = name
    self.plainName = plainName
    self.text = text
    self.isNull = isNull
    self.place = place
    self.isPath = isPath
  }

  /// A name as names are compared: in lower case without separators.
  static func plain(_ name: String) -> String {
    guard name.isPlain else {
      return String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
    let letters = name.utf8.lazy.map(\.plainFolded).filter {
      $0.isLowerCaseLetter || $0.isPlainDigit
    }
    return String(decoding: Array(letters), as: UTF8.self)
  }

  /// Whether a field of this name fills the column, whose name is plain: `email`, `Email`,
  /// `user[email]`, `berth` for `berth_id`.
  func isNamed(plain column: String) -> Bool { Self.isName(plainName, of: column) }

  /// The same for plain names. A list has its elements' name in the plural: `labels`.
  static func isName(_ name: String, of column: String) -> Bool {
    guard !name.isEmpty, !column.isEmpty else { return false }
    return name == column || column.isReference(to: name) || name.isReference(to: column)
      || (column.utf8.count >= 4 && name.hasSuffix(column))
      || (name.utf8.count >= 4 && column.hasSuffix(name))
      || name.utf8.last == UInt8(ascii: "s") && name.dropLast() == column
  }

  /// Whether it may be the column's value: by its name, or because such a value is in no other
  /// place by chance.
  func mayBe(_ part: ValueFacts.KeyValue) -> Bool {
    guard !isNull, !text.isEmpty || part.value.isEmpty else { return false }
    return part.isDistinctive || part.plainColumn.map(isNamed(plain:)) == true
  }
}

extension String {
  /// `berthid` of `berth`.
  fileprivate func isReference(to name: String) -> Bool {
    hasSuffix("id") && dropLast(2) == name
  }
}
