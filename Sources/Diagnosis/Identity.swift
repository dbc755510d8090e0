import DatabaseErrors
import EventSchema
import StackTraces

/// What makes an event belong to its issue: what is violated, and where it is written.
struct Identity {
  var violation: ConstraintViolation?
  /// Module of the culprit, else its path.
  var module: String?
  var function: String?
  var exceptionType: String?
  /// The message with its values taken out, for failures that are no violation and have no culprit,
  /// and for plain messages.
  var messageShape: String?

  init(violation: ConstraintViolation?, event: Event, culprit: Frame?) {
    self.violation = violation
    module = culprit.flatMap { $0.module ?? $0.displayPath }
    function = culprit?.function
    exceptionType = event.exceptions.last?.qualifiedType
    if violation == nil, culprit == nil || event.exceptions.isEmpty {
      messageShape = (event.exceptions.last?.value ?? event.message).map(withoutValues)
    }
  }
}

/// The text with everything that looks like a value replaced by `?`: quoted parts, numbers,
/// hexadecimal and other mixed words. At most 200 characters.
func withoutValues(_ text: String) -> String {
  var result = ""
  var quote: Character?
  var word = ""
  var length = 0
  func endWord() {
    guard !word.isEmpty else { return }
    let shown = word.contains(where: \.isNumber) ? "?" : word
    result += shown
    length += shown.count
    word = ""
  }
  for character in text.prefix(2_000) {
    if let open = quote {
      if character == open {
        quote = nil
        result += "?"
      }
      continue
    }
    switch character {
    case "'" where word.isEmpty, "\"" where word.isEmpty, "`" where word.isEmpty:
      quote = character
    case _ where character.isLetter || character.isNumber || "_-.@".contains(character):
      word.append(character)
    default:
      endWord()
      result.append(character.isNewline ? " " : character)
      length += 1
    }
    if length > 200 { break }
  }
  endWord()
  if quote != nil { result += "?" }
  return String(result.prefix(200))
}
