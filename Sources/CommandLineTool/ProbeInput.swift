import Diagnosis
import EventSchema
import LiveDatabases
import SourceCode

/// Asks the database at an address about one failure, and says each statement before it runs.
///
/// Returns what the database declares, which beats what a file says, and what it answered. One that
/// does not answer is no failure: the report tells it.
func askDatabase(
  at address: String, about event: Event, _ known: Schema, _ console: Console
) -> (schema: Schema, probes: ProbeFacts) {
  do throws(LiveDatabaseError) {
    let database = try openDatabase(address)
    let declared = try database.schema()
    guard let violation = violation(in: event, schema: declared.adding(known)) else {
      return (known, .none)
    }
    let probes = ask(database, about: violation, in: declared) { statement in
      console.announce("probe of \(database.name): \(statement)")
    }
    return (declared.adding(known), probes)
  } catch {
    console.complain("the database of --probe cannot be asked: \(error.reason)")
    var probes = ProbeFacts()
    probes.unanswered = [
      ProbeFacts.Unanswered(question: "what it knows of this failure", reason: error.reason)
    ]
    return (known, probes)
  }
}
