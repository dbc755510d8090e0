extension Bytes {
  /// The message with its detail behind `DETAIL:`, where a tool printed the detail without a label:
  /// on the next line, or before or behind the message without a blank between them (pgAdmin).
  var withLabelledDetail: Bytes? {
    // Most texts that reach this are no message at all: the search for labels is for the others.
    if Heads.shared.begin(self), let text = withLabelsOnLines { return text }
    let lines = LabelledLines(self)
    let primary = lines.primary
    guard primary.firstIndex(of: Array(")=(".utf8), from: primary.startIndex) != nil else {
      return nil
    }
    let rest = self[primary.endIndex...]
    for index in primary.placesOfDetail {
      let (before, behind) = (primary[..<index].trimmed, primary[index...].trimmed)
      for (message, detail) in [(before, behind), (behind, before)]
      where !message.isEmpty && detail.isDetail {
        return message + Array("\nDETAIL:  ".utf8) + detail + rest
      }
    }
    return nil
  }

  /// The text with each label at the start of a line, where a log put all into one; `nil` when
  /// there is no detail inside a line.
  var withLabelsOnLines: Bytes? {
    guard let first = indices.first(where: isLabelBehindBlank) else { return nil }
    var text = Array(self[..<first])
    for index in first..<endIndex {
      if isLabelBehindBlank(index) { text.append(0x0A) }
      text.append(self[index])
    }
    return text[...]
  }

  private func isLabelBehindBlank(_ index: Int) -> Bool {
    guard index > startIndex, self[index - 1] == 0x20, !self[index].isBlank, !self[index].isDigit,
      let (label, _) = LabelledLines.label(at: self[index...].prefix(Self.labelBytesMax))
    else { return false }
    return [.detail, .hint, .context, .statement, .sqlState].contains(label)
  }

  private static let labelBytesMax = 24

  /// Where one of the two may end and the other begin.
  private var placesOfDetail: [Int] {
    var places: [Int] = []
    for index in indices.dropFirst() where places.count < Self.placesMax {
      let before = self[index - 1]
      let isGlued =
        before == UInt8(ascii: ".") && self[index].isLetter
        || before == UInt8(ascii: "\"") && self[index...].hasPrefix(Array("Key (".utf8))
      if before.isLineFeed || isGlued { places.append(index) }
    }
    return places
  }

  private var isDetail: Bool {
    Dialect.postgreSQL.details.contains { $0.template.match(self).map { !$0.isTruncated } ?? false }
  }

  private static let placesMax = 16
}
