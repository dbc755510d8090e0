import EventSchema
import Fixes
import SourceCode

extension Framework {
  /// Python with a driver alone, whatever web framework there is.
  static let python = Framework(
    name: "python",
    recognises: { _, source in source.path?.hasSuffix(".py") == true },
    reads: { PythonSQLReader($0, PythonSource($0.tree, $1)) },
    isPlain: true)
}

extension PythonLibrary {
  /// SQL in strings, with the tables that definitions in SQL declare.
  fileprivate static let declaredSQL: PythonLibrary = {
    var library = PythonLibrary.sql
    library.declaresTable = { table, source in
      source.declaredSchema.relation(named: table).map { PythonRelation(facts: $0) }
    }
    return library
  }()
}

/// Python code that runs statements in strings, and its recipes.
///
/// A class, for the memory of what was read; it never leaves the call that made it.
private final class PythonSQLReader: FrameworkReader {
  private let failure: Failure
  private let source: PythonSource
  private let python: PythonReader
  /// For changes and tests, which ask for the tables as well.
  private lazy var declared = PythonReader(failure, source, [.declaredSQL])

  init(_ failure: Failure, _ source: PythonSource) {
    self.failure = failure
    self.source = source
    python = PythonReader(failure, source, [.sql])
  }

  var facts: SourceFacts { python.facts }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] {
    reading(facts, remedy)?.fixesOfStatements(for: remedy) ?? []
  }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] {
    remedies.first.flatMap { reading(facts, $0) }?.tests(for: remedies) ?? []
  }

  private func reading(_ facts: SourceFacts, _ remedy: Remedy) -> SQLAlchemyReading? {
    guard let (driver, type) = PythonDriver.raised(in: failure) else { return nil }
    return SQLAlchemyReading(declared, facts, remedy, driver: driver, raising: type)
  }
}
