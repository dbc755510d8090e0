import EventSchema

extension Runtime {
  /// Crashes of Swift: the sentence of the runtime, and the backtrace that 5.9 and later print.
  public static let swift = Runtime(
    name: "Swift", platforms: ["swift", "native", "cocoa"],
    marks: [
      "Fatal error: ", " failed: ", " crashed:\n", " crashed:\r\n", " Crashed:", " in ", ".swift:",
    ],
    read: { lines in
      var reader = SwiftCrashReader(lines)
      return reader.readAll()
    }, foreign: .swift,
    examples: [
      TraceExample(
        """
        Harbour/Boats.swift:14: Fatal error: 'try!' expression unexpectedly raised an error: \
        SQLite error 19: UNIQUE constraint failed: boats.sail_no

        Thread 0 "Harbour" crashed:

          0             0x00007f65 _assertionFailure(_:_:file:line:flags:) + 225 in libswiftCore.so
          1 [ra]        0x00005560 register(_:) + 90 in Harbour at /src/Sources/Harbour/Boats.swift:14:8
          2 [ra] [thunk] 0x0000556 thunk for @escaping () -> () in Harbour at //<compiler-generated>
          3 [ra]        0x00005561 main + 9 in Harbour at /src/Sources/Harbour/main.swift:3:1
        """,
        exceptions: ["SQLite error 19: UNIQUE constraint failed: boats.sail_no"],
        frames: [
          "Sources/Harbour/main.swift:3 main", "Sources/Harbour/Boats.swift:14 register(_:)",
          "nil:nil _assertionFailure(_:_:file:line:flags:)",
        ]),
      TraceExample(
        """
        Process:             harbour [4711]
        Exception Type:      EXC_BREAKPOINT (SIGTRAP)
        Application Specific Information:
        Fatal error: Error raised at top level: no berth is free: file Swift/ErrorType.swift, line 253

        Thread 0 Crashed::  Dispatch queue: com.apple.main-thread
        0   libswiftCore.dylib        0x1a2c4c52c swift_errorInMain + 755
        1   harbour                   0x104a1e9a0 register(_:) + 120 (Boats.swift:14)
        2   harbour                   0x104a1d000 main + 88 (main.swift:3)

        Thread 1:
        0   libsystem_kernel.dylib    0x18c6f0e44 mach_msg2_trap + 8
        """,
        exceptions: ["no berth is free"],
        frames: [
          "main.swift:3 main", "Boats.swift:14 register(_:)", "nil:nil swift_errorInMain",
        ]),
      TraceExample(
        "Fatal error: Index out of range: file /src/Sources/Harbour/Boats.swift, line 7",
        exceptions: ["Fatal error: Index out of range"],
        frames: ["Sources/Harbour/Boats.swift:7 nil"]),
    ])
}

