import DatabaseErrors
import Fixes

/// What a remedy means in the database itself: statements to read and to run by hand, for code that
/// no framework's recipes know.
///
/// A class, since a family has many and each remedy is looked for among them.
final class SQLRecipe: Sendable {
  let remedy: Remedy.Kind
  /// Of the violations that it is for; empty for all.
  let kinds: Set<ConstraintViolation.Kind>
  /// With the holes of `SQLNames`, as all texts here.
  let title: CodeTemplate
  let sql: CodeTemplate
  /// Why this one and what it does not solve.
  let why: String

  init(
    _ remedy: Remedy.Kind, of kinds: Set<ConstraintViolation.Kind> = [], _ title: CodeTemplate,
    _ sql: CodeTemplate, because why: String
  ) {
    self.remedy = remedy
    self.kinds = kinds
    self.title = title
    self.sql = sql
    self.why = why
  }

  /// `nil` when it needs a name that is not known, or is for other violations.
  func fix(_ names: SQLNames, of kind: ConstraintViolation.Kind) -> Fix? {
    guard kinds.isEmpty || kinds.contains(kind), let title = title.filled(names.value),
      let sql = sql.filled(names.value)
    else { return nil }
    return Fix(
      title: title, applicability: .guidance, rationale: why, sketch: sql + "\n",
      addedKey: remedy == .addConstraint ? names.value("plain index") : nil)
  }
}

/// The words for one remedy in a family's spelling.
struct SQLNames {
  let remedy: Remedy
  let violation: ConstraintViolation
  let family: SQLFamily

  /// What fills a hole; `nil` when it is not known.
  func value(_ hole: String) -> String? {
    switch hole {
    case "table": return table
    case "plain table": return plainTable
    case "plain column": return columns.count == 1 ? columns.first : nil
    case "column": return columns.count == 1 ? family.quoted(columns[0]) : nil
    case "columns": return list(Self.names)
    case "words": return columns.isEmpty ? nil : columns.joined(separator: ", ")
    case "sent": return list(Self.sent)
    case "equal": return list(Self.comparisons)
    case "null": return list(Self.absences)
    case "where": return condition
    case "constraint": return remedy.constraint.map(family.quoted)
    case "plain constraint": return remedy.constraint
    case "index": return family.quoted(indexName)
    case "plain index": return indexName
    case "parent": return violation.referencedTable.map(family.quoted)
    case "parent column":
      let columns = violation.referencedColumns
      return columns.count == 1 ? family.quoted(columns[0]) : columns.isEmpty ? "id" : nil
    default: return nil
    }
  }

  private static let names = ListForm("«column»")
  private static let sent = ListForm(":«plain»")
  private static let comparisons = ListForm("«column» = :«plain»", " AND ")
  private static let absences = ListForm("«column» IS NULL", " OR ")

  private var columns: [String] { remedy.columns }

  private var plainTable: String? { remedy.table?.split(separator: ".").last.map { String($0) } }

  private var table: String? {
    guard let name = remedy.table else { return nil }
    let schema = violation.schema.map { family.quoted($0) + "." } ?? ""
    return name.split(separator: ".").count > 1 ? name : schema + family.quoted(name)
  }

  private var condition: String {
    let tests = remedy.onlyWhereNull.filter { !columns.contains($0) }
    guard !tests.isEmpty else { return "" }
    return " WHERE " + tests.map { "\(family.quoted($0)) IS NULL" }.joined(separator: " AND ")
  }

  private var indexName: String {
    let name = ([plainTable ?? ""] + columns + ["key"]).joined(separator: "_")
    return String(name.prefix(SQLFamily.nameLengthMax))
  }

  private func list(_ form: ListForm) -> String? {
    form.filled(columns) { column, hole in
      hole == "plain" ? column : family.quoted(column)
    }
  }
}
