/// The lines of a log without terminal colours and carriage returns.
struct LogLines {
  private let lines: [Bytes]
  /// Whether each line stands in a comment that an earlier line opened.
  private let isInComment: [Bool]
  /// The length of the longest line.
  private let longest: Int
  /// Whether the text holds marks as a web page or a word processor writes them.
  private let hasEntities: Bool
  /// Refilled by each line.
  let effort: Effort
  /// How many times the text was unescaped already.
  private let depth: Int

  init(_ text: Bytes, _ effort: Effort, depth: Int = 0) {
    self.effort = effort
    let text = text.withoutColours
    lines = text.lines
    isInComment = Self.commented(lines)
    longest = lines.reduce(0) { max($0, $1.count) }
    hasEntities = text.hasEntities
    self.depth = depth
  }

  var count: Int { lines.count }

  /// The line at an index, counted from 0.
  func line(at index: Int) -> Bytes { lines[index] }

  /// The violation that is reported at the line, and the number of the last line that it takes.
  ///
  /// What stands at the start of a record is believed most, then what a field of a structured line
  /// holds, then what a sentence quotes; escapes are undone only for a line that gave nothing.
  func violation(at index: Int) -> (ConstraintViolation, Int)? {
    let line = lines[index]
    guard line.count >= Self.lineBytesMin, !isInComment[index],
      Heads.shared.mayStandSomewhere(in: line) || mayStandBehindEntities(line)
    else { return nil }
    effort.refill(bytes: line.count)
    let before = effort.left
    guard let found = reportedViolation(at: index) else { return nil }
    effort.restore(before)
    return found
  }

  private func reportedViolation(at index: Int) -> (ConstraintViolation, Int)? {
    let line = lines[index]
    if let (violation, end) = recordViolation(at: index) {
      return (violation.adding(statement: statement(above: index)), end)
    }
    guard !line.isComment, !line.isStringLiteral, !line.isStatement else { return nil }
    return fieldViolation(at: index) ?? quotedViolation(at: index)
      ?? unescapedViolation(at: index) ?? cutViolation(at: index)
  }

  /// The first violation of a text that is one record.
  func firstViolation() -> ConstraintViolation? {
    for index in lines.indices {
      if let (violation, _) = violation(at: index) { return violation }
    }
    return nil
  }

  /// The marks that all wordings have may be written as a web page or a word processor does.
  private func mayStandBehindEntities(_ line: Bytes) -> Bool {
    guard depth < Self.depthMax, hasEntities, line.hasEntities else { return false }
    return [Escape.markup, .typography].contains {
      $0.undone(in: line).map { Heads.shared.mayStandSomewhere(in: $0) } ?? false
    }
  }

  /// The statement that Odoo's log prints on the line before the server's words.
  private func statement(above index: Int) -> Bytes? {
    guard index > 0,
      let label = Self.statementLabel.first(in: lines[index - 1], from: lines[index - 1].startIndex)
    else { return nil }
    return lines[index - 1][label.upperBound...].trimmed
  }

  private static let statementLabel = Words(": bad query: ".utf8)

  private func recordViolation(at index: Int) -> (ConstraintViolation, Int)? {
    for start in LinePrefix(lines[index]).starts {
      if let found = violation(at: index, start) { return found }
    }
    return nil
  }

  /// Of the record with and without lines that may be others, what tells more; then the line
  /// joined with what was wrapped off it, then the line alone.
  private func violation(at index: Int, _ start: Int) -> (ConstraintViolation, Int)? {
    guard let first = Unwrapped(lines[index][start...], effort) else { return nil }
    if !first.mayGoOn {
      return (first.violation(.complete) ?? first.violation(.followed)).map { ($0, index + 1) }
    }
    let block = block(from: index, start)
    let labelled = block.labelled.end == index + 1 ? first : Unwrapped(block.labelled.text, effort)
    let isSame = block.whole.text.count == block.labelled.text.count
    let whole = isSame ? nil : Unwrapped(block.whole.text, effort)
    let certain = labelled?.violation(.complete).map { ($0, block.labelled.end) }
    let possible = whole?.violation(.complete).map { ($0, block.whole.end) }
    if let best = certain ?? possible {
      if let possible, possible.0.factCount > best.0.factCount { return possible }
      if best.0.values.isEmpty,
        let longer = withOpenValue(from: index, start, block.labelled),
        longer.0.kind == best.0.kind
      {
        return longer
      }
      return best.1 == index + 1 ? continuedColumns(at: index, start, best.0) ?? best : best
    }
    if let longer = withOpenValue(from: index, start, block.labelled) { return longer }
    if let violation = labelled?.violation(.followed) { return (violation, block.labelled.end) }
    return wrapped(at: index, lines[index][start...])
  }

