import SourceCode

/// Follows a written value back to where it came from: through names, conversions, functions of the
/// project, and the arguments of callers.
struct PythonOrigins {
  typealias Kind = SourceFacts.Origin.Kind

  let path: PythonPath
  let libraries: PythonLibraries
  /// The relation that is written.
  let table: String?

  struct Found {
    var kind: Kind
    var place: SourceFacts.Place
    var foldsText = false
  }

  /// Functions and names followed on the way back from one value.
  private static let depthMax = 8

  private var source: PythonSource { libraries.source }

  /// Where a value came from; `nil` where the source does not say.
  func origin(of value: PythonExpression, at site: PythonSite, step: Int?, before end: Int)
    -> Found?
  {
    find(value, Frame(site: site, step: step, end: end), Self.depthMax)
  }

  /// Whether a value may be nothing, and where: an expression that says so, or a function of the
  /// project that returns nothing on one of its ways.
  func mayBeNothing(
    _ value: PythonExpression, at site: PythonSite, before end: Int, depth: Int = 4
  ) -> SourceFacts.Place? {
    guard depth > 0 else { return nil }
    let place = site.file.place(value.span, in: site.functionName)
    switch value.kind {
    case .none: return place
    case .await(let inner): return mayBeNothing(inner, at: site, before: end, depth: depth)
    case .boolean("or", let operands):
      return operands.last.map(\.kind) == PythonExpression.Kind.none ? place : nil
    case .conditional(_, let then, let otherwise):
      return then.kind == .none || otherwise.kind == .none ? place : nil
    case .name(let name):
      guard let (bound, at) = site.binding(of: name, before: end) else { return nil }
      return mayBeNothing(bound, at: site, before: at, depth: depth - 1)
    case .call(let callee, let arguments):
      if case .attribute(_, let name) = callee.kind {
        if name == "get", arguments.count == 1, arguments[0].value.stringValue != nil {
          return place
        }
        if ["first", "last", "one_or_none", "scalar_one_or_none", "get_or_none"].contains(name) {
          return place
        }
      }
      if callee.dottedName == "getattr", arguments.count == 3, arguments[2].value.kind == .none {
        return place
      }
      guard let call = value.asCall, let function = source.callee(of: call, at: site)?.function
      else { return nil }
      return function.returnsNothing ? place : nil
    default: return nil
    }
  }

  /// Where a value is asked for: names mean what they were given before `end`.
  private struct Frame {
    var site: PythonSite
    /// Of the path; `nil` inside a function that is called by the way.
    var step: Int?
    var end: Int
  }

  private func find(_ value: PythonExpression, _ frame: Frame, _ depth: Int) -> Found? {
    guard depth > 0 else { return nil }
    func found(_ kind: Kind) -> Found {
      Found(kind: kind, place: frame.site.file.place(value.span, in: frame.site.functionName))
    }
    if value.joinsPieces { return found(.generator) }
    switch value.kind {
    case .none: return found(.null)
    case .string(let string):
      guard !string.interpolations.isEmpty else { return found(.constant) }
      return strongest(string.interpolations, frame, depth)
    case .number, .true, .false, .list([]), .dictionary([]): return found(.constant)
    case .name(let name): return origin(ofName: name, value, frame, depth)
    case .await(let inner), .starred(let inner), .unary(_, let inner):
      return find(inner, frame, depth)
    case .named(_, let inner), .lambda(_, let inner): return find(inner, frame, depth)
    case .binary(let left, let sign, let right):
      let row = [left, right].contains { isRowValue($0, frame) }
      if row, sign == "+" || sign == "-" { return found(.computedFromRows) }
      return strongest([left, right], frame, depth)
    case .boolean(_, let operands): return strongest(operands, frame, depth)
    case .conditional(_, let then, let otherwise):
      return strongest([then, otherwise], frame, depth)
    case .subscripted(let base, _):
      if let kind = known(value, frame) { return found(kind) }
      return isFetchedRow(base, frame) ? found(.copied) : find(base, frame, depth - 1)
    case .attribute(let base, let name):
      if let kind = known(value, frame) { return found(kind) }
      if ["id", "pk"].contains(name), isMadeRow(base, frame) { return found(.madeBefore) }
      if isRowValue(value, frame) { return found(.copied) }
      return find(base, frame, depth - 1)
    case .call: return origin(ofCall: value, frame, depth)
    case .comprehension(let comprehension):
      return find(comprehension.value ?? comprehension.element, frame, depth - 1)
        ?? comprehension.clauses.first.flatMap { find($0.iterable, frame, depth - 1) }
    case .dictionary(let items): return strongest(items.map(\.value), frame, depth)
    case .list(let elements), .tuple(let elements), .set(let elements):
      return strongest(elements, frame, depth)
    default: return nil
    }
  }

