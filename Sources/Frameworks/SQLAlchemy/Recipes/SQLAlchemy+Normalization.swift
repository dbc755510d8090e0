import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Look the value up in the form in which it is written.
  var normalization: [Fix] {
    guard isAboutUniqueness, let write, columns.count == 1 else { return [] }
    let site = write.site
    let file = site.file
    guard
      let value = write.use.values.last(where: { $0.column == columns[0] })?.expression,
      let look = reading.uses.last(where: { use in
        use.use.operation == .read && use.site.isSameFunction(as: site)
          && use.use.lookups.contains { $0.column == columns[0] }
      }),
      let asked = look.use.lookups.first(where: { $0.column == columns[0] })?.value
    else { return [foldedLook].compactMap(\.self) }
    let (written, looked) = (file.source(of: value), file.source(of: asked))
    guard written != looked, file.source(of: value.unfolded) == file.source(of: asked.unfolded),
      value.isRepeatable, asked.isRepeatable
    else { return [foldedLook].compactMap(\.self) }
    var change = PythonChange()
    // The longer one folds more.
    let isWrittenFolded = written.utf8.count > looked.utf8.count
    if isWrittenFolded {
      change.edit(file, Edit(asked.span.start..<asked.span.end, with: written))
    } else {
      change.edit(file, Edit(value.span.start..<value.span.end, with: looked))
    }
    if let plan = SQLAlchemyTranslation(self), plan.site.isSameFunction(as: site) {
      plan.apply(to: &change)
    }
    let fix = change.fix(
      "Look up and write \(fields[0]) in one form in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        What is compared is now what is stored. Rows that were stored in another form stay as they \
        are, and other ways to the table need the same; a unique index on the folded value would \
        bind them all.
        """)
    return [fix].compactMap(\.self)
  }

  /// Bring what is asked for to the form that another function, or the model itself, writes.
  private var foldedLook: Fix? {
    guard let endings = endingsOfFold, let look = plainLook else { return nil }
    let file = look.site.file
    var change = PythonChange()
    change.insert(endings, at: look.value.span.end, in: file)
    if let plan = SQLAlchemyTranslation(self),
      plan.site.file.source.path != file.source.path || !plan.wrapped.span.holds(look.value.span)
    {
      plan.apply(to: &change)
    }
    return change.fix(
      "Look \(fields[0]) up in `\(look.site.functionName ?? "the function")` as it is written",
      .unsafe,
      because: """
        What is compared is now what is stored. Rows that were stored in another form stay as they \
        are, and other ways to the table need the same; a unique index on the folded value would \
        bind them all.
        """)
  }

  /// The look-up of the key by a value as it came.
  private var plainLook: (value: PythonExpression, site: PythonSite)? {
    for use in reading.uses.reversed()
    where use.use.operation == .read && use.use.isAbout(relation?.facts.table) {
      guard let lookup = use.use.lookups.first(where: { $0.column == columns[0] }),
        !lookup.foldsCase, let value = lookup.value, value.isRepeatable, !value.foldsAnything,
        value.dottedName != nil
      else { continue }
      return (value, lookup.site ?? use.site)
    }
    return nil
  }

  /// `.strip().lower()` of what is written: where the row is made, or in the model.
  var endingsOfFold: String? {
    if let write, let value = given(columns[0]), value.foldsAnything {
      let giver = write.use.values.last { $0.column == columns[0] }?.giver
      return endings(of: value, in: (giver ?? write.site).file)
    }
    guard let definition = relation?.definition, let type = definition.type else { return nil }
    for (_, method) in type.methods {
      let validates = method.decorators.contains { decorator in
        decorator.chain.last?.name == "validates"
          && decorator.calls.flatMap(\.positional).contains { $0.stringValue == fields[0] }
      }
      for (statement, _) in method.body.flattened {
        switch statement.kind {
        case .return(let value?) where validates && value.foldsAnything:
          return endings(of: value, in: definition.file)
        case .assign(let targets, let value) where value.foldsAnything:
          guard targets.contains(where: { $0.dottedName == "self.\(fields[0])" }) else { continue }
          return endings(of: value, in: definition.file)
        default: continue
        }
      }
    }
    return nil
  }

  /// What stands behind the plain value; `nil` where more than its methods folds it.
  private func endings(of value: PythonExpression, in file: PythonFile) -> String? {
    let (whole, plain) = (file.source(of: value), file.source(of: value.unfolded))
    guard whole != plain, whole.hasPrefix(plain), value.unfolded.dottedName != nil,
      !whole.contains("\n")
    else { return nil }
    return String(whole.dropFirst(plain.count))
  }
}

extension PythonExpression {
  /// `email` of `email.strip().lower()`, of `email.replace(" ", "").lower()`.
  fileprivate var unfolded: PythonExpression {
    guard let call = asCall, case .attribute(let base, let name) = call.callee.kind else {
      return self
    }
    let takesAway =
      name == "replace" && call.positional.count == 2
      && call.positional.allSatisfy { $0.stringValue != nil }
    guard takesAway || call.arguments.isEmpty && PythonVocabulary.folds(name) else { return self }
    return base.unfolded
  }
}
