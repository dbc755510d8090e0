import EventSchema

/// Reads the traces of a text, one line after the other.
struct JVMReader {
  private let lines: TraceLines
  private var index = 0
  /// Where the last trace ended; no head stands before it.
  private var floor = 0

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    while index < lines.count {
      if let first = JVMFrame(lines[index]) {
        readTrace(prefix: first.prefix, indentation: first.indentation, into: &traces)
      } else if let relation = JVMRelation(lines[index]), !relation.text.isEmpty {
        readTrace(
          prefix: relation.prefix, indentation: relation.indentation + 1, into: &traces)
      } else {
        index += 1
      }
    }
    return traces
  }

  /// The trace whose first frame or second exception stands in the line.
  private mutating func readTrace(
    prefix: Substring, indentation: Int, into traces: inout [Trace]
  ) {
    var links: [JVMLink] = []
    var start = index
    if let (number, head) = headAbove(index, prefix, indentation) {
      links.append(JVMLink(head, continued: text(after: number, upTo: index, prefix)))
      start = number
    } else if JVMRelation(lines[index]) == nil {
      links.append(JVMLink())
    }
    var end = index
    while index < lines.count, readLine(prefix, into: &links) { end = index }
    index = max(end, start + 1)
    floor = index
    guard links.contains(where: { !$0.frames.isEmpty }) else { return }
    traces.append(
      Trace(
        platform: "java", exceptions: JVMLink.exceptions(of: links).map(\.withFlywayScript),
        lines: (start + 1)...max(start + 1, end)))
  }

  /// Takes the line at `index` if it belongs to the trace.
  private mutating func readLine(_ prefix: Substring, into links: inout [JVMLink]) -> Bool {
    let line = lines[index]
    if let frame = JVMFrame(line) {
      guard !links.isEmpty else { return false }
      links[links.count - 1].frames.append(frame.frame)
      index += 1
      return true
    }
    if let relation = JVMRelation(line) {
      let next = endOfMessage(from: index + 1, prefix)
      var link = JVMLink(
        JVMHead(anyText: relation.text), continued: text(after: index, upTo: next, prefix))
      link.relation = relation.kind
      link.indentation = relation.indentation
      links.append(link)
      index = next
      return true
    }
    let rest = withoutPrefix(line, prefix).trimmed
    if let (count, words) = Self.omitted(rest) {
      if !links.isEmpty, words { links[links.count - 1].commonCount = count }
      index += 1
      return true
    }
    // One line that is neither, such as a wrapped end, when the trace goes on behind it.
    guard !rest.isEmpty, JVMHead(line: rest) == nil, JVMHead(behindLog: rest) == nil,
      JVMFrame(lines[index + 1]) != nil || JVMRelation(lines[index + 1]) != nil
    else { return false }
    index += 1
    return true
  }

  /// `... 12 more`, `... 12 common frames omitted`; those of other words say nothing of the frames.
  private static func omitted(_ line: Substring) -> (count: Int, isCommon: Bool)? {
    guard line.has("... "), let (count, after) = line.dropFirst(4).leadingNumber else {
      return line.has("[CIRCULAR REFERENCE") ? (0, false) : nil
    }
    return (count, after.trimmed.has("more") || after.trimmed.has("common frames omitted"))
  }

  /// The line that names the exception whose frames begin below: the nearest one that begins with a
  /// class, else the nearest one in which a class stands behind the start of a log record.
  private func headAbove(
    _ first: Int, _ prefix: Substring, _ indentation: Int
  ) -> (Int, JVMHead)? {
    let nearest = stride(from: first - 1, through: max(floor, first - Self.messageLinesMax), by: -1)
    for number in nearest {
      let line = withoutPrefix(lines[number], prefix)
      guard line.indentation < max(indentation, 1) else { continue }
      if let head = JVMHead(line: line.trimmed) { return (number, head) }
    }
    for number in nearest {
      if let head = JVMHead(behindLog: withoutPrefix(lines[number], prefix)) {
        return (number, head)
      }
    }
    return nil
  }

  /// Where a message ends that begins above: at the next line of the trace, or, when there is none,
  /// at a blank line or the next record.
  private func endOfMessage(from start: Int, _ prefix: Substring) -> Int {
    let limit = min(lines.count, start + Self.messageLinesMax)
    var paragraph: Int?
    for number in start..<max(start, limit) {
      let line = lines[number]
      let rest = withoutPrefix(line, prefix)
      if JVMFrame(line) != nil || JVMRelation(line) != nil || Self.omitted(rest.trimmed) != nil {
        return number
      }
      if rest.startsLogRecord { return paragraph ?? number }
      if rest.trimmed.isEmpty, paragraph == nil { paragraph = number }
    }
    return paragraph ?? limit
  }

  /// More lines than any message has.
  private static let messageLinesMax = 80

  /// The lines between a head and the first frame.
  private func text(after head: Int, upTo end: Int, _ prefix: Substring) -> [Substring] {
    ((head + 1)..<max(head + 1, end)).map { withoutPrefix(lines[$0], prefix) }
  }

  /// The line without what stands before the frames; the digits of a time may differ.
  private func withoutPrefix(_ line: Substring, _ prefix: Substring) -> Substring {
    guard !prefix.isEmpty, line.utf8.count >= prefix.utf8.count,
      zip(line.utf8, prefix.utf8).allSatisfy({ byte, other in
        byte == other || byte.isDecimalDigit && other.isDecimalDigit
      })
    else { return line }
    let rest = line[line.utf8.index(line.startIndex, offsetBy: prefix.utf8.count)...]
    return rest.has(" ") ? rest.dropFirst() : rest
  }
}

extension Substring {
  /// Whether another record of a log begins here: a date or a level.
  fileprivate var startsLogRecord: Bool {
    if let (number, after) = leadingNumber {
      return number >= 1_900 && after.has("-") || after.has(":") || after.has("/")
    }
    return ["INFO ", "ERROR ", "WARN ", "DEBUG ", "SEVERE: "].contains { has($0) }
  }
}

extension UInt8 {
  var isDecimalDigit: Bool { (0x30...0x39).contains(self) }
}
