/// What a log or a container puts before every line of a trace; the digits of a time may differ.
struct LogPrefix: Sendable {
  private let text: Substring

  init(_ text: Substring) { self.text = text }

  /// The line without the prefix; the line itself where it has none like it.
  func removed(from line: Substring) -> Substring {
    guard !text.isEmpty, line.utf8.count >= text.utf8.count else { return line }
    for (byte, other) in zip(line.utf8, text.utf8) {
      let areDigits = (0x30...0x39).contains(byte) && (0x30...0x39).contains(other)
      guard byte == other || areDigits else { return line }
    }
    return line[line.utf8.index(line.startIndex, offsetBy: text.utf8.count)...]
  }
}
