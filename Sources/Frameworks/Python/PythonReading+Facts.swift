import DatabaseErrors
import EventSchema
import SourceCode

extension PythonReading {
  /// The facts that need nothing but the words of libraries.
  func add(to facts: inout SourceFacts) {
    facts.origins = origins
    facts.otherWrites = otherWrites
    facts.parentReads = parentReads
    facts.deletes = uses.filter {
      $0.use.operation == .delete && !$0.leavesBefore
        && ($0.use.table != nil || table != nil && $0.use.isAbout(table))
    }.map { use in
      var deletion = fact(use)
      deletion.table = deletion.table ?? table
      return deletion
    }
    let sights = PythonSights(
      path, libraries, uses, write: write, read: read, table: table, key: keyColumns)
    facts.sights = sights.sights
    let enqueued = enqueuings
    if let place = enqueued.beforeCommit {
      facts.sights[.enqueuesBeforeCommit] = place
    } else if let place = enqueued.onCommit {
      facts.sights[.enqueuesOnCommit] = place
    }
    for step in path.steps { facts.contexts.formUnion(step.site.contexts) }
    if facts.operation == .commit { facts.contexts.insert(.commit) }
  }

  /// The violated columns; those of the write's own unique key where the message names none.
  var keyColumns: [String] {
    guard key.isEmpty, let relation else { return key }
    let name = failure.violation?.constraint
    return relation.facts.constraints.first { $0.name != nil && $0.name == name }?.columns ?? []
  }

  func place(of use: PathUse) -> SourceFacts.Place {
    use.site.file.place(use.use.span, in: use.site.functionName)
  }

  private func fact(_ use: PathUse) -> SourceFacts.Use {
    SourceFacts.Use(
      place: place(of: use), table: use.use.table, operation: use.use.operation,
      columns: use.use.lookupColumns, isInCallback: use.isInCallback, locks: use.use.locks)
  }

  /// Other rows of the relation that the path puts in, with the same key as far as it shows.
  private var otherWrites: [SourceFacts.Use] {
    guard let write, let table else { return [] }
    return uses.filter { other in
      other.use.isInsertion && other.use.isAbout(table) && !other.leavesBefore
        && !(other.use.span == write.use.span && other.site.file.source == write.site.file.source)
        && !leadsToWrite(other) && !hasMadeRow(other, of: write)
        && mayHoldSameKey(other, write)
    }.map(fact)
  }

  /// Whether the failing write was made in it: by the model's own `save`, say.
  private func leadsToWrite(_ use: PathUse) -> Bool {
    path.steps.dropLast().contains { step in
      step.site.file.source == use.site.file.source && step.target.holds(use.use.span)
    }
  }

  /// Whether the row that the failing write changes is the one that another write has made.
  private func hasMadeRow(_ other: PathUse, of write: PathUse) -> Bool {
    other.site.file.source == write.site.file.source
      && write.use.fetched?.holds(other.use.span) == true
  }

  /// Whether nothing says that two writes give the key different values.
  private func mayHoldSameKey(_ one: PathUse, _ other: PathUse) -> Bool {
    if one.isInCallback != other.isInCallback { return true }
    let isSameFunction = one.site.function == other.site.function
    return keyColumns.allSatisfy { column in
      guard let first = one.use.values.last(where: { $0.column == column })?.expression,
        let second = other.use.values.last(where: { $0.column == column })?.expression
      else { return true }
      let isSame = one.site.file.source(of: first) == other.site.file.source(of: second)
      return isSame || !isSameFunction || isElement(first, one) || isElement(second, other)
    }
  }

  /// Whether a loop takes it from a list whose elements the code does not show.
  private func isElement(_ value: PythonExpression, _ use: PathUse) -> Bool {
    guard let name = value.dottedName?.parts(between: ".").first else { return false }
    return use.site.iterable(of: String(name), before: value.span.start)?.dottedName != nil
  }

  private var parentReads: [SourceFacts.Use] {
    let columns = relation?.facts.columns ?? []
    let parents = Set(columns.compactMap { $0.referencedTable?.lowercased() })
    let referenced = failure.violation?.referencedTable
    return uses.filter { use in
      use.use.operation == .read && !use.leavesBefore
        && (parents.contains(use.use.table?.lowercased() ?? "") || use.use.isAbout(referenced))
    }.map { use in
      var read = fact(use)
      read.table = read.table ?? referenced
      return read
    }
  }

  // MARK: - Origins

  private static let originsMax = 64

  private var origins: [SourceFacts.Origin] {
    guard let write else { return [] }
    let trace = PythonOrigins(path: path, libraries: libraries, table: table)
    let step = path.steps.lastIndex {
      $0.site.function == write.site.function && $0.site.file.source == write.site.file.source
    }
    var result: [SourceFacts.Origin] = []
    let asksForNothing = failure.violation?.kind == .notNull
    for value in write.use.values.prefix(Self.originsMax) {
      if let handed = value.handed, let giver = value.giver,
        let found = trace.origin(
          of: handed, at: giver, step: path.steps.lastIndex { $0.site === giver },
          before: handed.span.start)
      {
        result.append(
          SourceFacts.Origin(column: value.column, kind: found.kind, place: found.place))
      }
      guard let expression = value.expression else { continue }
      let end = write.use.span.start
      if asksForNothing, key.isEmpty || key.contains(value.column),
        let place = trace.mayBeNothing(expression, at: write.site, before: end)
      {
        result.append(SourceFacts.Origin(column: value.column, kind: .null, place: place))
      }
      guard
        let found = trace.origin(of: expression, at: write.site, step: step, before: end)
      else { continue }
      let origin = SourceFacts.Origin(column: value.column, kind: found.kind, place: found.place)
      if !result.contains(origin) { result.append(origin) }
    }
    return result + originsOfDefaults(write, trace)
  }

