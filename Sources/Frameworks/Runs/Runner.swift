import EventSchema

/// What shows that a failure happened in one kind of run: the frames of a queue's worker, a test
/// runner, a migration tool, and what their integrations attach to events.
///
/// It holds whichever framework the application uses, also none.
struct Runner: Sendable {
  /// For sentences: "Celery".
  var name: String
  var context: SourceFacts.Context
  /// Parts of modules, classes or paths, from the start of a name: `celery/app/trace`. Separators
  /// do not matter.
  var places: [String] = []
  /// Methods without their class that a frame of these places must be in; empty for all.
  var functions: Set<String> = []
  /// Where the frame must be: outside of the application's failing call, or inside of it.
  var position = Position.anywhere
  /// Methods inside of such a frame that deny it: a flush on the way to a commit runs statements of
  /// its own.
  var deniedBy: Set<String> = []
  /// Whether the segment behind the place begins with a number: `migrations/0003_add_berth`.
  var isNumbered = false
  var marks: [Mark] = []
  /// Frames as `path function`, or marks as they are written, that must match.
  var examples: [String]
  /// Near misses.
  var nearMisses: [String]

  enum Position: Sendable {
    case outside, inside, anywhere
  }

  /// What an integration attaches to an event.
  enum Mark: Sendable, Hashable {
    /// A member of `contexts` or `extra`.
    case context(String)
    case tag(String)
    /// How the exception reached the SDK.
    case mechanism(String)
    /// The beginning of the operation of the trace's root: `queue.task`.
    case operation(String)
    /// A header of the request, in lower case.
    case header(String)
    /// A part of the request's path or of the route.
    case pathPart(String)
    /// The program and its first argument, as Python sends them.
    case command(String, String?)
  }

  /// In the order of trial.
  static let all: [Runner] =
    queues + schedules + senders + migrations + fixtures + commands + shells + administration
    + tests + callbacks + deletions + commits
}

extension Runner {
  /// Those of `all` that the marks may show, in the order of trial.
  static func candidates(for marks: EventMarks) -> [Int] {
    Set(marks.names.flatMap { byMark[$0] ?? [] } + withPatterns).sorted()
  }

  private static let byMark: [Mark: [Int]] = {
    var runners: [Mark: [Int]] = [:]
    for (index, runner) in all.enumerated() {
      for mark in runner.marks where !mark.isPattern { runners[mark, default: []].append(index) }
    }
    return runners
  }()

  private static let withPatterns = all.indices.filter { index in
    all[index].marks.contains(where: \.isPattern)
  }
}

extension Runner.Mark {
  /// Whether it stands for more than itself, so that no look-up finds it.
  fileprivate var isPattern: Bool {
    switch self {
    case .operation, .command: true
    case .context, .tag, .mechanism, .header, .pathPart: false
    }
  }
}
