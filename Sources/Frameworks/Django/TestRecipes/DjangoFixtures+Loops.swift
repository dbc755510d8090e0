import SourceCode

extension DjangoFixtures {
  /// Makes a row for each loop over rows on the way to the write, such as the query finds:
  /// `for family in Family.objects.filter(is_active=True, students__isnull=False)`.
  ///
  /// - Returns: Whether one could be made for each of them.
  mutating func needRows(ofLoopsAround reading: DjangoReading) -> Bool {
    for site in reading.sites {
      for (statement, _) in site.location.enclosingBlocks {
        guard case .for(let loop) = statement.kind else { continue }
        let bindings = site.bindings(before: statement.span.start)
        let query = DjangoQuery(loop.iterable, in: site.file, bindings: bindings)
        // Rows that a method of the project's own chooses cannot be told.
        if query == nil, loop.iterable.chain.contains(where: { $0.name == "objects" }) {
          return false
        }
        guard let query,
          let model = query.model.flatMap({ reading.source.model($0, in: site.file) }),
          model.table != reading.model?.table
        else { continue }
        guard needRow(of: model, foundBy: query.lookups, reading.source) else { return false }
      }
    }
    return true
  }

  private mutating func needRow(
    of model: DjangoModel, foundBy lookups: [DjangoLookup], _ source: PythonSource
  ) -> Bool {
    demand(constantsOf: lookups, in: model)
    let children = lookups.compactMap { lookup in
      lookup.path.count == 1 && lookup.asksForNull == false
        ? source.model(relatedManager: lookup.path[0])?.model : nil
    }
    return row(of: model) != nil && children.allSatisfy { row(of: $0) != nil }
  }

  /// Lets rows have what look-ups compare with: `is_open=True`, `state="paid"`.
  mutating func demand(constantsOf lookups: [DjangoLookup], in model: DjangoModel) {
    for lookup in lookups where lookup.path.count == 1 && lookup.comparison == "exact" {
      guard let field = model.field(named: lookup.path[0]),
        field.call?.argument("default")?.kind != lookup.value.kind
      else { continue }
      switch lookup.value.kind {
      case .true: demand("True", for: field, of: model)
      case .false: demand("False", for: field, of: model)
      case .string:
        guard let text = lookup.value.stringValue else { continue }
        demand("\"\(text)\"", for: field, of: model)
      case .number(let digits): demand(digits, for: field, of: model)
      case .attribute:
        // `Loan.State.OPEN`, also as `self.model.State.OPEN`
        guard let name = lookup.value.dottedName?.replacing("self.model.", by: model.name + "."),
          name.hasPrefix(model.name + "."),
          name.split(separator: ".").last?.first?.isUppercase == true
        else { continue }
        need(model)
        demand(name, for: field, of: model)
      default: continue
      }
    }
  }
}
