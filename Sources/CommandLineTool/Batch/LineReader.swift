import Foundation

/// The lines of a stream, in chunks: all that can be had without waiting, up to a bound.
struct LineReader {
  /// What a chunk holds before it is handed on. Some thirty events of a real SDK.
  static let chunkBytesMax = 1 << 20
  /// A longer line is refused and skipped: it would have to be held as a whole.
  static let lineBytesMax = 32 << 20

  enum Line: Sendable, Equatable {
    case text([UInt8])
    case tooLong
  }

  private let descriptor: Int32
  private let lineBytesMax: Int
  /// Read, but not yet handed on; without a line's end before `searched`.
  private var pending: [UInt8] = []
  private var searched = 0
  private var isSkipping = false
  private var isAtEnd = false

  init(descriptor: Int32, lineBytesMax: Int = Self.lineBytesMax) {
    self.descriptor = descriptor
    self.lineBytesMax = lineBytesMax
  }

  /// Waits for at least one line; `nil` at the end. Blank lines are left out.
  mutating func next() throws(CommandFailure) -> [Line]? {
    while !isAtEnd {
      try fill()
      let lines = takeLines()
      if !lines.isEmpty { return lines }
    }
    return nil
  }

  /// One `read` that may wait, then more as long as it need not.
  private mutating func fill() throws(CommandFailure) {
    var isFirst = true
    while isFirst || (pending.count < Self.chunkBytesMax && isReadable) {
      isFirst = false
      switch readSome(descriptor, onto: &pending) {
      case .some: break
      case .end:
        isAtEnd = true
        return
      case .failed(let code): throw CommandFailure("cannot read the batch: \(reason(code))")
      }
    }
  }

  private var isReadable: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  private mutating func takeLines() -> [Line] {
    var lines: [Line] = []
    var start = 0
    var index = searched
    while index < pending.count {
      if pending[index] == UInt8(ascii: "\n") {
        take(start..<index, into: &lines)
        start = index + 1
      }
      index += 1
    }
    if isAtEnd { take(start..<pending.count, into: &lines) }
    pending.removeFirst(isAtEnd ? pending.count : start)
    searched = pending.count
    if pending.count > lineBytesMax {
      if !isSkipping { lines.append(.tooLong) }
      isSkipping = true
      pending.removeAll()
      searched = 0
    }
    return lines
  }

  private mutating func take(_ range: Range<Int>, into lines: inout [Line]) {
    guard !isSkipping else {
      isSkipping = false
      return
    }
    let line = pending[range]
    guard line.count <= lineBytesMax else {
      lines.append(.tooLong)
      return
    }
    if line.contains(where: { $0 > UInt8(ascii: " ") }) { lines.append(.text(Array(line))) }
  }
}
