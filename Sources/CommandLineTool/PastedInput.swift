import Diagnosis
import EventSchema

/// What the bytes mean, whatever they are: an envelope, an event's JSON, a trace or log of any
/// language, or a bare message.
func input(in bytes: [UInt8]) -> Input {
  envelopeEvent(in: bytes).map { Input(event: $0) } ?? Input(pasted: text(of: bytes))
}

/// The bytes as text: UTF-8 unless a byte order mark says that it is UTF-16, as shells of Windows
/// write it.
private func text(of bytes: [UInt8]) -> String {
  switch (bytes.first, bytes.dropFirst().first) {
  case (0xFF, 0xFE): return wideText(bytes.dropFirst(2), low: 0)
  case (0xFE, 0xFF): return wideText(bytes.dropFirst(2), low: 1)
  default:
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(
      decoding: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
  }
}

/// UTF-16 of whose pairs of bytes the one at `low` is the lower.
private func wideText(_ bytes: ArraySlice<UInt8>, low: Int) -> String {
  let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
    UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
  }
  return String(decoding: units, as: UTF16.self)
}

/// The event item of an envelope; `nil` for what is no envelope or carries none.
func envelopeEvent(in bytes: [UInt8]) -> Event? {
  guard bytes.first == UInt8(ascii: "{"),
    case .success(let envelope) = Envelope.read(bytes),
    case .success(let event)? = envelope.event(in: bytes)
  else { return nil }
  return event
}
