import SourceCode

extension DjangoModel.Field {
  init?(_ statement: PythonStatement, in file: PythonFile) {
    guard let (name, value) = statement.simpleAssignment, let call = value.asCall,
      let type = call.name, Self.isFieldType(type)
    else { return nil }
    self.name = name
    self.type = type
    self.call = call
    span = statement.span
    let isRelation = ["ForeignKey", "OneToOneField", "ManyToManyField"].contains(type)
    target = isRelation ? (call.argument("to") ?? call.positional.first)?.modelName : nil
    let attribute = isRelation && type != "ManyToManyField" ? name + "_id" : name
    column = call.argument("db_column")?.stringValue ?? attribute
    isPrimaryKey = call.argument("primary_key")?.kind == .true
    isUnique = call.argument("unique")?.kind == .true || type == "OneToOneField" || isPrimaryKey
    isNullable = call.argument("null")?.kind == .true
    hasDefault =
      ["default", "db_default", "auto_now", "auto_now_add"].contains { call.argument($0) != nil }
      || type.hasSuffix("AutoField")
    relatedName = call.argument("related_name")?.stringValue
    let label = call.argument("verbose_name") ?? (isRelation ? nil : call.positional.first)
    verboseName = label?.text ?? name.replacing("_", by: " ")
  }

  static func implicitKey(at span: CodeSpan) -> Self {
    Self(
      name: "id", column: "id", type: "BigAutoField", isNullable: false, isUnique: true,
      isPrimaryKey: true, hasDefault: true, target: nil, relatedName: nil, verboseName: "ID",
      call: nil, span: span)
  }

  /// The declared length of a text.
  var lengthMax: Int? {
    let declared: Int? =
      if case .number(let digits) = call?.argument("max_length")?.kind {
        SourceLimits.textLength(digits)
      } else {
        nil
      }
    switch type {
    case "TextField", "BinaryField": return nil
    case "EmailField": return declared ?? 254
    case "URLField": return declared ?? 200
    case "SlugField": return declared ?? 50
    case "FileField", "ImageField", "FilePathField": return declared ?? 100
    default: return declared
    }
  }

  /// What becomes of the row when the one that it points to is deleted.
  var onDelete: String? {
    guard let call else { return nil }
    let value = call.argument("on_delete") ?? call.positional.dropFirst().first
    switch value?.asCall?.name ?? value?.dottedName?.lastName {
    case "CASCADE", "DB_CASCADE": return "cascade"
    case "SET_NULL", "DB_SET_NULL": return "set null"
    case "SET_DEFAULT", "SET": return "set default"
    case "PROTECT", "RESTRICT": return "restrict"
    case "DO_NOTHING": return "no action"
    default: return nil
    }
  }

  /// The database's word for numbers whose size counts.
  var databaseType: String? {
    switch type {
    case "SmallIntegerField", "PositiveSmallIntegerField", "SmallAutoField": "smallint"
    case "IntegerField", "PositiveIntegerField", "AutoField": "integer"
    case "BigIntegerField", "BigAutoField", "PositiveBigIntegerField": "bigint"
    case "CITextField", "CIEmailField", "CICharField": "citext"
    default: nil
    }
  }

  /// Field classes end in `Field`, third-party ones too; relations are named one by one.
  private static func isFieldType(_ type: String) -> Bool {
    type.hasSuffix("Field") || type == "ForeignKey"
  }
}

extension DjangoModel.Constraint {
  static func read(_ meta: PythonClass, in file: PythonFile) -> [Self] {
    var result: [Self] = []
    if let together = meta.value("unique_together") {
      let lists =
        together.elements.contains { $0.stringValue != nil } ? [together] : together.elements
      for list in lists {
        let fields = list.elements.compactMap(\.stringValue)
        guard !fields.isEmpty else { continue }
        result.append(
          Self(
            kind: .unique, name: nil, fields: fields, isConditional: false, expression: nil,
            span: list.span))
      }
    }
    for call in meta.value("constraints")?.elements.compactMap(\.asCall) ?? [] {
      switch call.name {
      case "UniqueConstraint":
        let condition = call.argument("condition")
        result.append(
          Self(
            kind: .unique, name: call.argument("name")?.stringValue,
            fields: call.argument("fields")?.elements.compactMap(\.stringValue) ?? [],
            isConditional: condition != nil,
            expression: call.positional.isEmpty
              ? nil : call.positional.map { file.source(of: $0) }.joined(separator: ", "),
            computedFields: call.positional.flatMap(\.textsInside),
            condition: condition.map { file.source(of: $0) },
            nullsAreEqual: call.argument("nulls_distinct")?.kind == .false,
            isDeferred: call.argument("deferrable").map { file.source(of: $0) }?
              .hasSuffix("DEFERRED") == true,
            span: call.span))
      case "ExclusionConstraint":
        result.append(
          Self(
            kind: .exclusion, name: call.argument("name")?.stringValue,
            fields: call.argument("expressions")?.elements.compactMap {
              $0.elements.first?.stringValue
            } ?? [],
            isConditional: call.argument("condition") != nil, expression: nil, span: call.span))
      case "CheckConstraint":
        let condition = call.argument("condition") ?? call.argument("check")
        result.append(
          Self(
            kind: .check, name: call.argument("name")?.stringValue,
            fields: condition.map { DjangoLookup.fields(ofCondition: $0) } ?? [],
            isConditional: false, expression: condition.map { file.source(of: $0) },
            span: call.span))
      default: continue
      }
    }
    return result
  }
}

extension PythonExpression {
  /// The texts inside of an expression: the names in `Upper(F("licence"))`.
  fileprivate var textsInside: [String] {
    var texts: [String] = []
    visit { part in
      if let text = part.stringValue { texts.append(text) }
      return true
    }
    return texts
  }
}
