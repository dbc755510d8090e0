import SourceCode

extension DjangoReading {
  /// Whether another function changes rows of the model with the values of a form that does not
  /// know the row: a look-up in the form would refuse the row's own value there.
  func isUsedForEdits(_ validator: DjangoValidator) -> Bool {
    guard validator.kind == .form, let model else { return false }
    return source.files(mentioning: validator.name).contains { file in
      file.functions.contains { _, function, type in
        let isNamed =
          type?.value("form_class")?.dottedName?.hasSuffix(validator.name) == true
          || function.body.contains { $0.mentions(validator.name) }
        guard isNamed, function != site?.function else { return false }
        return changes(model, in: function, file)
      }
    }
  }

  /// Whether a function updates rows that it has read or chosen.
  private func changes(
    _ model: DjangoModel, in function: PythonFunction, _ file: PythonFile
  ) -> Bool {
    let line = function.body.first?.span.firstLine ?? function.line
    let site = PythonSite(file: file, line: line)
    var found = false
    for statement in site.scope {
      statement.visit { inner in
        let bindings = site.bindings(before: inner.span.start)
        for call in inner.expressions.flatMap(\.calls) {
          guard let write = DjangoWrite(call, inner, at: site, bindings),
            write.operation == .update || (write.operation == .save && write.fetched != nil),
            Self.model(of: write, at: site, source)?.table == model.table
          else { continue }
          found = true
        }
        return !found
      }
    }
    return found
  }
}

extension PythonStatement {
  fileprivate func mentions(_ name: String) -> Bool {
    var found = false
    visit { statement in
      found = found || statement.expressions.contains { $0.mentionsName(name) }
      return !found
    }
    return found
  }
}
