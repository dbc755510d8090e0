public import DatabaseErrors
import EventSchema
public import SourceCode
import StackTraces

/// The SQL statements of one unit of work, in order, up to the one that failed: from breadcrumbs,
/// spans, and the driver's own frame.
///
/// Kept are those on the violated table (for a foreign key on all tables, the parents' among them)
/// and those that open and end transactions.
public struct StatementTrail: Sendable, Hashable {
  public var steps: [Step] = []
  /// Index into `steps` of the statement that failed, when it can be told. For a constraint that is
  /// checked at COMMIT it is the last write that can have broken it.
  public var failingIndex: Int?
  /// Index into `steps` of the COMMIT at which the failing statement was refused.
  public var commitIndex: Int?
  /// Whether the SDK records statements here, so that a statement that is not in the trail was not
  /// run: the failing one is among the breadcrumbs or spans.
  public var isComplete = false
  /// Whether the SDK may have dropped the first breadcrumbs.
  private(set) var isCut = false
  /// Seconds that statements of this unit of work took, the failing one left out; those of other
  /// tables too.
  var usualDurations: [Double] = []
  /// `repeatable read`, `serializable`, … where a statement sets it.
  public var isolationLevel: String?

  /// One statement and where it was seen.
  public struct Step: Sendable, Hashable {
    public var statement: SQLStatement
    /// When it began; seconds since 1970.
    public var timestamp: Double?
    /// In seconds.
    public var duration: Double?
    /// Rows that it returned or changed, where the SDK says so.
    public var rows: Int?
    /// "SQL breadcrumb 3" or "the driver's frame".
    public var place: String
    /// Parameters in order of the placeholders, as plain text; empty when unknown. Personal data.
    public var parameters: [String?] = []
    /// The further sets of parameters of a statement that was run for many rows at once.
    public var furtherParameters: [[String?]] = []
    /// The statement as it was recorded. May hold personal data.
    public var text = ""
    /// The connection's name in the application's settings.
    public var databaseAlias: String?
    /// Whether it was asked of a copy of the database that may lag behind.
    public var isReplica: Bool?
    /// How many transactions and savepoints were open, where the SDK says so.
    public var transactionDepth: Int?
    /// Whether the database refused it, where the SDK says so.
    public var failed: Bool?
    /// Whether the answer came out of a cache of the same request.
    public var isCached = false

    /// When it had ended; seconds since 1970.
    public var end: Double? { timestamp.map { $0 + (duration ?? 0) } }
  }

  /// SDKs keep the last 100 breadcrumbs unless told otherwise.
  private static let breadcrumbsKept = 100

  init(_ event: Event, driverFrames: [Frame], _ violation: ConstraintViolation?) {
    isCut = event.breadcrumbs.count >= Self.breadcrumbsKept || event.spans.count >= Limits.spansMax
    let records = Self.records(of: event)
    guard let violation else {
      // Without a violation only the last statement matters: whether it returned several rows.
      if let last = records.last { read(last) }
      return
    }
    let driver = Self.driverStep(driverFrames)
    let printed = Self.printedStep(violation, event)
    let tables = Self.tables(violation, driver?.statement ?? printed?.statement)
    for record in records where isOfInterest(record, tables) { read(record) }
    locateFailing(violation, driver: driver, printed: printed)
    usualDurations = Self.usualDurations(records, without: failing)
  }

  /// The statements of breadcrumbs and spans, each once, in the order of time.
  private static func records(of event: Event) -> [StatementRecord] {
    var records = event.breadcrumbs.enumerated().compactMap { StatementRecord($1, index: $0) }
    let spans = event.spans.enumerated().compactMap { StatementRecord($1, index: $0) }
    guard !spans.isEmpty else { return records }
    guard !records.isEmpty else { return inOrder(spans) }
    // What both hold is one statement: the span knows how long it took.
    var byText: [String: [Int]] = [:]
    for index in records.indices.reversed() {
      byText[records[index].text, default: []].append(index)
    }
    for span in spans {
      guard let index = byText[span.text]?.popLast() else {
        records.append(span)
        continue
      }
      records[index].duration = span.duration ?? records[index].duration
      records[index].start = span.start ?? records[index].start
      records[index].rows = records[index].rows ?? span.rows
      records[index].failed = records[index].failed ?? span.failed
      records[index].isReplica = records[index].isReplica ?? span.isReplica
    }
    return inOrder(records)
  }

