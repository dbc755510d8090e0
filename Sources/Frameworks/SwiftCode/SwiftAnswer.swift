import EventSchema
import Fixes
import SourceCode

/// How the application tells whoever asked that it declines: a `throw` of an error of its own.
struct SwiftAnswer {
  /// `throw Refusal.emailTaken`
  var statement: String
  /// The case that has to be added to the error's type, if it has none that fits.
  var declaration: (file: SwiftSourceFile, edits: [Edit])?

  /// The status that `throw Abort(.conflict, …)` answers with: `.conflict`.
  var status: String? {
    guard let rest = statement.rest(after: "throw Abort(."), rest.first?.isLetter == true else {
      return nil
    }
    return "." + rest.prefix { $0.isLetter }
  }

  /// What is to be said.
  enum Reason {
    case taken([String], table: String)
    case unknown(String)
    case inUse(String)
    case tooLong(String)
    case invalid(String)
    case missing(String)
    case notEnough(String)

    /// What it is about, in the words of the code: `sailNumber`.
    var subject: String {
      switch self {
      case .taken(let columns, let table):
        columns.count == 1 ? columns[0] : CodeNaming.singular(table)
      case .unknown(let table), .inUse(let table): CodeNaming.singular(table)
      case .tooLong(let column), .invalid(let column), .missing(let column),
        .notEnough(let column):
        column
      }
    }

    /// Parts of names of cases that say so beside the subject.
    var words: [String] {
      switch self {
      case .taken: ["taken", "duplicate", "exists", "already", "inuse", "used", "notunique"]
      case .unknown: ["unknown", "nosuch", "notfound", "missing", "doesnotexist"]
      case .inUse: ["inuse", "stillused", "isused", "hasdependents", "notempty", "referenced"]
      case .tooLong: ["toolong", "invalid", "length"]
      case .invalid: ["invalid", "illegal", "notallowed", "outofrange"]
      case .missing: ["missing", "required", "empty", "needed", "invalid"]
      case .notEnough: ["notenough", "toolow", "insufficient", "soldout", "toofew"]
      }
    }

    /// The name of a new case.
    var caseName: String {
      let name = subject.swiftIdentifier
      return switch self {
      case .taken: "\(name)Taken"
      case .unknown: "unknown\(name.capitalizedFirst)"
      case .inUse: "\(name)InUse"
      case .tooLong: "\(name)TooLong"
      case .invalid: "invalid\(name.capitalizedFirst)"
      case .missing: "\(name)Missing"
      case .notEnough: "notEnough\(name.capitalizedFirst)"
      }
    }

    /// A sentence for whoever asked.
    var sentence: String {
      let words = subject.swiftIdentifier.separateWords
      return switch self {
      case .taken(let columns, _) where columns.count == 1: "This \(words) is taken."
      case .taken: "There is such a \(words) already."
      case .unknown: "There is no such \(words)."
      case .inUse: "This \(words) is still in use."
      case .tooLong: "This \(words) is too long."
      case .invalid: "This \(words) is not allowed."
      case .missing: "The \(words) is missing."
      case .notEnough: "There is not enough \(words)."
      }
    }

    /// The status of an answer over HTTP, as web frameworks name it.
    var status: String {
      switch self {
      case .taken, .inUse, .notEnough: ".conflict"
      case .unknown: ".notFound"
      case .tooLong, .invalid, .missing: ".unprocessableEntity"
      }
    }
  }
}

extension SwiftReading {
  /// The application's own way to say it in a file; `nil` where none is in sight.
  func answer(_ reason: SwiftAnswer.Reason, in file: SwiftSourceFile) -> SwiftAnswer? {
    let types = refusalTypes(in: file)
    for type in types {
      if let name = type.caseName(for: reason) {
        return SwiftAnswer(statement: "throw \(type.name).\(name)")
      }
    }
    if file.source.mentions("import Vapor") {
      return SwiftAnswer(
        statement: "throw Abort(\(reason.status), reason: \"\(reason.sentence)\")")
    }
    if file.source.mentions("import Hummingbird") {
      return SwiftAnswer(
        statement: "throw HTTPError(\(reason.status), message: \"\(reason.sentence)\")")
    }
    guard let type = types.first, let edit = type.adding(reason, in: source) else { return nil }
    return SwiftAnswer(
      statement: "throw \(type.name).\(reason.caseName)", declaration: (type.file, [edit]))
  }

