import DatabaseErrors
import Fixes
import SourceCode

extension DjangoReading {
  /// The changes that a remedy means in this application, the preferred one first.
  func fixes(for remedy: Remedy) -> [Fix] {
    guard site != nil || routedView != nil else { return [] }
    let reading = keyed(by: remedy)
    let fixes: [Fix] =
      switch remedy.kind {
      case .validateOnPath: reading.validation
      case .translateViolation:
        reading.isTranslationIncluded(remedy)
          ? [] : reading.translation + reading.answerToTranslated
      case .insertOrRead: reading.insertOrRead(remedy)
      case .addConstraint: reading.constraint(remedy)
      case .conditionalUpdate: reading.conditionalUpdate(remedy)
      default: []
      }
    return fixes
  }

  /// The same reading for the key that the remedy names.
  private func keyed(by remedy: Remedy) -> DjangoReading {
    guard !remedy.columns.isEmpty, var violation = failure.violation else { return self }
    guard violation.columns.isEmpty, violation.inferred.columns != remedy.columns else {
      return self
    }
    violation.inferred.columns = remedy.columns
    if violation.table == nil { violation.inferred.table = remedy.table }
    var failure = failure
    failure.violation = violation
    return DjangoReading(failure)
  }

  /// Look the value up before the write: in the form or serializer that takes it, else in the view.
  private var validation: [Fix] {
    guard isAboutUniqueness, !violatedColumns.isEmpty else { return [] }
    let fields = model?.fieldNames(for: violatedColumns) ?? violatedColumns
    if checks.contains(where: {
      $0.check.guardsWrite && Set($0.check.columns) == Set(violatedColumns)
    }) {
      return []
    }
    // Django's own check of a unique field needs no second one beside it.
    if validators.contains(where: { validator in
      Set(violatedColumns).isSubset(of: validator.uniqueColumns(of: model))
    }) {
      return []
    }
    if let validator = validators.first(where: { validator in
      validator.definition != nil && fields.allSatisfy(validator.fields.contains)
        && canLookUp(in: validator)
    }) {
      return [fix(of: validator, fields)].compactMap(\.self)
    }
    return [guardInView].compactMap(\.self)
  }

  /// Whether a look-up in the form or serializer sees what it needs: the row that is being changed,
  /// which may keep its own value, and a thread that may wait for the database.
  func canLookUp(in validator: DjangoValidator) -> Bool {
    if sites.contains(where: { $0.isAsync && $0.isView }) { return false }
    guard changesRow else { return !isUsedForEdits(validator) }
    if validator.kind == .form { return false }
    // The framework's own views hand the row over.
    if routedView != nil { return true }
    if write?.validator != nil || validator.type == model?.type { return true }
    if validator.kind.isSerializer, site?.type == validator.type { return true }
    let calls = sites.flatMap { $0.scope.flatMap(\.calls) }
    return calls.contains { $0.name == validator.name && $0.argument("instance") != nil }
  }

  /// Whether the look-up's fix touches the same function or class, so that it holds the handler
  /// too: two diffs of the same lines would not apply one after the other.
  private func isTranslationIncluded(_ remedy: Remedy) -> Bool {
    guard let plan = TranslationPlan(self) else { return false }
    let path = plan.site.file.source.path
    return (validation + conditionalUpdate(remedy)).contains { $0.files.contains(path) }
  }

  var isAboutUniqueness: Bool {
    guard let kind = failure.violation?.kind else { return false }
    return kind == .unique || kind == .primaryKey || kind == .exclusion
  }

  /// Whether what was sent broke a rule that a message can name.
  var isAboutValues: Bool { isAboutUniqueness || failure.violation?.kind == .check }

