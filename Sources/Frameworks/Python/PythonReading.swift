import DatabaseErrors
import EventSchema
import SourceCode

/// One failure of a Python application, read from its frames and source with the words of its
/// libraries: the ground of the facts, whatever the libraries are.
///
/// A class, since the facts, every change and every test hold it.
final class PythonReading {
  let failure: Failure
  let libraries: PythonLibraries
  let path: PythonPath
  /// What the path does with rows before the failing statement and in it, in the order of
  /// execution.
  let uses: [PathUse]
  /// The use that failed to write.
  let write: PathUse?
  /// The look-up in the failing statement itself.
  let read: PathUse?

  /// A use with its place on the path.
  struct PathUse {
    var use: PythonRowUse
    var site: PythonSite
    /// Index into the path's moments.
    var moment: Int
    /// What the use runs before: the failing statement, in the same function.
    var end: CodeSpan
    var isInCallback = false
    var leavesBefore = false
    /// Whether finding rows keeps the failing statement from running.
    var guards = false
    /// Whether rows are loaded ahead of a loop that asks among them.
    var isStaleSet = false
    /// Whether the row is made where the look-up finds none, and written in either case.
    var makesWhenAbsent = false
  }

  private var source: PythonSource { libraries.source }
  var table: String? { failure.violation?.knownTable ?? write?.use.table }
  var key: [String] { failure.violation?.knownColumns ?? [] }
  /// The declaration of the table.
  var relation: PythonRelation? {
    failure.violation?.knownTable.flatMap(libraries.relation(table:)) ?? write?.use.relation
  }

  /// - Parameters:
  ///   - sites: The application's frames whose source is at hand, the culprit first.
  ///   - operation: What the frames say.
  init(
    _ failure: Failure, _ libraries: PythonLibraries, sites: [PythonSite],
    _ operation: SourceFacts.Operation?
  ) {
    self.failure = failure
    self.libraries = libraries
    let table = failure.violation?.knownTable
    var steps = sites.indices.reversed().compactMap { index in
      // What leaves a unit of work of the application's own runs at the end of its block.
      let leaves = index > 0 && ["__exit__", "__aexit__"].contains(sites[index - 1].function?.name)
      let isCommit = operation == .commit && (leaves || sites[index].line == sites.first?.line)
      return sites[index].target(isCommit: isCommit).map {
        PythonPath.Step(site: sites[index], target: $0)
      }
    }
    Self.leaveHelpers(of: &steps, libraries)
    Self.addCallers(to: &steps, libraries)
    PythonPath.findReceivers(of: steps, libraries.source)
    let found = Self.failing(in: &steps, libraries, table, operation)
    var path = PythonPath(steps, libraries.source)
    var uses = Self.uses(of: path, 0, libraries)
    Self.addCallbacks(to: &path, &uses, libraries)
    var write = found.map { use, site in
      PathUse(use: use, site: site, moment: path.moments.count, end: use.span)
    }
    let isCommit = write == nil || write?.use.operation == .commit
    if isCommit, operation != .read, let last = steps.last {
      // What a transaction writes at its end was made before.
      let made = uses.filter { use in
        use.use.isWrite && !use.leavesBefore && (table == nil || use.use.isAbout(table))
      }
      let key = Set(failure.violation?.knownColumns ?? [])
      var explicit = made.filter { !$0.isInCallback }
      if made.isEmpty { explicit = Self.madeByTurnBefore(last, path, libraries, table) }
      let onKey = explicit.last { use in use.use.values.contains { key.contains($0.column) } }
      write = (onKey ?? explicit.last ?? made.last).map { use in
        var use = use
        if use.site.function == last.site.function { use.end = last.target }
        return use
      }
    }
    read = write?.use.operation == .read ? write : nil
    self.write = write?.use.operation == .read ? nil : write
    let target = isCommit ? write.map { Self.target(of: $0, path) } : nil
    self.uses = uses.map { Self.judged($0, path, madeBefore: target) }
    self.path = path
  }

