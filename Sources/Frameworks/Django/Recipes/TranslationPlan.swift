import Fixes
import SourceCode

/// Where a violation is caught on this path, and what is answered there.
struct TranslationPlan {
  let reading: DjangoReading
  /// The function in which the handler goes; for an added method its class.
  let site: PythonSite
  /// The statements that go into the `try`, one after the other in one block; none when a method is
  /// added.
  let wrapped: [PythonStatement]
  let reply: Reply
  /// The inherited method that the class has to override, when the write is Django's own.
  var addedMethod: AddedMethod?

  enum Reply {
    /// What the look-up of this function does when it finds a row.
    case likeCheck(DjangoCheck)
    /// `form.add_error(…)` and `form_invalid` of a class-based view.
    case formMethod(form: String)
    /// `form.add_error(…)`; the rest of the block moves into `else:`.
    case formInFunction(form: String)
    /// `form.add_error(…)`, and what the function does with a form that is not valid.
    case formAgain(form: String, [PythonStatement])
    /// `raise serializers.ValidationError(…)`
    case serializer
    /// A response with status 409.
    case response
    /// A message to the user of the admin, by the name of the `ModelAdmin`.
    case adminMessage(String)
    /// `raise CommandError(…)`
    case command
  }

  /// The innermost function on the stack where an answer can be given, else the view class that the
  /// URL leads to; `nil` when none is in sight or the violation is caught already.
  init?(_ reading: DjangoReading) {
    // Helpers that look and then write answer a taken key by themselves.
    guard reading.write?.operation != .read,
      reading.write?.operation != .upsert || !reading.isAboutUniqueness,
      !Self.usesFoundRow(reading), ComputedKey(reading) == nil
    else { return nil }
    for (index, site) in reading.sites.enumerated() {
      guard let statement = Self.statement(at: site, reading, isCulprit: index == 0) else {
        continue
      }
      if Self.isCaught(at: site) || Self.translated(at: site) != nil { return nil }
      if site.isAsync, index > 0 || !Self.isAwaited(reading.write, in: statement) { return nil }
      guard let reply = Self.reply(at: site, statement, reading) else { continue }
      self.init(reading, site, statement, reply)
      return
    }
    guard let overriding = TranslationPlan(overridingIn: reading) else { return nil }
    self = overriding
  }

  init(_ reading: DjangoReading, _ site: PythonSite, _ statement: PythonStatement, _ reply: Reply) {
    self.reading = reading
    self.site = site
    self.reply = reply
    wrapped = Self.stretch(around: statement, at: site, reply)
  }

  init(_ reading: DjangoReading, _ site: PythonSite, adding method: AddedMethod, _ reply: Reply) {
    self.reading = reading
    self.site = site
    self.reply = reply
    wrapped = []
    addedMethod = method
  }

  /// Whether the look-up's row is what the function goes on with: then a violation is no error for
  /// anybody, and the winner's row has to be read.
  private static func usesFoundRow(_ reading: DjangoReading) -> Bool {
    if reading.isInMissHandler { return true }
    return reading.checks.contains { found in
      found.prevention.holds && !found.prevention.whenFound.terminates
        && !found.prevention.whenFound.reportsError && reading.asksForKey(found)
        && found.file.source == reading.site?.file.source
    }
  }

  /// Whether it is the failing statement itself that is caught.
  var isSiteOfWrite: Bool {
    guard let write = reading.write else { return false }
    return wrapped.holds(write.call.span) && site.file.source == reading.site?.file.source
  }

  /// Whether one statement alone is caught, so that its values are known right before it.
  var isOneStatement: Bool {
    guard wrapped.count == 1 else { return false }
    switch wrapped[0].kind {
    case .for, .while: return false
    default: return true
    }
  }

  /// The simple statement of the line, or the `with transaction.atomic():` around it.
  private static func statement(
    at site: PythonSite, _ reading: DjangoReading, isCulprit: Bool
  ) -> PythonStatement? {
    let own = isCulprit ? reading.write?.statement ?? site.statement : site.statement
    let atomic = site.location.stepsInFunction.map(\.statement).first(where: \.isAtomicBlock)
    guard let statement = atomic ?? own, site.file.margin(of: statement) != nil else { return nil }
    return statement
  }

  /// What has to be rolled back together when the function ends with the answer: the loop around
  /// the statement, and the writes before it in the same block.
  private static func stretch(
    around statement: PythonStatement, at site: PythonSite, _ reply: Reply
  ) -> [PythonStatement] {
    guard reply.endsFunction || reply.refusesInput, !site.isAsync else { return [statement] }
    let steps = Array(site.location.stepsInFunction)
    let loop = steps.first { step in
      step.statement.isLoop && step.statement.span.holds(statement.span)
    }
    let outer = loop?.statement ?? statement
    guard let step = steps.first(where: { $0.statement.span == outer.span }) else {
      return [outer]
    }
    let before = step.block.statements.prefix(step.index)
    guard let first = before.firstIndex(where: { site.writes(in: $0) }) else { return [outer] }
    return Array(before[first...]) + [outer]
  }

