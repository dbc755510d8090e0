import EventSchema
import Fixes
import SourceCode

/// A request that brings several rows at once, with invented values: a list in a JSON body, or the
/// lines of a CSV text or file.
struct DjangoBatch {
  let scenario: DjangoScenario
  let form: Form
  /// Whether a part of the key is a row that each request makes anew, so that no other request can
  /// hold it.
  let isOfNewRow: Bool
  /// Two rows with keys of their own, as Python.
  let rows: [String]
  /// The columns of a CSV text, in their order.
  let head: [String]

  /// The member of a row that names the row of the violated relation.
  let memberOfParent: String?

  /// A member of a row, and the field that it ends in.
  private struct Key {
    /// Empty where the row is the value itself.
    var name: String
    var field: DjangoModel.Field
    /// Of the row that a relation leads to: what the member holds of it.
    var attribute = "pk"
    /// The field of that row that the member holds, where the code makes missing rows.
    var made: DjangoModel.Field?
  }

  enum Form {
    /// Under a key of the JSON object.
    case list(key: String)
    /// The body is the list.
    case body
    case text
    /// A file of a form.
    case file(key: String)
  }

  /// `nil` when no loop over the request's rows makes those that are written, or when a value of
  /// one cannot be told.
  init?(_ reading: DjangoReading) {
    guard DjangoFormset(reading) == nil, let write = reading.write,
      [.bulkInsert, .create, .save].contains(write.operation),
      let site = reading.site, let model = reading.model,
      let loop = Self.loop(for: reading, write, model, in: site),
      let form = Self.form(of: loop.iterable, reading),
      var scenario = DjangoScenario(reading, isBatch: true)
    else { return nil }
    if case .list = form, !scenario.sendsJSON { return nil }
    let inner = Self.declarations(ofRowsIn: form, reading)
    var keys = Self.keys(of: loop.item, write, model, at: site, reading.source)
    if keys.isEmpty, write.spreads.contains(where: { $0.kind == .name(loop.item) }) {
      let given = write.values.compactMap { model.column(of: $0.field) }
      keys = model.fields.filter { field in
        !field.isPrimaryKey && !given.contains(field.column)
          && (!field.isOptional || inner[field.name]?.isDemanded == true)
      }.map { Key(name: $0.name, field: $0) }
    }
    let violated = model.fieldNames(for: reading.violatedColumns)
    guard keys.contains(where: { violated.contains($0.field.name) }) else { return nil }
    var rows: [String] = []
    for number in 1...2 {
      var items: [(key: String, value: String)] = []
      for key in keys {
        let (name, field) = (key.name, key.field)
        if let made = key.made {
          guard let value = KeyRows.variant(of: made, number) else { return nil }
          items.append((name, value))
          continue
        }
        let variant = Self.variant(of: field, inner[name], number)
        let isVaried = (violated.contains(field.name) || field.isUnique) && variant != nil
        if let variant, isVaried {
          items.append((name, variant))
        } else if let declared = inner[name], !field.isRelation {
          let value = DjangoSample.value(
            ofDeclaration: declared, shape: nil, endingIn: field)
          items.append((name, value))
        } else {
          let target =
            violated.contains(field.name) ? model.target(of: field, in: reading.source) : nil
          let other = number == 1 ? nil : target.flatMap { scenario.fixtures.otherRow(of: $0) }
          guard let value = other ?? scenario.fixtures.value(of: field, in: model) else {
            return nil
          }
          items.append((name, field.isRelation ? "\(value).\(key.attribute)" : value))
        }
      }
      let isPlain = items.count == 1 && items[0].key.isEmpty
      rows.append(
        isPlain
          ? items[0].value
          : "{\(items.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", "))}")
    }
    guard rows[0] != rows[1] else { return nil }
    self.scenario = scenario
    self.form = form
    isOfNewRow = write.values.contains { value in
      violated.contains(value.field) && value.expression.isMadeRow(in: site)
    }
    self.rows = rows
    head = keys.map(\.name)
    memberOfParent =
      keys.first { key in
        key.field.isRelation && key.made == nil && violated == [key.field.name]
      }?.name
  }

