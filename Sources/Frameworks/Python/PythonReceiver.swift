import SourceCode

/// What stands behind a method's `self` and `**values` on one way to it: the class of the object
/// that it runs on, which may inherit it, and the call that leads there.
struct PythonReceiver {
  /// The class of the object; `nil` for a plain function.
  var type: PythonDefinition?
  /// The call that leads to the method, and the function that makes it.
  var call: PythonCall?
  var caller: PythonSite?
  let source: PythonSource

  /// What the call gives one of the method's parameters.
  func given(_ name: String, of site: PythonSite) -> PythonExpression? {
    guard let call, let function = site.function,
      function.parameters.contains(where: { $0.name == name && $0.kind == .plain })
    else { return nil }
    return function.argument(for: name, of: call, isMethod: site.type != nil)
  }

  /// The keywords of the call that fill a parameter of all others: `**criteria`.
  func keywords(of name: String, _ function: PythonFunction) -> [PythonArgument]? {
    guard let call, function.parameters.contains(where: { $0.name == name }) else { return nil }
    let isOfAllOthers = function.parameters.contains {
      $0.name == name && $0.kind == .doubleStar
    }
    guard isOfAllOthers else { return nil }
    let own = Set(function.parameters.filter { $0.kind != .doubleStar }.map(\.name))
    guard !call.arguments.contains(where: { $0.kind == .doubleStar }) else { return nil }
    return call.arguments.filter { argument in argument.name.map { !own.contains($0) } ?? false }
  }

  /// Whether a value stands in the call, so that its names are the caller's.
  func gives(_ value: PythonExpression) -> Bool {
    call?.arguments.contains { $0.value == value } ?? false
  }
}

extension PythonReceiver {
  /// A statement as it means in the class that it runs in; its blocks stay as they are.
  func resolved(_ statement: PythonStatement, at site: PythonSite) -> PythonStatement {
    guard let function = site.function else { return statement }
    let kind: PythonStatement.Kind
    switch statement.kind {
    case .expression(let value): kind = .expression(resolved(value, function))
    case .return(let value): kind = .return(value.map { resolved($0, function) })
    case .assign(let targets, let value): kind = .assign(targets, resolved(value, function))
    case .annotate(let target, let annotation, let value):
      kind = .annotate(target, annotation, value: value.map { resolved($0, function) })
    case .if(let branches, let orelse):
      kind = .if(
        branches.map { branch in
          var branch = branch
          branch.test = branch.test.map { resolved($0, function) }
          return branch
        }, orelse: orelse)
    default: return statement
    }
    return PythonStatement(kind, span: statement.span)
  }

  /// An expression the same way: `self.model` is the class that it stands for, and `**criteria` the
  /// keywords of the call.
  func resolved(_ value: PythonExpression, _ function: PythonFunction) -> PythonExpression {
    func inner(_ value: PythonExpression) -> PythonExpression { resolved(value, function) }
    let kind: PythonExpression.Kind
    switch value.kind {
    case .attribute(let base, let name):
      if let own = base.dottedName, ["self", "cls"].contains(own), let named = className(of: name) {
        kind = .name(named)
      } else {
        kind = .attribute(inner(base), name)
      }
    case .call(let callee, let arguments):
      kind = .call(inner(callee), arguments.flatMap { resolved($0, function) })
    case .comparison(let first, let rest):
      if let each = comparisons(of: first, rest, at: value.span, function) { return each }
      kind = .comparison(
        inner(first),
        rest.map { comparison in
          var comparison = comparison
          comparison.operand = inner(comparison.operand)
          return comparison
        })
    case .await(let operand): kind = .await(inner(operand))
    case .unary(let sign, let operand): kind = .unary(sign, inner(operand))
    case .boolean(let sign, let operands): kind = .boolean(sign, operands.map(inner))
    case .binary(let left, let sign, let right): kind = .binary(inner(left), sign, inner(right))
    case .subscripted(let base, let indices): kind = .subscripted(inner(base), indices)
    case .list(let elements): kind = .list(elements.map(inner))
    case .tuple(let elements): kind = .tuple(elements.map(inner))
    case .named(let target, let operand): kind = .named(target, inner(operand))
    case .conditional(let test, let then, let otherwise):
      kind = .conditional(test: inner(test), then: inner(then), otherwise: inner(otherwise))
    default: return value
    }
    return PythonExpression(kind, span: value.span)
  }

  private func resolved(
    _ argument: PythonArgument, _ function: PythonFunction
  ) -> [PythonArgument] {
    if argument.kind == .doubleStar, let name = argument.value.dottedName,
      let keywords = keywords(of: name, function)
    {
      return keywords
    }
    return [PythonArgument(argument.kind, resolved(argument.value, function))]
  }

  /// `getattr(self.model, name) == value` in a loop over the keywords: one comparison for each.
  private func comparisons(
    of first: PythonExpression, _ rest: [PythonExpression.Comparison], at span: CodeSpan,
    _ function: PythonFunction
  ) -> PythonExpression? {
    guard rest.count == 1, rest[0].operator == "==", let call = first.asCall,
      call.name == "getattr", call.positional.count == 2,
      case .name(let field) = call.positional[1].kind,
      let keywords = keywords(behind: field, function), !keywords.isEmpty
    else { return nil }
    let owner = resolved(call.positional[0], function)
    let each = keywords.map { keyword in
      let column = PythonExpression(.attribute(owner, keyword.name ?? field), span: first.span)
      var comparison = rest[0]
      comparison.operand = keyword.value
      return PythonArgument(
        .positional, PythonExpression(.comparison(column, [comparison]), span: span))
    }
    let callee = PythonExpression(.name("and_"), span: first.span)
    return PythonExpression(.call(callee, each), span: span)
  }