private struct SwiftCrashReader {
  private let lines: TraceLines
  private var traces: [Trace] = []

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var index = 0
    while index < lines.count {
      if let exception = Self.fatalError(lines[index]) {
        add(exception, at: index)
      } else if Self.isCrashedThread(lines[index]) {
        index = readBacktrace(from: index)
        continue
      }
      index += 1
    }
    return traces
  }

  private mutating func add(_ exception: Exception, at index: Int) {
    traces.append(
      Trace(platform: "swift", exceptions: [exception], lines: (index + 1)...(index + 1)))
  }

  private static func isCrashedThread(_ line: Substring) -> Bool {
    line.has("Thread ")
      && (line.trimmed.utf8.reversed().starts(with: " crashed:".utf8.reversed())
        || line.split(around: " Crashed:") != nil)
  }

  private static let openings = ["Fatal error: ", "Precondition failed: ", "Assertion failed: "]

  /// `App/File.swift:12: Fatal error: text`, or `Fatal error: text: file File.swift, line 12`.
  private static func fatalError(_ line: Substring) -> Exception? {
    guard let name = openings.first(where: { line.split(around: $0) != nil }),
      let (before, after) = line.split(around: name)
    else { return nil }
    var text = after
    var place: (path: Substring, line: Int)?
    if let (head, rest) = before.splitLast(around: ".swift:"), let (number, _) = rest.leadingNumber
    {
      let path = head.splitLast(around: " ")?.after ?? head
      place = (path + ".swift", number)
    } else if let (message, tail) = after.splitLast(around: ": file "),
      let (path, number) = tail.splitLast(around: ", line ")
    {
      text = message
      place = number.leadingNumber.map { (path, $0.number) }
    }
    guard place != nil || before.isEmpty else { return nil }
    var exception = exception(text, type: String(name.dropLast(2)))
    if let place, !place.path.has("Swift/"), !place.path.has("/Users/build") {
      var frame = Frame(lineNumber: place.line)
      frame.setPath(String(place.path))
      exception.frames = [frame]
    }
    return exception
  }

  /// An error that ended the program is that error; everything else is the runtime's own.
  private static func exception(_ text: Substring, type: String) -> Exception {
    for opening in [
      "Error raised at top level: ", "'try!' expression unexpectedly raised an error: ",
    ] where text.has(opening) {
      let value = text.dropFirst(opening.utf8.count)
      let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      let parts = name.split(separator: ".")
      let isTypeName =
        parts.count >= 2 && parts.dropFirst().first?.first?.isUppercase == true
        && (value.count == name.count || value.dropFirst(name.count).has("("))
      return Exception(
        type: isTypeName ? String(parts[1]) : nil, module: isTypeName ? String(parts[0]) : nil,
        value: String(value))
    }
    return Exception(type: type, value: String(text))
  }

  /// The frames of the crashed thread, which are listed newest first.
  private mutating func readBacktrace(from start: Int) -> Int {
    var index = start + 1
    var frames: [Frame] = []
    while index < lines.count, !lines[index].has("Thread "), !lines[index].has("Registers:") {
      if let frame = Self.frame(lines[index]) ?? Self.appleFrame(lines[index]) {
        frames.append(frame)
      } else if let source = Self.markedSource(lines, index), !frames.isEmpty {
        frames[frames.count - 1].contextLine = source
      }
      index += 1
    }
    guard !frames.isEmpty else { return index }
    if let last = traces.indices.last, traces[last].exceptions.count == 1 {
      traces[last].exceptions[0].frames = frames.reversed()
      traces[last].lines = traces[last].lines.lowerBound...max(traces[last].lines.lowerBound, index)
    } else {
      var exception = Exception(type: "Crash", value: nil)
      exception.frames = frames.reversed()
      add(exception, at: start)
    }
    return index
  }

  /// `3 [ra] 0x7f… function + 12 in image at /path/File.swift:12:34`; compiler-made ones are left
  /// out.
  private static func frame(_ line: Substring) -> Frame? {
    guard let (_, numbered) = line.trimmed.leadingNumber, numbered.has(" ") else { return nil }
    guard !numbered.split(around: "[thunk]").isPresent,
      !numbered.split(around: "[system]").isPresent,
      let (_, addressed) = numbered.split(around: "0x")
    else { return nil }
    let text = addressed.drop { $0.isHexDigit }.trimmed
    guard let (symbol, rest) = text.splitLast(around: " in ") else { return nil }
    let name = symbol.splitLast(around: " + ").flatMap { Int($0.after) == nil ? nil : $0.before }
    var frame = Frame(function: String(name ?? symbol))
    let image = rest.split(around: " at ")
    frame.package = String(image?.before ?? rest)
    if let place = image?.after, let (path, numbers) = place.split(around: ".swift:"),
      let (number, after) = numbers.leadingNumber
    {
      frame.setPath(String(path) + ".swift")
      frame.lineNumber = number
      frame.columnNumber = after.dropFirst().leadingNumber?.number
    }
    return frame
  }

  /// `2   harbour   0x104a1e9a0 register(_:) + 120 (Boats.swift:14)` of Apple's crash reports.
  private static func appleFrame(_ line: Substring) -> Frame? {
    guard let (_, rest) = line.leadingNumber, rest.has(" "),
      let (image, addressed) = rest.split(around: "0x"), !image.trimmed.isEmpty
    else { return nil }
    var symbol = addressed.drop { $0.isHexDigit }.trimmed
    var frame = Frame()
    frame.package = String(image.trimmed)
    if symbol.utf8.last == UInt8(ascii: ")"), let (name, place) = symbol.splitLast(around: " ("),
      let (path, number) = place.dropLast().splitLast(around: ":"), let line = Int(number)
    {
      symbol = name
      frame.setPath(String(path))
      frame.lineNumber = line
    }
    let name = symbol.splitLast(around: " + ").flatMap { Int($0.after) == nil ? nil : $0.before }
    frame.function = String(name ?? symbol)
    return frame
  }

  /// The line above the marker `▲` in a source excerpt: `    12│   try! register()`.
  private static func markedSource(_ lines: TraceLines, _ index: Int) -> String? {
    guard lines[index + 1].split(around: "▲") != nil,
      let (_, source) = lines[index].split(around: "│")
    else { return nil }
    return String(source.trimmed)
  }
}

extension Optional {
  fileprivate var isPresent: Bool { self != nil }
}

extension ForeignCode {
  /// Checkouts of packages, the toolchain's and the system's libraries.
  static let swift = ForeignCode(
    folders: [
      "/.build/checkouts/", "/SourcePackages/checkouts/", "/usr/lib/swift/", "/swift-corelibs-",
    ],
    pathPrefixes: ["Swift/", "/usr/include/"],
    pathSuffixes: [".c", ".cpp", ".so", ".dylib"],
    hasImages: true)
}
