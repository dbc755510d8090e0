import EventSchema

/// Reads the panics and error stacks of a text, one line after the other.
struct GoTraceReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  /// Lines above the next stack, the nearest last.
  private var words: [Substring] = []
  /// What panics said since the last stack; the first one caused the others.
  private var panics: [(value: String, line: Int)] = []
  private var prefix = LogPrefix("")
  /// Whether the words above the next stack are those of a panic.
  private var isRecovered = false

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      if let (before, after) = lines[index].goroutineHead {
        readGoroutine(before, isRunning: after.has("running") || after.has("syscall"))
      } else if let record = GORMRecord(lines, at: index) {
        traces.append(record.trace)
        words = []
        index = record.end
      } else if frame(at: index) != nil {
        readStack()
      } else if let value = panicValue(at: index) {
        panics.append((value, index))
        words = []
        index += 1
      } else {
        readWords()
      }
    }
    return traces
  }

  private mutating func readWords() {
    let line = prefix.removed(from: lines[index]).trimmed
    // gin, above the text of the panic.
    if line.split(around: "panic recovered:")?.after.isEmpty == true {
      words = []
      isRecovered = true
      index += 1
      return
    }
    if line.isEmpty {
      if panics.isEmpty { words.append("") }
    } else if var last = panics.last, words.isEmpty, !line.has("[signal "), !isEnd(line) {
      // The text of a panic may have lines.
      last.value += "\n" + line
      panics[panics.count - 1] = last
    } else {
      // Another record of the log begins.
      if line.beginsWithDate { words = [] }
      words.append(line.withoutLogTime)
    }
    if words.count > Self.wordsMax { words.removeFirst() }
    index += 1
  }

  private static let wordsMax = 12

  private func isEnd(_ line: Substring) -> Bool { line.has("exit status ") }

  /// `panic: text`, `fatal error: text`, also behind a log's time, and net/http's.
  private func panicValue(at index: Int) -> String? {
    let line = prefix.removed(from: lines[index]).trimmed
    let text: Substring
    if let (before, after) = line.split(around: "panic serving "),
      before.has("http: ") || before.isLogStart,
      let (_, message) = after.split(around: ": ")
    {
      text = message
    } else if let (before, after) = line.split(around: "panic: "), before.isLogStart {
      text = after
    } else if let (before, after) = line.split(around: "fatal error: "), before.isLogStart {
      text = after
    } else {
      return nil
    }
    for mark in [" [recovered", " [recovered]"] {
      if let (before, _) = text.splitLast(around: mark), text.utf8.last == UInt8(ascii: "]") {
        return String(before)
      }
    }
    return String(text)
  }

  /// A frame whose first line is at the index.
  private func frame(at index: Int) -> GoFrame? {
    let next = lines[index + 1]
    // Most lines hold no place; look at those that do.
    if next.utf8.contains(UInt8(ascii: ":")),
      next.split(around: ".go:") != nil || next.split(around: ".s:") != nil,
      let found = GoFrame(function: lines[index], place: next)
    {
      return found
    }
    guard lines[index].split(around: " (0x") != nil else { return nil }
    return GoFrame(place: lines[index], source: next)
  }

  /// The frames from here on, newest first as Go prints them.
  private mutating func readFrames() -> [Frame] {
    var frames: [Frame] = []
    while index < lines.count {
      if let found = frame(at: index) {
        frames.append(found.frame)
        index += 2
      } else if prefix.removed(from: lines[index]).trimmed.has("...") {
        // `...additional frames elided...`
        index += 1
      } else {
        break
      }
    }
    return frames
  }

  private mutating func readGoroutine(_ before: Substring, isRunning: Bool) {
    let start = index
    prefix = LogPrefix(before)
    index += 1
    let frames = readFrames()
    // Others are shown beside the one that failed.
    guard isRunning, !frames.isEmpty, !panics.isEmpty || !wasRead(before: start) else { return }
    var exceptions = panics.map { Exception(type: "panic", value: $0.value) }
    exceptions = exceptions.filter { $0.value != exceptions.last?.value } + exceptions.suffix(1)
    if exceptions.isEmpty {
      exceptions = [Exception(goText: words.last { !$0.isEmpty } ?? "")]
    }
    exceptions[exceptions.count - 1].frames = frames.withoutHandlers.reversed()
    add(exceptions, from: panics.first?.line ?? start)
  }

  /// Whether the text of a dump was already read: its goroutines follow each other.
  private func wasRead(before start: Int) -> Bool {
    guard let last = traces.last else { return false }
    return (last.lines.upperBound..<max(last.lines.upperBound, start))
      .allSatisfy { prefix.removed(from: lines[$0]).trimmed.isEmpty }
  }

  /// The stack of an error, with the words above it: what failed, then what was being done.
  private mutating func readStack() {
    let start = index
    if let first = frame(at: index) { prefix = first.prefix }
    let frames = readFrames()
    let texts = words.last(while: { !$0.isEmpty }).filter { !$0.isStackTitle }
    // Of cockroachdb's errors the first stack is the outermost one's; it has all the words.
    let isPart = words.contains { $0.has("Wraps: ") }
    var value = texts.reversed().joined(separator: ": ")
    if words.contains(where: { $0.has("(1) attached stack trace") }) {
      value = texts.first.map { String($0) } ?? value
    }
    var exception = Exception(goText: value.isEmpty ? textBelow() : value[...])
    if isRecovered { exception.type = "panic" }
    isRecovered = false
    exception.frames = frames.withoutHandlers.reversed()
    if let last = traces.indices.last, traces[last].lines.upperBound + texts.count == start,
      !isPart, !texts.isEmpty, let inner = traces[last].exceptions.last?.value
    {
      // pkg/errors prints the causes first, each with its stack.
      exception.value = value + ": " + inner
      var mechanism = Exception.Mechanism()
      mechanism.type = "chained"
      mechanism.source = "cause"
      traces[last].exceptions[traces[last].exceptions.count - 1].mechanism = mechanism
      traces[last].exceptions.append(exception)
      let first = traces[last].lines.lowerBound
      traces[last].lines = first...max(first, index)
      words = []
    } else if !isPart {
      add([exception], from: max(0, start - texts.count))
    } else {
      words = []
    }
  }

  /// The line behind a stack that has no words above it: JSON logs have it in another field.
  private func textBelow() -> Substring { lines[index].trimmed }

  private mutating func add(_ exceptions: [Exception], from start: Int) {
    traces.append(
      Trace(platform: "go", exceptions: exceptions, lines: (start + 1)...max(start + 1, index)))
    words = []
    panics = []
  }
}

