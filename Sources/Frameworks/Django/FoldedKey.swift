import DatabaseErrors
import EventSchema
import SourceCode

/// A violated column whose value is brought to one form after it was looked for as it came: by the
/// write itself, by a manager or serializer on the way, or by the model's own `save`.
struct FoldedKey {
  let field: DjangoModel.Field
  /// What the look-up lacks.
  let fold: TextFold
  /// Where the value is folded.
  let place: SourceFacts.Place
  let look: Look
  /// The statement of the model's `save` that folds, if it is that.
  let inSave: PythonStatement?

  enum Look {
    /// A look-up in the application's own code, and the value that it asks for.
    case query(DjangoCheck, PythonExpression)
    /// The one that a model form or model serializer makes by itself.
    case validator(DjangoValidator)
  }

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, reading.violatedColumns.count == 1,
      let model = reading.model, let field = model.field(column: reading.violatedColumns[0]),
      !field.isRelation
    else { return nil }
    let ofSave = reading.foldInSave(of: field, model)
    let ofWrite = reading.foldOfWrite(of: field, model)
    let fold = (ofWrite?.fold ?? .none).then(ofSave?.fold ?? .none)
    guard !fold.methods.isEmpty, let place = ofSave?.place ?? ofWrite?.place else { return nil }
    self.field = field
    self.place = place
    inSave = ofSave?.statement
    if let (check, value) = reading.equalityAsked(of: field, model) {
      guard let rest = fold.after(reading.foldAsked(value, in: check)) else { return nil }
      self.fold = rest
      look = .query(check, value)
      return
    }
    guard let validator = reading.validatorThatLooks(for: field, model),
      !reading.folds(field, in: validator)
    else { return nil }
    // What a form makes of a value before it looks is its own; serializers look at once.
    self.fold = fold
    look = .validator(validator)
  }
}

extension DjangoReading {
  /// `self.code = self.code.upper()` in the model's own `save`.
  fileprivate func foldInSave(
    of field: DjangoModel.Field, _ model: DjangoModel
  ) -> (fold: TextFold, statement: PythonStatement, place: SourceFacts.Place)? {
    guard let save = model.type.method("save")?.function else { return nil }
    for outer in save.body {
      for (statement, _) in [outer].flattened {
        guard case .assign(let targets, let value) = statement.kind, targets.count == 1,
          let name = targets[0].dottedName, name == "self.\(field.name)",
          let fold = TextFold(value, of: name, in: model.file)
        else { continue }
        return (fold, outer, model.file.place(statement.span, in: save.name))
      }
    }
    return nil
  }

  /// What the functions on the stack do to the value on its way to the write.
  fileprivate func foldOfWrite(
    of field: DjangoModel.Field, _ model: DjangoModel
  ) -> (fold: TextFold, place: SourceFacts.Place)? {
    guard let site, let write else { return nil }
    let given = write.values.last { model.column(of: $0.field) == field.column }
    guard let value = given?.expression ?? site.given(field.name, before: write.call.span.start)
    else { return nil }
    let fold = folded(value, at: 0, depth: 6).fold
    guard !fold.methods.isEmpty else { return nil }
    return (fold, site.file.place(value.span, in: site.functionName))
  }

  /// How a value of a function on the stack is folded, seen through names and arguments.
  private func folded(
    _ expression: PythonExpression, at index: Int, depth: Int
  ) -> (fold: TextFold, value: PythonExpression) {
    let site = sites[index]
    let (fold, value) = TextFold.read(expression, in: site.file)
    guard depth > 0, case .name(let name) = value.kind else { return (fold, value) }
    if let (bound, _) = site.binding(of: name, before: value.span.start), bound != expression {
      let (before, inner) = folded(bound, at: index, depth: depth - 1)
      return (before.then(fold), inner)
    }
    guard sites.indices.contains(index + 1), let argument = argument(for: name, of: index) else {
      return (fold, value)
    }
    let (before, inner) = folded(argument, at: index + 1, depth: depth - 1)
    return (before.then(fold), inner)
  }

  /// The value that a look-up of the column asks for, and the look-up.
  fileprivate func equalityAsked(
    of field: DjangoModel.Field, _ model: DjangoModel
  ) -> (DjangoCheck, PythonExpression)? {
    for check in checks.reversed() where check.check.guardsWrite {
      let lookup = check.query.lookups.last { lookup in
        lookup.path.count == 1 && model.column(of: lookup.path[0]) == field.column
      }
      if let lookup, lookup.comparison == "exact", !lookup.foldsCase {
        return (check, lookup.value)
      }
      // One without regard to case has found what there is.
      if lookup != nil { return nil }
    }
    return nil
  }

  /// How the value of a look-up was folded before.
  fileprivate func foldAsked(_ value: PythonExpression, in check: DjangoCheck) -> TextFold {
    let site = PythonSite(file: check.file, line: value.span.firstLine)
    if let index = sites.firstIndex(where: { $0.isSame(as: site) }) {
      return folded(value, at: index, depth: 6).fold
    }
    let (fold, inner) = TextFold.read(value, in: check.file)
    guard case .name(let name) = inner.kind,
      let (bound, _) = site.binding(of: name, before: value.span.start)
    else { return fold }
    return TextFold.read(bound, in: check.file).fold.then(fold)
  }

  /// The model form or model serializer that asks for the column's uniqueness by itself.
  fileprivate func validatorThatLooks(
    for field: DjangoModel.Field, _ model: DjangoModel
  ) -> DjangoValidator? {
    validators.first { validator in
      (validator.kind == .modelForm || validator.kind == .modelSerializer)
        && validator.type != model.type
        && validator.uniqueColumns(of: model).contains(field.column)
    }
  }

  /// Whether a model form brings the field to a form of its own, before it looks.
  fileprivate func folds(_ field: DjangoModel.Field, in validator: DjangoValidator) -> Bool {
    func folds(_ name: String) -> Bool {
      validator.type?.method(name)?.function.body.flattened.contains { statement, _ in
        statement.expressions.contains(where: \.foldsAnything)
      } ?? false
    }
    return validator.kind.isSerializer
      ? folds("to_internal_value")
      : folds("clean_\(field.name)") || folds("clean")
        || model?.type.method("clean")?.function.body.contains {
          $0.expressions.contains(where: \.foldsAnything)
        } == true
  }
}

extension PythonSite {
  /// `validated_data["plate"] = …`: what a member of the data was given before an offset.
  fileprivate func given(_ key: String, before end: Int) -> PythonExpression? {
    var result: PythonExpression?
    for (statement, _) in scope.flattened where statement.span.start < end {
      guard case .assign(let targets, let value) = statement.kind else { continue }
      let isMember = targets.contains { target in
        guard case .subscripted(_, let indices) = target.kind else { return false }
        return indices.first?.stringValue == key
      }
      if isMember { result = value }
    }
    return result
  }
}
