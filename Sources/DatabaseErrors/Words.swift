/// Fixed words of a template, found in a text without regard to the case of ASCII letters and to
/// how many blanks part them.
///
/// A blank of the words stands for one or more blanks, tabs or line feeds of the text: tools
/// collapse or double blanks, and terminals wrap lines between words.
struct Words: Sendable, Hashable {
  /// Folded, each run of blanks as one.
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) {
    var folded: [UInt8] = []
    for byte in bytes {
      if byte.isBlank, folded.last == 0x20 { continue }
      folded.append(byte.isBlank ? 0x20 : byte.folded)
    }
    self.bytes = folded
  }

  /// As many bytes as a text must have to hold the words.
  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  /// Where the words end that begin at `start`; `nil` when others stand there.
  func end(in text: Bytes, at start: Int) -> Int? {
    guard start >= text.startIndex, text.endIndex - start >= bytes.count else { return nil }
    var index = start
    for byte in bytes {
      guard index < text.endIndex else { return nil }
      if byte == 0x20 {
        guard text[index].isBlank else { return nil }
        repeat { index += 1 } while index < text.endIndex && text[index].isBlank
      } else {
        guard text[index].folded == byte else { return nil }
        index += 1
      }
    }
    return index
  }

  /// Where the words begin that end at `end`; `nil` when others stand there.
  func start(in text: Bytes, before end: Int) -> Int? {
    guard end <= text.endIndex, end - text.startIndex >= bytes.count else { return nil }
    var index = end
    for byte in bytes.reversed() {
      guard index > text.startIndex else { return nil }
      if byte == 0x20 {
        guard text[index - 1].isBlank else { return nil }
        repeat { index -= 1 } while index > text.startIndex && text[index - 1].isBlank
      } else {
        guard text[index - 1].folded == byte else { return nil }
        index -= 1
      }
    }
    return index
  }

  /// Where the words stand for the first time at or after `start`.
  func first(in text: Bytes, from start: Int) -> Range<Int>? {
    guard let byte = bytes.first, start >= text.startIndex, text.endIndex - start >= bytes.count
    else { return nil }
    let base = text.startIndex
    let last = text.endIndex - bytes.count
    return text.withUnsafeBufferPointer { buffer in
      var index = start
      while index <= last {
        if buffer[index - base].folded == byte || byte == 0x20 && buffer[index - base].isBlank,
          // Of a run of blanks only the first one is tried, so that the search stays linear.
          byte != 0x20 || index == start || !buffer[index - 1 - base].isBlank,
          let end = end(in: text, at: index)
        {
          return index..<end
        }
        index += 1
      }
      return nil
    }
  }

  /// Where the words stand for the last time at or after `start`.
  func last(in text: Bytes, from start: Int) -> Range<Int>? {
    guard let byte = bytes.last, start >= text.startIndex, text.endIndex - start >= bytes.count
    else { return nil }
    let base = text.startIndex
    let first = start + bytes.count
    return text.withUnsafeBufferPointer { buffer in
      var end = text.endIndex
      while end >= first {
        if buffer[end - 1 - base].folded == byte || byte == 0x20 && buffer[end - 1 - base].isBlank,
          byte != 0x20 || end == text.endIndex || !buffer[end - base].isBlank,
          let begin = self.start(in: text, before: end), begin >= start
        {
          return begin..<end
        }
        end -= 1
      }
      return nil
    }
  }
}