  private static func variant(
    of field: DjangoModel.Field, _ declared: PythonCall?, _ number: Int
  ) -> String? {
    let rules = ValueRules(declared ?? field.call, endingIn: field)
    guard let pattern = rules.pattern else { return KeyRows.variant(of: field, number) }
    return pattern.text(number, within: rules.lengthMax).map { "\"\($0)\"" }
  }
}

extension DjangoBatch {
  /// The loop or comprehension that makes the rows: its item decides the violated key.
  private static func loop(
    for reading: DjangoReading, _ write: DjangoWrite, _ model: DjangoModel, in site: PythonSite
  ) -> (item: String, iterable: PythonExpression)? {
    let columns = reading.violatedColumns
    let deciding =
      write.values.filter { columns.contains(model.column(of: $0.field) ?? "") }.map(\.expression)
      + write.spreads
    let bindings = site.bindings(before: write.call.span.start)
    return loops(in: site).first { loop in
      deciding.contains { value in
        value.mentionsName(loop.item)
          || value.dottedName.flatMap { bindings[$0] }?.mentionsName(loop.item) == true
      }
    }
  }

  private static func loops(
    in site: PythonSite
  ) -> [(item: String, iterable: PythonExpression)] {
    var found: [(String, PythonExpression)] = []
    func add(_ target: PythonExpression, _ iterable: PythonExpression) {
      if case .name(let item) = target.kind { found.append((item, iterable)) }
      // `for rank, word in enumerate(words)`
      if let call = iterable.asCall, call.name == "enumerate", target.elements.count == 2,
        case .name(let item) = target.elements[1].kind, let rows = call.positional.first
      {
        found.append((item, rows))
      }
    }
    for statement in site.scope {
      statement.visit { inner in
        if case .for(let loop) = inner.kind { add(loop.target, loop.iterable) }
        return true
      }
      statement.visitExpressions { expression in
        if case .comprehension(let made) = expression.kind, made.clauses.count == 1 {
          add(made.clauses[0].target, made.clauses[0].iterable)
        }
        return true
      }
    }
    return found
  }

  /// Where the rows are in the request.
  private static func form(of iterable: PythonExpression, _ reading: DjangoReading) -> Form? {
    let (rows, index) = reading.followed(iterable, at: 0)
    if rows.asCall?.name == "DictReader" { return text(rows, at: index, reading, depth: 6) }
    if case .payload(let key)? = reading.origin(of: iterable) { return .list(key: key) }
    return reading.isPayload(iterable, at: 0) ? .body : nil
  }

  private static func text(
    _ expression: PythonExpression, at index: Int, _ reading: DjangoReading, depth: Int
  ) -> Form? {
    guard depth > 0 else { return nil }
    var found: Form?
    expression.visit { part in
      guard found == nil else { return false }
      if part.dottedName?.hasSuffix("request.body") == true { found = .text }
      if case .subscripted(let base, let indices) = part.kind, let key = indices.first?.stringValue,
        base.dottedName?.hasSuffix("request.FILES") == true
      {
        found = .file(key: key)
      }
      if case .name = part.kind {
        let (next, place) = reading.followed(part, at: index)
        if next != part { found = text(next, at: place, reading, depth: depth - 1) }
      }
      return found == nil
    }
    return found
  }

  /// What each value of a row is read by: `number=row["number"].strip()`, a plain `number`.
  private static func keys(
    of item: String, _ write: DjangoWrite, _ model: DjangoModel, at site: PythonSite,
    _ source: PythonSource
  ) -> [Key] {
    var keys: [Key] = []
    for value in write.values {
      if let made = madeRow(value, of: item, write, model, at: site, source) {
        keys.append(made)
        continue
      }
      guard let field = model.field(named: value.field),
        let name = key(in: value.expression, of: item), !keys.contains(where: { $0.name == name })
      else { continue }
      let attribute = field.isRelation ? attribute(in: value.expression, at: site) : nil
      keys.append(Key(name: name, field: field, attribute: attribute ?? "pk"))
    }
    return keys
  }

