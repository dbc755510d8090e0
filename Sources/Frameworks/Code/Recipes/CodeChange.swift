import Fixes
import SourceCode

/// Edits of code on the way to one fix.
struct CodeChange {
  private var edits: [(file: CodeSourceFile, edits: [Edit])] = []
  private var newFiles: [FileChange] = []
  private var otherFiles: [FileChange] = []

  /// Changes a file that is no code.
  mutating func edit(_ file: SourceFile, _ edit: Edit) {
    guard let after = file.applying([edit]) else { return }
    otherFiles.append(FileChange(path: file.path, before: file.text, after: after))
  }

  /// Another text of a file that is no code, or of one that is not read as code.
  mutating func replace(_ file: SourceFile, with text: String) {
    otherFiles.append(FileChange(path: file.path, before: file.text, after: text))
  }

  /// Adds an edit; line ends become those of the file.
  mutating func edit(_ file: CodeSourceFile, _ edit: Edit) {
    let newline = file.style.newline
    let text = edit.replacement.replacing("\r\n", by: "\n").replacing("\n", by: newline)
    let edit = Edit(edit.range, with: text)
    if let index = edits.firstIndex(where: { $0.file.source == file.source }) {
      if !edits[index].edits.contains(edit) { edits[index].edits.append(edit) }
    } else {
      edits.append((file, [edit]))
    }
  }

  mutating func add(path: String, text: String) {
    newFiles.append(FileChange(path: path, before: nil, after: text))
  }

  /// The change as a fix; `nil` when nothing changes or a file would no longer read as it did. On
  /// an excerpt the change is only shown.
  func fix(_ title: String, because rationale: String) -> Fix? {
    var changes = newFiles + otherFiles
    var isWhole = true
    for (file, edits) in edits {
      guard let after = file.source.applying(edits), after != file.source.text,
        file.stillReads(after)
      else { return nil }
      isWhole = isWhole && file.source.isWhole
      changes.append(
        FileChange(
          path: file.source.path, before: file.source.text, after: after,
          firstLine: file.source.firstLine, isWhole: file.source.isWhole))
    }
    let diff = UnifiedDiff(changes)
    guard !diff.files.isEmpty else { return nil }
    return Fix(
      title: title, applicability: isWhole ? .unsafe : .guidance, rationale: rationale,
      files: diff.files, diff: isWhole ? diff.text : "", sketch: isWhole ? "" : diff.text)
  }
}

extension CodeSourceFile {
  /// Whether a changed text has the same functions and types, and no bracket that closes nothing
  /// where there was none.
  func stillReads(_ text: String) -> Bool {
    let changed = CodeFile(
      parsing: text, language: parsed.language, firstLine: source.firstLine)
    let names = parsed.functions.compactMap(\.block.name)
    let types = parsed.types.compactMap(\.name)
    return Set(changed.functions.compactMap(\.block.name)).isSuperset(of: names)
      && changed.types.compactMap(\.name) == types
      && changed.body.cuts <= parsed.body.cuts
  }
}

extension CodeBlock {
  /// Blocks whose beginning is not in sight.
  fileprivate var cuts: Int {
    statements.flatMap(\.blocks).reduce(0) { $0 + ($1.kind == .cut ? 1 + $1.cuts : 0) }
  }
}
