import EventSchema

/// One frame of Go, which takes two lines.
struct GoFrame {
  var frame: Frame
  /// How the lines begin in a log.
  var prefix: LogPrefix

  /// `main.insert(0x1, …)` above `\t/srv/harbour/boats.go:12 +0x1d`.
  init?(function line: Substring, place: Substring) {
    guard let (prefix, text) = Self.indented(place), let place = GoPlace(text) else { return nil }
    guard place.rest.isEmpty || place.rest.has(" +0x") else { return nil }
    self.prefix = LogPrefix(prefix)
    var name = self.prefix.removed(from: line).trimmed
    if name.has("created by ") {
      name = name.dropFirst("created by ".count)
      name = name.split(around: " in goroutine ")?.before ?? name
    } else if name.utf8.last == UInt8(ascii: ")") {
      guard let bare = name.withoutArguments else { return nil }
      name = bare
    }
    guard !name.isEmpty, name.utf8.count <= Self.nameBytesMax,
      !name.utf8.contains(where: { $0 == 0x20 || $0 == 0x09 })
    else { return nil }
    frame = Frame(lineNumber: place.line)
    frame.setGoName(name)
    frame.setPath(String(place.path))
  }

  /// gin and go-errors: `/srv/harbour/boats.go:12 (0x8a1b2c)` above `\tinsert: source line`.
  init?(place: Substring, source: Substring) {
    guard let found = GoPlace(place.trimmed), found.rest.has(" (0x") else { return nil }
    frame = Frame(lineNumber: found.line)
    prefix = LogPrefix("")
    if source.indentation > 0, let (name, line) = source.trimmed.split(around: ": ") {
      // Without its package.
      frame.function = String(name)
      frame.contextLine = String(line)
    }
    frame.setPath(String(found.path))
  }

  private static let nameBytesMax = 400

  /// What stands before a line's indentation, and the line behind it.
  private static func indented(_ line: Substring) -> (prefix: Substring, text: Substring)? {
    if let (before, after) = line.splitLast(around: "\t") {
      // A prefix ends in a mark or blank of its own.
      return (before.trimmed.isEmpty ? "" : before, after)
    }
    return line.indentation >= 2 ? ("", line.trimmed) : nil
  }
}

/// `path.go:12`, and what follows it.
struct GoPlace {
  var path: Substring
  var line: Int
  var rest: Substring

  init?(_ text: Substring) {
    for suffix in [".go", ".s"] {
      guard let (before, after) = text.split(around: suffix + ":"), !before.isEmpty,
        let (number, rest) = after.leadingNumber
      else { continue }
      path = text[..<text.utf8.index(before.endIndex, offsetBy: suffix.utf8.count)]
      line = number
      self.rest = rest
      return
    }
    return nil
  }
}

extension Substring {
  /// Without the parenthesis at the end and what is in it; `nil` when it does not close.
  fileprivate var withoutArguments: Substring? {
    var depth = 0
    for index in utf8.indices.reversed() {
      if utf8[index] == UInt8(ascii: ")") { depth += 1 }
      if utf8[index] == UInt8(ascii: "(") { depth -= 1 }
      if depth == 0 { return self[..<index] }
    }
    return nil
  }
}

extension Frame {
  /// `github.com/ada/harbour/boats.(*Store).Insert` as the package and `(*Store).Insert`.
  fileprivate mutating func setGoName(_ name: Substring) {
    let start = name.utf8.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex
    guard let dot = name.utf8[start...].firstIndex(of: UInt8(ascii: ".")) else {
      function = String(name)
      // The runtime's own: `panic`.
      if name == "panic" { module = "runtime" }
      return
    }
    module = String(name[..<dot])
    function = String(name[name.utf8.index(after: dot)...])
  }
}
