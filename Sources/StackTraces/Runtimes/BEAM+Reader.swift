import EventSchema

/// Finds banners such as `** (Ecto.ConstraintError) text` and the frames that belong to them.
struct BEAMReader {
  private let lines: TraceLines
  private var index = 0

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    var traces: [Trace] = []
    while index < lines.count {
      if let banner = Banner(lines[index]) {
        read(banner, &traces)
      } else if let term = readTerm() {
        traces.append(term)
      } else {
        index += 1
      }
    }
    return traces
  }

  /// The line that names an exception: what stands before it, its class, the first line of its
  /// text.
  private struct Banner {
    var prefix: Substring
    var type: Substring
    var value: Substring
    var isErlang = false

    init?(_ line: Substring) {
      if let (before, after) = line.split(around: "** exception "),
        let (kind, value) = after.split(around: ": ")
      {
        (prefix, type, self.value, isErlang) = (before, kind, value, true)
        return
      }
      guard let (before, after) = line.splitLast(around: "** ("),
        let (type, rest) = after.split(around: ")"), type.isModuleName
      else { return nil }
      prefix = before
      self.type = type
      value = rest.trimmed
    }
  }

  private mutating func read(_ banner: Banner, _ traces: inout [Trace]) {
    let start = index
    index += 1
    let own = banner.prefix.trimmed.isEmpty ? Substring() : banner.prefix
    var text = [banner.value]
    var frames: [Frame] = []
    var blanks = 0
    while index < lines.count {
      let line = lines[index].removing(prefixLike: own) ?? lines[index]
      if let frame = BEAMFrame.read(line) {
        frames.append(frame)
      } else if !frames.isEmpty {
        if !line.isBetweenFrames { break }
      } else if Banner(lines[index]) != nil || line.isEndOfMessage(after: blanks) {
        break
      } else {
        blanks = line.trimmed.isEmpty ? blanks + 1 : 0
        // ExUnit shows the call that failed.
        if !line.trimmed.has("code: "), !line.trimmed.has("stacktrace:") { text.append(line) }
        if text.count > Self.messageLinesMax { break }
      }
      index += 1
    }
    // `** (exit) an exception was raised:` only announces the next one.
    if frames.isEmpty, index < lines.count, Banner(lines[index]) != nil,
      ["exit", "EXIT", "stop"].contains(banner.type)
    {
      return
    }
    add(banner, Self.message(text), frames, start, &traces)
  }

  private static let messageLinesMax = 400

  private func add(
    _ banner: Banner, _ value: String, _ frames: [Frame], _ start: Int, _ traces: inout [Trace]
  ) {
    var exception = Exception(type: String(banner.type), value: value)
    if !banner.isErlang, let (module, name) = banner.type.splitLast(around: ".") {
      exception.module = String(module)
      exception.type = String(name)
    }
    exception.frames = frames.reversed()
    traces.append(
      Trace(
        platform: banner.isErlang ? "erlang" : "elixir", exceptions: [exception],
        lines: (start + 1)...max(start + 1, index)))
  }

  /// The text without blank lines at its end and without the indentation of its banner.
  private static func message(_ lines: [Substring]) -> String {
    var text = lines
    while text.count > 1, text.last?.trimmed.isEmpty == true { text.removeLast() }
    return text.joined(separator: "\n")
  }

  // MARK: Terms

  /// A stack trace as a term: `{Harbour.Boats, :register, 1, [file: 'lib/boats.ex', line: 12]}`,
  /// `{boats,register,2,[{file,"src/boats.erl"},{line,31}]}`.
  private mutating func readTerm() -> Trace? {
    guard termFrame(lines[index]) != nil else { return nil }
    let start = index
    var frames: [Frame] = []
    var misses = 0
    while index < lines.count, misses < 2 {
      if let next = termFrame(lines[index]) {
        frames.append(next)
        misses = 0
      } else {
        misses += 1
      }
      index += 1
    }
    let above = errorTerm(above: start)
    var exception = Exception(type: above?.type, value: above?.value)
    if let (module, name) = above?.type[...].splitLast(around: ".") {
      exception.module = String(module)
      exception.type = String(name)
    }
    exception.frames = frames.reversed()
    return Trace(
      platform: "elixir", exceptions: [exception], lines: (start + 1)...max(start + 1, index))
  }

  /// `[file: 'lib/boats.ex', line: 12]` or `[{file,"src/boats.erl"},{line,31}]` in the line.
  private func termFrame(_ line: Substring) -> Frame? {
    let text = line.has("[file: ") || line.split(around: "[file: ") != nil
    if text, let (before, after) = line.split(around: "[file: "), let quote = after.first,
      let (path, rest) = after.dropBytes(quote == "~" ? 3 : 1).split(
        around: quote == "'" ? "'" : "\""),
      let (_, behind) = rest.split(around: "line: "), let (number, _) = behind.leadingNumber
    {
      return BEAMFrame.frame(path, number, function: Self.call(before), nil)
    }
    guard let (before, after) = line.split(around: "[{file,\""),
      let (path, rest) = after.split(around: "\"},{line,"), let (number, _) = rest.leadingNumber
    else { return nil }
    return BEAMFrame.frame(path, number, function: Self.call(before, separator: ":"), nil)
  }

  /// `{Harbour.Boats, :register, 1, ` is `Harbour.Boats.register/1`.
  private static func call(_ text: Substring, separator: String = ".") -> Substring {
    let inside = text.splitLast(around: "{")?.after ?? text
    let parts = inside.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    guard parts.count >= 3 else { return "" }
    let name = parts[1].has(":") ? parts[1].dropBytes(1) : parts[1]
    let function = name.filter { $0 != "\"" }
    return Substring("\(parts[0])\(separator)\(function)/\(parts[2])")
  }

  /// `%Ecto.ConstraintError{… message: "…"` in the lines above a stack.
  private func errorTerm(above start: Int) -> (type: String, value: String)? {
    var value: String?
    for line in stride(from: start, through: max(0, start - Self.termLinesMax), by: -1) {
      if value == nil, let (_, message) = lines[line].split(around: "message: \"") {
        value = InspectedValue.read("\"" + message).string
      }
      if let (_, after) = lines[line].split(around: "%"), let (type, _) = after.split(around: "{"),
        type.isModuleName, let value
      {
        return (String(type), value)
      }
    }
    return nil
  }

  private static let termLinesMax = 10
}

