import Fixes
import SourceCode

/// A unique key of a model that gives way to another one.
struct KeyReplacement {
  let model: DjangoModel
  /// The new key.
  let key: MissingKey
  /// Where the old key is declared.
  private let declaration: Declaration

  private enum Declaration {
    /// `unique=True` of a field.
    case field(DjangoModel.Field, PythonCall)
    /// `UniqueConstraint(…)` in `Meta.constraints`.
    case constraint(PythonCall, name: String)
    /// `unique_together`
    case together
  }

  /// `nil` when no plain key of these columns is declared.
  init?(of columns: [String], in model: DjangoModel, by key: MissingKey) {
    let names = Set(model.fieldNames(for: columns))
    if columns.count == 1, let field = model.field(column: columns[0]), field.isUnique,
      !field.isPrimaryKey, !field.isRelation, let call = field.call,
      // Django demands that the name by which users log in is unique by itself.
      model.type.value("USERNAME_FIELD")?.stringValue != field.name
    {
      declaration = .field(field, call)
    } else if let found = model.uniqueConstraintCall(names) {
      declaration = .constraint(found.call, name: found.name)
    } else if model.constraints.contains(where: {
      $0.kind == .unique && $0.name == nil && Set($0.fields) == names
    }) {
      declaration = .together
    } else {
      return nil
    }
    self.model = model
    self.key = key
  }

  /// Changes the declaration; `false` where it is written in a way that has no place for it.
  func apply(to change: inout PythonChange) -> Bool {
    let file = model.file
    switch declaration {
    case .field(_, let call):
      guard let argument = call.arguments.first(where: { $0.name == "unique" }),
        let edit = file.removal(of: argument, from: call)
      else { return false }
      change.edit(file, edit)
      return key.declare(in: &change)
    case .constraint(let call, let name):
      var arguments = key.arguments(file.style)
      arguments[arguments.count - 1] = "name=\(file.style.literal(name))"
      let text =
        file.source.margin(at: call.span.start).map {
          file.style.call("models.UniqueConstraint", arguments, margin: $0).trimmed
        } ?? "models.UniqueConstraint(\(arguments.joined(separator: ", ")))"
      change.edit(file, Edit(call.span.start..<call.span.end, with: text))
      return call.argument("violation_error_message") == nil
        && call.dottedCallee == "models.UniqueConstraint"
    case .together: return false
    }
  }

  /// The operations that lead from the old key to the new one; `nil` when the field's declaration
  /// means something that a migration cannot repeat.
  func operations(_ migration: DjangoMigration) -> [String]? {
    let style = migration.style
    let modelName = "model_name=\(style.literal(model.name.lowercased()))"
    func adding(_ name: String) -> String {
      var arguments = key.arguments(style)
      arguments[arguments.count - 1] = "name=\(style.literal(name))"
      let constraint = style.call(
        "models.UniqueConstraint", arguments, prefix: "constraint=",
        margin: migration.margin + style.indent
      ).trimmed
      return migration.operation("AddConstraint", [modelName, constraint])
    }
    switch declaration {
    case .field(let field, let call):
      guard let text = field.migrationText(without: "unique", call, in: model.file, style) else {
        return nil
      }
      return [
        migration.operation(
          "AlterField", [modelName, "name=\(style.literal(field.name))", "field=\(text)"]),
        adding(key.name),
      ]
    case .constraint(_, let name):
      return [
        migration.operation("RemoveConstraint", [modelName, "name=\(style.literal(name))"]),
        adding(name),
      ]
    case .together: return nil
    }
  }
}

extension DjangoModel {
  /// The call in `Meta.constraints` that declares the plain key of these fields.
  func uniqueConstraintCall(_ names: Set<String>) -> (call: PythonCall, name: String)? {
    let calls = meta?.type.value("constraints")?.elements.compactMap(\.asCall) ?? []
    for call in calls where call.name == "UniqueConstraint" && call.argument("condition") == nil {
      let fields = call.argument("fields")?.elements.compactMap(\.stringValue) ?? []
      guard Set(fields) == names, let name = call.argument("name")?.stringValue else { continue }
      return (call, name)
    }
    return nil
  }
}

extension DjangoModel.Field {
  /// The declaration as a migration repeats it; `nil` when an argument is more than a literal.
  func migrationText(
    without removed: String, _ call: PythonCall, in file: PythonFile, _ style: PythonStyle
  ) -> String? {
    guard call.dottedCallee == "models.\(type)" else { return nil }
    var arguments: [String] = []
    for argument in call.arguments where argument.name != removed {
      guard argument.kind == .positional || argument.name != nil else { return nil }
      // A translated label is stored as it stands.
      let value: String
      if let text = argument.value.text {
        value = style.literal(text)
      } else if argument.value.isPlainLiteral {
        value = file.source(of: argument.value)
      } else {
        return nil
      }
      arguments.append((argument.name.map { "\($0)=" } ?? "verbose_name=") + value)
    }
    return "models.\(type)(\(arguments.joined(separator: ", ")))"
  }
}

extension PythonExpression {
  /// A literal, or a list, tuple or negative number of literals.
  fileprivate var isPlainLiteral: Bool {
    switch kind {
    case .list(let elements), .tuple(let elements): elements.allSatisfy(\.isPlainLiteral)
    case .unary("-", let operand): operand.isPlainLiteral
    default: isLiteral
    }
  }
}

extension PythonFile {
  /// Where an argument begins: at its keyword, if it has one.
  func start(of argument: PythonArgument) -> Int {
    guard let name = argument.name else { return argument.value.span.start }
    let bytes = Array(source.text.utf8)
    var index = argument.value.span.start
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D }
    while index > 0, isBlank(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: "=") {
      index -= 1
    }
    return max(0, index - name.utf8.count)
  }

  /// Takes an argument out of a call, with the comma and the blanks that belong to it.
  func removal(of argument: PythonArgument, from call: PythonCall) -> Edit? {
    guard let index = call.arguments.firstIndex(of: argument) else { return nil }
    if index > 0 {
      let before = call.arguments[index - 1].value.span.end
      return Edit(before..<argument.value.span.end, with: "")
    }
    guard call.arguments.count > 1 else {
      return Edit(start(of: argument)..<argument.value.span.end, with: "")
    }
    return Edit(start(of: argument)..<start(of: call.arguments[1]), with: "")
  }
}
