import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// The numbers that a column takes: those of a check, or those that its digits hold.
struct SQLAlchemyBounds {
  let column: SourceFacts.Relation.Column
  private(set) var lower: Bound?
  private(set) var upper: Bound?
  /// `Numeric(5, 2)`
  private(set) var digits: (whole: Int, decimals: Int)?

  struct Bound: Equatable {
    var number: String
    /// Whether the number itself is taken.
    var isIncluded: Bool

    /// The number, if it is a whole one with others beside it.
    var countable: Int? {
      Int(number).flatMap { ($0.magnitude < Int.max.magnitude) ? $0 : nil }
    }
  }

  /// `nil` when the failure is about no such rule.
  init?(_ reading: SQLAlchemyReading) {
    guard let relation = reading.relation else { return nil }
    switch reading.kind {
    case .check:
      guard let name = reading.boundedColumn, let column = relation.column(named: name),
        let text = reading.checkExpression,
        // What takes from a number is bounded by what is left.
        reading.write?.use.values.last(where: { $0.column == name })?.isComputedInDatabase != true,
        reading.failingStatement?.computedColumns.contains(name) != true
      else { return nil }
      self.column = column
      guard read(text, of: name) else { return nil }
    case .outOfRange:
      let written = Set(reading.failingStatement?.writtenColumns ?? [])
      let numbers = relation.facts.columns.compactMap { column in
        relation.digits(of: column).map { (column, $0) }
      }.filter { written.contains($0.0.column) }
      let named = numbers.filter { reading.columns.contains($0.0.column) }
      guard let only = named.count == 1 ? named[0] : numbers.count == 1 ? numbers[0] : nil else {
        return nil
      }
      (column, digits) = only
      let end = "1" + String(repeating: "0", count: only.1.whole)
      lower = Bound(number: "-\(end)", isIncluded: false)
      upper = Bound(number: end, isIncluded: false)
    default: return nil
    }
  }

  /// What a rule alone says of a column; `nil` when it says something else.
  init?(_ rule: String, of column: SourceFacts.Relation.Column) {
    self.column = column
    guard read(rule, of: column.column) else { return nil }
  }

  /// A whole number within the bounds: the given one where it is.
  func number(near wanted: Int, _ place: Int) -> Int {
    let least = lower?.countable.map { lower?.isIncluded == true ? $0 : $0 + 1 }
    let most = upper?.countable.map { upper?.isIncluded == true ? $0 : $0 - 1 }
    if let least, wanted < least { return least + place - 1 }
    if let most, wanted > most { return max(most - place + 1, least ?? .min) }
    return wanted
  }

  /// `abv >= 0 AND abv <= 20`
  private mutating func read(_ text: String, of name: String) -> Bool {
    let words = text.comparisonWords
    if words.count == 5, words[0] == name, words[1].lowercased() == "between",
      words[3].lowercased() == "and", Double(words[2]) != nil, Double(words[4]) != nil
    {
      lower = Bound(number: words[2], isIncluded: true)
      upper = Bound(number: words[4], isIncluded: true)
      return true
    }
    for comparison in words.split(whereSeparator: { $0.lowercased() == "and" }) {
      var parts = Array(comparison)
      // `0 <= amount`
      if parts.count == 3, parts[2] == name, let turned = Self.turned[parts[1]] {
        parts = [parts[2], turned, parts[0]]
      }
      guard parts.count == 3, parts[0] == name, Double(parts[2]) != nil else { return false }
      let bound = Bound(number: parts[2], isIncluded: parts[1].hasSuffix("="))
      switch parts[1] {
      case ">", ">=":
        guard lower == nil else { return false }
        lower = bound
      case "<", "<=":
        guard upper == nil else { return false }
        upper = bound
      default: return false
      }
    }
    return lower != nil || upper != nil
  }

  private static let turned = [">": "<", ">=": "<=", "<": ">", "<=": ">="]

  /// `must not be less than 0`
  var words: String {
    let low = lower.map { $0.isIncluded ? "not be less than" : "be greater than" }
    let high = upper.map { $0.isIncluded ? "not be greater than" : "be less than" }
    let parts = [
      low.flatMap { words in lower.map { "\(words) \($0.number)" } },
      high.flatMap { words in upper.map { "\(words) \($0.number)" } },
    ]
    return "must " + parts.compactMap(\.self).joined(separator: " and ")
  }