  /// What is left of a message that was cut, or that is in a language which no wording knows.
  private func cutViolation(at index: Int) -> (ConstraintViolation, Int)? {
    for start in LinePrefix(lines[index]).starts {
      guard let first = Unwrapped(lines[index][start...], effort) else { continue }
      let (text, end) =
        first.mayGoOn ? block(from: index, start).labelled : (lines[index][start...], index + 1)
      let tolerance: Tolerance = text.beginsWithCode ? [.truncated, .codeAlone] : .truncated
      if let violation = read(text, tolerance) { return (violation, end) }
    }
    return nil
  }

  /// What the strings of a line of JSON, of `key="value"` pairs or of comma-separated values say.
  private func fieldViolation(at index: Int) -> (ConstraintViolation, Int)? {
    guard depth < Self.depthMax else { return nil }
    let (text, end) = quotedRecord(from: index)
    guard let line = StructuredLine(text) else { return nil }
    for field in line.fields {
      let inside = LogLines(field.text, effort, depth: depth + 1)
      guard let found = inside.firstViolation() else { continue }
      return (found.adding(line.fields(beside: field)), end)
    }
    return nil
  }

  /// The line with those that follow it while a quoted value is open: comma-separated values hold
  /// line feeds as they are.
  private func quotedRecord(from index: Int) -> (text: Bytes, end: Int) {
    var text = lines[index]
    var end = index + 1
    guard Words(",\"".utf8).first(in: text, from: text.startIndex) != nil else {
      return (text, end)
    }
    var quotes = text.count { $0 == UInt8(ascii: "\"") }
    while !quotes.isMultiple(of: 2), end < min(index + Self.blockLinesMax, lines.count),
      effort.spend(lines[end].count)
    {
      quotes += lines[end].count { $0 == UInt8(ascii: "\"") }
      text.append(0x0A)
      text += lines[end]
      end += 1
    }
    return quotes.isMultiple(of: 2) ? (text, end) : (lines[index], index + 1)
  }

  private func quotedViolation(at index: Int) -> (ConstraintViolation, Int)? {
    let line = lines[index]
    for start in Heads.shared.positions(in: line, max: Self.quotationsMax) {
      guard !line[..<start].opensPrintedStatement,
        let first = Unwrapped(line[start...], effort), first.mayGoOn,
        let quotation = Quotation(in: line, at: start)
      else { continue }
      let text = quotation.text
      let proper: Tolerance = quotation.isReported ? .inSentence : .properAlone
      let whole = quotation.isCut ? line[start...] : []
      let following: Tolerance = [.followed, proper]
      if let violation = read(text, proper, following) ?? read(whole, following) {
        if let more = unescaped(text), more.factCount > violation.factCount {
          return (more, index + 1)
        }
        if text.endIndex == line.endIndex,
          let continued = continuedColumns(at: index, start, violation)
        {
          return continued
        }
        let (labelled, end) = block(from: index, start).labelled
        guard end > index + 1, let more = read(labelled, .followed),
          more.factCount > violation.factCount
        else { return (violation, index + 1) }
        return (more, end)
      }
      if let found = wrapped(at: index, text) { return found }
      guard !quotation.isCut, let violation = read(text, [.truncated, proper]),
        violation.namesPlace
      else {
        continue
      }
      return (violation, index + 1)
    }
    return nil
  }

  /// The record read again with one kind of escapes undone.
  private func unescapedViolation(at index: Int) -> (ConstraintViolation, Int)? {
    guard depth < Self.depthMax,
      Escape.allCases.contains(where: { $0.isIn(lines[index]) })
    else {
      return nil
    }
    let (text, end) = block(from: index, lines[index].startIndex).labelled
    for escape in Escape.allCases {
      guard let plain = escape.undone(in: text) else { continue }
      let found = LogLines(plain, effort, depth: depth + 1).firstViolation()
      if let found { return (found, end) }
    }
    return nil
  }

  /// What a quotation says that a language printed as a literal, with its lines escaped, or that a
  /// page breaks into lines.
  private func unescaped(_ text: Bytes) -> ConstraintViolation? {
    [Escape.backslashes, .markup].lazy.compactMap { escape in
      escape.undone(in: text).flatMap { read($0.trimmed, .complete) }
    }.first
  }

  private func read(_ text: Bytes, _ tolerance: Tolerance) -> ConstraintViolation? {
    Unwrapped(text, effort)?.violation(tolerance)
  }

  /// The first reading that there is; what stands around the words is the same for all.
  private func read(_ text: Bytes, _ tolerances: Tolerance...) -> ConstraintViolation? {
    Unwrapped(text, effort).flatMap { unwrapped in
      tolerances.lazy.compactMap { unwrapped.violation($0) }.first
    }
  }

  /// Shorter than every message.
  private static let lineBytesMin = 16
  /// Text is escaped once or twice on its way: a log line inside a log line.
  private static let depthMax = 2
  /// A line that begins more messages than this is no report.
  private static let quotationsMax = 16

