import EventSchema

extension Runtime {
  /// Tracebacks in the boxes that rich draws, as Typer, pip and Prefect print them: a place, the
  /// source around it with a mark at the line that failed, and local variables in a box of their
  /// own.
  public static let rich = Runtime(
    name: "rich", platforms: ["python"], marks: ["Traceback (most recent call last) "],
    read: { lines in
      var reader = RichReader(lines)
      return reader.readAll()
    }, foreign: .python,
    examples: [
      TraceExample(
        """
        ╭── Traceback (most recent call last) ─╮
        │ /srv/harbour/main.py:5 in main       │
        │                                      │
        │   4 def main():                      │
        │ ❱ 5 │   register("K-17")             │
        │                                      │
        │ ╭────── locals ───────╮              │
        │ │ a = "/b.py:1 in f"  │              │
        │ ╰─────────────────────╯              │
        │ /srv/harbour/boats/a_long_name_of/st │
        │ ore.py:12 in register                │
        ╰──────────────────────────────────────╯
        IntegrityError: UNIQUE constraint failed: boats.sail_no
        """,
        exceptions: ["IntegrityError: UNIQUE constraint failed: boats.sail_no"],
        frames: ["main.py:5 main", "boats/a_long_name_of/store.py:12 register"]),
      TraceExample(
        """
        +--- Traceback (most recent call last) ---+
        | /srv/harbour/store.py:12 in register    |
        |                                         |
        | > 12     con.execute(sql)               |
        +-----------------------------------------+
        UniqueViolation: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.

        The above exception was the direct cause of the following exception:

        +--- Traceback (most recent call last) ---+
        | /srv/harbour/main.py:5 in main          |
        +-----------------------------------------+
        harbour.Refused: not saved
        """,
        exceptions: [
          "UniqueViolation: duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key "
            + "(sail_no)=(K-17) already exists.", "harbour.Refused: not saved",
        ],
        frames: ["main.py:5 main"]),
    ])
}

private struct RichReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  private var link: String?

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      if let side = lines[index].sideOfBox {
        readBox(side)
      } else {
        if let sentence = lines[index].pythonLink { link = sentence }
        index += 1
      }
    }
    return traces
  }

  private mutating func readBox(_ side: Substring) {
    let start = index
    var exception = Exception()
    var path = ""
    index += 1
    while let row = lines[index].row(between: side) {
      index += 1
      if let frame = Frame(richPlace: path[...] + row.trimmed) ?? Frame(richPlace: row.trimmed) {
        exception.frames.append(frame)
        path = ""
      } else if let (number, source) = row.markedSource, let last = exception.frames.indices.last,
        exception.frames[last].lineNumber == number
      {
        exception.frames[last].contextLine = String(source)
      } else {
        // A path that is longer than the box goes on in the next row.
        let mayGoOn = !path.isEmpty || row.trimmed.beginsPath
        path = mayGoOn && path.utf8.count < Self.pathBytesMax ? path + row.trimmed : ""
      }
    }
    index += 1
    readMessage(&exception)
    add(exception, from: start)
  }

  private static let pathBytesMax = 1_024

  /// `IntegrityError: text`, up to a blank line.
  private mutating func readMessage(_ exception: inout Exception) {
    guard let (name, text) = lines[index].split(around: ": "), !name.utf8.contains(0x20) else {
      return
    }
    var message = [text]
    index += 1
    while index < lines.count, message.count < Self.messageLinesMax,
      !lines[index].trimmed.isEmpty, lines[index].sideOfBox == nil
    {
      message.append(lines[index])
      index += 1
    }
    let parts = name.split(separator: ".")
    exception.type = parts.last.map { String($0) }
    exception.module = parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil
    exception.value = message.joined(separator: "\n")
  }

  private static let messageLinesMax = 60

  private mutating func add(_ exception: Exception, from start: Int) {
    defer { link = nil }
    guard let link, var trace = traces.popLast(), let last = trace.exceptions.indices.last else {
      let lines = (start + 1)...max(start + 1, index)
      traces.append(Trace(platform: "python", exceptions: [exception], lines: lines))
      return
    }
    var mechanism = Exception.Mechanism()
    mechanism.type = "chained"
    mechanism.source = link
    trace.exceptions[last].mechanism = mechanism
    trace.exceptions.append(exception)
    trace.lines = trace.lines.lowerBound...max(trace.lines.lowerBound, index)
    traces.append(trace)
  }
}

extension Frame {
  /// `/srv/harbour/main.py:5 in main`.
  fileprivate init?(richPlace text: Substring) {
    guard let (place, function) = text.splitLast(around: " in "),
      let (path, digits) = place.splitLast(around: ":"),
      let (number, rest) = digits.leadingNumber, rest.isEmpty,
      path.beginsPath, !function.isEmpty, !function.utf8.contains(0x20)
    else { return nil }
    self.init(function: String(function), lineNumber: number)
    setPath(String(path))
  }
}

extension Substring {
  /// The line that stands at both sides of a box whose upper edge this is.
  fileprivate var sideOfBox: Substring? {
    guard let (before, after) = split(around: " Traceback (most recent call last) ") else {
      return nil
    }
    let (left, right) = (before.trimmed, after.trimmed)
    if left.has("╭─"), right.hasEnd("─╮") { return "│" }
    return left.has("+-") && right.hasEnd("-+") ? "|" : nil
  }

  /// The inside of a box's row; `nil` for its lower edge and everything else.
  fileprivate func row(between side: Substring) -> Substring? {
    let row = trimmed
    guard row.has(String(side)), row.hasEnd(String(side)),
      row.utf8.count >= 2 * side.utf8.count
    else { return nil }
    return row.dropBytes(side.utf8.count).dropEnd(side.utf8.count)
  }

  fileprivate var beginsPath: Bool {
    if ["/", "~/", "./", "<"].contains(where: { has($0) }) { return true }
    let drive = Array(utf8.prefix(3))
    return drive.count == 3 && drive[1] == UInt8(ascii: ":")
      && (drive[2] == UInt8(ascii: "\\") || drive[2] == UInt8(ascii: "/"))
  }

  /// `❱ 12 │   source` or `> 12   source`.
  fileprivate var markedSource: (number: Int, source: Substring)? {
    let text = trimmed
    for mark in ["❱ ", "> "] where text.has(mark) {
      guard let (number, rest) = text.dropBytes(mark.utf8.count).trimmed.leadingNumber else {
        continue
      }
      var source = rest.trimmed
      while source.has("│") { source = source.dropBytes(3).trimmed }
      return (number, source)
    }
    return nil
  }
}
