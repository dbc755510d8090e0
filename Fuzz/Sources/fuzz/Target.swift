import StackTraces

/// One parser under test.
struct Target: Sendable {
  let name: String
  /// Reads an input, and traps when the parser breaks one of its promises; a trap of the parser
  /// itself counts the same.
  let run: @Sendable (UnsafeRawBufferPointer) -> Void

  /// `canary` comes last: it is there to fail.
  static let all: [Target] =
    [.envelope, .event, .scrubber, .decompression, .message, .log, .trace]
    + Runtime.all.map(trace(by:)) + [.sql, .schema, .python, .code, .canary]
}

/// A promise of a parser; the sentence is what the crash prints.
func promise(_ isKept: Bool, _ sentence: String) {
  guard !isKept else { return }
  fatalError("broken promise: \(sentence)")
}
