public import EventSchema
import StackTraces

/// The event that a pasted text means: a Sentry event's JSON, a line of a JSON log, a trace or log
/// of any language, or a bare message. Envelopes are read by whoever holds their bytes.
public func readInput(_ text: String) -> Event {
  let start = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  if start == UInt8(ascii: "{"), let json = JSON(parsing: text) { return readObject(json) }
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
private func readObject(_ json: JSON) -> Event {
  let event = Event(json: json)
  if let event, !event.exceptions.isEmpty || json["event_id"] != nil { return event }
  let names = [
    "traceback", "stack_trace", "stacktrace", "exc_info", "exception", "error", "stack", "message",
    "msg", "log",
  ]
  let texts = names.compactMap { json[$0]?.string }
  return texts.isEmpty ? event ?? Event() : readText(texts.joined(separator: "\n"))
}