extension Exception {
  /// The line above a stack: `*pq.Error text` of go-errors, a record of zap's console, or the text
  /// itself.
  fileprivate init(goText text: Substring) {
    self.init()
    if text.utf8.first == UInt8(ascii: "*"), let (name, value) = text.split(around: " "),
      !name.utf8.contains(UInt8(ascii: ":"))
    {
      type = String(name)
      self.value = String(value)
    } else if text.utf8.last == UInt8(ascii: "}"), let (before, _) = text.split(around: "{\""),
      let error = JSON(parsing: String(text[before.endIndex...]))?["error"]?.string
    {
      value = error
    } else {
      value = text.isEmpty ? nil : String(text)
    }
  }
}

extension [Frame] {
  /// Newest first, without what ran because of the panic: deferred functions stand above it. A
  /// function that only turns an error into a panic is not where something failed.
  fileprivate var withoutHandlers: [Frame] {
    let panic = lastIndex { $0.module == "runtime" && ["panic", "gopanic"].contains($0.function) }
    var frames = Array(self[(panic.map { $0 + 1 } ?? 0)...])
    if frames.isEmpty { frames = self }
    for index in frames.indices.dropLast() {
      guard let name = frames[index].function, Self.checks.contains(name.lowercased()) else {
        break
      }
      frames[index].inApp = false
    }
    return frames
  }

  private static var checks: Set<String> {
    [
      "check", "checkerr", "checkerror", "must", "mustsucceed", "panicif", "paniciferr",
      "paniciferror", "paniconerr", "paniconerror", "handleerr", "handleerror", "fatalif",
      "fataliferr", "die", "noerr",
    ]
  }
}

extension [Substring] {
  /// The elements at the end for which the condition holds.
  fileprivate func last(while condition: (Substring) -> Bool) -> [Substring] {
    Array(reversed().prefix(while: condition).reversed())
  }
}

extension Substring {
  /// The text before `goroutine 12 [running]:`, and what is in the brackets.
  fileprivate var goroutineHead: (before: Substring, state: Substring)? {
    guard let (before, after) = split(around: "goroutine "),
      let (_, rest) = after.leadingNumber, rest.has(" ["),
      utf8.last == UInt8(ascii: ":"), before.isLogStart || before.trimmed.isEmpty
    else { return nil }
    return (before, rest.dropFirst(2))
  }

  /// Whether it is empty or looks like what a log puts before a line, rather than prose.
  var isLogStart: Bool {
    guard let last = utf8.last else { return true }
    return (last == 0x20 || last == 0x09)
      && !trimmed.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      && !(trimmed.utf8.allSatisfy { $0 == 0x20 || (0x61...0x7A).contains($0) } && !trimmed.isEmpty)
  }

  fileprivate var beginsWithDate: Bool {
    guard let (number, rest) = leadingNumber else { return false }
    return (1_900...9_999).contains(number) && (rest.has("-") || rest.has("/"))
  }

  /// Without `2031/05/01 10:00:00 `, with which the log package begins its lines.
  fileprivate var withoutLogTime: Substring {
    let bytes = Array(utf8.prefix(11))
    guard bytes.count == 11, bytes[4] == UInt8(ascii: "/"), bytes[7] == UInt8(ascii: "/"),
      bytes[10] == 0x20, let (_, rest) = leadingNumber, rest.has("/")
    else { return self }
    let time = dropFirst(11)
    return time.split(around: " ")?.after ?? self
  }

  /// Lines between the words of an error and its stack.
  fileprivate var isStackTitle: Bool {
    has("-- stack trace:") || has("| -- stack trace") || has("(1) attached stack trace")
      || has("Wraps: (")
  }
}
