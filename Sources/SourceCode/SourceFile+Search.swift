extension SourceFile {
  /// Whether the text holds a part, byte for byte. Looks at sixteen places at once: a checkout is
  /// searched for many parts in turn.
  public func mentions(_ part: String) -> Bool {
    var (text, part) = (text, part)
    return text.withUTF8 { text in part.withUTF8 { part in stands(part, in: text) } }
  }

  /// The names of the classes that Python code declares, by the look of its lines.
  public var pythonClassNames: [Substring] {
    var names: [Substring] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard code.first == UInt8(ascii: "c"), code.starts(with: "class ".utf8) else { continue }
      let name = code.dropFirst(6).drop { $0 == UInt8(ascii: " ") }.prefix(
        while: \.isIdentifierPart)
      if !name.isEmpty { names.append(Substring(name)) }
    }
    return names
  }
}

/// Whether the part stands anywhere in the text.
private func stands(
  _ part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
) -> Bool {
  guard let first = part.first, let last = part.last else { return true }
  guard part.count <= text.count else { return false }
  let bytes = UnsafeRawBufferPointer(text)
  let (firsts, lasts) = (SIMD16<UInt8>(repeating: first), SIMD16<UInt8>(repeating: last))
  let lanes = SIMD16<UInt8>.scalarCount
  var start = 0
  // Both loads end inside of the text.
  while start + part.count - 1 + lanes <= bytes.count {
    let beginnings = bytes.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self) .== firsts
    let ends =
      bytes.loadUnaligned(fromByteOffset: start + part.count - 1, as: SIMD16<UInt8>.self) .== lasts
    let both = beginnings .& ends
    if any(both) {
      for lane in 0..<lanes where both[lane] {
        if stands(part, in: text, at: start + lane) { return true }
      }
    }
    start += lanes
  }
  while start + part.count <= text.count {
    if stands(part, in: text, at: start) { return true }
    start += 1
  }
  return false
}

private func stands(
  _ part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, at start: Int
) -> Bool {
  text[start..<(start + part.count)].elementsEqual(part)
}
