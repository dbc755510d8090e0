import SourceCode

/// Rows that a function takes from a file or a body and writes one by one, with invented values:
/// what `row["number"]` ends in tells the columns.
struct DjangoTable {
  /// Column and value as Python, in the order in which the code asks for them.
  private(set) var columns: [(name: String, value: String)] = []
  /// Whether the rows decide all of the violated key.
  let tellsKey: Bool
  /// The field that a column ends in.
  private(set) var fields: [String: DjangoModel.Field] = [:]
  /// What stands between the cells, as the code says.
  private let delimiter: String
  private let kind: Rows

  /// What the function reads.
  enum Rows {
    /// Comma separated values with a head.
    case table
    /// A list of objects in JSON.
    case objects
    /// One value in each line.
    case lines

    /// What the statements of a function read their rows with.
    init?(readBy scope: [PythonStatement]) {
      let names = scope.flatMap(\.calls).compactMap(\.name)
      if names.contains("DictReader") {
        self = .table
      } else if names.contains("load") || names.contains("loads") {
        self = .objects
      } else if names.contains("splitlines") || names.contains("readlines") {
        self = .lines
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
    let reader = site.scope.flatMap(\.calls).first { $0.name == "DictReader" }
    delimiter = reader?.argument("delimiter")?.stringValue ?? ","
    self.kind = kind
    var names: [String] = []
    for value in write.values {
      let expression = value.expression
      let ofLine = kind == .lines && site.isItem(expression) ? value.field : nil
      guard let field = model.field(named: value.field),
        let key = ofLine ?? expression.keysOfRows.first
          ?? site.bound(expression, before: write)?
          .keysOfRows.first
      else { continue }
      fields[key] = field
      if ofLine != nil { names.append(key) }
    }
    guard kind != .lines || names.count == 1 else { return nil }
    // `Supplier(**row)`
    if write.spreads.contains(where: { $0.dottedName != nil && !$0.isValidatedData }) {
      for field in model.fields where !field.isOptional && !field.isRelation {
        fields[field.name] = field
        names.append(field.name)
      }
    }
    guard !fields.isEmpty else { return nil }
    let told = Set(fields.values.map(\.column))
    tellsKey = reading.violatedColumns.allSatisfy(told.contains)
    for key in (kind == .lines ? [] : site.scope.flatMap(\.keysOfRows)) + names
    where !columns.contains(where: { $0.name == key }) {
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
    let head = columns.map(\.name).joined(separator: delimiter)
    let cells = columns.map { column in
      column.value.hasPrefix("\"") ? column.value.filter { $0 != "\"" } : "{\(column.value)}"
    }
    let isFormatted = cells.contains { $0.hasPrefix("{") }
    return [
      "\(variable) = \"\(head)\\n\" \(isFormatted ? "f" : "")\"\(cells.joined(separator: delimiter))\\n\""
    ]
  }

  /// A row as Python writes it; `nil` where no other value can be told for one of the columns.
  func row(changing changed: [String] = []) -> String? {
    if kind == .lines, let column = columns.first {
      guard changed.contains(column.name) else { return column.value }
      return fields[column.name].flatMap { DjangoSample.otherValue(of: $0) }
    }
    var items: [String] = []
    for column in columns {
      guard changed.contains(column.name) else {
        items.append("\"\(column.name)\": \(column.value)")
        continue
      }
      guard let other = fields[column.name].flatMap({ DjangoSample.otherValue(of: $0) }) else {
        return nil
      }
      items.append("\"\(column.name)\": \(other)")
    }
    return "{\(items.joined(separator: ", "))}"
  }

  /// Lines that write `rows` into a file whose path is `path`, in a folder that goes again.
  func lines(_ rows: Rows, call: String) -> [String] {
    let writing: [String]
    switch rows {
    case .table:
      let delimiter = delimiter == "," ? "" : ", delimiter=\"\(delimiter)\""
      writing = [
        "    path = f\"{folder}/rows.csv\"", "    with open(path, \"w\", newline=\"\") as file:",
        "        writer = csv.DictWriter(file, rows[0]\(delimiter))",
        "        writer.writeheader()", "        writer.writerows(rows)",
      ]
    case .objects:
      writing = [
        "    path = f\"{folder}/rows.json\"", "    with open(path, \"w\") as file:",
        "        json.dump(rows, file)",
      ]
    case .lines:
      writing = [
        "    path = f\"{folder}/rows.txt\"", "    with open(path, \"w\") as file:",
        "        file.writelines(f\"{row}\\n\" for row in rows)",
      ]
    }
    return ["with tempfile.TemporaryDirectory() as folder:"] + writing + ["    \(call)"]
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
    case .lines:
      return folder + [
        "self.file = f\"{folder.name}/rows.txt\"", "with open(self.file, \"w\") as file:",
        "    file.write(str(\(columns.first?.value ?? "1")))",
      ]
    }
  }
}

extension PythonSite {
  /// Whether a value is what a loop or comprehension of the function goes over, in another form at
  /// most: `word`, `word.strip()`.
  fileprivate func isItem(_ value: PythonExpression) -> Bool {
    var root = value
    while let call = root.asCall, case .attribute(let base, _) = call.callee.kind { root = base }
    guard case .name = root.kind else { return false }
    var found = false
    for statement in scope {
      statement.visit { inner in
        if case .for(let loop) = inner.kind,
          loop.target.kind == root.kind || loop.target.elements.last?.kind == root.kind
        {
          found = true
        }
        return !found
      }
      statement.visitExpressions { expression in
        if case .comprehension(let made) = expression.kind,
          made.clauses.contains(where: { $0.target.kind == root.kind })
        {
          found = true
        }
        return !found
      }
    }
    return found
  }

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
