extension Event {
  /// Reads a Sentry event payload, whichever SDK wrote it.
  ///
  /// Every field may be missing or of a wrong type, which costs only that field. The reading fails
  /// when the text is no JSON or its value is no object. Lists and texts are cut to `Limits`.
  public static func read(_ bytes: UnsafeRawBufferPointer) -> Result<Event, JSON.Failure> {
    var reader = JSONReader(bytes)
    let isObject = reader.token() == UInt8(ascii: "{")
    let event = Event(from: &reader)
    reader.finish()
    if let failure = reader.failure { return .failure(failure) }
    guard isObject else {
      return .failure(JSON.Failure(offset: 0, reason: "an event is an object"))
    }
    return .success(event)
  }

  /// `read`, for whoever needs no reason.
  public init?(jsonBytes bytes: UnsafeRawBufferPointer) {
    guard case .success(let event) = Event.read(bytes) else { return nil }
    self = event
  }

  public init?(jsonBytes bytes: [UInt8]) {
    guard let event = bytes.withUnsafeBytes({ Event(jsonBytes: $0) }) else { return nil }
    self = event
  }

  /// Reads a payload that is already a value; `nil` when it is no object.
  public init?(json: JSON) {
    self.init(jsonBytes: json.serialisedBytes)
  }

  private init(from reader: inout JSONReader) {
    self.init()
    guard reader.enterObject() else { return }
    var alternatives = Alternatives()
    while let name = reader.nextName() { readField(name, from: &reader, &alternatives) }
    resolve(alternatives)
  }

  /// Fields of which several may be present, and one is taken in the end.
  private struct Alternatives {
    var logEntry: String?
    var message: String?
    var culprit: String?
    var threadFrames: [Frame] = []
    var stackFrames: [Frame] = []
  }

  private mutating func readField(
    _ name: JSONReader.RawString, from reader: inout JSONReader, _ alternatives: inout Alternatives
  ) {
    switch name {
    case "event_id": id = reader.string().flatMap(Event.normalisedID) ?? id
    case "timestamp": timestamp = reader.timestamp()
    case "platform": platform = reader.string()
    case "level": level = Event.level(reader.string()) ?? level
    case "logger": logger = reader.string()
    case "transaction": transaction = reader.string()
    case "culprit": alternatives.culprit = reader.string()
    case "server_name": serverName = reader.string()
    case "release": release = reader.string()
    case "environment": environment = reader.string()
    case "logentry": alternatives.logEntry = LogEntry(from: &reader).text
    case "message": alternatives.message = LogEntry(from: &reader).text
    case "tags": readTags(from: &reader)
    case "user": user = User(from: &reader)
    case "request": request = Request(from: &reader)
    case "breadcrumbs": readBreadcrumbs(from: &reader)
    case "spans": readSpans(from: &reader)
    case "exception": readExceptions(from: &reader)
    case "threads": alternatives.threadFrames = Event.threadFrames(from: &reader)
    case "stacktrace": alternatives.stackFrames = Frame.stack(from: &reader)
    case "contexts": contexts = reader.object()
    case "extra": extra = reader.object()
    case "modules": readModules(from: &reader)
    case "sdk": sdk = SDK(from: &reader)
    case "fingerprint": readFingerprint(from: &reader)
    default: reader.skip()
    }
  }

  private mutating func resolve(_ alternatives: Alternatives) {
    transaction = transaction ?? alternatives.culprit
    message = (alternatives.logEntry ?? alternatives.message).map {
      trimmed($0, to: Limits.messageLengthMax)
    }
    guard exceptions.allSatisfy(\.frames.isEmpty) else { return }
    threadFrames =
      alternatives.threadFrames.isEmpty ? alternatives.stackFrames : alternatives.threadFrames
  }

  private static func level(_ word: String?) -> String? {
    switch word?.lowercased() {
    case "fatal", "critical": "fatal"
    case "error": "error"
    case "warning", "warn": "warning"
    case "info", "log": "info"
    case "debug": "debug"
    default: nil
    }
  }

  private mutating func readTags(from reader: inout JSONReader) {
    reader.pairs { name, reader in
      guard let value = reader.scalarText(), tags.count < Limits.tagsMax else { return }
      tags.append(
        Tag(trimmed(name, to: Limits.tagLengthMax), trimmed(value, to: Limits.tagLengthMax)))
    }
  }

