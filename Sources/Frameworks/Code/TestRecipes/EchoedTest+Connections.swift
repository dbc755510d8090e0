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
    for (index, step) in steps.enumerated() where !step.isOfSession {
      let isBuilt = step.value.hasPrefix("new ") && names.contains(where: step.value.mentions)
      guard makes(step.value, Self.makers) || isBuilt else { continue }
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
    kept.formUnion(steps.indices.filter { steps[$0].isOfSession && names.contains(steps[$0].name) })
    guard let again = entitiesReadAgain else { return nil }
    return (kept.sorted().map { steps[$0].code } + again).joined(separator: "\n")
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
    // A manager is made of a connection, maybe in one function with it.
    manager.map { "\($0)->getConnection()" } ?? made(by: ["DriverManager::getConnection("])
  }

  /// The manager of entities that the test works with.
  private var manager: String? { made(by: Self.entities) }

  /// The entities that the call is given, read again through the manager that is made anew: those
  /// of another manager are strangers to it.
  private var entitiesReadAgain: [String]? {
    guard let manager else { return [] }
    let site = place.write.site
    var lines: [String] = []
    for (parameter, argument) in zip(site.function.parameters, exemplar.arguments) {
      guard let type = parameter.type?.lastComponent,
        let declared = tree.files.first(where: {
          $0.mentions("class \(type)\n") && $0.mentions("ORM\\")
        })
      else { continue }
      let name = exemplar.file.text(argument.value.span)
      guard name.variables == [name], declared.mentions("function getId("),
        let whole = site.file.fullName(of: type)
      else { return nil }
      lines.append("\(name) = \(manager)->find(\(whole)::class, \(name)->getId());")
    }
    return lines
  }

  /// The connection of the model that is written, as Eloquent gives it anywhere.
  private var eloquent: String? {
    guard let model = place.reading.model, let name = place.file.fullName(of: model),
      tree.files.contains(where: { $0.mentions("Illuminate\\Database\\Eloquent\\Model") })
    else { return nil }
    return "\(name)::query()->getConnection()"
  }

  private func made(by makers: [String]) -> String? {
    setUp.last { step in !step.isOfSession && makes(step.value, makers) }?.name
  }

  /// Whether a value is a new connection: made on the spot, or by a function of the application
  /// that makes one each time.
  private func makes(_ value: String, _ makers: [String]) -> Bool {
    if makers.contains(where: value.mentions) { return true }
    let call = value.prefix { $0 != "(" }
    let name = String(call.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    guard !name.isEmpty, value.hasSuffix("()"), !call.contains(" ") else { return false }
    return tree.files.contains { file in
      guard file.path.hasSuffix(".php"), makers.contains(where: file.mentions) else { return false }
      let parts = file.text.split(separator: "function \(name)(", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return false }
      let body = String(parts[1].prefix(while: { $0 != "}" }))
      return makers.contains(where: body.mentions)
        && !["static $", "self::$", "static::$", "??="].contains(where: body.mentions)
    }
  }

  /// One statement before the call: what a name is set to, or what a connection is told for all
  /// that it does.
  private struct Step {
    var name: String
    var value: String
    var isOfSession = false

    /// With the whole name of a class that only the other file knows.
    func qualified(in file: CodeSourceFile) -> Step {
      let head = value.hasPrefix("new ") ? "new " : ""
      let rest = value.dropFirst(head.count)
      let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "\\" })
      let isClass = head.isEmpty ? rest.dropFirst(name.count).hasPrefix("::") : !name.isEmpty
      guard isClass, !isOfSession, let whole = file.fullName(of: name) else { return self }
      return Step(name: self.name, value: head + whole + rest.dropFirst(name.count))
    }

    var code: String { isOfSession ? "\(value);" : "\(name) = \(value);" }
  }

  /// The statements of the set-up, then those of the test up to the call.
  private var setUp: [Step] {
    let file = exemplar.file
    let own = file.walk.statements.compactMap { statement, enclosures -> Step? in
      guard let block = enclosures.last?.block,
        block.name == "setUp"
          || block.span == exemplar.body.span && statement.span.end <= exemplar.call.start
      else { return nil }
      return step(statement, in: file)
    }
    return inheritedSetUp + own
  }

  /// Those of the class that the test's class extends.
  private var inheritedSetUp: [Step] {
    guard let base = exemplar.groups.last?.bases.first?.lastComponent else { return [] }
    for source in tree.files
    where source.path.isOfTests && source.isWhole && source.mentions("class \(base) ") {
      guard let file = place.reading.source.parse(source) else { continue }
      return file.walk.statements.compactMap { statement, enclosures in
        enclosures.last?.block.name == "setUp"
          ? step(statement, in: file).map { $0.qualified(in: file) } : nil
      }
    }
    return []
  }

  private func step(_ statement: CodeStatement, in file: CodeSourceFile) -> Step? {
    guard let value = statement.value else { return nil }
    let text = file.text(value.span)
    if statement.assignment == "=", statement.targets.count == 1 {
      return Step(name: file.text(statement.targets[0].span), value: text)
    }
    guard statement.kind == .expression, let call = statement.calls.last,
      let first = call.arguments.first?.value.text, first.uppercased().hasPrefix("SET "),
      let name = text.split(separator: "->\(call.name)(", maxSplits: 1).first
    else { return nil }
    return Step(name: String(name), value: text, isOfSession: true)
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
