/// The statements that read a store.
final class SQLiteReader {
  private let queueStatement: SQLiteStatement
  private let eventStatement: SQLiteStatement
  private let issueStatement: SQLiteStatement
  private let issueByFingerprintStatement: SQLiteStatement
  private let issuesStatement: SQLiteStatement
  private let issuesOfProjectStatement: SQLiteStatement
  private let namesStatement: SQLiteStatement
  private let occurrencesStatement: SQLiteStatement
  private let firstSightsStatement: SQLiteStatement
  private let installationKeyStatement: SQLiteStatement
  private let reportsDueStatement: SQLiteStatement
  private let countsStatement: SQLiteStatement
  private let projectsStatement: SQLiteStatement
  let proofs: SQLiteProofReader

  init(_ database: SQLiteDatabase) throws(StoreError) {
    func prepare(_ doing: String, _ text: String) throws(StoreError) -> SQLiteStatement {
      try database.prepare(text, doing: doing)
    }
    let issue = """
      SELECT id, project, fingerprint, title, culprit, cause, strength, conclusion, count,
        first_seen, last_seen, users, latest_event FROM issue
      """
    queueStatement = try prepare(
      "read the queue",
      """
      SELECT id, project, event_id, received, attempts FROM event
      WHERE state = 0 AND id > ? ORDER BY id LIMIT ?
      """)
    eventStatement = try prepare(
      "read an event",
      """
      SELECT project, event_id, received, form, encoding, bytes FROM event
      JOIN body ON body.event = event.id WHERE event.id = ?
      """)
    issueStatement = try prepare("read an issue", "\(issue) WHERE id = ?")
    issueByFingerprintStatement = try prepare(
      "read an issue", "\(issue) WHERE project = ? AND fingerprint = ?")
    issuesStatement = try prepare(
      "list issues", "\(issue) ORDER BY last_seen DESC, id DESC LIMIT ?")
    issuesOfProjectStatement = try prepare(
      "list issues", "\(issue) WHERE project = ? ORDER BY last_seen DESC, id DESC LIMIT ?")
    namesStatement = try prepare(
      "read an issue's releases", "SELECT kind, name FROM issue_name WHERE issue = ? ORDER BY id")
    occurrencesStatement = try prepare(
      "read an issue's history",
      """
      SELECT event_id, timestamp, key, trace, server, actor, route, release, looked_up, successor,
        process, process_start, payload, task, task_name, retries, write_path, migration, waited
      FROM occurrence WHERE issue = ? ORDER BY sequence
      """)
    firstSightsStatement = try prepare(
      "read a project's releases",
      "SELECT kind, name, time FROM first_sight WHERE project = ? ORDER BY time, name")
    installationKeyStatement = try prepare(
      "read the installation's key", "SELECT key FROM installation WHERE id = 1")
    reportsDueStatement = try prepare(
      "list reports that are due",
      """
      SELECT id FROM issue WHERE report_due = 1 AND report_attempts < ? ORDER BY id LIMIT ?
      """)
    proofs = try SQLiteProofReader(database)
    projectsStatement = try prepare("read the projects", "SELECT id, name FROM project")
    countsStatement = try prepare(
      "count",
      """
      SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM event WHERE state = 0),
        (SELECT count(*) FROM event WHERE state = 2), (SELECT count(*) FROM issue)
      """)
  }

  func projectNames() throws(StoreError) -> [Int64: String] {
    let names = try projectsStatement.rows { row in (row.integer(0), row.text(1) ?? "") }
    return Dictionary(names) { first, _ in first }
  }

  func queue(after event: Int64, limit: Int) throws(StoreError) -> [QueuedEvent] {
    try queueStatement.rows(.integer(event), .integer(Int64(limit))) { row in
      QueuedEvent(
        number: row.integer(0), project: row.integer(1),
        id: EventID(bytes: row.bytes(2)) ?? .unknown, received: row.real(3),
        attempts: Int(row.integer(4)))
    }
  }

  func event(_ number: Int64) throws(StoreError) -> AcceptedEvent? {
    try eventStatement.rows(.integer(number)) { row in
      AcceptedEvent(
        project: row.integer(0), id: EventID(bytes: row.bytes(1)) ?? .unknown,
        received: row.real(2),
        body: StoredBody(
          form: StoredBody.Form(rawValue: row.integer(3)) ?? .envelope,
          encoding: row.text(4) ?? "", bytes: row.bytes(5)))
    }.first
  }

