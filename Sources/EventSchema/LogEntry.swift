/// A message and what belongs into its gaps, as SDKs send it in `logentry` or `message`.
struct LogEntry {
  var message: String?
  var formatted: String?
  var parameters: JSON = .null

  /// What the SDK formatted, else the message with its parameters filled in; `nil` for neither.
  var text: String? {
    if let formatted, !formatted.isEmpty { return formatted }
    guard let message = message.map({ trimmed($0, to: Limits.messageLengthMax) }),
      !message.isEmpty
    else { return nil }
    switch parameters {
    case .array(let values) where !values.isEmpty: return LogEntry.fill(message, values)
    case .object(let members) where !members.isEmpty: return LogEntry.fill(message, members)
    default: return message
    }
  }

  /// A gap that occurs a thousand times must not multiply a long parameter: beyond this, gaps stay.
  private static let filledBytesMax = 4 * Limits.messageLengthMax

  private static func text(_ value: JSON) -> String {
    trimmed(value.string ?? value.serialised, to: Limits.messageLengthMax)
  }

  /// Fills `%s` and its like, and `{}`, in order. A gap without a parameter stays as it is.
  private static func fill(_ message: String, _ values: [JSON]) -> String {
    var filled = ""
    var rest = message[...]
    var remaining = values[...]
    while filled.utf8.count < filledBytesMax,
      let gap = rest.firstIndex(where: { $0 == "%" || $0 == "{" })
    {
      filled += rest[..<gap]
      rest = rest[gap...]
      if rest.hasPrefix("%%") {
        filled += "%"
        rest = rest.dropFirst(2)
      } else if let value = remaining.first, isPositionalGap(rest) {
        filled += text(value)
        remaining = remaining.dropFirst()
        rest = rest.dropFirst(2)
      } else {
        filled.append(rest.removeFirst())
      }
    }
    return filled + rest
  }

  private static func isPositionalGap(_ text: Substring) -> Bool {
    if text.hasPrefix("{}") { return true }
    guard text.hasPrefix("%"), let letter = text.dropFirst().first else { return false }
    return "sdirfvq@".contains(letter)
  }

  /// Fills `%(name)s` and `{name}`.
  private static func fill(_ message: String, _ members: [JSON.Member]) -> String {
    var filled = ""
    var rest = message[...]
    while filled.utf8.count < filledBytesMax,
      let gap = rest.firstIndex(where: { $0 == "%" || $0 == "{" })
    {
      filled += rest[..<gap]
      rest = rest[gap...]
      if let (name, end) = namedGap(rest), let member = members.first(where: { $0.name == name }) {
        filled += text(member.value)
        rest = rest[end...]
      } else {
        filled.append(rest.removeFirst())
      }
    }
    return filled + rest
  }

  /// A name is short, so that an opening without an end costs little.
  private static let nameLengthMax = 64

  private static func namedGap(_ text: Substring) -> (name: Substring, end: Substring.Index)? {
    let isPercent = text.hasPrefix("%(")
    let inner = text.dropFirst(isPercent ? 2 : 1)
    let closing: Character = isPercent ? ")" : "}"
    guard isPercent || text.hasPrefix("{"),
      let close = inner.prefix(nameLengthMax).firstIndex(of: closing)
    else { return nil }
    let afterClose = inner.index(after: close)
    guard isPercent else { return (inner[..<close], afterClose) }
    guard afterClose < inner.endIndex else { return nil }
    return (inner[..<close], inner.index(after: afterClose))
  }
}
