import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode

extension ConstraintViolation {
  /// With the table and column of the statement in the source, where the message tells neither:
  /// PostgreSQL names the type alone of a value that is too long, nothing of an upsert's target.
  func written(
    by facts: SourceFacts, _ event: Event, _ schema: Schema, _ tree: SourceTree
  ) -> ConstraintViolation {
    guard let table = knownTable ?? facts.writtenTable else { return self }
    var result = self
    switch kind {
    case .noUniqueForOnConflict where knownTable == nil: result.inferred.table = table
    case .length where knownColumns.isEmpty:
      guard let length = event.declaredLength else { return self }
      let written = Set(facts.writtenColumns.map { $0.lowercased() })
      let relations =
        [facts.relation].compactMap(\.self)
        + schema.adding(Schema.declared(in: tree)).relations
      guard let relation = relations.first(where: { $0.table.lowercased() == table.lowercased() })
      else { return self }
      let asLong = relation.columns.filter { $0.lengthMax == length }
      let named = asLong.filter { written.contains($0.column.lowercased()) }
      // What the statement spreads, `create(**more)`, may give any of them.
      let fitting = named.isEmpty ? asLong : named
      guard fitting.count == 1 else { return self }
      result.inferred.columns = [fitting[0].column]
      if knownTable == nil { result.inferred.table = relation.table }
    default: break
    }
    return result
  }
}

extension Event {
  /// The number of the type that PostgreSQL prints: `character varying(12)`.
  fileprivate var declaredLength: Int? {
    let texts = exceptions.compactMap(\.value) + [message].compactMap(\.self)
    for text in texts {
      for type in ["character varying(", "character("] {
        let parts = text.split(separator: "too long for type \(type)", maxSplits: 1)
        guard parts.count == 2 || text.hasPrefix("value too long for type \(type)"),
          let rest = parts.last, let number = Int(rest.prefix { $0.isNumber })
        else { continue }
        return number
      }
    }
    return nil
  }
}
