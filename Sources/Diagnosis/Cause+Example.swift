public import EventSchema

extension Cause {
  /// A story in a few lines, with the verdict that it must get.
  public struct Example: Sendable {
    public let title: String
    /// The exception's class with its module, as the SDK gives it.
    public let exception: String
    public let message: String
    /// What an SDK sends beside the exception.
    public let story: Story
    /// Whether the cause must be found, or must not.
    public let matches: Bool
    /// Whether it must also be the conclusion; else it is one possibility of several.
    public let isConcluded: Bool
    public let file: String
    public let line: Int

    struct Repeat: Sendable {
      /// Before the event in question.
      var seconds: Double
      var actor: String
      var key: String

      init(_ seconds: Double, by actor: String, key: String) {
        self.seconds = seconds
        self.actor = actor
        self.key = key
      }
    }

    public struct Story: Sendable {
      /// Statements of the same request in order; the last one failed.
      public internal(set) var statements: [String] = []
      /// Frames outside of the culprit's, oldest first: a path, or `path function`.
      var through: [String] = []
      /// How the exception reached the SDK: `logging`, …
      var mechanism: String?
      /// Source around the failing line, which `→` marks; empty when there is none.
      public internal(set) var source = ""
      /// The body of the request.
      var sent: JSON = .null
      var contexts: JSON = .null
      /// Earlier events of the issue, oldest first.
      var repeats: [Repeat] = []
      /// What other places than the event show: source, a probe.
      var seen: [Sign] = []
    }

    static func matches(
      _ title: String, exception: String = "django.db.utils.IntegrityError", _ message: String,
      statements: [String] = [], through: [String] = [], mechanism: String? = nil,
      source: String = "", sent: JSON = .null, contexts: JSON = .null,
      after repeats: [Repeat] = [], seen: [Sign] = [], isConcluded: Bool = true,
      file: String = #fileID,
      line: Int = #line
    ) -> Example {
      Example(
        title: title, exception: exception, message: message,
        story: Story(
          statements: statements, through: through, mechanism: mechanism, source: source,
          sent: sent, contexts: contexts, repeats: repeats, seen: seen),
        matches: true, isConcluded: isConcluded, file: file, line: line)
    }

    static func rejects(
      _ title: String, exception: String = "django.db.utils.IntegrityError", _ message: String,
      statements: [String] = [], through: [String] = [], mechanism: String? = nil,
      source: String = "", sent: JSON = .null, contexts: JSON = .null,
      after repeats: [Repeat] = [], seen: [Sign] = [], file: String = #fileID, line: Int = #line
    ) -> Example {
      Example(
        title: title, exception: exception, message: message,
        story: Story(
          statements: statements, through: through, mechanism: mechanism, source: source,
          sent: sent, contexts: contexts, repeats: repeats, seen: seen),
        matches: false, isConcluded: true, file: file, line: line)
    }

    /// The events of the issue, oldest first; the last one is the one in question.
    public var events: [Event] {
      let last = event
      return story.repeats.map { before in
        var event = last
        event.id = String(repeating: "\(before.seconds)".filter(\.isNumber), count: 16)
        event.timestamp = Self.time - before.seconds
        event.user = User(id: before.actor)
        event.contexts = JSON.object(
          event.contexts.members + [
            .init("trace", ["trace_id": .string("trace of \(before.seconds)")])
          ])
        event.exceptions[event.exceptions.count - 1].value = message.replacingKey(by: before.key)
        return event
      } + [last]
    }

    /// What is concluded from the events and what else was seen.
    public var conclusion: Conclusion? {
      let events = events
      let earlier = events.dropLast().map { History.Occurrence($0, examine($0)) }
      guard var evidence = Evidence(of: event, history: History(occurrences: earlier)) else {
        return nil
      }
      for sign in story.seen { evidence.note(sign, "\(sign)", at: "elsewhere") }
      return conclude(evidence)
    }

    private static let time = 1_900_000_000.0

    /// The event that an SDK would have sent.
    public var event: Event {
      var event = Event()
      event.id = String(repeating: "e", count: 32)
      event.platform = "python"
      event.timestamp = Self.time
      event.user = User(id: "ida")
      event.contexts = story.contexts
      var frame = Frame(
        filename: "accounts/views.py", module: "accounts.views", function: "register",
        lineNumber: 23, inApp: true)
      let lines = story.source.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      if let marked = lines.firstIndex(where: { $0.hasPrefix("→") }) {
        frame.preContext = Array(lines[..<marked])
        frame.contextLine = " " + lines[marked].dropFirst()
        frame.postContext = Array(lines[(marked + 1)...])
      }
      let parts = exception.split(separator: ".")
      let outer = story.through.map { place in
        let words = place.split(separator: " ").map(String.init)
        return Frame(
          filename: words.first, function: words.count > 1 ? words[1] : "run", lineNumber: 1,
          inApp: false)
      }
      event.exceptions = [
        Exception(
          type: parts.last.map(String.init),
          module: parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil, value: message,
          frames: outer + [frame])
      ]
      if let mechanism = story.mechanism {
        event.exceptions[0].mechanism = Exception.Mechanism()
        event.exceptions[0].mechanism?.type = mechanism
        event.exceptions[0].mechanism?.handled = true
      }
      if story.sent != .null {
        event.request = Request(url: "https://harbour.example/boats", method: "POST")
        event.request?.data = story.sent
      }
      event.breadcrumbs = story.statements.enumerated().map { index, statement in
        Breadcrumb(
          timestamp: Self.time - Double(story.statements.count - index) / 100, category: "query",
          message: statement)
      }
      return event
    }
  }
}

extension String {
  /// The message with another value in `Key (column)=(value)`.
  fileprivate func replacingKey(by value: String) -> String {
    guard let start = firstRange(of: ")=("), let end = self[start.upperBound...].firstIndex(of: ")")
    else { return self }
    return self[..<start.upperBound] + value + self[end...]
  }

  private func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
