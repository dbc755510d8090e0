import SourceCode

extension PythonSite {
  /// `try` statements around a stretch of the function that would catch an integrity error,
  /// innermost first, with whether the stretch is in a savepoint of theirs.
  func handlers(around target: CodeSpan) -> [(handler: PythonTry.Handler, hasSavepoint: Bool)] {
    var hasSavepoint = false
    var result: [(PythonTry.Handler, Bool)] = []
    for (statement, block) in scope.blocks(around: target).reversed() {
      if case .with(let items, _) = statement.kind,
        items.contains(where: \.context.opensTransaction)
      {
        hasSavepoint = true
      }
      guard case .try(let attempt) = statement.kind, block.role == .body else { continue }
      result += attempt.handlers.filter(\.catchesViolations).map { ($0, hasSavepoint) }
    }
    return result
  }

  /// Whether a stretch of the function is inside of a transaction that its source opens; where.
  func transaction(around target: CodeSpan) -> SourceFacts.Place? {
    for (statement, _) in scope.blocks(around: target).reversed() {
      if case .with(let items, _) = statement.kind,
        let item = items.first(where: \.context.opensTransaction)
      {
        return file.place(item.context.span, in: functionName)
      }
    }
    let decorator = function?.decorators.first {
      ["atomic", "commit_on_success", "db_session", "in_transaction", "transactional"]
        .contains($0.chain.last?.name ?? "")
    }
    return decorator.map { file.place($0.span, in: functionName) }
  }
}

extension [PythonStatement] {
  /// The compound statements around a stretch, outermost first, each with its block on the way.
  func blocks(around target: CodeSpan) -> [(statement: PythonStatement, block: PythonBlock)] {
    guard let statement = first(where: { $0.span.holds(target) }) else { return [] }
    guard let block = statement.blocks.first(where: { $0.statements.holds(target) }) else {
      return []
    }
    return [(statement, block)] + block.statements.blocks(around: target)
  }
}

extension PythonTry.Handler {
  /// Whether it would catch an integrity error.
  var catchesViolations: Bool {
    let names = typeNames.map(\.lastName)
    return type == nil || names.contains(where: Self.catching.contains)
  }

  /// Whether it is made for violations: it names their class.
  var expectsViolations: Bool {
    typeNames.map(\.lastName).contains { $0 == "IntegrityError" || $0.hasSuffix("UniqueViolation") }
  }

  private static let catching: Set<String> = [
    "IntegrityError", "DatabaseError", "Error", "Exception", "BaseException", "SQLAlchemyError",
    "DBAPIError", "UniqueViolation", "UniqueViolationError", "ForeignKeyViolation",
    "ForeignKeyViolationError", "IntegrityConstraintViolationError", "PeeweeException",
    "PostgresError", "StatementError", "TransactionIntegrityError", "ConstraintError",
    "NotNullViolation", "CheckViolation", "MySQLError", "OperationalError",
  ]

  /// Whether it lets the error go on: nothing is answered by it.
  var raisesAgain: Bool {
    body.flattened.contains { statement, _ in
      guard case .raise(let value, _) = statement.kind else { return false }
      guard let value else { return true }
      return value.dottedName != nil && value.dottedName == name
    }
  }

  /// Whether it takes the transaction back.
  var rollsBack: Bool {
    body.flattened.contains { statement, _ in
      statement.expressions.flatMap(\.calls).contains {
        ["rollback", "savepoint_rollback", "set_rollback"].contains($0.name ?? "")
      }
    }
  }
}

extension PythonExpression {
  /// `transaction.atomic()`, `session.begin_nested()`, `engine.begin()`, `db.atomic()`,
  /// `conn.transaction()`, `in_transaction()`.
  var opensTransaction: Bool {
    let names = chain.map(\.name)
    guard let last = names.last else { return false }
    switch last {
    case "atomic", "begin_nested", "in_transaction", "savepoint", "db_session": return true
    case "begin", "transaction": return names.count > 1
    default: return false
    }
  }
}
