import EventSchema
import SourceCode

/// The request that reached the write, with invented values.
struct SQLAlchemyScenario {
  let reading: SQLAlchemyReading
  let endpoint: PythonEndpoint
  let relation: PythonRelation
  var rows: SQLAlchemyRows
  /// A Python string: `f"/owners/{owner_id}/contact"`.
  private(set) var path = ""
  /// The members of the body with Python values.
  private(set) var payload: [(key: String, value: String)] = []
  /// The body holds a list of such members.
  let isList: Bool
  /// The name of the changed row's key, when the request changes one.
  private(set) var changed: String?
  private let columnsByKey: [String: String]

  /// `nil` when the request cannot be told from the source.
  ///
  /// - Parameters:
  ///   - number: Tells the request's values from those of rows that are stored before.
  ///   - stored: The relation that the path's own key names a row of, with values of that row.
  init?(
    _ reading: SQLAlchemyReading, rows: SQLAlchemyRows, number: Int = 1,
    changing stored: (relation: PythonRelation, given: [String: String])? = nil
  ) {
    guard let endpoint = reading.endpoint, let relation = reading.relation else { return nil }
    self.reading = reading
    self.endpoint = endpoint
    self.relation = relation
    self.rows = rows
    let origins = RequestOrigins(reading, endpoint)
    columnsByKey = origins.columns
    isList = origins.isList
    var values: [String: String] = [:]
    for name in endpoint.parameters {
      guard let value = pathValue(name, origins, number, stored) else { return nil }
      values[name] = value
    }
    guard readPayload(origins, number) else { return nil }
    guard
      let path = endpoint.literal(
        reading.failure.event.request, reading.source, value: { values[$0] })
    else { return nil }
    self.path = path
  }

  private mutating func pathValue(
    _ name: String, _ origins: RequestOrigins, _ number: Int,
    _ stored: (relation: PythonRelation, given: [String: String])?
  ) -> String? {
    if let table = origins.tables[name] {
      if let stored, stored.relation.facts.table == table {
        changed = changed ?? rows.add(stored.relation, number: number + 1, given: stored.given)
        return changed
      }
      return rows.parent(table)
    }
    if let column = origins.columns[name], let declared = relation.column(named: column) {
      return rows.value(of: declared, in: relation, number: number)
    }
    let type = endpoint.function.parameters.first { $0.name == name }?.annotation?.annotatedType
    return SQLAlchemySample(type: type?.lastName ?? "str", name: name, number: number)?.sent
  }

  private mutating func readPayload(_ origins: RequestOrigins, _ number: Int) -> Bool {
    if let input = PythonInput(endpoint, reading.source) {
      for field in input.fields where !field.isOptional || origins.columns[field.name] != nil {
        let value =
          choice(of: field) ?? value(of: field.name, type: field.type, origins, number)
        guard let value else {
          // What may be left out is left out.
          if field.isOptional { continue }
          return false
        }
        payload.append((field.name, value))
      }
      return true
    }
    for key in origins.keys {
      guard let value = value(of: key, type: nil, origins, number) else { return false }
      payload.append((key, value))
    }
    return true
  }

  private mutating func value(
    of key: String, type: String?, _ origins: RequestOrigins, _ number: Int
  ) -> String? {
    if let table = origins.tables[key] { return rows.parent(table) }
    if let column = origins.columns[key], let declared = relation.column(named: column) {
      if let table = declared.referencedTable { return rows.parent(table) }
      return SQLAlchemySample(declared, in: relation, number: number)?.sent
    }
    if let type { return SQLAlchemySample(type: type, name: key, number: number)?.sent }
    return origins.numbers.contains(key)
      ? "\(6 + number)" : SQLAlchemySample(type: "str", name: key, number: number)?.sent
  }

  /// The first value of an `Enum` of the project, where a field is one of it.
  private func choice(of field: PythonInput.Field) -> String? {
    guard let type = field.type,
      let found = reading.source.definition(of: type, in: field.file)?.type,
      found.bases.contains(where: { $0.lastName.hasSuffix("Enum") })
    else { return nil }
    let value = found.body.lazy.compactMap(\.simpleAssignment).first?.value
    return value?.stringValue.map { "\"\($0)\"" }
  }

