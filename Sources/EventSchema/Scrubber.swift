/// Takes secrets out of events: passwords, tokens, cookies, keys, card numbers.
///
/// A field whose name says that it is a secret loses its value; any other text loses what has a
/// secret's shape, or stands behind such a name (`token=…`, `'password': '…'`). Source lines keep
/// what they name. The replacement is `[Filtered]`, as the SDKs write it.
public struct Scrubber: Sendable {
  public static let replacement = "[Filtered]"

  public init() {}

  /// A payload without its secrets; `nil` when it holds none, so that its bytes can stay.
  ///
  /// Everything between the secrets stays byte for byte. `nil` as well for what is no JSON.
  public func scrub(_ payload: UnsafeRawBufferPointer) -> [UInt8]? {
    var pass = ScrubbingPass(payload)
    pass.run()
    return pass.scrubbed
  }

  public func scrub(_ payload: [UInt8]) -> [UInt8]? {
    payload.withUnsafeBytes { scrub($0) }
  }

  /// An envelope's body with its event alone and that without its secrets; `nil` when it holds
  /// none.
  ///
  /// `body` is what the envelope was read from.
  public func scrub(_ envelope: Envelope, in body: [UInt8]) -> [UInt8]? {
    guard let range = envelope.eventItem?.payload, range.upperBound <= body.count else {
      return nil
    }
    let scrubbed = body.withUnsafeBytes { scrub(UnsafeRawBufferPointer(rebasing: $0[range])) }
    return scrubbed.map { envelope.body(carrying: [Envelope.Part(type: "event", payload: $0)]) }
  }

  public func scrub(_ value: JSON) -> JSON {
    scrub(value.serialisedBytes).flatMap { JSON(parsing: $0) } ?? value
  }

  public func scrub(_ event: Event) -> Event {
    scrub(event.json.serialisedBytes).flatMap { Event(jsonBytes: $0) } ?? event
  }

  /// A text (a log, a message) without its secrets.
  public func scrub(_ text: String) -> String {
    var text = text
    let scrubbed = text.withUTF8 { buffer -> String? in
      let bytes = UnsafeRawBufferPointer(buffer)
      let secrets = SecretFinder.secrets(in: bytes, .text)
      guard !secrets.isEmpty else { return nil }
      var result: [UInt8] = []
      var position = 0
      for secret in secrets {
        result += bytes[position..<secret.lowerBound]
        result += Scrubber.replacement.utf8
        position = secret.upperBound
      }
      return String(decoding: result + bytes[position...], as: UTF8.self)
    }
    return scrubbed ?? text
  }
}

/// One walk through a payload that notes what is to be replaced.
private struct ScrubbingPass {
  private let payload: UnsafeRawBufferPointer
  private var reader: JSONReader
  private var edits: [Edit] = []

  private struct Edit {
    var range: Range<Int>
    /// Whether a whole value goes, so that the replacement needs quotes.
    var isWhole: Bool
  }

  init(_ payload: UnsafeRawBufferPointer) {
    self.payload = payload
    reader = JSONReader(payload)
  }

  mutating func run() {
    guard reader.token() == UInt8(ascii: "{") else { return value(.text) }
    guard reader.enterObject() else { return }
    while let name = reader.nextName() {
      switch name {
      // Package names to versions, and the SDK's own words: `django-auth-ldap` is no secret.
      case "modules", "sdk", "_meta", "debug_meta": reader.skip()
      default: member(name, .text)
      }
    }
    reader.finish()
  }

  var scrubbed: [UInt8]? {
    guard !edits.isEmpty, reader.failure == nil else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(payload.count + edits.count * (Scrubber.replacement.utf8.count + 2))
    var position = 0
    for edit in edits {
      result += payload[position..<edit.range.lowerBound]
      if edit.isWhole { result.append(UInt8(ascii: "\"")) }
      result += Scrubber.replacement.utf8
      if edit.isWhole { result.append(UInt8(ascii: "\"")) }
      position = edit.range.upperBound
    }
    result += payload[position...]
    return result
  }

  private mutating func value(_ kind: SecretFinder.Kind) {
    switch reader.token() {
    case UInt8(ascii: "{"):
      guard reader.enterObject() else { return }
      while let name = reader.nextName() { member(name, kind) }
    case UInt8(ascii: "["): array(kind)
    case UInt8(ascii: "\""):
      let start = reader.position + 1
      guard let text = reader.rawString() else { return }
      note(SecretFinder.secrets(in: text.bytes, kind), from: start)
    default:
      let start = reader.position
      // Nothing shorter is a card's number.
      guard !reader.scalar().isNull, reader.position - start >= 14 else { return }
      let number = reader.text(from: start)
      if !SecretFinder.secrets(in: number, .sourceCode).isEmpty {
        edits.append(Edit(range: start..<reader.position, isWhole: true))
      }
    }
  }

  private mutating func note(_ secrets: [Range<Int>], from start: Int) {
    for secret in secrets {
      edits.append(
        Edit(range: start + secret.lowerBound..<start + secret.upperBound, isWhole: false))
    }
  }

  private mutating func member(_ name: JSONReader.RawString, _ kind: SecretFinder.Kind) {
    switch name {
    case "context_line", "pre_context", "post_context": value(.sourceCode)
    // Most of a payload's members are these, and none can hold a secret.
    case "filename", "abs_path", "module", "function", "lineno", "colno", "in_app": reader.skip()
    default: isSensitive(name) ? secret() : value(kind)
    }
  }

  private func isSensitive(_ name: JSONReader.RawString) -> Bool {
    name.hasEscapes ? SensitiveName.matches(name.decoded) : SensitiveName.matches(name.bytes)
  }

  /// Replaces a value whole, unless it can't be a secret or has been replaced before.
  private mutating func secret() {
    guard let first = reader.token() else { return }
    let start = reader.position
    reader.skip()
    let text = reader.text(from: start)
    switch first {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "N"): return
    case UInt8(ascii: "\"") where text.count == 2 || holdsReplacement(text): return
    case UInt8(ascii: "{") where text.count == 2: return
    case UInt8(ascii: "[") where text.count == 2: return
    default: edits.append(Edit(range: start..<reader.position, isWhole: true))
    }
  }

  private func holdsReplacement(_ text: UnsafeRawBufferPointer) -> Bool {
    text.dropFirst().dropLast().elementsEqual(Scrubber.replacement.utf8)
  }

  /// An array, which may be one `[name, value]` of a list of headers or tags.
  private mutating func array(_ kind: SecretFinder.Kind) {
    guard reader.enterArray() else { return }
    var count = 0
    var nameIsSensitive = false
    var second: Range<Int>?
    let editsBefore = edits.count
    while reader.nextElement() {
      if count == 0, kind == .text, reader.token() == UInt8(ascii: "\"") {
        var probe = reader
        nameIsSensitive = probe.rawString().map(isSensitive) ?? false
      }
      _ = reader.token()
      let start = reader.position
      value(kind)
      if count == 1 { second = start..<reader.position }
      count += 1
    }
    guard count == 2, nameIsSensitive, let second, reader.failure == nil else { return }
    let text = UnsafeRawBufferPointer(rebasing: payload[second])
    guard text.first == UInt8(ascii: "\""), text.count > 2, !holdsReplacement(text) else { return }
    edits.removeSubrange(editsBefore...)
    edits.append(Edit(range: second, isWhole: true))
  }
}
