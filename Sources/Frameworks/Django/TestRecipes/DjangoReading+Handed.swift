import SourceCode

extension DjangoReading {
  /// What a name stands for: what it was given in its function, else what the caller passes.
  func followed(
    _ expression: PythonExpression, at index: Int, depth: Int = 6
  ) -> (PythonExpression, Int) {
    guard depth > 0, sites.indices.contains(index) else { return (expression, index) }
    if let call = expression.asCall, ["list", "iter", "sorted"].contains(call.name),
      let only = call.positional.first
    {
      return followed(only, at: index, depth: depth - 1)
    }
    guard case .name(let name) = expression.kind else { return (expression, index) }
    let end = sites[index].statement?.span.end ?? 0
    if let bound = sites[index].bindings(before: end)[name], bound != expression {
      return followed(bound, at: index, depth: depth - 1)
    }
    guard let passed = argument(for: name, of: index) else { return (expression, index) }
    return followed(passed, at: index + 1, depth: depth - 1)
  }

  /// What an object was handed when it was made: `self.harbour = harbour` in the `__init__` of a
  /// form, a serializer or a service, after `RegisterForm(request.POST, harbour=harbour)`,
  /// `Registration(harbour)` or `get_form_kwargs`.
  func origin(ofHanded given: PythonExpression, at index: Int, depth: Int) -> DjangoOrigin? {
    guard let type = sites[index].type, let name = given.nameOfKeyword else { return nil }
    let taken = type.method("__init__")?.function.parameters.map(\.name).dropFirst() ?? []
    for (place, view) in sites.enumerated() where place > index {
      let call = view.scope.flatMap(\.calls).first { $0.name == type.name }
      if let value = call?.argument(name) {
        return origin(of: value, at: place, depth: depth)
      }
      if let call, let position = taken.firstIndex(of: name).map({ $0 - 1 }),
        call.positional.indices.contains(position)
      {
        return origin(of: call.positional[position], at: place, depth: depth)
      }
      for method in ["get_form_kwargs", "get_serializer_context"] {
        guard let body = view.type?.method(method)?.function.body,
          let value = body.member(name)
        else { continue }
        let bound = value.dottedName.flatMap { body.value(of: $0) } ?? value
        return origin(of: bound, at: place, depth: depth)
      }
    }
    return nil
  }
}

extension PythonExpression {
  /// `harbour` of a parameter, `kwargs.pop("harbour")` and `kwargs["harbour"]`.
  fileprivate var nameOfKeyword: String? {
    switch kind {
    case .name(let name): return name
    case .subscripted(let base, let indices):
      return base.lastName == "kwargs" ? indices.first?.stringValue : nil
    default:
      guard let call = asCall, ["pop", "get"].contains(call.name),
        case .attribute(let base, _) = call.callee.kind, base.lastName == "kwargs"
      else { return nil }
      return call.positional.first?.stringValue
    }
  }
}

extension [PythonStatement] {
  /// What a dictionary that the statements make has under a key: `{**kwargs, "harbour": harbour}`,
  /// `kwargs["harbour"] = harbour`, `kwargs.update(harbour=harbour)`, `dict(harbour=harbour)`.
  fileprivate func member(_ key: String) -> PythonExpression? {
    var found: PythonExpression?
    for statement in self {
      statement.visit { inner in
        if case .assign(let targets, let value) = inner.kind {
          for target in targets {
            guard case .subscripted(_, let indices) = target.kind,
              indices.first?.stringValue == key
            else { continue }
            found = value
          }
        }
        return true
      }
      statement.visitExpressions { expression in
        if case .dictionary(let items) = expression.kind {
          found = items.last { $0.key?.stringValue == key }?.value ?? found
        }
        if let call = expression.asCall, ["update", "dict"].contains(call.name) {
          found = call.argument(key) ?? found
        }
        return true
      }
    }
    return found
  }

  /// What a name is given.
  fileprivate func value(of name: String) -> PythonExpression? {
    var found: PythonExpression?
    for statement in self {
      statement.visit { inner in
        if let assigned = inner.simpleAssignment, assigned.name == name { found = assigned.value }
        return true
      }
    }
    return found
  }
}
