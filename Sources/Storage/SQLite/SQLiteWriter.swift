/// The statements that write a store, and the one transaction that they run in.
final class SQLiteWriter {
  private let database: SQLiteDatabase
  private let insertEvent: SQLiteStatement
  private let insertBody: SQLiteStatement
  private let addDiscard: SQLiteStatement
  private let claimEvent: SQLiteStatement
  private let finishEvent: SQLiteStatement
  private let refuseEvent: SQLiteStatement
  private let replaceBody: SQLiteStatement
  private let beginReport: SQLiteStatement
  private let clearReportDue: SQLiteStatement
  private let nameProject: SQLiteStatement
  private let seeFirst: SQLiteStatement
  private let issues: SQLiteIssueWriter
  private let proofs: SQLiteProofWriter

  init(_ database: SQLiteDatabase) throws(StoreError) {
    func prepare(_ doing: String, _ text: String) throws(StoreError) -> SQLiteStatement {
      try database.prepare(text, doing: doing)
    }
    self.database = database
    insertEvent = try prepare(
      "insert an event",
      """
      INSERT INTO event (project, event_id, received) VALUES (?, ?, ?)
      ON CONFLICT (project, event_id) DO NOTHING
      """)
    insertBody = try prepare(
      "insert an event's body",
      "INSERT INTO body (event, form, encoding, bytes) VALUES (?, ?, ?, ?)")
    addDiscard = try prepare(
      "count what an SDK dropped",
      """
      INSERT INTO discard (project, reason, category, quantity) SELECT ?1, ?2, ?3, ?4
      WHERE (SELECT count(*) FROM discard WHERE project = ?1) < ?5
        OR EXISTS (SELECT 1 FROM discard WHERE project = ?1 AND reason = ?2 AND category = ?3)
      ON CONFLICT (project, reason, category) DO UPDATE SET quantity = quantity + excluded.quantity
      """)
    claimEvent = try prepare(
      "claim an event", "UPDATE event SET attempts = attempts + 1 WHERE id = ? AND state = 0")
    finishEvent = try prepare(
      "finish an event", "UPDATE event SET state = 1, issue = ?2 WHERE id = ?1 AND state = 0")
    refuseEvent = try prepare(
      "refuse an event", "UPDATE event SET state = 2, refusal = ?2 WHERE id = ?1 AND state = 0")
    replaceBody = try prepare(
      "replace an event's body",
      "UPDATE body SET form = ?2, encoding = ?3, bytes = ?4 WHERE event = ?1")
    beginReport = try prepare(
      "begin a report", "UPDATE issue SET report_attempts = report_attempts + 1 WHERE id = ?")
    clearReportDue = try prepare(
      "mark a report as written",
      "UPDATE issue SET report_due = 0, report_attempts = 0 WHERE id = ? AND conclusion = ?")
    nameProject = try prepare(
      "name a project",
      """
      INSERT INTO project (id, name) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name
      """)
    seeFirst = try prepare(
      "remember a release",
      """
      INSERT INTO first_sight (project, kind, name, time) SELECT ?1, ?2, ?3, ?4
      WHERE (SELECT count(*) FROM first_sight WHERE project = ?1 AND kind = ?2) < ?5
        OR EXISTS (SELECT 1 FROM first_sight WHERE project = ?1 AND kind = ?2 AND name = ?3)
      ON CONFLICT (project, kind, name) DO UPDATE SET time = min(time, excluded.time)
      WHERE excluded.time < time
      """)
    issues = try SQLiteIssueWriter(database)
    proofs = try SQLiteProofWriter(database)
  }

  func commit(_ changes: StoreChanges) throws(StoreError) -> CommitOutcome {
    try database.transaction(doing: "commit \(changes.accepted.count) events") {
      () throws(StoreError) in
      var outcome = CommitOutcome()
      outcome.events.reserveCapacity(changes.accepted.count)
      for event in changes.accepted { outcome.events.append(try insert(event)) }
      for discard in changes.discards {
        try addDiscard.run(
          .integer(discard.project), .text(discard.reason), .text(discard.category),
          .integer(discard.quantity), .integer(StoreLimits.discardKindsMax))
      }
      try apply(changes.digested)
      for event in changes.claimed { try claimEvent.run(.integer(event)) }
      for issue in changes.reportsBegun { try beginReport.run(.integer(issue)) }
      for report in changes.reported {
        try clearReportDue.run(.integer(report.issue), .text(report.conclusion))
      }
      for issue in changes.proofsBegun { try proofs.begin(issue) }
      for proof in changes.proofsFinished { try proofs.finish(proof) }
      for (project, name) in changes.projects {
        try nameProject.run(.integer(project), .text(name))
      }
      return outcome
    }
  }

  /// Moves everything out of the log and empties it.
  func checkpoint() throws(StoreError) {
    try database.execute("PRAGMA wal_checkpoint(TRUNCATE)", doing: "checkpoint")
  }

  private func insert(_ event: AcceptedEvent) throws(StoreError) -> Int64? {
    try insertEvent.run(.integer(event.project), .blob(event.id.bytes), .real(event.received))
    guard database.changes == 1 else { return nil }
    let number = database.lastInsertedRow
    try insertBody.run(
      .integer(number), .integer(event.body.form.rawValue), .text(event.body.encoding),
      .blob(event.body.bytes))
    return number
  }

  private func apply(_ batch: DigestedBatch) throws(StoreError) {
    for change in batch.issues {
      let issue = try issues.apply(change)
      if change.wantsProof { try proofs.want(issue) }
      for event in change.events { try finishEvent.run(.integer(event), .integer(issue)) }
    }
    for sight in batch.firstSights {
      try seeFirst.run(
        .integer(sight.project), .integer(sight.kind.rawValue), .text(sight.name),
        .real(sight.time), .integer(StoreLimits.firstSightsPerProjectMax))
    }
    for refused in batch.refused {
      try refuseEvent.run(.integer(refused.event), .text(refused.reason))
    }
    for scrubbed in batch.scrubbed {
      try replaceBody.run(
        .integer(scrubbed.event), .integer(scrubbed.body.form.rawValue),
        .text(scrubbed.body.encoding), .blob(scrubbed.body.bytes))
    }
  }
}
