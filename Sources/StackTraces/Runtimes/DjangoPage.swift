import EventSchema

extension Runtime {
  /// The text of Django's page for a failure, as its form for sharing has it: messages of inner
  /// exceptions stand in the sentences between them, class and message of the last one below.
  public static let djangoPage = Runtime(
    name: "Django page", platforms: ["python"], marks: ["Exception Type: "],
    read: { lines in
      var reader = DjangoPageReader(lines)
      return reader.readAll()
    }, foreign: .python,
    examples: [
      TraceExample(
        """
        Traceback (most recent call last):
          File "/srv/venv/lib/python3.13/site-packages/django/db/backends/utils.py", line 105, in _execute
            return self.cursor.execute(sql, params)
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        The above exception (duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.) was the direct cause of the following exception:
          File "/srv/harbour/boats/views.py", line 12, in register
            Boat.objects.create(sail_no=number)
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        Exception Type: IntegrityError at /boats/
        Exception Value: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.
        """,
        exceptions: [
          "duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key (sail_no)=(K-17) "
            + "already exists.",
          "IntegrityError: duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key "
            + "(sail_no)=(K-17) already exists.",
        ], frames: ["boats/views.py:12 register"]),
      TraceExample(
        """
        Traceback:

        File "/srv/harbour/boats/views.py" in register
          12.     Boat.objects.create(sail_no=number)

        Exception Type: IntegrityError at /boats/
        Exception Value: UNIQUE constraint failed: boats_boat.sail_no
        """,
        exceptions: ["IntegrityError: UNIQUE constraint failed: boats_boat.sail_no"],
        frames: ["boats/views.py:12 register"]),
    ])
}

private struct DjangoPageReader {
  private let lines: TraceLines
  private var index = 0
  private var start: Int?
  private var frames: [Frame] = []
  private var exceptions: [Exception] = []

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    while index < lines.count {
      let line = lines[index].trimmed
      if line.has("Traceback") {
        (start, frames, exceptions) = (index, [], [])
      } else if let frame = frame(line) {
        frames.append(frame)
      } else if line.has("The above exception (")
        || line.has("During handling of the above exception (")
      {
        readSentence(line)
      } else if line.has("Exception Type: "), !frames.isEmpty {
        traces.append(readLast(line))
        continue
      }
      index += 1
    }
    return traces
  }

  /// `File "path", line 12, in register`; before Django 3.2 without the number, which stood before
  /// the source below.
  private func frame(_ line: Substring) -> Frame? {
    guard line.has("File \""), let (path, rest) = line.between("File \"", "\"") else { return nil }
    let below = lines[index + 1].trimmed
    var frame = Frame()
    if let (number, after) = rest.split(around: ", line ")?.after.leadingNumber {
      frame.lineNumber = number
      frame.function = after.has(", in ") ? String(after.dropFirst(5)) : nil
      frame.contextLine = below.isEmpty ? nil : String(below)
    } else if rest.has(" in "), let (number, source) = below.leadingNumber, source.has(".") {
      frame.lineNumber = number
      frame.function = String(rest.dropFirst(4))
      frame.contextLine = String(source.dropFirst().trimmed)
    } else {
      return nil
    }
    frame.setPath(String(path))
    return frame
  }

  /// `The above exception (message) was the direct cause of the following exception:`, in which the
  /// message may have lines.
  private mutating func readSentence(_ first: Substring) {
    let isCause = first.has("The above")
    let end = isCause ? ") was the direct cause of" : "), another exception occurred"
    var text = String(first.split(around: "(")?.after ?? first)
    let last = min(index + Self.messageLinesMax, lines.count)
    while text[...].splitLast(around: end) == nil, index + 1 < last {
      index += 1
      text += "\n" + lines[index]
    }
    var exception = Exception(value: String(text[...].splitLast(around: end)?.before ?? text[...]))
    exception.frames = frames
    var mechanism = Exception.Mechanism()
    mechanism.type = "chained"
    mechanism.source = isCause ? "__cause__" : "__context__"
    exception.mechanism = mechanism
    exceptions.append(exception)
    frames = []
  }

  private static let messageLinesMax = 60

  /// The class with the page's address, and the message below it.
  private mutating func readLast(_ line: Substring) -> Trace {
    let name = line.dropFirst("Exception Type: ".count)
    var exception = Exception(type: String(name.split(around: " at ")?.before ?? name))
    index += 1
    if lines[index].trimmed.has("Exception Value:") {
      var text = [lines[index].trimmed.dropFirst("Exception Value:".count).trimmed]
      index += 1
      while index < lines.count, !lines[index].trimmed.isEmpty, !lines[index].has("Raised during:"),
        text.count < Self.messageLinesMax
      {
        text.append(lines[index])
        index += 1
      }
      exception.value = text.drop { $0.isEmpty }.joined(separator: "\n")
    }
    exception.frames = frames
    let first = (start ?? 0) + 1
    defer { (start, frames, exceptions) = (nil, [], []) }
    return Trace(
      platform: "python", exceptions: exceptions + [exception], lines: first...max(first, index))
  }
}
