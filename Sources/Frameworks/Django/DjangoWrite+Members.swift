import EventSchema
import SourceCode

extension DjangoWrite {
  /// The mapping whose members a function gives a row one by one: the `data` of
  /// `for field, value in data.items(): setattr(boat, field, value)`, and of
  /// `for field in ("name", "note"): if field in data: setattr(boat, field, data[field])`.
  static func members(
    setOn row: String, in scope: [PythonStatement], before end: Int
  ) -> PythonExpression? {
    var found: PythonExpression?
    for statement in scope {
      statement.visit { inner in
        guard found == nil, inner.span.start < end else { return false }
        if case .for(let loop) = inner.kind { found = members(setOn: row, by: loop) }
        return found == nil
      }
    }
    return found
  }

  private static func members(setOn row: String, by loop: PythonLoop) -> PythonExpression? {
    let calls = loop.body.flatMap(\.flattenedCalls)
    let setter = calls.first { call in
      call.dottedCallee == "setattr" && call.positional.count == 3
        && call.positional[0].dottedName == row
    }
    guard let setter, case .name(let name) = setter.positional[1].kind else { return nil }
    let value = setter.positional[2]
    let targets = loop.target.elements.compactMap(\.dottedName)
    if targets.count == 2, targets[0] == name, value.kind == .name(targets[1]),
      let items = loop.iterable.asCall, items.name == "items", items.arguments.isEmpty,
      case .attribute(let data, _) = items.callee.kind
    {
      return data
    }
    guard loop.target.kind == .name(name) else { return nil }
    switch value.kind {
    case .subscripted(let data, let indices):
      return indices.first?.kind == .name(name) ? data : nil
    case .call(let callee, let arguments):
      guard case .attribute(let data, "get") = callee.kind,
        arguments.first?.value.kind == .name(name)
      else { return nil }
      return data
    default: return nil
    }
  }
}

extension PythonStatement {
  /// The calls in the statement and in those inside of it.
  fileprivate var flattenedCalls: [PythonCall] {
    var calls: [PythonCall] = []
    visit { inner in
      calls += inner.expressions.flatMap(\.calls)
      return true
    }
    return calls
  }
}

extension DjangoReading {
  /// The client's mapping whose members the write takes as they are: of `setattr`, and of
  /// `objects.create(**data)`. What a form or serializer has validated is not the client's.
  var members: PythonExpression? {
    guard let write else { return nil }
    return ([write.members].compactMap(\.self) + write.spreads).first { data in
      !data.isValidatedData && isPayload(data, at: 0)
    }
  }

  /// Whether the members alone decide a column.
  func isMember(_ column: String) -> Bool {
    guard members != nil, let write else { return false }
    return !write.values.contains { model?.column(of: $0.field) == column }
  }

  /// The model's fields that the members are known to end in, by the key that they have in the
  /// request: the violated ones, and those that the request or the code could not do without.
  var fieldsOfMembers: [(key: String, field: DjangoModel.Field)] {
    guard members != nil, let model else { return [] }
    let sent = failure.event.request?.data
    return model.fields.compactMap { field in
      guard !field.isPrimaryKey, isMember(field.column) else { return nil }
      let key = [field.name, field.column].first { sent?[$0] != nil }
      let isNeeded = violatedColumns.contains(field.column) || !changesRow && !field.isOptional
      guard key != nil || isNeeded else { return nil }
      return (key ?? field.name, field)
    }
  }

  /// `data.get("name")`: what a member gives a column, in the words of a function on the stack;
  /// nothing where it is left out.
  func member(_ column: String, at site: PythonSite) -> (data: String, key: String)? {
    guard isMember(column), let members, let caller = index(of: site),
      let data = source(of: members, at: 0, inCaller: caller)
    else { return nil }
    let field = model?.field(column: column)?.name ?? column
    let key = fieldsOfMembers.first { $0.field.column == column }?.key ?? field
    return (data, site.file.style.literal(key))
  }

  /// The place of a function among those on the stack.
  func index(of site: PythonSite) -> Int? {
    sites.firstIndex { $0.line == site.line && $0.file.source == site.file.source }
  }
}
