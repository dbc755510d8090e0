import SourceCode

extension DjangoScenario {
  /// Rows that a test makes hold what the form or serializer takes too, so that it may be sent.
  mutating func preferWhatIsTaken() {
    for validator in reading.validators where validator.type != model.type {
      for name in validator.fields {
        guard let field = model.field(named: name), !field.isRelation,
          let call = validator.declaration(of: name, in: reading.source)?.0,
          ValueRules(call).isStrict
        else { continue }
        fixtures.prefer(
          DjangoSample.value(ofDeclaration: call, shape: nil, endingIn: field),
          for: field, of: model)
      }
    }
  }

  /// Rows that the way to the write looks up are such as it looks for:
  /// `get_object_or_404(Home, slug=slug, is_open=True)`.
  mutating func demandWhatIsAsked() {
    for site in reading.sites {
      for statement in site.scope where statement.span.start < site.statement?.span.end ?? 0 {
        statement.visitExpressions { expression in
          guard let query = DjangoQuery(expression, in: site.file),
            ["get", "get_object_or_404"].contains(query.terminal),
            let asked = query.model.flatMap({ reading.source.model($0, in: site.file) }),
            asked.table != model.table || reading.changesRow
          else { return true }
          fixtures.demand(constantsOf: query.lookups, in: asked)
          demand(ownSteps: query.ownSteps + query.stepsOfSubject, of: asked)
          return false
        }
      }
    }
    demandWhatTheViewShows()
  }

  /// Rows of a generic view are among those that it shows: `queryset = Boat.objects.afloat()`.
  private mutating func demandWhatTheViewShows() {
    let view = reading.viewByURL ?? site
    guard let type = view.type, let shown = reading.model(ofView: view),
      shown.table != model.table || reading.changesRow
    else { return }
    var rows = [type.value("queryset")].compactMap(\.self)
    for statement in type.method("get_queryset")?.function.body ?? [] {
      if case .return(let value?) = statement.kind { rows.append(value) }
    }
    for expression in rows {
      for link in expression.chain {
        if link.name == "filter" {
          let lookups = (link.arguments ?? []).compactMap { argument in
            argument.name.map { DjangoLookup(keyword: $0, value: argument.value) }
          }
          fixtures.demand(constantsOf: lookups, in: shown)
        } else if link.arguments != nil {
          demand(ownSteps: [link.name], of: shown)
        }
      }
    }
  }

  /// Rows are such as methods of the project's own query sets choose.
  private mutating func demand(ownSteps names: [String], of asked: DjangoModel) {
    for name in names {
      fixtures.demand(constantsOf: asked.lookups(ofStep: name, reading.source), in: asked)
    }
  }
}

extension DjangoQuery {
  /// `present` of `get_object_or_404(Pet.objects.present(), pk=pk)`.
  fileprivate var stepsOfSubject: [String] {
    guard terminal == "get_object_or_404" else { return [] }
    let chain = expression.asCall?.positional.first?.chain ?? []
    return chain.filter { $0.arguments != nil }.map(\.name)
  }
}

extension DjangoModel {
  /// What a method of the model's own query set or manager compares the rows with.
  fileprivate func lookups(ofStep name: String, _ source: PythonSource) -> [DjangoLookup] {
    guard let objects = type.value("objects") else { return [] }
    var names: [String] = []
    objects.visit { part in
      if let name = part.dottedName { names.append(name) }
      return true
    }
    for name in names {
      names += name.split(separator: ".").map(String.init)
    }
    for owner in names {
      guard let type = source.definition(of: owner, in: file)?.type, type.isManager,
        let function = type.method(name)?.function
      else { continue }
      return function.body.flatMap(\.calls).filter { $0.name == "filter" }.flatMap { call in
        call.arguments.compactMap { argument in
          argument.name.map { DjangoLookup(keyword: $0, value: argument.value) }
        }
      }
    }
    return []
  }
}
