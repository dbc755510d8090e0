import EventSchema

extension Runtime {
  /// CPython 3.6 to 3.14: chains, groups, notes, markers under the source, prefixes of logs.
  public static let cPython = Runtime(
    name: "CPython", platforms: ["python"],
    marks: [CPythonReader.head, "\", line "],
    read: { lines in
      var reader = CPythonReader(lines)
      return reader.readAll()
    }, foreign: .python, chainsWhileHandling: true,
    examples: [
      TraceExample(
        """
        Traceback (most recent call last):
          File "/srv/harbour/boats/views.py", line 12, in register
            Boat.objects.create(sail_no=number)
            ~~~~~~~~~~~~~~~~~~~^^^^^^^^^^^^^^^^
        psycopg.errors.UniqueViolation: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.

        The above exception was the direct cause of the following exception:

        Traceback (most recent call last):
          File "/srv/harbour/boats/views.py", line 12, in register
            Boat.objects.create(sail_no=number)
          [Previous line repeated 3 more times]
        django.db.utils.IntegrityError: duplicate key value violates unique constraint "uq"
        """,
        exceptions: [
          "psycopg.errors.UniqueViolation: duplicate key value violates unique constraint \"uq\"\n"
            + "DETAIL:  Key (sail_no)=(K-17) already exists.",
          "django.db.utils.IntegrityError: duplicate key value violates unique constraint \"uq\"",
        ], frames: ["boats/views.py:12 register"]),
      TraceExample(
        """
        2031-05-01 10:00:00 ERROR django.request Internal error
        web-1  | Traceback (most recent call last):
        web-1  |   File "manage.py", line 3, in <module>
        web-1  |     main()
        web-1  | KeyError: 'name'
        web-1  | 10.0.0.1 - - "GET /" 500
        """,
        exceptions: ["KeyError: 'name'"], frames: ["manage.py:3 <module>"]),
      TraceExample(
        """
          File "/srv/harbour/boats/views.py", line 12, in register
            Boat.objects.create(sail_no=number)
        KeyError: 'name'
        """,
        exceptions: ["KeyError: 'name'"], frames: ["boats/views.py:12 register"]),
    ])
}

/// Reads the tracebacks of a text, one line after the other.
private struct CPythonReader {
  static let head = "Traceback (most recent call last):"

  private let lines: TraceLines
  private var index = 0

  init(_ lines: TraceLines) { self.lines = lines }

