import EventSchema

/// The class and the message of a Ruby exception, in the forms that people see.
struct RubyHeader {
  var type: String?
  var value: String

  /// From the lines of a message; the first one tells the form.
  init(_ lines: [Substring]) {
    var lines = lines
    while lines.count > 1, lines.last?.trimmed.isEmpty == true { lines.removeLast() }
    let first = (lines.first ?? "").trimmed
    let more = lines.dropFirst()
    if let (name, text) = Self.parenthesised(first) {
      // Rails: the message in parentheses, which may close lines below.
      var all = [text] + more
      if let close = all.lastIndex(where: { $0.trimmed.hasEnd("):") || $0.trimmed.hasEnd(")") }) {
        let end = all[close].trimmed
        all = Array(all[..<close]) + [end.dropEnd(end.hasEnd("):") ? 2 : 1)]
      }
      while all.count > 1, all.last?.trimmed.isEmpty == true { all.removeLast() }
      (type, value) = (String(name), all.joined(separator: "\n"))
    } else if let (text, name) = Self.classAtEnd(first) {
      (type, value) = (String(name), ([text] + more).joined(separator: "\n"))
    } else if let (name, text) = Self.classAtStart(first) {
      let all = text.isEmpty ? Array(more) : [text] + more
      (type, value) = (String(name), all.map { $0.trimmed }.joined(separator: "\n"))
    } else {
      (type, value) = (nil, ([first] + more).joined(separator: "\n"))
    }
  }

  /// The part of a line in which an exception is named; `nil` where none is. Logs put times, levels
  /// and tags before it.
  static func opening(_ line: Substring) -> Substring? {
    let text = line.withoutListMark
    if parenthesised(text) != nil || classAtStart(text) != nil { return text }
    if let (_, name) = classAtEnd(text), isNamedLikeException(name) {
      return text.splitLast(around: " -- : ")?.after ?? text
    }
    // Behind a prefix only what is named like an exception counts.
    var rest = text
    for _ in 0..<16 {
      guard let blank = rest.utf8.firstIndex(of: 0x20) else { return nil }
      rest = rest[rest.utf8.index(after: blank)...].trimmed
      if let (name, _) = parenthesised(rest) ?? classAtStart(rest), isNamedLikeException(name) {
        return rest
      }
    }
    return nil
  }

  /// `ActiveRecord::RecordNotUnique (PG::UniqueViolation: …`.
  private static func parenthesised(_ line: Substring) -> (name: Substring, text: Substring)? {
    guard let (name, text) = line.split(around: " ("), isClassName(name),
      text.hasEnd("):") || isNamedLikeException(name)
    else { return nil }
    return (name, text)
  }

  /// `UNIQUE constraint failed: boats.sail_no (SQLite3::ConstraintException)`.
  private static func classAtEnd(_ line: Substring) -> (text: Substring, name: Substring)? {
    guard line.hasEnd(")"), let (text, after) = line.splitLast(around: " (") else { return nil }
    let name = after.dropEnd(1)
    return isClassName(name) ? (text, name) : nil
  }

  /// `PG::UniqueViolation: ERROR: …`, or the class alone with a colon.
  private static func classAtStart(_ line: Substring) -> (name: Substring, text: Substring)? {
    if let (name, text) = line.split(around: ": "), isClassName(name) { return (name, text) }
    guard line.hasEnd(":") else { return nil }
    let name = line.dropEnd(1)
    return isClassName(name) && isNamedLikeException(name) ? (name, "") : nil
  }

  /// Constants joined by `::`. Words in capitals are levels and labels.
  private static func isClassName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, (0x41...0x5A).contains(first), name.utf8.count <= 200 else {
      return false
    }
    var hasLower = false
    for byte in name.utf8 {
      let isLower = (0x61...0x7A).contains(byte)
      hasLower = hasLower || isLower
      guard
        isLower || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      else { return false }
    }
    return hasLower && !isWord(name)
  }

  /// Words that stand before colons and are no classes.
  private static func isWord(_ name: Substring) -> Bool {
    [
      "Error", "Caused", "Failure", "Causes", "Extracted", "Parameters", "Processing", "Completed",
      "Started", "Detail", "Hint", "Context", "Where", "Key", "Warning", "Traceback", "Rendered",
    ].contains(String(name))
  }

  private static func isNamedLikeException(_ name: Substring) -> Bool {
    name.split(around: "::") != nil || endings.contains { name.hasEnd($0) }
  }

  private static let endings = [
    "Error", "Exception", "Violation", "NotUnique", "Invalid", "NotFound", "Deadlocked", "Timeout",
    "Failed", "Failure", "Taken", "Interrupt",
  ]
}

extension Substring {
  func hasEnd(_ end: String) -> Bool {
    utf8.count >= end.utf8.count && utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  func dropEnd(_ count: Int) -> Substring {
    self[..<utf8.index(endIndex, offsetBy: -Swift.min(count, utf8.count))]
  }

  /// Without blanks, the tags of a log, and the mark that RSpec puts before what follows an error.
  var withoutListMark: Substring {
    var text = trimmed
    while text.has("["), let (tag, after) = text.split(around: "]"),
      tag.utf8.count <= 60, !tag.utf8.contains(0x20)
    {
      text = after.trimmed
    }
    return text.has("# ") ? text.dropBytes(2).trimmed : text
  }
}
