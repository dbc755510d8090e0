import EventSchema
import SourceCode

/// Which parts of a request become what.
struct RequestOrigins {
  /// Columns of the written table by member of the body or parameter of the path.
  var columns: [String: String] = [:]
  /// Tables by the part that holds the key of one of their rows.
  var tables: [String: String] = [:]
  /// Members of the body that the function takes, in the order of the source.
  var keys: [String] = []
  /// Members that are made numbers.
  var numbers: Set<String> = []
  /// Parts that a row is looked up by, with the table and the column.
  var sought: [String: (table: String, column: String)] = [:]
  /// Parameters of the address behind the path, in order.
  var query: [String] = []
  var isList = false
  /// Members that were sent as lists of plain values.
  var lists: Set<String> = []
  /// Members that were sent as lists with nothing in them.
  var emptied: Set<String> = []
  /// Members that were sent as lists of objects, with the members of these.
  var nested: [String: [(name: String, type: String?)]] = [:]
  /// The objects around a member that is not in the body itself, outermost first: `data` of
  /// `event["data"]["id"]`.
  var holders: [String: [String]] = [:]
  /// Members that must hold one text for the write to be reached, as Python.
  var constants: [String: String] = [:]
  /// Whether the body is a sheet of rows: `csv.DictReader(io.StringIO(request.get_data()))`.
  var isSheet = false

  init(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let site = endpoint.site
    let end = site.scope.last?.span.end ?? 0
    let bindings = site.bindings(before: end)
    let query = endpoint.queryParameters.map(\.name)
    self.query = query
    func part(_ expression: PythonExpression, depth: Int = 5) -> String? {
      guard depth > 0 else { return nil }
      switch expression.kind {
      case .subscripted(_, let indices): return indices.first?.stringValue
      case .name(let name):
        if endpoint.parameters.contains(name) || query.contains(name) { return name }
        let given = bindings[name] ?? site.iterable(of: name, before: end)
        guard let bound = given, bound != expression else { return nil }
        return part(bound, depth: depth - 1)
      case .attribute(let base, let name):
        if name == "data", case .attribute(_, let field) = base.kind { return field }
        if let row = base.dottedName.flatMap({ bindings[$0] }), reading.isRow(row, at: site) {
          return nil
        }
        return base.dottedName == nil ? nil : name
      case .call(let callee, let arguments):
        guard case .attribute(let base, let verb) = callee.kind else {
          return arguments.first.flatMap { part($0.value, depth: depth - 1) }
        }
        if ["get", "pop"].contains(verb), let key = arguments.first?.value.stringValue {
          return key
        }
        return PythonVocabulary.keepsValue(verb) ? part(base, depth: depth - 1) : nil
      case .boolean("or", let operands):
        return operands.first.flatMap { part($0, depth: depth - 1) }
      case .await(let inner): return part(inner, depth: depth - 1)
      default: return nil
      }
    }
    readWrite(reading, endpoint, part)
    readLooks(reading, site, part)
    readKeys(reading, endpoint)
    readSent(reading.failure.event.request?.data ?? .null)
    readNames(reading, endpoint)
    readConstants(reading, endpoint)
  }

  private mutating func readWrite(
    _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint,
    _ part: (PythonExpression, Int) -> String?
  ) {
    guard let write = reading.write else { return }
    let names = Set(write.use.values.map(\.column)).union(reading.columns)
    for column in names.sorted() {
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
      guard let relation = use.use.relation, relation.keyColumns.count == 1 else { continue }
      for lookup in use.use.lookups {
        guard let value = lookup.value,
          let given = reading.expression(value, of: use.site, at: site),
          let key = part(given, 5)
        else { continue }
        if lookup.column == relation.keyColumns[0] {
          tables[key] = relation.facts.table
        } else if use.use.lookupColumns.count == 1, !use.guards,
          !use.use.isAbout(reading.relation?.facts.table) || reading.changesRow
        {
          sought[key] = sought[key] ?? (relation.facts.table, lookup.column)
        }
      }
    }
    for (key, column) in columns {
      if let table = reading.relation?.column(named: column)?.referencedTable {
        tables[key] = table
      }
    }
  }

