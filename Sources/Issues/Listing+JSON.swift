public import EventSchema
import Reports

/// How issues travel from a collector to `triage`:
///
/// - `GET /api/issues?limit=N` answers `{"issues": [Listing, …]}`, newest activity first;
/// - `GET /api/issues/ID/report?format=FORMAT&width=COLUMNS&color=1&show_values=1` answers the
///   report
///   as `render` writes it, 404 without such an issue. All parameters are optional.
///
/// Both want `Authorization: Bearer TOKEN` when the collector has admin tokens.
extension IssueStore.Listing {
  public var json: JSON {
    [
      "id": .integer(statistics.id),
      "project": .integer(statistics.project),
      "project_name": .string(statistics.projectName),
      "title": .string(title),
      "culprit": culprit.map(JSON.string) ?? nil,
      "cause": statistics.cause.map(JSON.string) ?? nil,
      "strength": strength.map(JSON.string) ?? nil,
      "count": .integer(Int64(statistics.count)),
      "users_touched": .integer(Int64(statistics.usersTouched)),
      "first_seen": .number(statistics.firstSeen),
      "last_seen": .number(statistics.lastSeen),
      "releases": .array(statistics.releases.map(JSON.string)),
      "environments": .array(statistics.environments.map(JSON.string)),
    ]
  }

  /// `nil` when the issue's number or title is missing.
  public init?(json: JSON) {
    guard let id = json["id"]?.integer, let title = json["title"]?.string else { return nil }
    let project = json["project"]?.integer ?? 0
    let statistics = IssueStatistics(
      id: id, project: project, projectName: json["project_name"]?.string ?? String(project),
      count: Int(clamping: json["count"]?.integer ?? 0),
      firstSeen: json["first_seen"]?.double ?? 0, lastSeen: json["last_seen"]?.double ?? 0,
      releases: (json["releases"]?.array ?? []).compactMap(\.string),
      environments: (json["environments"]?.array ?? []).compactMap(\.string),
      usersTouched: Int(clamping: json["users_touched"]?.integer ?? 0),
      cause: json["cause"]?.string)
    self.init(
      statistics: statistics, title: title, culprit: json["culprit"]?.string,
      strength: json["strength"]?.string)
  }
}
