import EventSchema

/// In what kind of run the failure happened, as the stack trace shows it.
struct ExecutionContext {
  var isMigration = false
  var isTest = false
  var isWorker = false
  /// Whether rows were being loaded: fixtures, seeds, a restore.
  var isFixtureOrSeed = false
  /// Whether an ORM's delete was collecting what hangs on the row.
  var isDelete = false
  /// Whether a signal's handlers were being called.
  var isInSignal = false
  /// Whether a log line was captured rather than an error that nobody caught.
  var isOnlyLogged = false

  init(_ event: Event, _ frames: [Frame]) {
    isWorker = event.contexts["celery-job"] != nil
    let mechanism = event.exceptions.last?.mechanism
    isOnlyLogged = mechanism?.type == "logging" && mechanism?.handled == true
    for frame in frames {
      guard let path = frame.filename ?? frame.absolutePath else { continue }
      read(path)
      if frame.function?.hasPrefix("test_") == true { isTest = true }
    }
  }

  private mutating func read(_ path: String) {
    func within(_ parts: String...) -> Bool { parts.contains { path.mentions($0) } }
    if path.hasPrefix("migrations/") || path.hasPrefix("alembic/")
      || within("commands/migrate.py", "/migrations/", "/alembic/", "db/migrate/")
    {
      isMigration = true
    }
    if within("unittest/", "_pytest/", "django/test/", "XCTest") { isTest = true }
    if within("django/db/models/deletion.py") { isDelete = true }
    if within("django/dispatch/dispatcher.py") { isInSignal = true }
    if within("celery/", "rq/worker", "dramatiq/", "huey/", "django_q/") { isWorker = true }
    if within("commands/loaddata.py", "/seeds", "seeders/", "core/serializers/") {
      isFixtureOrSeed = true
    }
  }
}