  /// A `clean_…` or `validate_…` method with a look-up, or the look-up in the one that is there.
  private func fix(of validator: DjangoValidator, _ fields: [String]) -> Fix? {
    guard let model, let definition = validator.definition, let type = definition.type else {
      return nil
    }
    var change = PythonChange()
    let recipe = ValidatorRecipe(
      validator: validator, type: type, file: definition.file, model: model, fields: fields,
      message: refusalMessage)
    guard recipe.apply(to: &change) else { return nil }
    importModel(model, into: definition.file, &change)
    if let plan = TranslationPlan(self), plan.site.file.source == definition.file.source {
      plan.apply(to: &change)
    }
    return change.fix(
      "Refuse a taken \(fields.joined(separator: ", ")) in `\(validator.name)`", .unsafe,
      because: """
        The \(validator.kind.isSerializer ? "serializer" : "form") looks before the write, so the \
        user reads which value is taken instead of a server error. Two requests at once can still \
        both pass the look-up: the violation has to be handled as well.
        """)
  }

  /// The look-up in the view itself, together with the answer to a violation: between the two
  /// another request fits.
  private var guardInView: Fix? {
    guard let plan = TranslationPlan(self), plan.site.isView, plan.isSiteOfWrite,
      plan.endsWithAnswer, let margin = plan.site.file.margin(of: plan.wrapped),
      let test = existenceTest(at: plan.site, margin: margin)
    else { return nil }
    let file = plan.site.file
    var change = PythonChange()
    let text = "\(test)\n" + plan.answer(margin: margin + file.style.indent)
    change.insert(text, at: file.lineStart(of: plan.wrapped.span.start), in: file)
    if let model { importModel(model, into: file, &change) }
    plan.apply(to: &change)
    return change.fix(
      "Refuse a taken \(keyName) in `\(plan.site.functionName ?? "the view")`", plan.applicability,
      because: """
        The look-up answers the usual case. The handler answers the rare one, when another request \
        writes between the look-up and the write; its savepoint keeps the transaction usable.
        """)
  }

  /// `if ….exists():` for the values of the write, or for those of all rows of a batch.
  private func existenceTest(at site: PythonSite, margin: String) -> String? {
    if let values = values(of: violatedColumns, at: site) {
      return existenceQuery(values, prefix: "if ", suffix: ":", margin: margin, at: site)
    }
    guard let write, let rows = write.rows, let model, violatedColumns.count == 1,
      let field = model.field(column: violatedColumns[0])
    else { return nil }
    // A generator would give its rows to the look-up and none to the write.
    if case .comprehension(let made) = site.bindings(before: write.call.span.start)[rows]?.kind,
      made.kind == .generator
    {
      return nil
    }
    let keys = field.name + "s"
    let given = field.isNullable ? " if item.\(field.name) is not None" : ""
    return "\(margin)\(keys) = [item.\(field.name) for item in \(rows)\(given)]\n"
      + "\(margin)if len(set(\(keys))) < len(\(keys)) or "
      + (site.isAsync ? "await " : "")
      + "\(model.name).\(model.managerOfAllRows).filter(\(field.name)__in=\(keys))"
      + (site.isAsync ? ".aexists():" : ".exists():")
  }

  /// Makes a model known in a file: relative within the app, by its full name elsewhere.
  func importModel(_ model: DjangoModel, into file: PythonFile, _ change: inout PythonChange) {
    guard model.file.source.path != file.source.path else { return }
    change.addImport([model.name], from: module(of: model.file.source.path, for: file), in: file)
  }

  private func module(of path: String, for file: PythonFile) -> String {
    var parts = path.split(separator: "/").map(String.init)
    let folder = file.source.path.split(separator: "/").dropLast().map(String.init)
    if let last = parts.last, last.hasSuffix(".py") {
      parts[parts.count - 1] = String(last.dropLast(3))
    }
    if parts.last == "__init__" { parts.removeLast() }
    if !folder.isEmpty, Array(parts.prefix(folder.count)) == folder {
      return "." + parts.dropFirst(folder.count).joined(separator: ".")
    }
    if parts.first == "src" || parts.first == "backend" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }
}
