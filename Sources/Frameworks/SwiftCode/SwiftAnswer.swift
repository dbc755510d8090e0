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

    /// The same, and those of reasons that are answered alike: what is in use is taken.
    var kinWords: [String] {
      switch self {
      case .taken, .inUse, .notEnough:
        [Reason.taken([], table: ""), .inUse(""), .notEnough("")].flatMap(\.words) + ["conflict"]
      case .tooLong, .invalid, .missing:
        [Reason.tooLong(""), .invalid(""), .missing("")].flatMap(\.words)
      case .unknown: words
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

    /// The name of a new case that says so of whatever it is about.
    var codeName: String {
      switch self {
      case .taken: "taken"
      case .unknown: "notFound"
      case .inUse: "inUse"
      case .tooLong: "tooLong"
      case .invalid: "invalid"
      case .missing: "missing"
      case .notEnough: "notEnough"
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
      if let name = type.payloadCase(for: reason) {
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
    guard let type = types.first, let edits = type.adding(reason, in: source) else { return nil }
    return SwiftAnswer(
      statement: "throw \(type.name).\(reason.caseName)", declaration: (type.file, edits))
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