  /// The names of the rows of a sheet that comes as the whole body.
  private mutating func readSheet(_ endpoint: PythonEndpoint, _ bodies: inout Set<String>) {
    let scope = endpoint.site.scope
    let calls = scope.flattened.flatMap(\.statement.calls)
    let isRaw = calls.contains { ["get_data", "body"].contains($0.name ?? "") }
    guard isRaw, calls.contains(where: { $0.name == "DictReader" }) else { return }
    var sheets: Set<String> = []
    for (statement, _) in scope.flattened {
      if let (name, value) = statement.simpleAssignment,
        value.calls.contains(where: { $0.name == "DictReader" })
      {
        sheets.insert(name)
      }
    }
    func isOfSheet(_ rows: PythonExpression) -> Bool {
      sheets.contains(rows.dottedName ?? "") || rows.calls.contains { $0.name == "DictReader" }
    }
    for (statement, _) in scope.flattened {
      if case .for(let loop) = statement.kind, isOfSheet(loop.iterable) {
        bodies.formUnion(loop.target.names)
      }
      statement.visitExpressions { expression in
        if case .comprehension(let made) = expression.kind {
          for clause in made.clauses where isOfSheet(clause.iterable) {
            bodies.formUnion(clause.target.names)
          }
        }
        return true
      }
    }
    isSheet = true
    isList = true
  }

  /// The members of the body that was sent, where no code names them. Their values stay unknown:
  /// only whether they were numbers is kept.
  private mutating func readSent(_ data: JSON) {
    var members: [JSON.Member] = []
    switch data {
    case .object(let given): members = given
    case .array(let rows):
      guard case .object(let given) = rows.first else { return }
      members = given
      isList = isList || keys.isEmpty
    default: return
    }
    for member in members.prefix(Self.membersMax) where member.name.isPlainWord {
      if case .object(let inner) = member.value, !inner.isEmpty {
        readInner(inner, of: [member.name])
        continue
      }
      if !keys.contains(member.name) { keys.append(member.name) }
      if member.value.double != nil { numbers.insert(member.name) }
      if case .array(let elements) = member.value, !elements.isEmpty,
        elements.allSatisfy(\.isPlain)
      {
        lists.insert(member.name)
      }
      if case .array([]) = member.value { emptied.insert(member.name) }
      if case .array(let elements) = member.value, case .object(let inner)? = elements.first {
        nested[member.name] = inner.prefix(Self.membersMax).filter(\.name.isPlainWord).map {
          ($0.name, $0.value.double == nil ? nil : "int")
        }
      }
    }
  }

  static let membersMax = 40

  /// What is called like a column holds its value, and `pier_id` the key of a pier, where the
  /// source shows nothing else.
  private mutating func readNames(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let fields = PythonInput(endpoint, reading.source)?.allFields ?? []
    // What may be left out is left out, unless it is what the failure is about.
    let spare = Set(fields.filter(\.isOptional).map(\.name))
    let bounded = SQLAlchemyBounds(reading)?.column.column
    let wanted = reading.columns + [reading.longColumn, bounded].compactMap(\.self)
    let known = Set(columns.values)
    for name in fields.map(\.name) + keys + query where columns[name] == nil && tables[name] == nil
    {
      guard sought[name] == nil, let relation = reading.relation else { continue }
      let type = fields.first { $0.name == name }?.type
      let column = relation.facts.columns.first { column in
        column.field == name
          || column.field == "\(name)_id" && !(type == "str" && relation.definition == nil)
      }
      guard let column, !known.contains(column.column) else { continue }
      let isSpare = spare.contains(name) && column.isNullable
      guard !isSpare || wanted.contains(column.column) else { continue }
      columns[name] = column.column
      if let table = column.referencedTable { tables[name] = table }
    }
    readPath(reading, endpoint)
    // `guest_id` beside the rows of a list names a row of its own.
    let named = (fields.map(\.name) + keys).filter { $0.hasSuffix("_id") }
    for name in named + endpoint.parameters
    where columns[name] == nil && tables[name] == nil && sought[name] == nil {
      tables[name] = reading.table(calledFor: name, at: endpoint.site)
    }
  }