  /// `ge=0, le=20`
  var pydanticArguments: String {
    let parts = [
      lower.map { "\($0.isIncluded ? "ge" : "gt")=\($0.number)" },
      upper.map { "\($0.isIncluded ? "le" : "lt")=\($0.number)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  /// `value < 0 or value > 20`
  func isBroken(by value: String) -> String {
    let parts = [
      lower.map { "\(value) \($0.isIncluded ? "<" : "<=") \($0.number)" },
      upper.map { "\(value) \($0.isIncluded ? ">" : ">=") \($0.number)" },
    ]
    return parts.compactMap(\.self).joined(separator: " or ")
  }

  /// A number that breaks the rule, and one that keeps it; `nil` where none is taken.
  var samples: (refused: String, taken: String)? {
    if let digits {
      let nines = String(repeating: "9", count: digits.whole)
      return upper.map { ($0.number, nines.isEmpty ? "0" : nines) }
    }
    let (low, high) = (lower?.countable, upper?.countable)
    if let upper, let high {
      let taken = upper.isIncluded ? high : high - 1
      guard low.map({ $0 <= taken }) ?? true else { return nil }
      return ("\(high + 1)", "\(taken)")
    }
    // Zero may be refused for being empty.
    guard let lower, let low else { return nil }
    return ("\(low - 1)", "\(max(lower.isIncluded ? low : low + 1, 1))")
  }
}

extension PythonRelation {
  /// `(3, 2)` of `Numeric(5, 2)`, of `Field(max_digits=5, decimal_places=2)`.
  fileprivate func digits(of column: SourceFacts.Relation.Column) -> (whole: Int, decimals: Int)? {
    guard let definition, let type = definition.type else { return nil }
    let declared = type.value(column.field)
    func number(_ expression: PythonExpression?) -> Int? {
      if case .number(let digits) = expression?.kind { Int(digits) } else { nil }
    }
    for call in declared?.calls ?? [] {
      let isType = ["Numeric", "DECIMAL", "NUMERIC"].contains(call.name ?? "")
      let all = isType ? call.argument("precision") ?? call.positional.first : nil
      let decimals = isType ? call.argument("scale") ?? call.positional.dropFirst().first : nil
      guard let precision = number(all ?? call.argument("max_digits")) else { continue }
      let scale = number(decimals ?? call.argument("decimal_places")) ?? 0
      guard precision >= scale, precision <= 38 else { return nil }
      return (precision - scale, scale)
    }
    return nil
  }
}

extension SQLAlchemyReading {
  /// The rule of the violated check as the declaration says it.
  var checkExpression: String? {
    guard let relation else { return nil }
    let rules = relation.facts.constraints.filter { $0.kind == .check }
    let named = rules.first { $0.name != nil && $0.name == failure.violation?.constraint }
    return (named ?? (rules.count == 1 ? rules[0] : nil))?.expression
  }

  /// Whether the bounds stand where the value comes in, or a change puts them there.
  var isBoundedAtInput: Bool {
    if !limitOfNumber.isEmpty || !limitOfChoice.isEmpty { return true }
    if checkedLength != nil, !limit.isEmpty { return true }
    guard let endpoint, let bounds = SQLAlchemyBounds(self) else { return false }
    return PythonInput(endpoint, source)?.isBounded(key(of: bounds.column.column)) == true
  }

  /// The same bounds where the value comes in.
  var limitOfNumber: [Fix] {
    guard let endpoint, let bounds = SQLAlchemyBounds(self),
      let input = PythonInput(endpoint, source),
      let edited = input.bounding(
        key(of: bounds.column.column), bounds,
        rowOf: relation?.definition)
    else { return [] }
    let label = bounds.column.field.replacing("_", by: " ")
    return [
      edited.fix(
        "Bound \(label) in `\(input.type.name)`", .unsafe,
        because: """
          The database refuses such a number, so the same rule is asked where it comes in, and the \
          client reads it. Rows that other paths write still meet the database alone.
          """)
    ].compactMap(\.self)
  }
}

extension PythonInput {
  private static let bounds = ["ge", "gt", "le", "lt", "max_digits"]

  /// Whether a field takes not all numbers already.
  func isBounded(_ name: String) -> Bool {
    let call = field(name)?.call
    if kind == .form, type.method("validate_\(name)") != nil { return true }
    let validators = call?.argument("validators")?.elements ?? []
    let rules = call?.argument("validate")?.calls ?? []
    return validators.contains { $0.asCall?.name == "NumberRange" }
      || rules.contains { $0.name == "Range" }
      || Self.bounds.contains { call?.argument($0) != nil }
  }

  /// The class with a field that takes no numbers beyond some; `nil` when the field has a rule of
  /// that kind, or is declared where others rely on it.
  ///
  /// - Parameter row: The declaration of the table: what it inherits is about its own columns.
  func bounding(
    _ name: String, _ bounds: SQLAlchemyBounds, rowOf row: PythonDefinition?
  ) -> PythonChange? {
    guard let field = field(name) else { return nil }
    let isOwn = type.body.contains { $0.span == field.statement.span }
    let isOfRow =
      row.map { Self.fields(of: $0, source) }?.contains { inherited in
        inherited.name == name && inherited.statement.span == field.statement.span
          && inherited.file.source.path == field.file.source.path
      } == true
    guard isOwn || isOfRow else { return nil }
    switch kind {
    case .form: return validating(field, bounds)
    case .model: return bounded(field, bounds)
    case .schema: return ranged(field, bounds)
    }
  }

  /// A schema's field with `Range`.
  private func ranged(_ field: Field, _ bounds: SQLAlchemyBounds) -> PythonChange? {
    guard ["Int", "Integer", "Float", "Decimal", "Number"].contains(field.type ?? "") else {
      return nil
    }
    var arguments: [String] = []
    for (name, bound) in [("min", bounds.lower), ("max", bounds.upper)] {
      guard let bound else { continue }
      arguments.append("\(name)=\(bound.number)")
      if !bound.isIncluded { arguments.append("\(name)_inclusive=False") }
    }
    return ruled(field, "Range", arguments.joined(separator: ", "))
  }

  private func bounded(_ field: Field, _ bounds: SQLAlchemyBounds) -> PythonChange? {
    guard case .annotate(_, _, let value) = field.statement.kind,
      ["int", "float", "Decimal"].contains(field.type?.lastName ?? "")
    else { return nil }
    var arguments = bounds.pydanticArguments
    if let digits = bounds.digits, field.type?.lastName == "Decimal" {
      arguments =
        "max_digits=\(digits.whole + digits.decimals), decimal_places=\(digits.decimals)"
    }
    let file = field.file
    var change = PythonChange()
    if let call = value?.asCall {
      let known = Self.bounds + ["sa_column"]
      guard call.name == "Field", !known.contains(where: { call.argument($0) != nil }) else {
        return nil
      }
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)\(arguments)", at: call.span.end - 1, in: file)
      return change
    }
    if let value {
      let text = "Field(default=\(file.source(of: value)), \(arguments))"
      change.edit(file, Edit(value.span.start..<value.span.end, with: text))
    } else {
      change.insert(" = Field(\(arguments))", at: field.statement.span.end, in: file)
    }
    let module = file.imports["SQLModel"] != nil ? "sqlmodel" : "pydantic"
    change.addImport(["Field"], from: module, in: file)
    return change
  }

  /// A form with `NumberRange`, or with a method where a bound itself is not taken.
  private func validating(_ field: Field, _ bounds: SQLAlchemyBounds) -> PythonChange? {
    let isRanged =
      field.call?.argument("validators")?.elements.contains { $0.asCall?.name == "NumberRange" }
      == true
    guard ["IntegerField", "FloatField", "DecimalField"].contains(field.type ?? ""), !isRanged
    else { return nil }
    if bounds.lower?.isIncluded != false, bounds.upper?.isIncluded != false {
      let parts = [
        bounds.lower.map { "min=\($0.number)" }, bounds.upper.map { "max=\($0.number)" },
      ]
      return adding(
        "NumberRange(\(parts.compactMap(\.self).joined(separator: ", ")))", to: field)
    }
    let file = field.file
    guard type.method("validate_\(field.name)") == nil, let last = type.body.last,
      let margin = file.margin(of: last)
    else { return nil }
    let level = file.style.indent
    let words = "\(field.name.replacing("_", by: " ").capitalizedFirst) \(bounds.words)."
    let test = bounds.isBroken(by: "field.data")
    let whole = test.mentions(" or ") ? "(\(test))" : test
    var change = PythonChange()
    let end = file.lineEnd(of: last.span.end - 1)
    let isOpen = end > 0 && file.source.bytes((end - 1)..<end) != [UInt8(ascii: "\n")]
    change.insert(
      (isOpen ? "\n" : "") + "\n\(margin)def validate_\(field.name)(self, field):\n"
        + "\(margin)\(level)if field.data is not None and \(whole):\n"
        + file.style.call(
          "ValidationError", [file.style.literal(words)], prefix: "raise ",
          margin: margin + level + level) + "\n", at: end, in: file)
    let origin = file.imports["StringField"]?.mentions("wtforms") == true
    change.addImport(
      ["ValidationError"], from: origin ? "wtforms.validators" : "wtforms", in: file)
    return change
  }
}

extension String {
  /// The words of a condition in SQL, without quotes and brackets: `amount`, `>=`, `0`.
  var comparisonWords: [String] {
    var spaced = ""
    var wasSign = false
    for character in self where !"()\"'`".contains(character) {
      let isSign = "<>=!".contains(character)
      if isSign != wasSign { spaced += " " }
      spaced.append(character)
      wasSign = isSign
    }
    return spaced.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