extension Substring {
  /// `Ecto.ConstraintError`, `exit`, `ErlangError`, `EXIT from #PID<0.1.0>`.
  fileprivate var isModuleName: Bool {
    !isEmpty && utf8.count <= 160
      && utf8.allSatisfy { $0.isScriptName || ".: #<>".utf8.contains($0) }
  }

  /// What ExUnit, OTP and Erlang's shell put among the frames.
  fileprivate var isBetweenFrames: Bool {
    let text = trimmed
    return text.has("called as ") || text.has("*** argument ") || text.has("stacktrace:")
      || text.has("(") && text.has("(elixir)")
  }

  /// Whether the line, behind so many blank ones, no longer belongs to a message.
  fileprivate func isEndOfMessage(after blanks: Int) -> Bool {
    let text = trimmed
    if text.has("Last message") || text.has("State: ") || text.has("Process: ")
      || text.has("Initial Call: ") || text.has("Ancestors: ") || text.has("Retries exhausted")
    {
      return true
    }
    if text.has("[error] ") || text.has("[info] ") || text.has("[debug] ") { return true }
    // A time: another record of the log.
    guard let (number, after) = text.leadingNumber, number < 2_200 else { return false }
    return (after.has(":") || after.has("-")) && after.dropBytes(1).leadingNumber != nil
      && indentation == 0
  }
}
