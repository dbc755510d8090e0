import DatabaseErrors
import EventSchema
import SourceCode

extension Framework {
  /// A Swift application that writes SQL for SQLite, with whatever wrapper it uses.
  public static let swiftSQLite = Framework(
    name: "swift-sqlite",
    recognises: { failure in
      let isSwift =
        failure.event.platform == "swift"
        || failure.culprit?.filename?.hasSuffix(".swift") == true
      guard isSwift else { return false }
      if failure.violation?.dbms == .sqlite { return true }
      return failure.event.exceptions.contains { exception in
        let text = "\(exception.qualifiedType ?? "") \(exception.value ?? "")"
        return text.mentions("SQLite") || text.mentions("GRDB")
      }
        || failure.tree.files.contains { file in
          file.path.hasSuffix(".swift")
            && (file.text.mentions("import SQLite") || file.text.mentions("import GRDB")
              || file.text.mentions("sqlite3_"))
        }
    },
    reads: facts,
    fixes: { remedy, failure, _ in SwiftReading(failure).fixes(for: remedy) },
    tests: { remedies, failure, _ in SwiftReading(failure).tests(for: remedies) })

  /// The same framework with the changes and tests of Swift code.
  func writingSwift() -> Framework {
    var framework = self
    framework.fixes = { remedy, failure, _ in SwiftReading(failure).fixes(for: remedy) }
    framework.tests = { remedies, failure, _ in SwiftReading(failure).tests(for: remedies) }
    return framework
  }

  /// What the SQL shows; where the culprit's line writes in a wrapper's own words, what these show.
  private static func facts(of failure: Failure) -> SourceFacts {
    let own = SwiftReading(failure).facts
    guard own.operation == nil || own.operation == .read else { return own }
    let wrappers: [CodeVocabulary] = [.grdb, .sqliteSwift, .fluent]
    for words in wrappers where words.isSpoken(in: failure) {
      var facts = CodeReading(failure, words).facts
      if facts.checks.isEmpty { facts.checks = own.checks }
      if facts.siblingChecks.isEmpty { facts.siblingChecks = own.siblingChecks }
      if facts.operation != nil, facts.operation != .read { return facts }
    }
    return own
  }
}
