import EventSchema
import SourceCode

extension PythonLibrary {
  /// Django's ORM.
  static let django = PythonLibrary(
    declares: { definition, source in
      DjangoModel(definition, in: source).flatMap { $0.isAbstract ? nil : $0.described(in: source) }
    },
    declarationMarks: ["models.Model", "Field(", "ForeignKey("],
    uses: { statement, scope in DjangoUses(statement, scope).found },
    callbacks: { use, source in DjangoSignals.callbacks(of: use, source) })
}

extension DjangoModel {
  func described(in source: PythonSource) -> PythonRelation {
    var defaults: [String: PythonExpression] = [:]
    for field in fields {
      if let value = field.call?.argument("default") { defaults[field.column] = value }
    }
    var hides: SourceFacts.Place?
    if managerHidesRows {
      hides = file.place(
        (type.body.first { $0.simpleAssignment?.name == "objects" } ?? statement).span)
    }
    return PythonRelation(
      facts: relation(in: source),
      definition: PythonDefinition(file: file, statement: statement, kind: .class(type)),
      defaults: defaults, hides: hides)
  }
}

/// The uses of rows in one statement of Django code.
struct DjangoUses {
  private(set) var found: [PythonRowUse] = []
  private let scope: PythonScope
  private let statement: PythonStatement

  init(_ statement: PythonStatement, _ scope: PythonScope) {
    self.statement = statement
    self.scope = scope
    for expression in statement.expressions { read(expression) }
  }

  /// The model whose rows an expression holds: a query set, or a name for something made of one.
  private func modelOfRows(_ expression: PythonExpression) -> DjangoModel? {
    var name: String?
    expression.visit { part in
      scope.resolved(part).visit { piece in
        if name == nil,
          let query = DjangoQuery(piece, in: scope.site.file, bindings: scope.bindings)
        {
          name = query.model
        }
        return name == nil
      }
      return name == nil
    }
    return name.flatMap { scope.libraries.source.model($0, in: scope.site.file) }
  }

  private mutating func read(_ expression: PythonExpression) {
    if let call = expression.asCall, let use = write(call) {
      found += argumentUses(of: call)
      found.append(use)
      return
    }
    let isTest = if case .if = statement.kind { true } else { false }
    if let query = DjangoQuery(expression, in: scope.site.file, bindings: scope.bindings),
      query.terminal != nil || isTest, let use = look(query, expression)
    {
      found.append(use)
      return
    }
    for part in expression.parts { read(part) }
  }

  /// What stands in the arguments runs first.
  private func argumentUses(of call: PythonCall) -> [PythonRowUse] {
    call.arguments.flatMap { argument in
      let statement = PythonStatement(.expression(argument.value), span: argument.value.span)
      return DjangoUses(statement, scope).found
    }
  }

  private func look(_ query: DjangoQuery, _ expression: PythonExpression) -> PythonRowUse? {
    var use = PythonRowUse(.read, at: expression.span)
    use.locks = query.locks
    var model: DjangoModel?
    if let related = query.relatedManager {
      guard let found = scope.libraries.source.model(relatedManager: related) else { return nil }
      model = found.model
      use.lookups.append(PythonRowUse.Lookup(column: found.relation.column))
    } else if let name = query.model {
      model = scope.libraries.source.model(name, in: scope.site.file)
      use.name = name.lastName
    }
    use.relation = model?.described(in: scope.libraries.source)
    let chain = expression.chain.isEmpty ? [] : scope.wholeChain(of: expression)
    use.isStale = chain.contains { link in
      link.name == "using"
        && (link.arguments?.first?.value.stringValue?.mentions("repl") == true
          || link.arguments?.first?.value.stringValue?.hasPrefix("read") == true)
    }
    for lookup in query.lookups where lookup.isEquality {
      guard let first = lookup.path.first,
        lookup.path.count == 1 || lookup.path.last == "id"
          || lookup.path.last == "pk"
      else { continue }
      use.lookups.append(
        PythonRowUse.Lookup(
          column: model?.column(of: first) ?? first, value: lookup.value,
          foldsCase: lookup.foldsCase))
    }
    for link in chain where link.name == "values_list" || link.name == "values" {
      use.selected += (link.arguments ?? []).compactMap(\.value.stringValue).map {
        model?.column(of: $0) ?? $0
      }
    }
    use.otherPredicates = query.predicates(of: model)
    use.seesHiddenRows =
      query.manager.map { name in
        name != "objects" && model?.managers.first { $0.name == name }?.predicates.isEmpty ?? true
      } ?? false
    use.multipliesRows =
      !chain.contains { $0.name == "distinct" } && model.map { joins(query, from: $0) } ?? false
    if query.terminal == "update" || query.terminal == "aupdate" { use.operation = .update }
    return use
  }

