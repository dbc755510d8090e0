import EventSchema
import Frameworks

/// In what kind of run the failure happened, as the stack trace and the event's integrations show
/// it.
struct ExecutionContext {
  /// Each kind of run with what shows it, and the job at hand.
  var run: RunFacts
  /// Whether a log line was captured rather than an error that nobody caught.
  var isOnlyLogged = false

  init(_ event: Event, _ stack: RunsOnStack) {
    run = RunFacts(event, stack)
    let mechanism = event.exceptions.last?.mechanism
    isOnlyLogged = mechanism?.type == "logging" && mechanism?.handled == true
  }
}
