import EventSchema

/// Finds the errors of a text: the lines `at …`, the header above them, the properties below.
struct V8Reader {
  private let lines: TraceLines
  /// How many errors hold this one's text.
  private let depth: Int
  private var index = 0
  /// Where the trace before ended.
  private var floor = 0

  init(_ lines: TraceLines, depth: Int = 0) {
    self.lines = lines
    self.depth = depth
  }

  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    while index < lines.count {
      if let first = V8Line(lines[index]), first.frame != nil || hasFrameBelow() {
        read(from: first, &traces)
      } else if let header = bareHeader() {
        readBare(header, &traces)
      } else {
        index += 1
      }
    }
    return traces
  }

  /// A stack may begin with `at Array.forEach (<anonymous>)`.
  private func hasFrameBelow() -> Bool {
    (1...Self.placelessMax).contains { V8Line(lines[index + $0])?.frame != nil }
  }

  private static let placelessMax = 2

  private mutating func read(from first: V8Line, _ traces: inout [Trace]) {
    let top = index
    let head = head(above: top, first)
    var error = V8Error(head)
    error.add(head.properties.compactMap { V8Property($0) }, depth: depth)
    index = top
    let rest = readFrames(first, &error)
    if !rest.isEmpty || head.opener == UInt8(ascii: "{") {
      readProperties(rest, first.prefix, head.indentation, &error)
    }
    add(error, from: head.line, isCause: head.isCause, &traces)
  }

  private mutating func add(
    _ error: V8Error, from line: Int, isCause: Bool, _ traces: inout [Trace]
  ) {
    index = max(index, line + 1)
    floor = index
    let exceptions = error.exceptions
    if isCause, let last = traces.indices.last {
      traces[last].exceptions.insert(contentsOf: exceptions.held(as: "cause"), at: 0)
      let first = traces[last].lines.lowerBound
      traces[last].lines = first...max(first, index)
    } else {
      traces.append(
        Trace(platform: "node", exceptions: exceptions, lines: (line + 1)...max(line + 1, index)))
    }
  }

  // MARK: Frames

  /// The frames, which are printed newest first; what stands behind the last one opens properties.
  private mutating func readFrames(_ first: V8Line, _ error: inout V8Error) -> Substring {
    var frames: [Frame] = []
    var rest = Substring()
    while index < lines.count {
      if let line = V8Line(lines[index]), line.prefix.utf8.count == first.prefix.utf8.count {
        if let frame = line.frame { frames.append(frame) }
        index += 1
        rest = line.rest
        if rest.has(" {") { break }
      } else if let next = interlude(first) {
        index = next
      } else {
        break
      }
    }
    error.frames = frames.reversed()
    return rest.has(" {") ? rest.dropBytes(1) : ""
  }

  /// The index of the next frame, where only what runners and promises put between frames comes
  /// first: a rule, the source around a line, a count of frames left out.
  private func interlude(_ first: V8Line) -> Int? {
    for next in index..<min(index + Self.interludeLinesMax, lines.count) {
      if next > index, V8Line(lines[next]) != nil { return next }
      guard let line = lines[next].removing(prefixLike: first.prefix)?.trimmed else { return nil }
      let isRule = line.utf8.count >= 8 && line.utf8.allSatisfy { $0 == UInt8(ascii: "-") }
      let isNote = line.has("... ") || line.has("From previous event:") || line.isEmitterNote
      guard isRule || isNote || line.isSourceExcerpt else { return nil }
    }
    return nil
  }

  private static let interludeLinesMax = 14

  // MARK: Header

  /// Where an error is named, and its message.
  struct Head {
    var type: String?
    var message: String
    var line: Int
    var indentation: Int
    var opener: UInt8?
    var isCause = false
    /// Lines of properties that Bun prints above the frames.
    var properties: [Substring] = []
  }

  /// The nearest line above that names a class; else the lines directly above.
  private func head(above top: Int, _ first: V8Line) -> Head {
    var nearest = top
    var isConnected = true
    for line in stride(from: top - 1, through: max(floor, top - Self.messageLinesMax), by: -1) {
      guard let text = lines[line].removing(prefixLike: first.prefix) else { break }
      let trimmed = text.trimmed
      if let header = V8Header(text) {
        return head(header, at: line, above: top, first, text)
      }
      if trimmed.has("● ") || trimmed.has("}") || trimmed.has("FAIL ") || trimmed.isEndOfRecord {
        break
      }
      if trimmed.isEmpty || trimmed.isSourceExcerpt {
        isConnected = isConnected && nearest == top
      } else if isConnected {
        nearest = line
      }
    }
    // Without a name, runners of tests indent the message less than the frames by any amount.
    let message = message(from: nearest, "", above: top, first)
    return Head(type: nil, message: message, line: nearest, indentation: first.indentation)
  }

  private static let messageLinesMax = 120

  private func head(
    _ header: V8Header, at line: Int, above top: Int, _ first: V8Line, _ text: Substring
  ) -> Head {
    var end = top
    while end > line + 1, lines[end - 1].trimmed.isEmpty { end -= 1 }
    var properties: [Substring] = []
    while end > line + 1, V8Property(lines[end - 1])?.isLiteral == true {
      end -= 1
      properties.insert(lines[end], at: 0)
    }
    var message = message(from: line + 1, header.message, above: end, first)
    if header.opener == UInt8(ascii: "["), message.hasSuffix("]") { message.removeLast() }
    return Head(
      type: header.type, message: message, line: line, indentation: text.indentation,
      opener: header.opener, isCause: header.isCause, properties: properties)
  }

  /// The message's lines without the stack's indentation; behind a source excerpt nothing counts.
  private func message(
    from line: Int, _ start: Substring, above top: Int, _ first: V8Line
  ) -> String {
    var text = line <= top && start.isEmpty && line < top ? [] : [String(start)]
    let own = lines[line].removing(prefixLike: first.prefix)?.indentation ?? 0
    let margin = start.isEmpty && line < top ? own : max(0, first.indentation - 4)
    for number in line..<max(line, top) {
      let content = lines[number].removing(prefixLike: first.prefix) ?? lines[number]
      if content.trimmed.isSourceExcerpt || content.isEmitterNote { break }
      text.append(String(content.dropBytes(min(margin, content.indentation))))
    }
    while let last = text.last, last[...].trimmed.isEmpty { text.removeLast() }
    while let head = text.first, head[...].trimmed.isEmpty { text.removeFirst() }
    return text.joined(separator: "\n")
  }

  // MARK: Properties

  /// `[Error: text] {` without frames, behind which properties stand.
  private func bareHeader() -> (V8Header, Int)? {
    let line = lines[index]
    guard line.utf8.last == UInt8(ascii: "{") || line.trimmed.has("{ [") || line.trimmed.has("["),
      let header = V8Header(line)
    else { return nil }
    // The message may take some lines, up to the bracket that closes it.
    for end in index..<min(index + Self.bareLinesMax, lines.count) {
      let text = lines[end].trimmed
      let closes =
        text.hasSuffix(" {") || (header.opener == UInt8(ascii: "{") && text.hasSuffix("]"))
      if closes, V8Property(lines[end + 1]) != nil { return (header, end) }
      if V8Line(lines[end]) != nil { return nil }
    }
    return nil
  }

  private static let bareLinesMax = 6

  private mutating func readBare(_ found: (header: V8Header, end: Int), _ traces: inout [Trace]) {
    let (header, end) = found
    let start = index
    var text = [header.message] + (start..<end).map { lines[$0 + 1] }
    text[text.count - 1] = text[text.count - 1].removing(suffix: " {")
    if header.opener != nil { text[text.count - 1] = text[text.count - 1].removing(suffix: "]") }
    text = Array(text.prefix { !$0.isEmitterNote })
    while let last = text.last, last.isEmpty, text.count > 1 { text.removeLast() }
    var error = V8Error(
      Head(
        type: header.type, message: text.joined(separator: "\n"), line: start,
        indentation: lines[start].indentation))
    index = end + 1
    readProperties("{", "", lines[start].indentation, &error)
    add(error, from: start, isCause: header.isCause, &traces)
  }

  /// Reads `key: value` lines that are indented more than the header, up to the closing brace.
  private mutating func readProperties(
    _ rest: Substring, _ prefix: Substring, _ indentation: Int, _ error: inout V8Error
  ) {
    let inside = rest.removing("{")?.trimmed ?? ""
    guard inside.isEmpty else { return error.add(InspectedValue.read("{" + inside)) }
    let start = index
    var block: [Substring] = []
    while index < lines.count {
      guard let text = lines[index].removing(prefixLike: prefix) else { break }
      let isBlank = text.trimmed.isEmpty
      guard text.indentation > indentation || isBlank || text.trimmed.has("}") else { break }
      if isBlank && block.isEmpty { break }
      index += 1
      if text.trimmed.has("}"), text.indentation <= indentation { break }
      block.append(text)
    }
    if index == start { return }
    error.add(V8Property.members(block), depth: depth)
  }
}

