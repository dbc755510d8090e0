import EventSchema
import SourceCode

/// Rows that a unit of work removes and makes anew: it inserts first, whatever the source's order.
extension CodeReading {
  /// Where rows of the written model are handed over for removal, with nothing that sends it before
  /// the new row.
  func removalBehindInsert(_ write: Found) -> SourceFacts.Place? {
    guard vocabulary.flushesInsertsFirst, write.query.statement == nil,
      [.create, .save, .bulkInsert].contains(write.query.operation),
      let model = write.query.model ?? model, declaration != nil || vocabulary.typed == nil
    else { return nil }
    let ends = flush?.span.start ?? write.anchor.span.start
    let removals = queries.filter { found in
      found.query.operation == .delete && found.query.statement == nil && isBeforeWrite(found)
        && found.query.model == model && !found.query.name.hasSuffix("InBatch")
    }.map(\.anchor)
    let removal = removals.last ?? write.site.walk.uses.last { isRemoval($0, of: model, write) }
    guard let removal, !isFlushed(between: removal.span.end, and: ends, write.site) else {
      return nil
    }
    return write.site.place(removal.span)
  }

  /// `$manager->remove($item)` in a loop over the items of what is written.
  private func isRemoval(_ use: CodeUse, of model: String, _ write: Found) -> Bool {
    guard use.span.start < write.anchor.span.start, let link = use.links.last,
      vocabulary.writes[link.name] == .delete, use.links.count > 1, !excludes(use, write.anchor)
    else { return false }
    let bare = CodeNaming.bare(model.lastComponent)
    return names(in: link, use).contains { bare.hasSuffix($0) }
  }

  private func isFlushed(between start: Int, and end: Int, _ site: CodeSite) -> Bool {
    site.walk.uses.contains { use in
      use.span.start >= start && use.span.end <= end && use.span.end < end
        && use.links.contains { $0.arguments != nil && $0.name.mentionsIgnoringCase("flush") }
    }
  }

  /// What the call is given, and what is gone through around it, in the singular.
  private func names(in link: CodeLink, _ use: CodeUse) -> Set<String> {
    let given = (link.arguments ?? []).flatMap { $0.value.allNames }
    let heads = use.enclosures.filter { $0.block.kind == .loop }.compactMap(\.block.head)
    let names = given + heads.flatMap(\.allNames)
    return Set(
      names.compactMap { name in
        let words = CodeNaming.underscored(name.withoutSigil).split(separator: "_")
        guard let last = words.last, last.count > 2 else { return nil }
        return CodeNaming.bare(CodeNaming.singular(String(last)))
      })
  }
}
