import DatabaseErrors
import EventSchema
import SourceCode
import StackTraces

extension StatementTrail {
  /// The statement that a driver's frame holds in its local variables: the innermost one with its
  /// parameters beside it, else the innermost one.
  static func driverStep(_ frames: [Frame]) -> Step? {
    var withoutParameters: Step?
    for frame in frames.reversed() where !frame.variables.isEmpty {
      for name in statementVariables {
        guard let text = frame.variable(name).flatMap(readLocalValue),
          let statement = SQLStatement.read(text), statement.verb != .other
        else { continue }
        var step = Step(statement: statement, place: "the driver's stack frame", text: text)
        for name in parameterVariables where step.parameters.isEmpty {
          if let value = frame.variable(name) { step.setParameters(value) }
        }
        if !step.parameters.isEmpty { return step }
        withoutParameters = withoutParameters ?? step
      }
    }
    return withoutParameters
  }

  /// What drivers and ORMs call the statement and its parameters: those of Python first, then
  /// Ruby, PHP, JavaScript, Elixir's arguments by place.
  private static let statementVariables = [
    "sql", "query", "statement", "operation", "$sql", "$query", "$statement", "text",
    "queryString", "stmt", "arg1", "arg0",
  ]
  private static let parameterVariables = [
    "params", "args", "parameters", "vars", "param_list", "params_list", "seq_of_parameters",
    "binds", "type_casted_binds", "bindings", "$bindings", "$params", "values", "arg2",
  ]
}

extension StatementTrail.Step {
  /// Takes the parameters that an SDK sends: a list, an object of names, or a list of either for a
  /// statement that is run for many rows.
  mutating func setParameters(_ value: JSON) {
    switch value {
    case .array(let elements):
      let sets = elements.prefix(Self.parameterSetsMax).filter { element in
        switch element {
        case .array, .object: true
        default: false
        }
      }
      guard sets.count == elements.prefix(Self.parameterSetsMax).count, let first = sets.first
      else {
        parameters = readLocalValues(value)
        return
      }
      parameters = plainParameters(first)
      furtherParameters = sets.dropFirst().map(plainParameters)
    case .object: parameters = plainParameters(value)
    default: break
    }
  }

  private func plainParameters(_ set: JSON) -> [String?] {
    guard case .object(let members) = set, !members.isEmpty else { return readLocalValues(set) }
    // `{name, value}` as Rails and OpenTelemetry write a bind: not a set of parameters by name.
    var values: [String: JSON] = [:]
    for member in members.prefix(Self.parameterSetsMax) { values[member.name] = member.value }
    let names = SQLStatement.placeholderNames(in: text)
    guard names.contains(where: { $0 != nil }) else { return [] }
    return names.map { name in name.flatMap { values[$0] }.flatMap(readLocalValue) }
  }

  private static var parameterSetsMax: Int { 500 }

  /// One row that the statement writes, as far as its values are known.
  struct WrittenRow {
    /// Lower-case columns to plain text. Personal data.
    var values: [String: String] = [:]
    /// Lower-case columns that are given NULL.
    var nullColumns: Set<String> = []

    /// The values of these columns; `nil` unless all are known.
    func key(_ columns: [String]) -> [String]? {
      let key = columns.compactMap { values[$0.lowercased()] }
      return key.count == columns.count && !key.isEmpty ? key : nil
    }
  }

  /// The rows that an INSERT lists or an UPDATE sets, from the text's literals and the parameters.
  var writtenRows: [WrittenRow] {
    guard !statement.writtenColumns.isEmpty else { return [] }
    let columns = statement.writtenColumns.map { $0.lowercased() }
    let rows = SQLStatement.writtenRows(in: text).filter { $0.count == columns.count }
    guard !rows.isEmpty else { return rowFromPlaceholders(columns).map { [$0] } ?? [] }
    guard !furtherParameters.isEmpty, let first = rows.first else {
      return rows.map { row($0, columns, parameters) }
    }
    return ([parameters] + furtherParameters).map { row(first, columns, $0) }
  }

  private func row(
    _ values: [SQLStatement.WrittenValue], _ columns: [String], _ parameters: [String?]
  ) -> WrittenRow {
    var row = WrittenRow()
    for (column, value) in zip(columns, values) {
      switch value {
      case .literal(let text): row.values[column] = text
      case .null: row.nullColumns.insert(column)
      case .placeholder(let index, _):
        guard parameters.indices.contains(index) else { continue }
        if let text = parameters[index] {
          row.values[column] = text
        } else {
          row.nullColumns.insert(column)
        }
      case .expression: break
      }
    }
    return row
  }

  /// For a statement whose text is not at hand.
  private func rowFromPlaceholders(_ columns: [String]) -> WrittenRow? {
    let values = statement.writtenParameters.map { index in
      index.map { SQLStatement.WrittenValue.placeholder($0, name: nil) } ?? .expression
    }
    guard values.count == columns.count, !parameters.isEmpty else { return nil }
    return row(values, columns, parameters)
  }

  /// What its condition compares for equality with known values, by lower-case column. Personal
  /// data.
  var comparedValues: [String: String] {
    var values: [String: String] = [:]
    for predicate in statement.predicates
    where predicate.comparison == .equal || predicate.comparison == .like {
      guard let index = predicate.parameterIndex, parameters.indices.contains(index),
        let value = parameters[index]
      else { continue }
      values[predicate.column.lowercased()] = value
    }
    return values
  }

  /// The rows of a printed INSERT whose values were put into the text without quotes, where every
  /// row falls apart into as many values as columns are listed; else none.
  private var unquotedRows: [WrittenRow] {
    let columns = statement.writtenColumns.map { $0.lowercased() }
    guard statement.rowCount > 1 else { return [] }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let start = words.firstIndex(where: { $0.lowercased() == "values" }) else { return [] }
    var list = words[(start + 1)...].joined(separator: " ")[...]
    guard list.first == "(", let end = list.lastIndex(of: ")") else { return [] }
    list = list[list.index(after: list.startIndex)..<end]
    guard !list.contains("'"), !list.contains("?") else { return [] }
    var rows: [WrittenRow] = []
    for tuple in list.split(separator: "), (") {
      let values = tuple.split(separator: ", ", omittingEmptySubsequences: false)
      guard values.count == columns.count, !values.contains(where: Self.isNoValue) else {
        return []
      }
      var row = WrittenRow()
      for (column, value) in zip(columns, values) {
        if value.lowercased() == "null" {
          row.nullColumns.insert(column)
        } else {
          row.values[column] = String(value)
        }
      }
      rows.append(row)
    }
    return rows.count == statement.rowCount ? rows : []
  }

  /// A placeholder or a call, for which the text does not tell the value.
  private static func isNoValue(_ text: Substring) -> Bool {
    text.isEmpty || text.contains("(") || text.first.map("%$:@?".contains) ?? true
  }

  /// Whether two rows of the statement have equal values in these columns; `nil` when the rows'
  /// values are not known.
  func repeatsKey(_ columns: [String]) -> Bool? {
    guard !columns.isEmpty else { return nil }
    return Self.repeatsKey(columns, in: writtenRows) ?? Self.repeatsKey(columns, in: unquotedRows)
  }

  private static func repeatsKey(_ columns: [String], in rows: [WrittenRow]) -> Bool? {
    guard rows.count > 1 else { return nil }
    var seen: Set<[String]> = []
    var isWhole = true
    for row in rows {
      guard let key = row.key(columns) else {
        isWhole = false
        continue
      }
      if !seen.insert(key).inserted { return true }
    }
    return isWhole ? false : nil
  }
}
