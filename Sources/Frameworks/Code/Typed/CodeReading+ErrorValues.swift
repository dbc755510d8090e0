import EventSchema
import SourceCode

extension CodeReading {
  /// Handlers of violations where errors are values: the test behind the write that asks for a
  /// violation's code, the arm of a `match`, a closure that translates the error.
  func errorValueHandlers(_ way: [(CodeSite, CodeUse)]) -> [SourceFacts.Handler] {
    guard vocabulary.errorsAreValues else { return [] }
    return way.compactMap { site, use in
      guard let span = errorTest(in: site, behind: use) else { return nil }
      let isInside = isInTransaction(use) || startsTransaction(in: site, before: use.span)
      let saves = use.enclosures.contains { enclosure in
        enclosure.call.last.map { vocabulary.savepoints.contains($0.name) } ?? false
      }
      return SourceFacts.Handler(place: site.place(span), hasSavepoint: saves || !isInside)
    }
  }

  private func errorTest(in site: CodeSite, behind use: CodeUse) -> CodeSpan? {
    // The next write's errors are its own.
    let bound =
      queries.filter { $0.query.operation != nil && $0.anchor.span.start > use.span.end }
      .map(\.anchor.span.start).min() ?? Int.max
    for (statement, _) in site.walk.statements {
      let holds = statement.span.start <= use.span.start && use.span.end <= statement.span.end
      guard holds || (statement.span.start >= use.span.end && statement.span.start < bound) else {
        continue
      }
      if statement.kind == .control {
        for block in statement.blocks {
          let heads =
            [block.head]
            + block.statements.flatMap(\.blocks).map { arm in
              arm.kind == .clause ? arm.head : nil
            }
          if let head = heads.compactMap({ $0 }).first(where: { asksForViolation($0.span, site) }) {
            return head.span
          }
        }
      } else if holds {
        let rest = CodeSpan(
          start: use.span.start, end: statement.span.end, firstLine: use.span.firstLine,
          lastLine: statement.span.lastLine)
        let isNested = statement.blocks.contains { $0.kind == .function || $0.kind == .type }
        if !isNested, asksForViolation(rest, site), !holdsBlocks(statement, around: use) {
          return use.span
        }
      }
    }
    return nil
  }

  /// Whether the statement holds the write in a block of its own, whose text is no handler.
  private func holdsBlocks(_ statement: CodeStatement, around use: CodeUse) -> Bool {
    use.enclosures.contains { enclosure in
      enclosure.block.span.start >= statement.span.start
        && enclosure.block.span.end <= statement.span.end
    }
  }

  private func asksForViolation(_ span: CodeSpan, _ site: CodeSite) -> Bool {
    let text = site.file.text(span).lowercased()
    return vocabulary.violationWords.contains(where: text.mentions)
  }
}

extension CodeExpression {
  /// Whether a condition can only hold when something went wrong: `err != nil`, alone or with more
  /// that must hold too.
  var isFailureTest: Bool {
    switch kind {
    case .list(let values): return values.last?.isFailureTest ?? false
    case .operation(let values, let operators):
      guard operators.first == "!=", values.count > 1, values[1].isNothing,
        case .name(let name) = values[0].kind, name.lowercased().hasSuffix("err")
      else { return false }
      return operators.count == 1 || operators[1] == "&&"
    default: return false
    }
  }
}

extension CodeReading {
  /// Whether the look-up's own chain ends in a function that raises when a row is there:
  /// `find(…).ifPresent(row -> { throw … })`.
  func raisesWhenFound(_ use: CodeUse) -> Bool {
    use.links.contains { link in
      let isScope = ["let", "also", "run", "apply"].contains(link.name) && link.separator == "?."
      guard link.name.lowercased().hasPrefix("ifpresent") || isScope else { return false }
      let blocks =
        (link.arguments ?? []).compactMap(\.value.lambdaBlock) + (link.block.map { [$0] } ?? [])
      return blocks.contains { block in
        block.statements.contains { $0.kind == .raise || (isScope && $0.kind == .result) }
      }
    }
  }

  /// Where a message is sent that the culprit's consumer reads, before its transaction commits:
  /// found by the queue's name, or by the task that is made for the handler.
  func enqueueOfMessage(_ site: CodeSite) -> SourceFacts.Place? {
    let annotations = site.function.annotations + site.types.flatMap(\.annotations)
    var words = annotations.flatMap { $0.arguments.flatMap(\.value.strings) }.map(\.value)
    if let name = site.name {
      for prefix in ["Handle", "Process"] where name.hasPrefix(prefix) {
        words.append("New\(name.dropFirst(prefix.count))Task")
      }
    }
    for word in words where word.count > 2 {
      for file in source.files(mentioning: word) where !file.isTest {
        for (_, block) in file.parsed.functions {
          guard let name = block.name, let sender = self.site(ofFunction: name, in: file) else {
            continue
          }
          let sends = sender.walk.uses.first { use in
            use.links.contains { vocabulary.enqueues.contains($0.name) && $0.arguments != nil }
              && file.text(use.span).mentions(word)
              && (isInTransaction(use) || transactionAnnotation(of: sender) != nil)
          }
          if let sends { return file.place(sends.span, in: sender.qualifiedName) }
        }
      }
    }
    return nil
  }

  /// Where a method that runs on another thread (`@Async`) is called inside of a transaction.
  func callOfAsynchronous(_ site: CodeSite) -> SourceFacts.Place? {
    let annotations = site.function.annotations + (site.types.last?.annotations ?? [])
    guard annotations.contains(where: { $0.name == "Async" || $0.name == "Asynchronous" }),
      let name = site.name, let type = site.types.last?.name?.lastComponent
    else { return nil }
    for file in source.files(mentioning: type) where !file.isTest {
      for path in file.walk.blocks where path.last?.block.kind == .function {
        let caller = CodeSite(file, line: nil, path: path, named: nil, vocabulary)
        guard caller.function.span != site.function.span else { continue }
        let types = declaredTypes(caller)
        let call = caller.walk.uses.first { use in
          use.links.count > 1 && use.links.last?.name == name && use.links.last?.arguments != nil
            && types[use.links[use.links.count - 2].name] == type
            && (isInTransaction(use) || transactionAnnotation(of: caller) != nil)
        }
        if let call { return file.place(call.span, in: caller.qualifiedName) }
      }
    }
    return nil
  }

  /// `part.setStock(part.getStock() - count)`.
  func setterStep(_ row: String, _ site: CodeSite) -> SourceFacts.Place? {
    for use in site.walk.uses {
      guard use.links.count == 2, use.links[0].name.withoutSigil == row,
        use.links[1].name.hasPrefix("set"), let value = use.links[1].arguments?.first?.value
      else { continue }
      let field = String(use.links[1].name.dropFirst(3))
      let getters = ["get\(field)", field.prefix(1).lowercased() + field.dropFirst()]
      if getters.contains(where: { value.mentions($0, of: row) }) { return site.place(use.span) }
    }
    return nil
  }
}

extension String {
  /// Whether a function of this name gives the largest or the next value: `findMaxNumber`,
  /// `getNextSequence`, `findTopByOrderByNumberDesc`.
  var countsRows: Bool {
    let words = CodeNaming.underscored(self).split(separator: "_")
    guard words.count > 1 else { return false }
    if let query = DerivedQuery(method: self), query.order != nil { return true }
    return ["find", "get", "select", "query", "fetch", "next"].contains(words[0])
      && words.dropFirst().contains { $0 == "max" || $0 == "next" || $0 == "last" }
  }
}
