import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// How the file at hand refuses what somebody asked for, in an error of the application's own.
extension RecipePlace {
  /// Another sentence in the words of a refusal that is there: of the function, else of its file.
  var houseRefusal: String? {
    guard Self.throwing.contains(language), holds(.request), let sentence = value("sentence")
    else { return nil }
    let raised = file.walk.statements.map(\.statement).filter { $0.kind == .raise }
    let own = write.site.function.span
    let near = raised.filter { own.holds($0.span) } + raised.filter { !own.holds($0.span) }
    return near.lazy.compactMap { refusal(like: $0, saying: sentence) }.first
  }

  /// Languages that say `throw new Refusal('…');`.
  private static let throwing: Set<String> = ["javascript", "php"]

  /// The statement with another sentence, and with another status where it names one; `nil` where
  /// its words may mean anything else.
  private func refusal(like statement: CodeStatement, saying sentence: String) -> String? {
    guard let error = statement.calls.first(where: { $0.separator == "new" }),
      isRefusal(error.name)
    else { return nil }
    var edits: [(span: CodeSpan, text: String)] = []
    var saysSentence = false
    for argument in error.arguments {
      switch argument.value.kind {
      case .string(let text)
      where argument.key == nil && text.value.mentions(" ") && !saysSentence:
        saysSentence = true
        edits.append((argument.value.span, style.dialect(language)("'\(sentence)'")))
      case .number(let number) where Self.statuses.contains(number):
        let isKept = isOfInput && Self.bad.contains(number)
        edits.append((argument.value.span, isKept ? number : status))
      default: return nil
      }
    }
    guard saysSentence, edits.count <= 2,
      var bytes = file.source.bytes(statement.span.start..<statement.span.end)
    else { return nil }
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      let range = edit.span.start - statement.span.start..<edit.span.end - statement.span.start
      guard bytes.indices.contains(range.lowerBound), range.upperBound <= bytes.count else {
        return nil
      }
      bytes.replaceSubrange(range, with: edit.text.utf8)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.contains("\n") else { return nil }
    return text.hasSuffix(";") || !style.usesSemicolons ? text : text + ";"
  }

  /// Whether a class is the application's own for what is refused, and not for what is missing or
  /// not allowed.
  private func isRefusal(_ name: String) -> Bool {
    let words = CodeNaming.underscored(name.lastComponent).split(separator: "_").map { String($0) }
    guard !words.contains(where: Self.otherReasons.contains),
      !isOfInput || !words.contains(where: Self.conflicts.contains)
    else { return false }
    return reading.failure.tree.files.contains { file in
      !file.path.isOfTests && file.mentions("class \(name.lastComponent) extends ")
    }
  }

  /// Parts of the names of errors that are about something else.
  private static let otherReasons: Set<String> = [
    "not", "missing", "unknown", "absent", "gone", "unauthorized", "unauthenticated", "auth",
    "authentication", "authorization", "forbidden", "denied", "permission", "access", "timeout",
    "config", "configuration", "internal", "server", "expired", "unavailable", "network",
    "connection", "database", "parse", "syntax", "unsupported", "payment", "closed", "empty",
  ]

  /// Parts of the names of errors that are about another row.
  private static let conflicts: Set<String> = [
    "taken", "conflict", "exists", "existing", "duplicate", "already", "used", "unique",
  ]

  /// Statuses of an answer to what is wrong in itself.
  private static let bad: Set<String> = ["400", "422"]

  private static let statuses = Set((400...499).map { String($0) })

  /// The answer to a request that cannot be granted as things are; for a value that no row may
  /// have, to a bad one.
  var status: String { isOfInput ? "400" : "409" }

  /// Whether the value is refused whatever the rows are.
  var isOfInput: Bool {
    remedy.kind == .requireValue || remedy.kind == .limitInput
      || remedy.kind == .validateOnPath && reading.violation?.kind == .check
  }
}
