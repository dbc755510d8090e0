import SourceCode

/// Rows that the way to the write has just made: nobody else can point to one of them yet.
extension CodeReading {
  /// Whether a value is a row, or the identity of one, that the site's function makes before, on
  /// every way, and anew for no round of the loop that the target stands in.
  func isMadeRow(_ value: CodeExpression, in site: CodeSite) -> Bool {
    guard let name = Self.rowName(of: value) else { return false }
    return isMadeRow(named: name, before: value.span, in: site)
  }

  private func isMadeRow(named name: String, before span: CodeSpan, in site: CodeSite) -> Bool {
    guard let write else { return false }
    let target =
      isSame(site, write.site) ? write.query.use : isFirst(site) ? write.anchor : calling(site)
    guard let target else { return false }
    return isMade(name, before: span, for: target, in: site)
  }

  /// `boat`, `boat.id`, `boat.getId()`, `boat.id!`.
  private static func rowName(of value: CodeExpression) -> String? {
    switch value.kind {
    case .name(let name): return name.withoutSigil
    case .prefixed(let word, let inner) where word != "new": return rowName(of: inner)
    case .chain(let links):
      guard links.count == 2, links[0].arguments == nil, links[1].arguments?.isEmpty != false,
        keyNames.contains(links[1].name)
      else { return nil }
      return links[0].name.withoutSigil
    default: return nil
    }
  }

  private static let keyNames: Set<String> = [
    "id", "ID", "Id", "_id", "pk", "uuid", "key", "getId", "getKey", "requireID",
  ]

  private func isMade(
    _ name: String, before span: CodeSpan, for target: CodeUse, in site: CodeSite
  ) -> Bool {
    let all = isFirst(site) ? queries : queries(in: site)
    let own = all.filter { isSame($0.site, site) && $0.query.use.span.start < span.start }
    let loop = target.enclosures.last(where: isLoop)
    let written = writtenTable ?? write.flatMap { table(of: $0.query) }
    let made = own.filter { found in
      makesRow(found, named: name, among: own)
        && !excludes(found.query.use, target)
        && !found.query.use.enclosures.contains { isLoop($0) && $0.block.span == loop?.block.span }
        && table(of: found.query).map { table in written.map { !isSame(table, $0) } ?? true }
          ?? true
    }
    guard !made.isEmpty else { return false }
    // What also holds a row that was found is not always new.
    return !site.walk.assignments.contains { other, value, _ in
      other.withoutSigil == name && value.span.end <= span.start
        && own.contains { found in
          (found.query.isLook || found.query.operation == .upsert)
            && value.span.start <= found.query.use.span.start
            && found.query.use.span.end <= value.span.end
        }
    }
  }

  /// Whether a query makes the row that a name holds: by its own word, or by saving what was built.
  private func makesRow(_ found: Found, named name: String, among own: [Found]) -> Bool {
    let query = found.query
    let holds =
      query.use.targets.contains { $0.withoutSigil == name } || query.row?.withoutSigil == name
    guard holds, !query.hasConflictClause else { return false }
    if query.operation == .create { return true }
    guard query.operation == .save else { return false }
    if query.use.links.flatMap({ $0.arguments ?? [] }).contains(where: \.value.isConstruction) {
      return true
    }
    let given = query.use.links.last?.arguments?.first?.value.plainName ?? query.row
    guard let row = given?.withoutSigil else { return false }
    let built = found.site.walk.assignments.filter { $0.name.withoutSigil == row }
    return own.contains { other in
      other.query.act == .build && other.query.use.targets.contains { $0.withoutSigil == row }
    } || !built.isEmpty && built.allSatisfy(\.value.isConstruction)
  }

  /// The reference to its owner that a row gets by being made through it: `order.lines.create!`.
  var ownerOrigin: SourceFacts.Origin? {
    guard let write, let first = write.query.use.links.first, first.arguments == nil,
      write.query.use.links.count > 1, !first.name.isEmpty
    else { return nil }
    let bare = CodeNaming.bare(first.name.withoutSigil)
    let key = key.first { CodeNaming.bare($0) == bare + "id" }
    guard let key,
      isMadeRow(named: first.name.withoutSigil, before: first.span, in: write.site)
    else { return nil }
    return SourceFacts.Origin(
      column: key, kind: .madeBefore, place: write.site.place(write.query.use.span))
  }

  /// Rows of the written table that a caller on the trace has written for an owner that it has just
  /// made itself: the second one of these is refused.
  func callerWrites(_ wanted: String) -> [Found] {
    let key = Set(key.map(CodeNaming.bare))
    guard !key.isEmpty, sites.count > 1 else { return [] }
    return queriesOnTheWay(from: Array(sites.dropFirst())).filter { found in
      guard [.create, .save].contains(found.query.operation),
        table(of: found.query).map({ isSame($0, wanted) }) == true
      else { return false }
      let values =
        found.query.written
        + found.query.use.links.flatMap { $0.arguments ?? [] }
        .flatMap { $0.value.links.last?.arguments ?? $0.value.members }
        .compactMap { member in member.key.map { (field: $0, value: Optional(member.value)) } }
      return values.contains { field, value in
        key.contains(CodeNaming.bare(column(field, of: model)))
          && value.map { isMadeRow($0, in: found.site) } ?? false
      }
    }
  }

  private func isFirst(_ site: CodeSite) -> Bool {
    sites.first.map { isSame($0, site) } ?? false
  }

  private func isSame(_ one: CodeSite, _ other: CodeSite) -> Bool {
    one.function.span == other.function.span && one.file.source.path == other.file.source.path
  }
}

extension CodeExpression {
  /// `new Boat(…)`, `Boat(…)`, `Boat{…}`, `%Boat{}`: a value of a type, made in this place.
  var isConstruction: Bool {
    switch kind {
    case .chain(let links):
      return links.count == 1 && (links[0].separator == "new" || links[0].name.startsWithCapital)
        && links[0].arguments != nil
    case .prefixed(let word, let inner):
      return word == "new" || inner.isConstruction
    default: return false
    }
  }
}
