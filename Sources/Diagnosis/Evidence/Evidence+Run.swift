import Frameworks

extension Evidence {
  /// In what kind of run it happened: from the stack trace, what the SDK says of it, and source.
  mutating func noteRun() {
    if context.isMigration { note(.inMigration, "The stack trace belongs to a migration") }
    if context.isFixtureOrSeed {
      note(.inFixture, "The stack trace belongs to the loading of data")
    }
    if context.isTest { note(.inTest, "The stack trace belongs to a test run") }
    if context.isWorker { note(.inWorker, "A worker ran this") }
    if context.isDelete { note(.inDeletion, "The framework was deleting a row") }
    if context.isInSignal { note(.inCallback, "A signal's handlers are on the stack") }
    if context.isOnlyLogged {
      note(.isOnlyLogged, "The error was caught and logged", at: "exception mechanism")
    }
    for context in source.contexts { note(context.sign, context.sentence) }
  }

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
