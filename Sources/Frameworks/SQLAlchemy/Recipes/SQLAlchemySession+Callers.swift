import SourceCode

extension SQLAlchemyReading {
  /// The culprit's own session as a caller reaches it: `clubs.session` where that calls
  /// `clubs.add(club)`, `session` where it calls `Clubs(session).add(club)`; `nil` when a call on
  /// the way does not tell.
  func sessionOfCallee(at site: PythonSite) -> SQLAlchemySession? {
    guard let first = sites.first,
      let own = SQLAlchemySession(of: first.statement, at: first, source),
      !own.isAsync || site.isAsync
    else { return nil }
    return name(of: own.name, at: site).map { SQLAlchemySession(name: $0, isAsync: own.isAsync) }
  }

  /// What a dotted name of the culprit is called in a function on the way to it.
  func name(of name: String, at site: PythonSite) -> String? {
    var name = name
    for (callee, caller) in zip(sites, sites.dropFirst()) {
      guard let outer = self.name(of: name, in: callee, at: caller) else { return nil }
      name = outer
      if caller.isSameFunction(as: site) {
        // What is called private is not for callers.
        let isOpen = !name.split(separator: ".").dropFirst().contains { $0.hasPrefix("_") }
        return isOpen ? name : nil
      }
    }
    return nil
  }

  /// What a dotted name of a function is called where another one calls that.
  private func name(
    of name: String, in callee: PythonSite, at caller: PythonSite
  ) -> String? {
    guard let function = callee.function,
      let call = caller.statement?.calls.first(where: { $0.name == function.name })
    else { return nil }
    let parts = name.split(separator: ".").map(String.init)
    guard parts.first == "self" else {
      let given = function.argument(for: parts[0], of: call, isMethod: callee.type != nil)
      return given.flatMap(sessionName).map { ([$0] + parts.dropFirst()).joined(separator: ".") }
    }
    guard case .attribute(let base, _) = call.callee.kind, parts.count > 1 else { return nil }
    let members = Array(parts.dropFirst())
    let isHidden = members.contains { $0.hasPrefix("_") }
    if let receiver = base.dottedName, !isHidden || receiver == "self" {
      return ([receiver] + members).joined(separator: ".")
    }
    // `Clubs(session).add(club)`, `clubs = Clubs(session)`
    let made = base.dottedName.flatMap { caller.lastValue(of: $0) } ?? base
    guard let maker = made.asCall, let owner = source.type(of: made, at: caller) else { return nil }
    return self.name(of: members, of: owner, by: maker)
  }

  /// What the maker of an object gave one of its attributes: `session` of `Clubs(session)`.
  private func name(
    of members: [String], of owner: PythonDefinition, by maker: PythonCall
  ) -> String? {
    guard let type = owner.type, let first = members.first else { return nil }
    var members = members
    // `return self.uow.session` of a property.
    if let (_, property) = type.method(first), case .return(let value?)? = property.body.last?.kind,
      let read = value.dottedName, read.hasPrefix("self.")
    {
      members = read.split(separator: ".").dropFirst().map(String.init) + members.dropFirst()
    }
    let given = source.argument(of: maker, for: members[0], of: owner)
    return given.flatMap(sessionName).map { ([$0] + members.dropFirst()).joined(separator: ".") }
  }

  /// A session as the code names it: also that of `Session()`, where it is one for each thread.
  private func sessionName(_ value: PythonExpression) -> String? {
    if let name = value.dottedName { return name }
    guard let call = value.asCall, call.arguments.isEmpty, let name = call.dottedCallee else {
      return nil
    }
    let home = sites.lazy.compactMap { self.source.home(of: name, in: $0.file) }.first
    let made = home.flatMap { $0.file.module.globalValue(of: $0.name) }
    return made?.asCall?.name == "scoped_session" ? name : nil
  }
}

extension PythonSource {
  /// What a call that makes an object gives one of its attributes: by way of `__init__`, or of a
  /// field of a dataclass.
  fileprivate func argument(
    of maker: PythonCall, for attribute: String, of owner: PythonDefinition
  ) -> PythonExpression? {
    guard let type = owner.type else { return nil }
    guard let function = method("__init__", of: owner, type)?.function else {
      if let named = maker.argument(attribute) { return named }
      let fields = type.body.compactMap { statement -> String? in
        guard case .annotate(let target, _, _) = statement.kind else { return nil }
        return target.dottedName
      }
      guard let index = fields.firstIndex(of: attribute),
        maker.positional.indices.contains(index)
      else { return nil }
      return maker.positional[index]
    }
    for (statement, _) in function.body.flattened {
      guard case .assign(let targets, let value) = statement.kind,
        targets.contains(where: { $0.dottedName == "self.\(attribute)" }),
        let parameter = value.dottedName
      else { continue }
      return function.argument(for: parameter, of: maker, isMethod: true)
    }
    return nil
  }
}
