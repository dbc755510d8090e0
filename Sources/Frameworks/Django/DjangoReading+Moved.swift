import DatabaseErrors
import EventSchema
import SourceCode

extension DjangoReading {
  /// The same failure, had it been at another write, in a function that the trace may not show.
  convenience init(
    _ reading: DjangoReading, movedTo site: PythonSite, _ write: DjangoWrite, _ columns: [String],
    model: DjangoModel? = nil
  ) {
    var failure = reading.failure
    let model = model ?? reading.model
    var violation = failure.violation ?? ConstraintViolation(kind: .unique)
    violation.kind = .unique
    violation.table = model?.table ?? violation.table
    violation.columns = columns
    violation.inferred.columns = columns
    failure.violation = violation
    let callers = reading.callers(of: site)
    // What was sent belongs to the request that failed.
    let isOnStack = reading.sites.contains { $0.isSame(as: site) }
    if !isOnStack,
      !reading.sites.contains(where: { $0.isView && $0.isSame(as: callers.last ?? site) })
    {
      failure.event.request = nil
      failure.event.transaction = nil
    }
    self.init(
      failure, source: reading.source, sites: [site] + callers, write: write, model: model)
  }

  /// The functions that lead to a site, the nearest first, up to what starts from outside: those of
  /// the trace, else the only way that the source shows.
  func callers(of site: PythonSite, depth: Int = 4) -> [PythonSite] {
    if let index = sites.firstIndex(where: { $0.isSame(as: site) }) {
      return Array(sites[(index + 1)...])
    }
    guard depth > 0, site.entry == nil, let name = site.function?.name else { return [] }
    for file in source.files(mentioning: name) {
      for (_, function, _) in file.functions where function.name != name {
        for (statement, _) in function.body.flattened
        where statement.expressions.flatMap(\.calls).contains(where: { $0.name == name }) {
          let caller = PythonSite(file: file, line: statement.span.firstLine)
          let outer = callers(of: caller, depth: depth - 1)
          if caller.entry != nil || outer.contains(where: { $0.entry != nil }) {
            return [caller] + outer
          }
        }
      }
    }
    return []
  }
}

extension DjangoReading {
  /// Whether a transaction is open around the write, as far as the functions on the stack show.
  var isInTransaction: Bool {
    sites.contains { site in
      site.isView && source.requestTransaction != nil
        || target(at: site).map { site.transaction(around: $0) != nil } ?? false
    }
  }
}

extension DjangoReading {
  /// `except Profile.DoesNotExist:` around the write: the function goes on with the row that is
  /// there, or with the new one.
  var isInMissHandler: Bool {
    guard let site, let model, let write else { return false }
    return site.scope.blocks(around: write.statement.span).contains { statement, block in
      guard case .try = statement.kind, block.role == .handler else { return false }
      return block.condition?.dottedName == "\(model.name).DoesNotExist"
    }
  }
}

extension PythonSite {
  /// Whether both are in one function.
  func isSame(as other: PythonSite) -> Bool {
    file.source.path == other.file.source.path && function?.line == other.function?.line
      && function?.name == other.function?.name
  }
}
