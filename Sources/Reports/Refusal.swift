import DatabaseErrors

/// One sentence that says what the database refused, and why.
func refusal(_ violation: ConstraintViolation) -> Prose {
  let database = violation.dbms?.displayName ?? "The database"
  switch violation.kind {
  case .multipleObjectsReturned:
    return "A look-up that expects one row found several\(inTable(violation))."
  case .appValidation:
    return "The application's own validation refused the value before the database saw it."
  case .deadlock, .serializationFailure, .lockTimeout:
    return "\(database) gave up on a statement: \(contention(violation.kind))."
  default:
    return "\(database) \(refusedAct(violation))."
  }
}

private func refusedAct(_ violation: ConstraintViolation) -> Prose {
  switch violation.kind {
  case .unique, .primaryKey:
    "refused a second row\(inTable(violation))\(sameColumns(violation))"
  case .foreignKey: brokenReference(violation)
  case .notNull: "refused a row\(ofTable(violation)) without a value\(forColumns(violation))"
  case .check: "refused a row\(ofTable(violation)) that breaks the rule\(ruleName(violation))"
  case .exclusion: "refused a row\(ofTable(violation)) that overlaps a stored one"
  case .length: "refused a value that is too long\(forColumns(violation))\(inTable(violation))"
  case .outOfRange:
    "refused a number outside the range\(ofColumns(violation))\(inTable(violation))"
  case .invalidValue:
    "refused a value that does not fit the type\(ofColumns(violation))\(inTable(violation))"
  case .couldNotCreateUniqueIndex:
    "could not create a unique index\(onTable(violation)), since stored rows repeat a key"
  case .noUniqueForOnConflict:
    "found no unique constraint\(onTable(violation)) that matches the statement's conflict target"
  case .transactionAborted:
    "refused a statement, because an earlier one of the same transaction had failed"
  default: "refused a statement for a constraint that the message does not name"
  }
}

private func contention(_ kind: ConstraintViolation.Kind) -> String {
  switch kind {
  case .deadlock: "two transactions waited for each other's locks"
  case .lockTimeout: "another transaction held a lock for too long"
  default: "a concurrent transaction changed what this one had read"
  }
}

private func brokenReference(_ violation: ConstraintViolation) -> Prose {
  let child = violation.knownTable
  let parent = violation.referencedTable
  switch violation.side {
  case .child:
    return """
      refused a row\(ofTable(violation)) that points\(byColumns(violation)) to no row\
      \(prefixed(" of ", parent))
      """
  case .parent:
    return """
      refused to change or remove a row\(prefixed(" of ", parent)), because rows\
      \(prefixed(" of ", child)) still point to it
      """
  case nil:
    return """
      refused a change that breaks the reference\(prefixed(" from ", child))\
      \(prefixed(" to ", parent))
      """
  }
}

private func prefixed(_ words: String, _ name: String?) -> Prose {
  name.map { "\(words)\(code: $0)" } ?? ""
}

private func inTable(_ violation: ConstraintViolation) -> Prose {
  prefixed(" in ", violation.knownTable)
}

private func ofTable(_ violation: ConstraintViolation) -> Prose {
  prefixed(" of ", violation.knownTable)
}

private func onTable(_ violation: ConstraintViolation) -> Prose {
  prefixed(" on ", violation.knownTable)
}

private func ruleName(_ violation: ConstraintViolation) -> Prose {
  prefixed(" ", violation.constraint)
}

private func columnList(_ words: String, _ violation: ConstraintViolation) -> Prose {
  let columns = violation.knownColumns
  return columns.isEmpty ? "" : "\(words)" + Prose(listing: columns)
}

private func forColumns(_ violation: ConstraintViolation) -> Prose {
  columnList(" for ", violation)
}

private func ofColumns(_ violation: ConstraintViolation) -> Prose { columnList(" of ", violation) }

private func byColumns(_ violation: ConstraintViolation) -> Prose { columnList(" by ", violation) }

private func sameColumns(_ violation: ConstraintViolation) -> Prose {
  let columns = columnList(" with the same ", violation)
  guard columns.isEmpty else { return columns }
  return violation.kind == .primaryKey ? " with the same primary key" : " with the same key"
}
