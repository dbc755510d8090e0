/// A unified diff, read so that it can be applied to texts.
///
/// Takes what `UnifiedDiff` and git write: `a/` and `b/` before the paths, new files, files without
/// a line feed at their end. No renames, no removed files, no binary ones.
public struct Patch: Sendable, Hashable {
  /// In the order of the diff.
  public private(set) var files: [FilePatch] = []

  /// `nil` for what is no such diff.
  public init?(_ diff: String) {
    var reader = PatchReader()
    for line in diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard reader.read(Array(line)) else { return nil }
    }
    guard let files = reader.finish(), !files.isEmpty else { return nil }
    self.files = files
  }
}

/// What a diff does to one file.
public struct FilePatch: Sendable, Hashable {
  /// Relative to the source root, `/`-separated.
  public var path: String
  public var isNewFile: Bool
  var hunks: [PatchHunk]
}

/// Lines that take the place of other lines.
struct PatchHunk: Sendable, Hashable {
  /// Index of the first old line in the text that the diff was made of; of a hunk without old lines
  /// the index before which it inserts.
  var start: Int
  /// With their ends; the last one of a file may have none.
  var old: [[UInt8]] = []
  var new: [[UInt8]] = []
  /// Whether the first and the last line of the hunk are context.
  var beginsInContext = false
  var endsInContext = false
}

/// Reads a diff line by line.
private struct PatchReader {
  private var files: [FilePatch] = []
  private var isNewFile = false
  private var hunk: PatchHunk?
  private var (oldLeft, newLeft) = (0, 0)
  private enum Side { case old, new, both }
  private var lastSide = Side.both

  mutating func read(_ line: [UInt8]) -> Bool {
    if oldLeft > 0 || newLeft > 0 { return readBody(line) }
    if line.first == UInt8(ascii: "\\") { return endLineWithoutFeed() }
    closeHunk()
    if line.starts(with: "--- ".utf8) {
      isNewFile = line.starts(with: "--- /dev/null".utf8)
    } else if line.starts(with: "+++ ".utf8) {
      guard let path = patchedPath(line.dropFirst(4)) else { return false }
      files.append(FilePatch(path: path, isNewFile: isNewFile, hunks: []))
    } else if line.starts(with: "@@ ".utf8) {
      return openHunk(line)
    } else if ["rename ", "copy ", "Binary ", "GIT binary"].contains(where: {
      line.starts(with: $0.utf8)
    }) {
      return false
    }
    return true
  }

  mutating func finish() -> [FilePatch]? {
    closeHunk()
    return oldLeft == 0 && newLeft == 0 ? files : nil
  }

  private mutating func closeHunk() {
    guard let hunk, !files.isEmpty else { return }
    files[files.count - 1].hunks.append(hunk)
    self.hunk = nil
  }

  /// `@@ -12,3 +12,9 @@`
  private mutating func openHunk(_ line: [UInt8]) -> Bool {
    let parts = line.split(separator: UInt8(ascii: " "))
    guard !files.isEmpty, parts.count >= 4, let old = range(parts[1], "-"),
      let new = range(parts[2], "+")
    else { return false }
    hunk = PatchHunk(start: old.count == 0 ? old.start : max(0, old.start - 1))
    (oldLeft, newLeft) = (old.count, new.count)
    return true
  }

  private func range(
    _ text: ArraySlice<UInt8>, _ sign: Character
  ) -> (start: Int, count: Int)? {
    guard let first = text.first, Character(Unicode.Scalar(first)) == sign else { return nil }
    let numbers = text.dropFirst().split(separator: UInt8(ascii: ",")).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? -1
    }
    let isSane = numbers.allSatisfy { (0...9_999_999).contains($0) }
    guard let start = numbers.first, isSane else { return nil }
    return (start, numbers.count > 1 ? numbers[1] : 1)
  }

  private mutating func readBody(_ line: [UInt8]) -> Bool {
    let content = line.dropFirst() + [UInt8(ascii: "\n")]
    switch line.first {
    case UInt8(ascii: "+"):
      hunk?.new.append(Array(content))
      hunk?.endsInContext = false
      newLeft -= 1
      lastSide = .new
    case UInt8(ascii: "-"):
      hunk?.old.append(Array(content))
      hunk?.endsInContext = false
      oldLeft -= 1
      lastSide = .old
    case UInt8(ascii: " "), nil:
      if hunk?.old.isEmpty == true, hunk?.new.isEmpty == true { hunk?.beginsInContext = true }
      hunk?.old.append(Array(content))
      hunk?.new.append(Array(content))
      hunk?.endsInContext = true
      oldLeft -= 1
      newLeft -= 1
      lastSide = .both
    case UInt8(ascii: "\\"): return endLineWithoutFeed()
    default: return false
    }
    return oldLeft >= 0 && newLeft >= 0
  }

  /// `\ No newline at end of file` speaks of the line before it.
  private mutating func endLineWithoutFeed() -> Bool {
    guard var hunk else { return false }
    if lastSide != .new { hunk.old.dropLastFeed() }
    if lastSide != .old { hunk.new.dropLastFeed() }
    self.hunk = hunk
    return true
  }
}

extension [[UInt8]] {
  fileprivate mutating func dropLastFeed() {
    guard !isEmpty, self[count - 1].last == UInt8(ascii: "\n") else { return }
    self[count - 1].removeLast()
  }
}

/// The path behind `+++ `, without its prefix; `nil` for a removed file or another prefix.
private func patchedPath(_ text: ArraySlice<UInt8>) -> String? {
  var name = Array(text)
  if name.first == UInt8(ascii: "\"") {
    guard let unquoted = unquotedByGit(name) else { return nil }
    name = unquoted
  } else if let tab = name.firstIndex(of: UInt8(ascii: "\t")) {
    name.removeSubrange(tab...)
  }
  guard name.starts(with: "b/".utf8), name.count > 2 else { return nil }
  return String(decoding: name.dropFirst(2), as: UTF8.self)
}

/// What git put in quotation marks: `"b/gr\303\266\303\237e.py"`.
private func unquotedByGit(_ quoted: [UInt8]) -> [UInt8]? {
  let escapes: [UInt8: UInt8] = [
    0x61: 0x07, 0x62: 0x08, 0x74: 0x09, 0x6E: 0x0A, 0x76: 0x0B, 0x66: 0x0C, 0x72: 0x0D,
    0x22: 0x22, 0x5C: 0x5C,
  ]
  var result: [UInt8] = []
  var rest = quoted.dropFirst()
  while let byte = rest.popFirst() {
    if byte == 0x22 { return result }
    guard byte == 0x5C else {
      result.append(byte)
      continue
    }
    guard let code = rest.popFirst() else { return nil }
    if let plain = escapes[code] {
      result.append(plain)
      continue
    }
    let digits = [code] + rest.prefix(2)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }),
      let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
    else { return nil }
    rest = rest.dropFirst(2)
    result.append(value)
  }
  return nil
}
