/// The line that names an error: `SqliteError: UNIQUE constraint failed: boats.sail_no`.
struct V8Header {
  /// `nil` where the line only tells a message.
  var type: String?
  var message: Substring
  /// Bytes that stand before the name, such as `Uncaught ` or a log's level.
  var start: Int
  /// `{ Error: …` and `[Error: …] {`, as `util.inspect` writes them.
  var opener: UInt8?
  var isCause = false

  /// A line that bears the name of an error's class, behind what logs and runtimes put there.
  init?(_ line: Substring) {
    var rest = line.trimmed
    var isBehindDecoration = true
    var holdsCause = false
    for _ in 0..<Self.wordsMax {
      if let opened = rest.utf8.first, opened == UInt8(ascii: "{") || opened == UInt8(ascii: "["),
        let inside = rest.removing("{ [") ?? rest.removing("{ ") ?? rest.removing("["),
        let (type, message) = Self.named(inside, isBehindDecoration)
      {
        self.init(type, message, line, inside, opener: opened)
        return
      }
      if let decoration = Self.decorations.first(where: { rest.has($0) }) {
        if decoration.hasSuffix("ause: ") || decoration.hasSuffix("aused by: ") {
          holdsCause = true
        }
        rest = rest.dropBytes(decoration.utf8.count)
        continue
      }
      if let (type, message) = Self.named(rest, isBehindDecoration) {
        self.init(type, message, line, rest, opener: nil, isCause: holdsCause)
        return
      }
      guard let (word, after) = rest.split(around: " ") else { return nil }
      // `POST /boats failed: error: …`: what went wrong is told behind a colon.
      isBehindDecoration = (isBehindDecoration && word.isLogWord) || word.hasSuffix(":")
      rest = after.trimmed
    }
    return nil
  }

  private init(
    _ type: Substring, _ message: Substring, _ line: Substring, _ rest: Substring, opener: UInt8?,
    isCause: Bool = false
  ) {
    self.type = String(type)
    self.message = message
    start = line[..<rest.startIndex].utf8.count
    self.opener = opener
    self.isCause = isCause
  }

  /// Words of a log and of a sentence that may stand before the name.
  private static let wordsMax = 12

  private static let decorations = [
    "UnhandledPromiseRejectionWarning: ", "Uncaught (in promise) ", "Uncaught Exception: ",
    "uncaughtException: ", "Unhandled Rejection: ", "unhandledRejection: ", "Unhandled rejection ",
    "Uncaught ", "[cause]: ", "Caused by: ", "Cause: ", "cause: ", "Stack: ", "stack: ",
    "<rejected> ", "⨯ ", "× ", "✘ ", "✖ ", "→ ", "error: Uncaught ",
  ]

  /// Name and message where a class's name stands here, with what Node puts behind it:
  /// `TypeError [ERR_X]: text`, `Error2 [PrismaClientKnownRequestError]: text`.
  private static func named(
    _ text: Substring, _ isBehindDecoration: Bool
  ) -> (Substring, Substring)? {
    let name = text.className
    let after = text.dropBytes(name.utf8.count)
    if after.has(": ") || after == ":" {
      // pg gives its errors no name but this; for loggers it is a level, and a class follows.
      if name == "error", isBehindDecoration {
        let message = after.dropBytes(2)
        return V8Header.named(message.trimmed, false) ?? (name, message)
      }
      return name.isErrorClass ? (name, after.dropBytes(2)) : nil
    }
    guard name.isErrorClass else { return nil }
    if after.isEmpty { return (name, after) }
    if let (inside, message) = after.between(" [", "]"), after.has(" ["),
      message.has(": ") || message.isEmpty || message == ":"
    {
      return (inside.isErrorClass ? inside : name, message.dropBytes(2))
    }
    return nil
  }
}

extension Substring {
  func dropBytes(_ count: Int) -> Substring {
    guard let index = utf8.index(startIndex, offsetBy: count, limitedBy: endIndex) else {
      return self[endIndex...]
    }
    return self[index...]
  }

  /// Name characters and dots from the start.
  fileprivate var className: Substring {
    Substring(utf8.prefix { $0.isScriptName || $0 == UInt8(ascii: ".") })
  }

  /// Whether the name is one that classes of errors have.
  fileprivate var isErrorClass: Bool {
    guard let first = utf8.first, (0x41...0x5A).contains(first), utf8.count <= 120,
      !Self.levels.contains(self)
    else { return false }
    return Self.classParts.contains { split(around: $0) != nil }
  }

  private static let classParts = ["Error", "Exception", "Violation", "Failure"]
  private static let levels: Set<Substring> = ["Exception", "Errors", "Failure", "Violation"]

  /// Times, levels, names of processes: what a log puts before its text.
  fileprivate var isLogWord: Bool {
    guard let first = utf8.first, let last = utf8.last else { return true }
    return "[(<".utf8.contains(first) || "])>|:".utf8.contains(last)
      || utf8.contains { (0x30...0x39).contains($0) }
      || utf8.allSatisfy { (0x41...0x5A).contains($0) } || first >= 0x80
  }
}
