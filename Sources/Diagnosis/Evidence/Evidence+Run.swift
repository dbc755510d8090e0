import EventSchema
import Frameworks

extension Evidence {
  /// In what kind of run it happened: from the stack trace, what the SDK says of it, and source.
  mutating func noteRun() {
    for kind in SourceFacts.Context.allCases {
      guard let sight = context.run.sights[kind] else { continue }
      note(kind.sign, "\(kind.sentence) (\(sight.runner))", at: sight.place)
    }
    if let job = context.run.job {
      if let retries = job.retries, retries > 0 {
        note(
          .runIsRepeated, "The job says that it ran \(retries) times before", at: job.place)
      } else if job.isRedelivered == true {
        note(.runIsRepeated, "The message says that it was delivered before", at: job.place)
      }
    }
    if context.isOnlyLogged {
      note(.isOnlyLogged, "The error was caught and logged", at: "exception mechanism")
    }
    noteImporter()
    for context in source.contexts { note(context.sign, context.sentence) }
    noteRepetition()
  }

  /// A command whose name says that it brings rows in.
  private mutating func noteImporter() {
    guard facts.shows(.inCommand), let path = culpritPlace else { return }
    let words = path.splitAtWords
    if words.contains(where: Self.wordsOfLoading.contains) {
      note(.inFixture, "The command brings rows in, by its name", at: path)
    }
  }

  private static let wordsOfLoading: Set = [
    "import", "importer", "imports", "load", "loader", "seed", "seeds", "seeder", "populate",
    "restore", "backfill", "bootstrap",
  ]

  /// A header that says that the sender tries again.
  private mutating func noteRepetition() {
    for header in request?.headers ?? [] {
      let words = header.name.splitAtWords
      let number = Int(header.value) ?? 0
      let isLaterAttempt = !Self.wordsOfAttempts.isDisjoint(with: words) && number > 1
      let isRetry =
        !Self.wordsOfRetries.isDisjoint(with: words)
        && (number > 0 || header.value.lowercased() == "true") && !words.contains("after")
      if isLaterAttempt || isRetry {
        note(
          .runIsRepeated, "The sender says that it tries again: `\(header.name)`", at: "request")
      }
    }
  }

  private static let wordsOfAttempts: Set = ["attempt", "attempts", "try", "delivery"]
  private static let wordsOfRetries: Set = ["retry", "retries", "redelivery", "redelivered"]

  private mutating func note(_ sign: Sign, _ sentence: String) {
    note(sign, sentence, at: "stack trace")
  }
}

extension SourceFacts.Context {
  var sign: Sign {
    switch self {
    case .worker: .inWorker
    case .schedule: .inSchedule
    case .webhook: .inWebhook
    case .migration: .inMigration
    case .fixture: .inFixture
    case .command: .inCommand
    case .shell: .inShell
    case .admin: .inAdmin
    case .test: .inTest
    case .callback: .inCallback
    case .deletion: .inDeletion
    case .commit: .atCommit
    }
  }

  var sentence: String {
    switch self {
    case .worker: "A worker ran this"
    case .schedule: "A clock started this"
    case .webhook: "Another service called this, which repeats its call until it is answered"
    case .migration: "The stack trace belongs to a migration"
    case .fixture: "The stack trace belongs to the loading of data"
    case .command: "A command of the application ran this"
    case .shell: "Somebody typed this into a shell"
    case .admin: "It happened in the administration pages"
    case .test: "The stack trace belongs to a test run"
    case .callback: "A signal's or a model's callback is on the way to the write"
    case .deletion: "The framework was deleting a row"
    case .commit: "The database checked this when the transaction committed"
    }
  }
}
