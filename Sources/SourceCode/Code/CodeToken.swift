/// A token of code in any language.
struct CodeToken: Sendable {
  enum Kind: Sendable {
    case word, number, string, symbol, label, mark, opening, closing, end
  }

  var kind: Kind
  /// The token as it is written; of a symbol, a label or a string the text in it.
  var text: String
  var start: Int
  var end: Int
  var firstLine: Int
  var lastLine: Int
  /// Whether nothing but blanks is before it on its line, and whether blanks are before it.
  var startsLine = false
  var followsBlank = false
  /// For a bracket: the index of its partner; the number of tokens when there is none, and `-1` for
  /// a closing one.
  var partner = -1
  /// What is put into a string.
  var interpolations: [String] = []
  /// Whether a string is a pattern, or a list of words.
  var isPattern = false

  func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }
  func isOpening(_ text: String) -> Bool { kind == .opening && self.text == text }
  func isClosing(_ text: String) -> Bool { kind == .closing && self.text == text }
}