  /// Ends at the caller where the last function runs a statement that it is given.
  private static func leaveHelpers(
    of steps: inout [PythonPath.Step], _ libraries: PythonLibraries
  ) {
    while steps.count > 1, let last = steps.last, let statement = last.site.statement,
      last.site.function?.runsGiven(statement) == true,
      libraries.uses(in: statement, at: last.site).isEmpty
    {
      steps.removeLast()
    }
  }

  /// The use in the failing statement, or in a function of the project that it calls: then the
  /// steps lead there.
  private static func failing(
    in steps: inout [PythonPath.Step], _ libraries: PythonLibraries, _ table: String?,
    _ operation: SourceFacts.Operation?
  ) -> (PythonRowUse, PythonSite)? {
    for depth in 0...PythonPath.depthMax {
      guard let last = steps.last, let statement = last.site.statement else { return nil }
      let own = libraries.uses(in: statement, at: last.site)
      if let use = fitting(own, table, operation) {
        if use.operation != .commit { steps[steps.count - 1].target = use.span }
        return (use, last.site)
      }
      guard depth < PythonPath.depthMax, own.isEmpty,
        let next = step(into: statement, last.site, libraries, table)
      else { return nil }
      steps[steps.count - 1].target = next.call
      steps.append(next.step)
    }
    return nil
  }

  private static func fitting(
    _ uses: [PythonRowUse], _ table: String?, _ operation: SourceFacts.Operation?
  ) -> PythonRowUse? {
    if operation == .read {
      return uses.first { $0.operation == .read && (table == nil || $0.isAbout(table)) }
        ?? uses.first { $0.operation == .read || $0.operation == .upsert }
    }
    let writes = uses.filter(\.isWrite)
    return writes.first { $0.operation == operation && $0.isAbout(table) }
      ?? writes.first { $0.isAbout(table) } ?? writes.first { $0.operation == operation }
      ?? writes.first { $0.table == nil || table == nil || $0.operation == .delete }
      ?? uses.first { $0.operation == .commit }
  }

  /// The write of the table in a function that a statement calls, if there is one function alone
  /// that writes it.
  private static func step(
    into statement: PythonStatement, _ site: PythonSite, _ libraries: PythonLibraries,
    _ table: String?
  ) -> (call: CodeSpan, step: PythonPath.Step)? {
    for call in statement.expressions.flatMap(\.calls) {
      guard let callee = libraries.source.callee(of: call, at: site), let function = callee.function
      else { continue }
      for (inner, _) in function.body.flattened {
        let place = PythonSite(file: callee.file, line: inner.span.firstLine)
        guard place.function?.line == function.line else { continue }
        place.receiver = PythonReceiver(
          type: libraries.source.receiver(of: call, at: site), call: call, caller: site,
          source: libraries.source)
        let writes = libraries.uses(in: inner, at: place).filter {
          $0.isWrite && (table == nil || $0.isAbout(table))
        }
        guard let write = writes.first else { continue }
        return (call.span, PythonPath.Step(site: place, target: write.span))
      }
    }
    return nil
  }

  /// Without callers in the trace: the one place of the source that calls the function, as long as
  /// nothing else starts it.
  private static func addCallers(
    to steps: inout [PythonPath.Step], _ libraries: PythonLibraries
  ) {
    guard steps.count == 1, libraries.source.tree.isComplete else { return }
    for _ in 0..<PythonPath.depthMax {
      guard let first = steps.first, let function = first.site.function, first.site.entry == nil,
        !function.name.hasPrefix("__"), !function.name.isHook,
        let caller = libraries.source.onlyCaller(of: function, in: first.site)
      else { return }
      steps.insert(caller, at: 0)
    }
  }

