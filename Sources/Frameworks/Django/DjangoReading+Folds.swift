import SourceCode

extension DjangoReading {
  /// Where a form or serializer brings a column of the key to one form: what it gives back, and
  /// what it looks for.
  func addFolds(ofValidators facts: inout SourceFacts) {
    for definition in validators.compactMap(\.definition) {
      for (statement, function) in definition.type?.methods ?? [] {
        guard function.name.hasPrefix("clean") || function.name.hasPrefix("validate") else {
          continue
        }
        let site = PythonSite(file: definition.file, line: function.body.first?.span.firstLine ?? 0)
        guard site.function?.line == function.line else { continue }
        let field = function.name.split(separator: "_").dropFirst().joined(separator: "_")
        let isOfKey = !field.isEmpty && isInKey(field)
        for (inner, _) in function.body.flattened where inner.span.start >= statement.span.start {
          if let value = given(by: inner, isOfKey: isOfKey), folds(value, site) {
            facts.sights[.foldsBeforeWrite] = definition.file.place(inner.span, in: function.name)
          }
          if let look = foldedLook(in: inner, site) {
            facts.sights[.foldsBeforeLook] = look
          }
        }
      }
    }
  }

  private func isInKey(_ field: String) -> Bool {
    violatedColumns.contains(model?.column(of: field) ?? field)
  }

  /// What a statement gives the key: the answer of the field's own method, or a field of the data.
  private func given(by statement: PythonStatement, isOfKey: Bool) -> PythonExpression? {
    switch statement.kind {
    case .return(let value): return isOfKey ? value : nil
    case .assign(let targets, let value):
      for target in targets {
        guard case .subscripted(_, let indices) = target.kind,
          let field = indices.first?.stringValue, isInKey(field)
        else { continue }
        return value
      }
      return nil
    default: return nil
    }
  }

  private func foldedLook(in statement: PythonStatement, _ site: PythonSite) -> SourceFacts.Place? {
    let bindings = site.bindings(before: statement.span.start)
    var place: SourceFacts.Place?
    for expression in statement.expressions {
      expression.visit { part in
        guard let query = DjangoQuery(part, in: site.file, bindings: bindings) else { return true }
        let isFolded = query.lookups.contains { lookup in
          guard let field = lookup.path.first, isInKey(field) else { return false }
          return lookup.foldsCase || folds(lookup.value, site)
        }
        if isFolded { place = site.file.place(part.span, in: site.functionName) }
        return false
      }
    }
    return place
  }

  /// Whether a value, followed through names, had its case folded or blanks taken off.
  private func folds(_ value: PythonExpression, _ site: PythonSite, depth: Int = 4) -> Bool {
    if value.foldsAnything { return true }
    guard depth > 0, case .name(let name) = value.kind,
      let (bound, _) = site.binding(of: name, before: value.span.start)
    else { return false }
    return folds(bound, site, depth: depth - 1)
  }
}