  /// Whether a look-up goes through a relation of which one row has many.
  private func joins(_ query: DjangoQuery, from model: DjangoModel) -> Bool {
    let source = scope.libraries.source
    return query.lookups.contains { lookup in
      guard lookup.path.count > 1, let first = lookup.path.first else { return false }
      if let field = model.field(named: first) {
        if field.type == "ManyToManyField" { return true }
        guard lookup.path.count > 2, let target = model.target(of: field, in: source) else {
          return false
        }
        return target.field(named: lookup.path[1]).map { $0.type == "ManyToManyField" }
          ?? source.isToMany(lookup.path[1], from: target)
      }
      return source.isToMany(first, from: model)
    }
  }

  private func write(_ call: PythonCall) -> PythonRowUse? {
    guard let write = DjangoWrite(call, statement, at: scope.site, scope.bindings),
      write.operation != .read
    else { return nil }
    var use = PythonRowUse(write.operation, at: call.span)
    let source = scope.libraries.source
    var model = DjangoReading.model(of: write, at: scope.site, source)
    use.name = write.model?.lastName
    if write.operation == .save, model == nil, write.validator == nil {
      model = modelOfReceiver(call)
      use.changesFetchedRow = model != nil
    }
    if write.operation == .delete { model = model ?? modelOfReceiver(call) }
    if let validator = write.validator { model = modelOfValidator(validator) }
    guard write.operation != .rawStatement else { return nil }
    if model == nil, use.name == nil, write.operation != .save { return nil }
    use.relation = model?.described(in: source)
    use.changesFetchedRow = use.changesFetchedRow || write.fetched != nil
    use.fetched = write.fetched?.span
    use.isMany = write.operation == .bulkInsert
    use.values = write.values.map { value in
      let name = value.field.components(separatedBy: "__").first ?? value.field
      return PythonRowUse.Value(
        column: model?.column(of: name) ?? name, expression: value.expression,
        isComputedInDatabase: value.expression.isComputedByDatabase)
    }
    use.lookups = write.lookups.compactMap { lookup in
      lookup.path.first.map {
        PythonRowUse.Lookup(
          column: model?.column(of: $0) ?? $0, value: lookup.value, foldsCase: lookup.foldsCase)
      }
    }
    let passesBy = ["bulk_create", "abulk_create", "bulk_update", "update", "aupdate"]
    use.bypassesValidation =
      passesBy.contains(call.name ?? "") && model?.validatesItself == true
      || call.argument("raw")?.kind == .true
    return use
  }

  /// The model of `member.delete()`, `self.save()` or `super().save()`.
  private func modelOfReceiver(_ call: PythonCall) -> DjangoModel? {
    guard case .attribute(let base, _) = call.callee.kind else { return nil }
    let source = scope.libraries.source
    let isOwn = base.kind == .name("self") || base.asCall?.name == "super"
    if isOwn, let type = scope.site.type {
      let definition = PythonDefinition(
        file: scope.site.file, statement: scope.site.typeStatement, kind: .class(type))
      return DjangoModel(definition, in: source)
    }
    let value = scope.resolved(base)
    if let query = DjangoQuery(value, in: scope.site.file, bindings: scope.bindings) {
      if let name = query.model { return source.model(name, in: scope.site.file) }
      return query.relatedManager.flatMap { source.model(relatedManager: $0)?.model }
    }
    if case .name(let name) = base.kind,
      let iterable = scope.site.iterable(of: name, before: call.span.start)
    {
      return modelOfRows(iterable)
    }
    if case .name(let name) = base.kind, let type = scope.annotation(of: name) {
      return source.definition(of: type, in: scope.site.file).flatMap {
        DjangoModel($0, in: source)
      }
    }
    return nil
  }

