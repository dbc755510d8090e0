import DatabaseErrors
import SourceCode

/// The value of a column where a look-up is to stand.
struct SQLAlchemyValue {
  var column: String
  /// The attribute of the model.
  var field: String
  /// The expression, as the function at hand can write it.
  var text: String
  var isNullable: Bool
}

extension SQLAlchemyReading {
  /// What the write gives columns, in words of a function on the stack; `nil` when a value cannot
  /// be told or would have an effect if it were asked for twice.
  func values(of columns: [String], at site: PythonSite) -> [SQLAlchemyValue]? {
    guard let write, !columns.isEmpty else { return nil }
    let isOwn = write.site.isSameFunction(as: site)
    let passed = isOwn ? nil : arguments(from: site, to: write.site)
    if !isOwn, passed == nil { return nil }
    var values: [SQLAlchemyValue] = []
    for column in columns {
      guard let text = text(of: column, write, passed) else { return nil }
      values.append(
        SQLAlchemyValue(
          column: column, field: field(column), text: text,
          isNullable: relation?.column(named: column)?.isNullable ?? false))
    }
    return values
  }

  private func text(
    of column: String, _ write: PythonReading.PathUse, _ passed: [String: String]?
  ) -> String? {
    let field = field(column)
    let file = write.site.file
    guard let value = write.use.values.last(where: { $0.column == column })?.expression else {
      return passed == nil ? formValue(of: field, at: write.site) : nil
    }
    guard !write.site.isBoundInside(value) else { return nil }
    let read: (root: String?, text: String)
    if let source = spread(value, at: write.site) {
      read = (source.root, source.isObject ? "\(source.root).\(field)" : source.item(field, file))
    } else {
      guard value.isRepeatable else { return nil }
      read = (value.chain.first?.name, file.source(of: value).replacing("\r", by: ""))
    }
    guard let passed else { return read.text }
    if value.isLiteral { return read.text }
    // In the caller's words: what it hands over, with what is asked of it.
    guard let root = read.root, let argument = passed[root], read.text.hasPrefix(root) else {
      return nil
    }
    return argument + read.text.dropFirst(root.count)
  }

  /// `form.email.data`, where `form.populate_obj(owner)` fills the row.
  private func formValue(of field: String, at site: PythonSite) -> String? {
    for statement in site.scope {
      for call in statement.calls where call.name == "populate_obj" {
        guard case .attribute(let base, _) = call.callee.kind, let form = base.dottedName,
          let type = source.type(of: base, at: site)?.type, type.value(field) != nil
        else { continue }
        return "\(form).\(field).data"
      }
    }
    return nil
  }

  /// What a function on the stack hands to the parameters of the one that writes, when it calls
  /// that one directly.
  func arguments(from site: PythonSite, to target: PythonSite) -> [String: String]? {
    guard let function = target.function, let statement = site.statement,
      let call = statement.calls.first(where: { $0.name == function.name })
    else { return nil }
    var parameters = function.parameters.filter { $0.kind == .plain }.map(\.name)
    if let first = parameters.first, first == "self" || first == "cls" {
      parameters.removeFirst()
    }
    var result: [String: String] = [:]
    for (name, value) in zip(parameters, call.positional) where value.isRepeatable {
      result[name] = site.file.source(of: value)
    }
    // `register(**data)` takes what is left from the members.
    if let whole = call.arguments.first(where: { $0.kind == .doubleStar })?.value.dottedName {
      for name in parameters.dropFirst(call.positional.count) {
        result[name] = "\(whole)[\(site.file.style.literal(name))]"
      }
    }
    for argument in call.arguments {
      if let name = argument.name, argument.value.isRepeatable {
        result[name] = site.file.source(of: argument.value)
      }
    }
    // What the function gives a parameter itself is no longer the caller's value.
    let given = target.bindings(before: write?.use.span.start ?? 0)
    return result.filter { given[$0.key] == nil }
  }
}

extension PythonSite {
  func isSameFunction(as other: PythonSite) -> Bool {
    file.source.path == other.file.source.path && function?.line == other.function?.line
      && type?.line == other.type?.line
  }

  /// The innermost statement of the function that holds a stretch.
  func statement(holding span: CodeSpan) -> PythonStatement? {
    func find(_ statements: [PythonStatement]) -> PythonStatement? {
      guard let outer = statements.first(where: { $0.span.holds(span) }) else { return nil }
      for block in outer.blocks {
        if let inner = find(block.statements) { return inner }
      }
      return outer
    }
    return find(scope)
  }

  /// Whether an expression names what only a comprehension or a lambda around it knows: outside of
  /// that it cannot be written.
  func isBoundInside(_ value: PythonExpression) -> Bool {
    guard let statement = statement(holding: value.span) else { return false }
    var bound: Set<String> = []
    for expression in statement.expressions {
      expression.visit { part in
        guard part.span.holds(value.span) else { return false }
        switch part.kind {
        case .comprehension(let made):
          for clause in made.clauses { bound.formUnion(clause.target.names) }
        case .lambda(let parameters, _): bound.formUnion(parameters.map(\.name))
        default: break
        }
        return true
      }
    }
    return !bound.isDisjoint(with: value.names)
  }

  /// The statements of the block that holds a statement.
  func block(of statement: PythonStatement) -> [PythonStatement]? {
    func find(_ statements: [PythonStatement]) -> [PythonStatement]? {
      if statements.contains(where: { $0.span == statement.span }) { return statements }
      for outer in statements where outer.span.holds(statement.span) {
        for block in outer.blocks {
          if let found = find(block.statements) { return found }
        }
      }
      return nil
    }
    return find(scope)
  }
}

/// What a row is made of as a whole: `payload` of `Boat(**payload.model_dump())`.
private struct SpreadSource {
  var root: String
  /// Whether its members are attributes, else items.
  var isObject: Bool

  func item(_ field: String, _ file: PythonFile) -> String {
    "\(root)[\(file.style.literal(field))]"
  }
}

extension SQLAlchemyReading {
  /// Whether a value is not the column's own but what all columns are taken from.
  func isSpread(_ value: PythonExpression, at site: PythonSite) -> Bool {
    guard let statement = site.statement(holding: value.span) else { return false }
    let isGiven = statement.calls.contains { call in
      call.arguments.contains { $0.value.span == value.span && $0.isSpread }
    }
    return isGiven || spread(value, at: site) != nil
  }

  /// Where a value is not the column's own but what all columns are taken from.
  private func spread(_ value: PythonExpression, at site: PythonSite) -> SpreadSource? {
    guard let statement = site.statement(holding: value.span) else { return nil }
    for call in statement.calls {
      for argument in call.arguments where argument.value.span == value.span {
        if argument.isSpread {
          if let made = value.asCall, case .attribute(let base, let verb) = made.callee.kind,
            ["model_dump", "dict"].contains(verb), let root = base.dottedName
          {
            return SpreadSource(root: root, isObject: true)
          }
          return value.dottedName.map { SpreadSource(root: $0, isObject: false) }
        }
        let factories: Set<String> = ["model_validate", "from_orm", "parse_obj"]
        if argument.kind == .positional, factories.contains(call.name ?? "") {
          return value.dottedName.map { SpreadSource(root: $0, isObject: true) }
        }
      }
    }
    return nil
  }
}

extension PythonExpression {
  /// The names that it speaks of.
  var names: Set<String> {
    var found: Set<String> = []
    visit { part in
      if case .name(let name) = part.kind { found.insert(name) }
      return true
    }
    return found
  }
}
