import EventSchema
import SourceCode

/// Where a value of the write came from, seen from the client.
enum DjangoOrigin: Hashable {
  /// A field of the form, a member of the JSON body, a key of the query. The key of a member of a
  /// member is as Python subscripts it: `data"]["invoice`.
  case payload(String)
  /// A part of the URL, by the view's parameter.
  case path(String)
  case user

  /// Stands between the keys of members of members.
  static let nesting = "\"][\""
}

extension DjangoReading {
  /// Follows an expression of a function on the stack back to the request.
  func origin(
    of expression: PythonExpression, at index: Int = 0, depth: Int = 8
  ) -> DjangoOrigin? {
    guard depth > 0, sites.indices.contains(index) else { return nil }
    let site = sites[index]
    switch expression.kind {
    case .subscripted(let base, let indices):
      guard let key = indices.first?.stringValue else { return nil }
      if ["self.kwargs", "kwargs"].contains(base.dottedName), site.isView { return .path(key) }
      if let form = formOfSet(holding: base, key, at: index) {
        return .payload(form.partOfRequest(key))
      }
      if isPayload(base, at: index, depth: depth - 1) { return .payload(key) }
      return member(key, of: base, at: index, depth: depth - 1)
    case .call(let callee, let arguments):
      return origin(ofCall: callee, arguments, expression, at: index, depth: depth - 1)
    case .attribute(let base, let name):
      if expression.dottedName == "request.user" || expression.dottedName == "self.request.user" {
        return .user
      }
      if name == "pk" || name == "id" { return origin(of: base, at: index, depth: depth - 1) }
      // `self.berth`, which `dispatch` has looked up.
      guard base.kind == .name("self"), let given = site.type?.given(name), given != expression
      else { return nil }
      if let handed = origin(ofHanded: given, at: index, depth: depth - 1) { return handed }
      return origin(of: given, at: index, depth: depth - 1)
    case .conditional(_, let then, let otherwise):
      return origin(of: then, at: index, depth: depth - 1)
        ?? origin(of: otherwise, at: index, depth: depth - 1)
    case .boolean(_, let operands):
      return operands.lazy.compactMap { self.origin(of: $0, at: index, depth: depth - 1) }.first
    case .name(let name):
      let bound = site.bindings(before: end(of: site))[name]
      // `email = email.lower()`: the inner one is an earlier value.
      let isInside = bound.map { $0.span.holds(expression.span) } ?? false
      let earlier = isInside ? site.bindings(before: expression.span.start)[name] : bound
      if let bound = earlier, !bound.span.holds(expression.span) {
        if let told = origin(of: bound, at: index, depth: depth - 1) { return told }
        // `boat = ….first()`, and `if boat is None: boat = Boat.objects.create(…)`.
        guard let look = site.bindings(before: bound.span.start)[name], look != bound,
          DjangoQuery(look, in: site.file)?.terminal != nil
        else { return nil }
        return origin(of: look, at: index, depth: depth - 1)
      }
      return origin(ofParameter: name, at: index, depth: depth - 1)
    default: return nil
    }
  }

  /// The form of a set whose data an expression is: `form.cleaned_data`, or a name that a loop
  /// gives.
  private func formOfSet(
    holding data: PythonExpression, _ key: String, at index: Int
  ) -> DjangoValidator? {
    guard let form = validators.first(where: { $0.prefixOfSet != nil && $0.fields.contains(key) })
    else { return nil }
    if data.isValidatedData { return form }
    guard case .name(let name) = data.kind else { return nil }
    let site = sites[index]
    let isBound =
      site.bindings(before: end(of: site))[name] != nil
      || site.function?.parameters.contains { $0.name == name } == true
    return isBound ? nil : form
  }

