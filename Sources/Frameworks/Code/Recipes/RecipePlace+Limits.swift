import DatabaseErrors
import EventSchema
import SourceCode

/// What the schema declares that values of the only column may be.
extension RecipePlace {
  /// The largest number of characters.
  var lengthMax: Int? {
    guard reading.violation?.kind == .length else { return nil }
    return declaredColumn?.column.lengthMax
  }

  /// The numbers of a CHECK that says nothing else and of no other column.
  var bounds: CheckBounds? {
    guard reading.violation?.kind == .check, let (relation, column) = declaredColumn else {
      return nil
    }
    let name = reading.violation?.constraint?.lowercased()
    let checks = relation.constraints.filter { $0.kind == .check && $0.expression != nil }
    let own = checks.filter { $0.name?.lowercased() == name }
    let unnamed = checks.filter { $0.name == nil && $0.columns == [column.column] }
    let found = own.isEmpty ? unnamed : own
    guard found.count == 1, let text = found[0].expression else { return nil }
    return CheckBounds(definition: text, of: column.column)
  }

  /// `deposit < 0`, for a value that the check refuses; without the values that it lets be absent.
  var outOfBounds: String? {
    guard let bounds, let value = value("value") else { return nil }
    let parts = [
      bounds.lower.map { "\(value) \($0.isInclusive ? "<" : "<=") \($0.number)" },
      bounds.upper.map { "\(value) \($0.isInclusive ? ">" : ">=") \($0.number)" },
    ].compactMap(\.self)
    let test = parts.joined(separator: " || ")
    guard isOptional else { return test }
    let nothing = language == "php" ? "\(value) !== null" : "\(value) != null"
    return "\(nothing) && \(parts.count > 1 ? "(\(test))" : test)"
  }

  /// Whether a row may do without a value of the column.
  var isOptional: Bool { declaredColumn?.column.isNullable ?? true }

  private var declaredColumn: (relation: Relation, column: Relation.Column)? {
    guard columns.count == 1, let table = value("plain table")?.lowercased() else { return nil }
    let relations =
      [facts.relation].compactMap(\.self) + reading.declaredSchema.relations
    return relations.lazy.filter { $0.table.lowercased() == table }.compactMap { relation in
      relation.column(named: columns[0]).map { (relation, $0) }
    }.first
  }
}

extension CheckBounds {
  /// A condition as a database declares it: `deposit >= 0 AND deposit <= 500`,
  /// `((grade BETWEEN 1 AND 6))`; `nil` for one that says anything else.
  init?(definition: String, of column: String) {
    let text = definition.lowercased().filter { !"()\"`[]".contains($0) }.trimmed
    let words = text.split { $0 == " " || $0 == "\n" }.map { String($0) }
    if words.count == 5, words[1] == "between", words[3] == "and", words[0] == column.lowercased() {
      guard let least = words[2].plainNumber, let most = words[4].plainNumber else { return nil }
      lower = Bound(number: least, isInclusive: true)
      upper = Bound(number: most, isInclusive: true)
      return
    }
    for condition in words.joined(separator: " ").split(separator: " and ") {
      guard let comparison = String(condition).comparison, comparison.name == column.lowercased(),
        let number = comparison.value.plainNumber
      else { return nil }
      let bound = Bound(number: number, isInclusive: comparison.sign.hasSuffix("="))
      if comparison.sign.hasPrefix(">") { lower = bound } else { upper = bound }
    }
    if lower == nil, upper == nil { return nil }
  }

  /// `greater_than_or_equal_to: 0`, as Rails says it.
  var numericality: String {
    let lower = lower.map { "greater_than\($0.isInclusive ? "_or_equal_to" : ""): \($0.number)" }
    let upper = upper.map { "less_than\($0.isInclusive ? "_or_equal_to" : ""): \($0.number)" }
    return [lower, upper].compactMap(\.self).joined(separator: ", ")
  }

  /// A whole number that the check refuses.
  var refusedNumber: String? {
    if let lower, let number = Int(lower.number) {
      return String(lower.isInclusive ? number - 1 : number)
    }
    guard let upper, let number = Int(upper.number) else { return nil }
    return String(upper.isInclusive ? number + 1 : number)
  }
}

extension String {
  /// `deposit >= 0`, in its parts.
  fileprivate var comparison: (name: String, sign: String, value: String)? {
    for sign in [">=", "<=", ">", "<"] {
      let parts = split(separator: sign, maxSplits: 1).map { String($0).trimmed }
      if parts.count == 2 { return (parts[0], sign, parts[1]) }
    }
    return nil
  }

  /// A number without the type that it is cast to: `0::numeric` is `0`.
  fileprivate var plainNumber: String? {
    let text = split(separator: ":", maxSplits: 1).first.map { String($0).trimmed } ?? ""
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let isNumber = digits.allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
    return isNumber && digits.first?.isNumber ?? false && digits.filter { $0 == "." }.count < 2
      ? text : nil
  }
}