  /// Of several values that make one: what varies counts more than what does not.
  private func strongest(_ values: [PythonExpression], _ frame: Frame, _ depth: Int) -> Found? {
    let order: [Kind] = [
      .computedFromRows, .generator, .client, .external, .copied, .madeBefore, .null, .constant,
    ]
    let all = values.prefix(16).compactMap { find($0, frame, depth - 1) }
    // A part of unknown origin leaves the whole unknown, unless another part makes it new.
    let best = all.min { one, other in
      (order.firstIndex(of: one.kind) ?? 0) < (order.firstIndex(of: other.kind) ?? 0)
    }
    if all.count < values.count, best?.kind == .constant || best?.kind == .null { return nil }
    return best
  }

  private func origin(
    ofName name: String, _ value: PythonExpression, _ frame: Frame, _ depth: Int
  ) -> Found? {
    let site = frame.site
    if let loop = site.searchLoop(for: name, before: frame.end) {
      return Found(
        kind: .computedFromRows, place: site.file.place(loop.span, in: site.functionName))
    }
    if let (bound, end) = site.binding(of: name, before: frame.end) {
      if isMadeRow(value, frame) {
        return Found(
          kind: .madeBefore, place: site.file.place(bound.span, in: site.functionName))
      }
      if isWholeRow(bound, frame) { return nil }
      return find(bound, Frame(site: site, step: frame.step, end: end), depth - 1)
    }
    if let iterable = site.iterable(of: name, before: frame.end) {
      return find(iterable, frame, depth - 1)
    }
    if site.function?.parameters.contains(where: { $0.name == name }) == true {
      return origin(ofParameter: name, frame, depth)
    }
    if let global = site.file.module.globalValue(of: name) {
      return find(global, Frame(site: site, step: nil, end: .max), depth - 1)
    }
    return nil
  }

  private func origin(ofParameter name: String, _ frame: Frame, _ depth: Int) -> Found? {
    let site = frame.site
    let place = site.file.place(
      line: site.function?.line ?? site.line, in: site.functionName)
    if let step = frame.step, let caller = path.caller(of: step), let function = site.function,
      let call = caller.site.call(of: function.name, around: caller.target)
    {
      if let argument = function.argument(for: name, of: call, isMethod: site.type != nil) {
        return find(
          argument, Frame(site: caller.site, step: step - 1, end: caller.target.start), depth - 1)
      }
      if let value = function.parameters.first(where: { $0.name == name })?.defaultValue {
        return find(value, Frame(site: site, step: nil, end: 0), depth - 1)
      }
    }
    if let kind = site.entry?.kind(ofParameter: name) { return Found(kind: kind, place: place) }
    let ofForms: Set<String> = ["validated_data", "cleaned_data", "form", "serializer", "payload"]
    return ofForms.contains(name) ? Found(kind: .client, place: place) : nil
  }

