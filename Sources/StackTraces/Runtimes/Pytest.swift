import EventSchema

extension Runtime {
  /// The failure section of pytest: places as `path:12: in function`, messages behind `E   `.
  public static let pytest = Runtime(
    name: "pytest", platforms: ["python"],
    marks: ["E   "],
    read: { lines in
      var reader = PytestReader(lines)
      return reader.readAll()
    },
    examples: [
      TraceExample(
        """
        boats/views.py:12: in register
            Boat.objects.create(sail_no=number)
        E   sqlite3.IntegrityError: UNIQUE constraint failed: boats_boat.sail_no

        The above exception was the direct cause of the following exception:
        boats/tests.py:9: in test_register
            register("K-17")
        boats/views.py:12: in register
            Boat.objects.create(sail_no=number)
        E   django.db.utils.IntegrityError: UNIQUE constraint failed: boats_boat.sail_no
        """,
        exceptions: [
          "sqlite3.IntegrityError: UNIQUE constraint failed: boats_boat.sail_no",
          "django.db.utils.IntegrityError: UNIQUE constraint failed: boats_boat.sail_no",
        ], frames: ["boats/tests.py:9 test_register", "boats/views.py:12 register"])
    ])
}

private struct PytestReader {
  private let lines: TraceLines
  private var traces: [Trace] = []
  private var frames: [Frame] = []
  private var frameStart = 0
  private var link: String?
  /// The line behind `>`, which belongs to the place that follows it in the long style.
  private var failingLine: String?
  private var function: String?

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.has("E   ") {
        index = readMessage(from: index)
        continue
      }
      if line.has(">   ") { failingLine = String(line.dropFirst().trimmed) }
      if let (name, _) = line.trimmed.between("def ", "(") { function = String(name) }
      if line.has("The above exception was the direct cause of") {
        link = "__cause__"
        frames = []
      } else if line.has("During handling of the above exception") {
        link = "__context__"
        frames = []
      } else if line.has("____") {
        link = nil
        frames = []
      }
      readPlace(line, next: lines[index + 1], at: index)
      index += 1
    }
    return traces
  }

  /// `path.py:12: in function` with the source below, or `path.py:12: ` behind the source.
  private mutating func readPlace(_ line: Substring, next: Substring, at index: Int) {
    guard let (path, rest) = line.split(around: ".py:"), !path.utf8.contains(0x20), !path.isEmpty,
      let (number, after) = rest.leadingNumber, after.has(":")
    else { return }
    let name = after.has(": in ") ? String(after.dropFirst(5)) : nil
    var frame = Frame(function: name ?? function, lineNumber: number)
    frame.setPath(String(path) + ".py")
    frame.contextLine = name == nil ? failingLine : String(next.trimmed)
    failingLine = nil
    if name == nil, !after.dropFirst().trimmed.isEmpty {
      // `path.py:12: IntegrityError` closes the section: it is the place of the message above.
      guard let last = traces.indices.last, !traces[last].exceptions.isEmpty else { return }
      traces[last].exceptions[traces[last].exceptions.count - 1].frames.append(frame)
      frames = []
      return
    }
    if frames.isEmpty { frameStart = index }
    frames.append(frame)
  }

  /// The lines behind `E   `, which are one exception with its message.
  private mutating func readMessage(from start: Int) -> Int {
    var index = start
    var text: [Substring] = []
    while index < lines.count, lines[index].has("E") {
      guard lines[index].has("E   ") || lines[index].utf8.count == 1 else { break }
      text.append(lines[index].dropFirst(4))
      index += 1
    }
    guard let first = text.first, let (name, value) = first.trimmed.split(around: ": "),
      !name.utf8.contains(0x20)
    else { return max(index, start + 1) }
    let parts = name.split(separator: ".")
    var message = [value] + text.dropFirst().map { $0.indentation >= 2 ? $0.trimmed : $0 }
    while message.count > 1, message.last?.trimmed.isEmpty == true { message.removeLast() }
    let exception = Exception(
      type: parts.last.map { String($0) },
      module: parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil,
      value: message.joined(separator: "\n"), frames: frames)
    let startLine = (frames.isEmpty ? start : frameStart) + 1
    if let link, let last = traces.indices.last {
      // The earlier one is held by the later one, as its cause or as its context.
      var mechanism = Exception.Mechanism()
      mechanism.type = "chained"
      mechanism.source = link
      traces[last].exceptions[traces[last].exceptions.count - 1].mechanism = mechanism
      traces[last].exceptions.append(exception)
      traces[last].lines = traces[last].lines.lowerBound...max(traces[last].lines.lowerBound, index)
    } else {
      traces.append(
        Trace(platform: "python", exceptions: [exception], lines: startLine...max(startLine, index))
      )
    }
    link = nil
    frames = []
    return index
  }
}
