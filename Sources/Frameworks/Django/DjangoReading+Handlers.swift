import SourceCode

extension PythonSource {
  /// The model after whose saving a handler of `post_save` makes the one row of another model that
  /// points to it, with the field that does.
  func ownerWhoseHandlerMakes(
    _ model: DjangoModel
  ) -> (owner: DjangoModel, field: DjangoModel.Field)? {
    let links = model.fields.filter { $0.isRelation && $0.isUnique }
    guard !links.isEmpty else { return nil }
    for file in files(mentioning: "post_save") {
      for (statement, function, _) in file.functions {
        guard let sender = sender(of: function, in: file) else { continue }
        let site = PythonSite(file: file, line: function.body.last?.span.lastLine ?? function.line)
        for field in links {
          guard let owner = self.model(sender, in: file),
            target(of: field, from: model)?.table == owner.table,
            site.makes(model.name, with: field.name, of: function, before: statement.span.end)
          else { continue }
          return (owner, field)
        }
      }
    }
    return nil
  }

  private func target(of field: DjangoModel.Field, from model: DjangoModel) -> DjangoModel? {
    model.target(of: field, in: self) ?? (field.target == "User" ? userModel : nil)
  }

  /// `Member` of `@receiver(post_save, sender=Member)` and `post_save.connect(f, sender=Member)`.
  private func sender(of function: PythonFunction, in file: PythonFile) -> String? {
    let registered = function.decorators.compactMap(\.asCall).filter { call in
      call.name == "receiver" && call.positional.first?.mentionsName("post_save") == true
    }
    let connected = file.module.calls.filter { call in
      call.dottedCallee == "post_save.connect"
        && (call.positional.first ?? call.argument("receiver"))?.dottedName == function.name
    }
    let sender = (registered + connected).first?.argument("sender")
    if sender?.dottedName == "settings.AUTH_USER_MODEL" { return userModel?.name }
    if let call = sender?.asCall, call.name == "get_user_model" { return userModel?.name }
    return sender?.dottedName
  }
}

extension PythonSite {
  /// Whether a handler creates a row of a model for the instance that it is given.
  fileprivate func makes(
    _ model: String, with field: String, of function: PythonFunction, before end: Int
  ) -> Bool {
    function.body.flattened.contains { statement, _ in
      let bindings = bindings(before: end)
      return statement.expressions.flatMap(\.calls).contains { call in
        guard let write = DjangoWrite(call, statement, at: self, bindings),
          [.create, .upsert].contains(write.operation), write.model == model
        else { return false }
        return write.values.contains { $0.field == field && $0.expression.mentionsName("instance") }
      }
    }
  }
}
