import Fixes
import SourceCode

/// A call of a task, or of a function that no request reaches, with invented values.
struct DjangoCall {
  let reading: DjangoReading
  let model: DjangoModel
  /// The function that is called: the outermost one on the stack.
  let site: PythonSite
  let function: PythonFunction
  var fixtures: DjangoFixtures
  /// As Python: `["self.boat.pk", "\"k1\""]`.
  private(set) var arguments: [String] = []
  /// Whether one call writes the same key twice and then another one.
  private(set) var repeatsInList = false

  /// What a value of the write came from, seen from the caller.
  fileprivate enum Origin: Hashable {
    case argument(String)
    /// A key of an argument that is a dictionary.
    case member(String, key: String)
    /// One of the values of an argument that is a list.
    case element(String)
  }

  /// `nil` when the function is a method, is reached by requests or calls another service, or when
  /// a value cannot be invented.
  init?(_ reading: DjangoReading) {
    guard !reading.sites.contains(where: \.isView), let model = reading.model,
      let index = Self.entry(of: reading), let function = reading.sites[index].function,
      reading.sites[index].type == nil, !function.isAsync,
      !reading.sites[...index].contains(where: \.callsOutside)
    else { return nil }
    self.reading = reading
    self.model = model
    self.function = function
    site = reading.sites[index]
    fixtures = DjangoFixtures(reading.source)
    fixtures.need(model)
    fixtures.need(function.name, from: site.file.moduleName)
    let fields = fieldsByOrigin(entry: index)
    let given = function.parameters.drop { $0.name == "self" }
    for parameter in given {
      guard parameter.kind == .plain else { continue }
      let isDecided = fields.keys.contains { $0.parameter == parameter.name }
      if parameter.defaultValue != nil, !isDecided { continue }
      guard let value = value(of: parameter, fields, entry: index) else { return nil }
      arguments.append(parameter.defaultValue == nil ? value : "\(parameter.name)=\(value)")
    }
  }

  /// The task on the stack, else the outermost function.
  private static func entry(of reading: DjangoReading) -> Int? {
    reading.sites.firstIndex { $0.entry == .task }
      ?? (reading.sites.contains { $0.entry != nil } ? nil : reading.sites.indices.last)
  }

  private func fieldsByOrigin(entry: Int) -> [Origin: DjangoModel.Field] {
    var result: [Origin: DjangoModel.Field] = [:]
    for value in reading.write?.values ?? [] {
      guard let field = model.field(named: value.field),
        let origin = origin(of: value.expression, at: 0, entry: entry)
      else { continue }
      result[origin] = field
    }
    for lookup in reading.write?.lookups ?? [] {
      guard let field = lookup.path.first.flatMap(model.field(named:)),
        let origin = origin(of: lookup.value, at: 0, entry: entry)
      else { continue }
      result[origin] = field
    }
    return result
  }

  /// Follows an expression of a function on the stack back to the argument of the outermost one.
  private func origin(
    of expression: PythonExpression, at index: Int, entry: Int, depth: Int = 8
  ) -> Origin? {
    guard depth > 0, reading.sites.indices.contains(index) else { return nil }
    func follow(_ part: PythonExpression) -> Origin? {
      origin(of: part, at: index, entry: entry, depth: depth - 1)
    }
    switch expression.kind {
    case .name(let name):
      let site = reading.sites[index]
      let end = site.statement?.span.end ?? 0
      if let bound = site.bindings(before: end)[name], bound != expression { return follow(bound) }
      for (statement, _) in site.scope.blocks(around: site.statement?.span ?? expression.span) {
        if case .for(let loop) = statement.kind, loop.target.kind == .name(name) {
          return follow(loop.iterable)?.element
        }
      }
      guard site.function?.parameters.contains(where: { $0.name == name }) == true else {
        return nil
      }
      if index == entry { return .argument(name) }
      guard let passed = reading.argument(for: name, of: index) else { return nil }
      return origin(of: passed, at: index + 1, entry: entry, depth: depth - 1)
    case .subscripted(let base, let indices):
      guard let key = indices.first?.stringValue else { return nil }
      return follow(base)?.member(key)
    case .attribute(let base, let name):
      return name == "pk" || name == "id" ? follow(base) : nil
    case .call(let callee, let arguments):
      if case .attribute(let base, let name) = callee.kind {
        if name == "get", let key = arguments.first?.value.stringValue {
          return follow(base)?.member(key)
        }
        if ["strip", "lower", "upper", "casefold"].contains(name) { return follow(base) }
      }
      // `Boat.objects.get(pk=boat_id)`
      if let query = DjangoQuery(expression, in: reading.sites[index].file) {
        return query.key.flatMap { follow($0.value) }
      }
      guard arguments.count == 1, arguments[0].kind == .positional else { return nil }
      return follow(arguments[0].value)
    default: return nil
    }
  }

