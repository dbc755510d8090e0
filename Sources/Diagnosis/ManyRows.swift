import DatabaseErrors
import EventSchema
import SourceCode

/// A reader that met several rows where it expects one, told by an error of the application's own:
/// its words say so, and the last statement before it did return several rows.
///
/// ORMs have classes of their own for this; those are read by their messages.
func manyRowsViolation(_ event: Event, _ trail: StatementTrail) -> ConstraintViolation? {
  guard let exception = event.exceptions.last, saysOneWasExpected(exception) else { return nil }
  if let named = namedRelation(exception) {
    return ConstraintViolation(
      kind: .multipleObjectsReturned, dbms: systemName(event), table: named.table,
      columns: named.columns)
  }
  guard let step = trail.steps.last, step.statement.verb == .select, let rows = step.rows, rows > 1
  else { return nil }
  return ConstraintViolation(
    kind: .multipleObjectsReturned, dbms: systemName(event), table: step.statement.table)
}

/// Table and columns where the error itself names them, in the fields of the SDK.
private func namedRelation(
  _ exception: EventSchema.Exception
) -> (table: String, columns: [String])? {
  guard let data = exception.mechanism?.data, let table = data["TableName"]?.string else {
    return nil
  }
  let columns = (data["ColumnName"]?.string ?? "").split(separator: ",").map { name in
    String(name.drop { $0 == " " })
  }
  return (table, columns)
}

/// Whether class name or message complain about more than one.
private func saysOneWasExpected(_ exception: EventSchema.Exception) -> Bool {
  let text = words(exception.type ?? "") + " " + (exception.value ?? "").lowercased()
  let complaints = [
    "more than one", "multiple rows", "multiple results", "multiple objects", "too many rows",
    "expected one", "expected a single", "not unique", "non unique", "not a single",
  ]
  return complaints.contains { text.mentions($0) }
}

/// `MoreThanOneRow` as "more than one row".
private func words(_ name: String) -> String {
  var result = ""
  for character in name {
    if character.isUppercase, !result.isEmpty { result.append(" ") }
    result += character.lowercased()
  }
  return result
}

/// The database that the SDK names beside its statements.
private func systemName(_ event: Event) -> DBMS? {
  let names = event.breadcrumbs.reversed().lazy.compactMap { $0.data["db.system"]?.string }
  return names.first.map { DBMS(rawValue: $0) }
}
