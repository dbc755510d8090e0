import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// The changes that a remedy means in this application, the preferred one first.
  func fixes(for remedy: Remedy) -> [Fix] {
    // The session says that it was not rolled back: whatever broke it, that comes first.
    if isBrokenSession {
      return [.validateOnPath, .savepoint, .insertOrRead].contains(remedy.kind) ? savepoint : []
    }
    return switch remedy.kind {
    // Nobody reads what a worker answers: what comes again is done already.
    case .validateOnPath where job != nil: insertOrRead
    case .validateOnPath: kind == .check || kind == .invalidValue ? limitOfValue : validation
    case .translateViolation:
      isKeyComputed && !newKey.isEmpty ? newKey : isTranslationIncluded ? [] : translation
    case .insertOrRead: insertOrRead
    case .serializeAccess: serialization
    case .addConstraint: constraint(remedy)
    case .partialUniqueKey: partialKey
    case .conditionalUpdate: conditionalUpdate
    case .requireValue: requirement
    case .limitInput: limitOfValue.isEmpty ? limitOfRest : limitOfValue
    case .deduplicateBatch: refusalOfRepeatedRows(remedy)
    case .validateParent: parentCheck
    case .decideChildren: refusalOfDeletion
    case .normalize: normalization.isEmpty && !validation.isEmpty ? translation : normalization
    case .correctConflictTarget: correctedTarget
    case .savepoint: savepoint
    case .retryWithNewKey: tellsOfTakenText ? translation : newKey
    case .resetCopiedValue: ownValueOfCopy
    case .enqueueOnCommit: laterTask
    // A parent that nobody read cannot be locked where it was read.
    case .lockParent: parentLock.isEmpty ? parentCheck : parentLock
    default: guidance(for: remedy)
    }
  }

  /// Whether the visible error is only that a session is used on after a refusal.
  var isBrokenSession: Bool {
    failure.violation?.kind == .transactionAborted
      || failure.event.exceptions.contains { $0.type == "PendingRollbackError" }
  }

  /// Whether another recipe of the same cause writes the handler with its own change: two diffs of
  /// the same lines would not apply one after the other.
  private var isTranslationIncluded: Bool {
    if kind == .check, isBoundedAtInput { return true }
    guard let plan = SQLAlchemyTranslation(self) else { return false }
    let path = plan.site.file.source.path
    let others =
      switch kind {
      case .foreignKey, .notNull: deletesParent ? refusalOfDeletion : parentCheck
      case .check: conditionalUpdate
      default: validation + normalization + correctedTarget + partialKey
      }
    return others.contains { $0.files.contains(path) && $0.applicability != .guidance }
  }
}

extension SQLAlchemyReading {
  private var limitOfValue: [Fix] {
    let fixes = limitOfNumber.isEmpty ? limitOfChoice : limitOfNumber
    return fixes.isEmpty && checkedLength != nil ? limit : fixes
  }

  private var limitOfRest: [Fix] { kind == .check ? refusalOfAmount : limit }

  /// Look the value up before the write: in the form that takes it, else in the endpoint. The
  /// violation is handled together with it.
  var validation: [Fix] {
    // What is taken from a stored row is taken in any case.
    let isCopied = facts.origins.contains { $0.kind == .copied && columns.contains($0.column) }
    guard isAboutUniqueness, !columns.isEmpty, !looksForKey, !isCopied,
      let plan = SQLAlchemyTranslation(self)
    else { return [] }
    if case .likeCheck = plan.reply { return [] }
    var change = PythonChange()
    guard let place = addLookUp(plan, to: &change) else { return [] }
    plan.apply(to: &change)
    let fix = change.fix(
      "Refuse a taken \(fields.joined(separator: ", ")) in \(place)", .unsafe,
      because: """
        The look-up answers the usual case with words. Two requests at once can both pass it, so \
        the database's refusal is answered as well: the look-up alone would be no cure of a race.
        """)
    return [fix].compactMap(\.self)
  }

  /// Whether the path asks for exactly the key already, and does not write when it finds a row.
  var looksForKey: Bool {
    let key = Set(columns)
    return reading.uses.contains { use in
      use.guards && use.use.operation == .read && Set(use.use.lookupColumns) == key
        && use.use.otherPredicates.isEmpty
        && use.use.isAbout(relation?.facts.table ?? failure.violation?.knownTable)
    }
  }

  /// Where the look-up went; `nil` when there is no place for it.
  private func addLookUp(_ plan: SQLAlchemyTranslation, to change: inout PythonChange) -> String? {
    if case .form(let form) = plan.reply, let name = addValidator(to: form, &change) { return name }
    guard let target = placeOfLookUp(at: plan.site, plan.wrapped),
      let values = values(of: columns, at: plan.site),
      let look = SQLAlchemyLookUp(self, at: plan.site, plan.session),
      let margin = plan.site.file.margin(of: target.statement)
    else { return nil }
    if changesRow, target.row == nil { return nil }
    let file = plan.site.file
    let text =
      look.test(values, besides: target.row, margin: margin)
      + plan.answer(margin: margin + file.style.indent)
    change.insert(text, at: file.lineStart(of: target.statement.span.start), in: file)
    look.addImports(self, to: &change)
    plan.addImports(to: &change)
    return "`\(plan.functionName)`"
  }

