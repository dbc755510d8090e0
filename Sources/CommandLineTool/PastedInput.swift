import Diagnosis
import EventSchema

/// The event that the bytes mean, whatever they are: an envelope, an event's JSON, a trace or log
/// of any language, or a bare message.
func event(in bytes: [UInt8]) -> Event {
  envelopeEvent(in: bytes) ?? readInput(String(decoding: bytes, as: UTF8.self))
}

/// The event item of an envelope; `nil` for what is no envelope or carries none.
func envelopeEvent(in bytes: [UInt8]) -> Event? {
  guard bytes.first == UInt8(ascii: "{"),
    case .success(let envelope) = Envelope.read(bytes),
    case .success(let event)? = envelope.event(in: bytes)
  else { return nil }
  return event
}