  private func origin(ofCall value: PythonExpression, _ frame: Frame, _ depth: Int) -> Found? {
    guard let call = value.asCall else { return nil }
    let place = frame.site.file.place(value.span, in: frame.site.functionName)
    if let kind = known(value, frame) {
      // A parser gives what it is given: `csv.DictReader(request.body…)`.
      let isParser = call.name.map(PythonVocabulary.parses) ?? false
      if isParser, let given = strongest(call.arguments.map(\.value), frame, depth),
        given.kind != .constant
      {
        return given
      }
      return Found(kind: kind, place: place)
    }
    if isTakenFromCount(call, frame) { return Found(kind: .computedFromRows, place: place) }
    if libraries.uses(of: value, frame.site, before: frame.end).contains(where: {
      $0.operation == .read
    }) {
      return value.countsRows ? Found(kind: .computedFromRows, place: place) : nil
    }
    if call.dottedCallee == "getattr", let row = call.positional.first,
      isWholeRow(row, frame, ofAnyTable: false)
    {
      return Found(kind: .copied, place: place)
    }
    if case .attribute(let base, let name) = call.callee.kind, PythonVocabulary.keepsValue(name) {
      // `"".join(random.choices(…))`
      if base.stringValue != nil { return strongest(call.arguments.map(\.value), frame, depth) }
      return find(base, frame, depth - 1)
    }
    if let callee = call.dottedCallee, PythonVocabulary.converts(callee.lastName) {
      return strongest(call.arguments.map(\.value), frame, depth)
    }
    if let callee = source.callee(of: call, at: frame.site), let function = callee.function {
      return origin(ofResultOf: function, callee.file, place, depth)
    }
    guard case .attribute(let base, let name) = call.callee.kind else { return nil }
    if let ran = frame.site.statement(fetchedBy: name, of: base, before: frame.end) {
      return ran.countsRows ? Found(kind: .computedFromRows, place: place) : nil
    }
    return find(base, frame, depth - 1)
  }

  /// Whether it takes a number out of what a name holds: `last.one()` behind
  /// `last = await session.exec(select(func.max(…)))`.
  private func isTakenFromCount(_ call: PythonCall, _ frame: Frame) -> Bool {
    let takers: Set<String> = ["one", "first", "scalar", "scalar_one", "scalar_one_or_none"]
    guard case .attribute(let base, let taker) = call.callee.kind, takers.contains(taker),
      let name = base.dottedName,
      let (bound, _) = frame.site.binding(of: name, before: frame.end)
    else { return false }
    return bound.countsRows
  }

  /// What a function of the project gives back.
  private func origin(
    ofResultOf function: PythonFunction, _ file: PythonFile, _ place: SourceFacts.Place,
    _ depth: Int
  ) -> Found? {
    let site = PythonSite(file: file, line: function.body.last?.span.lastLine ?? function.line)
    for (statement, _) in function.body.flattened.reversed() {
      guard case .return(let value?) = statement.kind, value.kind != .none else { continue }
      let frame = Frame(site: site, step: nil, end: statement.span.start)
      if let result = find(value, frame, depth - 2) { return result }
    }
    return nil
  }

  /// What the words of an expression say by themselves.
  private func known(_ value: PythonExpression, _ frame: Frame) -> Kind? {
    if value.isOfRequest { return .client }
    if value.countsRows { return .computedFromRows }
    let names = value.chain.map(\.name)
    guard let last = names.last else { return nil }
    let isImported = names.count > 1 || frame.site.file.imports[last] != nil
    if PythonVocabulary.generates(names, isImported: isImported) { return .generator }
    return PythonVocabulary.isOutside(names) ? .external : nil
  }

  /// Whether an expression is a column's value of a row of the written relation, or a number that
  /// was counted from its rows.
  private func isRowValue(_ value: PythonExpression, _ frame: Frame) -> Bool {
    switch value.kind {
    case .attribute(let base, _): return isWholeRow(base, frame, ofAnyTable: false)
    case .conditional(_, let then, let otherwise):
      return isRowValue(then, frame) || isRowValue(otherwise, frame)
    case .boolean(_, let operands): return operands.contains { isRowValue($0, frame) }
    case .name(let name):
      guard let (bound, end) = frame.site.binding(of: name, before: frame.end) else { return false }
      return bound.countsRows
        || isRowValue(bound, Frame(site: frame.site, step: frame.step, end: end))
    case .call: return value.countsRows
    case .subscripted(let base, _):
      return value.countsRows || isRowValue(base, frame) || isFetchedRow(base, frame)
    default: return false
    }
  }

