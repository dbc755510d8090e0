import Foundation

/// What a test run prints: written to a file as it comes, and kept for the readers of outcomes.
/// Of one that is too long the beginning and the end are kept, where runners say what counts.
struct TestLog {
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var leftOut = 0
  private let descriptor: Int32
  private let halfMax: Int

  init(path: String, halfMax: Int = ProofLimits.outputHalfBytes) throws(ProofError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ProofError(
        .file, "cannot write \(path): \(reason(errno)); name another folder with --keep-logs")
    }
    self.halfMax = halfMax
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    let first = bytes.prefix(halfMax - head.count)
    head += first
    _ = writeAll(first, to: descriptor)
    tail += bytes.dropFirst(first.count)
    // Twice the bound before the half of it is moved: each byte is moved once.
    if tail.count > 2 * halfMax { dropMiddle() }
  }

  private mutating func dropMiddle() {
    let surplus = tail.count - halfMax
    guard surplus > 0 else { return }
    tail.removeFirst(surplus)
    leftOut += surplus
  }

  /// Writes the rest, closes the file and returns the text.
  mutating func finish() -> String {
    dropMiddle()
    let note = leftOut > 0 ? "\n[… \(leftOut) bytes left out …]\n" : ""
    _ = writeAll(Array(note.utf8) + tail, to: descriptor)
    close(descriptor)
    return String(decoding: head + Array(note.utf8) + tail, as: UTF8.self)
  }
}
