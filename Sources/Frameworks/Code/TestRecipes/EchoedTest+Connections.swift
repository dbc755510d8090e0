import EventSchema
import SourceCode

/// How a process of its own comes to the database in the words of a PHP test at hand.
extension EchoedTest {
  /// The connection of the test, for a gate that is closed through it.
  func connection(_ hole: String) -> String? {
    guard exemplar.file.parsed.language.name == "php", holdsWriters else { return nil }
    if hole == "eloquent apart" {
      guard surroundings.rows == .rolledBack, exemplar.file.source.mentions("use RefreshDatabase;")
      else { return nil }
      return eloquent
    }
    guard surroundings.rows == .cleaned else { return nil }
    switch hole {
    case "pdo": return made(by: Self.drivers)
    case "dbal": return dbal
    default: return eloquent
    }
  }

  /// A statement on the connection of the test that gives the number of rows that it has written.
  func updating(_ statement: String) -> String? {
    // A violation that nobody gave a savepoint breaks the transaction around the test.
    guard !surroundings.isInTransaction else { return nil }
    if let pdo = made(by: Self.drivers) { return "\(pdo)->exec('\(statement)')" }
    if let dbal { return "\(dbal)->executeStatement('\(statement)')" }
    return eloquent.map { "\($0)->update('\(statement)')" }
  }

  /// The statements that make the connection and all that stands on it once more.
  var ownConnection: String? {
    let steps = setUp
    var names: Set<String> = []
    var kept: Set<Int> = []
    for (index, step) in steps.enumerated() {
      let makes = Self.makers.contains(where: step.value.mentions)
      let isBuilt = step.value.hasPrefix("new ") && names.contains(where: step.value.mentions)
      guard makes || isBuilt else { continue }
      names.insert(step.name)
      kept.insert(index)
    }
    guard names.contains(where: exemplar.file.text(exemplar.call).mentions) else { return nil }
    // What these are made of has to be known in the test as well.
    for (index, step) in steps.enumerated().reversed() where kept.contains(index) {
      for variable in step.value.variables where !names.contains(variable) {
        guard let source = steps[..<index].lastIndex(where: { $0.name == variable }) else {
          return nil
        }
        kept.insert(source)
      }
    }
    guard kept.allSatisfy({ index in !Self.sends.contains(where: steps[index].value.mentions) })
    else { return nil }
    return kept.sorted().map { "\(steps[$0].name) = \(steps[$0].value);" }.joined(separator: "\n")
  }

  private static let drivers = ["new PDO(", "new \\PDO("]
  private static let entities = ["EntityManager::create(", "new EntityManager("]
  private static let makers = drivers + entities + ["DriverManager::getConnection("]

  /// Words of statements that do something to rows or tables.
  private static let sends = [
    "->exec", "->query", "->prepare", "->persist", "->flush", "->insert", "->delete", "->fetch",
    "->save", "::create([",
  ]

  private var dbal: String? {
    made(by: ["DriverManager::getConnection("])
      ?? made(by: Self.entities).map { "\($0)->getConnection()" }
  }

  /// The connection of the model that is written, as Eloquent gives it anywhere.
  private var eloquent: String? {
    guard let model = place.reading.model, let name = place.file.fullName(of: model),
      tree.files.contains(where: { $0.mentions("Illuminate\\Database\\Eloquent\\Model") })
    else { return nil }
    return "\(name)::query()->getConnection()"
  }

  private func made(by makers: [String]) -> String? {
    setUp.last { step in makers.contains(where: step.value.mentions) }?.name
  }

  /// The assignments of the set-up, then those of the test up to the call.
  private var setUp: [(name: String, value: String)] {
    let file = exemplar.file
    return file.walk.statements.compactMap { statement, enclosures in
      guard let block = enclosures.last?.block, statement.assignment == "=",
        statement.targets.count == 1, let value = statement.value,
        block.name == "setUp"
          || block.span == exemplar.body.span && statement.span.end <= exemplar.call.start
      else { return nil }
      return (file.text(statement.targets[0].span), file.text(value.span))
    }
  }
}

extension String {
  /// The variables of PHP in a piece of code; properties of the object with its name.
  fileprivate var variables: [String] {
    split(separator: "$", omittingEmptySubsequences: false).dropFirst().map { rest in
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard name == "this", rest.dropFirst(4).hasPrefix("->") else { return "$" + name }
      return "$this->" + rest.dropFirst(6).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    }
  }
}
