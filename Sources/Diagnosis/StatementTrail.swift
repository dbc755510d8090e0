public import DatabaseErrors
import EventSchema
public import SourceCode
import StackTraces

/// The SQL statements of one unit of work, in order, up to the one that failed: from breadcrumbs,
/// and from the driver's own frame.
public struct StatementTrail: Sendable, Hashable {
  public var steps: [Step] = []
  /// Index into `steps` of the statement that failed, when it can be told.
  public var failingIndex: Int?
  /// Whether the SDK records statements here, so that a statement that is not in the trail was not
  /// run: the failing one is among the breadcrumbs.
  public var isComplete = false
  /// Whether the SDK may have dropped the first breadcrumbs.
  private var isCut = false

  /// One statement and where it was seen.
  public struct Step: Sendable, Hashable {
    public var statement: SQLStatement
    /// Seconds since 1970.
    public var timestamp: Double?
    /// Rows that it returned or changed, where the SDK says so.
    public var rows: Int?
    /// "SQL breadcrumb 3" or "the driver's frame".
    public var place: String
    /// Parameters in order of the placeholders, as plain text; empty when unknown. Personal data.
    public var parameters: [String?] = []
  }

  /// SDKs keep the last 100 breadcrumbs unless told otherwise.
  private static let breadcrumbsKept = 100

  init(_ event: Event, driverFrames: [Frame], _ violation: ConstraintViolation?) {
    isCut = event.breadcrumbs.count >= Self.breadcrumbsKept
    guard let violation else {
      readLast(of: event.breadcrumbs)
      return
    }
    let driver = Self.driverStep(driverFrames)
    let printed = violation.statement.flatMap(SQLStatement.read)
    let tables = Self.tables(violation, driver?.statement ?? printed)
    for (index, breadcrumb) in event.breadcrumbs.enumerated() {
      guard let text = Self.statementText(breadcrumb),
        tables.isEmpty || tables.contains(where: text.mentionsIgnoringCase)
      else { continue }
      read(text, of: breadcrumb, at: index)
    }
    locateFailing(violation, driver: driver, printed: printed)
  }

  /// Without a violation only the last statement matters: whether it returned several rows.
  private mutating func readLast(of breadcrumbs: [Breadcrumb]) {
    let last = breadcrumbs.lastIndex { Self.statementText($0) != nil }
    guard let last, let text = Self.statementText(breadcrumbs[last]) else { return }
    read(text, of: breadcrumbs[last], at: last)
  }

  /// The tables that tell about the violation; empty when any may. A request may run hundreds of
  /// statements on others.
  private static func tables(
    _ violation: ConstraintViolation, _ failing: SQLStatement?
  ) -> [String] {
    guard violation.kind != .foreignKey,
      let table = violation.knownTable ?? failing?.table
    else { return [] }
    return [table, failing?.table].compactMap { $0 }.unique
  }

  private mutating func read(_ text: String, of breadcrumb: Breadcrumb, at index: Int) {
    guard let statement = SQLStatement.read(text) else { return }
    let rows = breadcrumb.data["rows"] ?? breadcrumb.data["db.rows"]
    steps.append(
      Step(
        statement: statement, timestamp: breadcrumb.timestamp, rows: rows?.integer.map(Int.init),
        place: "SQL breadcrumb \(index + 1)"))
  }

  public var failing: Step? { failingIndex.map { steps[$0] } }

  /// The steps before the failing one.
  public var before: ArraySlice<Step> { steps[..<(failingIndex ?? steps.endIndex)] }

  /// Statements before the failing one that ask the violated table for a row: SELECTs, and before
  /// an INSERT also an UPDATE or DELETE, which tells by its count whether there was one.
  public func lookups(of violation: ConstraintViolation) -> [Step] {
    guard let table = violation.knownTable else { return [] }
    let verbs: Set<SQLStatement.Verb> =
      failing?.statement.verb == .insert ? [.select, .update, .delete] : [.select]
    return before.filter {
      verbs.contains($0.statement.verb)
        && $0.statement.table?.lowercased() == table.lowercased()
    }
  }

  private static func statementText(_ breadcrumb: Breadcrumb) -> String? {
    guard let category = breadcrumb.category else { return nil }
    if category == "query" || category.hasPrefix("db") { return breadcrumb.message }
    if category == "sql.active_record" { return breadcrumb.data["sql"]?.string }
    return nil
  }

  /// The statement that a driver's frame holds in its local variables: the innermost one with its
  /// parameters beside it, else the innermost one.
  private static func driverStep(_ frames: [Frame]) -> Step? {
    var withoutParameters: Step?
    for frame in frames.reversed() where !frame.variables.isEmpty {
      for name in ["sql", "query", "statement", "operation"] {
        guard let text = frame.variable(name).flatMap(readLocalValue),
          let statement = SQLStatement.read(text), statement.verb != .other
        else { continue }
        var parameters: [String?] = []
        for name in ["params", "args", "parameters", "vars"] where parameters.isEmpty {
          parameters = frame.variable(name).map(readLocalValues) ?? []
        }
        let step = Step(
          statement: statement, place: "the driver's stack frame", parameters: parameters)
        if !parameters.isEmpty { return step }
        withoutParameters = withoutParameters ?? step
      }
    }
    return withoutParameters
  }

  /// Finds the failing statement among the breadcrumbs: the driver's own if a frame holds it, else
  /// the last one that can violate such a constraint. Later breadcrumbs (a rollback, the helper's
  /// second look) belong to the handling of the failure.
  private mutating func locateFailing(
    _ violation: ConstraintViolation, driver: Step?, printed: SQLStatement?
  ) {
    let known = driver?.statement ?? printed
    let index = steps.lastIndex { step in
      if let known { return step.statement.isSame(as: known) }
      return Self.canViolate(step.statement, violation)
    }
    if let index {
      failingIndex = index
      isComplete = !isCut
      if let driver { steps[index].parameters = driver.parameters }
    } else if var step = driver ?? printed.map({ Step(statement: $0, place: "the message") }) {
      step.timestamp = nil
      steps.append(step)
      failingIndex = steps.count - 1
    }
  }

  private static func canViolate(
    _ statement: SQLStatement, _ violation: ConstraintViolation
  ) -> Bool {
    let table = violation.knownTable?.lowercased()
    let referenced = violation.referencedTable?.lowercased()
    let own = statement.table?.lowercased()
    switch violation.kind {
    case .appValidation, .transactionAborted, .couldNotCreateUniqueIndex: return false
    default: break
    }
    switch statement.verb {
    case .insert, .update:
      return table == nil || own == table
    case .delete:
      guard violation.kind == .foreignKey, violation.side != .child else { return false }
      return referenced == nil || own == referenced
    case .select:
      return violation.kind == .multipleObjectsReturned
    default: return false
    }
  }
}

extension SQLStatement {
  /// Whether both texts are one statement, one of them perhaps with its values filled in.
  fileprivate func isSame(as other: SQLStatement) -> Bool {
    verb == other.verb && table == other.table && writtenColumns == other.writtenColumns
      && predicates.map(\.column) == other.predicates.map(\.column)
  }
}
