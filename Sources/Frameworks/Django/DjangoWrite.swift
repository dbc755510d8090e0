import SourceCode

/// The statement that writes (or, for a read that failed, reads) through the ORM.
struct DjangoWrite {
  var operation: SourceFacts.Operation
  var call: PythonCall
  /// The simple statement that holds the call.
  var statement: PythonStatement
  /// The model as written, if the statement or what its names stand for tells.
  var model: String?
  /// The attribute that gave a related manager: `loan_set`.
  var relatedManager: String?
  /// What each field is given, by the name in the source.
  var values: [Value] = []
  /// `**form.cleaned_data`, with the prefix before it left out.
  var spreads: [PythonExpression] = []
  /// Fields that the code gives the mapping of `spreads` itself: `validated_data["owner"] = user`.
  var givenToSpread: Set<String> = []
  /// Of `get_or_create` and `update_or_create`.
  var lookups: [DjangoLookup] = []
  /// Of `bulk_create`: the name of the list of rows, if it has one.
  var rows: String?
  /// The form or serializer whose `save()` writes.
  var validator: PythonExpression?
  /// The instance that `save()` writes, when it was read before.
  var fetched: PythonExpression?
  /// The mapping whose members `setattr` gives the row.
  var members: PythonExpression?

  struct Value {
    var field: String
    var expression: PythonExpression
    /// Whether it is only added to what is there: `count += 1`.
    var isPart = false
  }

  /// The write of a simple statement; the call that fits the operation of the frames, if one does.
  static func find(
    in statement: PythonStatement, at site: PythonSite, _ operation: SourceFacts.Operation?
  ) -> DjangoWrite? {
    let bindings = site.bindings(before: statement.span.start)
    let found = statement.expressions.flatMap(\.calls).compactMap { call in
      DjangoWrite(call, statement, at: site, bindings)
    }
    return found.first { $0.operation == operation }
      ?? (operation == nil || operation == .commit ? found.first : nil)
      ?? found.first { operation == .save && $0.operation == .create }
      ?? found.first { operation == .create && $0.operation == .save }
  }

  init?(
    _ call: PythonCall, _ statement: PythonStatement, at site: PythonSite,
    _ bindings: PythonBindings
  ) {
    guard let name = call.name, let operation = Self.operations[name] else { return nil }
    self.operation = operation
    self.call = call
    self.statement = statement
    switch name {
    case "save", "asave": readSave(at: site, bindings)
    case "create" where readInheritedCreate(at: site): break
    case "form_valid", "perform_create", "perform_update", "save_model":
      guard readInherited(name, at: site) else { return nil }
    case "bulk_create", "abulk_create":
      readManager(bindings, at: site)
      readBulk(bindings, at: site)
    case "execute", "executemany": values = InsertedColumns(call, bindings)?.values ?? []
    default:
      guard readManager(bindings, at: site) else { return nil }
      readArguments()
      readMembers(ofSpreadAt: site)
    }
  }

  private static let operations: [String: SourceFacts.Operation] = [
    "create": .create, "acreate": .create, "save": .save, "asave": .save,
    "create_user": .create, "acreate_user": .create, "create_superuser": .create,
    "form_valid": .save, "perform_create": .save, "perform_update": .save, "save_model": .save,
    "bulk_create": .bulkInsert, "abulk_create": .bulkInsert,
    "get_or_create": .upsert, "aget_or_create": .upsert,
    "update_or_create": .upsert, "aupdate_or_create": .upsert,
    "update": .update, "aupdate": .update, "bulk_update": .update,
    "delete": .delete, "adelete": .delete, "get": .read, "aget": .read,
    "execute": .rawStatement, "executemany": .rawStatement,
  ]

  /// Whether a method of managers and rows writes, or reads one row by itself.
  static func isOperation(_ name: String) -> Bool { operations[name] != nil }

  /// `Tag.objects.get_or_create(name=name)`
  static func findsOrMakes(_ call: PythonCall) -> Bool {
    call.name.flatMap { operations[$0] } == .upsert && call.argument("defaults") != nil
      || call.name?.hasSuffix("_or_create") == true
  }