  private static func commented(_ lines: [Bytes]) -> [Bool] {
    var isOpen = false
    return lines.map { line in
      let text = line.trimmed
      if !isOpen { isOpen = text.starts(with: Array("/*".utf8)) }
      defer {
        if isOpen, Words(Array("*/".utf8)).last(in: text, from: text.startIndex) != nil {
          isOpen = false
        }
      }
      return isOpen
    }
  }
}

/// Lines that belong together.
extension LogLines {
  /// The record that starts in the line, as long as it may be.
  private struct Block {
    /// With every line that may belong to it.
    var whole: (text: Bytes, end: Int)
    /// With those that certainly do.
    var labelled: (text: Bytes, end: Int)
  }

  private func block(from index: Int, _ start: Int) -> Block {
    let prefix = lines[index][..<start]
    var whole = Array(lines[index][start...])
    var labelled = whole
    var wholeEnd = index + 1
    var labelledEnd = index + 1
    var isBehindBlank = false
    for next in (index + 1)..<max(index + 1, min(index + Self.blockLinesMax, lines.count))
    where effort.spend(4 * lines[next].count) {
      let text =
        lines[next].labelledPart(prefix: prefix) ?? lines[next].labelledPart(below: lines[index])
        ?? lines[next].withoutPrefix(like: prefix)
      if text.isEmptyOrBlank {
        isBehindBlank = true
        continue
      }
      let isLabelled = LabelledLines.isLabelled(text) || text.isKeyDetail
      // A sentence that ends in a colon announces the list behind the blank line.
      let isListed = whole.last == UInt8(ascii: ":") && text.trimmed.first == UInt8(ascii: "*")
      guard isLabelled || isListed || !(isBehindBlank || text.startsRecord) else { break }
      whole.append(0x0A)
      whole += text
      wholeEnd = next + 1
      if isLabelled {
        labelled.append(0x0A)
        labelled += text
        labelledEnd = next + 1
      }
      isBehindBlank = false
    }
    return Block(whole: (whole[...], wholeEnd), labelled: (labelled[...], labelledEnd))
  }

  /// The message whose end stands on the next lines, because a terminal or a mail program broke
  /// the line: between words, or inside an identifier.
  private func wrapped(at index: Int, _ text: Bytes) -> (ConstraintViolation, Int)? {
    guard text.count <= Self.wrappedBytesMax else { return nil }
    let prefix = lines[index][..<text.startIndex]
    var rows = [text]
    for next in (index + 1)..<max(index + 1, min(index + Self.wrappedLinesMax, lines.count)) {
      let row = lines[next].withoutPrefix(like: prefix).withoutQuoteMarks
      guard !row.trimmed.isEmpty, !row.startsRecord, row.count <= Self.wrappedBytesMax else {
        break
      }
      rows.append(row)
      let readings = [rows.joinedAtWords, rows.joinedInWords].compactMap { joined in
        read(joined, .complete, .followed).map { (joined, $0) }
      }
      // Where both can be read, a name was broken that has no marks around it.
      let isBroken = readings.count > 1 && readings[0].1.hasBlankInName(unlike: readings[1].1)
      guard let (joined, violation) = isBroken ? readings.last : readings.first else { continue }
      // The detail stands below the last row.
      let (labelled, end) = block(from: next, lines[next].startIndex).labelled
      let below = labelled.dropFirst(lines[next].count)
      if !below.isEmpty, let more = read(joined + below, .complete) { return (more, end) }
      return (violation, next + 1)
    }
    return nil
  }

  /// SQLite's columns have no closing mark: the line may have been broken inside them. It was when
  /// it is the longest of the text and the next one begins with what goes on such a list.
  private func continuedColumns(
    at index: Int, _ start: Int, _ violation: ConstraintViolation
  ) -> (ConstraintViolation, Int)? {
    let line = lines[index]
    guard violation.dbms == .sqlite, violation.table != nil, index + 1 < lines.count,
      line.count >= Self.wrapBytesMin, let last = line.last,
      last.isIdentifier || last == UInt8(ascii: ","),
      line.count == longest
    else { return nil }
    let row = lines[index + 1]
    guard let next = row.first, next.isIdentifier || next == UInt8(ascii: "."), !row.startsRecord
    else { return nil }
    let separator: [UInt8] = last == UInt8(ascii: ",") ? [0x20] : []
    let joined = line[start...] + separator + row
    guard let longer = read(joined, .complete, .followed),
      longer.table == violation.table || longer.columns.count > violation.columns.count
    else { return nil }
    return (longer, index + 2)
  }

  /// More lines than any message, its details and its statement take.
  private static let blockLinesMax = 60
  /// A message of 500 bytes on a narrow terminal.
  private static let wrappedLinesMax = 8
  /// Longer lines are not broken by anybody.
  private static let wrappedBytesMax = 1_024
  /// Narrower terminals are not used.
  private static let wrapBytesMin = 60
}
