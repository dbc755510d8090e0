import SourceCode

/// What is wrong with a changed file's syntax that was right before; `nil` when it reads, or when
/// its language is not known.
func syntaxComplaint(about file: Plan.File) -> String? {
  let before = file.before.map { String(decoding: $0, as: UTF8.self) } ?? ""
  let after = String(decoding: file.after, as: UTF8.self)
  func source(_ text: String) -> SourceFile { SourceFile(path: file.path, text: text) }
  guard let line = firstUnreadableLine(source(after)) else { return nil }
  // What the reader did not understand before is no fault of the change.
  guard file.before == nil || firstUnreadableLine(source(before)) == nil else { return nil }
  return "\(file.path) would not be valid any more (line \(line)), so nothing was changed; please "
    + "report this as a defect of the tool"
}

/// The first line that makes no sense to the reader of the file's language.
private func firstUnreadableLine(_ file: SourceFile) -> Int? {
  if file.path.hasSuffix(".py") {
    return PythonModule(parsing: file).unreadable.first?.firstLine
      ?? PythonModule.firstUnpairedLine(of: file)
  }
  return CodeFile.firstUnpairedLine(of: file)
}
