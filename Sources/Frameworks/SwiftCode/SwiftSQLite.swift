import DatabaseErrors
import EventSchema
import Fixes
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
    reads: { SQLiteReader(reading: SwiftReading($0), files: $1) })

  /// The same framework with the changes and tests of Swift code.
  func writingSwift() -> Framework {
    var framework = self
    let reads = framework.reads
    framework.reads = { WrapperReader(wrapper: reads($0, $1), failure: $0) }
    return framework
  }
}

/// Swift code that writes SQL for SQLite.
private struct SQLiteReader: FrameworkReader {
  let reading: SwiftReading
  let files: ParsedFiles

  /// What the SQL shows; where the culprit's line writes in a wrapper's own words, what these show.
  var facts: SourceFacts {
    let own = reading.facts
    guard own.operation == nil || own.operation == .read else { return own }
    let wrappers: [CodeVocabulary] = [.grdb, .sqliteSwift, .fluent]
    for words in wrappers where words.isSpoken(in: reading.failure) {
      var facts = CodeReading(reading.failure, words, files).facts
      if facts.checks.isEmpty { facts.checks = own.checks }
      if facts.siblingChecks.isEmpty { facts.siblingChecks = own.siblingChecks }
      if facts.operation != nil, facts.operation != .read { return facts }
    }
    return own
  }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] { reading.fixes(for: remedy) }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] { reading.tests(for: remedies) }
}

/// Swift code with a wrapper, whose words give the facts.
private struct WrapperReader: FrameworkReader {
  let wrapper: any FrameworkReader
  let failure: Failure

  var facts: SourceFacts { wrapper.facts }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] {
    SwiftReading(failure).fixes(for: remedy)
  }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] { SwiftReading(failure).tests(for: remedies) }
}