  /// By time, if all have one; spans are listed in the order of their end.
  private static func inOrder(_ records: [StatementRecord]) -> [StatementRecord] {
    guard records.allSatisfy({ $0.start != nil }) else { return records }
    let order = records.indices.sorted { one, other in
      let times = (records[one].start ?? 0, records[other].start ?? 0)
      return times.0 == times.1 ? one < other : times.0 < times.1
    }
    return order.map { records[$0] }
  }

  /// The tables that tell about the violation; empty when any may. A request may run hundreds of
  /// statements on others.
  private static func tables(
    _ violation: ConstraintViolation, _ failing: SQLStatement?
  ) -> [String] {
    guard violation.kind != .foreignKey,
      let table = violation.knownTable ?? failing?.table
    else { return [] }
    let owner = violation.knownColumns.count == 1 ? violation.knownColumns[0].ownerName : nil
    return [table, failing?.table, owner].compactMap { $0 }.unique
  }

  private func isOfInterest(_ record: StatementRecord, _ tables: [String]) -> Bool {
    tables.isEmpty || tables.contains(where: record.text.mentionsIgnoringCase)
      || record.text.mayControlTransaction
  }

  private mutating func read(_ record: StatementRecord) {
    guard let statement = SQLStatement.read(record.text) else { return }
    if statement.verb == .other { isolationLevel = record.text.isolationLevel ?? isolationLevel }
    guard statement.verb != .other || statement.table != nil || !record.text.mayControlTransaction
    else { return }
    var step = Step(
      statement: statement, timestamp: record.start, duration: record.duration, rows: record.rows,
      place: record.place, text: record.text, databaseAlias: record.databaseAlias,
      isReplica: record.isReplica, transactionDepth: record.transactionDepth,
      failed: record.failed, isCached: record.isCached)
    step.setParameters(record.parameters)
    steps.append(step)
  }

  public var failing: Step? { failingIndex.map { steps[$0] } }

  /// The steps before the failing one.
  public var before: ArraySlice<Step> { steps[..<(failingIndex ?? steps.endIndex)] }

  /// The steps after the failing one: the handling of the failure.
  public var after: ArraySlice<Step> { failingIndex.map { steps[($0 + 1)...] } ?? [] }

  /// Statements before the failing one that ask the violated table for a row: SELECTs, and before
  /// an INSERT also an UPDATE or DELETE, which tells by its count whether there was one.
  public func lookups(of violation: ConstraintViolation) -> [Step] {
    guard let table = violation.knownTable?.lowercased() else { return [] }
    let verbs: Set<SQLStatement.Verb> =
      failing?.statement.verb == .insert ? [.select, .update, .delete] : [.select]
    let key = Set(violation.knownColumns.map { $0.lowercased() })
    let fetch = readOfUpdatedRow(table)
    return before.filter {
      verbs.contains($0.statement.verb) && $0.statement.table?.lowercased() == table
        && !$0.statement.drawsFromSequence && !$0.statement.asksForNoRow(of: key)
        && $0.place != fetch?.place
    }
  }

  /// The only statement that can have read the row that an UPDATE then changes by its identity:
  /// what it asked for is the row's old key, and no look for the new one.
  private func readOfUpdatedRow(_ table: String) -> Step? {
    guard let failing, isComplete, failing.statement.verb == .update,
      failing.statement.equalColumns == ["id"]
    else { return nil }
    let reads = before.filter { step in
      step.statement.verb == .select && step.statement.table?.lowercased() == table
        && step.statement.aggregates.isEmpty && !step.statement.isExistenceCheck
    }
    guard reads.count == 1, let read = reads.first, read.statement.rowLimit != 1 else { return nil }
    return read
  }

