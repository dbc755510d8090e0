/// The statements of the queue of proofs.
struct SQLiteProofWriter {
  private let want: SQLiteStatement
  private let begin: SQLiteStatement
  private let finish: SQLiteStatement
  private let showAnew: SQLiteStatement

  init(_ database: SQLiteDatabase) throws(StoreError) {
    want = try database.prepare(
      """
      INSERT INTO proof (issue) SELECT ?1
      WHERE (SELECT count(*) FROM proof WHERE result IS NULL) < ?2
      ON CONFLICT (issue) DO NOTHING
      """, doing: "queue a proof")
    begin = try database.prepare(
      "UPDATE proof SET attempts = attempts + 1 WHERE issue = ? AND result IS NULL",
      doing: "begin a proof")
    finish = try database.prepare(
      "UPDATE proof SET result = ?2 WHERE issue = ?1", doing: "keep the result of a proof")
    showAnew = try database.prepare(
      "UPDATE issue SET report_due = 1, report_attempts = 0 WHERE id = ? AND conclusion IS NOT NULL",
      doing: "make a report due")
  }

  /// Beyond the queue's bound it is not queued.
  func want(_ issue: Int64) throws(StoreError) {
    try want.run(.integer(issue), .integer(StoreLimits.proofsWaitingMax))
  }

  func begin(_ issue: Int64) throws(StoreError) { try begin.run(.integer(issue)) }

  /// The report shows the result, so it is due again.
  func finish(_ proof: StoreChanges.FinishedProof) throws(StoreError) {
    try finish.run(.integer(proof.issue), .text(proof.result))
    try showAnew.run(.integer(proof.issue))
  }
}

struct SQLiteProofReader {
  private let waiting: SQLiteStatement
  private let one: SQLiteStatement

  init(_ database: SQLiteDatabase) throws(StoreError) {
    waiting = try database.prepare(
      "SELECT issue FROM proof WHERE result IS NULL AND attempts < ? ORDER BY attempts, issue LIMIT ?",
      doing: "list proofs that wait")
    one = try database.prepare(
      "SELECT attempts, result FROM proof WHERE issue = ?", doing: "read a proof")
  }

  func waiting(limit: Int) throws(StoreError) -> [Int64] {
    try waiting.rows(.integer(Int64(StoreLimits.proofAttemptsMax)), .integer(Int64(limit))) { row in
      row.integer(0)
    }
  }

  func proof(ofIssue issue: Int64) throws(StoreError) -> StoredProof? {
    try one.rows(.integer(issue)) { row in
      StoredProof(issue: issue, attempts: Int(row.integer(0)), result: row.text(1))
    }.first
  }
}
