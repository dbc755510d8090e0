import SourceCode

extension DjangoReading {
  /// The models that have one row for each user, which the functions on the stack take from the
  /// request: `request.user.profile`; with the field that leads to the user.
  var rowsOfUser: [(model: DjangoModel, field: DjangoModel.Field)] {
    var names: [String] = []
    for site in sites {
      for statement in site.scope {
        statement.visitExpressions { expression in
          if case .attribute(let base, let name) = expression.kind, !names.contains(name),
            ["request.user", "self.request.user"].contains(base.dottedName ?? "")
          {
            names.append(name)
          }
          return true
        }
      }
    }
    guard !names.isEmpty, let user = source.userModel else { return [] }
    return names.compactMap { name in
      for file in source.files(mentioning: "OneToOneField") {
        for (statement, type) in file.classes {
          let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
          guard let model = DjangoModel(definition, in: source), !model.isAbstract else { continue }
          let field = model.fields.first { field in
            field.type == "OneToOneField"
              && (field.relatedName ?? model.name.lowercased()) == name
              && model.target(of: field, in: source)?.table == user.table
          }
          if let field { return (model, field) }
        }
      }
      return nil
    }
  }
}
