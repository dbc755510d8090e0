import EventSchema

/// The exception of a text that begins with its class: `django.db.utils.IntegrityError: UNIQUE …`,
/// `ActiveRecord::RecordNotUnique: PG::…`, `Npgsql.PostgresException (0x80004005): 23505: …`.
func namedException(_ text: String) -> EventSchema.Exception? {
  namedException(Substring(text))
}

/// The exceptions that the first line of a text names, be it behind what runtimes and logs put
/// there: `Uncaught PDOException: …`, `** (Ecto.ConstraintError) …`.
func namedExceptions(inFirstLineOf text: String) -> [EventSchema.Exception] {
  var rest = text.utf8[...].drop { $0 <= 0x20 }
  var found: [EventSchema.Exception] = []
  for _ in 0..<wordsMax {
    if let exception = namedException(Substring(rest)) ?? parenthesisedException(Substring(rest)) {
      found.append(exception)
    }
    guard let end = rest.firstIndex(where: { $0 <= 0x20 }), rest[end] != 0x0A else { break }
    rest = rest[end...].drop { $0 == 0x20 || $0 == 0x09 }
  }
  return found
}

/// A log's time, level, thread and logger, and what a runtime says of an exception.
private let wordsMax = 16

/// Elixir's `(Postgrex.Error) text`, and Rails' `ActiveRecord::RecordNotUnique (text):`.
private func parenthesisedException(_ text: Substring) -> EventSchema.Exception? {
  if text.utf8.first == UInt8(ascii: "("), let close = text.utf8.firstIndex(of: UInt8(ascii: ")")),
    let (module, type) = className(String(text[text.utf8.index(after: text.startIndex)..<close]))
  {
    let value = text[close...].utf8.dropFirst().drop { $0 == 0x20 }
    return EventSchema.Exception(type: type, module: module, value: String(Substring(value)))
  }
  let word = text.utf8.prefix { $0 > 0x20 }
  let rest = text[word.endIndex...]
  guard rest.utf8.starts(with: " (".utf8), word.contains(UInt8(ascii: ":")),
    let (module, type) = className(String(Substring(word)))
  else { return nil }
  var value = Substring(rest.utf8.dropFirst(2))
  for end in ["):", ")"] where value.hasSuffix(end) {
    value = value.dropLast(end.count)
    break
  }
  return EventSchema.Exception(type: type, module: module, value: String(value))
}

private func namedException(_ text: Substring) -> EventSchema.Exception? {
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
  guard let type = parts.last, let first = type.utf8.first,
    isUpper(first) || type.hasSuffix("_exception"),
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
private let classEndings = [
  "Error", "Exception", "Violation", "NotUnique", "RecordInvalid",
  "_exception",
]

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