  /// The keywords whose names a loop gives a variable: `for name, value in criteria.items()`.
  private func keywords(
    behind field: String, _ function: PythonFunction
  ) -> [PythonArgument]? {
    for (statement, _) in function.body.flattened {
      guard case .for(let loop) = statement.kind, let call = loop.iterable.asCall,
        call.name == "items", case .attribute(let base, _) = call.callee.kind,
        loop.target.elements.first?.kind == .name(field), let name = base.dottedName
      else { continue }
      return keywords(of: name, function)
    }
    return nil
  }

  // MARK: - Attributes of the class

  /// The class that an attribute of the object stands for: `model = Boat` in its class or a base,
  /// `super().__init__(Boat)`, or the parameter of a generic base: `Repository[Boat]`.
  private func className(of attribute: String) -> String? {
    guard let type else { return nil }
    let value = source.attribute(attribute, of: type) ?? source.argument(to: attribute, of: type)
    let name = value?.dottedName?.lastName
    if let name { return name.first?.isUppercase == true ? name : nil }
    guard Self.modelAttributes.contains(attribute) else { return nil }
    let parameters = type.type?.arguments.compactMap(\.value.genericArgument) ?? []
    return parameters.count == 1 ? parameters[0] : nil
  }

  private static let modelAttributes: Set<String> = [
    "model", "_model", "model_class", "model_cls", "entity", "entity_class", "table", "orm_model",
  ]
}

extension PythonSource {
  /// What the body of a class, or else of its bases, gives an attribute.
  fileprivate func attribute(
    _ name: String, of owner: PythonDefinition, depth: Int = 4
  ) -> PythonExpression? {
    guard depth > 0, let type = owner.type else { return nil }
    if let value = type.value(name), value.kind != .none { return value }
    return type.bases.lazy.compactMap { base in
      self.definition(of: base, in: owner.file).flatMap {
        self.attribute(name, of: $0, depth: depth - 1)
      }
    }.first
  }

  /// What a class hands to its base, which keeps it as an attribute: `super().__init__(Boat)`.
  fileprivate func argument(
    to attribute: String, of owner: PythonDefinition
  ) -> PythonExpression? {
    guard let type = owner.type, let (_, own) = type.method("__init__"),
      let call = own.body.flatMap(\.expressions).flatMap(\.calls).first(where: { call in
        guard case .attribute(let base, "__init__") = call.callee.kind else { return false }
        return base.asCall?.name == "super"
      })
    else { return nil }
    for base in type.bases {
      guard let parent = definition(of: base, in: owner.file),
        let (_, function) = parent.type?.method("__init__")
      else { continue }
      for statement in function.body {
        guard case .assign(let targets, let value) = statement.kind,
          case .name(let parameter) = value.kind,
          targets.contains(where: { $0.dottedName == "self.\(attribute)" })
        else { continue }
        return function.argument(for: parameter, of: call, isMethod: true)
      }
    }
    return nil
  }

  /// The class of the object that a call's method runs on.
  func receiver(of call: PythonCall, at site: PythonSite) -> PythonDefinition? {
    guard case .attribute(let base, _) = call.callee.kind else { return nil }
    if let name = base.dottedName, ["self", "cls"].contains(name) { return site.ownType }
    return type(of: base, at: site)
  }

  /// Whether a class is another one or inherits from it.
  func isKind(_ one: PythonDefinition, of other: PythonClass, depth: Int = 4) -> Bool {
    guard depth > 0, let type = one.type else { return false }
    if type.name == other.name, type.line == other.line { return true }
    return type.bases.contains { base in
      definition(of: base, in: one.file).map { isKind($0, of: other, depth: depth - 1) } ?? false
    }
  }
}

extension PythonSite {
  /// The class that the function runs in: that of the object, where the way there tells it.
  var ownType: PythonDefinition? { receiver?.type ?? declaringType }

  /// The class around the line.
  var declaringType: PythonDefinition? {
    type.map { PythonDefinition(file: file, statement: typeStatement, kind: .class($0)) }
  }
}

extension PythonPath {
  /// Tells the functions on the way on which objects they run, and what they are given.
  static func findReceivers(of steps: [Step], _ source: PythonSource) {
    guard steps.count > 1 else { return }
    let calls = (1..<steps.count).map { index -> PythonCall? in
      guard let function = steps[index].site.function else { return nil }
      return steps[index - 1].site.call(of: function.name, around: steps[index - 1].target)
    }
    // A method of a base that goes on to one of a subclass runs on an object of that one.
    for index in (0..<steps.count - 1).reversed() {
      let (outer, inner) = (steps[index].site, steps[index + 1].site)
      guard let type = outer.type, let call = calls[index],
        case .attribute(let base, _) = call.callee.kind, base.dottedName == "self",
        let concrete = inner.ownType, source.isKind(concrete, of: type)
      else { continue }
      outer.receiver = PythonReceiver(type: concrete, source: source)
    }
    for (index, call) in calls.enumerated() {
      let (outer, inner) = (steps[index].site, steps[index + 1].site)
      guard let call else { continue }
      let owner = source.receiver(of: call, at: outer)
      let isOwner = inner.type.map { type in owner.map { source.isKind($0, of: type) } ?? false }
      inner.receiver = PythonReceiver(
        type: isOwner == true ? owner : inner.ownType, call: call, caller: outer, source: source)
    }
  }
}

extension PythonExpression {
  /// `Boat` of `Repository[Boat]`.
  fileprivate var genericArgument: String? {
    guard case .subscripted(_, let indices) = kind, let name = indices.first?.dottedName?.lastName,
      name.utf8.count > 1, name.first?.isUppercase == true
    else { return nil }
    return name
  }
}
