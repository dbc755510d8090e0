import DatabaseErrors
import Diagnosis

/// The way to the failing statement: each application frame in a sentence, the frames of frameworks
/// and drivers folded into one line.
func stackTraceReading(_ diagnosis: Diagnosis) -> Document.Section? {
  let frames = diagnosis.frames
  guard !frames.isEmpty else { return nil }
  let culprit = diagnosis.culpritIndex
  var items: [Document.Item] = []
  for run in runs(of: frames) {
    guard frames[run.lowerBound].inApp else {
      items.append(Document.Item(folded(frames[run])))
      continue
    }
    for index in run {
      let sentence =
        index == culprit ? blame(diagnosis) : passage(from: index, in: frames, culprit: culprit)
      items.append(
        Document.Item(
          head(frames[index]) + sentence, source(frames[index], isCulprit: index == culprit)))
    }
  }
  return Document.Section(
    "Reading the stack trace", anchor: "stack-trace",
    [.paragraph("Oldest call first; the last one raised."), .list(items, .number)])
}

/// Neighbours that are all the application's, or all not.
private func runs(of frames: [Diagnosis.ReadFrame]) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  var start = 0
  for index in frames.indices.dropFirst() where frames[index].inApp != frames[index - 1].inApp {
    runs.append(start..<index)
    start = index
  }
  runs.append(start..<frames.count)
  return runs
}

extension Diagnosis {
  /// The last frame that stands at the culprit's place, else the last one of its function.
  fileprivate var culpritIndex: Int? {
    guard let culprit else { return nil }
    let inFile = frames.indices.filter { frames[$0].path == culprit.path }
    return inFile.last { frames[$0].line == culprit.line }
      ?? inFile.last { frames[$0].function == culprit.function }
  }
}

private func head(_ frame: Diagnosis.ReadFrame) -> Prose {
  let function: Prose = frame.function.map { " in \(code: $0)" } ?? ""
  return "\(code: frame.place)\(function): "
}

extension Diagnosis.ReadFrame {
  fileprivate var place: String {
    guard let path else { return module ?? "unknown file" }
    return line.map { "\(path):\($0)" } ?? path
  }

  fileprivate var name: String { function ?? place }
}

private func blame(_ diagnosis: Diagnosis) -> Prose {
  let table: Prose = diagnosis.violation?.statementTable.map { " in \(code: $0)" } ?? ""
  switch diagnosis.culprit?.operation {
  case "commit":
    return "\(strong: "the failure surfaces here"), when the transaction commits."
  case let operation?:
    let act = action(of: operation) ?? "runs the statement"
    return "\(strong: "the failing statement"). It \(act)\(isAboutRows(operation) ? table : "")."
  case nil:
    return "\(strong: "the failing statement")\(table)."
  }
}

extension ConstraintViolation {
  /// The table that the statement changed: of a parent that still has children, not theirs.
  fileprivate var statementTable: String? {
    kind == .foreignKey && side == .parent ? referencedTable : knownTable
  }
}

private func isAboutRows(_ operation: String) -> Bool {
  operation != "raw_statement" && operation != "migrate"
}

private func passage(
  from index: Int, in frames: [Diagnosis.ReadFrame], culprit: Int?
) -> Prose {
  let isAfterCulprit = culprit.map { index > $0 } ?? false
  let entry: Prose =
    frames[..<index].contains { $0.inApp } ? "" : "the first frame of the application; "
  guard let next = frames.indices.first(where: { $0 > index && frames[$0].inApp }) else {
    guard index + 1 < frames.count else { return "\(entry)raises the error." }
    return "\(entry)the last frame of the application\(towards(frames[(index + 1)...]))."
  }
  let call: Prose = "calls \(code: frames[next].name)"
  let between = frames[(index + 1)..<next]
  let way: Prose = between.isEmpty ? "" : " by way of \(packageList(between))"
  let note: Prose = isAfterCulprit ? ", on behalf of the statement above" : ""
  return "\(entry)\(call)\(way)\(note)."
}

private func towards(_ frames: ArraySlice<Diagnosis.ReadFrame>) -> Prose {
  frames.isEmpty ? "" : "; it calls into \(packageList(frames))"
}

private func folded(_ frames: ArraySlice<Diagnosis.ReadFrame>) -> Prose {
  "\(counted(frames.count, "frame")) of \(packageList(frames)), folded."
}

private func packageList(_ frames: ArraySlice<Diagnosis.ReadFrame>) -> Prose {
  var names: [String] = []
  for name in frames.compactMap(package) where !names.contains(name) { names.append(name) }
  guard !names.isEmpty else { return "other code" }
  guard names.count > 4 else { return Prose(listing: names) }
  return Prose(listing: Array(names.prefix(3))) + " and \(names.count - 3) more packages"
}

/// The package that a frame belongs to: the first part of its module, else the folder below the
/// place where packages are installed, else the first folder of a relative path.
private func package(of frame: Diagnosis.ReadFrame) -> String? {
  if let module = frame.module, let first = module.split(separator: ".").first {
    return String(first)
  }
  guard let path = frame.path else { return nil }
  let parts = path.split(separator: "/")
  if let root = parts.lastIndex(where: { packageFolders.contains(String($0)) }),
    parts.index(after: root) < parts.endIndex
  {
    return String(parts[parts.index(after: root)])
  }
  return (path.hasPrefix("/") ? parts.last : parts.first).map(String.init)
}

private let packageFolders: Set = [
  "site-packages", "dist-packages", "node_modules", "gems", "vendor", "checkouts",
]

/// Around the culprit's line what the event carries; elsewhere the line alone.
private func source(_ frame: Diagnosis.ReadFrame, isCulprit: Bool) -> [Document.Block] {
  guard let contextLine = frame.contextLine else { return [] }
  let before = isCulprit ? frame.preContext.suffix(3).drop(while: isBlank) : []
  let after = isCulprit ? frame.postContext.prefix(2).prefix { !isBlank($0) } : []
  let number = frame.line ?? 0
  var lines: [Document.Excerpt.Line] = []
  for (offset, text) in before.enumerated() {
    let distance = before.count - offset
    lines.append(.init(number: number - distance, text: text, isMarked: false))
  }
  lines.append(.init(number: number, text: contextLine, isMarked: isCulprit))
  for (offset, text) in after.enumerated() {
    lines.append(.init(number: number + offset + 1, text: text, isMarked: false))
  }
  let language = frame.path.flatMap(fenceLanguage) ?? ""
  return [.excerpt(Document.Excerpt(lines: lines, language: language))]
}

private func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

/// The word after a code fence, by a file's extension.
func fenceLanguage(ofPath path: String) -> String? {
  guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".") else {
    return nil
  }
  return fenceLanguages[String(name[name.index(after: dot)...])]
}

private let fenceLanguages = [
  "py": "python", "swift": "swift", "rb": "ruby", "js": "javascript", "ts": "typescript",
  "java": "java", "kt": "kotlin", "scala": "scala", "go": "go", "rs": "rust", "php": "php",
  "cs": "csharp", "ex": "elixir", "exs": "elixir", "sql": "sql", "yml": "yaml", "yaml": "yaml",
]
