import Diagnosis
import EventSchema
import Fixes
import Issues
import Reports

/// The failing release of an issue, and its diagnosis in a source.
typealias IssueInput = (
  release: String?, diagnose: (Source) throws(CommandFailure) -> Diagnosis
)

/// What a store or a collector knows of an issue.
///
/// - Throws: `CommandFailure` when there is no such issue.
func issueInput(_ number: Int64, _ origin: IssueOrigin) throws(CommandFailure) -> IssueInput {
  switch origin {
  case .store(let store): try storedIssue(number, store)
  case .collector(let client): try collectedIssue(number, client)
  }
}

private func noIssue(_ number: Int64) -> CommandFailure {
  CommandFailure("there is no issue \(number); triage issues lists them")
}

private func storedIssue(_ number: Int64, _ store: IssueStore) throws(CommandFailure) -> IssueInput
{
  func report(_ source: Source) throws(CommandFailure) -> Report {
    do throws(IssueStoreError) {
      guard
        let report = try store.report(issue: number, in: source.tree, schema: source.schema)
      else { throw IssueStoreError(doing: "", reason: "") }
      return report
    } catch {
      guard !error.doing.isEmpty else { throw noIssue(number) }
      throw CommandFailure("cannot \(error.doing): \(error.reason)")
    }
  }
  let release = try report(Source()).issue?.releases.last
  return (release, { source throws(CommandFailure) in try report(source).diagnosis })
}

/// A collector concludes from the issue's history, and may have no source; here is the source, and
/// the latest event. The source decides what is changed, and the collector's conclusion why.
private func collectedIssue(
  _ number: Int64, _ client: CollectorClient
) throws(CommandFailure) -> IssueInput {
  let path = "/api/issues/\(number)"
  let answer = try client.request("GET", path + "/report", body: nil, headers: [:])
  guard answer.status != 404 else { throw noIssue(number) }
  let body = try client.get(path + "/report", [("format", "json")])
  guard let json = JSON(parsing: body), let concluded = Diagnosis(json: json) else {
    throw CommandFailure(
      "\(client.address)\(path)/report sent no report; is it a Triage collector of this version?")
  }
  let kept = try client.request("GET", path + "/event", body: nil, headers: [:])
  let release = json["issue"]?["releases"]?.array.last?.string
  return (
    release,
    { source throws(CommandFailure) in
      guard kept.status == 200 else { return concluded }
      let here = diagnosis(of: input(in: kept.body), in: source)
      guard here.conclusion?.cause != concluded.conclusion?.cause else { return here }
      guard concluded.fixes.contains(where: { !$0.diff.isEmpty }) else {
        let cause = concluded.conclusion?.cause ?? "nothing"
        throw CommandFailure(
          "the collector concludes \(cause) from the issue's history, which one event does not show; "
            + "name the checkout in its projects.source, or read its store with --store FILE")
      }
      return concluded
    }
  )
}
