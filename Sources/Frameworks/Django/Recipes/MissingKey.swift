import Fixes
import SourceCode

/// A unique key that a model lacks.
struct MissingKey {
  let model: DjangoModel
  let fields: [DjangoModel.Field]
  /// Fields that must be empty for a row to count.
  let nullFields: [DjangoModel.Field]
  /// Flags that must be off for a row to count: `is_deleted`.
  let offFields: [DjangoModel.Field]

  /// `nil` when a column is none of the model's, or the model has the key.
  init?(
    _ model: DjangoModel, _ columns: [String], whereNull: [String] = [], whereOff: [String] = []
  ) {
    let fields = columns.compactMap(model.field(column:))
    let nullFields = whereNull.compactMap(model.field(column:))
    let offFields = whereOff.compactMap(model.field(column:))
    guard fields.count == columns.count, nullFields.count == whereNull.count,
      offFields.count == whereOff.count
    else { return nil }
    let isConditional = !whereNull.isEmpty || !whereOff.isEmpty
    let names = Set(fields.map(\.name))
    let hasKey = model.constraints.contains { constraint in
      constraint.kind == .unique && Set(constraint.fields) == names
        && constraint.isConditional == isConditional
    }
    guard !hasKey, !(fields.count == 1 && !isConditional && fields[0].isUnique) else {
      return nil
    }
    self.model = model
    self.fields = fields
    self.nullFields = nullFields
    self.offFields = offFields
  }

  var isConditional: Bool { !nullFields.isEmpty || !offFields.isEmpty }

  /// `(copy) where returned_on is empty`
  var summary: String {
    let key = "(\(fields.map(\.name).joined(separator: ", ")))"
    let conditions =
      nullFields.map { "\($0.name) is empty" } + offFields.map { "\($0.name) is off" }
    return conditions.isEmpty ? key : "\(key) where \(conditions.joined(separator: " and "))"
  }

  /// PostgreSQL takes 63 bytes for a name.
  var name: String {
    let parts = [model.appLabel, model.name.lowercased()] + fields.map(\.name)
    let suffix = isConditional ? "open_uniq" : "uniq"
    return String(parts.joined(separator: "_").prefix(62 - suffix.count)) + "_" + suffix
  }

  /// The arguments of `filter` and `Q` that choose the rows that count.
  var conditions: [String] {
    nullFields.map { "\($0.name)__isnull=True" } + offFields.map { "\($0.name)=False" }
  }

  /// The arguments of `UniqueConstraint`.
  func arguments(_ style: PythonStyle) -> [String] {
    var arguments = ["fields=[\(fields.map { style.literal($0.name) }.joined(separator: ", "))]"]
    if isConditional {
      arguments.append("condition=models.Q(\(conditions.joined(separator: ", ")))")
    }
    return arguments + ["name=\(style.literal(name))"]
  }

  /// Into `Meta.constraints`; `false` when the class is written in a way that has no place for it.
  func declare(in change: inout PythonChange) -> Bool {
    let (file, style) = (model.file, model.file.style)
    let level = style.indent
    func constraint(_ margin: String) -> String {
      style.call("models.UniqueConstraint", arguments(style), suffix: ",", margin: margin) + "\n"
    }
    guard let (metaStatement, type) = model.meta else {
      guard
        let last = model.type.body.last(where: { $0.simpleAssignment?.value.asCall != nil }),
        let margin = file.margin(of: last)
      else { return false }
      let text =
        "\n\(margin)class Meta:\n\(margin)\(level)constraints = [\n"
        + constraint(margin + level + level) + "\(margin)\(level)]\n"
      change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
      return true
    }
    guard let margin = file.margin(of: metaStatement), let last = type.body.last else {
      return false
    }
    guard let list = type.value("constraints") else {
      let text =
        "\(margin)\(level)constraints = [\n" + constraint(margin + level + level)
        + "\(margin)\(level)]\n"
      change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
      return true
    }
    return append(to: list, constraint(margin + level + level), margin + level, file, &change)
  }

  private func append(
    to list: PythonExpression, _ constraint: String, _ margin: String, _ file: PythonFile,
    _ change: inout PythonChange
  ) -> Bool {
    guard case .list(let elements) = list.kind, let last = elements.last else { return false }
    let inner = margin + file.style.indent
    let isMultiline = list.span.lastLine > last.span.lastLine
    if isMultiline {
      let tail = Edit.insert(constraint, at: file.lineStart(of: list.span.end - 1))
      let between = Array(file.source.text.utf8)[last.span.end..<list.span.end]
      if !between.contains(UInt8(ascii: ",")) { change.insert(",", at: last.span.end, in: file) }
      change.edit(file, tail)
      return true
    }
    let old = elements.map { "\(inner)\(file.source(of: $0)),\n" }.joined()
    let text = "[\n" + old + constraint + margin + "]"
    change.edit(file, Edit(list.span.start..<list.span.end, with: text))
    return true
  }
}

extension DjangoModel {
  /// The class's own `Meta`.
  var meta: (statement: PythonStatement, type: PythonClass)? {
    type.body.lazy.compactMap { statement -> (PythonStatement, PythonClass)? in
      guard case .class(let type) = statement.kind, type.name == "Meta" else { return nil }
      return (statement, type)
    }.first
  }
}
