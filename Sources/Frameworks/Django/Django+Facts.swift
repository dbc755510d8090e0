import SourceCode

extension DjangoReading {
  func readFacts() -> SourceFacts {
    var facts = SourceFacts()
    facts.operation = operation
    facts.insertsAreWhole = operation != .rawStatement
    facts.relation = model?.relation(in: source)
    facts.checks = checks.map(\.check)
    facts.validators = validators.map { $0.fact(for: model) }
    guard let site else {
      readRoutedView(into: &facts)
      addFoldAfterLook(&facts)
      return facts
    }
    facts.write = place(of: write, at: site)
    facts.writtenColumns = writtenColumns
    facts.handlers = sites.flatMap(handlers)
    facts.upsert = upsert(at: site)
    facts.read = read(at: site)
    facts.siblingChecks = siblingChecks
    facts.sawWholeFunction = site.sawWholeFunction
    facts.sawWholeSource = failure.tree.isComplete
    // With the names of its fields a save is an UPDATE, whatever the object is.
    if operation == .save, write?.call.argument("update_fields")?.elements.isEmpty == false {
      facts.operation = .update
    }
    let reading = PythonReading(
      failure, PythonLibraries([.django, .sql], source), sites: sites, operation)
    reading.add(to: &facts)
    facts.sights[.leavesOutKnownRows] = leavesOutKnownRows
    if ChangedPlaces(self) != nil, let write {
      facts.sights[.movesKeysOneByOne] = site.file.place(write.statement.span)
    }
    // A set of values that was asked whether it holds the new one is read better on the way.
    let told = Set(reading.checks.filter { !$0.columns.isEmpty }.map(\.place))
    facts.checks.removeAll {
      $0.columns.isEmpty && $0.otherPredicates.isEmpty && told.contains($0.place)
    }
    let known = Set(facts.checks.map(\.place))
    facts.checks += reading.checks.filter { !known.contains($0.place) }
    addOrigins(ofValidators: &facts)
    addFolds(ofValidators: &facts)
    addFoldAfterLook(&facts)
    for validator in validators {
      guard let silence = validator.silence(of: violatedColumns, model),
        let file = validator.definition?.file
      else { continue }
      facts.sights[.bypassesValidation] = file.place(silence.span)
    }
    return facts
  }

  private func addFoldAfterLook(_ facts: inout SourceFacts) {
    guard let key = FoldedKey(self) else { return }
    // What the way to the write shows by itself is told once.
    if case .query = key.look, facts.sights[.foldsBeforeWrite] != nil { return }
    facts.sights[.foldsAfterLook] = key.place
  }

  /// A view without frames of its own runs nothing but the framework's code and its serializer or
  /// form, which is where the value comes in.
  private func readRoutedView(into facts: inout SourceFacts) {
    guard let view = routedView, let type = view.type else { return }
    let validator = validators.first { $0.definition != nil }
    facts.write =
      validator.flatMap { $0.fact(for: model).place } ?? view.file.place(line: type.line)
    facts.sawWholeFunction = validator != nil && model != nil
    facts.sawWholeSource = failure.tree.isComplete
  }

  /// What a form or serializer fills in came from the client.
  private func addOrigins(ofValidators facts: inout SourceFacts) {
    guard let write, write.validator != nil || write.spreads.contains(where: \.isValidatedData)
    else { return }
    let given = Set(write.values.map { model?.column(of: $0.field) ?? $0.field })
    for validator in validators {
      guard let place = validator.fact(for: model).place else { continue }
      for field in validator.fields {
        guard let column = model?.column(of: field), !given.contains(column) else { continue }
        // Not what the model gives a column that is left out.
        facts.origins.removeAll { $0.column == column && $0.kind != .client }
        let origin = SourceFacts.Origin(column: column, kind: .client, place: place)
        if !facts.origins.contains(origin) { facts.origins.append(origin) }
      }
    }
  }

  private func place(of write: DjangoWrite?, at site: PythonSite) -> SourceFacts.Place {
    guard let write else { return site.file.place(line: site.line, in: site.functionName) }
    return site.file.place(write.statement.span, in: site.functionName)
  }

  var writtenColumns: [String] {
    guard let write else { return [] }
    var columns: [String] = []
    func add(_ field: String) {
      let name = field.components(separatedBy: "__").first ?? field
      let column = model?.column(of: name) ?? name
      if !columns.contains(column) { columns.append(column) }
    }
    for value in write.values { add(value.field) }
    let fillsFromForm = write.validator != nil || write.spreads.contains(where: \.isValidatedData)
    if fillsFromForm {
      for field in validators.flatMap(\.fields)
      where model?.field(named: field) != nil || model == nil {
        add(field)
      }
    }
    return columns
  }

