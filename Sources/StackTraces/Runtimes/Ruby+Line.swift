import EventSchema

/// A line of a Ruby backtrace: `\tfrom app/models/boat.rb:12:in 'Boat#save'`.
struct RubyLine {
  var frame: Frame
  /// Whether `from` stands before the place, as in what the interpreter itself prints.
  var isFrom = false
  /// Whether the frames are numbered, which the interpreter does when the oldest comes first.
  var isNumbered = false
  /// What stands behind the place and a colon: the message, on the first line of an uncaught one.
  var message: Substring?

  init?(_ line: Substring) {
    guard line.utf8.count <= Self.bytesMax, let place = Self.place(line) else { return nil }
    var before = place.before
    if let (head, path) = before.splitLast(around: "from ") {
      isFrom = true
      isNumbered = head.trimmed.utf8.last == UInt8(ascii: ":")
      before = path
    }
    guard let path = Self.path(before), !Self.isQueryLog(line) else { return nil }
    guard place.rest.isEmpty || place.rest.has(": ") || place.rest.has(":") && isFrom == false
    else { return nil }
    if place.rest.has(": ") {
      let text = place.rest.dropBytes(2)
      // A remark of the interpreter or of a linter.
      guard !text.has("warning: "), !isFrom else { return nil }
      guard place.function != nil || text.utf8.last == UInt8(ascii: ")") else { return nil }
      message = text
    } else if !place.rest.isEmpty, place.rest.utf8.count > 1 {
      return nil
    }
    frame = Frame(function: place.function.map { String($0) }, lineNumber: place.line)
    frame.setPath(path)
  }

  /// Longer lines hold no frame of a program.
  private static let bytesMax = 4_096

  private typealias Place = (before: Substring, line: Int, function: Substring?, rest: Substring)

  /// `path:12:in 'function'`, or `path.rb:12` before Ruby 1.9 and at the top level.
  private static func place(_ line: Substring) -> Place? {
    if let place = monitorPlace(line.trimmed) { return place }
    for mark in [":in `", ":in '"] {
      guard let (before, after) = line.split(around: mark),
        let (path, digits) = before.splitLast(around: ":"),
        let (number, nothing) = digits.leadingNumber, nothing.isEmpty,
        let (function, rest) = after.split(around: "'")
      else { continue }
      return (path, number, function, rest)
    }
    for mark in extensions {
      guard let (before, after) = line.split(around: mark),
        let (number, rest) = after.leadingNumber
      else { continue }
      return (before + mark.dropLast(), number, nil, rest)
    }
    return nil
  }

  /// As monitors render frames: Rollbar's `File "path.rb", line 12, in function`, Honeybadger's
  /// `line 12 of [PROJECT_ROOT]/path.rb: function`, Bugsnag's `path.rb:12 - function`.
  private static func monitorPlace(_ text: Substring) -> Place? {
    if text.has("File \""), let (path, rest) = text.between("File \"", ".rb\", line "),
      let (number, after) = rest.leadingNumber, after.has(", in ")
    {
      return (path + ".rb", number, after.dropBytes(5), "")
    }
    if text.has("line "), let (number, rest) = text.dropBytes(5).leadingNumber, rest.has(" of "),
      let (path, function) = rest.dropBytes(4).split(around: ".rb: ")
    {
      let name = path.split(around: "_ROOT]/")?.after ?? path
      let root = path.has("[GEM_ROOT]/") ? "/gems/" : ""
      return (root + name + ".rb", number, function, "")
    }
    guard let (path, rest) = text.split(around: ".rb:"), !path.utf8.contains(0x20),
      let (number, after) = rest.leadingNumber, after.has(" - ")
    else { return nil }
    return (path + ".rb", number, after.dropBytes(3), "")
  }

  private static let extensions = [".rb:", ".rake:", ".ru:", ".erb:", ".haml:", ".slim:", "(irb):"]

  /// The path behind what logs and test runners put before it. Rails writes the gem's name and
  /// version: `activerecord (7.1.3) lib/active_record/…`.
  private static func path(_ text: Substring) -> String? {
    var path = text.trimmed
    if let (gem, file) = path.splitLast(around: ") "),
      let (name, version) = gem.split(around: " ("),
      let gemName = name.split(separator: " ").last, version.utf8.first.map(isDigit) == true
    {
      return "/gems/\(gemName)-\(version)/\(file)"
    }
    if let blank = path.utf8.lastIndex(of: 0x20) {
      path = path[path.utf8.index(after: blank)...]
    }
    guard !path.isEmpty, path.utf8.last != UInt8(ascii: ":") else { return nil }
    return String(path)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Rails' logs tell where a statement came from; nothing failed there.
  private static func isQueryLog(_ line: Substring) -> Bool { line.split(around: "↳") != nil }
}
