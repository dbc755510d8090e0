extension Envelope {
  /// Reads the framing of a whole, decompressed body.
  ///
  /// Lines end with LF alone. An item with a `length` takes exactly that many bytes, then LF or the
  /// end of the body; one without runs to the next LF or the end. Blank lines before a header are
  /// passed, and payloads are not looked into.
  public static func read(_ body: UnsafeRawBufferPointer) -> Result<Envelope, EnvelopeError> {
    var cursor = EnvelopeCursor(body: body)
    var envelope = Envelope()
    if let error = envelope.readHeader(from: &cursor) { return .failure(error) }
    while cursor.skipBlankLines() {
      guard envelope.items.count < Limits.envelopeItemsMax else {
        return .failure(
          EnvelopeError(.tooLarge, "The envelope has more than \(Limits.envelopeItemsMax) items"))
      }
      switch cursor.item(number: envelope.items.count + 1) {
      case .success(let item): envelope.items.append(item)
      case .failure(let error): return .failure(error)
      }
    }
    return .success(envelope)
  }

  public static func read(_ body: [UInt8]) -> Result<Envelope, EnvelopeError> {
    body.withUnsafeBytes { read($0) }
  }

  private mutating func readHeader(from cursor: inout EnvelopeCursor) -> EnvelopeError? {
    var idIsWrong = false
    let header = cursor.header("The envelope's header") { name, reader in
      switch name {
      case "event_id":
        guard reader.token() != UInt8(ascii: "n") else { return reader.skip() }
        eventID = reader.string().flatMap(Event.normalisedID)
        idIsWrong = eventID == nil
      case "dsn": dsn = reader.string().flatMap { DSN($0) }
      case "sent_at": sentAt = reader.timestamp()
      case "sdk": sdk = Event.SDK(from: &reader)
      default: reader.skip()
      }
    }
    if let header { return header }
    guard idIsWrong else { return nil }
    return EnvelopeError(
      .malformed, "The envelope's event_id is not 32 hexadecimal digits, with dashes or without")
  }
}

extension UnsafeRawBufferPointer {
  /// Where a byte first stands in a range; eight bytes at a time, since payloads are long.
  fileprivate func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let difference = word ^ (ones &* UInt64(byte))
      // The lowest high bit marks the first byte without a difference.
      let hits = (difference &- ones) & ~difference & (ones << 7)
      if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
      index += 8
    }
    return self[index..<range.upperBound].firstIndex(of: byte)
  }
}

/// Goes through the lines and payloads of a body.
private struct EnvelopeCursor {
  let body: UnsafeRawBufferPointer
  var position = 0

  init(body: UnsafeRawBufferPointer) {
    self.body = body
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// The end of the line that begins here, before its LF.
  private func endOfLine(within limit: Int = .max) -> Int? {
    let stop = limit < body.count - position ? position + limit : body.count
    return body.firstIndex(of: EnvelopeCursor.lineFeed, in: position..<stop)
      ?? (stop == body.count ? stop : nil)
  }

  /// Whether anything follows after empty lines.
  mutating func skipBlankLines() -> Bool {
    while position < body.count,
      body[position] == EnvelopeCursor.lineFeed || body[position] == UInt8(ascii: "\r")
    {
      position += 1
    }
    return position < body.count
  }

  /// Takes one line that is a JSON object; `read` takes one value for each name.
  mutating func header(
    _ subject: String, _ read: (JSONReader.RawString, inout JSONReader) -> Void
  ) -> EnvelopeError? {
    guard let end = endOfLine(within: Limits.envelopeHeaderBytesMax + 1) else {
      let limit = Limits.envelopeHeaderBytesMax
      return EnvelopeError(.malformed, "\(subject) is longer than \(limit) bytes")
    }
    var reader = JSONReader(UnsafeRawBufferPointer(rebasing: body[position..<end]))
    guard reader.token() == UInt8(ascii: "{"), reader.enterObject() else {
      return EnvelopeError(.malformed, "\(subject) is no JSON object")
    }
    while let name = reader.nextName() { read(name, &reader) }
    reader.finish()
    if let failure = reader.failure {
      return EnvelopeError(.malformed, "\(subject) is no JSON: \(failure)")
    }
    position = min(end + 1, body.count)
    return nil
  }

  mutating func item(number: Int) -> Result<Envelope.Item, EnvelopeError> {
    var type: String?
    var length: Int?
    var lengthIsWrong = false
    let error = header("The header of item \(number)") { name, reader in
      switch name {
      case "type": type = reader.string()
      case "length":
        guard reader.token() != UInt8(ascii: "n") else { return reader.skip() }
        length = reader.integer()
        lengthIsWrong = length.map { $0 < 0 } ?? true
      default: reader.skip()
      }
    }
    if let error { return .failure(error) }
    guard let type else {
      return .failure(EnvelopeError(.malformed, "The header of item \(number) has no type"))
    }
    guard !lengthIsWrong else {
      return .failure(
        EnvelopeError(.malformed, "The length of item \(number) is no natural number"))
    }
    return payload(length: length, number: number).flatMap { range in
      guard type != "event" || range.count <= Limits.eventBytesMax else {
        return .failure(
          EnvelopeError(.tooLarge, "The event is larger than \(Limits.eventBytesMax) bytes"))
      }
      return .success(Envelope.Item(type: type, payload: range))
    }
  }

  private mutating func payload(length: Int?, number: Int) -> Result<Range<Int>, EnvelopeError> {
    let start = position
    guard let length else {
      let end = endOfLine() ?? body.count
      position = min(end + 1, body.count)
      return .success(start..<end)
    }
    guard length <= body.count - start else {
      let left = body.count - start
      return .failure(
        EnvelopeError(
          .malformed, "The length of item \(number) is \(length), but \(left) bytes are left"))
    }
    let end = start + length
    guard end == body.count || body[end] == EnvelopeCursor.lineFeed else {
      return .failure(
        EnvelopeError(
          .malformed, "The payload of item \(number) goes on after its length of \(length)"))
    }
    position = min(end + 1, body.count)
    return .success(start..<end)
  }
}
