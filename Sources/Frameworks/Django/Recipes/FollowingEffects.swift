import SourceCode

/// What runs after a write and must not run again when the row was there already: a payment, a
/// mail, any call whose effects are not known.
enum FollowingEffects: Equatable {
  case none
  /// Statements right behind the write, which a condition can keep to the first time.
  case beside([PythonStatement])
  /// In outer blocks, in callers, or tied to what comes after them.
  case elsewhere
}

extension DjangoReading {
  func followingEffects(of write: DjangoWrite, at site: PythonSite) -> FollowingEffects {
    let callers = sites.dropFirst().flatMap(\.followingStatements)
    guard !callers.contains(where: \.mayHaveEffects) else { return .elsewhere }
    let following = site.followingStatements
    if following.setConstantsAlone { return .none }
    guard let last = following.lastIndex(where: \.mayHaveEffects) else { return .none }
    let block = site.location.steps.last.map { $0.block.statements.dropFirst($0.index + 1) } ?? []
    guard block.count == following.count else { return .elsewhere }
    let effects = Array(following[...last])
    let isPlain = effects.allSatisfy { statement in
      if case .expression = statement.kind { true } else { false }
    }
    return isPlain ? .beside(effects) : .elsewhere
  }
}

extension [PythonStatement] {
  /// Whether, beside what is computed and returned, rows only get constants and are saved: `invoice
  /// .paid = True`, `invoice.save()`. Done twice it is done once.
  fileprivate var setConstantsAlone: Bool {
    allSatisfy { statement in
      switch statement.kind {
      case .assign(let targets, let value):
        return value.isLiteral
          && targets.allSatisfy {
            if case .attribute = $0.kind { true } else { false }
          } || !statement.mayHaveEffects
      case .expression(let value):
        guard let call = value.asCall, call.name == "save",
          case .attribute(let base, _) = call.callee.kind, case .name = base.kind
        else { return !statement.mayHaveEffects }
        return true
      default: return !statement.mayHaveEffects
      }
    }
  }
}

extension PythonStatement {
  /// Whether more happens here than that values are computed, logged and returned.
  fileprivate var mayHaveEffects: Bool {
    var found = false
    visit { statement in
      switch statement.kind {
      case .assign(let targets, _):
        // `request.session["order"] = …`
        found = found || targets.contains { !$0.isPlainName }
      case .delete, .with, .raise: found = true
      default: break
      }
      found = found || statement.expressions.flatMap(\.calls).contains { !$0.isWithoutEffects }
      return !found
    }
    return found
  }
}

extension PythonExpression {
  fileprivate var isPlainName: Bool {
    switch kind {
    case .name: true
    case .tuple(let elements), .list(let elements): elements.allSatisfy(\.isPlainName)
    default: false
    }
  }
}

extension PythonCall {
  /// Answers, conversions, look-ups and log lines. An acknowledgement is due for each delivery, the
  /// repeated one too.
  fileprivate var isWithoutEffects: Bool {
    guard let name else { return false }
    if ["ack", "acknowledge", "basic_ack"].contains(name) { return true }
    let known: Set<String> = [
      "JsonResponse", "HttpResponse", "HttpResponseRedirect", "Response", "redirect", "render",
      "reverse", "str", "int", "float", "len", "dict", "list", "get", "format", "isoformat",
      "get_absolute_url", "debug", "info", "warning", "print",
    ]
    // What a command says of itself: `self.stdout.write(self.style.SUCCESS("done"))`.
    let says: Set<String> = ["stdout", "stderr", "style"]
    return known.contains(name) || callee.chain.contains { says.contains($0.name) }
  }
}