  /// `X.objects.create`, `patient.loan_set.create`, `X.objects.filter(…).update`.
  @discardableResult private mutating func readManager(
    _ bindings: PythonBindings, at site: PythonSite
  ) -> Bool {
    var links = call.callee.chain
    guard links.count > 1 else { return false }
    links.removeLast()
    // A manager's own method: `self.create(number=number)`.
    if links.count == 1, ["self", "super", "cls"].contains(links[0].name) {
      return site.type?.isManager == true
    }
    if let first = links.first, first.arguments == nil, let bound = bindings[first.name] {
      let base = bound.chain
      if !base.isEmpty { links = base + links.dropFirst() }
    }
    if let rows = site.rowsOfView(links) { links = rows }
    let managers: Set<String> = ["objects", "_default_manager", "_base_manager"]
    if let manager = links.firstIndex(where: { managers.contains($0.name) }), manager > 0 {
      let owner = links[manager - 1].name
      model = owner == "get_user_model" ? "User" : owner
      if owner == "cls" || owner == "__class__" { model = site.type?.name }
      for link in links[(manager + 1)...] where link.name == "filter" || link.name == "get" {
        lookups += (link.arguments ?? []).compactMap { argument in
          argument.name.map { DjangoLookup(keyword: $0, value: argument.value) }
        }
      }
      return true
    }
    if let type = links.last(where: { $0.name.first?.isUppercase == true }) {
      model = type.name
      return true
    }
    if operation == .delete { return true }
    guard links.count > 1, operation != .read else { return false }
    // A dictionary's `update` takes more than keywords.
    if operation == .update,
      call.arguments.isEmpty || !call.arguments.allSatisfy({ $0.name != nil })
    {
      return false
    }
    relatedManager = links.last?.name
    return true
  }

  private mutating func readArguments() {
    if operation == .upsert || operation == .read {
      for argument in call.arguments {
        if let name = argument.name, name != "defaults", name != "create_defaults" {
          lookups.append(DjangoLookup(keyword: name, value: argument.value))
          values.append(Value(field: name, expression: argument.value))
        }
      }
      if case .dictionary(let items) = call.argument("defaults")?.kind {
        for item in items {
          if let name = item.key?.stringValue {
            values.append(Value(field: name, expression: item.value))
          } else if item.key == nil {
            spreads.append(item.value)
          }
        }
      }
    } else {
      read(call.arguments)
      guard call.name?.hasSuffix("create_user") == true || call.name == "create_superuser" else {
        return
      }
      // The order of Django's own `UserManager`.
      for (name, value) in zip(["username", "email", "password"], call.positional) {
        values.append(Value(field: name, expression: value))
      }
    }
  }

  mutating func read(_ arguments: [PythonArgument]) {
    for argument in arguments {
      switch argument.kind {
      case .keyword(let name): values.append(Value(field: name, expression: argument.value))
      case .doubleStar: spreads.append(argument.value)
      case .positional, .star: continue
      }
    }
  }

  /// The rows of `bulk_create`: a list of constructors, a comprehension, or a name for one of them.
  private mutating func readBulk(_ bindings: PythonBindings, at site: PythonSite) {
    guard let rows = call.positional.first ?? call.argument("objs") else { return }
    var rowSource = rows
    if case .name(let name) = rows.kind {
      self.rows = name
      if let bound = bindings[name] { rowSource = bound }
    }
    let appended = self.rows.map { site.calls(of: "append", on: $0, before: call.span.start) } ?? []
    for row in rowSource.calls + appended.flatMap(\.positional).flatMap(\.calls) {
      guard let type = row.dottedCallee, type.split(separator: ".").last?.first?.isUppercase == true
      else { continue }
      if model == nil { model = row.name }
      guard row.name == model else { continue }
      read(row.arguments)
      return
    }
  }
}

extension PythonSite {
  /// What stands for `self.get_queryset()` and `self.queryset` of a generic view at the head of a
  /// chain: what the class declares, or the method returns.
  fileprivate func rowsOfView(
    _ links: [PythonExpression.Link]
  ) -> [PythonExpression.Link]? {
    guard let type, links.count > 1, links[0].name == "self",
      ["get_queryset", "queryset"].contains(links[1].name)
    else { return nil }
    var rows = type.value("queryset")
    for statement in type.method("get_queryset")?.function.body ?? [] {
      if case .return(let value?) = statement.kind { rows = value }
    }
    guard let chain = rows?.chain, chain.contains(where: { $0.name == "objects" }) else {
      return nil
    }
    return chain + links.dropFirst(2)
  }

  /// `rows.append(…)` in this function.
  fileprivate func calls(of method: String, on name: String, before end: Int) -> [PythonCall] {
    scope.flatMap(\.calls).filter { call in
      guard call.span.start < end, case .attribute(let base, method) = call.callee.kind else {
        return false
      }
      return base.kind == .name(name)
    }
  }

  /// What `self.object` was last given in this function.
  func attribute(_ dotted: String, before call: PythonCall) -> PythonExpression? {
    var result: PythonExpression?
    for statement in scope {
      statement.visit { inner in
        guard inner.span.start < call.span.start else { return false }
        if case .assign(let targets, let value) = inner.kind,
          targets.contains(where: { $0.dottedName == dotted })
        {
          result = value
        }
        return true
      }
    }
    return result
  }
}
