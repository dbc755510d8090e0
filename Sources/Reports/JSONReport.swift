import DatabaseErrors
import Diagnosis
public import EventSchema
import Fixes

/// What stands for a row value unless somebody asked to see it.
let maskedValue = "<masked>"

/// The JSON format as a value: every key always present, `null` or `[]` where nothing is known.
public func jsonReport(_ report: Report, _ options: RenderOptions = RenderOptions()) -> JSON {
  let diagnosis = report.diagnosis
  return [
    "id": optional(options.id),
    "title": .string(diagnosis.title),
    "violation": diagnosis.violation.map { json($0, options) } ?? nil,
    "violations": .array(diagnosis.violations.map { json($0, options) }),
    "exception": [
      "type": optional(diagnosis.exception.type),
      "language": optional(diagnosis.exception.language),
      "framework": optional(diagnosis.exception.framework),
    ],
    "culprit": diagnosis.culprit.map(json) ?? nil,
    "frames": .array(diagnosis.frames.map(json)),
    "conclusion": diagnosis.conclusion.map(json) ?? nil,
    "fixes": .array(diagnosis.fixes.map(json)),
    "tests": .array(diagnosis.tests.map(json)),
    "fingerprint": .string(diagnosis.fingerprint),
    "issue": report.issue.map(json) ?? nil,
  ]
}

/// JSON text in which nothing acts on a terminal: deceptive characters, which can only stand inside
/// strings, are written as escapes that mean the same.
public func terminalSafe(json text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.isDeceptive && $0 != "\n" }) else { return text }
  var safe = ""
  for scalar in text.unicodeScalars {
    guard scalar.isDeceptive, scalar != "\n" else {
      safe.unicodeScalars.append(scalar)
      continue
    }
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
  return safe
}

private func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? nil }

private func optional(_ integer: Int?) -> JSON { integer.map { .integer(Int64($0)) } ?? nil }

private func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

private func json(_ violation: ConstraintViolation, _ options: RenderOptions) -> JSON {
  let values =
    options.showsValues ? violation.values : violation.values.map { _ in maskedValue }
  return [
    "kind": .string(violation.kind.rawValue),
    "dbms": optional(violation.dbms?.rawValue),
    "sqlstate": optional(violation.sqlState),
    "vendor_code": optional(violation.vendorCode),
    "constraint": optional(violation.constraint),
    "db_schema": optional(violation.schema),
    "table": optional(violation.table),
    "columns": strings(violation.columns),
    "values": strings(values),
    "referenced_table": optional(violation.referencedTable),
    "referenced_columns": strings(violation.referencedColumns),
    "side": optional(violation.side?.rawValue),
    "statement": optional(options.showsValues ? violation.statement : nil),
    "inferred": [
      "table": optional(violation.inferred.table),
      "columns": strings(violation.inferred.columns),
    ],
  ]
}

private func json(_ found: FoundViolation, _ options: RenderOptions) -> JSON {
  [
    "lines": [
      .integer(Int64(found.lines.lowerBound)), .integer(Int64(found.lines.upperBound)),
    ],
    "violation": json(found.violation, options),
  ]
}

private func json(_ culprit: Diagnosis.Culprit) -> JSON {
  [
    "path": .string(culprit.path),
    "line": optional(culprit.line),
    "function": optional(culprit.function),
    "operation": optional(culprit.operation),
  ]
}

private func json(_ frame: Diagnosis.ReadFrame) -> JSON {
  [
    "path": optional(frame.path),
    "line": optional(frame.line),
    "function": optional(frame.function),
    "module": optional(frame.module),
    "in_app": .bool(frame.inApp),
  ]
}

private func json(_ conclusion: Conclusion) -> JSON {
  [
    "cause": .string(conclusion.cause),
    "strength": .string(conclusion.strength.rawValue),
    "findings": .array(conclusion.findings.map(json)),
    "considered": .array(
      conclusion.considered.map { ["cause": .string($0.cause), "reason": .string($0.reason)] }),
    "missing_evidence": strings(conclusion.missingEvidence),
  ]
}

private func json(_ finding: Finding) -> JSON {
  [
    "cause": .string(finding.cause),
    "strength": .string(finding.strength.rawValue),
    "grounds": .array(finding.grounds.map(json)),
    "against": .array(finding.against.map(json)),
  ]
}

private func json(_ fact: Fact) -> JSON {
  ["fact": .string(fact.sentence), "place": optional(fact.place)]
}

private func json(_ fix: Fix) -> JSON {
  [
    "title": .string(fix.title),
    "applicability": .string(fix.applicability.rawValue),
    "rationale": .string(fix.rationale),
    "files": strings(fix.files),
    "diff": .string(fix.diff),
    "sketch": .string(fix.sketch),
    "alternative": .bool(fix.isAlternative),
  ]
}

private func json(_ test: TestCase) -> JSON {
  [
    "path": .string(test.path),
    "framework": .string(test.framework),
    "title": .string(test.title),
    "code": .string(test.code),
  ]
}

private func json(_ issue: IssueStatistics) -> JSON {
  [
    "id": .integer(issue.id),
    "project": .integer(issue.project),
    "project_name": .string(issue.projectName),
    "count": optional(issue.count),
    "first_seen": .number(issue.firstSeen),
    "last_seen": .number(issue.lastSeen),
    "releases": strings(issue.releases),
    "environments": strings(issue.environments),
    "users_touched": optional(issue.usersTouched),
    "proof": issue.proof?.json ?? nil,
  ]
}
