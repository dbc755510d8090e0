import EventSchema

/// Finds the backtraces of a text: runs of places, with the class and the message above or, on the
/// first line of an uncaught exception, beside the place.
struct RubyReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  /// Where the last trace ended; its lines are nobody else's message.
  private var floor = 0
  /// Whether the last trace listed its oldest caller first.
  private var endedOldestFirst = false

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      if let line = RubyLine(lines[index]) { read(line) } else { index += 1 }
    }
    return traces
  }

  private mutating func read(_ first: RubyLine) {
    if first.message != nil {
      readUncaught(first)
    } else if first.isNumbered {
      readOldestFirst(first)
    } else {
      readBacktrace(first)
    }
    if !first.isNumbered { endedOldestFirst = false }
    floor = index
  }

  /// `place: message (Class)`, more lines of the message, and the callers behind `from`.
  private mutating func readUncaught(_ first: RubyLine) {
    let start = index
    var message = [first.message ?? ""]
    index += 1
    if let from = firstCaller(after: index) {
      while index < from {
        message.append(lines[index])
        index += 1
      }
    } else {
      while isLabelled(lines[index]) {
        message.append(lines[index])
        index += 1
      }
    }
    var frames = [first.frame]
    while let line = RubyLine(lines[index]), line.isFrom {
      frames.append(line.frame)
      index += 1
      skipOmission()
    }
    // What caused the exception is printed directly behind it, in the same form.
    add(RubyHeader(message), frames.reversed(), from: start, isCause: start == floor && start > 0)
  }

  /// The first line behind `from` that belongs to the message at hand.
  private func firstCaller(after start: Int) -> Int? {
    for next in start..<max(start, min(start + Self.messageLinesMax, lines.count)) {
      if let line = RubyLine(lines[next]) { return line.isFrom ? next : nil }
    }
    return nil
  }

  private func isLabelled(_ line: Substring) -> Bool {
    ["DETAIL:", "HINT:", "CONTEXT:", "LINE "].contains { line.has($0) }
  }

  /// `... 12 levels...`
  private mutating func skipOmission() {
    if lines[index].trimmed.has("... "), lines[index].hasEnd("levels...") { index += 1 }
  }

  /// The oldest caller first, the place with the message last.
  private mutating func readOldestFirst(_ first: RubyLine) {
    let start = index
    var frames: [Frame] = []
    while let line = RubyLine(lines[index]), line.isNumbered {
      frames.append(line.frame)
      index += 1
      skipOmission()
    }
    guard let last = RubyLine(lines[index]), let text = last.message else { return }
    index += 1
    var message = [text]
    while isLabelled(lines[index]) {
      message.append(lines[index])
      index += 1
    }
    let wraps = start == floor && endedOldestFirst
    add(RubyHeader(message), frames + [last.frame], from: start, isCause: false)
    endedOldestFirst = true
    // In this order the cause comes first too.
    guard wraps, traces.count > 1, let outer = traces.popLast(), var trace = traces.popLast() else {
      return
    }
    trace.exceptions = trace.exceptions.held(as: "cause") + outer.exceptions
    trace.lines = trace.lines.lowerBound...max(trace.lines.lowerBound, outer.lines.upperBound)
    traces.append(trace)
  }

  /// Places without a message; it stands above.
  private mutating func readBacktrace(_ first: RubyLine) {
    let top = index
    var frames: [Frame] = []
    while let line = RubyLine(lines[index]), line.message == nil {
      frames.append(line.frame)
      index += 1
    }
    let head = message(above: top)
    if head.lines.isEmpty {
      // A single place in a sentence is no trace.
      guard frames.count > 1 else { return }
      add(nil, frames.reversed(), from: top, isCause: false)
      return
    }
    add(RubyHeader(head.lines), frames.reversed(), from: head.start, isCause: head.isCause)
    if let cause = head.cause, let last = traces.indices.last {
      traces[last].exceptions.insert(contentsOf: [cause].held(as: "cause"), at: 0)
    }
  }

  private struct Head {
    var lines: [Substring] = []
    var start = 0
    var isCause = false
    /// Rails lists the causes, without places, between the message and the backtrace.
    var cause: Exception?
  }

  /// The message above a backtrace: up to the line that names the exception.
  private func message(above top: Int) -> Head {
    var head = Head(start: top)
    var collected: [Substring] = []
    let bottom = max(floor, top - Self.messageLinesMax)
    for number in stride(from: top - 1, through: bottom, by: -1) {
      let line = lines[number]
      guard let opening = RubyHeader.opening(line) else {
        let text = line.withoutListMark
        if !text.isEmpty || !collected.isEmpty { collected.append(text) }
        continue
      }
      var start = number
      var text = [opening] + collected.reversed()
      // The class may stand alone on the line above.
      if let above = number > bottom ? RubyHeader.opening(lines[number - 1]) : nil,
        above.hasEnd(":"), above.split(around: " ") == nil
      {
        text.insert(above, at: 0)
        start -= 1
      }
      // Rails wraps a migration's error in words of its own, which end in a colon.
      if number - 2 >= bottom, lines[number - 1].trimmed.isEmpty,
        let outer = RubyHeader.opening(lines[number - 2]), outer.hasEnd(":"),
        outer.split(around: ": ") != nil
      {
        text.insert(contentsOf: [outer, ""], at: 0)
        start = number - 2
      }
      let label = (bottom..<start).reversed().lazy.map { lines[$0].withoutListMark }
        .first { !$0.isEmpty && !$0.has("---------") }
      if label == "Causes:" {
        head.cause = exception(RubyHeader(text), [])
        collected = []
        continue
      }
      head.lines = text
      head.start = start
      head.isCause = label.map { $0.split(around: "Caused by:") != nil } ?? false
      return head
    }
    return head
  }

  /// More than any message with its details and statement takes.
  private static let messageLinesMax = 60

  private func exception(_ header: RubyHeader?, _ frames: [Frame]) -> Exception {
    Exception(type: header?.type, value: header?.value, frames: frames)
  }

  private mutating func add(
    _ header: RubyHeader?, _ frames: [Frame], from start: Int, isCause: Bool
  ) {
    let exception = exception(header, frames)
    if isCause, let last = traces.indices.last, traces[last].lines.upperBound <= start {
      traces[last].exceptions.insert(contentsOf: [exception].held(as: "cause"), at: 0)
      traces[last].lines = traces[last].lines.lowerBound...max(start + 1, index)
    } else {
      traces.append(
        Trace(
          platform: "ruby", exceptions: [exception], lines: (start + 1)...max(start + 1, index)))
    }
  }
}
