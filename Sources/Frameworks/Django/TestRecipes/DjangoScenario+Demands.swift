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
          return false
        }
      }
    }
  }
}
