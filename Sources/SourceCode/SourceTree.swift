import EventSchema

/// The application's source as far as it is at hand: a whole checkout, some excerpts, or nothing.
///
/// A value. `SourceReader` fills one from a folder; excerpts come with an event's frames or a batch
/// line. Paths are relative to the root and `/`-separated.
public struct SourceTree: Sendable {
  /// By path, sorted.
  public private(set) var files: [SourceFile]
  /// Whether every source file below the root is here, so that "not found" means "is not there".
  public var isComplete: Bool
  /// Whether a folder was read and source files of it are not here: too large, too many, too deep
  /// or not readable.
  public var leavesOutFiles = false
  /// Indices into `files` by the last component of the path.
  private var indicesByName: [Substring: [Int]]

  public init(files: [SourceFile] = [], isComplete: Bool = false) {
    let sorted = files.sorted { ($0.path, $0.firstLine) < ($1.path, $1.firstLine) }
    self.files = sorted
    self.isComplete = isComplete
    indicesByName = Dictionary(grouping: sorted.indices) { index in
      sorted[index].path.part(behindLast: "/")
    }
  }

  public static let empty = SourceTree()

  /// Whether there is no source, nor a folder that might have had some.
  public var isNothing: Bool { files.isEmpty && !isComplete && !leavesOutFiles }

  /// The file or excerpt that a frame's path means and that holds the line, if any: the same path,
  /// else the longest common tail of path components.
  ///
  /// A tail counts from two components on; the bare name is enough when it is all of one of the two
  /// paths and no other file has it. Several files that fit equally well are none. The whole file
  /// comes before an excerpt of it, unless only the excerpt has the line.
  public func file(at path: String, line: Int? = nil) -> SourceFile? {
    guard !files.isEmpty else { return nil }
    if let indices = indices(ofExactly: path) { return file(among: indices, holding: line) }
    guard let path = path.resolvedPath else { return nil }
    let wanted = pathComponents(path)
    guard let name = wanted.last, let indices = indicesByName[name] else { return nil }
    var best: (path: String, fit: Fit)?
    var isAmbiguous = false
    for index in indices {
      let candidate = files[index].path
      if candidate == best?.path { continue }
      let fit = Fit(of: candidate, to: wanted)
      if let known = best, fit <= known.fit {
        isAmbiguous = isAmbiguous || known.fit <= fit
        continue
      }
      best = (candidate, fit)
      isAmbiguous = false
    }
    guard let best, !isAmbiguous, best.fit.isEnough else { return nil }
    return file(among: indices.filter { files[$0].path == best.path }, holding: line)
  }

  /// The file of that very path and its excerpts, which no other fits better; `nil` for a path that
  /// must be resolved first.
  private func indices(ofExactly path: String) -> Range<Int>? {
    guard !path.hasParentFolder else { return nil }
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path < path { low = middle + 1 } else { high = middle }
    }
    let end = files[low...].firstIndex { $0.path != path } ?? files.endIndex
    return low < end ? low..<end : nil
  }

  private func file(among indices: some Sequence<Int>, holding line: Int?) -> SourceFile? {
    let candidates = Array(indices)
    let whole = candidates.first { files[$0].isWhole }
    guard let line else { return (whole ?? candidates.first).map { files[$0] } }
    if let whole, candidates.count == 1 || files[whole].holds(line: line) { return files[whole] }
    let excerpt = candidates.first { !files[$0].isWhole && files[$0].holds(line: line) }
    return (excerpt ?? whole).map { files[$0] }
  }
}

/// How well a file's path fits the one that is looked for.
private struct Fit: Comparable {
  /// The common last components.
  var tail: Int
  /// Whether the tail is all of the file's path, or all of the path that is looked for.
  var coversFile: Bool
  var coversWanted: Bool

  init(of path: String, to wanted: [Substring]) {
    let components = pathComponents(path)
    tail = zip(components.reversed(), wanted.reversed()).prefix { $0 == $1 }.count
    coversFile = tail == components.count
    coversWanted = tail == wanted.count
  }

  var isEnough: Bool { tail > 1 || coversFile || coversWanted }

  static func < (one: Fit, other: Fit) -> Bool {
    (one.tail, one.coversFile ? 1 : 0) < (other.tail, other.coversFile ? 1 : 0)
  }
}

/// A source file, or an excerpt of one.
public struct SourceFile: Sendable, Hashable {
  public var path: String
  public var text: String
  /// 1-based number of the text's first line in the file; 1 for a whole file.
  public var firstLine: Int
  /// Whether `text` is all of the file.
  public var isWhole: Bool

  public init(path: String, text: String, firstLine: Int = 1, isWhole: Bool = true) {
    self.path = path
    self.text = text
    self.firstLine = firstLine
    self.isWhole = isWhole
  }

  /// Whether the text reaches over the line of the file.
  public func holds(line: Int) -> Bool { text(ofLine: line) != nil }

  /// A line of the file without its end; `nil` outside of the text.
  public func text(ofLine line: Int) -> Substring? {
    guard line >= firstLine else { return nil }
    var text = text
    guard let bytes = text.withUTF8({ Self.line(line - firstLine, in: $0) }) else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
    return Substring(text.utf8[start..<text.utf8.index(start, offsetBy: bytes.count)])
  }

  private static func line(
    _ number: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    let newline = UInt8(ascii: "\n")
    var start = 0
    for _ in 0..<number {
      guard let end = text[start...].firstIndex(of: newline) else { return nil }
      start = end + 1
    }
    // The end of the last line begins no other.
    if start == text.count, number > 0 { return nil }
    let end = text[start...].firstIndex(of: newline) ?? text.count
    let endsInReturn = end > start && text[end - 1] == UInt8(ascii: "\r")
    return start..<(endsInReturn ? end - 1 : end)
  }
}

/// The components of a path; empty ones count for nothing.
private func pathComponents(_ path: String) -> [Substring] { path.parts(between: "/") }

extension String {
  /// Whether `..` is a part of it, or of a name in it.
  fileprivate var hasParentFolder: Bool {
    mentions("..")
  }

  /// With `/` between components and without `.` and `..`; `nil` when it leads out of its root.
  fileprivate var resolvedPath: String? {
    var components: [Substring] = []
    let path = contains(ascii: "\\") ? String(map { $0 == "\\" ? "/" : $0 }) : self
    for component in path.parts(between: "/") {
      switch component {
      case ".": continue
      case "..":
        guard components.popLast() != nil else { return nil }
      default: components.append(component)
      }
    }
    return components.joined(separator: "/")
  }
}