  private func origin(
    ofCall callee: PythonExpression, _ arguments: [PythonArgument], _ call: PythonExpression,
    at index: Int, depth: Int
  ) -> DjangoOrigin? {
    if case .attribute(let base, let name) = callee.kind {
      if name == "get" || name == "pop", let key = arguments.first?.value.stringValue {
        if let form = formOfSet(holding: base, key, at: index) {
          return .payload(form.partOfRequest(key))
        }
        if isPayload(base, at: index, depth: depth) { return .payload(key) }
        if let member = member(key, of: base, at: index, depth: depth) { return member }
      }
      if TextFold.known.contains(name) {
        return origin(of: base, at: index, depth: depth)
      }
    }
    // The row of a generic view is that of its URL.
    if callee.dottedName == "self.get_object", arguments.isEmpty, let key = sites[index].keyOfURL {
      return .path(key)
    }
    // `get_object_or_404(Copy, pk=pk)`
    if let query = DjangoQuery(call, in: sites[index].file), query.terminal != nil {
      return query.key.flatMap { origin(of: $0.value, at: index, depth: depth) }
    }
    // Which row it is, is told by what it is looked up by.
    if call.asCall.map(DjangoWrite.findsOrMakes) == true {
      let told = arguments.filter { $0.name != nil && $0.name != "defaults" }
      let origins = told.compactMap { origin(of: $0.value, at: index, depth: depth) }
      return told.count == origins.count ? origins.first : nil
    }
    // `int(value)`, `parse_date(value)`
    guard let only = arguments.first, arguments.count == 1, only.kind == .positional else {
      return nil
    }
    return origin(of: only.value, at: index, depth: depth)
  }

  /// `event["data"]["invoice"]`
  private func member(
    _ key: String, of base: PythonExpression, at index: Int, depth: Int
  ) -> DjangoOrigin? {
    guard case .payload(let parent)? = origin(of: base, at: index, depth: depth) else { return nil }
    return .payload(parent + DjangoOrigin.nesting + key)
  }

  /// What the caller passes; a view's own parameters come from the URL.
  private func origin(ofParameter name: String, at index: Int, depth: Int) -> DjangoOrigin? {
    let site = sites[index]
    guard site.function?.parameters.contains(where: { $0.name == name }) == true else { return nil }
    if let value = argument(for: name, of: index) {
      return origin(of: value, at: index + 1, depth: depth)
    }
    if let spread = spread(into: index), isPayload(spread, at: index + 1, depth: depth) {
      return .payload(name)
    }
    return site.isView && name != "request" && name != "self" ? .path(name) : nil
  }

  /// What the caller passes for a parameter of a function on the stack.
  func argument(for name: String, of index: Int) -> PythonExpression? {
    guard let function = sites[index].function,
      let position = function.parameters.firstIndex(where: { $0.name == name }),
      sites.indices.contains(index + 1), let statement = sites[index + 1].statement
    else { return nil }
    guard let call = call(of: function, at: index, in: statement) else { return nil }
    if let named = call.argument(name) { return named }
    let isMethod = ["self", "cls"].contains(function.parameters.first?.name ?? "")
    let place = isMethod ? position - 1 : position
    return call.positional.indices.contains(place) ? call.positional[place] : nil
  }

  /// `form.cleaned_data` of `create_user(**form.cleaned_data)`, a call of a function on the stack.
  private func spread(into index: Int) -> PythonExpression? {
    guard let function = sites[index].function, sites.indices.contains(index + 1),
      let statement = sites[index + 1].statement,
      let call = call(of: function, at: index, in: statement)
    else { return nil }
    let spreads = call.arguments.filter { $0.kind == .doubleStar }
    return spreads.count == 1 ? spreads[0].value : nil
  }

  private func call(
    of function: PythonFunction, at index: Int, in statement: PythonStatement
  ) -> PythonCall? {
    statement.expressions.flatMap(\.calls).first { call in
      call.name == function.name
        || (function.name == "__init__" && call.name == sites[index].type?.name)
    }
  }

  /// `request.POST`, `json.loads(request.body)`, `form.cleaned_data` and names for them.
  func isPayload(_ expression: PythonExpression, at index: Int, depth: Int = 8) -> Bool {
    guard depth > 0, sites.indices.contains(index) else { return false }
    if expression.isValidatedData { return true }
    let sources: Set<String> = ["POST", "GET", "data", "query_params", "FILES"]
    if case .attribute(let base, let name) = expression.kind, sources.contains(name),
      base.dottedName?.hasSuffix("request") == true
    {
      return true
    }
    if let call = expression.asCall {
      if call.name == "loads" || call.name == "copy" || call.name == "dict" { return true }
      return returnsPayload(call, at: index)
    }
    guard case .name(let name) = expression.kind else { return false }
    if name == "validated_data" { return true }
    if let bound = sites[index].bindings(before: end(of: sites[index]))[name], bound != expression {
      return isPayload(bound, at: index, depth: depth - 1)
    }
    guard let value = argument(for: name, of: index) else { return false }
    return isPayload(value, at: index + 1, depth: depth - 1)
  }