  /// The model that a model form or serializer saves.
  private func modelOfValidator(_ validator: PythonExpression) -> DjangoModel? {
    let made = scope.resolved(validator)
    guard let name = made.asCall?.dottedCallee,
      let definition = scope.definition(of: name)
    else { return nil }
    return DjangoValidator(definition, in: scope.libraries.source)?.model
  }
}

extension PythonScope {
  /// The chain with that of the name that it begins with.
  fileprivate func wholeChain(of expression: PythonExpression) -> [PythonExpression.Link] {
    let chain = expression.chain
    guard let first = chain.first, first.arguments == nil, let bound = bindings[first.name] else {
      return chain
    }
    return bound.chain + chain.dropFirst()
  }
}

extension DjangoModel {
  /// Whether saving a row, or its form, checks more than the database does.
  fileprivate var validatesItself: Bool {
    ["clean", "validate_unique", "save"].contains { type.method($0) != nil }
  }
}

extension PythonSource {
  /// Whether a name that a look-up goes through leads from one row of the model to many others.
  fileprivate func isToMany(_ name: String, from model: DjangoModel) -> Bool {
    guard let found = self.relation(backTo: model, as: name) else {
      // What is no field of a plain model leads back to it; the other model may not be at hand.
      return !tree.isComplete && model.fields.count > 0
        && model.type.bases.allSatisfy { $0.lastName == "Model" }
    }
    return found.type != "OneToOneField"
  }

  /// The relation of another model that points to this one and is known to it by a name.
  private func relation(backTo model: DjangoModel, as name: String) -> DjangoModel.Field? {
    for file in files(mentioning: model.name) {
      for (statement, type) in file.classes {
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        guard let other = DjangoModel(definition, in: self) else { continue }
        let back = other.fields.first { field in
          field.target == model.name
            && (field.relatedName == name
              || (field.relatedName == nil && other.name.lowercased() == name))
        }
        if let back { return back }
      }
    }
    return nil
  }
}

/// What Django runs by itself around the writing of a row.
enum DjangoSignals {
  static func callbacks(of use: PythonRowUse, _ source: PythonSource) -> [PythonDefinition] {
    guard let name = use.relation?.facts.name ?? use.name else { return [] }
    let isDeletion = use.operation == .delete
    let signals: Set<String> =
      isDeletion ? ["pre_delete", "post_delete"] : ["pre_save", "post_save"]
    // Writes past the models send no signals.
    guard use.operation != .bulkInsert, use.operation != .rawStatement,
      use.operation != .update
    else { return [] }
    var result: [PythonDefinition] = []
    if let definition = use.relation?.definition, let type = definition.type,
      let own = source.method(isDeletion ? "delete" : "save", of: definition, type)
    {
      result.append(own)
    }
    for signal in signals.sorted() {
      for file in source.files(mentioning: signal) {
        result += receivers(of: signal, sender: name, in: file, source)
      }
    }
    return result
  }

  private static func receivers(
    of signal: String, sender: String, in file: PythonFile, _ source: PythonSource
  ) -> [PythonDefinition] {
    var result: [PythonDefinition] = []
    for (statement, function, type) in file.functions where type == nil {
      let isReceiver = function.decorators.contains { decorator in
        guard let call = decorator.asCall, call.name == "receiver",
          call.positional.contains(where: { $0.mentionsName(signal) })
        else { return false }
        return call.argument("sender")?.modelName == sender
      }
      guard isReceiver else { continue }
      result.append(
        PythonDefinition(file: file, statement: statement, kind: .function(function)))
    }
    // `post_save.connect(make_profile, sender=User)`
    for call in file.module.calls where call.name == "connect" {
      guard call.callee.chain.dropLast().last?.name == signal,
        call.argument("sender")?.modelName == sender,
        let name = (call.positional.first ?? call.argument("receiver"))?.dottedName,
        let found = source.definition(of: name, in: file), found.function != nil
      else { continue }
      result.append(found)
    }
    return result
  }
}
