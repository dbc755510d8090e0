extension PythonModule {
  /// The line of the first bracket without a partner, or of the end of a text whose last string
  /// does not end; `nil` when all have one. What is no whole file may rightly have some.
  public static func firstUnpairedLine(of file: SourceFile) -> Int? {
    let bytes = Array(file.text.utf8)
    guard bytes.count <= SourceLimits.parsedBytesMax else { return nil }
    var tokenizer = PythonTokenizer(bytes)
    tokenizer.tokenize()
    var open: [(closer: PythonWord, line: Int32)] = []
    for token in tokenizer.tokens where token.kind == .operator {
      switch token.word {
      case .leftParenthesis: open.append((.rightParenthesis, token.line))
      case .leftBracket: open.append((.rightBracket, token.line))
      case .leftBrace: open.append((.rightBrace, token.line))
      case .rightParenthesis, .rightBracket, .rightBrace:
        guard open.popLast()?.closer == token.word else {
          return file.firstLine + Int(token.line) - 1
        }
      default: continue
      }
    }
    let end = tokenizer.unterminatedQuote.flatMap { _ in tokenizer.tokens.last?.endLine }
    return (open.first?.line ?? end).map { file.firstLine + Int($0) - 1 }
  }
}
