public import EventSchema
public import SourceCode

/// The whole road from an event to its diagnosis. Pure: no clock, no files, no randomness.
public func diagnose(
  _ event: Event, history: History = .empty, in tree: SourceTree = .empty
) -> Diagnosis {
  Diagnosis(fingerprint: "v1:", title: "")
}

/// The event that a pasted text means: an envelope, an event's JSON, a trace or log of any language,
/// or a bare message.
public func readInput(_ text: String) -> Event {
  var event = Event()
  event.message = text
  return event
}