  /// Finds the failing statement among the steps: the driver's own if a frame holds it, else one of
  /// which the SDK says that it failed, else the last one that can violate such a constraint. Later
  /// steps (a rollback, the helper's second look) belong to the handling of the failure.
  private mutating func locateFailing(
    _ violation: ConstraintViolation, driver: Step?, printed: Step?
  ) {
    var known = driver?.statement ?? printed?.statement
    // The statement that was refused at COMMIT is an earlier one.
    let isCommit = known?.verb == .commit
    if isCommit { known = nil }
    let told = steps.lastIndex { $0.failed == true && Self.canViolate($0.statement, violation) }
    let index = steps.lastIndex { step in
      if let known { return step.statement.isSame(as: known) }
      return Self.canViolate(step.statement, violation)
    }
    if let index = known == nil ? told ?? index : index {
      failingIndex = index
      isComplete = !isCut
      if !isCommit { takeParameters(driver, printed, at: index) }
      locateCommit(isCommit: isCommit)
    } else if !isCommit,
      var step = driver ?? printed
    {
      if step.parameters.isEmpty, let printed { step.parameters = printed.parameters }
      step.timestamp = nil
      steps.append(step)
      failingIndex = steps.count - 1
    }
  }

  private mutating func takeParameters(_ driver: Step?, _ printed: Step?, at index: Int) {
    for source in [driver, printed].compactMap({ $0 }) where !source.parameters.isEmpty {
      steps[index].parameters = source.parameters
      steps[index].furtherParameters = source.furtherParameters
      return
    }
  }

  /// The statement that the message prints, with its parameters if they stand beside it.
  private static func printedStep(_ violation: ConstraintViolation, _ event: Event) -> Step? {
    guard let text = violation.statement, let statement = SQLStatement.read(text) else {
      return nil
    }
    var step = Step(statement: statement, place: "the message", text: text)
    let messages = event.exceptions.reversed().compactMap(\.value) + [event.message ?? ""]
    if let parameters = messages.lazy.compactMap({ printedParameters(in: $0) }).first {
      step.setParameters(parameters)
    }
    return step
  }

  /// A COMMIT behind the write with nothing but the end of the transaction behind it: a statement
  /// that fails by itself is followed by a rollback.
  private mutating func locateCommit(isCommit: Bool) {
    guard let failingIndex, steps[failingIndex].failed != true else { return }
    let later = steps.indices.dropFirst(failingIndex + 1)
    commitIndex = later.last {
      steps[$0].statement.verb == .commit && (isCommit || steps[$0].failed == true)
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
  /// Whether it asks all rows for the largest value of a column that the key does not have.
  fileprivate func asksForNoRow(of key: Set<String>) -> Bool {
    guard verb == .select, predicates.isEmpty, !key.isEmpty, !aggregates.isEmpty else {
      return false
    }
    return aggregates.allSatisfy { aggregate in
      aggregate.function != .count
        && aggregate.column.map { !key.contains($0.lowercased()) } == true
    }
  }

  /// Whether both texts are one statement, one of them perhaps with its values filled in.
  fileprivate func isSame(as other: SQLStatement) -> Bool {
    verb == other.verb && table == other.table && writtenColumns == other.writtenColumns
      && predicates.map(\.column) == other.predicates.map(\.column)
  }
}

extension String {
  /// Whether the text begins as statements do that open or end transactions or set their level; a
  /// cheap look before it is read.
  fileprivate var mayControlTransaction: Bool {
    guard utf8.count <= 200, let first = utf8.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "e"), UInt8(ascii: "r"),
      UInt8(ascii: "s"):
      let word = utf8.prefix { ($0 | 0x20).isLowerCaseLetter }
      return Self.controlWords.contains(Substring(word).lowercased())
    default: return false
    }
  }

  private static let controlWords: Set<String> = [
    "begin", "start", "commit", "end", "rollback", "savepoint", "release", "save", "set",
  ]

  /// The level that a `SET TRANSACTION ISOLATION LEVEL …` or `BEGIN … ISOLATION LEVEL …` names.
  fileprivate var isolationLevel: String? {
    let text = lowercased()
    guard text.mentions("isolation level") else { return nil }
    return ["repeatable read", "read committed", "read uncommitted", "serializable", "snapshot"]
      .first(where: text.mentions)
  }
}
