public import SourceCode

/// One change of a source text: the bytes of `range` become `replacement`.
///
/// Ranges count UTF-8 bytes of the text as it was before any edit.
public struct Edit: Sendable, Hashable {
  public var range: Range<Int>
  public var replacement: String

  public init(_ range: Range<Int>, with replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// Inserts before the byte at `offset`.
  public static func insert(_ text: String, at offset: Int) -> Edit {
    Edit(offset..<offset, with: text)
  }
}

extension SourceFile {
  /// The text after all edits; `nil` when two of them overlap or one is outside the text. Edits
  /// that insert at one place keep their order.
  public func applying(_ edits: [Edit]) -> String? {
    let bytes = Array(text.utf8)
    let sorted = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for (_, edit) in sorted {
      let range = edit.range
      guard range.lowerBound >= position, range.upperBound <= bytes.count else { return nil }
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement.utf8
      position = edit.range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }
}
