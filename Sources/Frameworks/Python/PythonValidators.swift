import EventSchema
import SourceCode

extension PythonReading {
  /// The classes that take the input of the path: request models, schemas and forms that its
  /// functions name.
  var validators: [SourceFacts.Validator] {
    var found: [SourceFacts.Validator] = []
    for step in path.steps {
      let function = step.site.function
      var names = (function?.parameters ?? []).compactMap { $0.annotation?.annotatedType }
      for (statement, _) in step.site.scope.before(step.target) {
        names += statement.expressions.flatMap(\.calls).compactMap(\.dottedCallee).filter {
          $0.lastName.first?.isUppercase == true
        }
      }
      for name in names {
        guard !found.contains(where: { $0.name == name.lastName }),
          let definition = libraries.source.definition(of: name, in: step.site.file),
          let validator = validator(definition)
        else { continue }
        found.append(validator)
      }
    }
    return found
  }

  private func validator(_ definition: PythonDefinition) -> SourceFacts.Validator? {
    guard let type = definition.type, isInputModel(definition) else { return nil }
    var fields: [String] = []
    for statement in type.body {
      switch statement.kind {
      case .annotate(let target, _, _):
        if case .name(let name) = target.kind { fields.append(name) }
      case .assign: if let name = statement.simpleAssignment?.name { fields.append(name) }
      default: continue
      }
    }
    let keys = type.methods.flatMap { statement, method -> [[String]] in
      guard
        method.name.hasPrefix("validate") || method.name.hasPrefix("clean")
          || method.decorators.contains(where: { $0.chain.last?.name.mentions("valid") == true })
      else { return [] }
      return uniqueKeys(of: method, definition.file)
    }
    return SourceFacts.Validator(
      name: type.name, place: definition.file.place(line: type.line),
      uniqueColumns: keys.flatMap(\.self).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      },
      uniqueKeys: keys, fields: fields)
  }

  /// The columns of each look-up of a method that raises when it finds rows.
  private func uniqueKeys(of method: PythonFunction, _ file: PythonFile) -> [[String]] {
    guard
      method.body.flattened.contains(where: { statement, _ in
        if case .raise = statement.kind { true } else { false }
      })
    else { return [] }
    return method.body.flattened.flatMap { statement, _ -> [[String]] in
      let site = PythonSite(file: file, line: statement.span.firstLine)
      return libraries.uses(in: statement, at: site).filter {
        $0.operation == .read && (table == nil || $0.isAbout(table))
      }.map { $0.lookupColumns + $0.otherPredicates }.filter { !$0.isEmpty }
    }
  }

  /// Whether a class describes input: of pydantic, marshmallow, WTForms, or by its own base.
  private func isInputModel(_ definition: PythonDefinition, depth: Int = 4) -> Bool {
    guard let type = definition.type, depth > 0 else { return false }
    if type.arguments.contains(where: { $0.name == "table" }) { return false }
    return type.bases.contains { base in
      let marks: Set<String> = [
        "BaseModel", "Schema", "Form", "FlaskForm", "SQLModel", "TypedDict", "ModelForm",
        "SQLAlchemyAutoSchema", "SQLAlchemySchema", "Struct",
      ]
      if marks.contains(base.lastName) { return true }
      guard let parent = libraries.source.definition(of: base, in: definition.file) else {
        return false
      }
      return isInputModel(parent, depth: depth - 1)
    }
  }
}
