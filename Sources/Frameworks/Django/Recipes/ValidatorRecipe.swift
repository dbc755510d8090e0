import Fixes
import SourceCode

/// A look-up, or another condition, in a form or serializer class: in the method of the field if
/// there is one, else in a new method.
struct ValidatorRecipe {
  var validator: DjangoValidator
  var type: PythonClass
  var file: PythonFile
  var model: DjangoModel
  var fields: [String]
  var message: String
  /// The condition under which the values of the fields are refused; without, the look-up for a row
  /// that holds them.
  var refuses: (([String]) -> String)?

  private var style: PythonStyle { file.style }
  /// A class may stand inside of another one.
  private var margin: String { type.body.first.flatMap(file.margin) ?? style.indent }

  /// `false` when the class offers no place for it.
  func apply(to change: inout PythonChange) -> Bool {
    guard let last = lastOfKind, last.span.firstLine > type.line else { return false }
    if let (_, function) = type.method(methodName) { return extend(function, &change) }
    let text = "\n" + (fields.count == 1 ? fieldMethod : wholeMethod)
    change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
    return true
  }

  /// What a new method stands behind: its own kind, else fields and `Meta`, which come first.
  private var lastOfKind: PythonStatement? {
    let prefix = isSerializer ? "validate" : "clean"
    let own = type.methods.last { $0.function.name.hasPrefix(prefix) }?.statement
    let declarations = type.body.last { statement in
      if case .function = statement.kind { false } else { true }
    }
    return own ?? declarations ?? type.body.last
  }

  private var isSerializer: Bool { validator.kind.isSerializer }

  private var methodName: String {
    let prefix = isSerializer ? "validate" : "clean"
    return fields.count == 1 ? "\(prefix)_\(fields[0])" : prefix
  }

  private func refusal(margin: String) -> String {
    let known = file.imports
    let error: String
    if known["ValidationError"] != nil {
      error = "ValidationError"
    } else if isSerializer {
      error = "serializers.ValidationError"
    } else {
      error = "forms.ValidationError"
    }
    return style.call(error, [style.literal(message)], prefix: "raise ", margin: margin)
  }

  /// A row that is being edited may keep its own value.
  private var keepsOwnRow: Bool {
    validator.kind == .modelForm || validator.kind == .modelSerializer
      || (validator.kind == .serializer && type.method("update") != nil)
  }

  private func lookup(_ values: [String], margin: String) -> String {
    if let refuses {
      return "\(margin)if \(refuses(values)):\n" + refusal(margin: margin + style.indent) + "\n"
    }
    let filter = zip(fields, values).map { "\($0)=\($1)" }
    // Many rows may have no value.
    var suffix = fields.filter { model.field(named: $0)?.isNullable == true }
      .map { ".exclude(\($0)=None)" }.joined()
    if keepsOwnRow {
      let key =
        isSerializer ? "getattr(self.instance, \(style.literal("pk")), None)" : "self.instance.pk"
      suffix += ".exclude(pk=\(key))"
    }
    let test = style.call(
      "\(model.name).\(model.managerOfAllRows).filter", filter, prefix: "if ",
      suffix: "\(suffix).exists():",
      margin: margin)
    return "\(test)\n" + refusal(margin: margin + style.indent) + "\n"
  }

  private var fieldMethod: String {
    let (field, inner) = (fields[0], margin + style.indent)
    if isSerializer {
      return "\(margin)def validate_\(field)(self, value):\n"
        + lookup(["value"], margin: inner) + "\(inner)return value\n"
    }
    return "\(margin)def clean_\(field)(self):\n"
      + "\(inner)\(field) = self.cleaned_data[\(style.literal(field))]\n"
      + lookup([field], margin: inner) + "\(inner)return \(field)\n"
  }

  private var wholeMethod: String {
    let inner = margin + style.indent
    if isSerializer {
      return "\(margin)def validate(self, attrs):\n"
        + wholeLookup("attrs", margin: inner) + "\(inner)return attrs\n"
    }
    return "\(margin)def clean(self):\n\(inner)cleaned_data = super().clean()\n"
      + wholeLookup("cleaned_data", margin: inner) + "\(inner)return cleaned_data\n"
  }

  /// Fields that were refused already are not in the cleaned data, and a partial update of a
  /// serializer leaves some out.
  private func wholeLookup(_ data: String, margin: String) -> String {
    let inner = margin + style.indent
    let test = fields.map { "\(style.literal($0)) in \(data)" }.joined(separator: " and ")
    return "\(margin)if \(test):\n"
      + lookup(fields.map { "\(data)[\(style.literal($0))]" }, margin: inner)
  }

  /// Before the last `return` of a method that is there.
  private func extend(_ function: PythonFunction, _ change: inout PythonChange) -> Bool {
    guard let last = function.body.last else { return false }
    guard case .return(let value?) = last.kind, let margin = file.margin(of: last) else {
      return fields.count > 1 && extendWithoutReturn(last, &change)
    }
    if fields.count > 1 {
      let data = value.dottedName ?? "self.cleaned_data"
      change.insert(
        wholeLookup(data, margin: margin), at: file.lineStart(of: last.span.start), in: file)
      return true
    }
    if let name = value.dottedName {
      change.insert(
        lookup([name], margin: margin), at: file.lineStart(of: last.span.start), in: file)
      return true
    }
    // `return self.cleaned_data["email"].lower()` gets a name first.
    let name = fields[0]
    let text =
      "\(margin)\(name) = \(file.source(of: value))\n" + lookup([name], margin: margin)
      + "\(margin)return \(name)\n"
    guard let range = file.lines(of: [last]) else { return false }
    change.edit(file, .init(range, with: text))
    return true
  }

  private func extendWithoutReturn(
    _ last: PythonStatement, _ change: inout PythonChange
  ) -> Bool {
    guard !isSerializer, let margin = file.margin(of: last) else { return false }
    change.insert(
      wholeLookup("self.cleaned_data", margin: margin), at: file.lineEnd(of: last.span.end - 1),
      in: file)
    return true
  }
}