  /// `tag` after `tag, _ = Tag.objects.get_or_create(word=word.lower())`: the member is the word.
  private static func madeRow(
    _ value: DjangoWrite.Value, of item: String, _ write: DjangoWrite, _ model: DjangoModel,
    at site: PythonSite, _ source: PythonSource
  ) -> Key? {
    let bindings = site.bindings(before: write.call.span.start)
    guard let field = model.field(named: value.field), field.isRelation,
      let bound = value.expression.dottedName.flatMap({ bindings[$0] }),
      let call = bound.asCall, ["get_or_create", "update_or_create"].contains(call.name),
      let upsert = DjangoWrite(call, write.statement, at: site, bindings),
      upsert.lookups.count == 1, upsert.lookups[0].path.count == 1,
      let name = key(in: upsert.lookups[0].value, of: item),
      let target = model.target(of: field, in: source),
      let made = target.field(named: upsert.lookups[0].path[0])
    else { return nil }
    return Key(name: name, field: field, made: made)
  }

  /// `isbn` of `books[row["isbn"]]` after `books = {book.isbn: book for …}`, and of
  /// `Book.objects.get(isbn=row["isbn"])`.
  private static func attribute(
    in expression: PythonExpression, at site: PythonSite
  ) -> String? {
    if let query = DjangoQuery(expression, in: site.file), query.lookups.count == 1 {
      return query.lookups[0].path.count == 1 ? query.lookups[0].path[0] : nil
    }
    guard case .subscripted(let base, _) = expression.kind, let name = base.dottedName,
      case .comprehension(let made) = site.bindings(before: expression.span.start)[name]?.kind,
      made.kind == .dictionary, case .attribute(_, let attribute) = made.element.kind
    else { return nil }
    return attribute == "id" ? "pk" : attribute
  }

  private static func key(in expression: PythonExpression, of item: String) -> String? {
    switch expression.kind {
    case .name(item): return ""
    case .subscripted(let base, let indices) where base.kind == .name(item):
      return indices.first?.stringValue
    case .subscripted(_, let indices): return indices.first.flatMap { key(in: $0, of: item) }
    case .call(let callee, let arguments):
      if case .attribute(let base, let name) = callee.kind {
        if name == "get", base.kind == .name(item) { return arguments.first?.value.stringValue }
        if let key = key(in: base, of: item) { return key }
      }
      return arguments.first.flatMap { key(in: $0.value, of: item) }
    case .boolean(_, let operands): return operands.first.flatMap { key(in: $0, of: item) }
    default: return nil
    }
  }

  /// How a serializer inside of another one declares the values of a row.
  private static func declarations(
    ofRowsIn form: Form, _ reading: DjangoReading
  ) -> [String: PythonCall] {
    guard case .list(let key) = form else { return [:] }
    for validator in reading.validators {
      guard let (call, file) = validator.declaration(of: key, in: reading.source),
        let name = call.dottedCallee,
        let definition = reading.source.definition(of: name, in: file),
        let inner = DjangoValidator(definition, in: reading.source)
      else { continue }
      return inner.fields.reduce(into: [:]) { calls, field in
        calls[field] = inner.declaration(of: field, in: reading.source)?.0
      }
    }
    return [:]
  }
}

extension PythonExpression {
  /// Whether it names a row that the function creates.
  fileprivate func isMadeRow(in site: PythonSite) -> Bool {
    guard case .name(let name) = kind, let bound = site.bindings(before: span.start)[name] else {
      return false
    }
    return bound.asCall?.name == "create"
  }
}

extension PythonCall {
  /// Whether a serializer's field takes a row only with a value for it.
  fileprivate var isDemanded: Bool {
    argument("required")?.kind != .false && argument("default") == nil
      && argument("read_only")?.kind != .true
  }
}
