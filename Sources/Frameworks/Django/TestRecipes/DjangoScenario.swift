import EventSchema
import Fixes
import SourceCode

/// A request that reaches the write, with invented values, and the rows that it needs before.
struct DjangoScenario {
  let reading: DjangoReading
  let model: DjangoModel
  let site: PythonSite
  var fixtures: DjangoFixtures
  /// A Python string: `f"/lending/copies/{self.copy.pk}/lend"`.
  private(set) var path = ""
  /// Keys of the payload with Python values.
  private(set) var payload: [(key: String, value: String)] = []

  /// `nil` when the request cannot be told from the source: no URL, a body in the application's own
  /// format, or a value that nothing can be invented for.
  init?(_ reading: DjangoReading) {
    guard let (site, route) = reading.view, let model = reading.model, !reading.readsRawBody,
      !reading.demandsQuery, TranslationPlan(reading)?.canShowForm != false
    else { return nil }
    self.reading = reading
    self.model = model
    self.site = site
    fixtures = DjangoFixtures(reading.source)
    fixtures.need(model)
    let fields = Self.fieldsByOrigin(reading, model)
    guard readPayload(fields), tellsKey(reading, fields) else { return nil }
    var values: [String: String] = [:]
    for name in route.parameters {
      guard let value = pathValue(of: name, fields) else { return nil }
      values[name] = value
    }
    guard let path = route.literal({ values[$0] }) else { return nil }
    self.path = path
    if needsUser { _ = fixtures.user() }
  }

  /// The model's field that each part of the request ends in.
  private static func fieldsByOrigin(
    _ reading: DjangoReading, _ model: DjangoModel
  ) -> [DjangoOrigin: DjangoModel.Field] {
    var result: [DjangoOrigin: DjangoModel.Field] = [:]
    for value in reading.write?.values ?? [] {
      let name = value.field.components(separatedBy: "__").first ?? value.field
      guard let field = model.field(named: name), let origin = reading.origin(of: value.expression)
      else { continue }
      result[origin] = field
    }
    for lookup in reading.write?.lookups ?? [] {
      guard let field = lookup.path.first.flatMap(model.field(named:)),
        let origin = reading.origin(of: lookup.value)
      else { continue }
      result[origin] = field
    }
    return result
  }

  private mutating func readPayload(_ fields: [DjangoOrigin: DjangoModel.Field]) -> Bool {
    let ofValidators = reading.validators.filter { $0.definition != nil && $0.type != model.type }
    for validator in ofValidators {
      for name in validator.fields where !payload.contains(where: { $0.key == name }) {
        guard let value = value(of: name, in: validator) else { return false }
        payload.append((name, value))
      }
    }
    guard !reading.validators.contains(where: { $0.definition == nil }) else { return false }
    let required = fields.compactMap { origin, field -> String? in
      if case .payload(let key) = origin, !field.isOptional { key } else { nil }
    }
    let demanded = reading.demandedKeys
    let keys = demanded + required.sorted().filter { !demanded.contains($0) }
    for key in keys where !payload.contains(where: { $0.key == key }) {
      let field = fields[.payload(key)]
      guard let value = field.map({ value(of: $0, key) }) ?? sample(of: key) else { return false }
      payload.append((key, value))
    }
    return true
  }

  /// Whether the request decides the violated key, so that the same request twice breaks it: a key
  /// in rows of a list, say, cannot be sent as a member of the payload.
  private func tellsKey(
    _ reading: DjangoReading, _ fields: [DjangoOrigin: DjangoModel.Field]
  ) -> Bool {
    guard let write = reading.write else { return true }
    let told = Set(fields.values.map(\.column))
    return reading.violatedColumns.allSatisfy { column in
      let value = write.values.last { model.column(of: $0.field) == column }
      guard let value else { return write.operation != .bulkInsert }
      return told.contains(column) || value.expression.isLiteral
        || reading.origin(of: value.expression) != nil
    }
  }

  /// What a form field takes: by the model's field of the name, else by its declaration.
  private mutating func value(of name: String, in validator: DjangoValidator) -> String? {
    let declaration = validator.type?.value(name)?.asCall
    if let declaration, declaration.name?.hasPrefix("Model") != true,
      declaration.name != "PrimaryKeyRelatedField"
    {
      return DjangoSample.value(ofDeclaration: declaration, shape: shape(of: name))
    }
    return model.field(named: name).flatMap { value(of: $0, name) }
      ?? validator.model?.field(named: name).flatMap { value(of: $0, name) }
  }

  private mutating func value(of field: DjangoModel.Field, _ key: String) -> String? {
    let value = fixtures.value(of: field, in: model, shape: shape(of: key))
    return field.isRelation ? value.map { $0 + ".pk" } : value
  }

  /// A key that ends in no field of the model: a number where the code makes it one.
  private func sample(of key: String) -> String? {
    guard let shape = shape(of: key) else { return "\"1\"" }
    return "\"\(DjangoSample.same(shape))\""
  }

