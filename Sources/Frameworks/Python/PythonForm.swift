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
    answer = shown.map(site.file.source(of:))
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

  /// Lines that put an error on the first of the fields that the form has and show it again.
  func lines(_ message: String, fields: [String], style: PythonStyle, margin: String) -> String {
    let target = fields.last { field($0) != nil }
    let errors = target.map { "\(name).\($0).errors" } ?? "\(name).form_errors"
    let text = style.literal(message)
    let shown = answer.map { "return \($0)" } ?? "abort(409)"
    return style.call("\(errors).append", [text], margin: margin) + "\n\(margin)\(shown)\n"
  }
}
