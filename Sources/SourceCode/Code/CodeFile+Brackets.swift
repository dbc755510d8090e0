extension CodeFile {
  /// The line of the first bracket without a partner; `nil` when all have one, or for a language
  /// that is not known. What is no whole file may rightly have some.
  public static func firstUnpairedLine(of file: SourceFile) -> Int? {
    guard let language = CodeLanguage.of(path: file.path) else { return nil }
    let tokens = CodeTokenizer.tokens(of: file.text, language, firstLine: file.firstLine)
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .opening:
        // One that was left open shares the partner of the bracket around it.
        guard tokens.indices.contains(token.partner), tokens[token.partner].partner == index else {
          return token.firstLine
        }
      case .closing where token.partner < 0: return token.firstLine
      default: continue
      }
    }
    return nil
  }
}
