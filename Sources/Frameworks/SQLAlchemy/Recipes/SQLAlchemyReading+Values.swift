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
    var values: [SQLAlchemyValue] = []
    for column in columns {
      guard let text = text(of: column, write, at: site) else { return nil }
      values.append(
        SQLAlchemyValue(
          column: column, field: field(column), text: text,
          isNullable: relation?.column(named: column)?.isNullable == true
            || given(column)?.asCall?.leavesOutWhatIsNotSent == true))
    }
    return values
  }

  /// Whether what a row is made of as a whole may lack a column: `Order(**data)`.
  private func mayBeLeftOut(_ column: String) -> Bool {
    guard relation?.column(named: column)?.isNullable == true else { return false }
    let input = endpoint.flatMap { PythonInput($0, source) }
    guard input?.kind == .schema, let field = input?.field(field(column)) else {
      return true
    }
    return field.isOptional && field.call?.argument("load_default") == nil
  }

  /// What the write gives a column: its own expression, else what is handed to it.
  func given(_ column: String) -> PythonExpression? {
    let value = write?.use.values.last { $0.column == column }
    return value?.expression ?? value?.handed
  }

  private func text(
    of column: String, _ write: PythonReading.PathUse, at site: PythonSite
  ) -> String? {
    let field = field(column)
    guard let written = write.use.values.last(where: { $0.column == column }),
      let value = written.expression ?? written.handed
    else {
      return write.site.isSameFunction(as: site) ? formValue(of: field, at: write.site) : nil
    }
    let giver = written.expression == nil ? written.giver ?? write.site : write.site
    let file = giver.file
    guard !giver.isBoundInside(value) else { return nil }
    let read: (root: String?, text: String)
    if let source = spread(value, at: giver) {
      let member = source.member(field, file, mayBeMissing: mayBeLeftOut(column))
      read = (source.root, member)
    } else {
      guard value.isRepeatable else { return nil }
      read = (value.chain.first?.name, file.source(of: value).replacing("\r", by: ""))
    }
    if giver.isSameFunction(as: site) || value.isLiteral { return read.text }
    // In the caller's words: what it hands over, with what is asked of it.
    guard let passed = arguments(from: site, to: giver), let root = read.root else { return nil }
    if let member = passed[read.text] { return member }
    guard let argument = passed[root], read.text.hasPrefix(root) else { return nil }
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

  /// What a function on the path hands to the parameters of one that it leads to, in its own words,
  /// also by way of functions between them.
  func arguments(from site: PythonSite, to target: PythonSite) -> [String: String]? {
    var inner = target
    var result: [String: String]?
    for _ in 0..<Self.callsMax {
      guard let (caller, call) = self.call(of: inner, within: site),
        let given = arguments(of: call, at: caller, to: inner, before: result)
      else { return nil }
      result = given
      if caller.isSameFunction(as: site) { return result }
      inner = caller
    }
    return nil
  }

  /// Functions between the one that answers and the one that writes.
  private static let callsMax = 5

  /// The call that leads to a function, with the one that makes it.
  private func call(
    of inner: PythonSite, within site: PythonSite
  ) -> (caller: PythonSite, call: PythonCall)? {
    guard let function = inner.function else { return nil }
    if let receiver = inner.receiver, let call = receiver.call, let caller = receiver.caller {
      return (caller, call)
    }
    guard let call = site.statement?.calls.first(where: { $0.name == function.name }) else {
      return nil
    }
    return (site, call)
  }

  /// What one call hands to parameters, or what is behind those that are `known` in words of the
  /// function that is called.
  private func arguments(
    of call: PythonCall, at caller: PythonSite, to target: PythonSite,
    before known: [String: String]?
  ) -> [String: String]? {
    guard let function = target.function else { return nil }
    var parameters = function.parameters.filter { $0.kind == .plain }.map(\.name)
    if let first = parameters.first, first == "self" || first == "cls" {
      parameters.removeFirst()
    }
    var given: [String: String] = [:]
    for (name, value) in zip(parameters, call.positional) {
      if value.isRepeatable {
        given[name] = caller.file.source(of: value)
      } else {
        given.merge(members(of: value, as: name, at: caller)) { first, _ in first }
      }
    }
    // `register(**data)` takes what is left from the members.
    if let whole = call.arguments.first(where: { $0.kind == .doubleStar })?.value.dottedName {
      for name in parameters.dropFirst(call.positional.count) {
        given[name] = "\(whole)[\(caller.file.style.literal(name))]"
      }
    }
    for argument in call.arguments {
      if let name = argument.name, argument.value.isRepeatable {
        given[name] = caller.file.source(of: argument.value)
      }
    }
    // What the function gives a parameter itself is no longer the caller's value.
    let isOfWrite = write?.site.isSameFunction(as: target) == true
    let changed = target.bindings(before: isOfWrite ? write?.use.span.start ?? 0 : .max)
    given = given.filter { changed[$0.key] == nil }
    guard let known else { return given }
    return known.compactMapValues { text in
      guard case .expression(let value) = PythonModule(parsing: text).statements.first?.kind else {
        return nil
      }
      if value.isLiteral { return text }
      guard let root = value.chain.first?.name, text.hasPrefix(root) else { return nil }
      if let member = given[text] { return member }
      return given[root].map { $0 + text.dropFirst(root.count) }
    }
  }

  /// What an object that is made in a call holds: `lot.code` where `Lot(**data)` is handed over.
  private func members(
    of made: PythonExpression, as name: String, at caller: PythonSite
  ) -> [String: String] {
    guard let call = made.asCall, let owner = source.type(of: made, at: caller),
      let type = owner.type
    else { return [:] }
    let file = caller.file
    var result: [String: String] = [:]
    for argument in call.arguments where argument.value.isRepeatable {
      if let field = argument.name {
        result["\(name).\(field)"] = file.source(of: argument.value)
      }
      guard argument.kind == .doubleStar else { continue }
      for statement in type.body {
        guard case .annotate(let target, _, let value) = statement.kind,
          let field = target.dottedName
        else { continue }
        let whole = file.source(of: argument.value)
        let key = file.style.literal(field)
        if value == nil {
          result["\(name).\(field)"] = "\(whole)[\(key)]"
        } else if let value, value.isLiteral {
          result["\(name).\(field)"] = "\(whole).get(\(key), \(owner.file.source(of: value)))"
        }
      }
    }
    return result
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

  func member(_ field: String, _ file: PythonFile, mayBeMissing: Bool) -> String {
    guard !isObject else { return "\(root).\(field)" }
    let key = file.style.literal(field)
    return mayBeMissing ? "\(root).get(\(key))" : "\(root)[\(key)]"
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
    if let call = value.asCall, ["model_dump", "dict"].contains(call.name ?? ""),
      case .attribute(let base, _) = call.callee.kind, let root = base.dottedName
    {
      return SpreadSource(root: root, isObject: true)
    }
    guard let statement = site.statement(holding: value.span) else { return nil }
    for call in statement.calls {
      for argument in call.arguments where argument.value.span == value.span {
        if argument.isSpread {
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

extension PythonCall {
  /// `payload.model_dump(exclude_unset=True)`
  fileprivate var leavesOutWhatIsNotSent: Bool {
    ["exclude_unset", "exclude_none"].contains { argument($0)?.kind == .true }
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
