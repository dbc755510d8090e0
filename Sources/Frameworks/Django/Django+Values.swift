import SourceCode

extension DjangoReading {
  /// The source of what the write gives each column; `nil` when one of them cannot be told, or when
  /// asking for it twice might not give the same.
  func values(of columns: [String], at site: PythonSite) -> [(field: String, source: String)]? {
    guard let write, !columns.isEmpty, write.operation != .bulkInsert else { return nil }
    var result: [(field: String, source: String)] = []
    for column in columns {
      if let value = write.values.last(where: { self.column(of: $0.field) == column }) {
        guard value.expression.isRepeatable else { return nil }
        result.append((value.field, site.file.source(of: value.expression)))
      } else if let value = validatedValue(of: column, at: site) {
        result.append((model?.field(column: column)?.name ?? column, value))
      } else {
        return nil
      }
    }
    return result
  }

  private func column(of field: String) -> String {
    let name = field.components(separatedBy: "__").first ?? field
    return model?.column(of: name) ?? name
  }

  /// `form.cleaned_data["email"]` for a write that takes all of a form's data.
  private func validatedValue(of column: String, at site: PythonSite) -> String? {
    guard let write else { return nil }
    let field = model?.field(column: column)?.name ?? column
    guard validators.contains(where: { $0.fields.contains(field) }) else { return nil }
    let quoted = site.file.style.literal(field)
    if let spread = write.spreads.first(where: \.isValidatedData) {
      return "\(site.file.source(of: spread))[\(quoted)]"
    }
    guard let validator = write.validator else { return nil }
    let data = isSerializer(validator, at: site) ? "validated_data" : "cleaned_data"
    return "\(site.file.source(of: validator)).\(data)[\(quoted)]"
  }

  func isSerializer(_ expression: PythonExpression, at site: PythonSite) -> Bool {
    let name = site.file.source(of: expression)
    return name.mentions("serializer")
  }

  /// `Patient.objects.filter(insurance_no=number).exists()` for the violated key.
  func existenceQuery(
    _ values: [(field: String, source: String)], prefix: String, suffix: String, margin: String,
    in file: PythonFile
  ) -> String {
    let style = file.style
    let filter = values.map { "\($0.field)=\($0.source)" }
    let callee = "\(model?.name ?? write?.model ?? "Model").objects.filter"
    let others = savedRow.map { ".exclude(pk=\($0).pk)" } ?? ""
    return style.call(
      callee, filter, prefix: prefix, suffix: others + ".exists()" + suffix, margin: margin)
  }

  /// The name of the row that the write changes: it may keep its own value.
  private var savedRow: String? {
    guard let write, write.fetched != nil, case .attribute(let base, _) = write.call.callee.kind
    else {
      return nil
    }
    return base.dottedName
  }

  /// What the client reads.
  var refusalMessage: String {
    if !isAboutUniqueness {
      let labels = violatedColumns.map { column in
        model?.field(column: column)?.verboseName ?? column.replacing("_", by: " ")
      }
      return "This value of \(labels.joined(separator: " or ")) is not allowed."
    }
    return model?.duplicateMessage(for: violatedColumns) ?? "This already exists."
  }

  /// What a change is called in titles: `LibraryCard (number)`.
  var keyName: String {
    let fields = model?.fieldNames(for: violatedColumns) ?? violatedColumns
    return "\(model?.name ?? Self.table(failure) ?? "the row") (\(fields.joined(separator: ", ")))"
  }

  /// Whether the write can break no other rule of the table than the violated one, so that every
  /// integrity error means this one.
  var hasOneRule: Bool {
    guard let model else { return false }
    let rules = model.relation(in: source).constraints.filter { $0.kind != .primaryKey }
    return rules.count <= 1
  }
}

extension PythonExpression {
  /// Whether the expression has no effect and gives the same when it is asked again: names,
  /// attributes, items, literals, and calls of plain conversions.
  var isRepeatable: Bool {
    switch kind {
    case .name, .number, .none, .true, .false: return true
    case .string(let string): return string.interpolations.allSatisfy(\.isRepeatable)
    case .attribute(let base, _): return base.isRepeatable
    case .subscripted(let base, let indices):
      return base.isRepeatable && indices.allSatisfy(\.isRepeatable)
    case .binary(let left, _, let right): return left.isRepeatable && right.isRepeatable
    case .boolean(_, let operands): return operands.allSatisfy(\.isRepeatable)
    case .call(let callee, let arguments):
      let plain: Set<String> = [
        "get", "strip", "lower", "upper", "casefold", "int", "str", "float", "parse_date",
        "parse_datetime", "Decimal", "UUID", "date", "fromisoformat",
      ]
      guard let name = callee.dottedName?.split(separator: ".").last, plain.contains(String(name))
      else { return false }
      return callee.isRepeatable && arguments.allSatisfy(\.value.isRepeatable)
        && !callee.mentionsName("objects")
    default: return false
    }
  }
}
