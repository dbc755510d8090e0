import EventSchema
import SourceCode

/// What somebody who calls the changed function sees when the key is taken.
enum RefusedAnswer: Sendable, Hashable {
  /// An error with this text in its message.
  case message(String)
  /// An error of this class, or the value with this name.
  case type(String)
  /// The code of a value that the function returns.
  case value(String)
  /// A changeset with an error on the field.
  case changeset
  /// An answer to a request.
  case status(Int)
  /// Nothing: the repetition is left alone.
  case goesOn

  enum Kind: Sendable {
    case message, type, value, changeset, status, goesOn
  }

  var kind: Kind {
    switch self {
    case .message: .message
    case .type: .type
    case .value: .value
    case .changeset: .changeset
    case .status: .status
    case .goesOn: .goesOn
    }
  }

  /// What the last statement of a refusal means; `nil` when it cannot be told from its words.
  init?(_ text: String, language: String) {
    let lines = text.split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
    guard var last = lines.last else { return nil }
    if last.hasPrefix("return"), lines.count > 1, last == "return" || last == "return;" {
      last = lines[lines.count - 2]
    }
    while last.hasSuffix(";") { last.removeLast() }
    if let status = Self.status(in: last) {
      self = .status(status)
      return
    }
    for word in ["throw ", "raise "] where last.hasPrefix(word) {
      let error = String(last.dropFirst(word.count))
      guard let answer = Self.raised(lines.madeValue(of: error) ?? error) else { return nil }
      self = answer
      return
    }
    var value = last
    if value.hasPrefix("return ") {
      value = String(value.dropFirst("return ".count))
    } else if language != "elixir" {
      return nil
    }
    if language == "go" {
      guard let answer = Self.returnedError(value) else { return nil }
      self = answer
      return
    }
    guard value.isLiteral else { return nil }
    self = .value(value)
  }

  /// `SailTaken, "this sail is taken"`, `new ConflictException('…')`.
  private static func raised(_ text: String) -> RefusedAnswer? {
    var rest = text[...]
    if rest.hasPrefix("new ") { rest = rest.dropFirst(4) }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || "_\\:.".contains($0) })
    let message = String(rest).plainTexts.first
    // `raise "taken"`, and `raise SailTaken, "taken"`: what stands there is the message.
    if name.isEmpty || rest.dropFirst(name.count).hasPrefix(", ") {
      if let message { return .message(message) }
      return name.isEmpty ? nil : .type(name)
    }
    // `ActiveRecord::RecordInvalid.new(boat)`: the class and not what makes one of it.
    let parts = name.split { ".:\\".contains($0) }.map { String($0) }
    guard let type = parts.last(where: \.startsWithCapital) else { return nil }
    if messageFirst.contains(type) { return message.map { .message($0) } }
    return .type(type == parts.last ? name : type)
  }

  /// `nil, ErrTaken`.
  private static func returnedError(_ text: String) -> RefusedAnswer? {
    guard let last = text.split(separator: ",").last.map({ String($0).trimmed }) else {
      return nil
    }
    let name = last.split(separator: ".").last.map { String($0) } ?? last
    if last.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }),
      name.hasPrefix("Err") || name.hasPrefix("err") && name != "err"
    {
      return .type(last)
    }
    guard text.contains("errors.New(") else { return nil }
    return text.plainTexts.first.map { .message($0) }
  }

  /// How many values a refusal of Go returns before the error.
  static func valuesBeforeError(_ text: String) -> Int? {
    let lines = text.split(separator: "\n").map { String($0).trimmed }
    guard let last = lines.last, last.hasPrefix("return "), !last.contains("{") else { return nil }
    return last.split(separator: "(", maxSplits: 1)[0].filter { $0 == "," }.count
  }

  /// The status of an answer to a request, by the words that frameworks have for it.
  private static func status(in text: String) -> Int? {
    guard !text.hasPrefix("throw new Conflict"), !text.hasPrefix("throw new ResponseStatus"),
      !text.hasPrefix("throw ResponseStatus")
    else { return nil }
    for (word, status) in words where text.mentions(word) { return status }
    for opening in ["status(", "code(", "status: ", "abort(", ".throw("] {
      for status in 400...429 where text.mentions("\(opening)\(status)") { return status }
    }
    return nil
  }

  private static let words: [(String, Int)] = [
    ("StatusConflict", 409), ("StatusUnprocessableEntity", 422), ("StatusBadRequest", 400),
    ("HttpStatus.CONFLICT", 409), ("HttpStatus.UNPROCESSABLE_ENTITY", 422),
    ("HttpStatus.BAD_REQUEST", 400), (":conflict", 409), (":unprocessable_entity", 422),
    ("return Conflict(", 409), ("Results.Conflict(", 409),
  ]

  /// Errors whose first text is their message.
  private static let messageFirst: Set<String> = [
    "Error", "ConflictException", "BadRequestException", "UnprocessableEntityException",
    "RuntimeException", "Exception", "InvalidArgumentException", "DomainException",
    "LogicException", "IllegalStateException", "IllegalArgumentException",
    "ResponseStatusException", "ArgumentError", "RuntimeError", "StandardError",
    "InvalidOperationException", "ArgumentException", "UnexpectedValueException",
  ]
}

extension [String] {
  /// What a variable of an error was made of on a line before: `const error = new Error('taken')`.
  fileprivate func madeValue(of name: String) -> String? {
    lazy.compactMap { line -> String? in
      let parts = line.split(separator: " = ", maxSplits: 1).map { String($0) }
      guard parts.count == 2, parts[0].hasSuffix(" \(name)") || parts[0] == name,
        parts[1].hasPrefix("new ")
      else { return nil }
      return parts[1]
    }.first
  }
}

extension String {
  /// The texts in quotes that nothing is put into and nothing is escaped in.
  fileprivate var plainTexts: [String] {
    var texts: [String] = []
    var open: (quote: Character, text: String)?
    for character in self {
      if let (quote, text) = open {
        if character == quote {
          if !text.contains(where: { "\\{}$#%".contains($0) }) { texts.append(text) }
          open = nil
        } else {
          open = (quote, text + String(character))
        }
      } else if character == "'" || character == "\"" || character == "`" {
        open = (character, "")
      }
    }
    return texts
  }

  /// Whether the code of a value rests on nothing but itself.
  fileprivate var isLiteral: Bool {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in self + " " {
      if let open = quote {
        if character == open { quote = nil }
        if "\\$#`".contains(character) { return false }
        continue
      }
      if character == "'" || character == "\"" {
        quote = character
      } else if character.isLetter || character.isNumber || "_:@$".contains(character) {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return !isEmpty
      && words.allSatisfy { word in
        word.hasPrefix(":") || word.hasSuffix(":") || word.allSatisfy(\.isNumber)
          || ["null", "nil", "false", "true", "undefined", "Optional", "empty"].contains(word)
      }
  }
}
