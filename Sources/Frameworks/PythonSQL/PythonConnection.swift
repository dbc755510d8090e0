import SourceCode

extension SQLAlchemyReading {
  /// What a handler in a function on the way has to take back.
  enum Ending {
    /// A block around the failing statement, below the handler, ends its transaction, or there is
    /// nothing to take back.
    case byItself
    /// The connection, as the function names it.
    case rollback(SQLAlchemySession)
  }

  /// How the transaction of the failing statement ends when a statement of a function on the way is
  /// put into a `try`; `nil` where the connection cannot be told.
  func ending(at site: PythonSite, around wrapped: PythonStatement) -> Ending? {
    guard let driver, let write else { return nil }
    if driver.isAwaited { return .byItself }
    guard let run = write.site.statement(holding: write.use.span)?.expression(at: write.use.span),
      case .attribute(let object, _) = run.asCall?.callee.kind
    else { return nil }
    let isAwaited = write.site.isAwaited(run)
    guard let owner = write.site.connection(of: object, before: run.span) else { return nil }
    let isOwn = write.site.isSameFunction(as: site)
    if let block = owner.block {
      return isOwn && block.span.holds(wrapped.span) && block.span != wrapped.span
        ? rollback(owner.name, isAwaited) : .byItself
    }
    if isOwn { return rollback(owner.name, isAwaited) }
    if let name = owner.name, let given = arguments(from: site, to: write.site)?[name] {
      return rollback(given, isAwaited)
    }
    if owner.isClosed { return .byItself }
    guard let name = owner.name ?? owner.maker else { return nil }
    if let outer = self.name(of: name, at: site) { return rollback(outer, isAwaited) }
    // What every request opens for itself ends with it.
    return owner.maker == nil ? nil : .byItself
  }

  private func rollback(_ name: String?, _ isAwaited: Bool) -> Ending? {
    name.map { .rollback(SQLAlchemySession(name: $0, isAsync: isAwaited)) }
  }
}

extension PythonSite {
  /// What a statement's cursor or connection comes from.
  struct ConnectionOwner {
    /// `conn`, `self.conn`; `nil` where a call gives it at once.
    var name: String?
    /// The call that gives it: `get_db()`.
    var maker: String?
    /// The `with` that opens it.
    var block: PythonStatement?
    /// Whether the function itself closes it.
    var isClosed = false
  }

  /// The connection behind `conn`, `cursor`, `get_db()` and `conn.cursor()`.
  func connection(of object: PythonExpression, before target: CodeSpan) -> ConnectionOwner? {
    var object = object
    for _ in 0..<4 {
      if let call = object.asCall {
        guard call.name == "cursor", case .attribute(let base, _) = call.callee.kind else {
          return ConnectionOwner(maker: file.source(of: object))
        }
        object = base
        continue
      }
      guard let name = object.dottedName else { return nil }
      if let (value, block) = opened(name, around: target) {
        guard value.asCall?.name == "cursor" else {
          return ConnectionOwner(name: name, block: block)
        }
        object = value
        continue
      }
      guard let bound = bindings(before: target.start)[name] else {
        return ConnectionOwner(name: name)
      }
      if bound.asCall?.name == "cursor" {
        object = bound
        continue
      }
      let isClosed = scope.flattened.flatMap(\.statement.calls).contains {
        $0.dottedCallee == "\(name).close"
      }
      let maker = bound.asCall.map { _ in file.source(of: bound) }
      return ConnectionOwner(name: name, maker: maker, isClosed: isClosed)
    }
    return nil
  }

  /// What a `with` around a place binds a name to.
  private func opened(
    _ name: String, around target: CodeSpan
  ) -> (value: PythonExpression, block: PythonStatement)? {
    for (statement, _) in scope.blocks(around: target).reversed() {
      guard case .with(let items, _) = statement.kind else { continue }
      for item in items where item.target?.dottedName == name {
        return (item.context, statement)
      }
    }
    return nil
  }

  /// Whether a call is awaited where it stands.
  func isAwaited(_ call: PythonExpression) -> Bool {
    var found = false
    statement(holding: call.span)?.visitExpressions { part in
      if case .await(let inner) = part.kind, inner.span == call.span { found = true }
      return !found
    }
    return found
  }
}

extension PythonDriver {
  /// How what a transaction did before a refused statement is kept: by itself, or by a block around
  /// the statement; `nil` where the driver has no such block.
  func keeping(
    _ ending: SQLAlchemyReading.Ending
  ) -> (session: SQLAlchemySession, savepoint: String?)? {
    guard case .rollback(let connection) = ending else { return nil }
    if module == "sqlite3" { return (connection, nil) }
    guard module == "psycopg" else { return nil }
    let word = connection.isAsync ? "async with" : "with"
    return (connection, "\(word) \(connection.name).transaction()")
  }
}