  /// The member of the body that a column is taken from.
  func key(of column: String) -> String? {
    columnsByKey.sorted { $0.key < $1.key }.first { $0.value == column }?.key
  }

  /// The value that the request gives a column.
  func value(of column: String) -> String? {
    guard let key = key(of: column) else { return nil }
    return payload.first { $0.key == key }?.value
  }

  mutating func set(_ key: String, to value: String) {
    if let index = payload.firstIndex(where: { $0.key == key }) { payload[index].value = value }
  }

  mutating func remove(_ key: String) { payload.removeAll { $0.key == key } }

  /// `client.post("/owners/new", data={…})`
  ///
  /// - Parameter also: Further arguments, each with a comma before it.
  func request(_ client: String, body: String = "payload", also: String = "") -> String {
    let method = endpoint.method(of: reading.failure.event.request)
    guard !payload.isEmpty || body != "payload" else {
      return "\(client).\(method)(\(path)\(also))"
    }
    return "\(client).\(method)(\(path), \(takesForm ? "data" : "json")=\(body)\(also))"
  }

  /// Whether the body is a form's.
  var takesForm: Bool {
    guard endpoint.library == .flask else { return false }
    let text = endpoint.site.file.module.source(of: endpoint.function.wholeSpan)
    if PythonForm(endpoint, reading.source) != nil { return true }
    return text.mentions("request.form") || text.mentions("request.values")
  }

  /// `payload = {…}`, on one line or on one for each member.
  func body(_ name: String = "payload") -> [String] {
    guard !payload.isEmpty else { return [] }
    let items = payload.map { "\"\($0.key)\": \($0.value)" }
    let line = "\(name) = {\(items.joined(separator: ", "))}"
    if line.count <= 80 { return [line] }
    return ["\(name) = {"] + items.map { "    \($0)," } + ["}"]
  }
}

extension PythonFunction {
  /// From the first statement to the last.
  fileprivate var wholeSpan: CodeSpan {
    guard let first = body.first?.span, let last = body.last?.span else {
      return CodeSpan(start: 0, end: 0, firstLine: 0, lastLine: 0)
    }
    return CodeSpan(
      start: first.start, end: last.end, firstLine: first.firstLine, lastLine: last.lastLine)
  }
}

/// Which parts of a request become what.
private struct RequestOrigins {
  /// Columns of the written table by member of the body or parameter of the path.
  var columns: [String: String] = [:]
  /// Tables by the part that holds the key of one of their rows.
  var tables: [String: String] = [:]
  /// Members of the body that the function takes, in the order of the source.
  var keys: [String] = []
  /// Members that are made numbers.
  var numbers: Set<String> = []
  var isList = false

  init(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let site = endpoint.site
    let end = site.scope.last?.span.end ?? 0
    let bindings = site.bindings(before: end)
    func part(_ expression: PythonExpression, depth: Int = 5) -> String? {
      guard depth > 0 else { return nil }
      switch expression.kind {
      case .subscripted(_, let indices): return indices.first?.stringValue
      case .name(let name):
        if endpoint.parameters.contains(name) { return name }
        guard let bound = bindings[name], bound != expression else { return nil }
        return part(bound, depth: depth - 1)
      case .attribute(let base, let name):
        if name == "data", case .attribute(_, let field) = base.kind { return field }
        return base.dottedName == nil ? nil : name
      case .call(let callee, let arguments):
        guard case .attribute(let base, let verb) = callee.kind else {
          return arguments.first.flatMap { part($0.value, depth: depth - 1) }
        }
        if ["get", "pop"].contains(verb), let key = arguments.first?.value.stringValue {
          return key
        }
        return PythonVocabulary.keepsValue(verb) ? part(base, depth: depth - 1) : nil
      case .await(let inner): return part(inner, depth: depth - 1)
      default: return nil
      }
    }
    readWrite(reading, endpoint, part)
    readLooks(reading, site, part)
    readKeys(reading, endpoint)
  }