  private mutating func value(
    of parameter: PythonParameter, _ fields: [Origin: DjangoModel.Field], entry: Int
  ) -> String? {
    if let field = fields[.argument(parameter.name)] {
      // The row may be told by another value of its own than its key.
      if field.isRelation, let looked = rowLookedUp(by: parameter.name) {
        return fixtures.row(of: looked.model).map { "\($0).\(looked.field)" }
      }
      return value(of: field)
    }
    if let field = fields[.element(parameter.name)] {
      guard let same = value(of: field), let other = KeyRows.variant(of: field, 2) else {
        return nil
      }
      repeatsInList = true
      return "[\(same), \(same), \(other)]"
    }
    let members = fields.compactMap { origin, field -> (key: String, field: DjangoModel.Field)? in
      guard case .member(parameter.name, let key) = origin else { return nil }
      return (key, field)
    }.sorted { $0.key < $1.key }
    if !members.isEmpty {
      var items: [String] = []
      for (key, field) in members {
        guard let value = rowLookedUp(byMember: key, of: parameter.name) ?? value(of: field) else {
          return nil
        }
        items.append("\"\(key)\": \(value)")
      }
      for key in demandedKeys(of: parameter.name) where !members.contains(where: { $0.key == key })
      {
        items.append("\"\(key)\": 1")
      }
      return "{\(items.joined(separator: ", "))}"
    }
    if let looked = rowLookedUp(by: parameter.name) {
      return fixtures.row(of: looked.model).map { "\($0).\(looked.field)" }
    }
    switch parameter.annotation?.dottedName {
    case "int": return "7"
    case "str": return "\"sample\""
    case "float": return "1.5"
    case "bool": return "True"
    default: return nil
    }
  }

  private mutating func value(of field: DjangoModel.Field) -> String? {
    let value = fixtures.value(of: field, in: model)
    return field.isRelation ? value.map { $0 + ".pk" } : value
  }

  /// The keys that the function subscripts an argument with.
  private func demandedKeys(of name: String) -> [String] {
    var keys: [String] = []
    for statement in function.body {
      statement.visitExpressions { expression in
        if case .subscripted(let base, let indices) = expression.kind, base.kind == .name(name),
          let key = indices.first?.stringValue, !keys.contains(key)
        {
          keys.append(key)
        }
        return true
      }
    }
    return keys
  }

  /// `self.invoice.number` for `Invoice.objects.get(number=data["invoice"])`.
  private mutating func rowLookedUp(byMember key: String, of name: String) -> String? {
    var found: (model: DjangoModel, field: String)?
    for statement in function.body {
      statement.visitExpressions { expression in
        guard found == nil else { return false }
        guard let query = DjangoQuery(expression, in: site.file), let model = query.model else {
          return true
        }
        for lookup in query.lookups where lookup.path.count == 1 && lookup.comparison == "exact" {
          guard case .subscripted(let base, let indices) = lookup.value.kind,
            base.kind == .name(name), indices.first?.stringValue == key,
            let known = reading.source.model(model, in: site.file), known.table != self.model.table,
            let field = known.field(named: lookup.path[0])
          else { continue }
          found = (known, field.isPrimaryKey ? "pk" : field.name)
        }
        return found == nil
      }
    }
    guard let found else { return nil }
    return fixtures.row(of: found.model).map { "\($0).\(found.field)" }
  }

  /// The model of `Booking.objects.get(pk=booking_id)`, and the field that it is looked up by.
  private func rowLookedUp(by name: String) -> (model: DjangoModel, field: String)? {
    var found: (DjangoModel, String)?
    for statement in function.body {
      statement.visitExpressions { expression in
        guard found == nil else { return false }
        guard let query = DjangoQuery(expression, in: site.file), let model = query.model else {
          return true
        }
        let lookup = query.lookups.first { lookup in
          lookup.path.count == 1 && lookup.comparison == "exact" && lookup.value.kind == .name(name)
        }
        guard let path = lookup?.path[0], let known = reading.source.model(model, in: site.file)
        else { return true }
        let isKey = ["pk", "id"].contains(path)
        let field = known.field(named: path)
        if isKey || field?.isUnique == true && field?.isRelation == false {
          found = (known, isKey ? "pk" : path)
        }
        return found == nil
      }
    }
    return found
  }
}

extension DjangoCall.Origin {
  fileprivate var parameter: String {
    switch self {
    case .argument(let name), .member(let name, _), .element(let name): name
    }
  }

  /// One of the values of the list that it is.
  fileprivate var element: Self? {
    if case .argument(let name) = self { .element(name) } else { nil }
  }

  /// The key of the dictionary that it is.
  fileprivate func member(_ key: String) -> Self? {
    if case .argument(let name) = self { .member(name, key: key) } else { nil }
  }
}

extension DjangoCall {
  /// `RecordPayment` for `record_payment`.
  var subject: String {
    function.name.split(separator: "_").map { String($0).capitalizedFirst }.joined()
  }

  /// The call as Python. Some queues' tasks only run at once when they are told to.
  var text: String {
    let decorators = function.decorators.compactMap { $0.chain.first?.name }
    let modules = decorators.compactMap { site.file.imports[$0] }
    var name = function.name
    if modules.contains(where: { $0.hasPrefix("huey") }) { name += ".call_local" }
    if modules.contains(where: { $0.hasPrefix("django.tasks") || $0.hasPrefix("django_tasks") }) {
      name += ".call"
    }
    return "\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// Where the project keeps its tests of this app.
  func path(_ name: String) -> String { reading.testPath(for: model, name) }
}

extension PythonSite {
  /// Whether the function reaches out: mail is caught by Django's test runner, the rest is not.
  fileprivate var callsOutside: Bool {
    scope.flatMap(\.calls).contains { call in
      let names = call.callee.chain.map(\.name)
      guard names.last != "send_mail", !names.contains("EmailMessage") else { return false }
      return PythonVocabulary.isOutside(names) || PythonVocabulary.isSlow(call)
    }
  }
}
