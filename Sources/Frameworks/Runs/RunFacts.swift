public import EventSchema

/// In what kinds of run a failure happened, and what says so.
public struct RunFacts: Sendable, Hashable {
  /// What shows each kind of run; the first thing that was seen.
  public private(set) var sights: [SourceFacts.Context: Sighting] = [:]
  /// The job, message or delivery that was being worked on.
  public var job: Job?

  /// One thing that shows a kind of run.
  public struct Sighting: Sendable, Hashable {
    /// "Celery", "Flyway", "JUnit".
    public var runner: String
    /// The frame's `path:line`, or what was attached to the event: "context celery-job".
    public var place: String
  }

  public var contexts: Set<SourceFacts.Context> { Set(sights.keys) }

  public init() {}

  public init(_ event: Event, _ stack: RunsOnStack) {
    let marks = EventMarks(event)
    for index in Runner.candidates(for: marks) {
      let runner = Runner.all[index]
      guard sights[runner.context] == nil, let mark = runner.marks.first(where: marks.holds) else {
        continue
      }
      sights[runner.context] = Sighting(runner: runner.name, place: mark.place)
    }
    sights.merge(stack.sights) { attached, _ in attached }
    // Whoever starts a worker or a migration does so by a command.
    let started: Set<SourceFacts.Context> = [
      .worker, .schedule, .migration, .fixture, .shell, .test,
    ]
    if !started.isDisjoint(with: sights.keys) { sights[.command] = nil }
    job = Job(event, inWorker: sights[.worker] != nil || sights[.schedule] != nil)
  }
}

/// In what kinds of run a failure happened, as its frames alone show it.
public struct RunsOnStack: Sendable, Hashable {
  /// The outermost frame that shows each.
  fileprivate private(set) var sights: [SourceFacts.Context: RunFacts.Sighting] = [:]

  /// - Parameters:
  ///   - frames: Of the exception that counts, oldest first.
  ///   - culpritIndex: Of the application's frame to blame.
  public init(_ frames: [Frame], culpritIndex: Int?) {
    var parts = PlaceParts()
    let places = RunnerPlaces.all
    for index in frames.indices { read(frames, index, culpritIndex, places, &parts) }
  }

  private mutating func read(
    _ frames: [Frame], _ index: Int, _ culpritIndex: Int?, _ places: RunnerPlaces,
    _ parts: inout PlaceParts
  ) {
    for name in frames[index].libraryNames {
      parts.read(name)
      for start in 0..<parts.count {
        for key in places.keys(ofFirst: parts[start].sum) {
          guard parts.holds(key.place, at: start), sights[key.context] == nil else { continue }
          let (runner, frame) = (Runner.all[key.runner], frames[index])
          guard !runner.isNumbered || parts.isNumbered(at: start + key.place.count),
            runner.allows(frame, at: index, culpritIndex),
            !frames[(index + 1)...].contains(where: runner.isDenied)
          else { continue }
          sights[runner.context] = RunFacts.Sighting(
            runner: runner.name, place: frame.shownPlace)
        }
      }
    }
  }
}

extension Runner {
  fileprivate func allows(_ frame: Frame, at index: Int, _ culpritIndex: Int?) -> Bool {
    switch position {
    case .outside: if let culpritIndex, index >= culpritIndex { return false }
    case .inside: guard let culpritIndex, index > culpritIndex else { return false }
    case .anywhere: break
    }
    // Some runtimes leave the function out; the place alone is as much as can be asked then.
    return functions.isEmpty || frame.methodName.map(functions.contains) ?? (position != .anywhere)
  }

  fileprivate func isDenied(by frame: Frame) -> Bool {
    !deniedBy.isEmpty && frame.methodName.map(deniedBy.contains) == true
  }
}

extension Frame {
  fileprivate var shownPlace: String {
    let path = filename ?? module ?? absolutePath ?? package ?? function ?? "?"
    return lineNumber.map { "\(path):\($0)" } ?? path
  }
}

/// What of an event is compared with a runner's marks.
struct EventMarks {
  private(set) var names: Set<Runner.Mark> = []
  private var operation: String
  private var arguments: [String]

  /// Lists longer than this are looked at to here.
  private static let membersMax = 200

  init(_ event: Event) {
    for member in event.contexts.members.prefix(Self.membersMax) {
      names.insert(.context(member.name))
    }
    for member in event.extra.members.prefix(Self.membersMax) {
      names.insert(.context(member.name))
    }
    for tag in event.tags { names.insert(.tag(tag.name)) }
    for exception in event.exceptions {
      if let type = exception.mechanism?.type { names.insert(.mechanism(type)) }
    }
    for header in event.request?.headers.prefix(Self.membersMax) ?? [] {
      names.insert(.header(header.name.lowercased()))
    }
    let path = (event.request?.url ?? "").parts(between: "?").first ?? ""
    for part in path.parts(between: "/").dropFirst(path.hasPrefix("http") ? 2 : 0).prefix(40) {
      names.insert(.pathPart(part.lowercased()))
    }
    if let route = event.transaction {
      let parts = route.utf8.split { "/. ".utf8.contains($0) }
      for part in parts.prefix(40) { names.insert(.pathPart(Substring(part).lowercased())) }
    }
    operation = event.contexts["trace"]?["op"]?.string ?? ""
    arguments = event.extra["sys.argv"]?.array.prefix(4).compactMap(\.string) ?? []
  }

  func holds(_ mark: Runner.Mark) -> Bool {
    switch mark {
    case .operation(let start): return operation == start || operation.hasPrefix(start + ".")
    case .command(let program, let argument):
      guard let first = arguments.first,
        first == program || first.hasSuffix("/" + program) || first.hasSuffix("\\" + program)
      else { return false }
      return argument.map { arguments.dropFirst().contains($0) } ?? true
    default: return names.contains(mark)
    }
  }
}

extension Runner.Mark {
  /// For a fact's place.
  var place: String {
    switch self {
    case .context(let name): "context \(name)"
    case .tag(let name): "tag \(name)"
    case .mechanism: "exception mechanism"
    case .operation: "trace"
    case .header(let name): "request header \(name)"
    case .pathPart: "request"
    case .command: "command line"
    }
  }
}
