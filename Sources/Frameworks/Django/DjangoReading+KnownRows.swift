import SourceCode

extension DjangoReading {
  /// Where rows whose keys are stored already are left out of a bulk write: `if row["code"] not in
  /// known`, after `known = set(Medicine.objects.values_list("code", flat=True))`.
  var leavesOutKnownRows: SourceFacts.Place? {
    guard let site, let write, write.operation == .bulkInsert else { return nil }
    let bindings = site.bindings(before: write.call.span.start)
    var place: SourceFacts.Place?
    for statement in site.scope where statement.span.start < write.statement.span.end {
      statement.visitExpressions { expression in
        if case .comparison(_, let others) = expression.kind, others.count == 1,
          others[0].operator == "not in", case .name(let known) = others[0].operand.kind,
          let keys = bindings[known], holdsKeys(keys, at: site)
        {
          place = site.file.place(expression.span, in: site.functionName)
        }
        return place == nil
      }
    }
    return place
  }

  /// Whether an expression reads the violated column of all rows.
  private func holdsKeys(_ expression: PythonExpression, at site: PythonSite) -> Bool {
    guard let model, violatedColumns.count == 1 else { return false }
    return expression.calls.contains { call in
      call.name == "values_list" && call.positional.count == 1
        && call.positional[0].stringValue.flatMap(model.column(of:)) == violatedColumns[0]
        && call.callee.chain.contains { $0.name == model.name }
    }
  }
}
