import SourceCode

/// A manager of a model: `objects = AliveManager()`.
struct DjangoManager {
  var name: String
  /// The conditions by which it leaves rows out: `deleted_at IS NULL`.
  var predicates: [String]

  /// The managers that a class body declares.
  static func declared(
    in type: PythonClass, _ file: PythonFile, _ fields: [DjangoModel.Field], _ source: PythonSource
  ) -> [DjangoManager] {
    type.body.compactMap { statement in
      guard let (name, value) = statement.simpleAssignment, let call = value.asCall,
        let callee = call.dottedCallee, isManager(named: name, callee)
      else { return nil }
      let predicates = predicates(ofClass: callee, in: file, fields, source, depth: 4)
      return DjangoManager(name: name, predicates: predicates)
    }
  }

  private static func isManager(named name: String, _ callee: String) -> Bool {
    name == "objects" || callee.hasSuffix("Manager") || callee.hasSuffix(".as_manager")
  }

  /// What `get_queryset` of the class, or else of its bases, filters by.
  private static func predicates(
    ofClass name: String, in file: PythonFile, _ fields: [DjangoModel.Field],
    _ source: PythonSource, depth: Int
  ) -> [String] {
    guard depth > 0, let definition = source.definition(of: name, in: file),
      let type = definition.type
    else { return [] }
    guard let (_, function) = type.method("get_queryset") else {
      return type.bases.flatMap {
        predicates(ofClass: $0, in: definition.file, fields, source, depth: depth - 1)
      }
    }
    let calls = function.body.flatMap { statement in
      var calls: [PythonCall] = []
      statement.visitExpressions { expression in
        if let call = expression.asCall { calls.append(call) }
        return true
      }
      return calls
    }
    return calls.flatMap { call -> [String] in
      guard call.name == "filter" || call.name == "exclude" else { return [] }
      let conditions = call.arguments.map { condition($0, fields, definition.file) }
      return call.name == "filter" ? conditions : conditions.map { "NOT " + $0 }
    }
  }

  private static func condition(
    _ argument: PythonArgument, _ fields: [DjangoModel.Field], _ file: PythonFile
  ) -> String {
    let value = file.source(of: argument.value)
    guard let keyword = argument.name else { return value }
    let lookup = DjangoLookup(keyword: keyword, value: argument.value)
    let field = lookup.path.joined(separator: ".")
    let column = fields.first { $0.name == field }?.column ?? field
    if let asksForNull = lookup.asksForNull {
      return "\(column) IS \(asksForNull ? "" : "NOT ")NULL"
    }
    return lookup.comparison == "exact"
      ? "\(column) = \(value)" : "\(column) \(lookup.comparison) \(value)"
  }
}

extension DjangoModel {
  /// Whether rows that hold a key can be out of sight of `objects`.
  var managerHidesRows: Bool {
    managers.contains { $0.name == "objects" && !$0.predicates.isEmpty }
  }

  /// The manager that sees whatever the unique keys see.
  var managerOfAllRows: String {
    guard managerHidesRows else { return "objects" }
    return managers.first { $0.predicates.isEmpty }?.name ?? "_base_manager"
  }
}