  /// Enums of errors that the code at hand throws on purpose, those of the same file first.
  private func refusalTypes(in file: SwiftSourceFile) -> [SwiftErrorEnum] {
    let all = source.errorEnums.filter { type in
      source.files.contains { $0.source.mentions("throw \(type.name).") }
    }
    let near = all.filter { file.source.mentions("throw \($0.name).") }
    return near + (near.isEmpty && all.count == 1 ? all : [])
  }
}

/// A type of errors with a name for each: an enum, or a struct with static properties.
struct SwiftErrorEnum {
  var name: String
  var file: SwiftSourceFile
  var isEnum: Bool
  var hasSentences: Bool
  var isExtensible: Bool
  /// The statements `case …` (of a struct `static let …`) and the names in them.
  var cases: [(statement: SwiftStatement, names: [String])]

  /// A case without a payload that says what is to be said.
  func caseName(for reason: SwiftAnswer.Reason) -> String? {
    let subject = reason.subject.plainLowercased
    let names = cases.flatMap(\.names)
    let own = names.first { name in
      let plain = name.plainLowercased
      return plain.mentions(subject) && reason.words.contains { plain.mentions($0) }
    }
    if let own { return own }
    // A case that says nothing of a subject speaks of all of them.
    return names.first { name in reason.words.contains(name.plainLowercased) }
  }

  /// A new case behind the last one; `nil` when some `switch` lists all cases.
  func adding(_ reason: SwiftAnswer.Reason, in source: SwiftSource) -> Edit? {
    guard isEnum else { return addingProperty(reason, in: source) }
    guard isExtensible, let last = cases.last?.statement, file.source.isWhole,
      let margin = file.source.margin(at: last.span.start), !isSwitchedOver(in: source),
      !cases.flatMap(\.names).contains(reason.caseName)
    else { return nil }
    let value = hasSentences ? " = \"\(reason.sentence)\"" : ""
    return .insert(
      "\(margin)case \(reason.caseName)\(value)\n",
      at: file.source.lineEnd(of: max(last.span.end - 1, 0)))
  }

  /// A new property behind one that says something alike, made in the same way:
  /// `static let emailTaken = Refusal(.taken, "…")`.
  private func addingProperty(_ reason: SwiftAnswer.Reason, in source: SwiftSource) -> Edit? {
    let alike = cases.first { _, names in
      names.contains { name in reason.words.contains { name.plainLowercased.mentions($0) } }
    }
    guard isExtensible, file.source.isWhole, let (statement, names) = alike ?? cases.last,
      let name = names.first, statement.strings.count <= 1,
      !cases.flatMap(\.names).contains(reason.caseName),
      let margin = file.source.margin(at: statement.span.start),
      let (head, value) = file.parsed.source(of: statement.span).halved(at: "=")
    else { return nil }
    var made = value
    if let sentence = statement.strings.first {
      made = made.replacing(
        file.parsed.source(of: sentence.span), with: "\"\(reason.sentence)\"")
    }
    if alike == nil {
      // The code beside the sentence has to say the same.
      for word in value.split(whereSeparator: { !$0.isLetter && $0 != "." })
      where word.hasPrefix(".") && word.count > 1 {
        guard let other = source.caseBeside(String(word.dropFirst()), saying: reason.words) else {
          return nil
        }
        made = made.replacing(word, with: ".\(other)")
      }
    }
    return .insert(
      "\(margin)\(head.replacing(name, with: reason.caseName))=\(made)\n",
      at: file.source.lineEnd(of: max(statement.span.end - 1, 0)))
  }

