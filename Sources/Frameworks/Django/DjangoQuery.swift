import SourceCode

/// One keyword of `filter(…)`: `email__iexact=value`.
struct DjangoLookup {
  /// `["physician", "licence"]`: fields on the way, without the comparison.
  var path: [String]
  /// `exact` when the keyword names none.
  var comparison: String
  var value: PythonExpression
  /// The keyword as written.
  var keyword: String

  static let comparisons: Set<String> = [
    "exact", "iexact", "contains", "icontains", "in", "gt", "gte", "lt", "lte", "startswith",
    "istartswith", "endswith", "iendswith", "range", "isnull", "regex", "iregex", "date", "year",
    "month", "day", "lower", "upper",
  ]

  init(keyword: String, value: PythonExpression) {
    self.keyword = keyword
    self.value = value
    var path = keyword.components(separatedBy: "__")
    comparison = "exact"
    if path.count > 1, let last = path.last, Self.comparisons.contains(last) {
      comparison = last
      path.removeLast()
    }
    foldsCase = ["iexact", "lower", "upper"].contains(comparison)
    if path.count > 1, let last = path.last, ["lower", "upper"].contains(last) {
      foldsCase = true
      path.removeLast()
    }
    self.path = path
  }

  /// Whether the database compares without regard to case.
  var foldsCase: Bool

  var isEquality: Bool {
    ["exact", "iexact", "in", "lower", "upper"].contains(comparison) && value.kind != .none
  }

  /// `returned_on__isnull=True` and `returned_on=None`.
  var asksForNull: Bool? {
    if comparison == "isnull" { return value.kind != .false }
    return comparison == "exact" && value.kind == .none ? true : nil
  }

  /// The fields that a condition of `Q` objects compares, in the order of the source.
  static func fields(ofCondition condition: PythonExpression) -> [String] {
    var fields: [String] = []
    condition.visit { expression in
      guard let call = expression.asCall, call.name == "Q" else { return true }
      for argument in call.arguments {
        guard let name = argument.name else { continue }
        if let field = DjangoLookup(keyword: name, value: argument.value).path.first,
          !fields.contains(field)
        {
          fields.append(field)
        }
      }
      return true
    }
    return fields
  }
}

/// A look-up through the ORM: `Patient.objects.filter(phone=phone).first()`.
struct DjangoQuery {
  /// The model as written; `nil` for a manager of an instance until it is resolved.
  var model: String?
  /// For `device.loan_set.filter(…)`: the attribute that gave the manager.
  var relatedManager: String?
  /// The manager as written: `objects`.
  var manager: String?
  var lookups: [DjangoLookup] = []
  /// The look-up that tells which row: by its identity, else the only one by more than a constant;
  /// that the row belongs to whoever is logged in comes on top.
  var key: DjangoLookup? {
    let own = lookups.first { ["pk", "id"].contains($0.path.first ?? "") }
    if let own { return own }
    let told = lookups.filter { !$0.value.isLiteral }
    if told.count == 1 { return told[0] }
    let others = told.filter { !$0.value.isUserOfRequest }
    return others.count == 1 ? others[0] : nil
  }

  /// What else narrows the rows: `exclude(…)`, alternatives, expressions; as written.
  var otherPredicates: [String] = []
  /// Methods of the project's own query sets on the way: `present` of `objects.present().get(…)`.
  var ownSteps: [String] = []
  /// `exists`, `first`, `count`, `get`, …; `nil` when the query set itself is used.
  var terminal: String?
  var locks = false
  var expression: PythonExpression

  static let terminals: Set<String> = [
    "exists", "first", "last", "count", "get", "aget", "afirst", "aexists", "acount", "aggregate",
    "latest", "earliest", "in_bulk", "values_list", "values", "contains", "update", "aupdate",
  ]
  private static let managers: Set<String> = [
    "objects", "_default_manager", "_base_manager", "all_objects",
  ]
  private static let filters: Set<String> = ["filter", "get", "aget", "get_or_create"]
  private static let steps: Set<String> = terminals.union([
    "filter", "exclude", "all", "select_for_update", "order_by", "select_related", "using", "only",
    "distinct", "annotate", "prefetch_related",
  ])

  /// Reads an expression whose names may stand for earlier query sets (`bindings`).
  init?(
    _ expression: PythonExpression, in file: PythonFile, bindings: PythonBindings = .none
  ) {
    self.expression = expression
    guard let name = expression.lastName else { return nil }
    if name.hasSuffix("get_object_or_404"), let call = expression.asCall,
      ["get_object_or_404", "aget_object_or_404"].contains(call.name)
    {
      guard let subject = call.positional.first else { return nil }
      model = subject.chain.first?.name
      terminal = "get_object_or_404"
      read(call.arguments.filter { $0.name != nil }, in: file)
      return
    }
    // Most expressions are told by their last name, for which no chain need be made.
    guard Self.steps.contains(name) || bindings[name] != nil else { return nil }
    var links = expression.chain
    guard let first = links.first else { return nil }
    if first.arguments == nil, let bound = bindings[first.name], let base = bound.nonEmptyChain {
      // A name for what an earlier look-up found is no look-up itself.
      if links.count == 1, base.contains(where: { Self.terminals.contains($0.name) }) { return nil }
      links = base + links.dropFirst()
    }
    guard readSource(&links) else { return nil }
    guard links.allSatisfy({ Self.steps.contains($0.name) || isOwnStep($0) }) else { return nil }
    for link in links { readStep(link, in: file) }
    guard !links.isEmpty else { return nil }
  }

