import SourceCode

/// `for attempt in range(3): try: … break except …: if attempt == 2: raise`
struct RetryLoop {
  var error: String
  var attempts = 3

  /// - Parameters:
  ///   - body: What is tried, two levels in, with its line end.
  ///   - leaves: Whether the body leaves the function itself, so that nothing has to end the loop.
  func text(_ body: String, leaves: Bool, margin: String, level: String) -> String {
    "\(margin)for attempt in range(\(attempts)):\n\(margin)\(level)try:\n" + body
      + (leaves ? "" : "\(margin)\(level)\(level)break\n")
      + "\(margin)\(level)except \(error):\n\(margin)\(level)\(level)if attempt == \(attempts - 1):\n"
      + "\(margin)\(level)\(level)\(level)raise\n"
  }
}

/// The outermost `with transaction.atomic():` of the path, when all of the transaction is in it.
struct TransactionBlock {
  let site: PythonSite
  let statement: PythonStatement
  let body: [PythonStatement]

  init?(_ reading: DjangoReading) {
    // The outermost function that opens one decides.
    let opened = reading.sites.enumerated().reversed().first { _, site in
      site.location.stepsInFunction.contains { Self.isAtomic($0.statement) }
        || site.function?.decorators.contains(where: \.opensTransaction) == true
    }
    guard let (_, site) = opened, !site.isAsync,
      site.function?.decorators.contains(where: \.opensTransaction) != true,
      reading.source.requestTransaction == nil || !reading.sites.contains(where: \.isView),
      let step = site.location.stepsInFunction.first(where: { Self.isAtomic($0.statement) }),
      case .with(let items, let body) = step.statement.kind, items.count == 1,
      Self.canRunAgain(body), !Self.isTried(step.statement, site)
    else { return nil }
    self.site = site
    statement = step.statement
    self.body = body
  }

  private static func isAtomic(_ statement: PythonStatement) -> Bool {
    guard case .with(let items, _) = statement.kind else { return false }
    return items.contains(where: \.context.opensTransaction)
  }

  private static func isTried(_ statement: PythonStatement, _ site: PythonSite) -> Bool {
    site.location.enclosingBlocks.contains { outer, block in
      guard case .try = outer.kind, block.role == .body else { return false }
      return outer.span.holds(statement.span)
    }
  }

  /// Nothing in it that a rollback does not take back, and no jump out of an outer loop.
  private static func canRunAgain(_ body: [PythonStatement]) -> Bool {
    body.flattened.allSatisfy { statement, _ in
      switch statement.kind {
      case .break, .continue: return false
      case .augment(let target, _, _):
        // A local count would go on from where the first attempt left it.
        if case .name = target.kind { return false }
      default: break
      }
      return !statement.expressions.flatMap(\.calls).contains { call in
        PythonVocabulary.isSlow(call)
          || ["append", "add", "delay", "apply_async", "enqueue", "send_mail", "extend"]
            .contains(call.name ?? "")
      }
    }
  }
}
