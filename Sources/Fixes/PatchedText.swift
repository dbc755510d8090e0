/// A file's text on its way through several patches that were all made of its first state, or each
/// of what the former left.
public struct PatchedText: Sendable {
  /// `nil` while there is no such file.
  public private(set) var bytes: [UInt8]?
  /// By how many lines what is behind a line of the first state has moved.
  private var shifts: [(line: Int, by: Int)] = []

  public init(_ bytes: [UInt8]?) {
    self.bytes = bytes
  }

  /// What became of a patch.
  public enum Outcome: Sendable, Hashable {
    case applied
    /// The text has all of it already; nothing was changed.
    case present
    /// The 1-based line of the diff's old text that is not found; nothing was changed.
    case refused(line: Int)
  }

  /// Applies all hunks or none. A hunk goes where its line number says, earlier patches counted in,
  /// or else, unless the text has all of the patch already, to the one place that reads as it
  /// expects; two such places are none.
  public mutating func apply(_ patch: FilePatch) -> Outcome {
    guard let bytes else { return create(patch) }
    guard !patch.isNewFile else {
      return bytes == patch.newBytes ? .present : .refused(line: 1)
    }
    var lines = patchLines(of: bytes)
    var moved = shifts
    for hunk in patch.hunks {
      let expected = hunk.start + moved.reduce(0) { $0 + ($1.line <= hunk.start ? $1.by : 0) }
      var place = hunk.fits(lines, at: expected) ? expected : nil
      if place == nil {
        if patch.isPresent(in: patchLines(of: bytes)) { return .present }
        place = hunk.onlyPlace(in: lines)
      }
      guard let place else { return .refused(line: hunk.start + 1) }
      lines.replaceSubrange(place..<(place + hunk.old.count), with: hunk.new[...])
      moved.append((hunk.start + hunk.old.count, hunk.new.count - hunk.old.count))
    }
    shifts = moved
    self.bytes = lines.flatMap { $0 }
    return .applied
  }

  private mutating func create(_ patch: FilePatch) -> Outcome {
    guard patch.isNewFile else { return .refused(line: 1) }
    bytes = patch.newBytes
    return .applied
  }
}

extension FilePatch {
  fileprivate var newBytes: [UInt8] { hunks.flatMap { $0.new.flatMap { $0 } } }

  /// Whether the new text of every hunk is there, in order.
  fileprivate func isPresent(in lines: [[UInt8]]) -> Bool {
    var position = 0
    for hunk in hunks {
      let places = position..<max(position, lines.count - hunk.new.count + 1)
      guard !hunk.new.isEmpty, let place = places.first(where: { lines.hold(hunk.new, at: $0) })
      else { return false }
      position = place + hunk.new.count
    }
    return !hunks.isEmpty
  }
}

extension PatchHunk {
  /// Whether the old lines stand there. What was shown as the end of the file must be there, or
  /// text that was appended once would be appended again.
  fileprivate func fits(_ lines: [[UInt8]], at place: Int) -> Bool {
    lines.hold(old, at: place) && (endsInContext || place + old.count == lines.count)
  }

  /// What begins a file has no other place.
  fileprivate func onlyPlace(in lines: [[UInt8]]) -> Int? {
    guard beginsInContext, !old.isEmpty, lines.count >= old.count else { return nil }
    let places = (0...(lines.count - old.count)).filter { fits(lines, at: $0) }
    return places.count == 1 ? places[0] : nil
  }
}

extension [[UInt8]] {
  fileprivate func hold(_ part: [[UInt8]], at place: Int) -> Bool {
    place >= 0 && place + part.count <= count
      && self[place..<(place + part.count)].elementsEqual(part)
  }
}

/// Each line with its end.
private func patchLines(of bytes: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var start = 0
  for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
    lines.append(Array(bytes[start...index]))
    start = index + 1
  }
  if start < bytes.count { lines.append(Array(bytes[start...])) }
  return lines
}
