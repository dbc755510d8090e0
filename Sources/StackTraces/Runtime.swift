import EventSchema

/// How one language runtime prints its stack traces.
public struct Runtime: Sendable {
  public let name: String
  /// The words that events have for it in `platform`; the first one is given to its traces.
  let platforms: [String]
  /// Words of which every trace of this runtime holds one; a text without them is not searched.
  let marks: [String]
  /// The traces in the lines, in their order.
  let read: @Sendable (TraceLines) -> [Trace]
  /// What is not the application's own code.
  var foreign = ForeignCode()
  /// Whether an exception that is raised while another one is handled holds that one without being
  /// asked: then a chain alone does not tell a wrapper from a second failure.
  var chainsWhileHandling = false
  /// The function as the source has it, of a frame that a compiler named: a lambda's, a coroutine's
  /// or a state machine's; it gives `nil` where the name is the source's own. `nil` for runtimes
  /// whose names all are.
  var sourceFunction: (@Sendable (Frame) -> String?)?
  public var examples: [TraceExample] = []

  /// Where two find the same lines to be theirs, and as many of them, the earlier one is believed.
  public static let all: [Runtime] = [
    .pytest, .djangoPage, .iPython, .rich, .cPython, .flyway, .jvm, .ruby, .php, .perl, .go, .rust,
    .clr, .v8, .browserEngines, .beam, .swift,
  ]
}

extension Runtime {
  /// The traces that this runtime alone finds in a text, whatever others would see in it.
  public func traces(in text: String) -> [Trace] { traces(in: TraceLines(text)) }

  /// A reader may skip more than there is; the places of its traces end with the text.
  func traces(in lines: TraceLines) -> [Trace] {
    read(lines).map { trace in
      var trace = trace
      let last = max(1, lines.count)
      let first = min(trace.lines.lowerBound, last)
      trace.lines = first...max(first, min(trace.lines.upperBound, last))
      return trace
    }
  }

  /// The marks of all, one group each.
  static let marks = Needles(groups: all.map(\.marks))

  /// Those that events call by each word of `platform`.
  static let byPlatform: [String: [Runtime]] = all.reduce(into: [:]) { runtimes, runtime in
    for platform in runtime.platforms { runtimes[platform, default: []].append(runtime) }
  }

  /// Whether a chain of this platform's exceptions proves that each was raised for the one before.
  public static func chainsOnPurpose(platform: String?) -> Bool {
    guard let runtimes = platform.flatMap({ byPlatform[$0] }) else { return false }
    return !runtimes.contains(where: \.chainsWhileHandling)
  }

  /// What finds the function as the source has it, by each word of `platform`.
  static let sourceFunctions = byPlatform.mapValues { $0.compactMap(\.sourceFunction) }
}

/// A trace in short and what must be read from it.
public struct TraceExample: Sendable, Hashable {
  public let text: String
  /// Each exception as `module.Type: value`, innermost first.
  public let exceptions: [String]
  /// The frames of the last exception as `path:line function`, oldest first.
  public let frames: [String]
  public let line: Int

  init(_ text: String, exceptions: [String], frames: [String], line: Int = #line) {
    self.text = text
    self.exceptions = exceptions
    self.frames = frames
    self.line = line
  }
}
