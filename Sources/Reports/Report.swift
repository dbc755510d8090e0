public import Diagnosis
import EventSchema

/// One report before it is rendered: the diagnosis, and what is known of the issue it belongs to.
public struct Report: Sendable, Hashable {
  public var diagnosis: Diagnosis
  /// `nil` for a diagnosis without a collector (`triage diagnose`).
  public var issue: IssueStatistics?
  /// What came of trying the change; that of the issue unless told otherwise.
  public var proof: IssueProof?

  public init(_ diagnosis: Diagnosis, issue: IssueStatistics? = nil) {
    self.diagnosis = diagnosis
    self.issue = issue
    proof = issue?.proof
  }
}

/// What the collector counts of an issue.
public struct IssueStatistics: Sendable, Hashable {
  /// The issue's number, unique in the store.
  public var id: Int64
  public var project: Int64
  public var projectName: String
  public var count: Int
  /// Seconds since 1970, UTC.
  public var firstSeen: Double
  public var lastSeen: Double
  /// In the order of their first event.
  public var releases: [String]
  public var environments: [String]
  /// Distinct users of the events, where SDKs sent one.
  public var usersTouched: Int
  /// `nil` when the issue is no constraint failure.
  public var cause: String?
  /// What came of trying the change; `nil` when nobody asked for it.
  public var proof: IssueProof?

  public init(
    id: Int64, project: Int64, projectName: String, count: Int, firstSeen: Double, lastSeen: Double,
    releases: [String], environments: [String], usersTouched: Int, cause: String?,
    proof: IssueProof? = nil
  ) {
    self.id = id
    self.project = project
    self.projectName = projectName
    self.count = count
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.releases = releases
    self.environments = environments
    self.usersTouched = usersTouched
    self.cause = cause
    self.proof = proof
  }
}

/// How a report is written.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  case text, markdown, html, json, sarif
}

/// What the reader asked for beside the format.
public struct RenderOptions: Sendable, Hashable {
  /// Print row values instead of `<masked>`.
  public var showsValues = false
  /// ANSI colours; only ever for a terminal.
  public var usesColor = false
  /// Columns of the terminal, for `text`.
  public var width = 100
  /// The `id` of the JSON format; `null` without one.
  public var id: String?

  public init() {}
}

/// Writes a report. The same report and options give the same bytes.
public func render(
  _ report: Report, as format: ReportFormat, _ options: RenderOptions = RenderOptions()
) -> String {
  switch format {
  case .text: Terminal.render(Document(report, options), options)
  case .markdown: Markdown.render(Document(report, options))
  case .html: HTML.render(Document(report, options))
  case .json: terminalSafe(json: jsonReport(report, options).prettyPrinted) + "\n"
  case .sarif: terminalSafe(json: sarif(report, options).prettyPrinted) + "\n"
  }
}