  /// Whether a `switch` without a default names cases of it.
  private func isSwitchedOver(in source: SwiftSource) -> Bool {
    let names = Set(cases.flatMap(\.names))
    for file in source.files where file.source.mentions("switch ") {
      var found = false
      file.parsed.visit { statement in
        guard statement.kind == .switch, !found else { return !found }
        let heads = statement.blocks.flatMap(\.statements).filter { $0.kind == .switchCase }
          .map { file.parsed.source(of: $0.head) }
        let isOpen = heads.contains { $0.hasPrefix("default") || $0.hasPrefix("@unknown") }
        let named = heads.flatMap { head in
          head.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
        }.filter { $0.hasPrefix(".") || $0.hasPrefix(name + ".") }
          .compactMap { $0.split(separator: ".").last.map(String.init) }
        if !isOpen, !named.isEmpty, names.isSuperset(of: named) { found = true }
        return !found
      }
      if found { return true }
    }
    return false
  }
}

extension SwiftSource {
  /// Of the enum that has a case, the one that says one of the words: `invalid` beside `taken`.
  fileprivate func caseBeside(_ name: String, saying words: [String]) -> String? {
    for file in files where file.source.mentions("enum ") {
      var found: String?
      file.parsed.visit { statement in
        guard found == nil, case .type = statement.kind,
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return found == nil }
        let names = file.caseNames(in: body).flatMap(\.names)
        if names.contains(name) { found = names.first { words.contains($0.plainLowercased) } }
        return found == nil
      }
      if let found { return found }
    }
    return nil
  }

  /// The types of errors that name each one, but for those that keep what a database said.
  func findErrorEnums() -> [SwiftErrorEnum] {
    var found: [SwiftErrorEnum] = []
    for file in files where file.source.mentions("Error") {
      file.parsed.visit { statement in
        guard case .type(let name) = statement.kind else { return true }
        let head = file.parsed.source(of: statement.head)
        let isError = ["Error", "LocalizedError", "AbortError", "HTTPResponseError"].contains {
          head.mentionsWord($0)
        }
        let isEnum = head.mentions("enum \(name)")
        guard isEnum || head.mentions("struct \(name)"), isError,
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return true }
        let cases =
          isEnum ? file.caseNames(in: body) : file.instanceNames(in: body, of: name)
        guard isEnum || !cases.isEmpty else { return true }
        // Members that list the cases would have to know a new one.
        found.append(
          SwiftErrorEnum(
            name: name, file: file, isEnum: isEnum, hasSentences: head.mentionsWord("String"),
            isExtensible: !cases.isEmpty && !head.mentionsWord("Int"), cases: cases))
        return true
      }
    }
    return found
  }
}

extension SwiftSourceFile {
  /// The statements `case …` of an enum and the names in them.
  fileprivate func caseNames(
    in body: SwiftBlock
  ) -> [(statement: SwiftStatement, names: [String])] {
    body.statements.compactMap { member in
      let text = parsed.source(of: member.span)
      guard text.hasPrefix("case ") else { return nil }
      let names = text.dropFirst(5).description.parts(at: ",").compactMap { part -> String? in
        let name = part.parts(at: "=").first?.trimmed ?? ""
        return name.mentions("(") || name.isEmpty ? nil : name
      }
      return (member, names)
    }
  }

  /// The static properties that hold a value of the type itself, and their names.
  fileprivate func instanceNames(
    in body: SwiftBlock, of type: String
  ) -> [(statement: SwiftStatement, names: [String])] {
    body.statements.compactMap { member in
      guard case .binding(let name) = member.kind else { return nil }
      let text = parsed.source(of: member.span)
      let isMade = ["= \(type)(", "= .init(", "= Self("].contains { text.mentions($0) }
      return isMade && text.mentions("static let \(name)") ? (member, [name]) : nil
    }
  }
}

extension String {
  /// Letters and digits alone, in lower case.
  var plainLowercased: String { filter { $0.isLetter || $0.isNumber }.lowercased() }

  /// `sail_number` and `SailNumber` become `sailNumber`.
  var swiftIdentifier: String {
    let parts = split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let first = (parts.first ?? "").lowerCamelCased
    return first + parts.dropFirst().map(\.capitalizedFirst).joined()
  }

  /// `sailNumber` becomes `sail number`.
  var separateWords: String {
    var result = ""
    var previous: Character = " "
    for character in self {
      if character.isUppercase, !result.isEmpty, !previous.isUppercase { result += " " }
      result.append(contentsOf: character.lowercased())
      previous = character
    }
    return result
  }
}