  private mutating func readBreadcrumbs(from reader: inout JSONReader) {
    reader.list { reader in
      guard let breadcrumb = Breadcrumb(from: &reader) else { return }
      // Now and then, since moving the rest up costs as much as it holds.
      if breadcrumbs.count == 2 * Limits.breadcrumbsMax {
        breadcrumbs.removeFirst(Limits.breadcrumbsMax)
      }
      breadcrumbs.append(breadcrumb)
    }
    breadcrumbs.removeFirst(max(0, breadcrumbs.count - Limits.breadcrumbsMax))
  }

  /// The last ones: those before the failure.
  private mutating func readSpans(from reader: inout JSONReader) {
    reader.list { reader in
      guard let span = Span(from: &reader) else { return }
      if spans.count == 2 * Limits.spansMax { spans.removeFirst(Limits.spansMax) }
      spans.append(span)
    }
    spans.removeFirst(max(0, spans.count - Limits.spansMax))
  }

  private mutating func readExceptions(from reader: inout JSONReader) {
    var ends = Ends<Exception>(limit: Limits.exceptionsMax)
    reader.list(mayBeBare: true) { reader in
      if let exception = Exception(from: &reader) { ends.append(exception) }
    }
    exceptions = ends.elements
  }

  private mutating func readModules(from reader: inout JSONReader) {
    reader.pairs { name, reader in modules[name] = reader.scalarText() }
  }

  private mutating func readFingerprint(from reader: inout JSONReader) {
    guard reader.token() == UInt8(ascii: "[") else {
      fingerprint = reader.scalarText().map { [$0] } ?? []
      return
    }
    guard reader.enterArray() else { return }
    while reader.nextElement() {
      if let part = reader.scalarText() { fingerprint.append(part) }
    }
  }

  /// The frames of the thread that crashed, else of the one that was current, main or first.
  private static func threadFrames(from reader: inout JSONReader) -> [Frame] {
    var best: (rank: Int, frames: [Frame]) = (0, [])
    reader.list { reader in
      guard reader.enterObject() else { return }
      var rank = 1
      var frames: [Frame] = []
      while let name = reader.nextName() {
        switch name {
        case "crashed": if reader.bool() == true { rank = 4 }
        case "current": if reader.bool() == true { rank = max(rank, 3) }
        case "main": if reader.bool() == true { rank = max(rank, 2) }
        case "stacktrace": frames = Frame.stack(from: &reader)
        default: reader.skip()
        }
      }
      if rank > best.rank, !frames.isEmpty { best = (rank, frames) }
    }
    return best.frames
  }
}

extension Event.SDK {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    var name: String?
    var version: String?
    while let field = reader.nextName() {
      switch field {
      case "name": name = reader.string()
      case "version": version = reader.string()
      default: reader.skip()
      }
    }
    guard let name else { return nil }
    self.init(name: name, version: version)
  }
}

extension LogEntry {
  /// A text alone, or the object `{message, formatted, params}`.
  fileprivate init(from reader: inout JSONReader) {
    guard reader.token() == UInt8(ascii: "{") else {
      message = reader.string()
      return
    }
    guard reader.enterObject() else { return }
    while let name = reader.nextName() {
      switch name {
      case "message": message = reader.string()
      case "formatted": formatted = reader.string()
      case "params": parameters = reader.value()
      default: reader.skip()
      }
    }
  }
}

/// Cuts the middle out of a text that is longer than `limit` characters: the beginning names the
/// failure, and some wrappers put the database's words at the end.
func trimmed(_ text: String, to limit: Int) -> String {
  // A character takes at least one byte, so most texts need no counting.
  guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
  let tail = limit / 4
  return String(text.unicodeScalars.prefix(limit - tail - 1)) + "…"
    + String(text.unicodeScalars.suffix(tail))
}

/// The first and the last elements of a list: of a trace or chain, both ends tell more than the
/// middle, which is dropped on the way, so that no list costs memory beyond its limit.
struct Ends<Element> {
  private var kept: [Element] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ element: Element) {
    if kept.count == 2 * limit { removeMiddle() }
    kept.append(element)
  }

  var elements: [Element] {
    var ends = self
    ends.removeMiddle()
    return ends.kept
  }

  private mutating func removeMiddle() {
    guard kept.count > limit else { return }
    let head = limit / 2
    kept.removeSubrange(head..<kept.count - (limit - head))
  }
}
