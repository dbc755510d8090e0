/// One token of Swift source.
struct SwiftToken {
  var kind: Kind
  /// The first byte of punctuation or of an operator.
  var symbol: UInt8 = 0
  /// Whether it is the first of its line.
  var startsLine: Bool
  /// Whether blank space, or the end of the text, follows it.
  var isFollowedByBlank = false
  var start: Int
  var end: Int
  /// 1-based lines of the text (not of the file).
  var line: Int
  var endLine: Int

  enum Kind: UInt8 {
    case word, number, string, end
    /// One of `( ) [ ] { } , ; : @ #` and the dot.
    case punctuation
    case `operator`
  }

  func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    kind == .punctuation && symbol == UInt8(ascii: scalar)
  }
}
