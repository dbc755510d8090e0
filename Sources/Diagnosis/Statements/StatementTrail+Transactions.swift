import SourceCode

extension StatementTrail {
  /// What the trail tells about the transaction that the failing statement was part of.
  struct Transaction {
    /// The statement that opened it, where it is in the trail.
    var opening: Step?
    /// The savepoints that were open at the failing statement, outermost first.
    var savepoints: [Step] = []
    /// An earlier statement of the same transaction that failed, and nothing was rolled back since:
    /// on PostgreSQL every later one is refused for that.
    var brokenBy: Step?
    /// Whether the failing statement ran inside of a transaction; `nil` when nothing tells.
    var isOpen: Bool?
    /// What undid the failing statement: a rollback to a savepoint leaves the transaction usable.
    var undoing: Step?

    /// Whether the failure was undone by a savepoint of its own.
    var isContained: Bool { undoing?.statement.verb == .rollbackToSavepoint }
  }

  /// The transaction of the failing statement.
  var transaction: Transaction {
    var transaction = Transaction()
    for step in before { transaction.take(step) }
    if transaction.opening != nil || !transaction.savepoints.isEmpty || commitIndex != nil {
      transaction.isOpen = true
    } else if let depth = failing?.transactionDepth {
      transaction.isOpen = depth > 0
    }
    transaction.undoing = after.first {
      $0.statement.verb == .rollback || $0.statement.verb == .rollbackToSavepoint
    }
    if transaction.undoing != nil { transaction.isOpen = true }
    return transaction
  }

  /// The COMMIT at which the failing statement was refused: its constraint is deferred.
  var failingCommit: Step? { commitIndex.map { steps[$0] } }
}

extension StatementTrail.Transaction {
  fileprivate mutating func take(_ step: StatementTrail.Step) {
    switch step.statement.verb {
    case .begin:
      self = StatementTrail.Transaction(opening: step)
    case .commit, .rollback:
      self = StatementTrail.Transaction()
    case .savepoint: savepoints.append(step)
    case .releaseSavepoint: _ = savepoints.popLast()
    case .rollbackToSavepoint:
      _ = savepoints.popLast()
      brokenBy = nil
    default:
      if step.failed == true, brokenBy == nil { brokenBy = step }
    }
  }
}
