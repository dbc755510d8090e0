import DatabaseErrors
public import EventSchema
import StackTraces

/// The event that a pasted text means: a Sentry event's JSON, a line of a JSON log, a trace or log
/// of any language, or a bare message. Envelopes are read by whoever holds their bytes.
public func readInput(_ text: String) -> Event {
  let start = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  if start == UInt8(ascii: "{"), let json = JSON(parsing: text) {
    return readObject(json, text)
  }
  return readText(text)
}

/// The event of a pasted trace or message.
public func readText(_ text: String) -> Event {
  var event = Event()
  if let trace = readTraces(text).last {
    event.exceptions = trace.exceptions
    event.platform = trace.platform
  } else {
    event.message = text
  }
  return event
}

/// An event's JSON, or an object of a log whose text is in one of the usual fields.
private func readObject(_ json: JSON, _ text: String) -> Event {
  let event = Event(json: json)
  if let event, !event.exceptions.isEmpty || json["event_id"] != nil { return event }
  if let logged = loggedError(in: json) { return logged }
  let names = [
    "traceback", "stack_trace", "stacktrace", "exc_info", "exception", "error", "stack", "message",
    "msg", "log",
  ]
  let texts = names.compactMap { json[$0]?.string }
  let read = texts.isEmpty ? event ?? Event() : readText(texts.joined(separator: "\n"))
  guard read.exceptions.isEmpty, readViolation(in: DriverError(message: text)) != nil else {
    return read
  }
  // The error itself, printed as an object: its fields say more than its message.
  var whole = Event()
  whole.message = text
  return whole
}

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
