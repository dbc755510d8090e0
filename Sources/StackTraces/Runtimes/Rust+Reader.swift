import EventSchema

/// Reads the panics and reports of a text, one line after the other.
struct RustTraceReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  private var prefix = LogPrefix("")
  /// What is known since the last trace.
  private var report = Report()

  /// An error or a panic before its backtrace is read.
  private struct Report {
    var start: Int?
    var type: String?
    /// The outermost one first.
    var values: [String] = []
    /// Where it panicked or was made into a report.
    var place: Frame?
  }

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      let line = self.line(index)
      if let (before, after) = lines[index].panicHead {
        finish(with: [])
        readPanic(before, after)
      } else if line.isBacktraceTitle {
        index += 1
        readBacktrace()
      } else if line.trimmed == "Caused by:" {
        readCauses()
      } else if line.trimmed == "Location:" || line.has("Location: ") {
        readLocation(line)
      } else {
        readText(line)
      }
    }
    finish(with: [])
    return traces
  }

  private func line(_ index: Int) -> Substring { prefix.removed(from: lines[index]) }

  /// `thread 'main' panicked at src/boats.rs:12:9:` above the text; before 1.73 the text came first
  /// on the same line, in quotation marks.
  private mutating func readPanic(_ before: Substring, _ after: Substring) {
    prefix = LogPrefix(before)
    report = Report(start: index, type: "panic")
    index += 1
    if after.utf8.first == UInt8(ascii: "'") {
      readQuotedText(after.dropFirst())
    } else {
      report.place = Frame(rustPlace: after)
      readTextLines()
    }
  }

  private mutating func readQuotedText(_ first: Substring) {
    var text = String(first)
    while text[...].quoteEnd == nil, index < lines.count, !line(index).isNote,
      text.utf8.count < Self.textBytesMax
    {
      text += "\n" + line(index)
      index += 1
    }
    let end = text[...].quoteEnd
    report.values = [String(end?.before ?? text[...])]
    report.place = end.flatMap { Frame(rustPlace: $0.after) }
  }

  private mutating func readTextLines() {
    var text: [Substring] = []
    while index < lines.count, text.count < Self.textLinesMax {
      let line = line(index)
      if line.trimmed.isEmpty || line.isNote || line.isBacktraceTitle
        || lines[index].panicHead != nil
      {
        break
      }
      text.append(line)
      index += 1
    }
    report.values = [text.joined(separator: "\n")]
  }

  private static let textBytesMax = 65_536
  private static let textLinesMax = 200

  /// `Error: register boat`, color-eyre's `Error:` above numbered lines, its `Message:  text`; any
  /// other line may be a report's first one.
  private mutating func readText(_ line: Substring) {
    defer { index += 1 }
    let text = line.trimmed
    if text.isEmpty || line.isNote { return }
    if let (before, after) = line.split(around: "Error: "), before.utf8.allSatisfy({ $0 != 0x20 }) {
      finish(with: [])
      report = Report(start: index, values: after.trimmed.isEmpty ? [] : [String(after.trimmed)])
    } else if text == "Error:" {
      finish(with: [])
      report = Report(start: index)
      index += 1
      report.values = readNumberedTexts()
      index -= 1
    } else if let (before, after) = line.split(around: "Message:  "), before.isEmpty {
      report.values = [String(after)]
      report.type = "panic"
    } else if report.place == nil {
      report = Report(start: index, values: [String(text)])
    }
  }

  private mutating func readCauses() {
    index += 1
    report.values += readNumberedTexts()
  }

  /// `    0: text`, or one text without a number; further lines of a text are indented deeper.
  private mutating func readNumberedTexts() -> [String] {
    var texts: [String] = []
    while index < lines.count, texts.count < 32 {
      let line = line(index)
      guard line.indentation >= 2, !line.trimmed.isEmpty, !line.isBacktraceTitle else { break }
      if let (number, after) = line.trimmed.leadingNumber, number == texts.count, after.has(": ") {
        texts.append(String(after.dropFirst(2)))
      } else if texts.isEmpty {
        texts.append(String(line.trimmed))
      } else {
        texts[texts.count - 1] += "\n" + line.trimmed
      }
      index += 1
    }
    return texts
  }

  /// `Location:` above or beside the place at which eyre made the report.
  private mutating func readLocation(_ line: Substring) {
    let beside = line.trimmed.split(around: "Location: ")?.after
    index += 1
    if let frame = Frame(rustPlace: (beside ?? self.line(index)).trimmed) {
      report.place = frame
      if beside == nil { index += 1 }
    }
  }

  /// `   2: harbour::boats::register` with `at ./src/boats.rs:12:9` below.
  private mutating func readBacktrace() {
    var frames: [Frame] = []
    while index < lines.count {
      let text = line(index).trimmed
      if let (_, after) = text.leadingNumber, after.has(": ") {
        frames.append(Frame(function: String(after.dropFirst(2).trimmed.rustFunction)))
      } else if text.has("at "), !frames.isEmpty {
        frames[frames.count - 1].setRustPlace(text.dropFirst(3))
      } else if line(index + 1).trimmed.has("at "), !text.isEmpty {
        // A function that was inlined into the one above has no number.
        frames.append(Frame(function: String(text.rustFunction)))
      } else if !text.has("⋮"), !(text.isEmpty && frames.isEmpty) {
        break
      }
      index += 1
    }
    finish(with: frames.reversed())
  }

  /// Adds the trace that was read; a report without any place is no trace.
  private mutating func finish(with frames: [Frame]) {
    defer { report = Report() }
    let frames = frames.isEmpty ? [report.place].compactMap(\.self) : frames
    guard !frames.isEmpty else { return }
    var exceptions = report.values.reversed().map { Exception(value: $0) }
    if exceptions.isEmpty { exceptions = [Exception()] }
    for index in exceptions.indices.dropLast() {
      var mechanism = Exception.Mechanism()
      mechanism.type = "chained"
      mechanism.source = "cause"
      exceptions[index].mechanism = mechanism
    }
    exceptions[exceptions.count - 1].type = report.type
    exceptions[exceptions.count - 1].frames = frames
    let start = (report.start ?? max(0, index - 1)) + 1
    traces.append(
      Trace(platform: "rust", exceptions: exceptions, lines: start...max(start, index)))
  }
}

