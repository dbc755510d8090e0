import SourceCode

/// A look-up before a write, with the syntax that a change of the code needs.
struct DjangoCheck {
  var check: SourceFacts.Check
  var query: DjangoQuery
  /// What the look-up keeps from running.
  var prevention: PythonGuard
  var file: PythonFile

  /// The look-ups of a function before a stretch of it, in the order of the source. With a table,
  /// only those of that table and those whose table cannot be told.
  static func find(
    at site: PythonSite, before target: CodeSpan, of model: DjangoModel?, in source: PythonSource
  ) -> [DjangoCheck] {
    var result: [DjangoCheck] = []
    let bindings = site.bindings(before: target.start)
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < target.end else { return false }
        for expression in inner.expressions {
          expression.visit { part in
            guard part.span.end <= target.start || !part.span.holds(target) else { return true }
            guard part.span.start < target.start else { return false }
            if let check = DjangoCheck(
              part, in: inner, site, bindings, before: target, of: model, in: source)
            {
              result.append(check)
              return false
            }
            result += helped(part, site, before: target, of: model, in: source)
            return true
          }
        }
        return true
      }
    }
    return result
  }

  /// A look-up by an expression; `nil` for what is none, and for a query set that is only prepared.
  init?(
    _ expression: PythonExpression, in statement: PythonStatement, _ site: PythonSite,
    _ bindings: PythonBindings, before target: CodeSpan, of written: DjangoModel?,
    in source: PythonSource
  ) {
    let isTest =
      switch statement.kind {
      case .if, .while, .assert: true
      default: false
      }
    guard let query = DjangoQuery(expression, in: site.file, bindings: bindings),
      query.terminal != nil || isTest
    else { return nil }
    let prevention = PythonGuard(expression.span, before: target, in: site.scope)
    // An UPDATE tells by the number of its rows what a look-up would have told, if anybody asks.
    if query.terminal == "update" || query.terminal == "aupdate", !prevention.holds { return nil }
    guard
      let check = Self.check(
        query, prevention, at: site.file.place(expression.span, in: site.functionName), site.file,
        of: written, in: source)
    else { return nil }
    self.check = check
    self.query = query
    self.prevention = prevention
    file = site.file
  }

  private init(
    check: SourceFacts.Check, query: DjangoQuery, prevention: PythonGuard, file: PythonFile
  ) {
    self.check = check
    self.query = query
    self.prevention = prevention
    self.file = file
  }

  /// The fact of a look-up; `nil` when it looks at another table.
  static func check(
    _ query: DjangoQuery, _ prevention: PythonGuard, at place: SourceFacts.Place,
    _ file: PythonFile, of written: DjangoModel?, in source: PythonSource
  ) -> SourceFacts.Check? {
    var (model, columns): (DjangoModel?, [String]) = (nil, [])
    if let related = query.relatedManager {
      guard let found = source.model(relatedManager: related) else { return nil }
      model = found.model
      columns = [found.relation.column]
    } else if let name = query.model {
      if let written, written.name == name {
        model = written
      } else {
        model = source.model(name, in: file)
        if model == nil, written != nil { return nil }
      }
    }
    if let written, let model, model.table != written.table { return nil }
    return SourceFacts.Check(
      place: place, table: model?.table, columns: columns + query.columns(of: model),
      otherPredicates: query.predicates(of: model), foldsCase: query.foldsCase,
      guardsWrite: prevention.holds, locks: query.locks)
  }

  /// Look-ups in a helper of the project that is called before the write: one whose answer is
  /// tested, or one that raises by itself.
  private static func helped(
    _ expression: PythonExpression, _ site: PythonSite, before target: CodeSpan,
    of model: DjangoModel?, in source: PythonSource
  ) -> [DjangoCheck] {
    guard let call = expression.asCall, let helper = helper(call, site, in: source),
      let function = helper.function, function.name != site.function?.name
    else { return [] }
    let outer = PythonGuard(expression.span, before: target, in: site.scope)
    let inner = PythonSite(
      file: helper.file, line: function.body.last?.span.lastLine ?? function.line)
    let end = CodeSpan(
      start: helper.statement.span.end, end: helper.statement.span.end,
      firstLine: helper.statement.span.lastLine, lastLine: helper.statement.span.lastLine)
    let bindings = inner.bindings(before: end.end)
    var result: [DjangoCheck] = []
    for statement in function.body {
      statement.visit { part in
        for expression in part.expressions {
          expression.visit { piece in
            guard
              var check = DjangoCheck(
                piece, in: part, inner, bindings, before: end, of: model, in: source)
            else { return true }
            let raises = check.prevention.whenFound.contains {
              if case .raise = $0.kind { true } else { false }
            }
            check.prevention = raises ? check.prevention : outer
            check.check.guardsWrite = raises || outer.holds
            result.append(check)
            return false
          }
        }
        return true
      }
    }
    return result
  }

  private static func helper(
    _ call: PythonCall, _ site: PythonSite, in source: PythonSource
  ) -> PythonDefinition? {
    guard let callee = call.dottedCallee else { return nil }
    let parts = callee.split(separator: ".").map(String.init)
    if parts.count == 2, parts[0] == "self" || parts[0] == "cls", let type = site.type,
      let (statement, function) = type.method(parts[1])
    {
      return PythonDefinition(file: site.file, statement: statement, kind: .function(function))
    }
    guard parts.count <= 2, let found = source.definition(of: callee, in: site.file),
      found.function != nil
    else { return nil }
    return found
  }

  /// The look-ups of a form's `clean…` or a serializer's `validate…` methods.
  static func ofValidator(_ definition: PythonDefinition, in source: PythonSource) -> [DjangoCheck]
  {
    guard let type = definition.type else { return [] }
    var result: [DjangoCheck] = []
    for (statement, function) in type.methods {
      guard function.name.hasPrefix("clean") || function.name.hasPrefix("validate") else {
        continue
      }
      let site = PythonSite(file: definition.file, line: function.body.last?.span.lastLine ?? 0)
      let end = CodeSpan(
        start: statement.span.end, end: statement.span.end, firstLine: statement.span.lastLine,
        lastLine: statement.span.lastLine)
      result += find(at: site, before: end, of: nil, in: source).map { found in
        var found = found
        found.check.guardsWrite = found.prevention.whenFound.contains { part in
          if case .raise = part.kind { true } else { [part].reportsError }
        }
        return found
      }
    }
    return result
  }
}
