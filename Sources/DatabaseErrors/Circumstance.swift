extension ConstraintViolation {
  /// What the database's code says beyond the kind.
  public enum Circumstance: String, Sendable, Hashable, CaseIterable {
    /// One statement has the same row twice.
    case rowTwiceInStatement
    /// A row fits none of the table's partitions.
    case noPartition
    /// A sequence or a counter has no numbers left.
    case generatorExhausted
    /// A required column is not among those that the statement lists.
    case columnLeftOut
    /// The statement sets a required column to NULL.
    case columnSetToNull
    /// The table is one of the database's own: sessions made the same object at once.
    case catalogViolated
  }

  public var circumstances: Set<Circumstance> {
    var found = Set(
      Self.circumstancesByCode.lazy.filter { row in
        row.kinds.contains(kind) && row.code == (row.isState ? sqlState : vendorCode)
      }.map(\.circumstance))
    // PostgreSQL gives a violated partition the code of a check, which then has no name.
    if kind == .check, sqlState == "23514", constraint == nil, dbms != .sqlite {
      found.insert(.noPartition)
    }
    if let constraint, constraint.hasPrefix("pg_"), constraint.hasSuffix("_index") {
      found.insert(.catalogViolated)
    }
    return found
  }

  private struct Row: Sendable {
    var code: String
    var isState: Bool
    var kinds: Set<Kind>
    var circumstance: Circumstance
  }

  private static let circumstancesByCode: [Row] = [
    // ON CONFLICT DO UPDATE and MERGE; of a subquery it means another thing and another kind.
    Row(code: "21000", isState: true, kinds: [.unique], circumstance: .rowTwiceInStatement),
    Row(code: "2200H", isState: true, kinds: [.outOfRange], circumstance: .generatorExhausted),
    Row(code: "167", isState: false, kinds: [.outOfRange], circumstance: .generatorExhausted),
    Row(code: "1467", isState: false, kinds: Set(Kind.allCases), circumstance: .generatorExhausted),
    Row(code: "1526", isState: false, kinds: Set(Kind.allCases), circumstance: .noPartition),
    Row(code: "ORA-14400", isState: false, kinds: Set(Kind.allCases), circumstance: .noPartition),
    Row(code: "1364", isState: false, kinds: [.notNull], circumstance: .columnLeftOut),
    Row(code: "1048", isState: false, kinds: [.notNull], circumstance: .columnSetToNull),
    Row(code: "ORA-01400", isState: false, kinds: [.notNull], circumstance: .columnSetToNull),
  ]
}

extension DBMS {
  /// Whether transactions keep, unless told otherwise, the state of their first read, so that a row
  /// that another one has committed since is not seen.
  public var keepsSnapshots: Bool { [.mySQL, .mariaDB, .tiDB].contains(self) }
}
