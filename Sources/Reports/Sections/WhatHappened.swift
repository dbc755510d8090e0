import DatabaseErrors
import Diagnosis

/// What failed, where, how often and for whom.
func whatHappened(_ report: Report, _ options: RenderOptions) -> Document.Section? {
  let diagnosis = report.diagnosis
  var blocks: [Document.Block] = []
  if let violation = diagnosis.violation {
    blocks.append(.paragraph(refusal(violation)))
  } else {
    blocks.append(
      .paragraph("This is no constraint failure of a database, so there is no diagnosis of it."))
  }
  let rows =
    exceptionRows(diagnosis)
    + (diagnosis.violation.map { violationRows($0, options) } ?? [])
    + (report.issue.map(issueRows) ?? [])
  if !rows.isEmpty { blocks.append(.table(rows)) }
  return Document.Section("What happened", anchor: "what-happened", blocks)
}

extension Diagnosis.Culprit {
  var place: String { line.map { "\(path):\($0)" } ?? path }
}

private func exceptionRows(_ diagnosis: Diagnosis) -> [Document.Row] {
  var rows: [Document.Row] = []
  if let type = diagnosis.exception.type { rows.append(.init("Exception", "\(code: type)")) }
  if let culprit = diagnosis.culprit {
    let function: Prose = culprit.function.map { " in \(code: $0)" } ?? ""
    rows.append(.init("Where", "\(code: culprit.place)\(function)"))
  }
  let environment = [diagnosis.exception.framework, diagnosis.exception.language].compactMap { $0 }
  if !environment.isEmpty {
    rows.append(.init("Application", "\(environment.joined(separator: ", "))"))
  }
  return rows
}

private func violationRows(
  _ violation: ConstraintViolation, _ options: RenderOptions
) -> [Document.Row] {
  var rows: [Document.Row] = []
  rows.append(.init("Rule", "\(violation.kind.noun)\(named(violation.constraint))"))
  if let table = violation.knownTable {
    let origin = violation.table == nil ? " (by its naming convention)" : ""
    let schema = violation.schema.map { $0 + "." } ?? ""
    rows.append(.init("Table", "\(code: schema + table)\(origin)"))
  }
  if !violation.knownColumns.isEmpty {
    let origin = violation.columns.isEmpty ? " (by naming convention)" : ""
    let label = violation.knownColumns.count == 1 ? "Column" : "Columns"
    rows.append(.init(label, Prose(listing: violation.knownColumns) + "\(origin)"))
  }
  if !violation.values.isEmpty { rows.append(.init("Values", values(violation, options))) }
  if let parent = violation.referencedTable {
    let columns = violation.referencedColumns.joined(separator: ", ")
    rows.append(.init("Points to", "\(code: columns.isEmpty ? parent : "\(parent) (\(columns))")"))
  }
  let codes = [
    violation.sqlState.map { "SQLSTATE \($0)" }, violation.vendorCode.map { "code \($0)" },
  ].compactMap { $0 }
  let product = violation.dbms.map(\.displayName)
  let database = ([product].compactMap { $0 } + codes).joined(separator: ", ")
  if !database.isEmpty { rows.append(.init("Database", "\(database)")) }
  return rows
}

private func named(_ constraint: String?) -> Prose {
  constraint.map { " \(code: $0)" } ?? ""
}

private func values(_ violation: ConstraintViolation, _ options: RenderOptions) -> Prose {
  guard options.showsValues else { return "\(code: maskedValue) (row values are personal data)" }
  return Prose(listing: violation.values)
}

private func issueRows(_ issue: IssueStatistics) -> [Document.Row] {
  var rows = [
    Document.Row("Issue", "\(String(issue.id)) of project \(code: issue.projectName)"),
    Document.Row(
      "Seen",
      """
      \(strong: issue.count == 1 ? "once" : "\(issue.count) times"), first \
      \(timestamp(issue.firstSeen)), last \(timestamp(issue.lastSeen))
      """),
  ]
  if issue.usersTouched > 0 {
    rows.append(.init("Users touched", "\(issue.usersTouched)"))
  }
  if !issue.releases.isEmpty {
    rows.append(
      .init(issue.releases.count == 1 ? "Release" : "Releases", recent(issue.releases)))
  }
  if !issue.environments.isEmpty {
    rows.append(
      .init(
        issue.environments.count == 1 ? "Environment" : "Environments", recent(issue.environments)))
  }
  return rows
}

/// At most the last eight, so that a long history stays one line.
private func recent(_ names: [String]) -> Prose {
  let shown = names.suffix(8)
  let hidden = names.count - shown.count
  let rest: Prose = hidden > 0 ? " (and \(hidden) earlier)" : ""
  return Prose(listing: Array(shown)) + rest
}
