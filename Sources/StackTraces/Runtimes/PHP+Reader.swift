import EventSchema

/// Finds the traces of a text: the lines `#0 …`, with the class and the message above them.
struct PHPReader {
  /// A line of the text, or of a JSON string in it, and the number of the text's line.
  private struct Line {
    var text: Substring
    var number: Int
  }

  private var lines: [Line] = []
  private var index = 0
  private var traces: [Trace] = []
  /// Where the last trace ended; its lines are nobody else's message.
  private var floor = 0

  init(_ text: TraceLines) {
    for number in 0..<text.count {
      let line = text[number]
      // One line of a log may hold the whole trace with escaped line feeds.
      if line.split(around: #"\n#"#) != nil {
        var rest = line
        while let (part, after) = rest.split(around: #"\n"#) {
          lines.append(Line(text: part, number: number))
          rest = after
        }
        lines.append(Line(text: rest, number: number))
      } else {
        lines.append(Line(text: line, number: number))
      }
    }
  }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      let line = lines[index].text.trimmed
      if let start = Self.firstCall(line) {
        readCalls(start)
      } else if let place = PHPConsole.place(line) {
        readConsole(place)
      } else {
        index += 1
      }
    }
    return traces
  }

  private func text(_ index: Int) -> Substring {
    lines.indices.contains(index) ? lines[index].text : ""
  }

  /// `#0 …`, which may stand behind what a log puts before every line.
  private static func firstCall(_ line: Substring) -> PHPCall? {
    guard let (_, after) = line.split(around: "#0 ") else { return nil }
    return PHPCall(numbered: "#0 " + after)
  }

  private mutating func readCalls(_ first: PHPCall) {
    let top = index
    let prefix = text(top).split(around: "#0 ")?.before ?? ""
    var calls = [first]
    index += 1
    while let call = PHPCall(numbered: text(index).dropBytes(prefix.utf8.count)) {
      calls.append(call)
      index += 1
    }
    let head = head(above: top)
    let header = PHPHeader(head.lines)
    var exception = Exception(type: header.type, value: header.value)
    exception.frames = PHPCall.frames(of: calls, thrown: header.thrown)
    if !exception.frames.isEmpty { add(exception, from: head.start, head.link) }
    floor = index
  }

  private enum Link { case none, outer, inner }

  private typealias Head = (lines: [Substring], start: Int, link: Link)

  /// The lines of the message above the first call, from the one that names the exception.
  private func head(above top: Int) -> Head {
    var collected: [Substring] = []
    for number in stride(from: top - 1, through: max(floor, top - Self.messageLinesMax), by: -1) {
      let line = text(number).trimmed
      if ["Stack trace:", "[stacktrace]", "PHP Stack trace:"].contains(String(line)) { continue }
      if let opening = PHPHeader.opening(text(number)) {
        let link: Link =
          line.split(around: "Next ").map { opening.has(String($0.after)) } == true
          ? .outer : line.split(around: "[previous exception]") != nil ? .inner : .none
        return ([opening] + collected.reversed(), number, link)
      }
      collected.append(text(number))
    }
    return ([], top, .none)
  }

  /// More than any message with its details and statement takes.
  private static let messageLinesMax = 60

  private mutating func add(_ exception: Exception, from start: Int, _ link: Link) {
    let first = lines[start].number + 1
    let last = max(first, lines[min(max(index, 1), lines.count) - 1].number + 1)
    guard link != .none, var trace = traces.popLast() else {
      traces.append(Trace(platform: "php", exceptions: [exception], lines: first...last))
      return
    }
    if link == .outer {
      trace.exceptions = trace.exceptions.held(as: "getPrevious()") + [exception]
    } else {
      trace.exceptions = [exception].held(as: "getPrevious()") + trace.exceptions
    }
    trace.lines = trace.lines.lowerBound...max(trace.lines.lowerBound, last)
    traces.append(trace)
  }

  // MARK: Consoles

  /// A place below a message, as consoles render it; those of the calls may follow.
  private mutating func readConsole(_ place: PHPConsole.Place) {
    let top = index
    let message = consoleMessage(above: top, place)
    index += 1
    // Symfony's heading has the file's name alone; its trace begins with the whole path.
    var thrown: PHPCall? =
      place.isHeading ? nil : PHPCall(path: place.path, line: place.line, called: nil)
    var calls: [PHPCall] = []
    var gap = 0
    while index < lines.count, gap < PHPConsole.gapMax {
      let line = text(index)
      if let call = PHPConsole.call(line, next: text(index + 1)) {
        calls.append(call)
        gap = 0
      } else if thrown == nil, let origin = PHPConsole.place(line.trimmed), !origin.isHeading {
        thrown = PHPCall(path: origin.path, line: origin.line, called: nil)
      } else if PHPConsole.place(line.trimmed) != nil {
        break
      } else {
        gap += 1
      }
      index += 1
    }
    guard message.type != nil || !calls.isEmpty, message.value != nil else { return }
    var exception = Exception(type: message.type, value: message.value)
    exception.frames = PHPCall.frames(of: calls, thrown: thrown)
    add(exception, from: message.start, place.isHeading && !traces.isEmpty ? .inner : .none)
    floor = index
  }

  private func consoleMessage(
    above top: Int, _ place: PHPConsole.Place
  ) -> (type: String?, value: String?, start: Int) {
    guard !place.isHeading else {
      // Symfony puts the place first, the message below it.
      let block = (top + 1..<min(top + 40, lines.count)).map { text($0).trimmed }
        .drop(while: \.isEmpty)
      var message = Array(block.prefix { !$0.isEmpty && !$0.has("at ") })
      var type: String?
      if let name = message.first.flatMap(PHPConsole.bracketedClass) {
        type = name
        message.removeFirst()
      }
      return (type, message.joined(separator: " "), top)
    }
    // Collision puts the class and the message above the place.
    var collected: [Substring] = []
    for number in stride(from: top - 1, through: max(floor, top - 40), by: -1) {
      let line = text(number).trimmed
      if let (name, message) = PHPConsole.heading(line) {
        let all = (message.isEmpty ? [] : [message]) + collected.reversed()
        let value = all.filter { !$0.isEmpty }.joined(separator: "\n")
        return (name, value, number)
      }
      collected.append(line)
    }
    // Without its class the message is the paragraph right above.
    let paragraph = collected.drop(while: \.isEmpty).prefix { !$0.isEmpty }.reversed()
    return (nil, paragraph.isEmpty ? nil : paragraph.joined(separator: "\n"), top)
  }
}