  /// Whether a function of the project returns what the request brought: `self.body()` after
  /// `return json.loads(self.request.body)`.
  private func returnsPayload(_ call: PythonCall, at index: Int) -> Bool {
    guard let callee = source.callee(of: call, at: sites[index]), let function = callee.function
    else { return false }
    return function.body.flattened.contains { statement, _ in
      guard case .return(let value?) = statement.kind else { return false }
      var found = false
      value.visit { part in
        if case .attribute(let base, let name) = part.kind,
          ["body", "POST", "data"].contains(name), base.dottedName?.hasSuffix("request") == true
        {
          found = true
        }
        return !found
      }
      return found
    }
  }

  private func end(of site: PythonSite) -> Int { site.statement?.span.end ?? 0 }

  /// The keys that the functions on the stack demand of the payload: those that they subscript and
  /// do not ask for first.
  var demandedKeys: [String] {
    var keys: [String] = []
    var optional: Set<String> = []
    for (index, site) in sites.enumerated().reversed() {
      for statement in site.scope {
        statement.visitExpressions { expression in
          if case .subscripted(_, let indices) = expression.kind,
            indices.first?.stringValue != nil,
            case .payload(let key)? = origin(of: expression, at: index), !keys.contains(key)
          {
            keys.append(key)
          }
          if let call = expression.asCall, call.name == "get",
            let key = call.positional.first?.stringValue
          {
            optional.insert(key)
          }
          return true
        }
      }
    }
    return keys.filter { !optional.contains($0) }
  }

  /// The text that the code compares a member of the payload with on the way to the write: the
  /// `"paid"` of `if event["type"] != "paid": return`, and of an `if` that the write is in.
  func demandedText(of key: String) -> String? {
    for (index, site) in sites.enumerated() {
      let end = site.statement?.span.start ?? 0
      let around = site.location.enclosingBlocks.compactMap(\.block.condition?.span)
      var found: String?
      for statement in site.scope where statement.span.start < end {
        statement.visitExpressions { expression in
          guard found == nil, expression.span.end <= end,
            case .comparison(let left, let others) = expression.kind, others.count == 1
          else { return found == nil }
          let isAround = around.contains { $0.holds(expression.span) }
          guard others[0].operator == (isAround ? "==" : "!="),
            case .payload(key)? = origin(of: left, at: index)
          else { return true }
          found = others[0].operand.stringValue
          return found == nil
        }
      }
      if let found { return found }
    }
    return nil
  }

  /// Whether the code demands a part of the URL's query, which a payload does not hold.
  var demandsQuery: Bool {
    sites.contains { site in
      var found = false
      for statement in site.scope {
        statement.visitExpressions { expression in
          if case .subscripted(let base, _) = expression.kind,
            case .attribute(_, let name) = base.kind, name == "GET" || name == "query_params"
          {
            found = true
          }
          return !found
        }
      }
      return found
    }
  }

  /// Whether the body is JSON: the code parses it itself, or the request that failed said so.
  var readsJSON: Bool {
    let types = failure.event.request?.headers.filter { $0.name.lowercased() == "content-type" }
    if types?.contains(where: { $0.value.hasPrefix("application/json") }) == true { return true }
    return sites.contains { site in
      site.scope.contains { statement in
        statement.calls.contains { call in
          call.name == "loads" && call.positional.first?.mentionsName("body") == true
        }
      }
    }
  }

  /// Whether the body is a text of the application's own format, for which nothing can be invented.
  var readsRawBody: Bool {
    !readsJSON
      && sites.contains { site in
        site.isView && site.scope.contains { $0.mentionsAttribute("body", of: "request") }
      }
  }
}

extension PythonSite {
  /// The part of the URL by which a generic view looks its row up; `nil` outside of one.
  var keyOfURL: String? {
    guard let type, isView else { return nil }
    return type.value("lookup_url_kwarg")?.stringValue ?? type.value("lookup_field")?.stringValue
      ?? type.value("pk_url_kwarg")?.stringValue ?? "pk"
  }
}

extension PythonClass {
  /// What a method of the class gives an attribute of `self`.
  fileprivate func given(_ attribute: String) -> PythonExpression? {
    for statement in methods.flatMap(\.function.body) {
      var found: PythonExpression?
      statement.visit { inner in
        if case .assign(let targets, let value) = inner.kind,
          targets.contains(where: { $0.dottedName == "self.\(attribute)" })
        {
          found = value
        }
        return found == nil
      }
      if let found { return found }
    }
    return nil
  }
}

extension PythonStatement {
  fileprivate func mentionsAttribute(_ name: String, of base: String) -> Bool {
    var found = false
    visitExpressions { expression in
      if expression.dottedName == "\(base).\(name)" { found = true }
      return !found
    }
    return found
  }
}