  func issue(_ id: Int64) throws(StoreError) -> IssueRecord? {
    try withNames(try issueStatement.rows(.integer(id), reading: Self.issue)).first
  }

  func issue(project: Int64, fingerprint: String) throws(StoreError) -> IssueRecord? {
    let found = try issueByFingerprintStatement.rows(
      .integer(project), .text(fingerprint), reading: Self.issue)
    return try withNames(found).first
  }

  func issues(project: Int64?, limit: Int) throws(StoreError) -> [IssueRecord] {
    let limit = SQLiteValue.integer(Int64(limit))
    if let project {
      return try withNames(
        try issuesOfProjectStatement.rows(.integer(project), limit, reading: Self.issue))
    }
    return try withNames(try issuesStatement.rows(limit, reading: Self.issue))
  }

  func occurrences(ofIssue issue: Int64) throws(StoreError) -> [StoredOccurrence] {
    try occurrencesStatement.rows(.integer(issue), reading: Self.occurrence)
  }

  private static func occurrence(_ row: SQLiteRow) -> StoredOccurrence {
    var occurrence = StoredOccurrence(
      id: EventID(bytes: row.bytes(0)) ?? .unknown, timestamp: row.optionalReal(1),
      key: row.text(2))
    occurrence.traceID = row.text(3)
    occurrence.server = row.text(4)
    occurrence.actor = row.text(5)
    occurrence.transaction = row.text(6)
    occurrence.release = row.text(7)
    occurrence.lookedUpBefore = row.optionalInteger(8).map { $0 != 0 }
    occurrence.successor = row.text(9)
    occurrence.process = row.text(10)
    occurrence.processStart = row.optionalReal(11)
    occurrence.payload = row.text(12)
    occurrence.task = row.text(13)
    occurrence.taskName = row.text(14)
    occurrence.retries = row.optionalInteger(15).flatMap { Int(exactly: $0) }
    occurrence.writePath = row.text(16)
    occurrence.migration = row.text(17)
    occurrence.waited = row.optionalInteger(18).map { $0 != 0 }
    return occurrence
  }

  func firstSights(ofProject project: Int64) throws(StoreError) -> [StoredFirstSight] {
    try firstSightsStatement.rows(.integer(project)) { row in
      StoredFirstSight(
        project: project, kind: StoredFirstSight.Kind(rawValue: row.integer(0)) ?? .release,
        name: row.text(1) ?? "", time: row.real(2))
    }
  }

  func installationKey() throws(StoreError) -> [UInt8] {
    try installationKeyStatement.rows { row in row.bytes(0) }.first ?? []
  }

  func issuesWithReportDue(limit: Int) throws(StoreError) -> [Int64] {
    try reportsDueStatement.rows(
      .integer(StoreLimits.reportAttemptsMax), .integer(Int64(limit))
    ) { row in row.integer(0) }
  }

  func counts() throws(StoreError) -> StoreCounts {
    let counts = try countsStatement.rows { row in
      StoreCounts(
        events: row.integer(0), queued: row.integer(1), refused: row.integer(2),
        issues: row.integer(3))
    }
    return counts.first ?? StoreCounts(events: 0, queued: 0, refused: 0, issues: 0)
  }

  private func withNames(_ issues: [IssueRecord]) throws(StoreError) -> [IssueRecord] {
    var issues = issues
    for index in issues.indices {
      let names = try namesStatement.rows(.integer(issues[index].id)) { row in
        (kind: IssueNameKind(rawValue: row.integer(0)), name: row.text(1) ?? "")
      }
      issues[index].releases = names.filter { $0.kind == .release }.map(\.name)
      issues[index].environments = names.filter { $0.kind == .environment }.map(\.name)
    }
    return issues
  }

  private static func issue(_ row: SQLiteRow) -> IssueRecord {
    IssueRecord(
      id: row.integer(0), project: row.integer(1), fingerprint: row.text(2) ?? "",
      title: row.text(3) ?? "", culprit: row.text(4), cause: row.text(5), strength: row.text(6),
      conclusion: row.text(7), count: row.integer(8), firstSeen: row.real(9),
      lastSeen: row.real(10), users: row.integer(11), latestEvent: row.integer(12),
      releases: [], environments: [])
  }
}

/// What a name of an issue is.
enum IssueNameKind: Int64 {
  case release = 0
  case environment = 1
}
