import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension Framework {
  /// A Swift application that writes SQL for SQLite, with whatever wrapper it uses.
  public static let swiftSQLite = Framework(
    name: "swift-sqlite",
    recognises: { failure, _ in
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

  /// What the SQL shows, with what the code around it does; where the culprit's line writes in a
  /// wrapper's own words, what these show.
  var facts: SourceFacts {
    let own = reading.facts
    let wrappers: [CodeVocabulary] = [.grdb, .sqliteSwift, .fluent]
    let source = CulpritSource(reading.failure)
    let words = wrappers.filter { $0.isSpoken(in: source) }
    for code in (words.isEmpty ? [.fluent] : words).lazy.map(facts) {
      if own.operation != nil, own.operation != .read {
        guard code.write?.isSameStatement(as: own.write) == true else { continue }
        return own.adding(code)
      }
      guard code.operation != nil, code.operation != .read else { continue }
      var facts = code
      facts.prefer(own.checks)
      if facts.siblingChecks.isEmpty { facts.siblingChecks = own.siblingChecks }
      facts.add(own.origins)
      facts.relation = own.relation ?? facts.relation
      facts.sawWholeFunction = facts.sawWholeFunction && own.sawWholeFunction
      return facts
    }
    return own
  }

  private func facts(_ words: CodeVocabulary) -> SourceFacts {
    CodeReading(reading.failure, words, files).facts
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

extension SourceFacts {
  /// Takes look-ups that keep the write from happening in the place of those of the same columns
  /// of which that was not seen.
  fileprivate mutating func prefer(_ others: [Check]) {
    func key(_ check: Check) -> Set<String> { Set(check.columns.map { $0.lowercased() }) }
    if checks.isEmpty { checks = others }
    for guarding in others where guarding.guardsWrite {
      for index in checks.indices where key(checks[index]) == key(guarding) {
        if !checks[index].guardsWrite { checks[index] = guarding }
      }
    }
  }

  /// Adds origins of columns of which none is known.
  fileprivate mutating func add(_ others: [Origin]) {
    let known = Set(origins.map(\.column))
    origins += others.filter { !known.contains($0.column) }
  }

  /// With what the other reading shows of the same write beside its SQL.
  fileprivate func adding(_ code: SourceFacts) -> SourceFacts {
    var facts = self
    facts.operation = code.operation
    facts.upsert = upsert ?? code.upsert
    facts.add(code.origins)
    facts.otherWrites = code.otherWrites
    facts.parentReads = code.parentReads
    facts.deletes = code.deletes
    facts.contexts.formUnion(code.contexts)
    facts.sights.merge(code.sights) { own, _ in own }
    return facts
  }
}

extension SourceFacts.Place {
  /// Whether both begin on lines of one call: the SQL may stand below the call's name.
  fileprivate func isSameStatement(as other: SourceFacts.Place?) -> Bool {
    guard let other else { return false }
    return path == other.path && abs(line - other.line) <= 3
  }
}
