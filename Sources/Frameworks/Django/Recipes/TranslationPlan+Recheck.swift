import DatabaseErrors
import EventSchema
import SourceCode

extension TranslationPlan {
  /// Lets what is no such violation through, where the statement can break other rules as well.
  func recheck(margin: String) -> String {
    if case .likeCheck(let check) = reply { return recheck(like: check, margin: margin) }
    guard !reading.hasOneRule || wrapped.count > 1 else { return "" }
    if reading.isAboutUniqueness, addedMethod == nil,
      let values = reading.values(of: reading.violatedColumns, at: site)
    {
      return reading.existenceQuery(
        values, prefix: "if not ", suffix: ":", margin: margin, at: site)
        + "\n\(margin)\(style.indent)raise\n"
    }
    return recheckByName(margin: margin)
  }

  private func recheck(like check: DjangoCheck, margin: String) -> String {
    let found = check.prevention.whenFound
    let isAwaited = check.query.terminal?.hasPrefix("a") == true && site.isAsync
    let query =
      (isAwaited ? "await " : "")
      + file.source(of: check.query.expression).replacing("\r", by: "")
    let hasOneRule = reading.hasOneRule && wrapped.count == 1
    // The look-up as it stands does not see what such a key does.
    if reading.keyIsComputed, !check.query.foldsCase { return recheckByName(margin: margin) }
    if let name = check.prevention.name, check.query.terminal != "get" {
      let isUsed = found.contains { statement in
        var isUsed = false
        statement.visitExpressions { expression in
          if expression.kind == .name(name) { isUsed = true }
          return !isUsed
        }
        return isUsed
      }
      guard isUsed || !hasOneRule else { return "" }
      return
        "\(margin)\(name) = \(query)\n\(margin)if not \(name):\n\(margin)\(style.indent)raise\n"
    }
    guard !hasOneRule, Self.repeatableLookUps.contains(check.query.terminal) else { return "" }
    return "\(margin)if not \(query):\n\(margin)\(style.indent)raise\n"
  }

  private static let repeatableLookUps: [String?] = [
    "exists", "count", "first", "aexists", "acount", "afirst", nil,
  ]

  /// By what the databases call the rule: PostgreSQL and MySQL by its name or its columns, SQLite
  /// by table and column.
  private func recheckByName(margin: String) -> String {
    guard let model = reading.model, !reading.violatedColumns.isEmpty else { return "" }
    var names: [String] = []
    let key = Set(reading.violatedColumns)
    let declared = model.constraints.first { constraint in
      Set(constraint.fields.map { model.column(of: $0) ?? $0 }) == key
    }
    if let name = reading.failure.violation?.constraint ?? declared?.name { names.append(name) }
    if reading.keyIsComputed {
      names += reading.computedKeys.compactMap(\.name).filter { !names.contains($0) }
    } else if reading.isAboutUniqueness {
      let columns = reading.violatedColumns
      names.append("(\(columns.joined(separator: ", ")))")
      names.append(columns.map { "\(model.table).\($0)" }.joined(separator: ", "))
    }
    guard !names.isEmpty else { return "" }
    if names.count == 1 {
      return "\(margin)if \(style.literal(names[0])) not in str(error):\n"
        + "\(margin)\(style.indent)raise\n"
    }
    return style.call("", names.map(style.literal), prefix: "names = ", margin: margin) + "\n"
      + "\(margin)if not any(name in str(error) for name in names):\n"
      + "\(margin)\(style.indent)raise\n"
  }
}

extension DjangoReading {
  /// The keys that an expression of the violated column makes: `Lower("email")`.
  var computedKeys: [DjangoModel.Constraint] {
    guard let model, violatedColumns.count == 1 else { return [] }
    let name = model.fieldNames(for: violatedColumns)[0]
    return model.constraints.filter { $0.kind == .unique && $0.computedFields == [name] }
  }

  /// Whether the violated key is one of those, and not the column itself.
  var keyIsComputed: Bool {
    guard isAboutUniqueness, !computedKeys.isEmpty else { return false }
    return model?.field(column: violatedColumns[0])?.isUnique != true
  }
}