extension Frame {
  /// `src/boats.rs:12:9` with whatever follows; `nil` when that is no place in a source of Rust.
  fileprivate init?(rustPlace text: Substring) {
    self.init()
    setRustPlace(text)
    if lineNumber == nil { return nil }
  }

  fileprivate mutating func setRustPlace(_ text: Substring) {
    guard let (path, numbers) = text.splitLast(around: ".rs:"),
      let (line, rest) = numbers.leadingNumber
    else { return }
    lineNumber = line
    columnNumber = rest.dropFirst().leadingNumber?.number
    setPath(String(path) + ".rs")
  }
}

extension Substring {
  /// What stands before `thread 'main' panicked at `, and the rest of the line; newer releases add
  /// the thread's number.
  fileprivate var panicHead: (before: Substring, after: Substring)? {
    guard let (head, after) = split(around: " panicked at "),
      let (before, name) = head.split(around: "thread '"), name.split(around: "'") != nil,
      !before.utf8.contains(UInt8(ascii: "'"))
    else { return nil }
    return (before, after)
  }

  fileprivate var isNote: Bool {
    has("note: run with `RUST_BACKTRACE") || has("note: Some details are omitted")
  }

  fileprivate var isBacktraceTitle: Bool {
    let text = trimmed
    return text == "stack backtrace:" || text == "Stack backtrace:" || text == "Backtrace:"
      || (text.split(around: "━ BACKTRACE ━") != nil)
  }

  /// The text before `', src/boats.rs:12:9`, and the place.
  fileprivate var quoteEnd: (before: Substring, after: Substring)? {
    guard let (before, after) = splitLast(around: "', "), after.split(around: ".rs:") != nil else {
      return nil
    }
    return (before, after)
  }

  /// `std[e28293b1aa0f68bd]::io` as `std::io`.
  private var withoutCrateHashes: Substring {
    var text = ""
    var rest = self
    while let (before, after) = rest.split(around: "[") {
      text += before
      let hash = after.prefix(16)
      if hash.count == 16, hash.allSatisfy(\.isHexDigit), after.dropFirst(16).has("]") {
        rest = after.dropFirst(17)
      } else {
        text += "["
        rest = after
      }
    }
    return text.isEmpty ? self : Substring(text + rest)
  }

  /// Without the address before and the hash behind the name, and without the closures in it.
  var rustFunction: Substring {
    var name = self
    if name.has("0x"), let (_, after) = name.split(around: " - ") { name = after }
    name = name.withoutCrateHashes
    if let (before, hash) = name.splitLast(around: "::h"), hash.utf8.count == 16,
      hash.allSatisfy(\.isHexDigit)
    {
      name = before
    }
    while let (before, after) = name.splitLast(around: "::{"),
      after.utf8.last == UInt8(ascii: "}"), !before.isEmpty
    {
      name = before
    }
    return name
  }
}
