import DatabaseErrors
import Diagnosis

/// The failures that the given text reports beside the diagnosed one.
func alsoInThisText(_ diagnosis: Diagnosis) -> Document.Section? {
  guard diagnosis.violations.count > 1 else { return nil }
  let others = diagnosis.violations.filter { found in
    diagnosis.violation.map { !$0.isSame(as: found.violation) } ?? true
  }
  let hidden = others.count - shownMax
  var rows = others.prefix(shownMax).map { found in
    Document.Row(place(found.lines), "\(found.violation.kind.noun)\(subject(found.violation))")
  }
  if hidden > 0 { rows.append(Document.Row("…", "\(hidden) more")) }
  return Document.Section("Also in this text", anchor: "also", rows.isEmpty ? [] : [.table(rows)])
}

/// A screen; the JSON format has all of them.
private let shownMax = 20

private func place(_ lines: ClosedRange<Int>) -> String {
  lines.count == 1 ? "Line \(lines.lowerBound)" : "Lines \(lines.lowerBound)–\(lines.upperBound)"
}

/// Which rule of which table, as far as it is known.
private func subject(_ violation: ConstraintViolation) -> Prose {
  let constraint: Prose = violation.constraint.map { " \(code: $0)" } ?? ""
  guard let table = violation.knownTable else { return constraint }
  let columns = violation.knownColumns.joined(separator: ", ")
  return constraint + " of \(code: columns.isEmpty ? table : "\(table) (\(columns))")"
}