  /// `data["name"]` and `request.form.get("name")`, also where a function that the body is handed
  /// to takes it from there.
  private mutating func readKeys(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let site = endpoint.site
    var bodies = endpoint.bodies
    readSheet(endpoint, &bodies)
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

extension JSON {
  /// Whether it is neither an object nor a list.
  var isPlain: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }
}

extension PythonEndpoint {
  /// Parameters that hold a body without a model.
  fileprivate var bodies: Set<String> {
    if let heldBody { return [heldBody] }
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
    // `json.loads(await request.body())`, also where the body has a name of its own.
    if dottedName == nil, let call = asCall, call.dottedCallee == "json.loads",
      let text = call.positional.first
    {
      return ["body", "payload", "data", "raw"].contains {
        text.dottedName?.lastName == $0 || text.mentionsName($0)
      }
    }
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

extension PythonEndpoint {
  /// Parameters of FastAPI that come behind the path: `?count=3`.
  var queryParameters: [PythonParameter] {
    guard library == .fastAPI else { return [] }
    let plain: Set<String> = ["str", "int", "float", "bool", "date", "datetime", "Decimal"]
    return function.parameters.filter { parameter in
      guard !parameters.contains(parameter.name) else { return false }
      let made = parameter.defaultValue?.asCall?.name
      guard made == nil || made == "Query" else { return false }
      return plain.contains(parameter.annotation?.annotatedType?.lastName ?? "")
    }
  }
}

extension String {
  /// Whether it can stand in a literal as it is.
  var isPlainWord: Bool {
    let bytes = utf8
    return !bytes.isEmpty && bytes.count <= 40
      && bytes.allSatisfy {
        $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
      }
  }
}

extension SQLAlchemyReading {
  /// Whether an expression reads a row, whose attributes are not the request's.
  fileprivate func isRow(_ value: PythonExpression, at site: PythonSite) -> Bool {
    let end = site.scope.last?.span.end ?? 0
    return libraries.uses(of: value, site, before: end).contains { $0.operation == .read }
      || libraries.rowRead(by: value, at: site) != nil
  }

  /// An expression of a function on the stack in words of a caller: its own where they are the
  /// same, else what the caller hands over for it.
  func expression(
    _ value: PythonExpression, of site: PythonSite, at caller: PythonSite
  ) -> PythonExpression? {
    if site.isSameFunction(as: caller) { return value }
    guard let name = value.dottedName, let passed = arguments(from: caller, to: site),
      let text = passed[name],
      case .expression(let given) = PythonModule(parsing: text).statements.first?.kind
    else { return nil }
    return given
  }

  /// The table of `pier_id`; of the changed row where a path calls it `id`.
  fileprivate func table(calledFor name: String, at site: PythonSite) -> String? {
    if ["id", "pk", "item_id", "row_id"].contains(name) {
      return changesRow ? relation?.facts.table : deletedTable
    }
    guard name.hasSuffix("_id") || name.hasSuffix("_pk") else { return nil }
    let column = relation?.facts.columns.first { $0.field == name }
    if let table = column?.referencedTable { return table }
    // A view that leaves its rows to others does not name the model.
    let subject = [deletedRelation, relation].compactMap(\.self).first {
      $0.facts.name.underscored == name.dropLast(3)
    }
    if let subject { return subject.facts.table }
    let noun = String(name.dropLast(3))
    if driver != nil {
      return [noun, noun + "s", noun + "es"].first { libraries.relation(table: $0) != nil }
    }
    return libraries.relation(named: noun.camelized, in: site.file)?.facts.table
  }
}