  private func shape(of key: String) -> String? {
    let value = reading.failure.event.request?.data[key]
    // Some SDKs send a list for each form field.
    return value?.string ?? value?[0]?.string
  }

  private mutating func pathValue(
    of name: String, _ fields: [DjangoOrigin: DjangoModel.Field]
  ) -> String? {
    if let looked = rowLookedUp(byPathPart: name), looked.model.table != model.table {
      return fixtures.row(of: looked.model).map { "\($0).\(looked.field)" }
    }
    if let field = fields[.path(name)], !field.isPrimaryKey {
      let value = fixtures.value(of: field, in: model)
      if field.isRelation { return value.map { $0 + ".pk" } }
      return value.map { $0.filter { $0 != "\"" } }
    }
    // The row that is read and changed, wherever the path reads it.
    if fields[.path(name)]?.isPrimaryKey == true,
      reading.write?.fetched != nil || reading.write?.operation == .update
    {
      return fixtures.row(of: model).map { $0 + ".pk" }
    }
    guard let looked = rowLookedUp(byPathPart: name) else { return nil }
    return fixtures.row(of: looked.model).map { "\($0).\(looked.field)" }
  }

  /// The model of `get_object_or_404(Copy, barcode=barcode)`, and the field that it looks by.
  private func rowLookedUp(byPathPart name: String) -> (model: DjangoModel, field: String)? {
    var found: (DjangoModel, String)?
    for statement in site.scope {
      statement.visitExpressions { expression in
        guard found == nil else { return false }
        guard let query = DjangoQuery(expression, in: site.file), let model = query.model else {
          return true
        }
        let lookup = query.lookups.first { lookup in
          lookup.path.count == 1
            && (lookup.value.kind == .name(name) || lookup.value.isURLPart(name))
        }
        if let lookup, let known = reading.source.model(model, in: site.file) {
          let isKey = ["pk", "id"].contains(lookup.path[0])
          if isKey || known.field(named: lookup.path[0])?.isUnique == true {
            found = (known, isKey ? "pk" : lookup.path[0])
          }
        }
        return found == nil
      }
    }
    return found
  }

  private var needsUser: Bool {
    let decorators = site.function?.decorators ?? []
    let bases = site.type?.bases ?? []
    return decorators.contains { $0.mentionsName("login_required") }
      || bases.contains { $0.mentions("LoginRequired") || $0.mentions("UserPassesTest") }
      || (site.type?.value("permission_classes").map { $0.mentionsName("IsAuthenticated") } ?? false)
      || fixtures.lines.contains { $0.hasPrefix("self.user =") }
  }
}

extension DjangoScenario {
  /// `Join` for `JoinView`, `Reserve` for `reserve`.
  var subject: String {
    if let type = site.type?.name {
      for suffix in ["View", "ViewSet", "Serializer", "API"] where type.hasSuffix(suffix) {
        return String(type.dropLast(suffix.count))
      }
      return type
    }
    let words = (site.function?.name ?? model.name).split(separator: "_")
    return words.map { String($0).capitalizedFirst }.joined()
  }

  /// The lines of `setUp`: rows, the user's login, the payload.
  var setUp: [String] {
    var lines = fixtures.lines
    if needsLogin { lines.append("self.client.force_login(self.user)") }
    let items = payload.map { "\"\($0.key)\": \($0.value)" }
    let line = "self.data = {\(items.joined(separator: ", "))}"
    if line.count <= 80 { return lines + [line] }
    return lines + ["self.data = {"] + items.map { "    \($0)," } + ["}"]
  }

  var needsLogin: Bool { fixtures.lines.contains { $0.hasPrefix("self.user =") } }

  /// `client.post("/members/join", self.data)`
  func send(by client: String) -> String {
    let method = (reading.failure.event.request?.method ?? "post").lowercased()
    let known = ["post", "put", "patch"].contains(method) ? method : "post"
    let type = reading.readsJSON ? ", content_type=\"application/json\"" : ""
    return "\(client).\(known)(\(path), self.data\(type))"
  }

  /// Where the project keeps its tests of this app.
  func path(_ name: String) -> String { reading.testPath(for: model, name) }
}

extension DjangoReading {
  /// Beside the app's other tests, else in the project's own package of tests.
  func testPath(for model: DjangoModel, _ name: String) -> String {
    let file = sites.first { $0.isView }?.file.source.path ?? model.file.source.path
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let app = folder.isEmpty ? "" : folder + "/"
    func holds(_ prefix: String) -> Bool {
      failure.tree.files.contains { $0.path.hasPrefix(prefix) }
    }
    if holds(app + "tests/") { return "\(app)tests/test_\(name).py" }
    if holds("tests/"), !holds(app + "tests.py") { return "tests/test_\(name).py" }
    return "\(app)test_\(name).py"
  }
}

extension PythonExpression {
  /// `self.kwargs["pk"]`
  fileprivate func isURLPart(_ name: String) -> Bool {
    guard case .subscripted(let base, let indices) = kind else { return false }
    return base.dottedName == "self.kwargs" && indices.first?.stringValue == name
  }
}
