import SourceCode

extension SourceFile {
  /// The offset of the first byte of the line that holds an offset.
  func lineStart(of offset: Int) -> Int {
    let bytes = text.utf8
    var start = min(max(offset, 0), bytes.count)
    var index = bytes.index(bytes.startIndex, offsetBy: start)
    while index > bytes.startIndex {
      let before = bytes.index(before: index)
      if bytes[before] == UInt8(ascii: "\n") { break }
      index = before
      start -= 1
    }
    return start
  }

  /// The offset after the end of the line that holds an offset.
  func lineEnd(of offset: Int) -> Int {
    let bytes = text.utf8
    let start = min(max(offset, 0), bytes.count)
    var end = start
    for byte in bytes[bytes.index(bytes.startIndex, offsetBy: start)...] {
      end += 1
      if byte == UInt8(ascii: "\n") { break }
    }
    return end
  }

  /// The blanks before what begins at an offset; `nil` when something else is before it.
  func margin(at offset: Int) -> String? {
    let start = lineStart(of: offset)
    guard let margin = bytes(start..<offset), margin.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      return nil
    }
    return String(decoding: margin, as: UTF8.self)
  }

  /// A stretch of the text; `nil` outside of it.
  func bytes(_ range: Range<Int>) -> [UInt8]? {
    let bytes = text.utf8
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return Array(bytes[start..<bytes.index(start, offsetBy: range.count)])
  }
}
