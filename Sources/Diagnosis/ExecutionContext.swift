import EventSchema

/// In what kind of run the failure happened, as the stack trace shows it.
struct ExecutionContext {
  var isMigration = false
  var isTest = false
  var isWorker = false
  var isFixtureOrSeed = false
  var isRequest = false

  init(_ event: Event, _ frames: [Frame], _ inApp: [Bool]) {
    isRequest = event.request != nil
    for frame in frames {
      let path = (frame.filename ?? frame.absolutePath ?? "").lowercased()
      let module = (frame.module ?? "").lowercased()
      let function = frame.function ?? ""
      func within(_ parts: String...) -> Bool {
        parts.contains { path.contains($0) || module.contains($0.replacing("/", with: ".")) }
      }
      if within("commands/migrate", "db/migrations/", "alembic/", "/migrations/")
        || path.hasPrefix("migrations/")
      {
        isMigration = true
      }
      if within("unittest/", "_pytest/", "django/test/", "xctest") || function.hasPrefix("test_") {
        isTest = true
      }
      if within("celery/", "rq/worker", "dramatiq/", "huey/", "django_q/") { isWorker = true }
      if within("commands/loaddata", "/seeds", "seeders/", "core/serializers/") {
        isFixtureOrSeed = true
      }
    }
    if event.contexts["celery-job"] != nil { isWorker = true }
  }
}
