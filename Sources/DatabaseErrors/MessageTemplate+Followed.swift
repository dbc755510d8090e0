extension MessageTemplate {
  /// The message that stands at the start of a text which goes on with other words, and where it
  /// ends; `nil` unless all of the template is there.
  ///
  /// A name without quotes ends with its last letter. A value ends, as in a whole message, where
  /// the next words stand for the last time, or for the first time when both readings name the
  /// same constraint: then the message stands there twice.
  func matchStart(of text: Bytes) -> (match: Match, end: Int)? {
    guard head.end(in: text, at: text.startIndex) != nil else { return nil }
    guard let longest = matchStart(of: text, valuesReach: .last) else { return nil }
    guard segments.contains(where: \.isValue),
      let shortest = matchStart(of: text, valuesReach: .first), shortest.end < longest.end,
      shortest.match.names.elementsEqual(longest.match.names)
    else { return longest }
    return shortest
  }

  /// Whether a match names a table, a column or a constraint; a wording without names is too
  /// general to be believed when it only stands in a sentence.
  var namesSomething: Bool {
    segments.contains { if case .hole(let hole) = $0 { hole.isName } else { false } }
  }

  private enum Reach { case first, last }

  private func matchStart(of text: Bytes, valuesReach: Reach) -> (match: Match, end: Int)? {
    var match = Match()
    var index = text.startIndex
    for (number, segment) in segments.enumerated() {
      switch segment {
      case .words(let words):
        guard let end = words.end(in: text, at: index) else { return nil }
        index = end
      case .hole(let hole):
        guard let end = end(of: hole, number, text[index...], valuesReach) else { return nil }
        let inside = text[index..<end]
        // A name with quotation marks inside is believed of a whole message only.
        guard hole.accepts(inside), hole.extent != .upToFirst || !inside.contains(0x22) else {
          return nil
        }
        match.holes.append((hole, inside))
        index = end
      }
    }
    guard index == text.endIndex || !text.goesOn(at: index) else { return nil }
    return (match, index)
  }

  /// Where the hole at `segments[number]` ends whose text begins with `rest`.
  private func end(of hole: Hole, _ number: Int, _ rest: Bytes, _ reach: Reach) -> Int? {
    guard number + 1 < segments.count else { return rest.endOfOpenHole(hole) }
    guard case .words(let next) = segments[number + 1] else { return nil }
    switch hole.extent {
    case .balanced: return rest.endOfList
    case .upToFirst:
      let limit = min(rest.endIndex, rest.startIndex + hole.bytesMax + next.count)
      return next.first(in: rest[..<limit], from: rest.startIndex)?.lowerBound
    case .upToLast where reach == .first:
      return next.first(in: rest, from: rest.startIndex)?.lowerBound
    case .upToLast: return next.last(in: rest, from: rest.startIndex)?.lowerBound
    }
  }
}

extension MessageTemplate.Segment {
  fileprivate var isValue: Bool {
    if case .hole(let hole) = self { hole.extent == .upToLast } else { false }
  }
}

extension MessageTemplate.Match {
  /// What the holes for names stand for.
  fileprivate var names: some Sequence<Bytes> {
    holes.lazy.filter { $0.hole.isName }.map(\.text)
  }
}

extension Hole {
  /// Whether it stands for names of the schema.
  fileprivate var isName: Bool {
    switch self {
    case .constraint, .table, .column, .parent, .key, .columns, .qualifiedColumns: true
    default: false
    }
  }
}

extension Bytes {
  /// Whether a letter or digit stands here behind another one, or behind the mark that closes a
  /// name: then the name has such a mark inside, and goes on.
  fileprivate func goesOn(at index: Int) -> Bool {
    guard index > startIndex, self[index].isIdentifier, self[index] < 0x80 else { return false }
    return self[index - 1].isIdentifier || "\"'`\u{BB}".utf8.contains(self[index - 1])
  }

  /// Where a hole ends that the template leaves open at its end.
  fileprivate func endOfOpenHole(_ hole: Hole) -> Int? {
    switch hole {
    case .qualifiedColumns, .qualifiedParent: endOfQualifiedColumns
    case .number, .code: firstIndex { !$0.isDigit } ?? endIndex
    default: hole.extent == .upToFirst && hole != .type ? endOfName : endIndex
    }
  }

  /// Behind one name without quotes.
  private var endOfName: Int {
    var index = startIndex
    while index < endIndex, self[index].isIdentifier, !startsPunctuation(at: index) { index += 1 }
    return index
  }

  /// Behind `boats.pier, boats.berth`.
  private var endOfQualifiedColumns: Int? {
    var end: Int?
    var rest = self
    while true {
      let table = rest.endOfName
      guard table > rest.startIndex, table < endIndex, self[table] == UInt8(ascii: ".") else {
        return end
      }
      let column = self[(table + 1)...].endOfName
      guard column > table + 1 else { return end }
      end = column
      guard self[column...].starts(with: [UInt8(ascii: ","), 0x20]) else { return end }
      rest = self[(column + 2)...]
    }
  }

  /// `…`, `”`, `’` and their like, which are no letters.
  private func startsPunctuation(at index: Int) -> Bool {
    self[index] == 0xE2 && index + 1 < endIndex && self[index + 1] == 0x80
  }
}
