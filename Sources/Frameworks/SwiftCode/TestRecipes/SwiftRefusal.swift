import EventSchema
import SourceCode

/// The application's own error for a value that is taken.
struct SwiftRefusal {
  /// What the error is compared with: the value where it can be compared, else the type.
  var expectation: String
  /// Whether `$0` is that error.
  var condition: String

  /// What an answer throws; only its type where the case is yet to be declared, so that the test
  /// can be built before.
  init?(_ answer: SwiftAnswer, _ types: SwiftTypes) {
    self.init(answer.statement, types)
    guard answer.declaration != nil, let name = answer.statement.rest(after: "throw ") else {
      return
    }
    let owner = name.split(separator: ".").dropLast().joined(separator: ".")
    (expectation, condition) = ("\(owner).self", "$0 is \(owner)")
  }

  /// Reads `throw Refusal.emailTaken`; `nil` for an error of a type that is not in sight.
  init?(_ text: String, _ types: SwiftTypes) {
    guard let thrown = text.rest(after: "throw ")?.trimmed else { return nil }
    let name = String(thrown.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    let isWhole = name == thrown
    if let type = types.type(name), !isWhole {
      (expectation, condition) = ("\(type.path).self", "$0 is \(type.path)")
      return
    }
    // A case, or a factory of the type.
    let owner = name.split(separator: ".").dropLast().joined(separator: ".")
    guard !owner.isEmpty, let type = types.type(owner) else { return nil }
    if isWhole, type.isComparable {
      (expectation, condition) = (name, "$0 as? \(type.path) == \(name)")
    } else {
      (expectation, condition) = ("\(type.path).self", "$0 is \(type.path)")
    }
  }
}

extension SwiftType {
  /// Whether two of its values can be compared: it says so, or is an enum of bare cases.
  fileprivate var isComparable: Bool {
    if head.mentionsWord("Equatable") || head.mentionsWord("Hashable") { return true }
    guard kind == .enum else { return false }
    return !members.contains { member in
      let text = file.parsed.source(of: member.head)
      return text.mentionsWord("case") && (text.parts(at: "=").first ?? "").mentions("(")
    }
  }
}
