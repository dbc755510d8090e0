import EventSchema
import Fixes
import SourceCode

/// What the tests of one failure are written with: the target they are for, what that target's
/// tests see, and the database that the application makes at another place.
struct SwiftTestRecipe {
  let reading: SwiftReading
  let package: SwiftPackage
  let target: SwiftPackage.Target
  let style: SwiftTestStyle
  let types: SwiftTypes
  /// With the tables made.
  let database: SwiftFixtures
  let table: String
  let declaration: SQLTable
  /// INSERTs of the rows that rows of the table point to.
  let parents: [String]
  let access: SwiftFileAccess

  /// `nil` where a test would be a guess: the package, the table or the way to make it is not in
  /// sight, or a rule of the table could refuse a sample.
  init?(_ reading: SwiftReading) {
    guard let path = reading.sites.first?.file.source.path,
      let package = SwiftPackage(holding: path, in: reading.source),
      let target = package.target(of: path), let (declared, _, _) = reading.declaration,
      declared.columns.allSatisfy({ declared.samplesAreAllowed(in: $0) }),
      !declared.keys.contains(where: { $0.kind == .check && $0.columns.isEmpty })
    else { return nil }
    let bindsParents =
      declared.keys.contains { $0.kind == .foreignKey }
      && reading.bindsForeignKeys { package.uses($0, in: target) }
    let parents = bindsParents ? reading.source.parentRows(of: declared) : []
    guard let parents else { return nil }
    let types = SwiftTypes(reading.source, of: package, seenFrom: target)
    var database = SwiftFixtures(types)
    database.allowed = declared.columns.filter { !$0.choices.isEmpty }.map { ($0.name, $0.choices) }
    guard database.makeDatabase(by: reading.tableMakers.compactMap(types.method)) else {
      return nil
    }
    style = SwiftTestStyle.of(target, in: package, reading.source)
    access = SwiftFileAccess(reading.library, types, style)
    declaration = declared
    self.parents = parents
    self.reading = reading
    self.package = package
    self.target = target
    self.types = types
    self.database = database
    table = declared.name
  }

  /// The database with the parents of the table's rows in it; `nil` where they cannot be put there.
  var furnished: SwiftFixtures? {
    var fixtures = database
    guard let lines = access.storing(parents, &fixtures) else { return nil }
    var result = database
    result.add(lines)
    return result
  }

  /// The calls of one function in a test.
  struct Calls {
    /// Has the lines that come first.
    var fixtures: SwiftFixtures
    /// With `try` and `await`.
    var first: String
    /// Each with another value of the key.
    var others: [String]
    var isAwaited: Bool
    /// `_ = ` before a call whose result would be missed.
    var prefix: String

    var style: SwiftTestStyle

    /// The first call once more, which has to fail.
    func refused(with error: String) -> String {
      style.refused(first, with: error, discard: prefix)
    }
  }

  /// `nil` when the function cannot be called from a test, or throws nothing.
  func calls(
    of function: SwiftFunction?, giving columns: [String], in scope: SwiftFixtures,
    variesEachColumn: Bool = false
  ) -> Calls? {
    guard let method = function.flatMap(types.method), method.signature.isThrowing,
      !method.signature.parameters.isEmpty, method.function.name != "init"
    else { return nil }
    var fixtures = scope
    guard let callee = fixtures.callee(of: method) else { return nil }
    func call(_ variant: (SwiftParameter) -> Int) -> String? {
      let arguments = fixtures.arguments(
        for: method.signature.parameters, giving: columns + required, variant: variant)
      return arguments.map { "\(method.effects())\(callee)(\($0.joined(separator: ", ")))" }
    }
    guard let first = call({ _ in 1 }) else { return nil }
    let others = (variesEachColumn ? columns : []).compactMap { column in
      call { $0.gives([column]) ? 2 : 1 }
    }.filter { $0 != first }
    guard let other = call({ _ in 2 }), other != first else { return nil }
    return Calls(
      fixtures: fixtures, first: first, others: others.isEmpty ? [other] : others,
      isAwaited: method.isAwaited, prefix: method.signature.result == nil ? "" : "_ = ",
      style: style)
  }

  /// An assertion of how many rows the table has, after what it needs; nothing where no function of
  /// the application runs a query that it is given.
  func count(_ count: Int, _ fixtures: inout SwiftFixtures) -> [String] {
    access.counting(table, count, &fixtures)
  }

  func testCase(_ made: SwiftTestFile, _ title: String) -> TestCase {
    var file = made
    access.prepare(&file)
    return TestCase(
      path: "\(package.testFolder(of: target))\(file.suite).swift", framework: style.framework,
      code: file.text, title: title)
  }

  /// The test target that the tests need, unless there is one.
  func testTarget(importing modules: [String]) -> Fix? {
    guard package.tests(of: target) == nil else { return nil }
    let title = "Add a test target for `\(target.name)` to the package"
    let reason = "The tests below belong to it; the package has none that tests this target."
    let path = package.file.source.path
    guard let edit = package.addingTests(of: target, importing: modules) else {
      return Fix(
        title: title, applicability: .guidance, rationale: reason, files: [path],
        sketch: package.testTarget(of: target, importing: modules) + "\n")
    }
    return reading.fix([(package.file, [edit])], title, because: reason)
  }
}

extension SwiftReading {
  /// Whether rows need their parents: SQLite asks for them only when told to.
  fileprivate func bindsForeignKeys(_ isUsed: (String) -> Bool) -> Bool {
    source.files.contains { file in
      (file.source.text.mentions("foreign_keys") || file.source.text.mentions("import GRDB"))
        && isUsed(file.source.path)
    }
  }

  /// Functions that make the table, the ones to prefer first: an initialiser that calls them, they
  /// themselves, and others that call them.
  fileprivate var tableMakers: [SwiftFunction] {
    guard let (_, file, span) = declaration else { return [] }
    let functions = source.functions
    let location = file.parsed.location(ofLine: span.firstLine)
    var direct = functions.filter {
      $0.file.source == file.source && $0.statement.span.holds(span)
    }
    // A property of a type, or of none: `static var migrator: DatabaseMigrator { … }`.
    let member = location.steps.first { step in
      if case .binding = step.statement.kind { true } else { false }
    }
    if location.function == nil, let statement = member?.statement,
      case .binding(let name) = statement.kind
    {
      let owner = location.steps.reversed().lazy.compactMap { step -> String? in
        if case .type(let name) = step.statement.kind { name } else { nil }
      }.first
      direct = functions.filter { function in
        let text = function.file.parsed.source(of: function.statement.span)
        guard let owner else { return text.mentionsWord(name) }
        if text.mentions("Self.\(name)"), function.typeName == owner { return true }
        return text.mentions("\(owner).\(name)")
          || (function.file.source == file.source && text.mentionsWord(name))
      }
    }
    let names = Set(direct.map(\.name)).subtracting(["init"])
    let callers = functions.filter { function in
      function.body.flatMap(\.allCalls).contains { names.contains($0.name) }
    }
    return callers.filter { $0.name == "init" } + direct + callers.filter { $0.name != "init" }
  }
}
