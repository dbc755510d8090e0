import SourceCode

extension DjangoScenario {
  /// What fills a part of the URL, as Python; `nil` where the source does not tell.
  mutating func pathValue(
    of name: String, _ fields: [DjangoOrigin: DjangoModel.Field]
  ) -> String? {
    // The row that is changed may be found by another key of its own.
    let findsOwnRow = reading.changesRow || reading.write?.operation == .update
    if let looked = rowLookedUp(byPathPart: name),
      looked.model.table != model.table || looked.field != "pk" && findsOwnRow
    {
      return row(of: looked.model, forPart: name).map { "\($0).\(looked.field)" }
    }
    // The row that the view is about.
    if let row = rowOfView(byPathPart: name) { return row }
    // The row that is changed, looked up by another key of its own.
    if let field = fields[.path(name)], !field.isPrimaryKey, !field.isRelation,
      let write = reading.write, write.fetched != nil,
      write.lookups.contains(where: { $0.path == [field.name] }),
      let row = fixtures.row(of: model)
    {
      return "\(row).\(field.name)"
    }
    if let field = fields[.path(name)], !field.isPrimaryKey {
      let value = fixtures.value(of: field, in: model)
      if field.isRelation { return value.map { $0 + ".pk" } }
      return value.map { $0.filter { $0 != "\"" } }
    }
    // The row that is read and changed, wherever the path reads it.
    if fields[.path(name)]?.isPrimaryKey == true,
      reading.write?.fetched != nil || reading.write?.operation == .update
    {
      return row(of: model, forPart: name).map { $0 + ".pk" }
    }
    if let looked = rowLookedUp(byPathPart: name) {
      return row(of: looked.model, forPart: name).map { "\($0).\(looked.field)" }
    }
    guard reading.changesRow || reading.deletesRow else { return nil }
    let view = (reading.viewByURL ?? site).type
    let field = view?.value("lookup_field")?.stringValue ?? "pk"
    let part = view?.value("lookup_url_kwarg")?.stringValue ?? field
    if let view, let slug = view.value("slug_url_kwarg")?.stringValue, slug == name {
      let own = view.value("slug_field")?.stringValue ?? "slug"
      return fixtures.row(of: model).map { "\($0).\(own)" }
    }
    let isKeyOfView =
      (view != nil || reading.deletesByStatement) && [part, "pk", "id"].contains(name)
    let isOfSerializer = site.type?.name.hasSuffix("Serializer") == true
    if name == "slug", site.function == nil, model.field(named: name) != nil {
      return fixtures.row(of: model).map { $0 + ".slug" }
    }
    guard isKeyOfView || isOfSerializer else { return nil }
    return fixtures.row(of: model).map { "\($0).\(["pk", "id"].contains(name) ? "pk" : field)" }
  }

  /// The row that `self.get_object()` of a generic view gives, where that is not the written one.
  private mutating func rowOfView(byPathPart name: String) -> String? {
    guard name == site.keyOfURL,
      site.scope.flatMap(\.calls).contains(where: { $0.dottedCallee == "self.get_object" }),
      let looked = reading.model(ofView: site),
      // The row that is changed is found by what follows.
      looked.table != model.table || !reading.changesRow
    else { return nil }
    let field = site.type?.value("lookup_field")?.stringValue ?? "pk"
    return row(of: looked, forPart: name).map { "\($0).\(field)" }
  }

  /// The model of `get_object_or_404(Copy, barcode=barcode)`, and the field that it looks by.
  private func rowLookedUp(byPathPart name: String) -> (model: DjangoModel, field: String)? {
    var found: (DjangoModel, String)?
    let ofClass = site.type?.methods.flatMap(\.function.body) ?? []
    for statement in (site.function == nil ? [] : site.scope) + ofClass {
      statement.visitExpressions { expression in
        guard found == nil else { return false }
        guard let query = DjangoQuery(expression, in: site.file) else { return true }
        if let further = rowBehind(query, byPathPart: name) {
          found = further
          return false
        }
        guard let model = query.model else { return true }
        let lookup = query.lookups.first { lookup in
          lookup.path.count == 1
            && (lookup.value.kind == .name(name) || lookup.value.isURLPart(name))
        }
        if let lookup, let known = reading.source.model(model, in: site.file) {
          let isKey = ["pk", "id"].contains(lookup.path[0])
          let field = known.field(named: lookup.path[0])
          if isKey || field?.isUnique == true {
            found = (known, isKey ? "pk" : lookup.path[0])
          } else if let field, field.isRelation, reading.changesRow,
            ["get", "get_object_or_404"].contains(query.terminal)
          {
            found = (known, field.column)
          }
        }
        return found == nil
      }
    }
    return found
  }

  /// `Pier` and `code` of `fleet.berths.filter(pier__code=code)`.
  private func rowBehind(
    _ query: DjangoQuery, byPathPart name: String
  ) -> (model: DjangoModel, field: String)? {
    let lookup = query.lookups.first { lookup in
      lookup.path.count == 2 && lookup.comparison == "exact"
        && (lookup.value.kind == .name(name) || lookup.value.isURLPart(name))
    }
    guard let lookup else { return nil }
    let asked =
      query.model.flatMap { reading.source.model($0, in: site.file) }
      ?? query.relatedManager.flatMap { reading.source.model(relatedManager: $0)?.model }
    guard let asked, let relation = asked.field(named: lookup.path[0]),
      let target = asked.target(of: relation, in: reading.source),
      let field = target.field(named: lookup.path[1]), !field.isRelation
    else { return nil }
    return (target, field.isPrimaryKey ? "pk" : field.name)
  }
}

extension PythonExpression {
  /// `self.kwargs["pk"]`
  fileprivate func isURLPart(_ name: String) -> Bool {
    guard case .subscripted(let base, let indices) = kind else { return false }
    guard let owner = base.dottedName else { return false }
    return ["self.kwargs", "kwargs"].contains(owner) && indices.first?.stringValue == name
  }
}
