import DatabaseErrors
import Fixes
import SourceCode

extension Cause {
  static let duplicateInBatch = Cause(
    id: "duplicate_in_batch",
    title: "One statement or payload holds the key twice",
    rationale: """
      The rows of one bulk write collide with each other, not with a stored one. Nothing that \
      looks into the table beforehand would notice.
      """,
    examples: [
      .matches(
        "PostgreSQL says so",
        "ON CONFLICT DO UPDATE command cannot affect row a second time",
        statements: [
          #"INSERT INTO "device" ("serial") VALUES (%s), (%s) "#
            + #"ON CONFLICT ("serial") DO UPDATE SET "serial" = %s"#
        ]),
      .matches(
        "PostgreSQL says so, driver's class", exception: "psycopg.errors.CardinalityViolation",
        "ON CONFLICT DO UPDATE command cannot affect row a second time"),
      .rejects(
        "one row", "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s)"#]),
      .rejects(
        "several rows, nothing repeated that is known",
        "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s), (%s)"#]),
    ]
  ) { evidence in
    if evidence.saysRowTwice {
      return finding(
        evidence, Fact("One statement touches the same row twice", at: "message"), .certain)
    }
    guard evidence.violation.kind == .unique || evidence.violation.kind == .primaryKey,
      let step = evidence.trail.failing, step.statement.rowCount > 1
    else { return .silent }
    guard step.repeatsKey(evidence.columns) else { return .silent }
    return finding(
      evidence, Fact("Two rows of the statement have the same \(evidence.keyName)", at: step.place),
      .certain)
  }

  private static func finding(
    _ evidence: Evidence, _ first: Fact, _ strength: Strength
  ) -> Verdict {
    .finding(
      Finding(
        cause: "duplicate_in_batch", strength: strength, grounds: first,
        evidence.failingFacts, remedies: [evidence.remedy(.deduplicateBatch)]))
  }
}

extension Evidence {
  fileprivate var saysRowTwice: Bool { violation.sqlState == "21000" }
}

extension StatementTrail.Step {
  /// Whether two of the rows that the parameters hold have equal values in these columns.
  fileprivate func repeatsKey(_ columns: [String]) -> Bool {
    let written = statement.writtenColumns.map { $0.lowercased() }
    let indices = columns.compactMap { written.firstIndex(of: $0.lowercased()) }
    guard !indices.isEmpty, indices.count == columns.count,
      statement.writtenParameters == Array(0..<written.count)
    else { return false }
    var seen: Set<[String]> = []
    var start = 0
    while start + written.count <= parameters.count {
      let key = indices.compactMap { parameters[start + $0] }
      if key.count == indices.count, !seen.insert(key).inserted { return true }
      start += written.count
    }
    return false
  }
}
