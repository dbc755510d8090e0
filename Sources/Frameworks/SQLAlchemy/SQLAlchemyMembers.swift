import SourceCode

/// What a loop gives the attributes of a row: `for name, value in values.items(): setattr(…)`.
struct SQLAlchemyMembers {
  /// The keywords of the call that fills `**values`.
  private(set) var keywords: [PythonArgument] = []
  /// A model of data whose fields are handed on: `payload.model_dump(exclude_unset=True)`.
  private var whole: PythonExpression?
  /// The function whose words these are, where it is not the one that holds the loop.
  private var giver: PythonSite?
  private let site: PythonSite
  private let libraries: PythonLibraries

  /// - Parameter call: `setattr(boat, name, value)`
  init?(of call: PythonCall, _ scope: PythonScope) {
    libraries = scope.libraries
    site = scope.site
    guard case .name(let field) = call.positional[1].kind,
      let rows = Self.items(giving: field, around: call.span, at: site)
    else { return nil }
    if let name = rows.dottedName, let function = site.function, let receiver = site.receiver {
      if let keywords = receiver.keywords(of: name, function), !keywords.isEmpty {
        self.keywords = keywords
        giver = receiver.caller
        return
      }
      if let given = receiver.given(name, of: site), let caller = receiver.caller {
        let scope = PythonScope(caller, libraries, before: given.span.start)
        guard let model = scope.resolved(given).dumpedModel else { return nil }
        whole = model
        giver = caller
        return
      }
    }
    guard let model = scope.resolved(rows).dumpedModel else { return nil }
    whole = model
  }

  /// `values` of the loop over `values.items()` whose first name is the field's.
  private static func items(
    giving field: String, around span: CodeSpan, at site: PythonSite
  ) -> PythonExpression? {
    for (statement, _) in site.scope.blocks(around: span).reversed() {
      guard case .for(let loop) = statement.kind, let call = loop.iterable.asCall,
        call.name == "items", case .attribute(let base, _) = call.callee.kind,
        loop.target.elements.first?.kind == .name(field)
      else { continue }
      return base
    }
    return nil
  }

  /// The columns that can be given a value, each with what gives it.
  func values(of relation: PythonRelation) -> [PythonRowUse.Value] {
    if let whole {
      return fields(of: whole, relation).map { column in
        var value = PythonRowUse.Value(column: column, expression: giver == nil ? whole : nil)
        value.handed = giver == nil ? nil : whole
        value.giver = giver
        return value
      }
    }
    return keywords.compactMap { keyword in
      guard let name = keyword.name else { return nil }
      var value = PythonRowUse.Value(column: relation.column(of: name), expression: nil)
      value.handed = keyword.value
      value.giver = giver
      return value
    }
  }

  private func fields(of whole: PythonExpression, _ relation: PythonRelation) -> [String] {
    guard let root = whole.chain.first?.name,
      let parameter = (giver ?? site).function?.parameters.first(where: { $0.name == root }),
      let type = parameter.annotation?.annotatedType,
      let definition = libraries.source.definition(of: type, in: (giver ?? site).file)
    else { return [] }
    let names = PythonInput.fields(of: definition, libraries.source).map(\.name)
    return relation.facts.columns.filter { names.contains($0.field) && !$0.isGenerated }
      .map(\.column)
  }
}

extension PythonExpression {
  /// The call that hands on all fields of a model of data: `payload.model_dump(…)`.
  fileprivate var dumpedModel: PythonExpression? {
    guard let call = asCall, ["model_dump", "dict"].contains(call.name ?? ""),
      case .attribute(let base, _) = call.callee.kind, base.dottedName != nil
    else { return nil }
    return self
  }
}
