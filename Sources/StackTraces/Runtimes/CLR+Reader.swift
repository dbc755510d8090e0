import EventSchema

/// Reads the traces of a text, one line after the other.
struct CLRReader {
  private let lines: TraceLines
  private var index = 0
  private var traces: [Trace] = []
  /// The exceptions whose stack is not at its end, the outermost first.
  private var open: [Exception] = []
  /// Those whose stack is, the innermost first.
  private var finished: [Exception] = []
  private var start = 0
  /// The last line that belongs to the trace.
  private var end = 0
  /// Whether lines still belong to the message of the last exception.
  private var isInMessage = false
  /// Whether a bracket at the end of a line closes that message.
  private var isInPage = false
  /// Whether the lines are the fields that Npgsql prints behind the stack.
  private var isInData = false

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      read(Self.withoutContainer(lines[index]))
      index += 1
    }
    finish()
    return traces
  }

  private mutating func read(_ line: Substring) {
    if let frame = CLRFrame(line) ?? pageFrame(line) {
      add(frame.frame)
    } else if Self.separates(line) || line.trimmed.has("at (wrapper ") {
      if Self.endsInner(line), open.count > 1 {
        finished.append(open.removeLast())
      }
      end = index
    } else if let headers = CLRHeader.read(line, isInside: !open.isEmpty && isInMessage) {
      begin(headers, line)
    } else if isInMessage {
      continueMessage(line)
    } else if !open.isEmpty {
      readBetween(line)
    }
  }

  /// ASP.NET's error page has no word before a frame, and an offset behind it.
  private func pageFrame(_ line: Substring) -> CLRFrame? {
    guard !open.isEmpty, line.has("   "), !isInData else { return nil }
    guard line.split(around: ") +") != nil || line.split(around: ") in ") != nil else { return nil }
    return CLRFrame(call: line.trimmed)
  }

  private mutating func add(_ frame: Frame) {
    if open.isEmpty { return }
    open[open.count - 1].frames.append(frame)
    isInMessage = false
    isInData = false
    end = index
  }

  /// A new chain, or an inner exception of the one that is being read.
  private mutating func begin(_ headers: CLRHeader, _ line: Substring) {
    if !headers.isInner || open.isEmpty {
      let isCause = headers.isPage && !open.isEmpty && index - end <= 2
      if isCause {
        // The page prints the innermost one first.
        finished += open.reversed()
        open = []
      } else {
        finish()
        start = index
      }
    }
    open += headers.exceptions
    isInMessage = !headers.isComplete
    isInPage = headers.isPage && !headers.isComplete
    isInData = false
    end = index
  }

  private mutating func continueMessage(_ line: Substring) {
    guard index - end <= Self.messageLinesMax, !line.isCLRLogRecord else { return finish() }
    let endsPage = isInPage && line.utf8.last == UInt8(ascii: "]")
    open[open.count - 1].value =
      (open.last?.value ?? "") + "\n" + (endsPage ? line.dropLast() : line)
    if endsPage {
      (isInMessage, isInPage) = (false, false)
      end = index
    }
  }

  /// Lines behind a stack: what drivers print there, or the end.
  private mutating func readBetween(_ line: Substring) {
    let text = line.trimmed
    if text.has("Exception data:") {
      isInData = true
      end = index
    } else if isInData, let (name, value) = text.split(around: ": "), !name.utf8.contains(0x20) {
      addData(String(name), String(value))
      end = index
    } else if Self.trailers.contains(where: text.has) {
      end = index
    } else if open.count == 1 || index - end > Self.gapMax {
      if !text.isEmpty || index - end > Self.gapMax { finish() }
    }
  }

  private mutating func addData(_ name: String, _ value: String) {
    var mechanism = open[open.count - 1].mechanism ?? Exception.Mechanism()
    mechanism.data = .object(mechanism.data.members + [JSON.Member(name, .string(value))])
    open[open.count - 1].mechanism = mechanism
  }

  private mutating func finish() {
    defer {
      (open, finished) = ([], [])
      (isInMessage, isInData) = (false, false)
    }
    var exceptions = finished + open.reversed()
    guard exceptions.contains(where: { !$0.frames.isEmpty }) else { return }
    for index in exceptions.indices {
      // Printed newest first.
      exceptions[index].frames.reverse()
      exceptions[index].value = exceptions[index].value.map { String($0[...].trimmedLines) }
      guard index < exceptions.count - 1 else { continue }
      var mechanism = exceptions[index].mechanism ?? Exception.Mechanism()
      mechanism.type = "chained"
      mechanism.source = "InnerException"
      exceptions[index].mechanism = mechanism
    }
    traces.append(
      Trace(platform: "csharp", exceptions: exceptions, lines: (start + 1)...max(start, end) + 1))
  }

  /// `--- End of inner exception stack trace ---` and its like.
  private static func separates(_ line: Substring) -> Bool {
    let text = line.trimmed
    return text.has("--- ") && text.utf8.reversed().starts(with: " ---".utf8.reversed())
  }

  private static func endsInner(_ line: Substring) -> Bool {
    innerWords.contains { line.split(around: $0) != nil }
  }

  private static let innerWords = [
    "inner exception", "internen Ausnahme", "inneren Ausnahme", "exception interne",
    "excepción interna", "eccezione interna", "exceções internas", "exceção interna", "внутрен",
    "内部例外", "内部异常", "內部例外", "내부 예외", "wewnętrzn",
  ]

  /// What SqlClient and others print behind their stack.
  private static let trailers = [
    "ClientConnectionId:", "Error Number:", "RoutingDestination:", "<---",
  ]
  private static let messageLinesMax = 60
  private static let gapMax = 3

  /// Without the name that container tools put before each line.
  private static func withoutContainer(_ line: Substring) -> Substring {
    guard let (name, after) = line.split(around: "| "), name.utf8.count <= 40,
      !name.trimmed.utf8.isEmpty, !name.trimmed.utf8.contains(where: { $0 == 0x20 || $0 == 0x28 })
    else { return line }
    return after
  }
}

