import DatabaseErrors
import EventSchema

/// How the value that collided relates to what the client sent.
enum SentValue {
  /// The request's body or query holds the colliding value.
  case sent
  /// It holds the value in other letter case or with other blanks around it.
  case sentDifferently
  case notSent
  /// There is no request, no body, or no value to compare with.
  case unknown

  init(_ violation: ConstraintViolation, _ event: Event) {
    self = .unknown
    guard let request = event.request, !violation.values.isEmpty else { return }
    var sent: [String] = []
    collectTexts(request.data, into: &sent)
    collectTexts(request.queryString, into: &sent)
    guard !sent.isEmpty else { return }
    // Identifiers of a path are sent too, but a path alone is no input.
    sent += (request.url ?? "").split(separator: "/").map(String.init)
    let values = violation.values
    if sent.contains(where: { text in values.contains { holds($0, text) || holds(text, $0) } }) {
      self = .sent
      return
    }
    let folded = Set(values.map(foldedValue))
    self = sent.contains { folded.contains(foldedValue($0)) } ? .sentDifferently : .notSent
  }
}

/// Whether one text is the other, or long enough and inside of it: part of a composite key, or of a
/// body that was sent as it is.
private func holds(_ text: String, _ part: String) -> Bool {
  text == part || (part.utf8.count >= 4 && text.mentionsIgnoringCase(part) && text.contains(part))
}

private func foldedValue(_ text: String) -> String {
  String(text.filter { !$0.isWhitespace }).lowercased()
}

private func collectTexts(_ value: JSON, into texts: inout [String]) {
  switch value {
  case .string(let text): if !text.isEmpty { texts.append(text) }
  case .integer(let number): texts.append(String(number))
  case .number(let number): texts.append(String(number))
  case .array(let elements): for element in elements { collectTexts(element, into: &texts) }
  case .object(let members): for member in members { collectTexts(member.value, into: &texts) }
  case .null, .bool: break
  }
}
