import SourceCode

extension DjangoReading {
  /// The forms and serializers that the application's functions on the stack use.
  static func validators(
    _ sites: [PythonSite], _ write: DjangoWrite?, of violated: DjangoModel?, _ source: PythonSource
  ) -> [DjangoValidator] {
    var found: [DjangoValidator] = []
    func add(_ name: String, _ site: PythonSite) {
      let short = name.split(separator: ".").last.map(String.init) ?? name
      guard !found.contains(where: { $0.name == short }) else { return }
      if let definition = site.innerDefinition(of: name)
        ?? source.definition(of: name, in: site.file)
      {
        if let validator = DjangoValidator(definition, in: source) { found.append(validator) }
      } else if short.hasSuffix("Form") || short.hasSuffix("Serializer") {
        found.append(DjangoValidator(unseen: short))
      }
    }
    for site in sites.reversed() {
      for name in names(at: site) { add(name, site) }
      if let type = site.type, site.isView || site.function == nil,
        let form = DjangoValidator(ofView: type, in: site.file, source)
      {
        found.append(form)
      }
      if let type = site.type, let violated, site.isInAdminForm,
        let form = DjangoValidator(ofAdmin: type, of: violated)
      {
        found.append(form)
      }
    }
    if let set = DjangoFormset(sites, source), !found.contains(where: { $0.name == set.form.name })
    {
      var form = set.form
      form.prefixOfSet = set.prefix
      found.append(form)
    }
    if let site = sites.first, let model = model(of: site, source, write) {
      found.append(model)
    }
    return found
  }

  /// Names of the classes that a function's own code or its class's attributes mention.
  private static func names(at site: PythonSite) -> [String] {
    var names: [String] = []
    if let type = site.type {
      names += ["form_class", "serializer_class", "form"].compactMap {
        $0 == "serializer_class" && site.isActionOfItsOwn ? nil : type.value($0)?.dottedName
      }
      for method in ["get_form_class", "get_serializer_class"] {
        guard let function = type.method(method)?.function else { continue }
        for statement in function.body {
          statement.visit { inner in
            if case .return(let value?) = inner.kind, let name = value.dottedName {
              names.append(name)
            }
            return true
          }
        }
      }
      if type.name.hasSuffix("Form") || type.name.hasSuffix("Serializer") {
        names.append(type.name)
      }
    }
    // A view that is known by its class alone has no code of its own.
    if site.type != nil, site.function == nil { return names }
    let end = site.statement?.span.end ?? 0
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < end else { return false }
        for call in inner.expressions.flatMap(\.calls) where !call.arguments.isEmpty {
          guard let name = call.dottedCallee, let last = name.split(separator: ".").last,
            last.first?.isUppercase == true,
            last.hasSuffix("Form") || last.hasSuffix("Serializer") && !call.onlyShows
          else { continue }
          names.append(name)
        }
        return true
      }
    }
    return names
  }

  /// A model that validates itself before the write: `full_clean()` in the function or in `save`.
  private static func model(
    of site: PythonSite, _ source: PythonSource, _ write: DjangoWrite?
  ) -> DjangoValidator? {
    guard let write, let model = model(of: write, at: site, source) else { return nil }
    let inFunction = site.scope.contains { statement in
      statement.span.start < write.call.span.start
        && statement.calls.contains { $0.name == "full_clean" || $0.name == "validate_unique" }
    }
    let inSave =
      model.type.method("save")?.function.body.contains { statement in
        statement.calls.contains { $0.name == "full_clean" }
      } ?? false
    guard inFunction || inSave else { return nil }
    var validator = DjangoValidator(unseen: model.name)
    validator.kind = .modelForm
    validator.model = model
    validator.fields = model.fields.map(\.name)
    validator.definition = PythonDefinition(
      file: model.file, statement: model.statement, kind: .class(model.type))
    return validator
  }
}

extension PythonSite {
  /// A class inside of the one that the function is a method of: `self.InputSerializer`.
  fileprivate func innerDefinition(of name: String) -> PythonDefinition? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 1 || ["self", "cls", type?.name].contains(parts.first), parts.count < 3
    else { return nil }
    for statement in type?.body ?? [] {
      guard case .class(let inner) = statement.kind, inner.name == parts.last else { continue }
      return PythonDefinition(file: file, statement: statement, kind: .class(inner))
    }
    return nil
  }
}

extension PythonSite {
  /// The methods by which REST views answer.
  private static let handlers: Set<String> = [
    "create", "update", "partial_update", "destroy", "post", "put", "patch",
  ]

  /// Whether it is an extra action of a REST view, or an answer of its own, that does not ask for
  /// the view's serializer.
  fileprivate var isActionOfItsOwn: Bool {
    guard let function,
      function.decorators.contains(where: { ($0.asCall?.callee ?? $0).dottedName == "action" })
        || Self.handlers.contains(function.name)
          && !function.body.flatMap(\.calls).contains(where: { call in
            guard case .attribute(let base, _) = call.callee.kind else { return false }
            return base.asCall?.name == "super"
          })
    else { return false }
    return !scope.contains { statement in
      statement.expressions.contains { expression in
        var asks = false
        expression.visit { part in
          if let call = part.asCall, call.name == "get_serializer", call.onlyShows { return false }
          if case .attribute(_, let name) = part.kind,
            ["get_serializer", "get_serializer_class", "serializer_class"].contains(name)
          {
            asks = true
          }
          return !asks
        }
        return asks
      }
    }
  }
}

extension PythonCall {
  /// Whether a serializer is made of rows to show them and is given no data: `serializer(boat)`.
  fileprivate var onlyShows: Bool { positional.count == 1 && argument("data") == nil }
}

extension PythonSite {
  /// Whether the admin comes here with a form that it has validated, and not with an action on rows
  /// that were chosen in the list.
  fileprivate var isInAdminForm: Bool {
    guard let name = function?.name else { return true }
    return ["save_", "add_view", "change", "response_", "construct_", "log_"].contains {
      name.hasPrefix($0)
    }
  }
}
