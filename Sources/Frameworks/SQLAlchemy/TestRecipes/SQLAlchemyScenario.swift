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
  /// What comes behind the path, with Python values.
  private(set) var query: [(key: String, value: String)] = []
  /// The member of the body that holds the list.
  private(set) var wrapper: String?
  /// The body holds a list of such members.
  let isList: Bool
  /// Members that hold a list of plain values, with two of them: `["A1", "A2"]` of `seats`.
  private(set) var lists: [String: [String]] = [:]
  /// Whether the rows come as a sheet of text.
  let isSheet: Bool
  /// The objects around members that are not in the body itself.
  private var holders: [String: [String]]
  /// The name of the changed row's key, when the request changes one.
  private(set) var changed: String?
  private let columnsByKey: [String: String]
  /// How the endpoint wants the body signed.
  let signature: PythonSignature?
  /// The relation of which the request changes a row, with values of that row.
  private let stored: (relation: PythonRelation, given: [String: String])?
  /// Python values by parameter of the path.
  private(set) var pathValues: [String: String] = [:]

  /// `nil` when the request cannot be told from the source.
  ///
  /// - Parameters:
  ///   - number: Tells the request's values from those of rows that are stored before.
  ///   - stored: The relation that the path's own key names a row of, with values of that row.
  init?(
    _ reading: SQLAlchemyReading, rows: SQLAlchemyRows, number: Int = 1,
    changing stored: (relation: PythonRelation, given: [String: String])? = nil
  ) {
    guard let endpoint = reading.endpoint ?? reading.job, let relation = reading.relation else {
      return nil
    }
    self.reading = reading
    self.endpoint = endpoint
    self.relation = relation
    self.rows = rows
    self.stored = stored
    let origins = RequestOrigins(reading, endpoint)
    columnsByKey = origins.columns
    let input = PythonInput(endpoint, reading.source)
    isList = input?.isList ?? origins.isList
    wrapper = input?.wrapper
    isSheet = input == nil && origins.isSheet
    holders = origins.holders
    signature = PythonSignature(of: endpoint.site, reading.source)
    let named = Set(origins.tables.values).union(origins.sought.values.map(\.table))
    changed = self.rows.addKnown(
      changing: stored, isNamed: stored.map { named.contains($0.relation.facts.table) } ?? false)
    if changed == nil, let stored, !named.contains(stored.relation.facts.table),
      named.contains(where: { reading.points($0, to: stored.relation.facts.table) })
    {
      // The row behind the one that the path names: `application.job.openings -= 1`.
      changed = self.rows.add(stored.relation, number: number + 1, given: stored.given)
      if let changed { self.rows.note(parent: changed, of: stored.relation.facts.table) }
    }
    var values: [String: String] = [:]
    for name in endpoint.parameters {
      guard let value = pathValue(name, origins, number, stored) else { return nil }
      values[name] = value
    }
    guard readPayload(origins, number) else { return nil }
    for parameter in endpoint.queryParameters
    where parameter.defaultValue == nil || origins.columns[parameter.name] != nil {
      let type = parameter.annotation?.annotatedType?.lastName
      guard let value = value(of: parameter.name, type: type, origins, number) else { return nil }
      query.append((parameter.name, value))
    }
    pathValues = values
    guard let path = writtenPath else { return nil }
    self.path = path
  }

  private var writtenPath: String? {
    guard endpoint.library != .job else { return "" }
    let request = reading.failure.event.request
    return endpoint.literal(request, reading.source, value: { pathValues[$0] })
  }

  private mutating func pathValue(
    _ name: String, _ origins: RequestOrigins, _ number: Int,
    _ stored: (relation: PythonRelation, given: [String: String])?
  ) -> String? {
    if let (table, column) = origins.sought[name] {
      return soughtValue(table, column, number, stored)
    }
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

  /// The value by which a stored row is found.
  private mutating func soughtValue(
    _ table: String, _ column: String, _ number: Int,
    _ stored: (relation: PythonRelation, given: [String: String])? = nil
  ) -> String? {
    guard let relation = reading.libraries.relation(table: table),
      let declared = relation.column(named: column),
      let sample = reading.sample(declared, in: relation, number: number)
    else { return nil }
    var given = [column: sample.python]
    let isChanged = stored?.relation.facts.table == table
    if let stored, isChanged { given.merge(stored.given) { _, new in new } }
    guard let key = rows.add(relation, number: number, given: given) else { return nil }
    if isChanged { changed = changed ?? key } else { rows.note(parent: key, of: table) }
    return sample.sent
  }

  private mutating func readPayload(_ origins: RequestOrigins, _ number: Int) -> Bool {
    if let input = PythonInput(endpoint, reading.source) {
      for field in input.allFields
      where !field.isOptional || origins.columns[field.name] != nil {
        let value =
          objects(of: field.name, nested(field) ?? origins.nested[field.name] ?? [], origins)
          ?? list(field.name, of: field.elementType) ?? choice(of: field)
          ?? value(of: field.name, type: field.type, origins, number)
        guard let value else {
          // What may be left out is left out.
          if field.isOptional { continue }
          return false
        }
        payload.append((field.name, value))
      }
      repeatTwins()
      return true
    }
    for key in origins.keys {
      if let value = objects(of: key, origins.nested[key] ?? [], origins) {
        payload.append((key, value))
        continue
      }
      if origins.lists.contains(key), let value = list(key, of: "str") {
        payload.append((key, value))
        continue
      }
      guard let value = value(of: key, type: nil, origins, number) else { return false }
      // No class says that a text will do where a number was sent.
      payload.append((key, origins.numbers.contains(key) ? value.plainNumber : value))
    }
    return true
  }

  /// A password that is asked for twice is the same twice.
  private mutating func repeatTwins() {
    for index in payload.indices {
      guard let twin = reading.rules(of: payload[index].key)?.twin,
        let value = payload.first(where: { $0.key == twin })?.value
      else { continue }
      payload[index].value = value
    }
  }

  private mutating func value(
    of key: String, type: String?, _ origins: RequestOrigins, _ number: Int
  ) -> String? {
    if let constant = origins.constants[key] { return constant }
    if let (table, column) = origins.sought[key] { return soughtValue(table, column, number) }
    if let table = origins.tables[key] {
      // The body may name the row as well as the path does.
      guard let stored, stored.relation.facts.table == table, changed == nil else {
        return rows.parent(table)
      }
      changed = rows.add(stored.relation, number: number + 1, given: stored.given)
      return changed
    }
    if let column = origins.columns[key], let declared = relation.column(named: column) {
      if let table = declared.referencedTable { return rows.parent(table) }
      return reading.sample(declared, in: relation, number: number)?.sent
    }
    if let type {
      let rules = reading.rules(of: key)
      if let choice = rules?.choice(number) { return choice }
      let sample = SQLAlchemySample(type: type, name: key, number: number)
      return sample.map { rules?.fitted($0, number: number) ?? $0 }?.sent
    }
    return origins.numbers.contains(key)
      ? "\(6 + number)" : SQLAlchemySample(type: "str", name: key, number: number)?.sent
  }

  /// The fields of the objects that a field of the body holds a list of.
  private func nested(_ field: PythonInput.Field) -> [(name: String, type: String?)]? {
    guard case .annotate(_, let annotation, _) = field.statement.kind,
      let element = annotation.elementType,
      let definition = reading.source.definition(of: element, in: field.file)
    else { return nil }
    let fields = PythonInput.fields(of: definition, reading.source).filter { !$0.isOptional }
    return fields.isEmpty ? nil : fields.map { ($0.name, $0.type) }
  }

  /// A list with one object that makes a row: `[{"lot_id": lot_id, "crates": 7}]`.
  private mutating func objects(
    of key: String, _ fields: [(name: String, type: String?)], _ origins: RequestOrigins
  ) -> String? {
    if origins.emptied.contains(key) { return "[]" }
    guard !fields.isEmpty else { return nil }
    // Objects that are about another table are not needed here.
    let names = relation.facts.columns.map(\.field)
    guard fields.contains(where: { names.contains($0.name) || names.contains("\($0.name)_id") })
    else { return "[]" }
    var objects: [String] = []
    for number in [1, 2] {
      var members: [String] = []
      for (name, type) in fields {
        guard let value = member(name, type, origins, number) else { return nil }
        members.append("\"\(name)\": \(value)")
      }
      objects.append("{\(members.joined(separator: ", "))}")
    }
    lists[key] = objects
    return "[\(objects[0])]"
  }

  /// The value of one member of a nested object.
  private mutating func member(
    _ name: String, _ type: String?, _ origins: RequestOrigins, _ number: Int
  ) -> String? {
    let column = relation.facts.columns.first { $0.field == name || $0.field == "\(name)_id" }
    if let table = column?.referencedTable {
      return number == 1 ? rows.parent(table) : rows.another(table, number: number)
    }
    if let column { return reading.sample(column, in: relation, number: number)?.sent }
    let known = type ?? (origins.numbers.contains(name) ? "int" : "str")
    return SQLAlchemySample(type: known, name: name, number: number)?.sent
  }

  /// A list with one plain value, or with the key of a row that it names: `tag_ids`.
  private mutating func list(_ key: String, of type: String?) -> String? {
    guard let type else { return nil }
    let field = key.hasSuffix("s") ? String(key.dropLast()) : key
    if let table = relation.facts.columns.first(where: { $0.field == field })?.referencedTable {
      guard let parent = rows.parent(table) else { return nil }
      lists[key] = [parent]
      return "[\(parent)]"
    }
    let samples = [1, 2].compactMap {
      SQLAlchemySample(type: type, name: field, length: 8, number: $0)?.sent
    }
    guard samples.count == 2 else { return nil }
    lists[key] = samples
    return "[\(samples[0])]"
  }

  /// The first value of an `Enum` of the project, where a field is one of it.
  private func choice(of field: PythonInput.Field) -> String? {
    reading.source.firstChoice(of: field)
  }

  /// The member of the body that a column is taken from.
  func key(of column: String) -> String? {
    columnsByKey.sorted { $0.key < $1.key }.first { $0.value == column }?.key
  }

  /// The value that the request gives a column.
  func value(of column: String) -> String? {
    guard let key = key(of: column) else { return nil }
    return (payload + query).first { $0.key == key }?.value
  }

  mutating func set(_ key: String, to value: String) {
    if pathValues[key] != nil {
      pathValues[key] = value
      path = writtenPath ?? path
    }
    if let index = payload.firstIndex(where: { $0.key == key }) {
      let isList = lists[key] != nil && value.first != "["
      payload[index].value = isList ? "[\(value)]" : value
    }
    if let index = query.firstIndex(where: { $0.key == key }) { query[index].value = value }
  }

  mutating func remove(_ key: String) {
    payload.removeAll { $0.key == key }
    query.removeAll { $0.key == key }
  }

  /// `payload = {…}`, on one line or on one for each member.
  func body(_ name: String = "payload") -> [String] {
    guard !payload.isEmpty else { return [] }
    let items = members(payload)
    let line = "\(name) = {\(items.joined(separator: ", "))}"
    if line.count <= 80 { return [line] }
    return ["\(name) = {"] + items.map { "    \($0)," } + ["}"]
  }
}

