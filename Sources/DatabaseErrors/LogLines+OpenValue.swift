/// Values of several lines.
extension LogLines {
  /// The error whose value goes on over lines that look like records: what somebody typed may hold
  /// a whole message. They are the value's only where its closing mark follows, and only as long as
  /// none of them is a message of its own.
  func withOpenValue(
    from index: Int, _ start: Int, _ block: (text: Bytes, end: Int)
  ) -> (ConstraintViolation, Int)? {
    guard block.end < count, Unwrapped(block.text, effort)?.endInsideValue ?? false else {
      return nil
    }
    let prefix = line(at: index)[..<start]
    var text = block.text
    for next in block.end..<max(block.end, min(index + Self.valueLinesMax, count))
    where effort.spend(4 * line(at: next).count) {
      let row = line(at: next).withoutPrefix(like: prefix)
      if row.startsRecord, row.count < line(at: next).count || isMessage(row) { return nil }
      text.append(0x0A)
      text += row
      guard let last = row.last, last >= 0x80 || ".)'\"]".utf8.contains(last),
        let whole = Unwrapped(text, effort), !whole.endInsideValue,
        let violation = whole.violation(.complete)
      else { continue }
      return (violation, next + 1)
    }
    return nil
  }

  /// Whether the line is all of an error's message.
  private func isMessage(_ line: Bytes) -> Bool {
    LinePrefix(line).starts.contains {
      Unwrapped(line[$0...], effort)?.violation(.complete) != nil
    }
  }

  /// Longer values are cut by whoever prints them.
  private static let valueLinesMax = 60
}