extension Substring {
  fileprivate func removing(suffix: String) -> Substring {
    hasSuffix(suffix) ? self[..<utf8.index(endIndex, offsetBy: -suffix.utf8.count)] : self
  }

  /// The line behind the prefix, or one like it whose digits differ; `nil` when it has another one.
  func removing(prefixLike prefix: Substring) -> Substring? {
    guard !prefix.isEmpty else { return self }
    guard utf8.count >= prefix.utf8.count else { return trimmed.isEmpty ? self : nil }
    let fits = zip(utf8, prefix.utf8).allSatisfy { byte, other in
      byte == other || (byte.isDigitByte && other.isDigitByte)
    }
    return fits ? dropBytes(prefix.utf8.count) : nil
  }

  /// `> 11 |   await run()`, `     |   ^`, `→ 12   await run(`: source around a place.
  var isSourceExcerpt: Bool {
    let text = (removing(">") ?? self).trimmed
    let digits = text.leadingNumber?.after ?? text
    return digits.trimmed.has("|")
  }

  /// What Node adds where an emitter has no listener for its error, and sqlite3's verbose mode.
  fileprivate var isEmitterNote: Bool { has("Emitted 'error' event") || has("--> in ") }

  /// A line that certainly belongs to something else.
  fileprivate var isEndOfRecord: Bool {
    has("Traceback (most recent call last)") || has("Node.js v") || has("npm ERR!")
  }
}

extension UInt8 {
  fileprivate var isDigitByte: Bool { (0x30...0x39).contains(self) }
}