  /// Whether the write changes a row that is there, which may keep its own value.
  var changesRow: Bool {
    if write?.use.changesFetchedRow == true || write?.use.operation == .update { return true }
    return failingStatement?.verb == .update && failingStatement?.table == relation?.facts.table
  }

  /// The statement before which the look-up belongs: the one that makes the row, or the first one
  /// that changes it, since a query writes what was changed before it.
  private func placeOfLookUp(
    at site: PythonSite, _ wrapped: PythonStatement
  ) -> (statement: PythonStatement, row: (name: String, key: String)?)? {
    guard let write else { return nil }
    guard let made = write.site.statement(holding: write.use.span) else { return nil }
    guard write.site.isSameFunction(as: site) else {
      guard changesRow else { return (wrapped, nil) }
      guard let name = made.changedRow, let key = relation?.keyColumns, key.count == 1,
        let row = arguments(from: site, to: write.site)?[name],
        row.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
      else { return nil }
      return (wrapped, (row, field(key[0])))
    }
    guard changesRow else {
      // The look-up belongs to the path of the write: not in front of another branch.
      guard let block = site.block(of: made), block.contains(where: { $0.span.holds(wrapped.span) })
      else { return nil }
      return (made, nil)
    }
    // `for name, value in values.items(): setattr(row, name, value)`
    let loop = site.scope.blocks(around: made.span).last { outer, _ in
      if case .for = outer.kind { made.setsByName } else { false }
    }
    let whole = loop?.statement ?? made
    guard let row = made.changedRow, let block = site.block(of: whole),
      let key = relation?.keyColumns, key.count == 1
    else { return nil }
    let first = block.first { $0.changedRow == row } ?? whole
    return (first.span.start < whole.span.start ? first : whole, (row, field(key[0])))
  }

  /// A `validate_email` in the form class with the look-up; `nil` when the form is also used where
  /// a row keeps its own value, or has no single field for the key.
  private func addValidator(to form: PythonForm, _ change: inout PythonChange) -> String? {
    guard form.row == nil, fields.count == 1, form.field(fields[0]) != nil,
      !isFilledFromRow(form.type.name), form.type.method("validate_\(fields[0])") == nil,
      let last = form.type.body.last, let margin = form.definition.file.margin(of: last)
    else { return nil }
    let file = form.definition.file
    let session = SQLAlchemySession(name: "db.session", isAsync: false)
    let site = PythonSite(file: file, line: form.type.line)
    guard let home = source.files(mentioning: "SQLAlchemy(").first,
      let endpoint = endpoint,
      let look = SQLAlchemyLookUp(self, inFormOf: endpoint.site, for: site, session)
    else { return nil }
    let value = SQLAlchemyValue(
      column: columns[0], field: fields[0], text: "field.data",
      isNullable: relation?.column(named: columns[0])?.isNullable ?? false)
    let level = file.style.indent
    let text =
      "\n\(margin)def validate_\(fields[0])(self, field):\n"
      + look.test([value], margin: margin + level)
      + file.style.call(
        "ValidationError", [file.style.literal(takenMessage)], prefix: "raise ",
        margin: margin + level + level) + "\n"
    let end = file.lineEnd(of: last.span.end - 1)
    let isOpen = end > 0 && file.source.bytes((end - 1)..<end) != [UInt8(ascii: "\n")]
    change.insert((isOpen ? "\n" : "") + text, at: end, in: file)
    let origin = file.imports["StringField"]?.mentions("wtforms") == true
    change.addImport(
      ["ValidationError"], from: origin ? "wtforms.validators" : "wtforms", in: file)
    look.addImports(self, to: &change)
    if look.usesDatabaseName, file.imports["db"] == nil {
      change.addImport(
        ["db"], from: source.module(of: home.source.path, from: file.source.path), in: file)
    }
    return "`\(form.type.name)`"
  }

  /// Whether a view makes the form for a row that is there: `OwnerForm(obj=owner)`.
  private func isFilledFromRow(_ form: String) -> Bool {
    source.files(mentioning: form).contains { file in
      file.module.calls.contains { $0.name == form && $0.argument("obj") != nil }
    }
  }
}

extension PythonStatement {
  /// `setattr(owner, name, value)`
  fileprivate var setsByName: Bool {
    guard case .expression(let value) = kind, let call = value.asCall else { return false }
    return call.name == "setattr" && call.positional.count == 3
  }

  /// `owner` of `owner.email = …` and of `setattr(owner, …)`.
  var changedRow: String? {
    let targets: [PythonExpression] =
      switch kind {
      case .assign(let targets, _): targets
      case .augment(let target, _, _): [target]
      default: []
      }
    if setsByName, case .expression(let value) = kind {
      return value.asCall?.positional.first?.dottedName
    }
    for target in targets {
      if case .attribute(let base, _) = target.kind, case .name(let name) = base.kind {
        return name
      }
    }
    return nil
  }
}
