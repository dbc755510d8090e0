import EventSchema

/// The class, the message and the place of a PHP exception, in the forms that logs print.
struct PHPHeader {
  var type: String?
  var value: String?
  var thrown: PHPCall?

  /// From the line that names the exception and those of its message.
  init(_ lines: [Substring]) {
    guard !lines.isEmpty else { return }
    var text = Substring(lines.joined(separator: "\n"))
    while let byte = text.utf8.last, byte == 0x0A || byte == 0x20 { text = text.dropEnd(1) }
    if text.has("exception '"), let (name, rest) = text.between("exception '", "' with message '") {
      type = String(name)
      let (message, place) = Self.place(rest, " in ", ":") ?? (rest, nil)
      value = String(message.hasEnd("'") ? message.dropEnd(1) : message)
      thrown = place
    } else if let (name, rest) = text.split(around: "(code: "), Self.isClassName(name),
      let (_, message) = rest.split(around: "): ")
    {
      // Monolog.
      type = String(name).withoutJSONEscapes
      let (before, place) = Self.place(message, " at ", ":") ?? (message, nil)
      value = String(before).withoutJSONEscapes
      thrown = place
    } else if let (name, rest) = text.split(around: ": ") {
      type = String(name).withoutJSONEscapes
      let (before, place) = Self.place(rest, " in ", ":") ?? (rest, nil)
      value = String(before)
      thrown = place
    }
  }

  /// The end ` in /srv/app/Boats.php:12` of a message.
  private static func place(
    _ text: Substring, _ word: String, _ colon: String
  ) -> (message: Substring, place: PHPCall?)? {
    let text = text.hasEnd(")") ? text.dropEnd(1) : text
    // Terminals wrap before a long path.
    let wrapped = String(word.dropLast()) + "\n"
    guard let (message, place) = text.splitLast(around: word) ?? text.splitLast(around: wrapped),
      let (path, digits) = place.splitLast(around: colon),
      let (number, nothing) = digits.leadingNumber, nothing.isEmpty
    else { return nil }
    return (
      message,
      PHPCall(path: String(path).withoutJSONEscapes, line: number, called: nil)
    )
  }

  /// The part of a line in which an exception is named; `nil` where none is.
  static func opening(_ line: Substring) -> Substring? {
    for mark in ["[object] (", "Uncaught exception '", "Uncaught "] {
      guard let (_, after) = line.splitLast(around: mark) else { continue }
      if mark.hasSuffix("'") { return "exception '" + after }
      if named(after) { return after }
      // Here the class may have any name.
      if let (name, _) = after.split(around: ": "), isClassName(name) { return after }
    }
    if let (_, after) = line.split(around: "exception '"), after.split(around: "' with") != nil {
      return "exception '" + after
    }
    let text = line.trimmed
    if text.has("Next "), named(text.dropBytes(5)) { return text.dropBytes(5) }
    if named(text) { return text }
    // Behind a prefix only what is named like an exception counts.
    var rest = text
    for _ in 0..<12 {
      guard let blank = rest.utf8.firstIndex(of: 0x20) else { return nil }
      rest = rest[rest.utf8.index(after: blank)...].trimmed
      if named(rest) { return rest }
    }
    return nil
  }

  /// Whether a class with a colon or a code stands at the start.
  private static func named(_ text: Substring) -> Bool {
    let name = text.split(around: ": ")?.before ?? ""
    if isClassName(name), isNamedLikeException(name) { return true }
    guard let (before, _) = text.split(around: "(code: ") else { return false }
    return isClassName(before)
  }

  static func isClassName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 200,
      (0x41...0x5A).contains(first) || first == UInt8(ascii: "\\")
        || (0x61...0x7A).contains(first)
    else { return false }
    return name.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
        || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "\\")
    }
  }

  static func isNamedLikeException(_ name: Substring) -> Bool {
    if name.utf8.contains(UInt8(ascii: "\\")) { return true }
    let lower = String(name).lowercased()
    return ["exception", "error", "failed", "failure", "violation", "taken"]
      .contains { lower.hasSuffix($0) && lower.utf8.count > $0.utf8.count } || lower == "exception"
  }
}

/// What Collision (Laravel's console) and Symfony's console print.
enum PHPConsole {
  struct Place {
    var path: String
    var line: Int
    /// Whether the message stands below the place.
    var isHeading: Bool
  }

  /// Lines between two places of calls: the excerpt of the source, and counts of frames left out.
  static let gapMax = 24

  /// `at vendor/laravel/…/Connection.php:829`, or `In Connection.php line 712:`.
  static func place(_ line: Substring) -> Place? {
    if line.has("In "), let (file, rest) = line.dropBytes(3).split(around: ".php line "),
      let (number, colon) = rest.leadingNumber, colon.has(":"), !file.utf8.contains(0x20)
    {
      return Place(path: file + ".php", line: number, isHeading: true)
    }
    guard line.has("at "), let (path, number) = file(line.dropBytes(3)) else { return nil }
    return Place(path: path, line: number, isHeading: false)
  }

  /// `13  app/Http/Controllers/BoatController.php:25` with the call on the next line, or
  /// `App\Boats->register() at /srv/app/Boats.php:12`.
  static func call(_ line: Substring, next: Substring) -> PHPCall? {
    let text = line.trimmed
    if let (_, after) = text.leadingNumber, after.has("  ") || after.has(" "),
      let (path, number) = file(after.trimmed)
    {
      let called = next.trimmed
      let name = called.split(around: "(") != nil ? PHPCall.name(called) : nil
      return PHPCall(path: path, line: number, called: name)
    }
    guard let (name, place) = text.splitLast(around: " at "), let (path, number) = file(place),
      name.split(around: "(") != nil
    else { return nil }
    return PHPCall(path: path, line: number, called: PHPCall.name(name))
  }

  /// `[Doctrine\DBAL\Exception\UniqueConstraintViolationException (19)]`.
  static func bracketedClass(_ line: Substring) -> String? {
    guard line.has("["), line.hasEnd("]") else { return nil }
    let inside = line.dropBytes(1).dropEnd(1)
    let name = inside.split(around: " (")?.before ?? inside
    return PHPHeader.isClassName(name) ? String(name) : nil
  }

  /// A class alone on its line, or with the message behind a colon.
  static func heading(_ line: Substring) -> (name: String, message: Substring)? {
    let (name, message) = line.split(around: ": ") ?? (line, "")
    let trimmed = name.trimmed
    guard PHPHeader.isClassName(trimmed), PHPHeader.isNamedLikeException(trimmed) else {
      return nil
    }
    return (String(trimmed), message.trimmed)
  }

  /// `path.php:12` and nothing else.
  private static func file(_ text: Substring) -> (String, Int)? {
    guard let (path, rest) = text.split(around: ".php:"), !path.utf8.contains(0x20),
      let (number, end) = rest.leadingNumber, end.trimmed.isEmpty
    else { return nil }
    return (path + ".php", number)
  }
}
