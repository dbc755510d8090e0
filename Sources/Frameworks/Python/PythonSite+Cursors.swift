import SourceCode

extension PythonSite {
  /// What a cursor was last given to run before a call fetches from it:
  /// `cursor.execute("SELECT MAX(number) …")`; `nil` for another call.
  func statement(
    fetchedBy name: String, of cursor: PythonExpression, before end: Int
  ) -> PythonExpression? {
    guard ["fetchone", "fetchval", "fetchall", "fetchmany"].contains(name),
      let cursor = cursor.dottedName, let function
    else { return nil }
    for (statement, _) in function.body.flattened.reversed() {
      guard statement.span.start < end, case .expression(let value) = statement.kind,
        let call = value.asCall, case .attribute(let object, "execute") = call.callee.kind,
        object.dottedName == cursor
      else { continue }
      return value
    }
    return nil
  }
}
