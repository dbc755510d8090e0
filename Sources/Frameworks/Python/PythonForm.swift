import EventSchema
import SourceCode

/// A WTForms form that a view fills from the request and shows again when something is wrong.
struct PythonForm {
  /// `form` of `form = OwnerForm()`.
  let name: String
  let definition: PythonDefinition
  let type: PythonClass
  /// What the view answers to show the form again: `render_template("new.html", form=form)`.
  let answer: String?
  /// Whether that answer has a status of refusal: `jsonify(errors=form.errors), 400`.
  let tellsStatus: Bool
  /// Whether the form is filled from a row that is changed: `OwnerForm(obj=owner)`.
  let row: String?

  init?(_ endpoint: PythonEndpoint, _ source: PythonSource) {
    let site = endpoint.site
    var found: (name: String, call: PythonCall, definition: PythonDefinition)?
    for (statement, _) in site.scope.flattened {
      guard let (name, value) = statement.simpleAssignment, let call = value.asCall,
        let type = call.dottedCallee,
        let definition = source.definition(of: type, in: site.file),
        let declared = definition.type, Self.isForm(declared, definition.file, source)
      else { continue }
      found = found ?? (name, call, definition)
    }
    guard let found, let type = found.definition.type else { return nil }
    let isAsked = site.scope.flatMap(\.calls).contains {
      ["validate_on_submit", "validate"].contains($0.name)
        && $0.callee.chain.first?.name == found.name
    }
    guard isAsked else { return nil }
    name = found.name
    definition = found.definition
    self.type = type
    row = found.call.argument("obj")?.dottedName
    let shown = site.scope.lazy.compactMap { statement -> PythonExpression? in
      guard case .return(let value?) = statement.kind,
        value.asCall?.arguments.contains(where: { $0.value.kind == .name(found.name) }) == true
      else { return nil }
      return value
    }.first
    let told = shown ?? Self.answerToInvalid(found.name, in: site.scope)
    answer = told.map(site.file.source(of:))
    if case .tuple(let parts)? = told?.kind, case .number(let status)? = parts.last?.kind {
      tellsStatus = (Int(status) ?? 0) >= 400
    } else {
      tellsStatus = false
    }
  }

  /// What `if not form.validate(): return jsonify(errors=form.errors), 400` returns.
  private static func answerToInvalid(
    _ form: String, in scope: [PythonStatement]
  ) -> PythonExpression? {
    for statement in scope {
      guard case .if(let branches, _) = statement.kind, let branch = branches.first,
        case .unary("not", let asked)? = branch.test?.kind,
        let call = asked.asCall, call.callee.chain.first?.name == form,
        ["validate_on_submit", "validate"].contains(call.name),
        branch.body.count == 1, case .return(let value?) = branch.body[0].kind,
        value.mentionsName(form)
      else { continue }
      return value
    }
    return nil
  }

  private static func isForm(
    _ type: PythonClass, _ file: PythonFile, _ source: PythonSource, depth: Int = 3
  ) -> Bool {
    type.bases.contains { base in
      if ["FlaskForm", "Form", "ModelForm", "SecureForm"].contains(base.lastName) {
        let origin = file.imports[base.split(separator: ".").first.map(String.init) ?? ""]
        return origin?.mentions("wtf") ?? false
      }
      guard depth > 0, let parent = source.definition(of: base, in: file), let type = parent.type
      else { return false }
      return isForm(type, parent.file, source, depth: depth - 1)
    }
  }

  /// The declaration of a field.
  func field(_ name: String) -> PythonCall? { type.value(name)?.asCall }

  /// Lines that put an error on the first of the fields that the form has and show it again; where
  /// nothing shows it, lines that refuse the request.
  func lines(_ message: String, fields: [String], style: PythonStyle, margin: String) -> String {
    guard let answer else {
      return style.call("abort", ["409", "description=\(style.literal(message))"], margin: margin)
        + "\n"
    }
    let target = fields.last { field($0) != nil }
    let errors = target.map { "\(name).\($0).errors" } ?? "\(name).form_errors"
    let text = style.literal(message)
    return style.call("\(errors).append", [text], margin: margin)
      + "\n\(margin)return \(answer)\n"
  }
}