extension String {
  /// `7` of `"7.00"`; anything else as it is.
  fileprivate var plainNumber: String {
    guard first == "\"", last == "\"", let number = Double(dropFirst().dropLast()),
      let whole = Int(exactly: number)
    else { return self }
    return String(whole)
  }
}

extension SQLAlchemyReading {
  /// Whether rows of one table point to rows of another.
  fileprivate func points(_ table: String, to other: String) -> Bool {
    let columns = libraries.relation(table: table)?.facts.columns ?? []
    return columns.contains { $0.referencedTable == other }
  }
}

extension SQLAlchemyScenario {
  /// The members of an object as they are written, with the objects that hold some of them where
  /// the first of these stands.
  private func members(
    _ payload: [(key: String, value: String)], depth: Int = 0
  ) -> [String] {
    var written: [String] = []
    var known: Set<String> = []
    for (key, value) in payload {
      let path = holders[key] ?? []
      guard path.count > depth else {
        written.append("\"\(key)\": \(value)")
        continue
      }
      let holder = path[depth]
      guard known.insert(holder).inserted else { continue }
      let inner = payload.filter { member in
        let other = holders[member.key] ?? []
        return other.count > depth && other[depth] == holder
      }
      let items = members(inner, depth: depth + 1).joined(separator: ", ")
      written.append("\"\(holder)\": {\(items)}")
    }
    return written
  }
}

extension PythonFunction {
  /// From the first statement to the last.
  var wholeSpan: CodeSpan {
    guard let first = body.first?.span, let last = body.last?.span else {
      return CodeSpan(start: 0, end: 0, firstLine: 0, lastLine: 0)
    }
    return CodeSpan(
      start: first.start, end: last.end, firstLine: first.firstLine, lastLine: last.lastLine)
  }
}
