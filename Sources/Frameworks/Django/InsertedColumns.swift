import SourceCode

/// What an INSERT of the application's own SQL gives each column, where its parameters are listed:
/// `cursor.execute("INSERT INTO harbour_berth (code) VALUES (%s)", [code])`.
struct InsertedColumns {
  let values: [DjangoWrite.Value]

  init?(_ call: PythonCall, _ bindings: PythonBindings) {
    guard call.positional.count > 1 else { return nil }
    func bound(_ expression: PythonExpression) -> PythonExpression {
      expression.dottedName.flatMap { bindings[$0] } ?? expression
    }
    guard let text = bound(call.positional[0]).stringValue else { return nil }
    let given = bound(call.positional[1]).elements
    let folded = text.uppercased()
    // Lengths of upper-case letters may differ outside of ASCII.
    guard folded.utf8.count == text.utf8.count, folded.contains("INSERT INTO "),
      let lists = Self.lists(in: text), lists.count >= 2, lists[0].count == lists[1].count,
      lists[1].filter({ $0 == "%s" }).count == given.count
    else { return nil }
    var left = given[...]
    var values: [DjangoWrite.Value] = []
    for (column, value) in zip(lists[0], lists[1]) where value == "%s" {
      guard let expression = left.popFirst() else { return nil }
      values.append(DjangoWrite.Value(field: column, expression: expression))
    }
    self.values = values
  }

  /// The members of the first two lists in parentheses; `nil` where one holds more than names,
  /// numbers and parameters.
  private static func lists(in text: String) -> [[String]]? {
    var lists: [[String]] = []
    var rest = text[...]
    while lists.count < 2 {
      guard let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")")
      else {
        return nil
      }
      let inside = rest[rest.index(after: open)..<close]
      guard !inside.contains("(") else { return nil }
      lists.append(
        inside.split(separator: ",").map { part in
          String(part.filter { !" \n\t\"`".contains($0) })
        })
      rest = rest[rest.index(after: close)...]
    }
    return lists
  }
}
