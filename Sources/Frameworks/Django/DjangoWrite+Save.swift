import SourceCode

extension DjangoWrite {
  /// `patient.save()`, `form.save()`, `self.object.save()`.
  mutating func readSave(at site: PythonSite, _ bindings: PythonBindings) {
    guard case .attribute(let base, _) = call.callee.kind else { return }
    var origin = base
    if let name = base.dottedName, let bound = bindings[name] ?? site.attribute(name, before: call)
    {
      origin = bound
      readAssignments(to: name, at: site)
    } else if case .name(let name) = base.kind {
      // A parameter, or what a loop goes over.
      readAssignments(to: name, at: site)
    }
    // `user = form.save(commit=False)`
    if let made = origin.asCall, made.name == "save",
      case .attribute(let form, _) = made.callee.kind
    {
      validator = form
      return
    }
    if let made = origin.asCall, made.dottedCallee == "self.model" {
      // `user = self.model(email=email)` of a manager.
      read(made.arguments)
      return
    }
    if let made = origin.asCall, let type = made.name, type.first?.isUppercase == true {
      let isValidator = type.hasSuffix("Form") || type.hasSuffix("Serializer")
      if isValidator {
        validator = base
        readAdditions(to: base, at: site)
      } else {
        model = type
        read(made.arguments)
      }
      return
    }
    if let upsert = origin.asCall, ["get_or_create", "update_or_create"].contains(upsert.name),
      let made = DjangoWrite(upsert, statement, at: site, bindings)
    {
      (model, relatedManager, lookups) = (made.model, made.relatedManager, made.lookups)
      fetched = origin
      return
    }
    if let query = DjangoQuery(origin, in: site.file), query.terminal != nil {
      model = query.model
      relatedManager = query.relatedManager
      lookups = query.lookups
      fetched = origin
      return
    }
    if let name = base.dottedName, name == "form" || name == "serializer" || name.hasSuffix("form")
    {
      validator = base
      readAdditions(to: base, at: site)
    }
  }

  /// What is added to the validated data: `serializer.save(owner=user)`, `form.instance.owner =
  /// user`.
  private mutating func readAdditions(to validator: PythonExpression, at site: PythonSite) {
    let options: Set<String> = ["commit", "using", "force_insert", "update_fields"]
    for argument in call.arguments {
      if let name = argument.name, !options.contains(name) {
        values.append(Value(field: name, expression: argument.value))
      }
    }
    if let name = validator.dottedName { readAssignments(to: name + ".instance", at: site) }
  }

  /// What a generic view or an admin class would do by itself: `super().form_valid(form)`.
  mutating func readInherited(_ name: String, at site: PythonSite) -> Bool {
    guard case .attribute(let base, _) = call.callee.kind, base.asCall?.name == "super" else {
      return false
    }
    let position = name == "save_model" ? 2 : 0
    guard call.positional.indices.contains(position) else { return false }
    validator = call.positional[position]
    if let validator { readAdditions(to: validator, at: site) }
    if name == "save_model", let row = call.positional[1].dottedName {
      readAssignments(to: row, at: site)
    }
    return true
  }

  /// What a model serializer does by itself with the data that it has validated:
  /// `super().create(validated_data)`.
  mutating func readInheritedCreate(at site: PythonSite) -> Bool {
    guard case .attribute(let base, _) = call.callee.kind, base.asCall?.name == "super",
      call.arguments.count == 1, let data = call.positional.first, data.isValidatedData,
      let type = site.type, type.bases.contains(where: { $0.hasSuffix("ModelSerializer") }),
      let model = type.inner("Meta")?.value("model")?.modelName
    else { return false }
    self.model = model
    spreads = [data]
    readMembers(ofSpreadAt: site)
    return true
  }

  /// What the code adds to the validated data before it hands all of them over.
  mutating func readMembers(ofSpreadAt site: PythonSite) {
    guard let data = spreads.first(where: \.isValidatedData)?.dottedName else { return }
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < call.span.start else { return false }
        guard case .assign(let targets, let value) = inner.kind else { return true }
        for target in targets {
          guard case .subscripted(let base, let indices) = target.kind, base.dottedName == data,
            let name = indices.first?.stringValue
          else { continue }
          values.append(Value(field: name, expression: value))
          givenToSpread.insert(name)
        }
        return true
      }
    }
  }

  /// `patient.ward = ward` between the construction and the save.
  private mutating func readAssignments(to name: String, at site: PythonSite) {
    if let set = Self.members(setOn: name, in: site.scope, before: call.span.start) {
      if set.isValidatedData { spreads.append(set) } else { members = set }
    }
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < call.span.start else { return false }
        switch inner.kind {
        case .assign(let targets, let value):
          for target in targets {
            if case .attribute(let base, let field) = target.kind, base.dottedName == name {
              values.append(Value(field: field, expression: value))
            }
          }
        case .augment(let target, _, let value):
          if case .attribute(let base, let field) = target.kind, base.dottedName == name {
            values.append(Value(field: field, expression: value, isPart: true))
          }
        default: break
        }
        return true
      }
    }
  }
}

extension PythonClass {
  /// Whether it is a manager or query set of a model.
  var isManager: Bool {
    bases.contains { base in
      base.hasSuffix("Manager") || base.hasSuffix("QuerySet")
        || base.hasSuffix("from_queryset")
    }
  }
}
