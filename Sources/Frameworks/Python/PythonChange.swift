import Fixes
import SourceCode

/// Edits of Python files on the way to one fix.
struct PythonChange {
  private var edits: [(file: PythonFile, edits: [Edit])] = []
  private var newFiles: [FileChange] = []

  /// Adds an edit; line ends become those of the file.
  mutating func edit(_ file: PythonFile, _ edit: Edit) {
    let newline = file.style.newline
    let text = edit.replacement.replacing("\r\n", by: "\n").replacing("\n", by: newline)
    let edit = Edit(edit.range, with: text)
    if let index = edits.firstIndex(where: { $0.file.source == file.source }) {
      // Two recipes may ask for the same import.
      if !edits[index].edits.contains(edit) { edits[index].edits.append(edit) }
    } else {
      edits.append((file, [edit]))
    }
  }

  mutating func insert(_ text: String, at offset: Int, in file: PythonFile) {
    edit(file, .insert(text, at: offset))
  }

  mutating func addImport(_ names: [String], from module: String, in file: PythonFile) {
    // An excerpt without imports does not show where they belong.
    guard file.source.isWhole || !file.imports.isEmpty,
      let addition = PythonImports(file: file).adding(names, from: module)
    else { return }
    edit(file, addition)
  }

  mutating func add(path: String, text: String) {
    newFiles.append(FileChange(path: path, before: nil, after: text))
  }

  /// The change as a fix; `nil` when nothing changes or a file would not parse any more. On an
  /// excerpt the lines behind it are not known, so the change is only shown, as guidance is.
  func fix(_ title: String, _ applicability: Applicability, because rationale: String) -> Fix? {
    var changes = newFiles
    var isWhole = true
    for (file, edits) in edits {
      guard let after = file.source.applying(edits), after != file.source.text,
        file.stillParses(after)
      else { return nil }
      isWhole = isWhole && file.source.isWhole
      changes.append(
        FileChange(
          path: file.source.path, before: file.source.text, after: after,
          firstLine: file.source.firstLine, isWhole: file.source.isWhole))
    }
    let diff = UnifiedDiff(changes)
    guard !diff.files.isEmpty else { return nil }
    guard isWhole, applicability != .guidance else {
      return Fix(
        title: title, applicability: .guidance, rationale: rationale, files: diff.files,
        sketch: diff.text)
    }
    return Fix(
      title: title, applicability: applicability, rationale: rationale, files: diff.files,
      diff: diff.text)
  }
}

extension PythonFile {
  /// Whether a changed text has no more unreadable stretches than the file itself.
  func stillParses(_ text: String) -> Bool {
    let changed = PythonModule(parsing: text, firstLine: source.firstLine)
    return changed.unreadable.count <= module.unreadable.count
  }
}