  private static func uses(
    of path: PythonPath, _ start: Int, _ libraries: PythonLibraries
  ) -> [PathUse] {
    var uses: [PathUse] = []
    for (index, moment) in path.moments.enumerated().dropFirst(start) {
      let target = path.steps[moment.step].target
      for use in libraries.uses(in: moment.statement, at: moment.site) {
        if moment.call == nil {
          // What is around the target, or behind it in the same statement, runs later.
          if use.span.holds(target) { continue }
          if use.span.start >= target.end { continue }
        }
        var use = use
        use.isStale = use.isStale || moment.site.function?.isRemembered == true
        uses.append(
          PathUse(
            use: use, site: moment.site, moment: index, end: target,
            isInCallback: moment.isInCallback, leavesBefore: moment.leavesBefore))
      }
    }
    return uses
  }

  /// What receivers and models do by themselves when the path writes.
  private static func addCallbacks(
    to path: inout PythonPath, _ uses: inout [PathUse], _ libraries: PythonLibraries
  ) {
    for use in uses where use.use.isWrite && use.use.operation != .commit && !use.leavesBefore {
      for callback in libraries.callbacks(of: use.use) {
        let start = path.moments.count
        path.addCallback(callback, during: path.moments[use.moment].step, call: nil)
        uses += self.uses(of: path, start, libraries)
      }
    }
    // Another receiver of what started the culprit's own.
    for (index, step) in path.steps.enumerated() {
      guard let function = step.site.function, let sender = function.sender else { continue }
      var use = PythonRowUse(.save, at: step.target)
      use.relation = libraries.relation(named: sender, in: step.site.file)
      use.name = sender
      for callback in libraries.callbacks(of: use) where callback.function != function {
        let start = path.moments.count
        path.addCallback(callback, during: index, call: nil)
        uses += self.uses(of: path, start, libraries)
      }
    }
  }

  /// The stretch of a step's own function by which a row was made that is written later.
  private static func target(of write: PathUse, _ path: PythonPath) -> PythonPath.Step {
    let moment = path.moments[min(write.moment, path.moments.count - 1)]
    guard let call = moment.call else {
      return PythonPath.Step(site: write.site, target: write.use.span)
    }
    return PythonPath.Step(site: path.steps[moment.step].site, target: call)
  }

  /// The use with what its outcome keeps from running.
  private static func judged(
    _ use: PathUse, _ path: PythonPath, madeBefore made: PythonPath.Step?
  ) -> PathUse {
    guard use.use.operation == .read || use.use.operation == .update else { return use }
    var use = use
    let moment = path.moments[use.moment]
    var step = path.steps[moment.step]
    // What a commit writes was decided where it was made.
    if let made, made.site.function == step.site.function,
      made.site.file.source == step.site.file.source, use.use.span.start < made.target.start
    {
      step = made
    }
    guard let call = moment.call else {
      let answer = use.use.answer ?? use.use.span
      if let name = moment.statement.simpleAssignment?.name,
        step.site.asks(among: name, before: step.target, after: moment.statement)
      {
        use.guards = true
        use.isStaleSet = true
      } else {
        use.guards = PythonGuard(answer, before: step.target, in: step.site.scope).holds
        use.makesWhenAbsent = step.site.makes(
          use.use.name, insteadOf: moment.statement, before: step.target)
      }
      return use
    }
    guard let function = moment.site.function, let last = function.body.last else { return use }
    let end = CodeSpan(
      start: last.span.end, end: last.span.end, firstLine: last.span.lastLine,
      lastLine: last.span.lastLine)
    let inner = PythonGuard(use.use.answer ?? use.use.span, before: end, in: function.body)
    let raises = inner.whenFound.flattened.contains { statement, _ in
      if case .raise = statement.kind { true } else { false }
    }
    let outer = PythonGuard(
      call, before: step.target, in: step.site.scope, isAbsence: use.answersAbsence)
    use.guards = raises || outer.holds
    return use
  }
}