  /// What the declaration gives columns that the write leaves out.
  private func originsOfDefaults(
    _ write: PathUse, _ trace: PythonOrigins
  ) -> [SourceFacts.Origin] {
    guard write.use.isInsertion, let relation = write.use.relation ?? relation,
      let file = relation.definition?.file
    else { return [] }
    let written = Set(write.use.values.map(\.column))
    return relation.defaults.sorted { $0.key < $1.key }.compactMap { column, value in
      guard !written.contains(column) else { return nil }
      let site = PythonSite(file: file, line: value.span.firstLine)
      let called = value.dottedName.map { _ in
        PythonExpression(.call(value, []), span: value.span)
      }
      guard let found = trace.origin(of: called ?? value, at: site, step: nil, before: .max) else {
        return nil
      }
      return SourceFacts.Origin(
        column: column, kind: found.kind, place: file.place(value.span))
    }
  }

  // MARK: - Tasks

  /// Where the task that the path runs in is handed over inside of a transaction, and where only
  /// at its end, as long as nothing hands it over otherwise.
  private var enqueuings: (beforeCommit: SourceFacts.Place?, onCommit: SourceFacts.Place?) {
    let task = path.steps.first { $0.site.entry == .task }
    guard let task, let name = task.site.function?.name else { return (nil, nil) }
    var onCommit: SourceFacts.Place?
    var isOtherwise = false
    for file in libraries.source.files(mentioningAnyOf: [name, name.uppercased()]) {
      for (_, function, _) in file.functions {
        let site = PythonSite(
          file: file, line: function.body.first?.span.firstLine ?? function.line)
        for (statement, _) in function.body.flattened {
          for call in statement.expressions.flatMap(\.calls) {
            guard call.handsOver(task: name) else { continue }
            if isDeferred(call, in: statement) {
              onCommit = onCommit ?? file.place(call.span, in: function.name)
              continue
            }
            isOtherwise = true
            if site.transaction(around: call.span) != nil
              || site.commits(after: call.span) || site.entry == .receiver
              || (site.entry == .view && libraries.source.requestTransaction != nil)
            {
              return (file.place(call.span, in: function.name), nil)
            }
          }
        }
      }
    }
    return (nil, isOtherwise ? nil : onCommit)
  }

  private func source(mentioning name: String) -> [PythonFile] {
    libraries.source.files(mentioning: name)
  }

  /// Inside of `transaction.on_commit(…)`.
  private func isDeferred(_ call: PythonCall, in statement: PythonStatement) -> Bool {
    statement.expressions.flatMap(\.calls).contains { outer in
      outer.name == "on_commit" && outer.span.holds(call.span)
    }
  }
}

extension PythonCall {
  /// Whether the call hands a task over: `send.delay(…)`, `queue.enqueue(send)`,
  /// `push_task(org, SEND)`.
  fileprivate func handsOver(task: String) -> Bool {
    guard let verb = name, verb != "delay_on_commit" else { return false }
    if Self.verbs.contains(verb) {
      return callee.chain.dropLast().last?.name == task
        || positional.first?.dottedName?.lastName == task
    }
    let words = verb.lowercased().split(separator: "_")
    guard words.count > 1, words.contains(where: Self.things.contains),
      words.contains(where: Self.acts.contains)
    else { return false }
    return positional.contains { argument in
      let given = argument.dottedName?.lastName ?? argument.stringValue
      return given.map { $0.lowercased() == task.lowercased() } ?? false
    }
  }

  private static let verbs = ["delay", "apply_async", "enqueue", "send", "send_with_options"]
  private static let things: Set<Substring> = ["task", "job", "message", "event"]
  private static let acts: Set<Substring> = [
    "push", "queue", "enqueue", "send", "publish", "schedule", "dispatch", "submit", "start",
  ]
}

extension PythonSite {
  /// Whether the function ends its transaction only after a stretch: `session.commit()` below it.
  fileprivate func commits(after target: CodeSpan) -> Bool {
    guard let function else { return false }
    var (writes, commits) = (false, false)
    for (statement, _) in function.body.flattened {
      for call in statement.expressions.flatMap(\.calls) {
        let names = call.callee.chain.map(\.name)
        if call.span.start < target.start,
          ["add", "add_all", "flush", "execute"].contains(names.last),
          names.count > 1
        {
          writes = true
        }
        if names.last == "commit", names.count > 1 {
          if call.span.start > target.end { commits = true }
          if call.span.start < target.start { writes = false }
        }
      }
    }
    return writes && commits
  }
}

extension PythonReading {
  /// What the rest of a loop's body wrote in the turn before: a query at its start sends that.
  static func madeByTurnBefore(
    _ step: PythonPath.Step, _ path: PythonPath, _ libraries: PythonLibraries, _ table: String?
  ) -> [PathUse] {
    let loop = step.site.scope.blocks(around: step.target).last { outer, _ in
      if case .for = outer.kind { true } else { false }
    }
    guard libraries.writesAtCommit, table != nil, case .for(let turn) = loop?.statement.kind else {
      return []
    }
    let later = turn.body.flattened.map(\.statement).filter { $0.span.start >= step.target.end }
    return later.flatMap { statement -> [PathUse] in
      libraries.uses(in: statement, at: step.site).filter {
        $0.isWrite && $0.operation != .commit && $0.isAbout(table)
      }.map {
        PathUse(use: $0, site: step.site, moment: path.moments.count, end: $0.span)
      }
    }
  }
}
