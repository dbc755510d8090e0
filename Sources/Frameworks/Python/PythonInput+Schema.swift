import EventSchema
import Fixes
import SourceCode

extension PythonInput {
  /// `BoatSchema` of `BoatSchema().load(request.get_json())`, also by way of a name that this file
  /// or another one gives it, with whether fields may be left out, and which it takes.
  static func schema(
    of endpoint: PythonEndpoint, _ source: PythonSource
  ) -> (definition: PythonDefinition, isPartial: Bool, taken: Set<String>?)? {
    let site = endpoint.site
    for call in site.scope.flattened.flatMap(\.statement.calls) where call.name == "load" {
      guard case .attribute(let base, _) = call.callee.kind else { continue }
      var (made, file) = (base, site.file)
      if let name = base.dottedName {
        if let bound = site.bindings(before: call.span.start)[name] {
          made = bound
        } else if let home = source.home(of: name, in: site.file),
          let value = home.file.module.globalValue(of: home.name)
        {
          (made, file) = (value, home.file)
        } else {
          continue
        }
      }
      // A list of them asks for something else.
      guard let maker = made.asCall, let name = maker.dottedCallee,
        maker.argument("many") == nil, call.argument("many") == nil,
        let definition = source.definition(of: name, in: file), let type = definition.type,
        isSchema(type, definition.file, source)
      else { continue }
      let partial = call.argument("partial") ?? maker.argument("partial")
      return (
        definition, partial != nil && partial?.kind != .false,
        taken(by: maker, of: definition, source)
      )
    }
    return nil
  }

  /// The fields that `UserSchema(only=["name"])` takes; `nil` where it takes all.
  private static func taken(
    by maker: PythonCall, of definition: PythonDefinition, _ source: PythonSource
  ) -> Set<String>? {
    if let only = maker.argument("only") { return Set(only.elements.compactMap(\.stringValue)) }
    guard let excluded = maker.argument("exclude") else { return nil }
    return Set(fields(of: definition, source).map(\.name))
      .subtracting(excluded.elements.compactMap(\.stringValue))
  }

  private static func isSchema(
    _ type: PythonClass, _ file: PythonFile, _ source: PythonSource, depth: Int = 4
  ) -> Bool {
    type.bases.contains { base in
      if ["Schema", "SQLAlchemySchema"].contains(base.lastName) {
        let root = base.split(separator: ".").first.map(String.init) ?? ""
        return file.module.imports[root]?.mentions("marshmallow") ?? (root == "ma")
      }
      guard depth > 0, let parent = source.definition(of: base, in: file), let type = parent.type
      else { return false }
      return isSchema(type, parent.file, source, depth: depth - 1)
    }
  }

  /// A schema's field that may neither be left out nor be null.
  func demanded(_ field: Field) -> PythonChange? {
    guard let call = field.call else { return nil }
    var change = PythonChange()
    if let given = call.argument("required") {
      change.edit(field.file, Edit(given.span.start..<given.span.end, with: "True"))
    } else {
      // A default was meant for those who leave it out.
      guard call.argument("load_default") == nil, call.argument("missing") == nil else {
        return nil
      }
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)required=True", at: call.span.end - 1, in: field.file)
    }
    if let given = call.argument("allow_none"), given.kind == .true {
      change.edit(field.file, Edit(given.span.start..<given.span.end, with: "False"))
    }
    return change
  }

  /// A schema's field with a limit; `nil` where it has a rule that leaves no place for one.
  func limited(_ field: Field, to length: Int) -> PythonChange? {
    guard let rules = field.call?.argument("validate")?.rules else {
      return ruled(field, "Length", "max=\(length)")
    }
    guard let rule = rules.first(where: { $0.name == "Length" }) else {
      return ruled(field, "Length", "max=\(length)")
    }
    guard rule.argument("max") == nil, rule.argument("equal") == nil, rule.positional.count < 2
    else { return nil }
    var change = PythonChange()
    let separator = rule.arguments.isEmpty ? "" : ", "
    change.insert("\(separator)max=\(length)", at: rule.span.end - 1, in: field.file)
    return change
  }

  /// A schema's field that takes one of some texts alone; `nil` for other classes.
  func choosing(_ name: String, of texts: [String]) -> PythonChange? {
    guard kind == .schema, let field = field(name) else { return nil }
    let literals = texts.map(field.file.style.literal)
    let list = literals.count == 1 ? "\(literals[0])," : literals.joined(separator: ", ")
    return ruled(field, "OneOf", "(\(list))")
  }

  /// A schema's field with one more rule of `marshmallow.validate`, beside those it has; `nil`
  /// where it has one of that name already.
  func ruled(_ field: Field, _ rule: String, _ arguments: String) -> PythonChange? {
    guard let call = field.call else { return nil }
    let made = "validate.\(rule)(\(arguments))"
    let file = field.file
    var change = PythonChange()
    if let given = call.argument("validate") {
      guard let rules = given.rules, !rules.contains(where: { $0.name == rule }) else { return nil }
      if let last = given.elements.last {
        change.insert(", \(made)", at: last.span.end, in: file)
      } else {
        change.insert("[", at: given.span.start, in: file)
        change.insert(", \(made)]", at: given.span.end, in: file)
      }
    } else {
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)validate=\(made)", at: call.span.end - 1, in: file)
    }
    change.addImport(["validate"], from: "marshmallow", in: file)
    return change
  }

  /// The model with a field that may be left out but is no null; `nil` for other classes, and where
  /// the field has a rule of that name.
  func refusingNull(_ name: String, _ words: String) -> PythonChange? {
    guard kind == .model, let field = fields.last(where: { $0.name == name }), field.isOptional,
      type.body.contains(where: { $0.span == field.statement.span }), let last = type.body.last,
      let margin = field.file.margin(of: last), type.method("\(name)_is_given") == nil,
      // The validators of pydantic 1 are others.
      !source.files(mentioning: "model_dump").isEmpty
    else { return nil }
    let file = field.file
    let level = file.style.indent
    let inner = margin + level
    let text =
      "\n\(margin)@field_validator(\(file.style.literal(name)))\n\(margin)@classmethod\n"
      + "\(margin)def \(name)_is_given(cls, value):\n\(inner)if value is None:\n"
      + "\(inner)\(level)raise ValueError(\(file.style.literal(words)))\n\(inner)return value\n"
    var change = PythonChange()
    let end = file.lineEnd(of: last.span.end - 1)
    let isOpen = end > 0 && file.source.bytes((end - 1)..<end) != [UInt8(ascii: "\n")]
    change.insert((isOpen ? "\n" : "") + text, at: end, in: file)
    change.addImport(["field_validator"], from: "pydantic", in: file)
    return change
  }
}

extension PythonCall {
  /// `fields.Email(required=True)` of marshmallow.
  var isSchemaField: Bool {
    let chain = callee.chain
    return chain.count == 2 && ["fields", "ma"].contains(chain[0].name)
      && chain[1].name.first?.isUppercase == true
  }
}

extension PythonExpression {
  /// The calls of `validate=Length(max=3)` and `validate=[Length(max=3), …]`; `nil` for what is
  /// written otherwise.
  fileprivate var rules: [PythonCall]? {
    if let call = asCall { return [call] }
    guard case .list(let elements) = kind, !elements.isEmpty else { return nil }
    return elements.compactMap(\.asCall)
  }
}
