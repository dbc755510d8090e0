import EventSchema
import SourceCode

/// A look-up before a write in Swift code, with what runs when it finds a row.
struct SwiftCheck {
  var check: SourceFacts.Check
  /// The statement of the test: `guard try !isTaken(…) else { throw … }`.
  var test: SwiftStatement?
  /// The block that runs when a row is found.
  var whenFound: SwiftBlock?
  var function: SwiftFunction

  /// The look-ups of a table in a function before a stretch of it.
  static func find(
    in function: SwiftFunction, before target: CodeSpan, table: String, _ source: SwiftSource
  ) -> [SwiftCheck] {
    var result: [SwiftCheck] = []
    for statement in function.body {
      statement.visit { inner in
        guard inner.span.start < target.start else { return false }
        for query in queries(of: inner, in: function.file, table: table, source) {
          result.append(SwiftCheck(query, at: inner, in: function, before: target, table: table))
        }
        return true
      }
    }
    return result
  }

  private init(
    _ query: SQLStatement, at statement: SwiftStatement, in function: SwiftFunction,
    before target: CodeSpan, table: String
  ) {
    self.function = function
    let guarding = Self.test(around: statement, in: function, before: target)
    test = guarding?.test
    whenFound = guarding?.whenFound
    check = SourceFacts.Check(
      place: function.file.place(statement.span, in: function.name), table: table,
      columns: query.predicates.filter { $0.comparison == .equal || $0.comparison == .inList }
        .map(\.column),
      otherPredicates: query.predicates.compactMap { predicate in
        switch predicate.comparison {
        case .equal, .inList: nil
        case .isNull: "\(predicate.column) IS NULL"
        case .isNotNull: "\(predicate.column) IS NOT NULL"
        default: "\(predicate.column) other"
        }
      },
      foldsCase: query.predicates.contains(where: \.foldsCase), guardsWrite: guarding != nil)
  }

  /// A test of a value that was looked up, where it keeps the write from happening: `guard
  /// tank.litres >= litres else { throw … }`.
  init?(ofValue column: String, in function: SwiftFunction, before target: CodeSpan) {
    var found: (test: SwiftStatement, refusal: SwiftBlock)?
    function.statement.visit { statement in
      guard statement.span.start < target.start else { return false }
      let block = statement.blocks.first { $0.role == (statement.kind == .guard ? .orelse : .body) }
      guard statement.kind == .guard || statement.kind == .if, let block, block.leaves,
        !block.span.holds(target),
        function.file.parsed.source(of: statement.head).mentionsWord(column)
      else { return true }
      found = (statement, block)
      return true
    }
    guard let found else { return nil }
    self.function = function
    test = found.test
    whenFound = found.refusal
    check = SourceFacts.Check(
      place: function.file.place(found.test.span, in: function.name), table: nil, columns: [],
      otherPredicates: ["\(column) other"], guardsWrite: true)
  }

  /// The SELECTs of the table that a statement runs, itself or in a function that it calls.
  private static func queries(
    of statement: SwiftStatement, in file: SwiftSourceFile, table: String, _ source: SwiftSource
  ) -> [SQLStatement] {
    let own = statement.strings.compactMap { SQLStatement.read($0.value) }
    let names = Set(statement.calls.map(\.name))
    let functions = source.functions.filter { names.contains($0.name) }
    let called = functions.flatMap { $0.literals }.map(\.statement)
    var all = (own + called).filter { query in
      query.verb == .select && query.table?.lowercased() == table.lowercased()
    }
    guard let record = source.records.first(where: { $0.table.lowercased() == table.lowercased() })
    else { return all }
    if let query = record.query(in: statement, of: file, source) { all.append(query) }
    for function in functions where function.file.source.mentions(record.name) {
      function.statement.visit { inner in
        if let query = record.query(in: inner, of: function.file, source) { all.append(query) }
        return true
      }
    }
    return all
  }

  /// The test of a look-up that may stand in a closure of the statement whose value is tested.
  private static func test(
    around statement: SwiftStatement, in function: SwiftFunction, before target: CodeSpan
  ) -> (test: SwiftStatement, whenFound: SwiftBlock?)? {
    if let own = test(of: statement, in: function, before: target) { return own }
    let steps = function.file.parsed.location(ofLine: statement.span.firstLine).stepsInFunction
    for step in steps.reversed() where step.statement.span != statement.span {
      guard !step.statement.span.holds(target) else { break }
      if let outer = test(of: step.statement, in: function, before: target) { return outer }
    }
    return nil
  }

  /// The test that keeps the stretch from running when a row is found: the statement itself, or the
  /// first one that asks for the name it binds.
  private static func test(
    of statement: SwiftStatement, in function: SwiftFunction, before target: CodeSpan
  ) -> (test: SwiftStatement, whenFound: SwiftBlock?)? {
    if let own = prevention(statement, function, target) { return own }
    guard case .binding(let name) = statement.kind else { return nil }
    var result: (test: SwiftStatement, whenFound: SwiftBlock?)?
    for outer in function.body {
      outer.visit { inner in
        guard result == nil, inner.span.start > statement.span.start,
          inner.span.start < target.start
        else { return result == nil }
        if function.file.parsed.source(of: inner.head).mentionsWord(name) {
          result = prevention(inner, function, target)
        }
        return true
      }
    }
    return result
  }

  private static func prevention(
    _ statement: SwiftStatement, _ function: SwiftFunction, _ target: CodeSpan
  ) -> (test: SwiftStatement, whenFound: SwiftBlock?)? {
    let isFoundWhenTrue = function.file.parsed.source(of: statement.head).isTrueWhenFound
    let first = statement.blocks.first { $0.role == .body || $0.role == .orelse }
    switch statement.kind {
    case .guard:
      // The block runs when the condition does not hold.
      return isFoundWhenTrue ? nil : first.map { (statement, $0) }
    case .if:
      let other = statement.blocks.first { $0.role == .orelse }
      let (found, absent) = isFoundWhenTrue ? (first, other) : (other, first)
      if let absent, absent.span.holds(target) { return (statement, found) }
      guard let found, found.leaves, !found.span.holds(target) else { return nil }
      return (statement, found)
    default: return nil
    }
  }
}

extension SwiftCheck {
  /// `throw Refusal.emailTaken`, where that is all that happens.
  var refusal: String? {
    guard let only = whenFound?.statements.first, whenFound?.statements.count == 1,
      only.kind == .throw
    else { return nil }
    return function.file.parsed.source(of: only.span)
  }
}

extension SwiftBlock {
  /// Whether nothing after the block runs.
  var leaves: Bool {
    switch statements.last?.kind {
    case .return, .throw: true
    default: false
    }
  }
}

extension String {
  /// Whether a condition holds when a row was found: an odd number of negations says no.
  fileprivate var isTrueWhenFound: Bool {
    var negations = 0
    let text = replacing("!=", by: "").replacing("try!", by: "try")
    if text.utf8.contains(UInt8(ascii: "!")) { negations += 1 }
    for word in [".isEmpty", "== nil", "== 0", "== false", "< 1", "isFree", "isAvailable"]
    where text.mentions(word) {
      negations += 1
    }
    // `!= nil` and `!= 0` were taken out with their operator.
    return negations % 2 == 0
  }

  /// Whether the text holds the name as a word of its own.
  func mentionsWord(_ name: String) -> Bool {
    split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == name }
  }
}
