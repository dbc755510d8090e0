import EventSchema
import SourceCode

/// A bound that a CHECK sets to one column: `length(label) <= 12`, `litres >= 0`,
/// `mark BETWEEN 1 AND 6`.
struct SQLBound: Hashable {
  var isLength: Bool
  /// `<=`, `>=`, `<`, `>`.
  var comparison: String
  var number: Int
  /// The largest value, where the rule says that beside the smallest; `comparison` is `>=` then.
  var upper: Int?

  /// Reads the text of a CHECK; `nil` for what is no bound of one column. GRDB's closures name the
  /// column `$0`.
  init?(_ text: String, column: String) {
    let plain = text.filter { $0 != "\"" && $0 != "`" && $0 != " " && $0 != "\n" }.lowercased()
    let name = column.lowercased()
    for subject in [name, "$0", "length(\(name))", "length($0)"] where plain.hasPrefix(subject) {
      guard let rest = plain.rest(after: subject) else { continue }
      isLength = subject.hasPrefix("length")
      if let (low, high) = rest.rest(after: "between")?.halved(at: "and"),
        rest.hasPrefix("between"), let low = Int(low), let high = Int(high)
      {
        (comparison, number, upper) = (">=", low, high)
        return
      }
      let halves = rest.halved(at: "and\(subject)")
      guard let first = Self.half(halves?.0 ?? rest) else { continue }
      (comparison, number) = first
      guard let halves else { return }
      guard let second = Self.half(halves.1), let low = Self.lowest([first, second]),
        let high = Self.highest([first, second])
      else { return nil }
      (comparison, number, upper) = (">=", low, high)
      return
    }
    return nil
  }

  /// `<=12`
  private static func half(_ text: String) -> (comparison: String, number: Int)? {
    for comparison in ["<=", ">=", "<", ">"] where text.hasPrefix(comparison) {
      return Int(text.dropFirst(comparison.count)).map { (comparison, $0) }
    }
    return nil
  }

  private static func lowest(_ halves: [(comparison: String, number: Int)]) -> Int? {
    halves.first { $0.comparison.hasPrefix(">") }.map {
      $0.comparison == ">" ? $0.number + 1 : $0.number
    }
  }

  private static func highest(_ halves: [(comparison: String, number: Int)]) -> Int? {
    halves.first { $0.comparison.hasPrefix("<") }.map {
      $0.comparison == "<" ? $0.number - 1 : $0.number
    }
  }

  func allows(_ value: Int) -> Bool {
    switch comparison {
    case "<=": value <= number
    case ">=": value >= number && value <= upper ?? .max
    case "<": value < number
    default: value > number
    }
  }

  /// The condition that a value keeps it: `(1...6).contains(mark)`.
  func condition(on value: String) -> String {
    upper.map { "(\(number)...\($0)).contains(\(value))" } ?? "\(value) \(comparison) \(number)"
  }

  /// The value next to those that it allows; above them where it can be.
  var firstRefused: Int { upper.map { $0 + 1 } ?? number + (comparison.hasPrefix("<") ? 1 : -1) }
}

extension SQLTable {
  /// Whether the values that tests give a column keep its own rule, as far as it has one.
  func samplesAreAllowed(in column: Column) -> Bool {
    guard keys.contains(where: { $0.kind == .check && $0.columns == [column.name] }) else {
      return true
    }
    return sample(of: column, 1) != nil && sample(of: column, 2) != nil
  }

  /// An INSERT of a row whose values are those of a variant; `nil` where a rule of the table could
  /// refuse them. References point to the row of the same number.
  ///
  /// - Parameter given: SQL of values for columns, in the place of samples.
  func sampleRow(_ variant: Int, given: [String: String] = [:]) -> String? {
    var names: [String] = []
    var values: [String] = []
    for column in columns {
      let isKey = keys.contains { $0.kind == .primaryKey && $0.columns == [column.name] }
      if let value = given[column.name] {
        names.append(column.name)
        values.append(value)
      } else if isKey || !column.isNullable && !column.hasDefault {
        guard let value = sample(of: column, variant) else { return nil }
        names.append(column.name)
        values.append(value)
      }
    }
    guard !keys.contains(where: { $0.kind == .check && $0.columns.isEmpty }), !names.isEmpty else {
      return nil
    }
    return "INSERT INTO \(name) (\(names.joined(separator: ", "))) "
      + "VALUES (\(values.joined(separator: ", ")))"
  }

  /// An INSERT of a row whose keys hold a number, given as source; `nil` where one of them is
  /// neither a text nor a number without a rule of its own.
  ///
  /// - Parameters:
  ///   - keys: Those of its declaration, and indexes beside it.
  ///   - left: Columns that may stay empty.
  func numberedRow(
    _ number: String, of keys: [Key], without left: [String]
  ) -> String? {
    var given: [String: String] = [:]
    for key in keys where key.kind == .unique || key.kind == .primaryKey {
      guard let name = key.columns.first, let column = columns.first(where: { $0.name == name })
      else { return nil }
      guard !left.contains(name) else {
        guard column.isNullable else { return nil }
        continue
      }
      guard column.bound == nil, column.references == nil, let sample = sampleValue(of: name, 1)
      else { return nil }
      given[name] = sample.hasPrefix("'") ? "'\(name)-\(number)'" : number
    }
    return sampleRow(1, given: given)
  }

  /// The SQL of a column's value in a row of a variant.
  func sampleValue(of name: String, _ variant: Int) -> String? {
    columns.first { $0.name == name }.flatMap { sample(of: $0, variant) }
  }

  /// The SQL of a value; that of a test's own sample where both are text.
  private func sample(of column: Column, _ variant: Int) -> String? {
    if !column.choices.isEmpty {
      return "'\(column.choices[(variant - 1) % column.choices.count])'"
    }
    let isChecked = keys.contains { $0.kind == .check && $0.columns == [column.name] }
    if isChecked, column.bound == nil { return nil }
    switch (column.type ?? "").uppercased() {
    case _ where column.references != nil: return "\(variant)"
    case let type
    where type.hasPrefix("INT") || type.hasPrefix("BIGINT") || type == "REAL"
      || type == "DOUBLE" || type == "NUMERIC" || type == "BOOLEAN":
      return column.bound?.allows(variant) == false ? nil : "\(variant)"
    case "DATETIME", "DATE", "TIMESTAMP": return "'2026-06-0\(variant) 10:00:00.000'"
    case let type where type.hasPrefix("TEXT") || type.hasPrefix("VARCHAR") || type == "":
      let literal = SwiftSample.value(of: "String", named: column.name, variant: variant) ?? ""
      let text = literal.filter { $0 != "\"" && $0 != "'" }
      if let bound = column.bound, !bound.isLength || !bound.allows(text.count) { return nil }
      return "'\(text)'"
    default: return nil
    }
  }
}

extension SwiftSource {
  /// INSERTs of two rows in each table that the rows of a table need, those that come first first;
  /// `nil` where such a row would be a guess.
  func parentRows(of table: SQLTable, depth: Int = 5) -> [String]? {
    var rows: [String] = []
    for column in table.columns where column.references != nil && !column.isNullable {
      guard let name = column.references, depth > 0,
        let parent = self.table(named: name)?.table
      else { return nil }
      guard parent.name != table.name else { continue }
      guard let above = parentRows(of: parent, depth: depth - 1),
        let first = parent.sampleRow(1), let second = parent.sampleRow(2)
      else { return nil }
      for row in above + [first, second] where !rows.contains(row) { rows.append(row) }
    }
    return rows
  }
}
