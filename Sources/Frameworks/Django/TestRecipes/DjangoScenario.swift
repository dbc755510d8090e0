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
  private let route: DjangoRoute
  /// Values of the parts of the URL, by the view's parameters.
  private(set) var pathValues: [String: String] = [:]
  /// The tables whose rows parts of the request look up, by the part.
  private(set) var tablesOfParts: [String: String] = [:]
  /// The rows of a body that is a table of its own.
  private(set) var table: DjangoTable?
  /// The model's field that each part of the request ends in.
  let origins: [DjangoOrigin: DjangoModel.Field]
  /// Lines of `setUp` behind the rows.
  private(set) var furtherLines: [String] = []
  /// Keys of the payload that take a file.
  private(set) var files: [String] = []
  /// How the view wants the body signed.
  private(set) var signature: PythonSignature?
  /// The header that the view asks of whoever has no login.
  private(set) var token: PythonToken?

  /// `nil` when the request cannot be told from the source: no URL, a body in the application's own
  /// format, or a value that nothing can be invented for.
  ///
  /// - Parameters:
  ///   - model: The model that it is about, where it is not that of the violated table.
  ///   - isBatch: Whether the rows come from elsewhere, so that the payload need not tell the key.
  init?(_ reading: DjangoReading, of model: DjangoModel? = nil, isBatch: Bool = false) {
    guard let (site, route) = reading.view, let model = model ?? reading.model,
      !reading.demandsQuery, TranslationPlan(reading)?.canShowForm != false
    else { return nil }
    self.reading = reading
    self.model = model
    self.site = site
    self.route = route
    fixtures = DjangoFixtures(reading.source)
    fixtures.need(model)
    let rowsOfUser = reading.rowsOfUser
    for (row, field) in rowsOfUser { fixtures.demand("self.user", for: field, of: row) }
    let fields = Self.fieldsByOrigin(reading, model)
    origins = fields
    preferWhatIsTaken()
    demandWhatIsAsked()
    // Rows that belong to somebody belong to whoever is logged in.
    if needsPermission, fixtures.user(mayAll: true) == nil { return nil }
    // The framework's own views take nothing for a deletion.
    let needsNoPayload = reading.write == nil && reading.deletesRow
    if reading.readsRawBody, !isBatch {
      guard let table = DjangoTable(reading, of: model, rows: .table, &fixtures), table.tellsKey
      else { return nil }
      self.table = table
    } else {
      guard needsNoPayload || readPayload(fields), isBatch || tellsKey(reading, fields) else {
        return nil
      }
    }
    for name in route.parameters {
      guard let value = pathValue(of: name, fields) else { return nil }
      pathValues[name] = value
    }
    guard let path = route.literal({ [pathValues] in pathValues[$0] }) else { return nil }
    self.path = path
    for (row, _) in rowsOfUser where !fixtures.holdsRow(of: row) {
      guard fixtures.user(mayAll: needsPermission) != nil, fixtures.row(of: row) != nil else {
        return nil
      }
    }
    if let signature = PythonSignature(of: site, reading.source) {
      guard sendsJSON, table == nil, signature.imported != nil else { return nil }
      self.signature = signature
      fixtures.sign(by: signature)
    } else if let token = PythonToken(of: site, reading.source) {
      self.token = token
      fixtures.need(token.imported.name, from: token.imported.module)
    }
    if needsUser, fixtures.user(mayAll: needsPermission) == nil { return nil }
    if needsLogin { payload = payload.map { besideUser($0) } }
    needFiles()
    if usesRestClient { fixtures.need(clientType, from: "rest_framework.test") }
  }

  /// A literal that the form or serializer takes for a field, and that no row has yet.
  func otherValue(of field: DjangoModel.Field) -> String? {
    DjangoSample.otherValue(
      of: field,
      declared: reading.validator(of: field)?.declaration(of: field.name, in: reading.source)?.0)
  }

  /// A part of the request.
  struct Key {
    var name: String
    var isInPath: Bool
  }

  /// What of the request ends in a field; `nil` when nothing does.
  func key(of field: DjangoModel.Field, in reading: DjangoReading) -> Key? {
    for key in [field.name, field.column] where payload.contains(where: { $0.key == key }) {
      if reading.validator(of: field) != nil { return Key(name: key, isInPath: false) }
    }
    if let (_, rows, _) = reading.rowValidator(of: field),
      payload.contains(where: { $0.key == rows && $0.value.hasPrefix("[{") })
    {
      return Key(name: "\(rows)\"][0][\"\(field.name)", isInPath: false)
    }
    for form in reading.validators where form.prefixOfSet != nil && form.fields.contains(field.name)
    {
      return Key(name: form.partOfRequest(field.name), isInPath: false)
    }
    for (origin, found) in origins where found.column == field.column {
      switch origin {
      case .payload(let key): return Key(name: key, isInPath: false)
      case .path: return Key(name: "path_key", isInPath: true)
      case .user: continue
      }
    }
    return nil
  }

  /// Sends a value for a field that the request may leave out.
  mutating func include(_ key: Key, of field: DjangoModel.Field) {
    guard !key.isInPath, !payload.contains(where: { $0.key == key.name }),
      !key.name.contains("\"]["),
      let value = value(of: field, key.name)
    else { return }
    payload.append((key.name, value))
  }

  /// Lets a test set the part of the URL that a field comes from, as `self.path_key`.
  mutating func openPath(of field: DjangoModel.Field) {
    for (origin, found) in origins where found.column == field.column {
      guard case .path(let name) = origin, let value = pathValues[name] else { continue }
      furtherLines.append("self.path_key = \(value)")
      pathValues[name] = "self.path_key"
      path = route.literal { [pathValues] in pathValues[$0] } ?? path
    }
  }

  /// The model's field that each part of the request ends in.
  private static func fieldsByOrigin(
    _ reading: DjangoReading, _ model: DjangoModel
  ) -> [DjangoOrigin: DjangoModel.Field] {
    var result: [DjangoOrigin: DjangoModel.Field] = [:]
    for value in reading.write?.values ?? [] {
      let name = value.field.components(separatedBy: "__").first ?? value.field
      guard let field = model.field(named: name), let origin = reading.origin(of: value.expression),
        // Where the row is made unless it is there, what tells it is no row's key.
        reading.followed(value.expression, at: 0).0.asCall.map(DjangoWrite.findsOrMakes) != true
      else { continue }
      result[origin] = field
    }
    for lookup in reading.write?.lookups ?? [] {
      guard let field = lookup.path.first.flatMap(model.field(named:)),
        let origin = reading.origin(of: lookup.value)
      else { continue }
      result[origin] = field
    }
    for (key, field) in reading.fieldsOfMembers { result[.payload(key)] = field }
    return result
  }

  private mutating func readPayload(_ fields: [DjangoOrigin: DjangoModel.Field]) -> Bool {
    // A form's field may name a row that has to be there.
    readLookups()
    let ofValidators = reading.validators.filter { $0.definition != nil && $0.type != model.type }
    for validator in ofValidators {
      if let prefix = validator.prefixOfSet {
        payload += [("\(prefix)-TOTAL_FORMS", "1"), ("\(prefix)-INITIAL_FORMS", "0")]
      }
      for name in validator.fields
      where !payload.contains(where: { $0.key == validator.partOfRequest(name) })
        && !validator.isReadOnly(name, in: reading.source)
      {
        if validator.takesFile(name, in: reading.source) {
          files.append(name)
          continue
        }
        if validator.mayLeaveOutRows(name, in: reading.source) { continue }
        if validator.declaration(of: name, in: reading.source) == nil, mayBeLeftOut(name) {
          continue
        }
        guard let value = value(of: name, in: validator) else { return false }
        payload.append((validator.partOfRequest(name), value))
      }
    }
    guard !reading.validators.contains(where: { $0.definition == nil && !$0.isOfView }) else {
      return false
    }
    for prefix in reading.prefixesOfInlines {
      payload += [("\(prefix)-TOTAL_FORMS", "0"), ("\(prefix)-INITIAL_FORMS", "0")]
    }
    for validator in reading.validators where validator.isOfView {
      for name in validator.fields where !payload.contains(where: { $0.key == name }) {
        // The admin takes a time in two parts, and nothing can be invented for a file.
        if validator.takesFile(name, in: reading.source) {
          files.append(name)
          continue
        }
        guard let field = validator.model?.field(named: name),
          !["DateTimeField", "ManyToManyField"].contains(field.type),
          let value = value(of: field, name)
        else { return false }
        payload.append((name, value))
      }
    }
    let required = fields.compactMap { origin, field -> String? in
      if case .payload(let key) = origin, !field.isOptional { key } else { nil }
    }
    let demanded = reading.demandedKeys
    let all = demanded + required.sorted().filter { !demanded.contains($0) }
    let keys = all.filter { key in
      // Its members make it.
      !all.contains { $0.hasPrefix(key + DjangoOrigin.nesting) }
    }
    for key in keys where !payload.contains(where: { $0.key == key }) {
      let value =
        if let field = fields[.payload(key)] {
          value(of: field, key)
        } else {
          rowPointed(to: key) ?? sample(of: key)
        }
      guard let value else { return false }
      payload.append((key, value))
    }
    return true
  }

  /// Whether a form of the model takes nothing for a field that the failure is not about.
  private func mayBeLeftOut(_ name: String) -> Bool {
    guard let field = model.field(named: name), field.isNullable else { return false }
    return field.call?.argument("blank")?.kind == .true
      && !reading.violatedColumns.contains(field.column)
  }

  /// Rows that the functions on the stack look up by a member of the payload:
  /// `get_object_or_404(Berth, code=request.data["berth"])`.
  private mutating func readLookups() {
    for (index, site) in reading.sites.enumerated() {
      var found: [(DjangoQuery, DjangoLookup)] = []
      // What a caller hands over is looked up in the call itself: `merge(get_object_or_404(…))`.
      let end = (index == 0 ? site.statement?.span.start : site.statement?.span.end) ?? 0
      for statement in site.scope where statement.span.start < end {
        statement.visitExpressions { expression in
          if let query = DjangoQuery(expression, in: site.file),
            ["get", "get_object_or_404"].contains(query.terminal)
          {
            found += query.lookups.map { (query, $0) }
            return false
          }
          return true
        }
      }
      for (query, lookup) in found {
        guard lookup.path.count == 1, ["exact", "iexact"].contains(lookup.comparison),
          case .payload(let key)? = reading.origin(of: lookup.value, at: index),
          !payload.contains(where: { $0.key == key }),
          let looked = query.model.flatMap({ reading.source.model($0, in: site.file) }),
          let field = looked.field(named: lookup.path[0])
        else { continue }
        // The row that is changed, known by its key or by several of its columns.
        if looked.table == model.table {
          let isKey =
            field.isPrimaryKey
            || field.isUnique && !field.isRelation
              && !reading.violatedColumns.contains(field.column)
          guard reading.changesRow, isKey || query.lookups.count > 1 && field.isRelation,
            let row = isKey
              ? row(of: model, forPart: "\(key) of the payload") : fixtures.row(of: model)
          else { continue }
          payload.append((key, "\(row).\(field.isPrimaryKey ? "pk" : field.column)"))
          continue
        }
        guard let row = self.row(of: looked, forPart: "\(key) of the payload") else { continue }
        payload.append((key, "\(row).\(field.isPrimaryKey ? "pk" : field.name)"))
      }
    }
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
      return told.contains(column) || value.expression.isLiteral || value.expression.isOfHeaders
        || reading.origin(of: value.expression) != nil || isOfUser(value.expression)
    }
  }

  /// Whether a value is a row of whoever is logged in: `request.user.profile`.
  private func isOfUser(_ expression: PythonExpression) -> Bool {
    let name = reading.followed(expression, at: 0).0.dottedName ?? ""
    return name.hasPrefix("request.user.") || name.hasPrefix("self.request.user.")
  }

  /// What a form field takes: by the model's field of the name, else by its declaration.
  private mutating func value(of name: String, in validator: DjangoValidator) -> String? {
    if name.hasPrefix("password") { return "\"Sample-4711-pass\"" }
    let declaration = validator.declaration(of: name, in: reading.source)?.0
    // A number that names a row of the written model's parent.
    if ["IntegerField", "UUIDField"].contains(declaration?.name),
      let field = model.field(named: name),
      field.isRelation
    {
      return value(of: field, name)
    }
    // The same where the field is given another name: `source="artist_id"`.
    if ["IntegerField", "UUIDField"].contains(declaration?.name),
      let source = declaration?.argument("source")?.stringValue, source.hasSuffix("_id"),
      let target = reading.source.target(ofRelation: String(source.dropLast(3)))
    {
      return fixtures.row(of: target).map { $0 + ".pk" }
    }
    if let declaration, declaration.name?.hasSuffix("Serializer") == true {
      return nested(declaration, in: validator)
    }
    if let declaration, declaration.name == "SlugRelatedField" {
      return slug(declaration, name, in: validator)
    }
    // Without rows of its own there is nothing to name; tests that are about the list fill it.
    if declaration?.isOfMany == true, declaration?.argument("allow_empty")?.kind != .false {
      return "[]"
    }
    guard !["ListField", "DictField"].contains(declaration?.name) else { return nil }
    if let declaration, declaration.name?.hasPrefix("Model") != true,
      declaration.name != "PrimaryKeyRelatedField"
    {
      return DjangoSample.value(
        ofDeclaration: declaration, shape: shape(of: name),
        endingIn: model.field(named: name))
    }
    return model.field(named: name).flatMap { value(of: $0, name) }
      ?? validator.model?.field(named: name).flatMap { value(of: $0, name) }
  }

  /// `[{"number": "Sample1"}]` for a serializer inside another one.
  private mutating func nested(_ call: PythonCall, in validator: DjangoValidator) -> String? {
    guard let file = validator.definition?.file, let name = call.dottedCallee,
      let definition = reading.source.definition(of: name, in: file),
      let inner = DjangoValidator(definition, in: reading.source), inner.name != validator.name
    else { return nil }
    var items: [String] = []
    for field in inner.fields where !inner.isReadOnly(field, in: reading.source) {
      guard let value = value(of: field, in: inner) else { return nil }
      items.append("\"\(field)\": \(value)")
    }
    let row = "{\(items.joined(separator: ", "))}"
    return call.argument("many")?.kind == .true ? "[\(row)]" : row
  }

  private mutating func value(of field: DjangoModel.Field, _ key: String) -> String? {
    let value = fixtures.value(of: field, in: model, shape: shape(of: key))
    return field.isRelation ? value.map { $0 + ".pk" } : value
  }

  /// The row that a part of the request looks up; a second part for the same model means another
  /// one.
  mutating func row(of model: DjangoModel, forPart name: String) -> String? {
    let isSecond = tablesOfParts.contains { $0.key != name && $0.value == model.table }
    tablesOfParts[name] = model.table
    return isSecond ? fixtures.otherRow(of: model) : fixtures.row(of: model)
  }

  /// `self.member`, for a part of the request that looks a row up by its key.
  func row(at origin: DjangoOrigin?) -> String? {
    let value: String? =
      switch origin {
      case .path(let name): pathValues[name]
      case .payload(let key): payload.first { $0.key == key }?.value
      case .user: needsLogin ? "self.user.pk" : nil
      case nil: nil
      }
    guard let value, value.hasPrefix("self.") else { return nil }
    let parts = value.split(separator: ".")
    return parts.count == 3 ? parts.prefix(2).joined(separator: ".") : nil
  }

  /// Sends other values than those that were invented.
  mutating func send(_ items: [(key: String, value: String)]) { payload = items }

  /// Adds a line of `setUp` behind those that create the rows.
  mutating func add(_ line: String) { furtherLines.append(line) }
}