  /// Whether an expression is a row of another relation that the function makes itself: by a
  /// statement, or as an object without a key of its own. Not one that each turn of a loop makes
  /// anew.
  private func isMadeRow(_ use: PythonExpression, _ frame: Frame) -> Bool {
    let (value, end) = followed(use, frame)
    let isMadeAnew = frame.site.scope.flattened.contains { statement, _ in
      guard statement.span.holds(use.span), statement.span.holds(value.span) else { return false }
      switch statement.kind {
      case .for, .while: return true
      default: return false
      }
    }
    guard !isMadeAnew, !isMadeAtTimes(value, frame, before: use) else { return false }
    if let call = value.asCall, let name = call.dottedCallee,
      let relation = libraries.relation(named: name, in: frame.site.file)?.facts
    {
      let givesKey = ["id", "pk"].contains { call.argument($0) != nil }
      return relation.table != table && !givesKey
    }
    return libraries.uses(of: value, frame.site, before: end).contains {
      $0.operation == .create && $0.span == value.span && !$0.isAbout(table)
    }
  }

  /// Whether a branch makes a row that the code behind it may have found as well: `if cart is None:
  /// cart = Cart.objects.create(…)`.
  private func isMadeAtTimes(
    _ made: PythonExpression, _ frame: Frame, before use: PythonExpression
  ) -> Bool {
    frame.site.scope.blocks(around: made.span).contains { statement, block in
      guard !block.statements.holds(use.span) else { return false }
      switch statement.kind {
      case .if: return true
      case .try: return block.role == .handler
      default: return false
      }
    }
  }

  /// What a name stands for in its function, and before which offset that was said.
  private func followed(
    _ value: PythonExpression, _ frame: Frame
  ) -> (value: PythonExpression, end: Int) {
    var (value, end) = (value, frame.end)
    for _ in 0..<3 {
      if case .await(let inner) = value.kind { value = inner }
      guard case .name(let name) = value.kind,
        let (bound, at) = frame.site.binding(of: name, before: end)
      else { break }
      (value, end) = (bound, at)
    }
    return (value, end)
  }

  /// Whether an expression is a row of the written relation as a driver gives it:
  /// `db.execute("SELECT …").fetchone()`, or what a cursor was last given.
  private func isFetchedRow(_ value: PythonExpression, _ frame: Frame) -> Bool {
    let (value, end) = followed(value, frame)
    guard let call = value.asCall, case .attribute(let base, let name) = call.callee.kind,
      ["fetchone", "one", "first"].contains(name)
    else { return false }
    let given = frame.site.statement(fetchedBy: name, of: base, before: end)
    let (ran, ranEnd) = given.map { ($0, end) } ?? followed(base, frame)
    guard !value.countsRows, !ran.countsRows else { return false }
    let reads =
      libraries.uses(of: value, frame.site, before: end)
      + libraries.uses(of: ran, frame.site, before: ranEnd)
    return reads.contains { read in
      read.operation == .read && (read.span == value.span || read.span == ran.span)
        && read.isAbout(table)
    }
  }

  /// Whether an expression is a row that was looked up, of the written relation for preference.
  private func isWholeRow(
    _ value: PythonExpression, _ frame: Frame, ofAnyTable: Bool = true
  ) -> Bool {
    let (value, end) = followed(value, frame)
    if value.countsRows { return false }
    if !ofAnyTable, case .name(let name) = value.kind, let table,
      let parameter = frame.site.function?.parameters.first(where: { $0.name == name }),
      let type = parameter.annotation?.annotatedType,
      libraries.relation(named: type, in: frame.site.file)?.facts.table == table
    {
      return true
    }
    // `def duplicate(self, boat)`, which is called after the written model.
    if !ofAnyTable, case .name(let name) = value.kind, let table,
      let parameter = frame.site.function?.parameters.first(where: { $0.name == name }),
      parameter.annotation == nil,
      libraries.relation(named: name.camelized, in: frame.site.file)?.facts.table == table
    {
      return true
    }
    let isRead = libraries.uses(of: value, frame.site, before: end).contains {
      $0.operation == .read && $0.span == value.span && (ofAnyTable || $0.isAbout(table))
    }
    if isRead { return true }
    guard let row = libraries.rowRead(by: value, at: frame.site) else { return false }
    return ofAnyTable || row.facts.table == table
  }
}
