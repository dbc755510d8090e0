import EventSchema
import SourceCode

extension RecipePlace {
  /// How the function says that the value is taken: in the words of its own look-up, else in those
  /// of the framework, else as its file refuses other things.
  var refusal: (text: String, imports: [CodeImport], declaration: String?)? {
    if !isOfInput, let own = ownRefusal { return (own, [], nil) }
    for form in book.refusals where form.needs.allSatisfy(holds) {
      let text = form.text.filled(level: style.level, dialect: style.dialect(language)) { hole in
        hole == "refusal" ? nil : value(hole)
      }
      guard let text, !text.mentions("return") || leaves(use.enclosures[...]) else { continue }
      guard let declaration = form.declaration else { return (text, form.imports, nil) }
      guard
        let declared = declaration.filled(
          level: style.level,
          { hole in
            hole == "refusal" ? nil : value(hole)
          })
      else { continue }
      return (text, form.imports, declared)
    }
    return houseRefusal.map { ($0, [], nil) }
  }

  /// Whether a `return` leaves the function and not only a function inside of it.
  func leaves(_ enclosures: ArraySlice<CodeEnclosure>) -> Bool {
    !enclosures.contains { $0.block.kind == .lambda }
  }

  /// What the function does when its own look-up finds the key.
  var ownRefusal: String? {
    // Also one in a function that is called for it: the answer stands beside the call.
    for look in reading.queries
    where (look.isOwn || write.isOwn) && reading.isCheck(look, of: write) {
      guard reading.isBeforeWrite(look), looksForKey(reading.check(of: look, guards: true)) else {
        continue
      }
      let found = names(from: look)
      for (statement, enclosures) in write.site.walk.statements {
        guard statement.kind == .control, let block = statement.blocks.first,
          block.kind == .condition, !saysOfFailure(block.head),
          statement.span.end <= use.statement.span.start, let head = block.head,
          head.span.start <= look.anchor.span.start && look.anchor.span.end <= head.span.end
            || !found.isDisjoint(with: head.allNames.map(\.withoutSigil)),
          let last = block.statements.last, last.kind == .result || last.kind == .raise,
          let text = text(of: block.statements, without: found),
          isAround(enclosures) || !mentionsHidden(text, besides: block.span),
          last.kind == .raise || leaves(use.enclosures.dropFirst(common(enclosures)))
        else { continue }
        return text
      }
    }
    return nil
  }

  /// The variables that hold what a look-up found, also those that were made of others:
  /// `rows = look.executeQuery()`.
  private func names(from look: CodeReading.Found) -> Set<String> {
    var names = Set(look.anchor.targets.map(\.withoutSigil))
    for (name, value, assigned) in write.site.walk.assignments
    where assigned.span.start > look.anchor.span.start
      && assigned.span.end <= use.statement.span.start
      && !names.isDisjoint(with: value.allNames.map(\.withoutSigil))
    {
      names.insert(name.withoutSigil)
    }
    return names
  }

  /// `if err != nil`, `if (error)`: it asks whether the look-up failed, not what it found.
  private func saysOfFailure(_ head: CodeExpression?) -> Bool {
    guard let head else { return false }
    return head.allNames.contains { name in
      name == "error" || name == "e" || name.lowercased().hasSuffix("err")
    }
  }

  /// How many of the blocks around a statement are around the write too.
  private func common(_ enclosures: [CodeEnclosure]) -> Int {
    zip(enclosures, use.enclosures).prefix { $0.block.span == $1.block.span }.count
  }

  /// Whether a text names a variable that is not known where the row is written.
  ///
  /// - Parameter own: Of the text, which brings the variables along that it declares itself.
  private func mentionsHidden(_ text: String, besides own: CodeSpan) -> Bool {
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
    return write.site.walk.statements.contains { statement, enclosures in
      !isAround(enclosures) && !own.holds(statement.span)
        && !words.isDisjoint(
          with: statement.targets.flatMap(\.assignedNames).map(\.withoutSigil))
    }
  }