/// The line that names an exception, and those inside it that the same line names.
struct CLRHeader {
  /// The outermost first.
  var exceptions: [Exception]
  /// Whether the line begins with an arrow: it belongs to the exception before it.
  var isInner: Bool
  /// `[SqlException (0x80131904): …]`, as ASP.NET's error page prints it.
  var isPage = false
  /// Whether the message cannot go on in the next line.
  var isComplete = false

  /// - Parameter isInside: Whether the line may as well belong to a message; then only an arrow
  ///   begins an exception.
  static func read(_ line: Substring, isInside: Bool) -> CLRHeader? {
    guard suffixNeedles.stand(in: line) else { return nil }
    var text = line.trimmed
    if text.has("["), !isInside {
      let isComplete = text.utf8.last == UInt8(ascii: "]")
      let inside = isComplete ? text.dropFirst().dropLast() : text.dropFirst()
      if let exception = exception(inside) {
        return CLRHeader(
          exceptions: [exception], isInner: false, isPage: true, isComplete: isComplete)
      }
    }
    let isInner = text.has("---> ")
    if isInner { text = text.dropFirst(bytes: 5) }
    guard isInner || !isInside else { return nil }
    if text.has("(Inner Exception #"), let (_, after) = text.split(around: ") ") { text = after }
    let chain = isInner ? exception(text) : firstException(text)
    guard let first = chain else { return nil }
    return CLRHeader(exceptions: unfold(first), isInner: isInner)
  }

  /// The framework's own runtimes print the whole chain on one line.
  private static func unfold(_ first: Exception) -> [Exception] {
    var exceptions = [first]
    while exceptions.count < chainMax, let value = exceptions.last?.value,
      let (before, after) = splitArrow(value[...])
    {
      exceptions[exceptions.count - 1].value = String(before)
      exceptions.append(after)
    }
    return exceptions
  }

  private static func splitArrow(_ value: Substring) -> (Substring, Exception)? {
    var rest = value
    while let (_, after) = rest.split(around: "---> ") {
      if let inner = exception(after) {
        let end = value.utf8.index(after.startIndex, offsetBy: -5)
        return (value[..<end].trimmed, inner)
      }
      rest = after
    }
    return nil
  }

  private static let chainMax = 10

  /// The exception at the start of the line or behind what a log puts there.
  private static func firstException(_ line: Substring) -> Exception? {
    if let exception = exception(line) { return exception }
    var rest = line
    for _ in 0..<wordsMax {
      guard let end = rest.utf8.firstIndex(where: { " |]\t".utf8.contains($0) }) else { return nil }
      rest = Substring(rest.utf8[end...].dropFirst())
      // In prose nothing but a qualified name is one.
      if let exception = exception(rest), exception.module != nil { return exception }
    }
    return nil
  }

  private static let wordsMax = 40

  /// `Namespace.TypeException (0x80131904): message`.
  private static func exception(_ text: Substring) -> Exception? {
    let name = text.qualifiedTypeName
    let isNamedSo = suffixes.contains { name.utf8.reversed().starts(with: $0.utf8.reversed()) }
    guard isNamedSo, name.utf8.count <= 300, name.first?.isLetter == true else { return nil }
    var rest = Substring(text.utf8[name.endIndex...])
    if rest.has(" ("), let (code, after) = rest.split(around: ")"), code.utf8.count <= 24 {
      rest = after
    }
    guard rest.isEmpty || rest.has(":") || rest.has(" ---> ") else { return nil }
    let value = rest.has(":") ? rest.dropFirst().trimmed : rest.trimmed
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let type = parts.last, !parts.contains(where: \.isEmpty) else { return nil }
    let module = parts.dropLast().joined(separator: ".")
    return Exception(
      type: String(type), module: module.isEmpty ? nil : module, value: String(value))
  }

  private static let suffixes = ["Exception", "Error", "Fault"]
  /// Most lines hold none, and name no exception then.
  private static let suffixNeedles = Needles(suffixes)
}

extension Substring {
  /// The letters, digits and marks of a qualified name at the start.
  fileprivate var qualifiedTypeName: Substring {
    let name = utf8.prefix { $0.isNameByte && $0 < 0x80 || "._`+".utf8.contains($0) }
    // Only beyond ASCII it takes Unicode's tables to tell a letter.
    guard let next = utf8[name.endIndex...].first, next >= 0x80 else { return Substring(name) }
    return prefix { $0.isLetter || $0.isNumber || "._`+".contains($0) }
  }

  /// Without blank lines at both ends.
  fileprivate var trimmedLines: Substring {
    var slice = utf8
    while let byte = slice.first, byte == 0x20 || byte == 0x0A { slice.removeFirst() }
    while let byte = slice.last, byte == 0x20 || byte == 0x0A { slice.removeLast() }
    return Substring(slice)
  }

  /// Whether another record of a log begins here.
  fileprivate var isCLRLogRecord: Bool {
    let text = trimmed
    return ["info: ", "warn: ", "fail: ", "dbug: ", "crit: ", "[INF]", "[ERR]", "[WRN]"]
      .contains { text.has($0) }
  }
}
