import SourceCode

/// Rows that a function takes from a file or a body and writes one by one, with invented values:
/// what `row["number"]` ends in tells the columns.
struct DjangoTable {
  /// Column and value as Python, in the order in which the code asks for them.
  private(set) var columns: [(name: String, value: String)] = []
  /// Whether the rows decide all of the violated key.
  let tellsKey: Bool

  /// What the function reads.
  enum Rows {
    /// Comma separated values with a head.
    case table
    /// A list of objects in JSON.
    case objects

    /// What the statements of a function read their rows with.
    init?(readBy scope: [PythonStatement]) {
      let names = scope.flatMap(\.calls).compactMap(\.name)
      if names.contains("DictReader") {
        self = .table
      } else if names.contains("load") || names.contains("loads") {
        self = .objects
      } else {
        return nil
      }
    }
  }

  /// `nil` when no row of the table is what the write takes its values from.
  init?(
    _ reading: DjangoReading, of model: DjangoModel, rows: Rows, _ fixtures: inout DjangoFixtures
  ) {
    guard let site = reading.site, let write = reading.write,
      let kind = Rows(readBy: site.scope), kind == rows
    else { return nil }
    var fields: [String: DjangoModel.Field] = [:]
    for value in write.values {
      let expression = value.expression
      guard let field = model.field(named: value.field),
        let key = expression.keysOfRows.first
          ?? site.bound(expression, before: write)?
          .keysOfRows.first
      else { continue }
      fields[key] = field
    }
    guard !fields.isEmpty else { return nil }
    let told = Set(fields.values.map(\.column))
    tellsKey = reading.violatedColumns.allSatisfy(told.contains)
    for key in site.scope.flatMap(\.keysOfRows) where !columns.contains(where: { $0.name == key }) {
      guard let field = fields[key] else {
        columns.append((key, "\"1\""))
        continue
      }
      guard let value = Self.value(of: field, named: key, in: model, reading.source, &fixtures)
      else { return nil }
      columns.append((key, value))
    }
  }

  /// What stands in a cell: a row's own key for a relation, by whichever field the column means.
  private static func value(
    of field: DjangoModel.Field, named key: String, in model: DjangoModel, _ source: PythonSource,
    _ fixtures: inout DjangoFixtures
  ) -> String? {
    guard field.isRelation else { return fixtures.value(of: field, in: model) }
    guard let target = model.target(of: field, in: source) else { return nil }
    let own = target.field(named: key).flatMap { $0.isUnique && !$0.isPrimaryKey ? $0.name : nil }
    let isKey = ["pk", "id", field.name, field.column].contains(key)
    guard own != nil || isKey, let row = fixtures.row(of: target) else { return nil }
    return "\(row).\(own ?? "pk")"
  }

  /// Lines that put the table's text into a variable.
  func text(as variable: String) -> [String] {
    let head = columns.map(\.name).joined(separator: ",")
    let cells = columns.map { column in
      column.value.hasPrefix("\"") ? column.value.filter { $0 != "\"" } : "{\(column.value)}"
    }
    let isFormatted = cells.contains { $0.hasPrefix("{") }
    return [
      "\(variable) = \"\(head)\\n\" \(isFormatted ? "f" : "")\"\(cells.joined(separator: ","))\\n\""
    ]
  }

  /// Lines that write the rows into a file whose path is `self.file`.
  func file(_ rows: Rows) -> [String] {
    let items = columns.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ")
    let folder = [
      "folder = tempfile.TemporaryDirectory()", "self.addCleanup(folder.cleanup)",
    ]
    switch rows {
    case .table:
      return folder + ["self.file = f\"{folder.name}/rows.csv\""] + text(as: "text")
        + ["with open(self.file, \"w\") as file:", "    file.write(text)"]
    case .objects:
      return folder + [
        "self.file = f\"{folder.name}/rows.json\"", "with open(self.file, \"w\") as file:",
        "    json.dump([{\(items)}], file)",
      ]
    }
  }
}

extension PythonSite {
  /// What a name stands for before a write.
  fileprivate func bound(
    _ expression: PythonExpression, before write: DjangoWrite
  ) -> PythonExpression? {
    guard case .name(let name) = expression.kind else { return nil }
    return bindings(before: write.call.span.start)[name]
  }
}

extension PythonExpression {
  /// `number` of `row["number"]`, for whatever name has the row.
  fileprivate var keysOfRows: [String] {
    var keys: [String] = []
    visit { part in
      if case .subscripted(let base, let indices) = part.kind, case .name(let name) = base.kind,
        !["options", "kwargs"].contains(name), let key = indices.first?.stringValue
      {
        keys.append(key)
      }
      return true
    }
    return keys
  }
}

extension PythonStatement {
  fileprivate var keysOfRows: [String] {
    var keys: [String] = []
    visitExpressions { expression in
      if case .subscripted = expression.kind { keys += expression.keysOfRows.prefix(1) }
      return true
    }
    return keys
  }
}
