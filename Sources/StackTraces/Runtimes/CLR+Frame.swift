import EventSchema

/// One line of a CLR's stack trace: `at Harbour.Boats.Register(String name) in /srv/B.cs:line 12`.
struct CLRFrame {
  /// What stands before a frame in the languages of the runtime.
  static let words = [
    "at", "bei", "à", "en", "in", "em", "в", "場所", "在", "於", "위치:", "w", "v", "vid", "bij",
    "konum:",
  ]

  var frame: Frame

  /// `nil` for every other line, the frames of the JVM and of V8 among them.
  init?(_ line: Substring) {
    let text = line.trimmed
    guard let word = Self.words.first(where: { text.has($0 + " ") }) else { return nil }
    self.init(call: text.dropFirst(bytes: word.utf8.count + 1))
  }

  /// The frame without the word before it, as error pages of ASP.NET print it.
  init?(call text: Substring) {
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")),
      let close = Self.closing(text, open)
    else { return nil }
    let name = text[..<open]
    let arguments = text[text.utf8.index(after: open)..<close]
    let rest = text[text.utf8.index(after: close)...]
    let isMono = name.utf8.last == 0x20
    guard !isMono || rest.has(" [0x") || rest.has(" in "), Self.areArguments(arguments),
      let method = CLRMethod(name.trimmed)
    else { return nil }
    frame = Frame()
    if let (path, line) = Self.place(rest) {
      frame.setPath(String(path))
      frame.lineNumber = line
    }
    frame.module = method.type
    frame.function = method.name
    // Without symbols no frame has a file; then the namespace is all that tells them apart.
    if frame.filename == nil, let type = method.type, !ForeignCode.clr.owns(module: type) {
      frame.inApp = true
    }
  }

  /// Where the parenthesis closes that opens at `open`.
  private static func closing(_ text: Substring, _ open: Substring.Index) -> Substring.Index? {
    var depth = 0
    var index = open
    while index < text.utf8.endIndex {
      if text.utf8[index] == UInt8(ascii: "(") { depth += 1 }
      if text.utf8[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return index }
      index = text.utf8.index(after: index)
    }
    return nil
  }

  /// Types with names, where other runtimes print a file.
  private static func areArguments(_ text: Substring) -> Bool {
    guard !text.isEmpty else { return true }
    // Those are the JVM's, which knows no more of some frames.
    guard text != "Native Method", text != "Unknown Source", !text.has("<"),
      !text.utf8.contains(0x3A)
    else { return false }
    return text.utf8.contains(0x20) || !text.utf8.contains(UInt8(ascii: "."))
      || text.utf8.contains(UInt8(ascii: ","))
  }

  /// ` in PATH:line 12`, in any language, or Mono's ` [0x0001] in PATH:12`.
  private static func place(_ text: Substring) -> (path: Substring, line: Int?)? {
    var rest = text.trimmed
    if rest.has("["), let (_, after) = rest.split(around: "]") { rest = after.trimmed }
    guard let (word, location) = rest.split(around: " "), !word.utf8.isEmpty,
      !word.utf8.contains(where: { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "+") }),
      let (path, number) = location.splitLast(around: ":"), !path.has("<"), !path.isEmpty
    else { return nil }
    let digits = number.utf8.drop { !(0x30...0x39).contains($0) }
    guard let (line, _) = Substring(digits).leadingNumber else { return nil }
    return (path, line > 0 ? line : nil)
  }
}

/// The name of a method as the runtime prints it, without what the compiler made of it.
struct CLRMethod {
  /// With its namespace: `Harbour.Boats`.
  var type: String?
  var name: String

  /// `nil` for what is no qualified name.
  init?(_ text: Substring) {
    let text = Self.withoutReturnType(text)
    guard !text.isEmpty, text.utf8.count <= 1_000, text.utf8.allSatisfy(Self.mayStandInName),
      let first = text.utf8.first, !(0x30...0x39).contains(first)
    else { return nil }
    var parts = Self.parts(text)
    guard let last = parts.popLast(), !last.isEmpty else { return nil }
    guard !parts.isEmpty else {
      // Compiled expression trees have no type.
      guard last.has("lambda_method") else { return nil }
      (type, name) = (nil, String(last))
      return
    }
    var method = String(last.prefix { $0 != "[" })
    // State machines and closures are nested types; the method is in angle brackets.
    while let nested = parts.last, nested.has("<") {
      if method == "MoveNext" || method.hasPrefix("<") == false || nested.has("<>c") == false,
        let source = Self.sourceName(nested)
      {
        method = source
      }
      parts.removeLast()
    }
    method = Self.sourceName(method[...]) ?? method
    guard !method.isEmpty else { return nil }
    name = method
    type =
      parts.isEmpty
      ? nil
      : parts.map { $0.prefix { $0 != "`" && $0 != "[" } }
        .joined(separator: ".")
  }

  /// `<Register>d__5`, `<Register>b__0_1` are `Register`; `<Register>g__Insert|3_0` is `Insert`,
  /// `<Main>$` is `Main`. `nil` for names that nobody mangled.
  private static func sourceName(_ name: Substring) -> String? {
    guard name.has("<") else { return nil }
    if let (_, local) = name.split(around: ">g__"), let (inside, _) = local.split(around: "|") {
      return String(inside)
    }
    var inside = name.dropFirst()
    while inside.has("<") { inside = inside.dropFirst() }
    guard let (source, _) = inside.split(around: ">"), !source.isEmpty else { return nil }
    return String(source)
  }

  /// Split at dots outside brackets; `.ctor` keeps its own.
  private static func parts(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.utf8.startIndex
    var index = start
    while index < text.utf8.endIndex {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "]") { depth -= 1 }
      let isSeparator = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
      if isSeparator, depth <= 0, index > start {
        parts.append(text[start..<index])
        start = text.utf8.index(after: index)
      }
      index = text.utf8.index(after: index)
    }
    parts.append(text[start...])
    return parts
  }

  /// Some loggers print `async Task<Boat> Harbour.Boats.Register`.
  private static func withoutReturnType(_ text: Substring) -> Substring {
    var depth = 0
    var start = text.utf8.startIndex
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case UInt8(ascii: "<"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ">"), UInt8(ascii: "]"): depth -= 1
      case 0x20 where depth <= 0: start = text.utf8.index(after: index)
      default: break
      }
    }
    return text[start...]
  }

  private static func mayStandInName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || "_.`<>[],|$+-=@&*{} ".utf8.contains(byte)
  }
}

extension Substring {
  func dropFirst(bytes count: Int) -> Substring { Substring(utf8.dropFirst(count)) }
}
