/// The statements by which a batch of events changes an issue.
final class SQLiteIssueWriter {
  private let upsert: SQLiteStatement
  private let insertName: SQLiteStatement
  private let insertUser: SQLiteStatement
  private let countUsers: SQLiteStatement
  private let insertOccurrence: SQLiteStatement
  private let listOccurrences: SQLiteStatement
  private let removeOccurrence: SQLiteStatement
  private let database: SQLiteDatabase

  init(_ database: SQLiteDatabase) throws(StoreError) {
    func prepare(_ text: String) throws(StoreError) -> SQLiteStatement {
      try database.prepare(text, doing: "write an issue")
    }
    self.database = database
    upsert = try prepare(
      """
      INSERT INTO issue (project, fingerprint, title, culprit, cause, strength, conclusion, count,
        first_seen, last_seen, latest_event, report_due)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?7 IS NOT NULL)
      ON CONFLICT (project, fingerprint) DO UPDATE SET
        title = excluded.title, culprit = excluded.culprit, cause = excluded.cause,
        strength = excluded.strength, conclusion = excluded.conclusion,
        count = count + excluded.count,
        first_seen = min(first_seen, excluded.first_seen),
        last_seen = max(last_seen, excluded.last_seen),
        latest_event = max(latest_event, excluded.latest_event),
        report_due = report_due
          OR (excluded.conclusion IS NOT NULL AND conclusion IS NOT excluded.conclusion),
        report_attempts = iif(conclusion IS excluded.conclusion, report_attempts, 0)
      RETURNING id, count
      """)
    insertName = try prepare(
      """
      INSERT INTO issue_name (issue, kind, name) SELECT ?1, ?2, ?3
      WHERE (SELECT count(*) FROM issue_name WHERE issue = ?1 AND kind = ?2) < ?4
      ON CONFLICT (issue, kind, name) DO NOTHING
      """)
    insertUser = try prepare(
      """
      INSERT INTO issue_user (issue, user) SELECT ?1, ?2
      WHERE (SELECT users FROM issue WHERE id = ?1) < ?3
      ON CONFLICT (issue, user) DO NOTHING
      """)
    countUsers = try prepare("UPDATE issue SET users = users + ?2 WHERE id = ?1")
    insertOccurrence = try prepare(
      """
      INSERT INTO occurrence (issue, sequence, event_id, timestamp, key, trace, server, actor, route,
        release, looked_up, successor, process, process_start, payload, task, task_name, retries,
        write_path, migration, waited)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    listOccurrences = try prepare(
      "SELECT sequence, key FROM occurrence WHERE issue = ? ORDER BY sequence")
    removeOccurrence = try prepare("DELETE FROM occurrence WHERE issue = ? AND sequence = ?")
  }

  /// Returns the issue's number.
  func apply(_ change: IssueChange) throws(StoreError) -> Int64 {
    let written = try upsert.rows(
      .integer(change.project), .text(change.fingerprint), .text(change.title),
      .text(change.culprit), .text(change.cause), .text(change.strength), .text(change.conclusion),
      .integer(Int64(change.events.count)), .real(change.firstSeen), .real(change.lastSeen),
      .integer(change.events.last ?? 0)
    ) { row in (id: row.integer(0), count: row.integer(1)) }
    guard let issue = written.first else {
      throw StoreError(.other, doing: "write an issue", reason: "no row came back")
    }
    try add(change.releases, .release, to: issue.id)
    try add(change.environments, .environment, to: issue.id)
    try addUsers(change.users, to: issue.id)
    try add(change.occurrences, to: issue.id, count: issue.count)
    return issue.id
  }

  private func add(
    _ names: [String], _ kind: IssueNameKind, to issue: Int64
  ) throws(StoreError) {
    for name in names {
      try insertName.run(
        .integer(issue), .integer(kind.rawValue), .text(name),
        .integer(StoreLimits.namesPerIssueMax))
    }
  }

  private func addUsers(_ users: [Int64], to issue: Int64) throws(StoreError) {
    var added: Int64 = 0
    for user in users {
      try insertUser.run(
        .integer(issue), .integer(user), .integer(StoreLimits.usersPerIssueMax))
      added += Int64(database.changes)
    }
    if added > 0 { try countUsers.run(.integer(issue), .integer(added)) }
  }

  private func add(
    _ occurrences: [StoredOccurrence], to issue: Int64, count: Int64
  ) throws(StoreError) {
    let first = count - Int64(occurrences.count) + 1
    let isFull = count > StoreLimits.oldestOccurrencesMax + StoreLimits.newestOccurrencesMax
    var kept: Set<Int64>?
    if isFull {
      let known = try listOccurrences.rows(.integer(issue)) { row in
        OccurrenceRetention.Row(sequence: row.integer(0), key: row.text(1))
      }
      let new = occurrences.enumerated().map { index, occurrence in
        OccurrenceRetention.Row(sequence: first + Int64(index), key: occurrence.key)
      }
      let remaining = OccurrenceRetention.kept(known + new, count: count)
      for row in known where !remaining.contains(row.sequence) {
        try removeOccurrence.run(.integer(issue), .integer(row.sequence))
      }
      kept = remaining
    }
    for (index, occurrence) in occurrences.enumerated() {
      let sequence = first + Int64(index)
      guard kept?.contains(sequence) ?? true else { continue }
      try insert(occurrence, issue, sequence)
    }
  }

  private func insert(
    _ occurrence: StoredOccurrence, _ issue: Int64, _ sequence: Int64
  ) throws(StoreError) {
    try insertOccurrence.run(
      .integer(issue), .integer(sequence), .blob(occurrence.id.bytes),
      .real(occurrence.timestamp), .text(occurrence.key), .text(occurrence.traceID),
      .text(occurrence.server), .text(occurrence.actor), .text(occurrence.transaction),
      .text(occurrence.release), .integer(occurrence.lookedUpBefore.map { $0 ? 1 : 0 }),
      .text(occurrence.successor), .text(occurrence.process), .real(occurrence.processStart),
      .text(occurrence.payload), .text(occurrence.task), .text(occurrence.taskName),
      .integer(occurrence.retries.map { Int64($0) }), .text(occurrence.writePath),
      .text(occurrence.migration), .integer(occurrence.waited.map { $0 ? 1 : 0 }))
  }
}
