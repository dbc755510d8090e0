import EventSchema

extension Runtime {
  /// Firefox's SpiderMonkey and Safari's JavaScriptCore: `name@address:line:column`, the newest
  /// frame first.
  public static let browserEngines = Runtime(
    name: "browser engines", platforms: ["javascript"],
    marks: [
      "@http://", "@https://", "@file:///", "@webpack", "@app:///", "@resource://",
      "@moz-extension:",
      "@safari-extension:", "@blob:",
    ],
    read: { lines in
      var reader = BrowserEngineReader(lines)
      return reader.readAll()
    }, foreign: Runtime.v8.foreign,
    examples: [
      TraceExample(
        """
        Uncaught (in promise) Error: UNIQUE constraint failed: boats.sail_no
            insert@https://harbour.example/assets/store.js:12:11
            async*register@https://harbour.example/assets/app.js:88:9
            @https://harbour.example/assets/app.js:101:5
        """,
        exceptions: ["Error: UNIQUE constraint failed: boats.sail_no"],
        frames: [
          "assets/app.js:101 nil", "assets/app.js:88 register", "assets/store.js:12 insert",
        ]),
      TraceExample(
        """
        SQLError: could not execute statement
        insert@webpack-internal:///./src/store.js:12:20
        forEach@[native code]
        promiseReactionJob@[native code]
        """,
        exceptions: ["SQLError: could not execute statement"], frames: ["src/store.js:12 insert"]),
    ])
}

private struct BrowserEngineReader {
  private let lines: TraceLines
  private var index = 0

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    var floor = 0
    while index < lines.count {
      guard lines[index].engineFrame != nil else {
        index += 1
        continue
      }
      let top = index
      var frames: [Frame] = []
      while let line = lines[index].engineFrame {
        if let frame = line.frame { frames.append(frame) }
        index += 1
      }
      let head = head(above: top, floor)
      floor = index
      guard !frames.isEmpty else { continue }
      var exception = head.exception
      exception.frames = frames.reversed()
      traces.append(
        Trace(
          platform: "javascript", exceptions: [exception], lines: (head.line + 1)...max(1, index)))
    }
    return traces
  }

  /// The class and the message above the frames. Without a line that names a class the line
  /// directly above is the message, which Firefox gives no class.
  private func head(above top: Int, _ floor: Int) -> (exception: Exception, line: Int) {
    let bottom = max(floor, top - Self.messageLinesMax)
    var message: [Substring] = []
    for number in stride(from: top - 1, through: bottom, by: -1) {
      if lines[number].trimmed.isEmpty { break }
      if let header = V8Header(lines[number].withoutUncaught) {
        let value = ([header.message] + message.reversed()).joined(separator: "\n")
        return (Exception(type: header.type, value: value), number)
      }
      message.append(lines[number])
    }
    guard let nearest = message.first else { return (Exception(), top) }
    return (Exception(value: String(nearest.trimmed)), top - 1)
  }

  private static let messageLinesMax = 20
}

extension Substring {
  fileprivate var withoutUncaught: Substring {
    let text = trimmed.removing("Uncaught ") ?? trimmed
    return text.removing("(in promise) ") ?? text
  }

  /// The frame of `name@address:12:34`, without one where the engine itself called.
  fileprivate var engineFrame: (frame: Frame?, Void)? {
    let text = trimmed
    guard let (call, place) = text.split(around: "@"), !call.utf8.contains(0x20) else { return nil }
    if place == "[native code]" { return (nil, ()) }
    guard place.split(around: ":/") != nil || place.has("webpack"),
      let (start, column) = place.endingNumber, let (path, line) = start.endingNumber,
      !path.utf8.contains(0x20)
    else { return nil }
    let name = call.splitLast(around: "*")?.after ?? call
    var frame = Frame(
      function: name.isEmpty ? nil : String(name.split(around: "/<")?.before ?? name),
      lineNumber: line)
    frame.columnNumber = column
    frame.setPath(ScriptPath.withoutScheme(path))
    return (frame, ())
  }
}
