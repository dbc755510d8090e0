import SourceCode

/// The files of one failure as they were parsed, so that each is parsed once for the facts, for all
/// changes and for the tests; of those that a change touches the changed text is another file.
///
/// A class, for the memory; it never leaves the call that made it.
final class ParsedFiles {
  private var python: [Place: PythonFile] = [:]
  private var code: [Place: CodeSourceFile] = [:]

  /// Excerpts of one file differ by their first line.
  private struct Place: Hashable {
    var path: String
    var firstLine: Int

    init(_ file: SourceFile) {
      path = file.path
      firstLine = file.firstLine
    }
  }

  func python(_ file: SourceFile) -> PythonFile {
    let place = Place(file)
    if let known = python[place], known.source == file { return known }
    let parsed = PythonFile(file)
    python[place] = parsed
    return parsed
  }

  func code(_ file: SourceFile, _ language: CodeLanguage) -> CodeSourceFile {
    let place = Place(file)
    if let known = code[place], known.source == file { return known }
    let parsed = CodeSourceFile(file, language)
    code[place] = parsed
    return parsed
  }
}