  /// All traces; those that a connecting sentence joins are one.
  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    var link: String?
    while index < lines.count {
      if let prefix = headPrefix(lines[index]) {
        let start = index
        index += 1
        guard let exception = readTraceback(prefix) else { continue }
        add(exception, start, link, to: &traces)
        link = nil
      } else if let frame = Self.frame(lines[index]), frame.function != nil {
        // Whoever pastes leaves the head out, or stands the error above the frames.
        let start = index
        guard let exception = readTraceback("") else { continue }
        add(exception, start, link, to: &traces)
        link = nil
      } else {
        if let sentence = Self.link(in: lines[index]) { link = sentence }
        index += 1
      }
    }
    return traces
  }

  private func add(_ exception: Exception, _ start: Int, _ link: String?, to traces: inout [Trace])
  {
    let range = (start + 1)...max(start + 1, index)
    if isMemberOfGroup(at: start), var trace = traces.popLast() {
      addMember(exception, to: &trace)
      trace.lines = trace.lines.lowerBound...max(trace.lines.upperBound, range.upperBound)
      return traces.append(trace)
    }
    guard let link, var trace = traces.popLast(), !trace.exceptions.isEmpty else {
      traces.append(Trace(platform: "python", exceptions: [exception], lines: range))
      return
    }
    // The earlier one is held by the later one, as its cause or as its context.
    var mechanism = Exception.Mechanism()
    mechanism.type = "chained"
    mechanism.source = link
    trace.exceptions[trace.exceptions.count - 1].mechanism = mechanism
    trace.exceptions.append(exception)
    trace.lines = trace.lines.lowerBound...range.upperBound
    traces.append(trace)
  }

  /// `+---------------- 1 ----------------` stands above a member of an exception group.
  private func isMemberOfGroup(at start: Int) -> Bool {
    let above = lines[start - 1].trimmed
    return above.has("+-") && above.split(around: "---------------- ") != nil
  }

  /// Members stand before their group, the last one first, as SDKs send them.
  private func addMember(_ exception: Exception, to trace: inout Trace) {
    var member = exception
    var mechanism = Exception.Mechanism()
    mechanism.type = "chained"
    mechanism.source = "exceptions[\(trace.exceptions.count - 1)]"
    mechanism.exceptionID = trace.exceptions.count
    mechanism.parentID = 0
    member.mechanism = mechanism
    trace.exceptions.insert(member, at: 0)
  }

  private static func link(in line: Substring) -> String? {
    if line.split(around: "The above exception was the direct cause of the following") != nil {
      return "__cause__"
    }
    return line.split(around: "During handling of the above exception, another") != nil
      ? "__context__" : nil
  }

  /// What stands before the head on its line; the same may stand before every line that follows.
  private func headPrefix(_ line: Substring) -> Substring? {
    guard let (before, after) = line.split(around: Self.head), after.trimmed.isEmpty else {
      return nil
    }
    guard let (prefix, _) = before.splitLast(around: "Exception Group "), before.has(prefix: prefix)
    else { return before }
    return prefix
  }

  /// The frames and the last line of one traceback.
  private mutating func readTraceback(_ prefix: Substring) -> Exception? {
    var frames: [Frame] = []
    while index < lines.count {
      let line = withoutPrefix(lines[index], prefix)
      if let frame = Self.frame(line) {
        frames.append(frame)
        index += 1
        readSource(of: &frames, prefix, indentation: line.indentation)
      } else if line.trimmed.has("[Previous line repeated ") || line.indentation >= 2 {
        index += 1
      } else {
        return readException(prefix, frames)
      }
    }
    return frames.isEmpty ? nil : Exception(frames: frames)
  }

  /// The source line of the frame just read; markers and further lines of the statement are
  /// skipped.
  private mutating func readSource(of frames: inout [Frame], _ prefix: Substring, indentation: Int)
  {
    let line = withoutPrefix(lines[index], prefix)
    guard line.indentation > indentation, Self.frame(line) == nil, !line.trimmed.isEmpty else {
      return
    }
    frames[frames.count - 1].contextLine = String(line.trimmed)
    index += 1
    while index < lines.count {
      let next = withoutPrefix(lines[index], prefix)
      guard next.indentation > indentation, Self.frame(next) == nil else { return }
      index += 1
    }
  }

  /// `File "path", line 12, in function`; a syntax error's last frame has no function.
  private static func frame(_ line: Substring) -> Frame? {
    let text = line.trimmed
    guard text.has("File \""), let (path, rest) = text.between("File \"", "\", line "),
      let (number, after) = rest.leadingNumber
    else { return nil }
    var frame = Frame(
      filename: String(path), function: after.has(", in ") ? String(after.dropFirst(5)) : nil,
      lineNumber: number)
    frame.setPath(String(path))
    return frame
  }

  /// `module.Type: message`, with every line that belongs to the message.
  private mutating func readException(_ prefix: Substring, _ frames: [Frame]) -> Exception? {
    let line = withoutPrefix(lines[index], prefix)
    let (name, value) = line.split(around: ": ") ?? (line.removingColon, "")
    guard Self.isClassName(name) else { return frames.isEmpty ? nil : Exception(frames: frames) }
    index += 1
    var text = [value]
    while index < lines.count, isContinuation(prefix, of: text) {
      text.append(withoutPrefix(lines[index], prefix))
      index += 1
    }
    while let last = text.last, last.trimmed.isEmpty, text.count > 1 { text.removeLast() }
    let (module, type) = Self.moduleAndType(name)
    return Exception(
      type: type, module: module, value: text.joined(separator: "\n"), frames: frames)
  }

  /// Whether the line still belongs to the message. Behind a blank line only what SQLAlchemy and
  /// PostgreSQL put there does.
  private func isContinuation(_ prefix: Substring, of text: [Substring]) -> Bool {
    let whole = lines[index]
    if headPrefix(whole) != nil || Self.link(in: whole) != nil { return false }
    if !prefix.trimmed.isEmpty, !whole.trimmed.isEmpty, !Self.fits(whole, prefix) { return false }
    let line = withoutPrefix(whole, prefix)
    if whole.trimmed.has("+---") || line.isLogRecord { return false }
    let next = line.trimmed.isEmpty ? withoutPrefix(lines[index + 1], prefix) : line
    guard line.trimmed.isEmpty || text.last?.trimmed.isEmpty == true else { return true }
    return Self.afterBlankLine.contains { next.has($0) }
  }

  private static let afterBlankLine = [
    "[SQL: ", "[parameters: ", "(Background on this error", "DETAIL:", "HINT:", "CONTEXT:", "LINE ",
  ]

  /// The line without the prefix of the head's line, where it has one like it.
  private func withoutPrefix(_ line: Substring, _ prefix: Substring) -> Substring {
    guard !prefix.isEmpty, Self.fits(line, prefix) else { return line }
    return line[line.utf8.index(line.startIndex, offsetBy: prefix.utf8.count)...]
  }

  /// Whether the line begins like the prefix; the digits of a time may differ.
  private static func fits(_ line: Substring, _ prefix: Substring) -> Bool {
    guard line.utf8.count >= prefix.utf8.count else { return false }
    return zip(line.utf8, prefix.utf8).allSatisfy { byte, other in
      byte == other || byte.isPrefixFiller && other.isPrefixFiller
        || (0x30...0x39).contains(byte) && (0x30...0x39).contains(other)
    }
  }

  private static func isClassName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, first.isNameStart, name.utf8.count <= 200 else {
      return false
    }
    return name.utf8.allSatisfy {
      $0.isNameStart || (0x30...0x39).contains($0) || ".<>".utf8.contains($0)
    }
  }

  /// The class begins behind the last part that is written like a module.
  static func moduleAndType(_ name: Substring) -> (module: String?, type: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return (nil, String(name)) }
    let modules = parts.dropLast()
    let lastModule = modules.lastIndex { $0.first.map { $0.isLowercase || $0 == "_" } ?? false }
    let typeStart = (lastModule ?? modules.count - 1) + 1
    return (
      parts[..<typeStart].joined(separator: "."), parts[typeStart...].joined(separator: ".")
    )
  }
}

extension Substring {
  fileprivate var removingColon: Substring { utf8.last == UInt8(ascii: ":") ? dropLast() : self }

  fileprivate func has(prefix: Substring) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether another record of a log begins here: a time, a level, an access line.
  fileprivate var isLogRecord: Bool {
    let start = utf8.first == UInt8(ascii: "[") ? dropFirst() : self
    if let (number, after) = start.leadingNumber {
      return number >= 1_900 && after.has("-") || after.has("/") || after.has(".") || after.has(":")
    }
    // The last two are pytest's rules.
    return ["INFO", "ERROR", "WARNING", "DEBUG", "CRITICAL", "=====", "_____"]
      .contains { start.has($0) }
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == UInt8(ascii: "_")
      || self >= 0x80
  }

  /// Drawn in front of the lines of a group: `  + ` on the head's line, `  | ` on the others.
  fileprivate var isPrefixFiller: Bool { self == 0x20 || "+-|".utf8.contains(self) }
}
