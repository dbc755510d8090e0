import EventSchema

/// The exception of a text that begins with its class: `django.db.utils.IntegrityError: UNIQUE …`,
/// `ActiveRecord::RecordNotUnique: PG::…`, `Npgsql.PostgresException (0x80004005): 23505: …`.
func namedException(_ text: String) -> EventSchema.Exception? {
  let bytes = text.utf8.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  let word = bytes.prefix(while: isPartOfClassName)
  // The colon behind the class looks like the beginning of Ruby's separator.
  let end = word.last == UInt8(ascii: ":") ? word.index(before: word.endIndex) : word.endIndex
  var rest = bytes[end...]
  if rest.starts(with: " (0x".utf8), let close = rest.firstIndex(of: UInt8(ascii: ")")) {
    rest = rest[rest.index(after: close)...]
  }
  guard rest.starts(with: ": ".utf8) else { return nil }
  guard let (module, type) = className(String(Substring(word[..<end]))) else { return nil }
  let value = String(Substring(rest.dropFirst(2)))
  return EventSchema.Exception(type: type, module: module, value: value)
}

/// The module and the type; `nil` for a word that is no exception's class.
private func className(_ name: String) -> (module: String?, type: String)? {
  let parts = name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == ":" || $0 == "\\" }
  guard let type = parts.last, let first = type.utf8.first, isUpper(first),
    type.utf8.contains(where: { (0x61...0x7A).contains($0) }),
    parts.allSatisfy({ part in part.utf8.first.map { !(0x30...0x39).contains($0) } ?? true }),
    name.utf8.count <= 200
  else { return nil }
  let isQualified = parts.count > 1
  guard isQualified || classEndings.contains(where: { type.hasSuffix($0) && type != $0 }) else {
    return nil
  }
  guard let dot = name.lastIndex(of: "."), !name.contains(":"), !name.contains("\\") else {
    return (nil, name)
  }
  return (String(name[..<dot]), String(name[name.index(after: dot)...]))
}

/// A class without a module is told by its name; `Error: …` may be a program's own words.
private let classEndings = ["Error", "Exception", "Violation", "NotUnique", "RecordInvalid"]

private func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

private func isPartOfClassName(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: true
  case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "\\"),
    UInt8(ascii: "$"):
    true
  default: false
  }
}
