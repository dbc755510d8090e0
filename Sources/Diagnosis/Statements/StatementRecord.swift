import EventSchema
import SourceCode

/// One statement as an SDK or a logger recorded it, before it is read.
struct StatementRecord {
  var text: String
  /// Seconds since 1970, UTC.
  var start: Double?
  /// In seconds.
  var duration: Double?
  var rows: Int?
  var parameters: JSON = .null
  /// The connection's name in the application's settings.
  var databaseAlias: String?
  var isReplica: Bool?
  var transactionDepth: Int?
  /// Whether the database refused it, where somebody says so.
  var failed: Bool?
  /// Whether the answer came out of a cache of the same request.
  var isCached = false
  var place: String

  /// `nil` for a breadcrumb that is no statement.
  init?(_ breadcrumb: Breadcrumb, index: Int) {
    guard let shape = StatementShape.of(breadcrumb), let text = shape.text(of: breadcrumb) else {
      return nil
    }
    self.text = text.statement
    place = "SQL breadcrumb \(index + 1)"
    readFields(breadcrumb.data)
    duration = duration ?? text.duration
    isCached = isCached || text.isCached
    if breadcrumb.level == "error", shape.kind == .recorded { failed = true }
    guard start == nil, let time = breadcrumb.timestamp else { return }
    start = shape.isWrittenAfterwards ? time - (duration ?? 0) : time
  }

  /// `nil` for a span that is no statement.
  init?(_ span: Span, index: Int) {
    let isDatabase =
      span.operation?.hasPrefix("db") == true || span.data["db.system"] != nil
      || span.data["db.system.name"] != nil
    guard isDatabase,
      let text = StatementShape.firstText(span.data) ?? span.summary
    else { return nil }
    self.text = text
    place = "SQL span \(index + 1)"
    readFields(span.data)
    start = span.start ?? start
    if let start, let end = span.end, end >= start { duration = end - start }
    if let status = span.status, status != "ok", status != "unset" { failed = true }
  }

  private mutating func readFields(_ data: JSON) {
    for member in data.members.prefix(40) {
      readField(member.name, member.value)
    }
    if let first = member("start_timestamp", data), let last = member("end_timestamp", data) {
      start = first
      if last >= first { duration = last - first }
    }
  }

  private func member(_ name: String, _ data: JSON) -> Double? { data[name]?.double }

  private mutating func readField(_ name: String, _ value: JSON) {
    switch name {
    case "rows", "db.rows", "row_count", "rowCount", "rows_affected", "affected_rows",
      "affectedRows", "db.rows_affected", "db.response.returned_rows", "db.row_count":
      rows = value.integer.flatMap { Int(exactly: $0) } ?? rows
    case "duration_ms", "executionTimeMs", "elapsed_ms", "time_ms", "elapsed", "duration.ms":
      duration = (value.double ?? value.string.flatMap { Double($0) }).map { $0 / 1_000 }
    case "db.params", "bindings", "binds", "type_casted_binds", "params", "parameters",
      "db.parameters", "values":
      parameters = value
    case "db.alias", "connectionName", "connection_name", "alias":
      databaseAlias = value.string ?? databaseAlias
    case "db.role", "role": readRole(value.string)
    case "db.name", "db.namespace", "server.address":
      if isReplica == nil, value.string.map(Self.namesReplica) == true { isReplica = true }
    case "transaction_depth", "db.transaction.depth":
      transactionDepth = value.integer.flatMap { Int(exactly: $0) }
    case "failed": failed = value.bool ?? failed
    case "cached": isCached = value.bool ?? isCached
    default: break
    }
    if isReplica == nil, let databaseAlias, Self.namesReplica(databaseAlias) { isReplica = true }
  }

  private mutating func readRole(_ role: String?) {
    switch role?.lowercased() {
    case "replica", "reading", "reader", "read", "secondary", "standby", "readonly", "read_only":
      isReplica = true
    case "primary", "writing", "writer", "write", "master": isReplica = false
    default: break
    }
  }

  /// Whether a connection's name says that it reads a copy.
  static func namesReplica(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains { word in
      let letters = word.prefix { $0.isLetter }
      return replicaWords.contains(String(letters))
    }
  }

  private static let replicaWords: Set<String> = [
    "replica", "readreplica", "reader", "readonly", "slave", "follower", "secondary", "standby",
    "ro",
  ]
}