extension PythonSite {
  /// The stretch of the function that the line's statement is; of a compound one its head, or its
  /// end when a transaction ends there.
  func target(isCommit: Bool) -> CodeSpan? {
    guard let statement else { return nil }
    guard !statement.blocks.isEmpty else { return statement.span }
    if case .with(let items, _) = statement.kind,
      isCommit || items.allSatisfy(\.context.opensTransaction)
    {
      return CodeSpan(
        start: statement.span.end, end: statement.span.end, firstLine: statement.span.lastLine,
        lastLine: statement.span.lastLine)
    }
    guard let first = statement.expressions.first?.span, let last = statement.expressions.last?.span
    else { return statement.span }
    return first.start < last.end
      ? CodeSpan(
        start: first.start, end: last.end, firstLine: first.firstLine, lastLine: last.lastLine)
      : first
  }

  /// Whether a loop around the target asks for members of what a name was given before the loop.
  fileprivate func asks(
    among name: String, before target: CodeSpan, after statement: PythonStatement
  ) -> Bool {
    for (outer, _) in scope.blocks(around: target) where outer.span.start > statement.span.start {
      guard case .for(let loop) = outer.kind else { continue }
      for (inner, _) in loop.body.before(target) {
        guard case .if(let branches, _) = inner.kind else { continue }
        let isAsked = branches.contains { branch in
          guard case .comparison(_, let rest) = branch.test?.kind else { return false }
          return rest.contains {
            ($0.operator == "in" || $0.operator == "not in") && $0.operand.mentionsName(name)
          }
        }
        if isAsked { return true }
      }
    }
    return false
  }
}

extension PythonFunction {
  /// Whether one of its statements hands a parameter to what runs statements: `run(cursor, sql)`
  /// around a driver.
  fileprivate func runsGiven(_ statement: PythonStatement) -> Bool {
    let names = Set(parameters.map(\.name))
    return statement.expressions.flatMap(\.calls).contains { call in
      PythonSQLUses.runners.contains(call.name ?? "")
        && call.positional.prefix(2).contains { argument in
          if case .name(let name) = argument.kind { names.contains(name) } else { false }
        }
    }
  }

  /// Whether its answers are kept: `@functools.cache`, `@lru_cache(maxsize=None)`.
  fileprivate var isRemembered: Bool {
    decorators.contains { decorator in
      ["cache", "lru_cache", "cached", "memoize", "ttl_cache"].contains(
        decorator.chain.last?.name ?? "")
    }
  }

  /// The model of `@receiver(post_save, sender=User)`.
  var sender: String? {
    for decorator in decorators {
      guard let call = decorator.asCall, call.name == "receiver" else { continue }
      return call.argument("sender")?.modelName
    }
    return nil
  }
}

extension String {
  /// Names that a framework calls; others call functions of the same name elsewhere.
  fileprivate var isHook: Bool {
    [
      "save", "clean", "create", "update", "delete", "get", "post", "put", "patch", "run", "handle",
      "validate", "perform_create", "perform_update", "form_valid", "save_model", "main", "execute",
      "ready", "forwards", "upgrade",
    ].contains(self)
  }
}

extension PythonSource {
  /// The one place of the application that calls a function; `nil` when there are several or none.
  func onlyCaller(of function: PythonFunction, in site: PythonSite) -> PythonPath.Step? {
    var found: PythonPath.Step?
    let files = files(mentioning: function.name + "(")
    guard files.count <= Self.filesParsedMax else { return nil }
    for file in files {
      for (statement, caller, _) in file.functions {
        // The definition itself.
        if caller.line == function.line, file.source.path == site.file.source.path { continue }
        guard statement.span.lastLine >= statement.span.firstLine else { continue }
        for (inner, _) in caller.body.flattened {
          for call in inner.expressions.flatMap(\.calls) where call.name == function.name {
            let place = PythonSite(file: file, line: call.span.firstLine)
            guard callee(of: call, at: place)?.function == function else { continue }
            if found != nil { return nil }
            found = PythonPath.Step(site: place, target: call.span)
          }
        }
      }
    }
    return found
  }
}
