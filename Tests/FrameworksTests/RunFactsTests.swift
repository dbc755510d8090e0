import EventSchema
import Testing

@testable import Frameworks

@Suite("Kinds of run")
struct RunFactsTests {
  static let examples = Runner.all.flatMap { runner in runner.examples.map { (runner, $0) } }
  static let nearMisses = Runner.all.flatMap { runner in runner.nearMisses.map { (runner, $0) } }

  /// What a runner's example or near miss is: a frame as `path function`, or a mark.
  static func facts(_ runner: Runner, _ example: String) -> RunFacts {
    let words = example.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    var event = Event()
    let app = Frame(filename: "harbour/boats.py", function: "add", inApp: true)
    switch words[0] {
    case "context": event.contexts = .object([JSON.Member(rest, ["a": "b"])])
    case "operation": event.contexts = ["trace": ["op": .string(rest)]]
    case "header":
      event.request = Request(url: "/", method: "POST")
      event.request?.headers = [Request.Header(rest, "x")]
    case "path": event.request = Request(url: "http://desk.example/\(rest)/7", method: "POST")
    case "command":
      let arguments = rest.split(separator: " ").map { JSON.string(String($0)) }
      event.extra = ["sys.argv": .array(arguments)]
    default:
      let path =
        words[0].contains("/") && words[0].split(separator: "/").last?.contains(".") == true
      var frame = Frame(filename: path ? words[0] : nil, function: rest)
      if !path { frame.module = words[0] }
      let isInside = runner.position == .inside
      return RunFacts(
        event, RunsOnStack(isInside ? [app, frame] : [frame, app], culpritIndex: isInside ? 0 : 1))
    }
    return RunFacts(event, RunsOnStack([app], culpritIndex: 0))
  }

  @Test("are told by their examples", arguments: examples)
  func tells(runner: Runner, example: String) {
    #expect(Self.facts(runner, example).sights[runner.context] != nil, "\(example)")
  }

  @Test("are not told by near misses", arguments: nearMisses)
  func ignores(runner: Runner, example: String) {
    #expect(Self.facts(runner, example).sights[runner.context] == nil, "\(example)")
  }

  @Test("have two examples of each sort", arguments: Runner.all.map(\.name))
  func hasExamples(name: String) {
    for runner in Runner.all where runner.name == name {
      #expect(runner.examples.count >= 2 && runner.nearMisses.count >= 2)
    }
  }

  @Test("are not told by the frames of an ordinary request")
  func isSilentAboutRequests() {
    let frames = [
      ("django/core/handlers/base.py", "_get_response"), ("harbour/views.py", "add"),
      ("django/db/models/query.py", "create"), ("django/db/models/base.py", "save"),
      ("django/db/backends/utils.py", "execute"),
    ].map { Frame(filename: $0, function: $1, lineNumber: 3) }
    #expect(RunFacts(Event(), RunsOnStack(frames, culpritIndex: 1)).sights.isEmpty)
    let rails = [
      ("active_support/callbacks.rb", "run_callbacks"), ("app/controllers/boats.rb", "create"),
      ("active_record/persistence.rb", "create!"),
      ("active_record/callbacks.rb", "create_or_update"),
      ("active_record/transactions.rb", "save!"),
    ].map { Frame(filename: $0, function: $1) }
    #expect(RunFacts(Event(), RunsOnStack(rails, culpritIndex: 1)).sights.isEmpty)
  }

  @Test("leave out that a command started a worker")
  func prefersWorkers() {
    let frames = [
      Frame(filename: "Illuminate/Console/Command.php", function: "run"),
      Frame(filename: "Illuminate/Queue/Worker.php", function: "process"),
      Frame(filename: "app/Jobs/Import.php", function: "handle", inApp: true),
    ]
    #expect(RunFacts(Event(), RunsOnStack(frames, culpritIndex: 2)).contexts == [.worker])
    #expect(
      RunFacts(Event(), RunsOnStack([frames[0], frames[2]], culpritIndex: 1)).contexts == [.command]
    )
  }

  @Test("tell a refused COMMIT from a flush on the way to it")
  func tellsCommits() {
    func contexts(_ calls: [(String, String)]) -> Set<SourceFacts.Context> {
      let app = Frame(filename: "harbour/boats.py", function: "add", inApp: true)
      let frames = [app] + calls.map { Frame(filename: $0, function: $1) }
      return RunFacts(Event(), RunsOnStack(frames, culpritIndex: 0)).contexts
    }
    let commit = [
      ("django/db/transaction.py", "__exit__"), ("django/db/backends/base/base.py", "commit"),
      ("django/db/backends/base/base.py", "_commit"), ("django/db/utils.py", "__exit__"),
    ]
    #expect(contexts(commit) == [.commit])
    #expect(
      contexts([
        ("sqlalchemy/engine/base.py", "commit"), ("sqlalchemy/orm/session.py", "flush"),
        ("sqlalchemy/engine/default.py", "do_execute"),
      ]).isEmpty)
  }

  @Test(
    "name the job and how often it ran",
    arguments: [
      (
        ["celery-job": ["task_name": "desk.tasks.add", "args": [7]]] as JSON, "desk.tasks.add", nil,
        nil
      ),
      (["Sidekiq": ["class": "AddJob", "jid": "b4", "retry_count": 2]], "AddJob", "b4", 2),
      (["oban": ["worker": "Desk.Add", "id": 9, "attempt": 3]], "Desk.Add", "9", 2),
      (["dramatiq": ["data": ["message_id": "m1", "options": ["retries": 1]]]], nil, "m1", 1),
      (["active_job": ["job_class": "AddJob", "job_id": "j", "executions": 1]], "AddJob", "j", 0),
      (["job": ["name": "plumber", "id": 7]], nil, nil, nil),
    ] as [(JSON, String?, String?, Int?)])
  func readsJobs(contexts: JSON, name: String?, id: String?, retries: Int?) {
    var event = Event()
    event.contexts = contexts
    let job = RunFacts(event, RunsOnStack([], culpritIndex: nil)).job
    #expect(job?.name == name)
    #expect(job?.id == id)
    #expect(job?.retries == retries)
  }

  @Test("take a webhook's delivery for a job")
  func readsDeliveries() {
    var event = Event()
    event.request = Request(url: "https://desk.example/in", method: "POST")
    event.request?.headers = [Request.Header("X-GitHub-Delivery", "d1")]
    let facts = RunFacts(event, RunsOnStack([], culpritIndex: nil))
    #expect(facts.contexts == [.webhook])
    #expect(facts.job?.id == "d1")
  }

  @Test(
    "find the helper that looks, then creates",
    arguments: [
      ("django/db/models/query.py", "get_or_create", true), ("peewee.py", "get_or_create", true),
      ("active_record/relation.rb", "find_or_create_by!", false),
      ("node_modules/sequelize/lib/model.js", "User.findOrCreate", true),
      ("harbour/boats.py", "get_or_create", nil), ("django/db/models/query.py", "create", nil),
    ] as [(String, String, Bool?)])
  func findsHelpers(path: String, function: String, readsAgain: Bool?) {
    let frames = [
      Frame(filename: "harbour/views.py", function: "add"),
      Frame(filename: path, function: function),
    ]
    #expect(UpsertHelper.called(in: frames, culpritIndex: 0)?.readsAgain == readsAgain)
  }
}