  /// Takes the links that say which rows the query starts from.
  private mutating func readSource(_ links: inout [PythonExpression.Link]) -> Bool {
    if let manager = links.firstIndex(where: { Self.managers.contains($0.name) }), manager > 0 {
      let owner = links[manager - 1].name
      model = owner == "get_user_model" ? "User" : owner
      self.manager = links[manager].name
      links.removeFirst(manager + 1)
      return true
    }
    guard
      let step = links.firstIndex(where: { Self.steps.contains($0.name) && $0.arguments != nil }),
      step > 0
    else { return false }
    let source = links[step - 1]
    let owner = step > 1 ? links[step - 2] : source
    links.removeFirst(step)
    if source.name.first?.isUppercase == true {
      // `Patient.published.filter(…)` keeps its manager in front; a bare class has none.
      model = source.name
      return true
    }
    guard step > 1, source.arguments == nil else { return false }
    if owner.arguments == nil, owner.name.first?.isUppercase == true {
      // A manager with a name of its own: `Patient.published.filter(…)`.
      model = owner.name
      manager = source.name
      return true
    }
    relatedManager = source.name
    return true
  }

  /// Whether a method that Django does not know narrows the rows of a manager.
  private func isOwnStep(_ link: PythonExpression.Link) -> Bool {
    model != nil && manager != nil && link.arguments != nil && !DjangoWrite.isOperation(link.name)
  }

  private mutating func readStep(_ link: PythonExpression.Link, in file: PythonFile) {
    let arguments = link.arguments ?? []
    if Self.filters.contains(link.name) {
      read(arguments, in: file)
    } else if link.name == "exclude" {
      otherPredicates += arguments.map { "NOT " + Self.source(of: $0, in: file) }
    } else if link.name == "select_for_update" {
      locks = true
    } else if !Self.steps.contains(link.name) {
      ownSteps.append(link.name)
      otherPredicates.append(link.name + "()")
    }
    if Self.terminals.contains(link.name) { terminal = link.name }
  }

  private mutating func read(_ arguments: [PythonArgument], in file: PythonFile) {
    for argument in arguments where argument.name != "defaults" {
      if let name = argument.name {
        lookups.append(DjangoLookup(keyword: name, value: argument.value))
      } else if let call = argument.value.asCall, call.name == "Q" {
        read(call.arguments, in: file)
      } else if case .binary(let left, "&", let right) = argument.value.kind {
        read([PythonArgument(.positional, left), PythonArgument(.positional, right)], in: file)
      } else {
        otherPredicates.append(Self.source(of: argument, in: file))
      }
    }
  }

  private static func source(of argument: PythonArgument, in file: PythonFile) -> String {
    (argument.name.map { $0 + "=" } ?? "") + file.source(of: argument.value)
  }

  /// The columns that are compared for equality, by the model's names where it is known.
  func columns(of model: DjangoModel?) -> [String] {
    lookups.compactMap { lookup in
      guard lookup.isEquality, let column = Self.column(of: lookup, model) else { return nil }
      return column
    }
  }

  /// A column for a path of one field, or of a relation and its key.
  private static func column(of lookup: DjangoLookup, _ model: DjangoModel?) -> String? {
    guard let first = lookup.path.first else { return nil }
    if lookup.path.count == 1 { return model?.column(of: first) ?? first }
    guard lookup.path.count == 2, ["id", "pk"].contains(lookup.path[1]) else { return nil }
    return model?.column(of: first) ?? first + "_id"
  }

  /// The predicates that are no equality of a column, as SQL-like words.
  func predicates(of model: DjangoModel?) -> [String] {
    let ofLookups = lookups.compactMap { lookup -> String? in
      let column = Self.column(of: lookup, model)
      if let asksForNull = lookup.asksForNull {
        return "\(column ?? lookup.path.joined(separator: ".")) IS \(asksForNull ? "" : "NOT ")NULL"
      }
      if lookup.isEquality, column != nil { return nil }
      return "\(column ?? lookup.path.joined(separator: ".")) \(lookup.comparison)"
    }
    let manager = model?.managers.first { $0.name == self.manager }
    return ofLookups + otherPredicates + (manager?.predicates ?? [])
  }

  var foldsCase: Bool {
    lookups.contains { $0.foldsCase || ($0.isEquality && $0.value.foldsText) }
  }
}

extension PythonExpression {
  /// `request.user`
  var isUserOfRequest: Bool {
    let name = dottedName
    return name == "request.user" || name == "self.request.user"
  }

  fileprivate var nonEmptyChain: [Link]? {
    let chain = self.chain
    return chain.isEmpty ? nil : chain
  }

  /// `value.strip().lower()`
  var foldsText: Bool {
    guard let call = asCall, let name = call.name else { return false }
    if ["lower", "upper", "casefold", "strip", "Lower", "Upper"].contains(name) { return true }
    return false
  }
}

extension String {
  /// The pieces between a separator of two or more bytes.
  func components(separatedBy separator: String) -> [String] {
    let (text, needle) = (Array(utf8), Array(separator.utf8))
    var (result, start, index): ([String], Int, Int) = ([], 0, 0)
    while index < text.count {
      if text[index...].starts(with: needle) {
        result.append(String(decoding: text[start..<index], as: UTF8.self))
        index += needle.count
        start = index
      } else {
        index += 1
      }
    }
    result.append(String(decoding: text[start...], as: UTF8.self))
    return result
  }
}
