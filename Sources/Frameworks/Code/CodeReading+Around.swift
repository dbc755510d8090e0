import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  // MARK: Handlers

  /// Handlers of violations around the write: in its function and around calls of it.
  var handlers: [SourceFacts.Handler] {
    guard let write else { return [] }
    var found: [SourceFacts.Handler] = []
    for (site, use) in way(to: write) {
      for (index, enclosure) in use.enclosures.enumerated().reversed() {
        guard enclosure.block.kind == .attempt, let statement = enclosure.statement else {
          continue
        }
        for block in statement.blocks where block.kind == .handler && catches(block, site) {
          found.append(handler(block, site, use, attempt: index))
        }
      }
      // `create(…).catch(error => …)`, `on_error`.
      if let rescue = use.links.last(where: { vocabulary.rescues.contains($0.name) }),
        use.links.count > 1, names(violationIn: rescue, site)
      {
        found.append(
          SourceFacts.Handler(
            place: site.place(rescue.span), hasSavepoint: !isInTransaction(use)))
      }
    }
    found += errorValueHandlers(way(to: write))
    if let declared = declaration {
      let key = Set(key.map { $0.lowercased() })
      for translation in declared.translations
      where !key.isDisjoint(with: columns(translation.columns, of: model).map { $0.lowercased() }) {
        found.append(SourceFacts.Handler(place: translation.place, hasSavepoint: true))
      }
    }
    return found
  }

  /// The uses that lead to the write: in the culprit's function, in those it calls, in callers.
  func way(to write: Found) -> [(CodeSite, CodeUse)] {
    guard let site = sites.first else { return [] }
    var way: [(CodeSite, CodeUse)] = [(write.site, write.query.use)]
    if let call = write.calls.first { way.append((site, call)) }
    if let flush { way.append((site, flush)) }
    for caller in sites.dropFirst() {
      guard let line = caller.line,
        let use = caller.walk.uses.last(where: { $0.span.contains(line: line) })
      else { continue }
      way.append((caller, use))
    }
    return way
  }

  /// Whether the function that a promise's error is given to asks which error it is.
  private func names(violationIn rescue: CodeLink, _ site: CodeSite) -> Bool {
    let body = site.file.text(rescue.span).lowercased()
    return vocabulary.violationWords.contains(where: body.mentions)
  }

  private func catches(_ block: CodeBlock, _ site: CodeSite) -> Bool {
    let head = block.head.map { site.file.text($0.span) } ?? ""
    // Clauses of one handler name what they catch.
    let clauses = block.statements.flatMap(\.blocks).filter { $0.kind == .clause }
    let heads = clauses.compactMap(\.head).map { site.file.text($0.span) }
    let named = ([head] + heads).joined(separator: " ").lowercased()
    if vocabulary.violationWords.contains(where: named.mentions) { return true }
    let names = block.head?.names ?? []
    let isCatchAll =
      names.isEmpty && clauses.isEmpty
      || names.contains { vocabulary.catchAlls.contains($0.lastComponent) }
      || (vocabulary.languages.contains("javascript") && names.count <= 2)
    guard isCatchAll else { return false }
    let body = site.file.text(block.span).lowercased()
    return vocabulary.violationWords.contains(where: body.mentions)
  }

  private func handler(
    _ block: CodeBlock, _ site: CodeSite, _ use: CodeUse, attempt: Int
  ) -> SourceFacts.Handler {
    let inner = use.enclosures[attempt...].contains { isTransaction($0) }
    let outer =
      use.enclosures[..<attempt].contains { isTransaction($0) }
      || startsTransaction(in: site, before: use.enclosures[attempt].block.span)
      || transactionAnnotation(of: site) != nil
    let inside = use.enclosures[attempt...].contains { isSavepoint($0) }
    let saves =
      inside || (inner && (!outer || vocabulary.nestedTransactionsAreSavepoints))
      || (!inner && !outer)
    return SourceFacts.Handler(place: site.place(block.span), hasSavepoint: saves)
  }

  private func isSavepoint(_ enclosure: CodeEnclosure) -> Bool {
    guard let call = enclosure.call.last else { return false }
    if vocabulary.savepoints.contains(call.name) { return true }
    return isTransaction(enclosure)
      && (call.arguments ?? []).contains { $0.key.map(vocabulary.savepointKeys.contains) ?? false }
  }

  // MARK: Transactions

  func isTransaction(_ enclosure: CodeEnclosure) -> Bool {
    enclosure.call.last.map { vocabulary.transactions.contains($0.name) } ?? false
      || enclosure.block.annotations.contains { vocabulary.transactions.contains($0.name) }
  }

  func isInTransaction(_ use: CodeUse) -> Bool { use.enclosures.contains { isTransaction($0) } }

  /// Whether a transaction was begun before a place of the function and has not been ended.
  func startsTransaction(in site: CodeSite, before span: CodeSpan) -> Bool {
    var isOpen = false
    for use in site.walk.uses where use.span.start < span.start {
      guard let name = use.links.last(where: { $0.arguments != nil })?.name else { continue }
      let texts = use.links.flatMap { $0.arguments ?? [] }.compactMap(\.value.text)
      let words = texts.compactMap { SQLStatement.read($0)?.verb }
      if vocabulary.transactionStarts.contains(name) || words.contains(.begin) { isOpen = true }
      if vocabulary.transactionEnds.contains(name) || words.contains(.commit) { isOpen = false }
    }
    return isOpen
  }

  /// The place where the transaction of the write begins, if it is in one.
  var transactionPlace: SourceFacts.Place? {
    guard let write else { return nil }
    for (site, use) in way(to: write) {
      if let enclosure = use.enclosures.first(where: { isTransaction($0) }) {
        return site.place(enclosure.call.last?.span ?? enclosure.block.span)
      }
      if startsTransaction(in: site, before: use.span) {
        let start = site.walk.uses.last { start in
          start.span.start < use.span.start
            && (vocabulary.transactionStarts.contains(start.links.last?.name ?? "")
              || start.links.flatMap { $0.arguments ?? [] }.compactMap(\.value.text)
                .contains { SQLStatement.read($0)?.verb == .begin })
        }
        return site.place(start?.span ?? use.span)
      }
      if let annotation = transactionAnnotation(of: site) { return site.place(annotation.span) }
    }
    return nil
  }

  /// `@Transactional` at a function or at the type around it.
  func transactionAnnotation(of site: CodeSite) -> CodeCall? {
    (site.function.annotations + (site.types.last?.annotations ?? []))
      .first { vocabulary.transactions.contains($0.name) }
  }

  // MARK: Kinds of runs

  var contexts: Set<SourceFacts.Context> {
    var found: Set<SourceFacts.Context> = []
    for site in sites {
      for mark in vocabulary.contexts where holds(mark, site) { found.insert(mark.context) }
    }
    return found
  }

  private func holds(_ mark: CodeVocabulary.ContextMark, _ site: CodeSite) -> Bool {
    switch mark.place {
    case .path(let part): return "/\(site.file.source.path)".mentionsIgnoringCase(part)
    case .base(let name):
      return site.types.contains { type in
        type.bases.contains { $0.lastComponent == name.lastComponent }
          || type.statements.contains { statement in
            let included = statement.value?.calls.last { ["include", "use"].contains($0.name) }
            let names =
              included?.arguments.compactMap { $0.value.links.map(\.name).joined(separator: ".") }
              ?? (statement.kind == .using
                ? [statement.value?.links.map(\.name).joined(separator: ".") ?? ""] : [])
            return names.contains { $0 == name || $0.hasSuffix(".\(name)") }
          }
      }
    case .annotation(let name):
      return (site.types.flatMap(\.annotations) + site.function.annotations)
        .contains { $0.name == name }
    case .registration(let name):
      return site.registration.contains { $0.name == name }
        || site.outer.contains { $0.call.contains { $0.name == name } }
    case .type(let word):
      return site.types.contains { $0.name?.lowercased().mentions(word) ?? false }
    case .function(let prefix):
      return site.name?.lowercased().mentions(prefix) ?? false
    case .text(let text): return site.file.source.text.mentions(text)
    }
  }
}
