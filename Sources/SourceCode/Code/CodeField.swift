/// A declared member of a type: a field, a property, a struct's member.
public struct CodeField: Sendable {
  public var name: String
  /// The last word of its type without type arguments: `String`, `List`.
  public var type: String?
  /// `@Column(unique = true)`, `[MaxLength(20)]`, `#[sea_orm(unique)]`, as calls.
  public var annotations: [CodeCall]
  /// The text behind a member of a Go struct.
  public var tag: String?
  /// Whether its type says that it may be nothing: `String?`, `*string`, `Option<String>`,
  /// `Optional`.
  public var isOptional: Bool
  public var value: CodeExpression?
  public var span: CodeSpan

  public func annotation(_ name: String) -> CodeCall? {
    annotations.first { $0.name == name }
  }
}

extension CodeFile {
  /// The members that a type declares, those of its primary constructor first.
  public func fields(of type: CodeBlock) -> [CodeField] {
    let ofConstructor = type.parameters.map { parameter in
      CodeField(
        name: parameter.name, type: parameter.type, annotations: parameter.annotations, tag: nil,
        isOptional: parameter.type.map { optionalTypes.contains($0) } ?? false, value: nil,
        span: type.span)
    }
    return ofConstructor + type.statements.compactMap { field($0) }
  }

  private func field(_ statement: CodeStatement) -> CodeField? {
    guard statement.kind == .expression else { return nil }
    let declared = statement.targets.first ?? statement.value
    guard let declared, let name = name(of: declared) else { return nil }
    var field = CodeField(
      name: name, type: statement.type, annotations: statement.annotations, tag: nil,
      isOptional: false, value: statement.targets.isEmpty ? nil : statement.value,
      span: statement.span)
    if case .operation(let values, let operators) = declared.kind {
      readTypeAndTag(values, operators, into: &field)
    }
    let declaration = statement.span.text(in: text).prefix { $0 != "=" && $0 != "{" }
    field.isOptional =
      field.isOptional || declaration.contains("?")
      || field.type.map { optionalTypes.contains($0) } ?? false
    return field
  }

  private func name(of value: CodeExpression) -> String? {
    switch value.kind {
    case .name(let name): name
    // `Type name` and `Name Type` with operators that are no marks of types are something else.
    case .operation(let values, let operators)
    where operators.allSatisfy({ ["", "?", "*", "|"].contains($0) }):
      typesStandFirst ? values.last?.lastName : values.first?.lastName
    case .chain(let links) where links.allSatisfy({ $0.arguments == nil }): links.last?.name
    default: nil
    }
  }

  private var typesStandFirst: Bool { !language.grammar.typesFollowNames }

  private func readTypeAndTag(
    _ values: [CodeExpression], _ operators: [String], into field: inout CodeField
  ) {
    if typesStandFirst {
      if values.count > 1 { field.type = values[values.count - 2].lastName }
      return
    }
    field.isOptional = operators.first == "*"
    if values.count > 1 { field.type = values[1].lastName }
    field.tag = values.last?.text
  }
}

/// Types of values that may be nothing.
private let optionalTypes: Set<String> = [
  "Optional", "Option", "NullString", "NullInt64", "NullInt32", "NullTime", "NullBool",
  "NullFloat64", "Nullable",
]
