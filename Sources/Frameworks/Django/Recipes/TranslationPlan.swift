import Fixes
import SourceCode

/// Where a violation is caught on this path, and what is answered there.
struct TranslationPlan {
  let reading: DjangoReading
  /// The function in which the handler goes.
  let site: PythonSite
  /// The statement that goes into the `try`.
  let wrapped: PythonStatement
  let reply: Reply

  enum Reply {
    /// What the look-up of this function does when it finds a row.
    case likeCheck(DjangoCheck)
    /// `form.add_error(…)` and `form_invalid` of a class-based view.
    case formMethod(form: String)
    /// `form.add_error(…)`; the rest of the block moves into `else:`.
    case formInFunction(form: String)
    /// `raise serializers.ValidationError(…)`
    case serializer
    /// A response with status 409.
    case response
  }

  /// The innermost function on the stack where an answer can be given; `nil` when none is in sight
  /// or the violation is caught already.
  init?(_ reading: DjangoReading) {
    guard reading.write?.operation != .read, reading.write?.operation != .upsert,
      !Self.usesFoundRow(reading), ComputedKey(reading) == nil
    else { return nil }
    for (index, site) in reading.sites.enumerated() {
      guard let statement = Self.statement(at: site, reading, isCulprit: index == 0) else {
        continue
      }
      if Self.isCaught(at: site) || Self.translated(at: site) != nil { return nil }
      if site.isAsync, index > 0 || !Self.isAwaited(reading.write, in: statement) { return nil }
      guard let reply = Self.reply(at: site, statement, reading) else { continue }
      self.reading = reading
      self.site = site
      self.reply = reply
      wrapped = statement
      return
    }
    return nil
  }

  init(_ reading: DjangoReading, _ site: PythonSite, _ wrapped: PythonStatement, _ reply: Reply) {
    self.reading = reading
    self.site = site
    self.wrapped = wrapped
    self.reply = reply
  }

  /// Whether the look-up's row is what the function goes on with: then a violation is no error for
  /// anybody, and the winner's row has to be read.
  private static func usesFoundRow(_ reading: DjangoReading) -> Bool {
    let key = Set(reading.violatedColumns)
    if reading.isInMissHandler { return true }
    return reading.checks.contains { found in
      found.prevention.holds && !found.prevention.whenFound.terminates
        && !found.prevention.whenFound.reportsError && Set(found.check.columns) == key
        && found.file.source == reading.site?.file.source
    }
  }

  var isSiteOfWrite: Bool {
    guard let write = reading.write else { return false }
    return wrapped.span.holds(write.call.span) && site.file.source == reading.site?.file.source
  }

  /// The simple statement of the line, or the `with transaction.atomic():` around it.
  private static func statement(
    at site: PythonSite, _ reading: DjangoReading, isCulprit: Bool
  ) -> PythonStatement? {
    let own = isCulprit ? reading.write?.statement ?? site.statement : site.statement
    let atomic = site.location.stepsInFunction.map(\.statement).first { statement in
      guard case .with(let items, _) = statement.kind else { return false }
      return items.contains { $0.context.mentionsName("atomic") }
    }
    guard let statement = atomic ?? own, site.file.margin(of: statement) != nil else { return nil }
    return statement
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
    let isRepeated = site.location.enclosingBlocks.contains { outer, _ in
      switch outer.kind {
      case .for, .while: true
      default: false
      }
    }
    if case .serializer = reply { return isRepeated ? .guidance : .unsafe }
    return endsWithAnswer && (isRepeated || writesBefore) ? .guidance : .unsafe
  }

  /// Whether the function has written before, outside of what the handler rolls back.
  private var writesBefore: Bool {
    var found = false
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < wrapped.span.start, !found else { return false }
        let bindings = site.bindings(before: inner.span.start)
        for call in inner.expressions.flatMap(\.calls) where call.argument("commit") == nil {
          guard let write = DjangoWrite(call, inner, at: site, bindings) else { continue }
          if write.operation != .read, write.operation != .rawStatement { found = true }
        }
        return !found
      }
    }
    return found
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

  private static func reply(
    at site: PythonSite, _ statement: PythonStatement, _ reading: DjangoReading
  ) -> Reply? {
    let key = Set(reading.violatedColumns)
    let check = reading.checks.last { found in
      found.file.source == site.file.source && found.check.place.function == site.functionName
        && found.prevention.holds && found.prevention.whenFound.terminates
        && !key.isDisjoint(with: found.check.columns)
        && found.prevention.whenFound.allSatisfy { $0.span.end <= statement.span.start }
    }
    if let check { return .likeCheck(check) }
    guard let function = site.function else { return nil }
    let names = function.parameters.map(\.name)
    if let type = site.type, names.contains("form"), function.name == "form_valid" {
      return type.method("form_invalid") != nil || !type.bases.isEmpty
        ? .formMethod(form: "form") : nil
    }
    if usesSerializer(site, reading) { return .serializer }
    if let form = formVariable(site) { return .formInFunction(form: form) }
    return site.answersRequests ? .response : nil
  }

  private static func usesSerializer(_ site: PythonSite, _ reading: DjangoReading) -> Bool {
    let bases = site.type?.bases ?? []
    if bases.contains(where: { $0.hasSuffix("Serializer") }) { return true }
    guard site.isView, reading.validators.contains(where: \.kind.isSerializer) else { return false }
    return true
  }

  /// The name of a form whose `is_valid()` leads to the statement.
  private static func formVariable(_ site: PythonSite) -> String? {
    for (outer, block) in site.location.enclosingBlocks {
      guard case .if = outer.kind, block.role == .body || block.role == .alternative else {
        continue
      }
      for call in block.condition?.calls ?? [] where call.name == "is_valid" {
        if case .attribute(let base, _) = call.callee.kind, let name = base.dottedName {
          return name
        }
      }
    }
    return nil
  }
}