  /// Whether everything that is around a statement is around the write as well.
  func isAround(_ enclosures: [CodeEnclosure]) -> Bool {
    enclosures.count <= use.enclosures.count
      && zip(enclosures, use.enclosures).allSatisfy { $0.block.span == $1.block.span }
  }

  /// Statements as they are written, from the margin on; `nil` when one of the names occurs.
  func text(of statements: [CodeStatement], without names: Set<String>) -> String? {
    guard let first = statements.first, let last = statements.last else { return nil }
    var end = last.span.end
    if file.source.bytes(end..<end + 1) == [UInt8(ascii: ";")] { end += 1 }
    let text = String(
      decoding: file.source.bytes(first.span.start..<end) ?? [], as: UTF8.self
    ).replacing("\r\n", by: "\n")
    guard !text.isEmpty, names.isDisjoint(with: words(from: first.span.start, to: end)) else {
      return nil
    }
    guard let margin = file.source.margin(at: first.span.start) else {
      return statements.count == 1 && !text.mentions("\n") ? text : nil
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.hasPrefix(margin) ? String($0.dropFirst(margin.count)) : String($0) }
      .joined(separator: "\n")
  }

  /// The words of a piece of code, but for those of texts that nothing is put into.
  private func words(from start: Int, to end: Int) -> Set<String> {
    var bytes = file.source.bytes(start..<end) ?? []
    for (string, span) in write.site.function.strings
    where string.interpolations.isEmpty && start <= span.start && span.end <= end {
      let range = span.start - start..<span.end - start
      bytes.replaceSubrange(range, with: repeatElement(UInt8(ascii: " "), count: range.count))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
  }

  /// The variable that holds an error value, where errors are values.
  var errorName: String? { errorBranch?.error }

  /// What the function returns when the write failed, up to the error: `return nil, `.
  var failedReturn: String? {
    guard let branch = errorBranch, let last = branch.block.statements.last, last.kind == .result
    else { return nil }
    let text = file.text(last.span)
    if text == "return \(branch.error)" || text.hasSuffix(", \(branch.error)") {
      return String(text.dropLast(branch.error.count))
    }
    let wrapped = text.split(separator: "fmt.Errorf(", maxSplits: 1).map { String($0) }
    guard wrapped.count == 2, text.hasSuffix("\(branch.error))"), !wrapped[0].mentions("(") else {
      return nil
    }
    return wrapped[0]
  }

  /// The branch that is taken when the write failed: `if err != nil {`.
  var errorBranch: (block: CodeBlock, error: String)? {
    for (statement, enclosures) in write.site.walk.statements where statement.kind == .control {
      guard let block = statement.blocks.first, block.kind == .condition, let head = block.head,
        head.isFailureTest, let error = head.comparedError
      else { continue }
      let isOwn =
        use.enclosures.last.map {
          $0.isHead && $0.statement?.span == statement.span
        } ?? false
      let isNext =
        isAround(enclosures) && enclosures.count == use.enclosures.count
        && use.statement.span.end <= statement.span.start
        && use.statement.targets.flatMap(\.assignedNames).contains(error)
        && file.between(use.statement.span.end, statement.span.start)
      if isOwn || isNext { return (block, error) }
    }
    return nil
  }
}

extension CodeExpression {
  /// `err` of `err != nil`, also behind a statement of its own: `err := f(); err != nil`.
  fileprivate var comparedError: String? {
    switch kind {
    case .operation(let values, _):
      values.lazy.compactMap { value in
        if case .name(let name) = value.kind, name != "nil" { name } else { nil }
      }.last
    case .list(let values): values.last?.comparedError
    case .control(let statement): statement.value?.comparedError
    default: nil
    }
  }
}

extension CodeSourceFile {
  /// Whether nothing but blanks is between two places.
  fileprivate func between(_ start: Int, _ end: Int) -> Bool {
    guard start <= end, let bytes = source.bytes(start..<end) else { return false }
    return bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D, 0x3B].contains($0) }
  }
}