  static func isCaught(at site: PythonSite) -> Bool {
    site.location.enclosingBlocks.contains { statement, block in
      guard case .try(let attempt) = statement.kind, block.role == .body else { return false }
      return attempt.handlers.contains { handler in
        handler.typeNames.contains { $0.hasSuffix("IntegrityError") }
      }
    }
  }

  /// Whether the statement awaits the ORM's own call (`acreate`), whose blocking twin is known.
  private static func isAwaited(_ write: DjangoWrite?, in statement: PythonStatement) -> Bool {
    guard let write, write.call.name?.hasPrefix("a") == true else { return false }
    var isAwaited = false
    statement.visitExpressions { expression in
      if case .await(let operand) = expression.kind, operand.span == write.call.span {
        isAwaited = true
      }
      return !isAwaited
    }
    return isAwaited
  }

  /// Only shown where an answer would leave a part behind: what earlier rounds of a loop or earlier
  /// statements wrote stays, since a request that is answered is committed.
  var applicability: Applicability {
    guard reply.endsFunction, addedMethod == nil, let first = wrapped.first else { return .unsafe }
    let isRepeated = site.location.enclosingBlocks.contains { outer, _ in
      outer.isLoop && !wrapped.contains { $0.span.holds(outer.span) }
    }
    return isRepeated || site.hasWritten(before: first) ? .guidance : .unsafe
  }

  /// Whether the function ends with the answer, so that the write does not follow it.
  var endsWithAnswer: Bool { if case .formInFunction = reply { false } else { true } }

  /// The error that a handler for the violation raises in its place, when the line is in it.
  static func translated(at site: PythonSite) -> PythonExpression? {
    for (outer, _) in site.location.enclosingBlocks {
      guard case .try(let attempt) = outer.kind, let statement = site.statement else { continue }
      let handler = attempt.handlers.first { handler in
        handler.body.holds(statement.span)
          && handler.typeNames.contains { $0.hasSuffix("IntegrityError") }
      }
      for inner in handler?.body ?? [] {
        if case .raise(let raised?, _) = inner.kind { return raised }
      }
    }
    return nil
  }
}

extension TranslationPlan.Reply {
  /// Whether the error says that the input was refused, which must not leave a part of it behind.
  fileprivate var refusesInput: Bool { if case .serializer = self { true } else { false } }

  /// Whether the answer is all that the function still does, as if nothing had been written. Errors
  /// that go on to a framework undo nothing more than the violation does today.
  fileprivate var endsFunction: Bool {
    switch self {
    case .likeCheck(let check):
      if case .return = check.prevention.whenFound.last?.kind { true } else { false }
    case .formMethod, .formAgain, .response: true
    case .formInFunction, .serializer, .adminMessage, .command: false
    }
  }
}

extension PythonCall {
  fileprivate var isInheritedWrite: Bool {
    guard case .attribute(let base, let name) = callee.kind, base.asCall?.name == "super" else {
      return false
    }
    return ["create", "update", "save"].contains(name)
  }
}

extension PythonStatement {
  var isLoop: Bool {
    switch kind {
    case .for, .while: true
    default: false
    }
  }

  /// `with transaction.atomic():`
  var isAtomicBlock: Bool {
    guard case .with(let items, _) = kind else { return false }
    return items.contains { $0.context.mentionsName("atomic") }
  }
}

extension PythonSite {
  /// Whether a statement of the function writes rows.
  fileprivate func writes(in statement: PythonStatement) -> Bool {
    var found = false
    statement.visit { inner in
      guard !found else { return false }
      let bindings = bindings(before: inner.span.start)
      for call in inner.expressions.flatMap(\.calls) where call.argument("commit") == nil {
        guard let write = DjangoWrite(call, inner, at: self, bindings) else {
          // A serializer's `super().create(validated_data)`
          if call.isInheritedWrite { found = true }
          continue
        }
        if write.operation != .read, write.operation != .rawStatement { found = true }
      }
      return !found
    }
    return found
  }

  /// Whether the function has written before a statement.
  fileprivate func hasWritten(before statement: PythonStatement) -> Bool {
    var found = false
    for outer in scope where outer.span.start < statement.span.start {
      guard !found else { break }
      guard outer.span.holds(statement.span) else {
        found = writes(in: outer)
        continue
      }
      outer.visit { inner in
        guard !found, inner.span.start < statement.span.start else { return false }
        if inner.blocks.isEmpty { found = writes(in: inner) }
        return true
      }
    }
    return found
  }
}
