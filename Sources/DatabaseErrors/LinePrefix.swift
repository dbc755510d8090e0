/// Finds where a message may begin in the line of a log.
struct LinePrefix {
  /// Positions at which a known text or wrapper begins, in order; the first one that can be read
  /// counts.
  private(set) var starts: [Int] = []

  init(_ line: Bytes) {
    var rest = line
    for _ in 0..<Self.partsMax {
      rest = rest.drop(while: \.isBlank)
      guard !rest.isEmpty else { return }
      if Self.mayBegin(rest) { starts.append(rest.startIndex) }
      guard !Self.isLanguageError(rest), let length = Self.partLength(rest) else { return }
      rest = rest.dropFirst(length)
    }
  }

  private static let partsMax = 16

  /// Whether a dialect's or a wrapper's first bytes stand here.
  private static func mayBegin(_ text: Bytes) -> Bool {
    guard text.count >= 4 else { return false }
    let key = text.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1.folded) }
    if heads.keys.contains(key) || heads.firstBytes.contains(text.first ?? 0) { return true }
    return hasClass(text) || hasNumberBeforeCode(text)
      || (!heads.headlessTails.isEmpty && text.contains { $0 >= 0x80 })
  }

  /// `django.db.utils.IntegrityError: …`
  private static func hasClass(_ text: Bytes) -> Bool {
    guard let (name, _) = className(text) else { return false }
    return name.contains { $0.isUpper } || name.contains(UInt8(ascii: "."))
  }

  /// `1062 (23000): …`
  private static func hasNumberBeforeCode(_ text: Bytes) -> Bool {
    let digits = text.prefix(while: \.isDigit)
    return !digits.isEmpty && text[digits.endIndex...].starts(with: [0x20, UInt8(ascii: "(")])
  }

  private static func isLanguageError(_ text: Bytes) -> Bool {
    className(text).map { LanguageError.contains(qualified: $0.0.string) } ?? false
  }

  private static func className(_ text: Bytes) -> (Bytes, Int)? {
    let name = text.prefix { !$0.isBlank }
    guard name.last == UInt8(ascii: ":"), name.dropLast().isClassName else { return nil }
    return (name.dropLast(), name.count)
  }

  /// The length of one part of a prefix; `nil` where the text is something else.
  private static func partLength(_ text: Bytes) -> Int? {
    guard let first = text.first else { return nil }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "(") {
      let close = first == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
      return text.prefix(120).firstIndex(of: close).map { $0 - text.startIndex + 1 }
    }
    let word = text.prefix { !$0.isBlank }
    guard word.count <= 120 else { return nil }
    if ["|", ">", "-", "E", "!", "\u{2502}", "=>"].contains(word.string) { return word.count }
    if levels.contains(word.string.uppercased()) { return word.count }
    // Comments and code are no log.
    guard
      !["#", "--", "//", "/*", "*", "\"", "'", "`", "<!"].contains(where: word.string.hasPrefix)
    else { return nil }
    let marks = word.contains {
      ".@=:/#|,".utf8.contains($0) || $0.isDigit || $0 == UInt8(ascii: "-")
    }
    return marks ? word.count : nil
  }

  private static let levels: Set<String> = [
    "ERROR", "ERROR:", "ERR", "FATAL", "FATAL:", "CRITICAL", "SEVERE", "WARN", "WARNING", "INFO",
    "DEBUG", "NOTICE", "LOG", "LOG:", "UTC", "GMT", "CET", "CEST", "EST", "PST", "EXCEPTION:",
  ]

  private static let heads = Heads()

  /// The first bytes of everything that can begin a message.
  private struct Heads {
    var keys: Set<UInt32> = []
    var firstBytes: Set<UInt8> = []
    var headlessTails: [[UInt8]] = []

    init() {
      let templates =
        Dialect.all.flatMap { $0.messages.map(\.template) }
        + Driver.all.flatMap { $0.wrappers.map(\.template) }
      for template in templates {
        let head = template.head
        if head.count >= 4 {
          keys.insert(head.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1.folded) })
        } else if let first = head.first {
          firstBytes.insert(first)
        } else {
          headlessTails.append(template.tail)
        }
      }
    }
  }
}
