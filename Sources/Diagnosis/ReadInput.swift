import DatabaseErrors
public import EventSchema

/// The event that a pasted text means: a Sentry event's JSON, a JSON log, a trace or log of any
/// language, or a bare message. Envelopes are read by whoever holds their bytes.
public func readInput(_ text: String) -> Event { Input(pasted: text).event }

extension Input {
  /// What a pasted text means, with all that it reports.
  public init(pasted text: String) {
    let start = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard start == UInt8(ascii: "{") || start == UInt8(ascii: "[") else {
      self = readFailures(inText: withoutMarkup(text) ?? text)
      return
    }
    if let log = containerLog(text) {
      self.init(pasted: log)
    } else if start == UInt8(ascii: "{"), let json = JSON(parsing: text) {
      self = readObject(json, text)
    } else {
      self = readFailures(inObjects: LoggedObjects(text), text)
    }
  }
}

/// An event's JSON, or an object of a log whose text is in one of the usual fields.
private func readObject(_ json: JSON, _ text: String) -> Input {
  let event = Event(json: json)
  if let event, !event.exceptions.isEmpty || json["event_id"] != nil { return Input(event: event) }
  if let logged = loggedError(in: json) { return Input(event: logged, in: text) }
  if let several = readElements(of: json, text) { return several }
  let texts = loggedTexts(in: json)
  let read =
    texts.isEmpty
    ? Input(event: event ?? Event()) : readFailures(inText: texts.joined(separator: "\n"))
  guard read.event.exceptions.allSatisfy(\.frames.isEmpty),
    readViolation(in: DriverError(message: text)) != nil
  else { return Input(event: read.event, in: text) }
  // The error itself, printed as an object: its fields say more than its message.
  var whole = Event()
  whole.message = text
  return Input(event: whole, in: text)
}

/// The failures of an export: an object in which lists of events or of records stand. `nil` unless
/// there are several, and for an error whose own list says more of it.
private func readElements(of json: JSON, _ text: String) -> Input? {
  let names = ["code", "errno", "sqlState", "parent", "original", "meta", "exception"]
  guard !names.contains(where: { json[$0] != nil }) else { return nil }
  let failures = LoggedObjects(inListsOf: text).elements.map {
    ReportedFailure(readObject($0.json, $0.text).event, lines: $0.lines)
  }
  let violations = failures.violations
  return violations.count > 1
    ? Input(event: failures.counting?.event ?? Event(), violations: violations) : nil
}

/// The failures of a log of objects; where they hold none, those of its text.
private func readFailures(inObjects objects: LoggedObjects, _ text: String) -> Input {
  let lines = TextLines(text)
  var failures: [ReportedFailure] = []
  for element in objects.elements {
    let event = readObject(element.json, element.text).event
    let failure = ReportedFailure(event, lines: element.lines)
    if failure.violation != nil || !event.exceptions.isEmpty { failures.append(failure) }
  }
  guard failures.contains(where: { $0.violation != nil }) else { return readFailures(inText: text) }
  let read = failures.map(\.lines)
  var next = read.startIndex
  for found in findViolations(inText: text) {
    while next < read.endIndex, read[next].upperBound < found.lines.lowerBound { next += 1 }
    guard next == read.endIndex || !read[next].overlaps(found.lines) else { continue }
    failures.append(ReportedFailure(found.violation, lines: found.lines, of: lines))
  }
  failures.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  return Input(event: failures.counting?.event ?? Event(), violations: failures.violations)
}

extension Input {
  /// An event that all of a text means.
  fileprivate init(event: Event, in text: String) {
    let failure = ReportedFailure(event, lines: TextLines(text).all)
    self.init(event: event, violations: [failure].violations)
  }
}

/// The texts of an object and those inside that loggers give to an error, the traces first.
private func loggedTexts(in json: JSON) -> [String] {
  let names = [
    "traceback", "stack_trace", "stacktrace", "exc_info", "exception", "@x", "error", "stack",
    "message", "msg", "log", "@m",
  ]
  // Serilog's begin with a capital.
  let members = scalars(of: json).map { ($0.name.lowercased(), $0.value.string) }
  return names.flatMap { name in members.compactMap { $0.0 == name ? $0.1 : nil } }
}

/// The members of an object and of those inside, outer ones first; of a name with dots, as in
/// `error.stack_trace`, its end.
private func scalars(of json: JSON) -> [JSON.Member] {
  var level = [json]
  var found: [JSON.Member] = []
  for _ in 0..<nestingMax where !level.isEmpty {
    let members = level.flatMap { $0.members + $0.array.map { JSON.Member("", $0) } }
    found += members.map { member in
      let end = member.name.utf8.lastIndex(of: UInt8(ascii: "."))
      return JSON.Member(
        String(end.map { member.name[$0...].dropFirst() } ?? member.name[...]), member.value)
    }
    level = members.map(\.value)
  }
  return found
}

/// Services that collect logs put an object into one of their own, loggers put errors into theirs.
private let nestingMax = 5

/// An error that a logger printed with its stack and its properties: `{"err": {"stack": "…", …}}`.
private func loggedError(in json: JSON) -> Event? {
  for object in [json["err"], json["error"], json["exception"], json].compactMap(\.self) {
    guard let stack = object["stack"]?.string else { continue }
    var event = readText(stack)
    guard var last = event.exceptions.popLast() else { continue }
    let names = Set(["stack", "message", "level", "time", "timestamp", "pid", "hostname", "msg"])
    let properties = object.members.filter { !names.contains($0.name) }
    var mechanism = last.mechanism ?? Exception.Mechanism()
    mechanism.data = .object(mechanism.data.members + properties)
    last.mechanism = mechanism
    event.exceptions.append(last)
    return event
  }
  return nil
}