  private mutating func readWrite(
    _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint,
    _ part: (PythonExpression, Int) -> String?
  ) {
    guard let write = reading.write else { return }
    let names = Set(write.use.values.map(\.column)).union(reading.columns)
    for column in names {
      guard let values = reading.values(of: [column], at: endpoint.site), let value = values.first
      else { continue }
      let module = PythonModule(parsing: value.text)
      guard case .expression(let expression) = module.statements.first?.kind,
        let key = part(expression, 5)
      else { continue }
      columns[key] = column
    }
    // All that a form fills.
    if write.use.values.isEmpty, let relation = reading.relation {
      for column in relation.facts.columns
      where reading.values(of: [column.column], at: endpoint.site) != nil {
        columns[column.field] = column.column
      }
    }
  }

  /// `session.get(Owner, data["owner_id"])`, and conditions on other tables' keys.
  private mutating func readLooks(
    _ reading: SQLAlchemyReading, _ site: PythonSite, _ part: (PythonExpression, Int) -> String?
  ) {
    for use in reading.reading.uses where use.use.operation == .read {
      guard use.site.isSameFunction(as: site), let relation = use.use.relation,
        relation.keyColumns.count == 1
      else { continue }
      for lookup in use.use.lookups where lookup.column == relation.keyColumns[0] {
        guard let value = lookup.value, let key = part(value, 5) else { continue }
        tables[key] = relation.facts.table
      }
    }
    for (key, column) in columns {
      if let table = reading.relation?.column(named: column)?.referencedTable {
        tables[key] = table
      }
    }
  }

  /// `data["name"]` and `request.form.get("name")`, also where a function that the body is handed
  /// to takes it from there.
  private mutating func readKeys(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let site = endpoint.site
    var bodies = endpoint.bodies
    for (statement, _) in site.scope.flattened {
      if let (name, value) = statement.simpleAssignment, value.isBody { bodies.insert(name) }
      if case .for(let loop) = statement.kind,
        loop.iterable.isBody || bodies.contains(loop.iterable.dottedName ?? ""),
        case .name(let name) = loop.target.kind
      {
        bodies.insert(name)
        isList = true
      }
    }
    func note(_ key: String, asNumber: Bool) {
      if !keys.contains(key) { keys.append(key) }
      if asNumber { numbers.insert(key) }
    }
    for statement in site.scope {
      var isNumber = false
      statement.visitExpressions { expression in
        if ["int", "float", "Decimal"].contains(expression.asCall?.name ?? "") { isNumber = true }
        guard let (base, key) = expression.member else { return true }
        if base.isBody || bodies.contains(base.dottedName ?? "") { note(key, asNumber: isNumber) }
        return true
      }
    }
    for column in (reading.write?.use.values ?? []).map(\.column) {
      guard let text = reading.values(of: [column], at: site)?.first?.text,
        case .expression(let value) = PythonModule(parsing: text).statements.first?.kind
      else { continue }
      value.visit { part in
        guard let (base, key) = part.member else { return true }
        if base.isBody || bodies.contains(base.dottedName ?? "") { note(key, asNumber: false) }
        return false
      }
    }
  }
}

extension PythonEndpoint {
  /// Parameters of FastAPI that hold a body without a model.
  fileprivate var bodies: Set<String> {
    guard library == .fastAPI else { return [] }
    let found = function.parameters.filter { parameter in
      ["dict", "Dict"].contains(parameter.annotation?.annotatedType?.lastName)
    }
    return Set(found.map(\.name)).subtracting(parameters)
  }
}

extension PythonExpression {
  /// `request.get_json()`, `request.json`, `request.form`; `await request.json()`.
  fileprivate var isBody: Bool {
    if case .await(let inner) = kind { return inner.isBody }
    // A body that may be missing: `request.get_json() or {}`.
    if case .boolean("or", let operands) = kind { return operands.first?.isBody == true }
    let names = chain.map(\.name)
    guard let request = names.firstIndex(of: "request"), names.count == request + 2 else {
      return false
    }
    return ["get_json", "json", "form", "values"].contains(names[request + 1])
  }

  /// `data["name"]` and `data.get("name")`.
  fileprivate var member: (base: PythonExpression, key: String)? {
    switch kind {
    case .subscripted(let base, let indices):
      return indices.first?.stringValue.map { (base, $0) }
    case .call(let callee, let arguments):
      guard case .attribute(let base, let verb) = callee.kind, verb == "get",
        let key = arguments.first?.value.stringValue
      else { return nil }
      return (base, key)
    default: return nil
    }
  }
}
