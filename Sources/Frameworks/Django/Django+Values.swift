import DatabaseErrors
import EventSchema
import SourceCode

extension DjangoReading {
  /// The source of what the write gives each column, in the words of a function on the stack; `nil`
  /// when one of them cannot be told there, or when asking for it twice might not give the same.
  func values(of columns: [String], at site: PythonSite) -> [(field: String, source: String)]? {
    guard let write, !columns.isEmpty, write.operation != .bulkInsert,
      let caller = index(of: site)
    else { return nil }
    if caller > 0 { return values(of: columns, inCaller: caller) }
    // Which rows an UPDATE may find itself has to be known.
    if write.operation == .update, filterOfUpdate(at: site) == nil { return nil }
    var result: [(field: String, source: String)] = []
    for column in columns {
      if let value = write.values.last(where: { self.column(of: $0.field) == column }) {
        guard let source = member(ofSpread: value.field, at: site) ?? source(of: value, at: site)
        else { return nil }
        result.append((value.field, source))
      } else if let value = validatedValue(of: column, at: site) {
        result.append((model?.field(column: column)?.name ?? column, value))
      } else if let (data, key) = member(column, at: site) {
        result.append((model?.field(column: column)?.name ?? column, "\(data).get(\(key))"))
      } else {
        return nil
      }
    }
    return result
  }

  /// The values of a row that a function of the application makes of what its callers pass.
  private func values(
    of columns: [String], inCaller caller: Int
  ) -> [(field: String, source: String)]? {
    guard let write, write.operation != .update,
      !changesRow || rowWritten(inCaller: caller) != nil
    else { return nil }
    var result: [(field: String, source: String)] = []
    for column in columns {
      if let value = write.values.last(where: { self.column(of: $0.field) == column }) {
        guard !value.isPart, let source = source(of: value.expression, at: 0, inCaller: caller)
        else { return nil }
        result.append((value.field, source))
      } else if let (data, key) = member(column, at: sites[caller]) {
        result.append((model?.field(column: column)?.name ?? column, "\(data).get(\(key))"))
      } else {
        return nil
      }
    }
    return result
  }

