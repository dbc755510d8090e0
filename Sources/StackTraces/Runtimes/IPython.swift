import EventSchema

extension Runtime {
  /// IPython's and Jupyter's own form: the class and the head on one line, an arrow before the line
  /// that failed.
  public static let iPython = Runtime(
    name: "IPython", platforms: ["python"], marks: [" Traceback (most recent call last)"],
    read: { lines in
      var reader = IPythonReader(lines)
      return reader.readAll()
    }, foreign: .python,
    examples: [
      TraceExample(
        """
        ---------------------------------------------------------------------------
        UniqueViolation                           Traceback (most recent call last)
        File /srv/venv/lib/python3.13/site-packages/django/db/backends/utils.py:105, in execute(self)
            104 else:
        --> 105     return self.cursor.execute(sql, params)

        UniqueViolation: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.

        The above exception was the direct cause of the following exception:

        IntegrityError                            Traceback (most recent call last)
        Cell In[3], line 1
        ----> 1 register("K-17")

        File ~/harbour/boats/views.py:12, in register(number)
             11 def register(number):
        ---> 12     Boat.objects.create(sail_no=number)

        IntegrityError: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.
        """,
        exceptions: [
          "UniqueViolation: duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key "
            + "(sail_no)=(K-17) already exists.",
          "IntegrityError: duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key "
            + "(sail_no)=(K-17) already exists.",
        ], frames: ["<cell>:1 nil", "boats/views.py:12 register"]),
      TraceExample(
        """
        IntegrityError                            Traceback (most recent call last)
        ~/harbour/boats/views.py in register(number)
             11 def register(number):
        ---> 12     Boat.objects.create(sail_no=number)

        IntegrityError: UNIQUE constraint failed: boats_boat.sail_no
        """,
        exceptions: ["IntegrityError: UNIQUE constraint failed: boats_boat.sail_no"],
        frames: ["boats/views.py:12 register"]),
    ])
}

private struct IPythonReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  private var link: String?

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      if let type = lines[index].iPythonHead {
        let start = index
        index += 1
        add(readSection(String(type)), from: start)
      } else {
        if let sentence = lines[index].pythonLink { link = sentence }
        index += 1
      }
    }
    return traces
  }

  private mutating func add(_ exception: Exception, from start: Int) {
    if let link, var trace = traces.popLast() {
      var mechanism = Exception.Mechanism()
      mechanism.type = "chained"
      mechanism.source = link
      trace.exceptions[trace.exceptions.count - 1].mechanism = mechanism
      trace.exceptions.append(exception)
      trace.lines = trace.lines.lowerBound...max(trace.lines.lowerBound, index)
      traces.append(trace)
    } else {
      traces.append(
        Trace(
          platform: "python", exceptions: [exception], lines: (start + 1)...max(start + 1, index)))
    }
    link = nil
  }

  /// Frames, oldest first as they are printed, up to the line of the class and its message.
  private mutating func readSection(_ type: String) -> Exception {
    var exception = Exception(type: type)
    while index < lines.count, lines[index].iPythonHead == nil {
      let line = lines[index]
      if line.has(type + ":") || line == type
        || line.split(around: "." + type + ":")?.before.utf8.contains(0x20) == false
      {
        readMessage(&exception)
        return exception
      }
      if let frame = line.iPythonFrame {
        exception.frames.append(frame)
      } else if let (number, source) = line.arrow, !exception.frames.isEmpty {
        exception.frames[exception.frames.count - 1].lineNumber = number
        exception.frames[exception.frames.count - 1].contextLine = String(source.trimmed)
      }
      index += 1
    }
    return exception
  }

  private mutating func readMessage(_ exception: inout Exception) {
    var text = [lines[index].split(around: ": ")?.after ?? ""]
    index += 1
    while index < lines.count, text.count < 60, lines[index].iPythonHead == nil,
      !lines[index].has("-----")
    {
      if lines[index].pythonLink != nil { break }
      text.append(lines[index])
      index += 1
    }
    while text.count > 1, text.last?.trimmed.isEmpty == true { text.removeLast() }
    exception.value = text.joined(separator: "\n")
  }
}

extension Substring {
  /// What the sentence between two tracebacks says of the first one.
  var pythonLink: String? {
    if has("The above exception was the direct cause of") { return "__cause__" }
    return has("During handling of the above exception") ? "__context__" : nil
  }

  /// The class of `IntegrityError      Traceback (most recent call last)`.
  fileprivate var iPythonHead: Substring? {
    guard let (before, after) = split(around: " Traceback (most recent call last)"),
      after.trimmed.isEmpty, !before.trimmed.isEmpty, !before.trimmed.utf8.contains(0x20)
    else { return nil }
    return before.trimmed
  }

  /// `---> 12     source`.
  fileprivate var arrow: (number: Int, source: Substring)? {
    guard has("-"), let (dashes, after) = split(around: "> "),
      dashes.utf8.allSatisfy({ $0 == UInt8(ascii: "-") }),
      let (number, source) = after.trimmed.leadingNumber
    else { return nil }
    return (number, source)
  }

  /// `File path:12, in register(number)`, before IPython 8 `path in register(number)`, or a cell.
  fileprivate var iPythonFrame: Frame? {
    if has("Cell In") || has("Input In") || has("<ipython-input-") {
      return Frame(
        filename: "<cell>", lineNumber: split(around: ", line ")?.after.leadingNumber?.number)
    }
    var frame = Frame()
    let path: Substring
    if has("File "), let (before, rest) = dropFirst(5).split(around: ".py:"),
      let (number, after) = rest.leadingNumber
    {
      path = before
      frame.lineNumber = number
      frame.function = after.has(", in ") ? after.dropFirst(5).iPythonFunction : nil
    } else if indentation == 0, let (before, after) = split(around: ".py in "),
      !before.utf8.contains(0x20)
    {
      path = before
      frame.function = after.iPythonFunction
    } else {
      return nil
    }
    // The home folder of whoever ran it.
    frame.setPath((path.has("~/") ? "/home/~" + path.dropFirst() : String(path)) + ".py")
    return frame
  }

  private var iPythonFunction: String {
    String(split(around: "(")?.before ?? self)
  }
}
