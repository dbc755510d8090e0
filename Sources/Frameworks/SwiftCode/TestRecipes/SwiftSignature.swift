import EventSchema
import SourceCode

/// One parameter of a function, or one stored property that a memberwise initialiser takes.
struct SwiftParameter: Hashable {
  /// `nil` when the argument is passed without one.
  var label: String?
  var name: String
  var type: String
  var hasDefault: Bool

  /// Whether it is the text of a statement to run.
  var isStatement: Bool {
    type == "String"
      && (["sql", "query", "statement"].contains(name.lowercased()) || label == "sql")
  }

  /// The argument as a call spells it.
  func argument(_ value: String) -> String { label.map { "\($0): \(value)" } ?? value }
}

/// What a call of a function has to know, read from its head.
struct SwiftSignature: Hashable {
  var parameters: [SwiftParameter]
  var isAsynchronous: Bool
  var isThrowing: Bool
  /// `nil` for a function that returns nothing.
  var result: String?

  /// Whether it runs a statement that it is given first, and returns the rows at once.
  var givesRows: Bool {
    parameters.first?.isStatement == true && !isAsynchronous && result?.hasPrefix("[") == true
  }

  /// `nil` for what cannot be called blindly: generic functions, initialisers that may fail, those
  /// of an actor of their own.
  init?(_ function: SwiftFunction) {
    let head = function.head
    guard !head.mentions("//"), !head.mentions("/*"), !head.mentions("@MainActor") else {
      return nil
    }
    let keyword = function.name == "init" ? "init(" : "func \(function.name)("
    guard let rest = head.rest(after: keyword) else { return nil }
    let clause = rest.parts(at: ")")
    guard let list = clause.first, clause.count > 1 else { return nil }
    let parameters = list.parts(at: ",").map(\.trimmed).filter { !$0.isEmpty }
      .map(Self.parameter)
    let known = parameters.compactMap(\.self)
    guard known.count == parameters.count else { return nil }
    self.parameters = known
    let effects = clause.dropFirst().joined(separator: ")")
    let arrow = effects.rest(after: "->")
    let before = effects.dropLast(arrow.map { $0.count + 2 } ?? 0)
    isAsynchronous = String(before).mentionsWord("async")
    isThrowing = String(before).mentionsWord("throws")
    let type = arrow?.trimmed
    guard type?.mentionsWord("where") != true else { return nil }
    result = type == "Void" || type == "()" ? nil : type
  }

  /// `label name: Type = default`
  static func parameter(_ text: String) -> SwiftParameter? {
    let halves = text.parts(at: ":")
    guard halves.count > 1, let names = halves.first?.trimmed, !names.hasPrefix("@") else {
      return nil
    }
    let words = names.split(separator: " ").map(String.init)
    guard let first = words.first, let name = words.last, words.count <= 2 else { return nil }
    let value = halves.dropFirst().joined(separator: ":").parts(at: "=")
    guard let type = value.first?.trimmed, !type.isEmpty else { return nil }
    return SwiftParameter(
      label: first == "_" ? nil : first, name: name, type: type,
      hasDefault: value.count > 1 || type.hasSuffix("..."))
  }
}

extension String {
  /// What follows the first place of a text.
  func rest(after needle: String) -> String? {
    let (text, part) = (Array(utf8), Array(needle.utf8))
    guard !part.isEmpty, text.count >= part.count else { return nil }
    for start in 0...(text.count - part.count) where text[start] == part[0] {
      let end = start + part.count
      if text[start..<end].elementsEqual(part) {
        return String(decoding: text[end...], as: UTF8.self)
      }
    }
    return nil
  }

  /// The parts between separators that stand in no bracket and in no string.
  func parts(at separator: Character) -> [String] {
    var parts = [""]
    var (depth, isInString) = (0, false)
    var previous: Character = " "
    for character in self {
      defer { previous = character }
      if character == "\"", previous != "\\" { isInString.toggle() }
      if !isInString, depth == 0, character == separator {
        parts.append("")
        continue
      }
      if !isInString {
        switch character {
        case "(", "[", "{", "<": depth += 1
        case ")", "]", "}": depth -= 1
        // The end of an arrow closes nothing.
        case ">" where previous != "-": depth -= 1
        default: break
        }
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  /// `AccountService` becomes `accountService`, `URLStore` `urlStore`.
  var lowerCamelCased: String {
    let capitals = prefix { $0.isUppercase }
    guard capitals.count > 1, capitals.count < count else {
      return prefix(1).lowercased() + dropFirst()
    }
    return capitals.dropLast().lowercased() + dropFirst(capitals.count - 1)
  }

  /// `bookings_booking` becomes `BookingsBooking`, `acceptInvitation` `AcceptInvitation`.
  var upperCamelCased: String {
    split { !$0.isLetter && !$0.isNumber }.map { String($0).capitalizedFirst }.joined()
  }
}