  /// An expression of a function on the stack in the words of one of its callers: what it says of
  /// its parameters, said of the arguments.
  func source(of expression: PythonExpression, at index: Int, inCaller caller: Int) -> String? {
    let site = sites[index]
    guard expression.isRepeatable else { return nil }
    if index == caller { return site.file.source(of: expression) }
    let end = site.statement?.span.end ?? 0
    let bindings = site.bindings(before: end)
    var pieces: [(CodeSpan, String)] = []
    var isTold = true
    expression.visit { part in
      guard isTold, case .name(let name) = part.kind else { return isTold }
      if let bound = bindings[name], bound != expression {
        guard let text = source(of: bound, at: index, inCaller: caller) else {
          isTold = false
          return false
        }
        pieces.append((part.span, text))
      } else if let argument = argument(for: name, of: index),
        let text = source(of: argument, at: index + 1, inCaller: caller)
      {
        pieces.append((part.span, text))
      } else if !["int", "str", "float", "Decimal", "UUID"].contains(name) {
        isTold = false
      }
      return isTold
    }
    guard isTold else { return nil }
    var text = Array(site.file.source(of: expression).utf8)
    for (span, replacement) in pieces.reversed() {
      let start = span.start - expression.span.start
      guard start >= 0, start + (span.end - span.start) <= text.count else { return nil }
      text.replaceSubrange(start..<(start + span.end - span.start), with: Array(replacement.utf8))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What a written value is called right before the write: the expression it came from, or the
  /// attribute of the row where that expression is of one branch only, or means another value by
  /// now (`product.sku = product.sku + "-copy"`).
  private func source(of value: DjangoWrite.Value, at site: PythonSite) -> String? {
    guard let write else { return nil }
    let holder = write.operation == .save ? writtenRow : nil
    let isStable =
      value.expression.isRepeatable && !value.isPart
      && site.scope.always(value.expression.span, before: write.call.span)
      && !(holder.map { value.expression.mentionsName($0) } ?? false)
    if isStable { return site.file.source(of: value.expression) }
    return holder.map { "\($0).\(value.field)" }
  }

  /// What `save()` is called on: `customer`, `self.object`.
  private var writtenRow: String? {
    guard let write, case .attribute(let base, _) = write.call.callee.kind else { return nil }
    return base.dottedName
  }

  /// The same row in the words of a function on the stack.
  private func rowWritten(inCaller caller: Int) -> String? {
    guard let write, write.operation == .save,
      case .attribute(let base, _) = write.call.callee.kind
    else { return nil }
    return caller == 0 ? base.dottedName : source(of: base, at: 0, inCaller: caller)
  }

  private func column(of field: String) -> String {
    let name = field.components(separatedBy: "__").first ?? field
    return model?.column(of: name) ?? name
  }

  /// `validated_data["owner"]` of a field that the code has put there.
  private func member(ofSpread field: String, at site: PythonSite) -> String? {
    guard let write, write.givenToSpread.contains(field),
      let spread = write.spreads.first(where: \.isValidatedData)
    else { return nil }
    return "\(site.file.source(of: spread))[\(site.file.style.literal(field))]"
  }

  /// `form.cleaned_data["email"]` for a write that takes all of a form's data.
  private func validatedValue(of column: String, at site: PythonSite) -> String? {
    guard let write else { return nil }
    let field = model?.field(column: column)?.name ?? column
    guard validators.contains(where: { $0.fields.contains(field) }) else { return nil }
    let quoted = site.file.style.literal(field)
    if let spread = write.spreads.first(where: \.isValidatedData) {
      return "\(site.file.source(of: spread))[\(quoted)]"
    }
    guard let validator = write.validator else { return nil }
    let data = isSerializer(validator, at: site) ? "validated_data" : "cleaned_data"
    return "\(site.file.source(of: validator)).\(data)[\(quoted)]"
  }

  func isSerializer(_ expression: PythonExpression, at site: PythonSite) -> Bool {
    let name = site.file.source(of: expression)
    return name.mentions("serializer")
  }

  /// `Patient.objects.filter(insurance_no=number).exists()` for the violated key.
  func existenceQuery(
    _ values: [(field: String, source: String)], prefix: String, suffix: String, margin: String,
    at site: PythonSite
  ) -> String {
    let filter = values.map { "\($0.field)=\($0.source)" }
    let name = model?.name ?? write?.model ?? "Model"
    let callee = "\(name).\(model?.managerOfAllRows ?? "objects").filter"
    let open = violatedColumns.compactMap { model?.field(column: $0) }.filter { field in
      field.isNullable && mayBeNone(field)
    }
    let others =
      open.map { ".exclude(\($0.name)=None)" }.joined()
      + (ownRows(at: site).map { ".exclude(\($0))" } ?? "")
    return site.file.style.call(
      callee, filter, prefix: prefix + (site.isAsync ? "await " : ""),
      suffix: others + (site.isAsync ? ".aexists()" : ".exists()") + suffix, margin: margin)
  }

  /// Whether the write may give a field no value. `filter(nickname=None)` finds the rows without
  /// one, of which a unique key allows many.
  private func mayBeNone(_ field: DjangoModel.Field) -> Bool {
    let value = write?.values.last { column(of: $0.field) == field.column }
    guard let expression = value?.expression else { return true }
    switch expression.kind {
    case .string, .number, .true, .false: return false
    case .subscripted(let base, _):
      return !["POST", "GET"].contains(base.chain.last?.name ?? "")
    case .call(let callee, let arguments):
      let isGet = callee.chain.last?.name == "get" && arguments.count == 2
      return !(isGet && arguments[1].value.stringValue != nil)
    default: return true
    }
  }

  /// Whether the statement changes a row that is there, which may keep its own value.
  var changesRow: Bool {
    if let fromFrames { return fromFrames }
    guard let write, write.operation != .create, write.operation != .bulkInsert else {
      return false
    }
    if write.operation == .update || write.fetched != nil { return true }
    guard let site else { return false }
    if site.type?.bases.contains(where: { $0.hasSuffix("UpdateView") }) == true { return true }
    return ["update", "perform_update", "put", "patch"].contains(site.function?.name ?? "")
  }

  /// What Django's own frames say: an UPDATE, or an INSERT.
  private var fromFrames: Bool? {
    for frame in failure.frames[(failure.culpritIndex.map { $0 + 1 } ?? 0)...] {
      switch frame.function {
      case "_do_update", "_update": return true
      case "update" where frame.module == "django.db.models.query": return true
      case "_do_insert", "_insert": return false
      default: continue
      }
    }
    return nil
  }

  /// The condition that tells the rows that the write changes; `nil` when it inserts one.
  private func ownRows(at site: PythonSite) -> String? {
    guard let write else { return nil }
    switch write.operation {
    case .update: return filterOfUpdate(at: site)
    case .save where write.validator == nil && (write.fetched != nil || changesRow):
      return index(of: site).flatMap(rowWritten).map { "pk=\($0).pk" }
    case .save where changesRow:
      return write.validator.map { "pk=\(site.file.source(of: $0)).instance.pk" }
    default: return nil
    }
  }

  /// `pk=pk` of `filter(pk=pk).update(…)`; `nil` when anything else chooses the rows.
  private func filterOfUpdate(at site: PythonSite) -> String? {
    guard let write, case .attribute(let base, _) = write.call.callee.kind,
      let filter = base.asCall, filter.name == "filter",
      filter.dottedCallee?.hasSuffix(".objects.filter") == true, !filter.arguments.isEmpty,
      filter.arguments.allSatisfy({ $0.name != nil && $0.value.isRepeatable })
    else { return nil }
    return filter.arguments.map { argument in
      "\(argument.name ?? "")=\(site.file.source(of: argument.value))"
    }.joined(separator: ", ")
  }

  /// What the client reads.
  var refusalMessage: String {
    if failure.violation?.kind == .foreignKey {
      let field = violatedColumns.first.flatMap { model?.field(column: $0) }
      return "This \(field?.verboseName ?? "row") does not exist."
    }
    if !isAboutUniqueness {
      let labels = violatedColumns.map { column in
        model?.field(column: column)?.verboseName ?? column.replacing("_", by: " ")
      }
      return "This value of \(labels.joined(separator: " or ")) is not allowed."
    }
    return model?.duplicateMessage(for: violatedColumns) ?? "This already exists."
  }

  /// What a change is called in titles: `LibraryCard (number)`.
  var keyName: String {
    let fields = model?.fieldNames(for: violatedColumns) ?? violatedColumns
    return "\(model?.name ?? Self.table(failure) ?? "the row") (\(fields.joined(separator: ", ")))"
  }

  /// Whether the write can break no other rule of the table than the violated one, so that every
  /// integrity error means this one.
  var hasOneRule: Bool {
    guard let model else { return false }
    let rules = model.relation(in: source).constraints.filter { $0.kind != .primaryKey }
    return rules.count <= 1
  }
}

extension PythonExpression {
  var isLiteral: Bool {
    switch kind {
    case .string(let string): string.interpolations.isEmpty
    case .number, .none, .true, .false: true
    default: false
    }
  }

  /// Whether the expression has no effect and gives the same when it is asked again: names,
  /// attributes, items, literals, and calls of plain conversions.
  var isRepeatable: Bool {
    switch kind {
    case .name, .number, .none, .true, .false: return true
    case .string(let string): return string.interpolations.allSatisfy(\.isRepeatable)
    case .attribute(let base, _): return base.isRepeatable
    case .subscripted(let base, let indices):
      return base.isRepeatable && indices.allSatisfy(\.isRepeatable)
    case .binary(let left, _, let right): return left.isRepeatable && right.isRepeatable
    case .boolean(_, let operands): return operands.allSatisfy(\.isRepeatable)
    case .call(let callee, let arguments):
      let plain: Set<String> = [
        "get", "strip", "lower", "upper", "casefold", "int", "str", "float", "parse_date",
        "parse_datetime", "Decimal", "UUID", "date", "fromisoformat", "get_json", "replace",
        "lstrip", "rstrip", "title", "removeprefix", "removesuffix",
      ]
      if asCall?.dottedCallee == "json.loads" {
        return arguments.count == 1 && arguments[0].value.dottedName == "request.body"
      }
      guard let name = asCall?.name, plain.contains(name) else { return false }
      return callee.isRepeatable && arguments.allSatisfy(\.value.isRepeatable)
        && !callee.mentionsName("objects")
    default: return false
    }
  }
}
