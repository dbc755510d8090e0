import DatabaseErrors
import EventSchema
import SourceCode

extension DjangoReading {
  /// The failure as whoever saves the row sees it, where the culprit is a model's own `save` that
  /// only brings values to one form before it goes on to Django's.
  static func behindOwnSave(
    _ failure: Failure, _ model: DjangoModel?, _ source: PythonSource
  ) -> Failure {
    var failure = failure
    while let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit),
      let site = PythonSite(failure.frames[culprit], in: source)
    {
      let caller = (0..<culprit).last { index in
        failure.inApp.indices.contains(index) && failure.inApp[index]
      }
      let isCopy =
        caller.flatMap { PythonSite(failure.frames[$0], in: source) }?.savesCopy == true
      guard site.passesOnSave(failure, model, source, ofCopy: isCopy) else { break }
      failure.culpritIndex = caller
    }
    return failure
  }
}

extension PythonSite {
  /// Whether it is the line `super().save(…)` of a model, and nothing before it decides about the
  /// violated columns but their form.
  fileprivate func passesOnSave(
    _ failure: Failure, _ model: DjangoModel?, _ source: PythonSource, ofCopy isCopy: Bool
  ) -> Bool {
    guard let type, let function, ["save", "asave"].contains(function.name), let statement,
      statement.blocks.isEmpty, let definition = file.definition(named: type.name),
      let own = DjangoModel(definition, in: source),
      statement.expressions.flatMap(\.calls).contains(where: \.isInheritedSave),
      !scope.blocks(around: statement.span).contains(where: { $0.block.role == .body })
    else { return false }
    let columns = failure.violation?.knownColumns ?? []
    let before = function.body.flattened.map(\.0).filter { $0.span.end <= statement.span.start }
    return before.allSatisfy { part in
      guard !part.expressions.contains(where: { DjangoQuery.isAsked(in: $0, file) }),
        !part.expressions.flatMap(\.calls).contains(where: { $0.name == "full_clean" })
      else { return false }
      guard case .assign(let targets, let value) = part.kind else { return true }
      return targets.allSatisfy { target in
        guard let name = target.dottedName, name.hasPrefix("self.") else { return true }
        let isViolated =
          columns.isEmpty || columns.contains((model ?? own).column(of: name.lastName) ?? "")
        // A copy has the value already that is only made where there is none.
        let isKept = isCopy && isMadeOnlyWithout(name, part)
        return !isViolated || isKept || TextFold(value, of: name, in: file) != nil
      }
    }
  }
}

extension PythonSite {
  /// Whether the statement stands below `if not self.slug:`.
  private func isMadeOnlyWithout(_ name: String, _ statement: PythonStatement) -> Bool {
    scope.blocks(around: statement.span).contains { _, block in
      guard block.role == .body, case .unary("not", let operand)? = block.condition?.kind else {
        return false
      }
      return operand.dottedName == name
    }
  }

  /// Whether the function makes the row that it saves a new one: `boat.pk = None`.
  fileprivate var savesCopy: Bool {
    guard let statement,
      case .attribute(let base, "save")? =
        statement.expressions.flatMap(\.calls).first(where: { $0.name == "save" })?.callee.kind,
      let row = base.dottedName
    else { return false }
    return scope.flattened.contains { inner, _ in
      guard inner.span.end <= statement.span.start,
        case .assign(let targets, let value) = inner.kind,
        value.kind == .none
      else { return false }
      return targets.contains { ["\(row).pk", "\(row).id"].contains($0.dottedName) }
    }
  }
}

extension PythonCall {
  /// `super().save(*args, **kwargs)`
  fileprivate var isInheritedSave: Bool {
    guard name == "save" || name == "asave", case .attribute(let base, _) = callee.kind else {
      return false
    }
    return base.asCall?.name == "super"
  }
}

extension DjangoQuery {
  /// Whether something in an expression asks the database.
  fileprivate static func isAsked(in expression: PythonExpression, _ file: PythonFile) -> Bool {
    var found = false
    expression.visit { part in
      if let query = DjangoQuery(part, in: file), query.terminal != nil { found = true }
      return !found
    }
    return found
  }
}