  private func handlers(_ site: PythonSite) -> [SourceFacts.Handler] {
    guard let span = site.statement?.span else { return [] }
    return site.handlers(around: span).map { handler, hasSavepoint in
      SourceFacts.Handler(
        place: site.file.place(handler.span, in: site.functionName), hasSavepoint: hasSavepoint)
    }
  }

  private func upsert(at site: PythonSite) -> SourceFacts.Upsert? {
    guard let write, write.operation == .upsert, let helper = write.call.name else { return nil }
    return SourceFacts.Upsert(
      place: site.file.place(write.statement.span, in: site.functionName), helper: helper,
      lookupColumns: write.lookups.map { lookup in
        let field = lookup.path.first ?? lookup.keyword
        return model?.column(of: field) ?? field
      }, readsAgain: true)
  }

  private func read(at site: PythonSite) -> SourceFacts.Check? {
    guard operation == .read, let statement = site.statement else { return nil }
    let bindings = site.bindings(before: statement.span.start)
    var result: SourceFacts.Check?
    statement.visitExpressions { expression in
      guard result == nil else { return false }
      guard let query = DjangoQuery(expression, in: site.file, bindings: bindings),
        query.terminal != nil
      else { return true }
      result = DjangoCheck.check(
        query, .absent, at: site.file.place(expression.span, in: site.functionName), site.file,
        of: model, in: source)
      return false
    }
    return result
  }

  /// Guards of the same columns in functions and forms that are not on this path.
  private var siblingChecks: [SourceFacts.Check] {
    guard let model else { return [] }
    let wanted = Set(violatedColumns.isEmpty ? read(at: sites[0])?.columns ?? [] : violatedColumns)
    guard !wanted.isEmpty else { return [] }
    let known = Set(checks.map(\.check.place))
    var result: [SourceFacts.Check] = []
    for file in source.files(mentioning: model.name).prefix(PythonSource.filesParsedMax) {
      for (statement, function, _) in file.functions {
        guard !sites.contains(where: { $0.function == function && $0.file.source == file.source })
        else {
          continue
        }
        for found in guardedWrites(of: model, in: function, statement, file) {
          let isSame = wanted.isSubset(of: found.check.columns) && found.check.guardsWrite
          if isSame, !known.contains(found.check.place), !result.contains(found.check) {
            result.append(found.check)
          }
        }
      }
    }
    return result.sorted { ($0.place.path, $0.place.line) < ($1.place.path, $1.place.line) }
  }

  /// The look-ups before each write of the model in a function; a validator's method counts as one.
  private func guardedWrites(
    of model: DjangoModel, in function: PythonFunction, _ statement: PythonStatement,
    _ file: PythonFile
  ) -> [DjangoCheck] {
    let site = PythonSite(file: file, line: function.body.first?.span.firstLine ?? function.line)
    let writes = writes(of: model, at: site).map(\.call.span)
    if writes.isEmpty {
      guard function.name.hasPrefix("clean") || function.name.hasPrefix("validate") else {
        return []
      }
      let end = CodeSpan(
        start: statement.span.end, end: statement.span.end, firstLine: statement.span.lastLine,
        lastLine: statement.span.lastLine)
      return DjangoCheck.find(at: site, before: end, of: model, in: source)
    }
    return writes.flatMap { DjangoCheck.find(at: site, before: $0, of: model, in: source) }
  }

  /// The statements of a function that write rows of the model.
  func writes(of model: DjangoModel, at site: PythonSite) -> [DjangoWrite] {
    var result: [DjangoWrite] = []
    for statement in site.scope {
      statement.visit { inner in
        let bindings = site.bindings(before: inner.span.start)
        for call in inner.expressions.flatMap(\.calls) {
          guard let write = DjangoWrite(call, inner, at: site, bindings),
            [.create, .save, .bulkInsert, .upsert].contains(write.operation),
            Self.model(of: write, at: site, source)?.table == model.table
          else { continue }
          result.append(write)
        }
        return true
      }
    }
    return result
  }
}

extension PythonExpression {
  /// `form.cleaned_data`, `serializer.validated_data`, `validated_data`.
  var isValidatedData: Bool {
    guard let last = chain.last?.name else { return false }
    return last == "cleaned_data" || last == "validated_data"
  }
}
