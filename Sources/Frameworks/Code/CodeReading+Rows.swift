import SourceCode

/// What happens to other rows beside the written one: keys that change places, rows that are
/// copied.
extension CodeReading {
  /// Another row of the table that gets the same column of the key in the same function: two that
  /// change places.
  func otherMove(of write: Found) -> SourceFacts.Place? {
    let wanted = Set(key.map(CodeNaming.bare))
    guard !wanted.isEmpty, write.isOwn, let table = writtenTable ?? table(of: write.query) else {
      return nil
    }
    if let place = runAgain(write, wanted) { return place }
    guard let row = write.query.row?.withoutSigil else {
      return secondMove(of: write, wanted, table)
    }
    let rows = queries.filter { found in
      [.update, .save].contains(found.query.operation) && found.isOwn
        && found.query.row.map { $0.withoutSigil != row } ?? false
        && self.table(of: found.query).map { isSame($0, table) }
          // Rows of a list that nobody says the type of, both of them.
          ?? (found.query.model == nil && write.query.model == nil)
        && !isExcluded(found, write)
    }
    let moved = assignedFields(of: row, in: write.site).union(
      write.query.written.map { CodeNaming.bare($0.field) })
    for found in rows {
      guard let other = found.query.row?.withoutSigil else { continue }
      let fields = assignedFields(of: other, in: found.site).union(
        found.query.written.map { CodeNaming.bare($0.field) })
      if !wanted.isDisjoint(with: moved.intersection(fields)) {
        return found.site.place(found.query.use.span)
      }
    }
    return nil
  }

  /// Another UPDATE of the key, of a row that is chosen by the same columns and another value.
  private func secondMove(
    of write: Found, _ wanted: Set<String>, _ table: String
  ) -> SourceFacts.Place? {
    func isMove(_ query: CodeQuery) -> Bool {
      query.operation == .update && query.row == nil && !query.fields.isEmpty
        && !wanted.isDisjoint(with: query.written.map { CodeNaming.bare($0.field) })
    }
    guard isMove(write.query) else { return nil }
    let text = write.site.file.text(write.query.use.span)
    let other = queries.first { found in
      found.isOwn && found.query.use.span != write.query.use.span && isMove(found.query)
        && Set(found.query.fields) == Set(write.query.fields)
        && self.table(of: found.query).map { isSame($0, table) } ?? false
        && !isExcluded(found, write) && found.site.file.text(found.query.use.span) != text
    }
    return other.map { $0.site.place($0.query.use.span) }
  }

  /// A second run of a prepared UPDATE of the key, with other values.
  private func runAgain(_ write: Found, _ wanted: Set<String>) -> SourceFacts.Place? {
    guard write.query.operation == .update, let statement = write.query.statement,
      !wanted.isDisjoint(with: statement.writtenColumns.map(CodeNaming.bare)),
      let name = write.query.use.targets.first?.withoutSigil
    else { return nil }
    let runs = write.site.walk.uses.filter { use in
      use.links.count == 2 && use.links[0].name.withoutSigil == name
        && use.span.start > write.query.use.span.start
        && Self.runs.contains { use.links[1].name.hasPrefix($0) }
    }
    guard runs.count > 1 else { return nil }
    let texts = runs.map { write.site.file.text($0.span) }
    let isGivenAnew = write.site.walk.uses.contains { use in
      use.links.count == 2 && use.links[0].name.withoutSigil == name
        && ["set", "bind"].contains(where: use.links[1].name.hasPrefix)
        && use.span.start > runs[0].span.start && use.span.end < runs[1].span.end
    }
    return Set(texts).count > 1 || isGivenAnew ? write.site.place(runs[1].span) : nil
  }

  private static let runs = ["execute", "run", "Exec", "query"]

  /// The fields of a row that the function assigns, one by one or several at once.
  private func assignedFields(of row: String, in site: CodeSite) -> Set<String> {
    var fields: Set<String> = []
    for (statement, _) in site.walk.statements where statement.assignment != nil {
      for target in statement.targets.flatMap(\.elements) {
        let links = target.links
        guard links.count == 2, links[0].name.withoutSigil == row, links[1].arguments == nil else {
          continue
        }
        fields.insert(CodeNaming.bare(links[1].name))
      }
    }
    for use in site.walk.uses
    where use.links.count == 2 && use.links[0].name.withoutSigil == row
      && use.links[1].name.hasPrefix("set")
    {
      fields.insert(CodeNaming.bare(String(use.links[1].name.dropFirst(3))))
    }
    return fields
  }

  /// Where the written row is made from another one: a copy by the language's own word, or a row
  /// that was read and loses its identity before it is stored as a new one.
  func copyPlace(of write: Found, in site: CodeSite) -> SourceFacts.Place? {
    guard let row = write.query.row?.withoutSigil, write.query.operation != .delete else {
      return nil
    }
    for (name, value, _) in site.walk.assignments
    where name.withoutSigil == row && value.span.end <= write.anchor.span.start {
      if case .prefixed = value.kind, value.isCopy(vocabulary) { return site.place(value.span) }
    }
    guard write.query.operation == .create || write.query.operation == .save,
      queries.contains(where: { found in
        found.query.isLook && isBeforeWrite(found)
          && found.query.use.targets.contains { $0.withoutSigil == row }
      })
    else { return nil }
    for (statement, _) in site.walk.statements
    where statement.span.end <= write.anchor.span.start {
      guard let target = statement.targets.first?.links, target.count == 2,
        target[0].name.withoutSigil == row, Self.identities.contains(target[1].name),
        statement.value?.isBlank(vocabulary) == true
      else { continue }
      return site.place(statement.span)
    }
    return nil
  }

  private static let identities: Set<String> = ["id", "ID", "Id", "_id", "uuid", "Uuid", "pk"]
}
