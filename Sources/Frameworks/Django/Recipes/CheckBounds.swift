import SourceCode

/// The numbers between which a check keeps a field: `Q(grade__gte=1) & Q(grade__lte=6)`.
struct CheckBounds {
  struct Bound {
    /// As Python writes it: `0`, `-1`, `0.5`.
    var number: String
    var isInclusive: Bool
  }

  var lower: Bound?
  var upper: Bound?

  /// `nil` for a condition that says anything else, or of another field.
  init?(_ lookups: [DjangoLookup]) {
    for lookup in lookups {
      switch lookup.comparison {
      case "gte", "gt", "lte", "lt":
        guard let number = lookup.value.writtenNumber else { return nil }
        let bound = Bound(number: number, isInclusive: lookup.comparison.hasSuffix("e"))
        if lookup.comparison.hasPrefix("g") { lower = bound } else { upper = bound }
      case "range":
        let ends = lookup.value.elements.compactMap(\.writtenNumber)
        guard ends.count == 2, lookup.value.elements.count == 2 else { return nil }
        lower = Bound(number: ends[0], isInclusive: true)
        upper = Bound(number: ends[1], isInclusive: true)
      default: return nil
      }
    }
    if lower == nil, upper == nil { return nil }
  }

  /// `not 1 <= grade <= 6`, `grade < 1`
  func isBroken(_ value: String) -> String {
    func below(_ bound: Bound) -> String { bound.isInclusive ? "<=" : "<" }
    switch (lower, upper) {
    case (let lower?, let upper?):
      return "not \(lower.number) \(below(lower)) \(value) \(below(upper)) \(upper.number)"
    case (let lower?, nil): return "\(value) \(lower.isInclusive ? "<" : "<=") \(lower.number)"
    case (nil, let upper?): return "\(value) \(upper.isInclusive ? ">" : ">=") \(upper.number)"
    case (nil, nil): return "False"
    }
  }

  /// `must be between 1 and 6`
  var words: String {
    switch (lower, upper) {
    case (let lower?, let upper?) where lower.isInclusive && upper.isInclusive:
      "must be between \(lower.number) and \(upper.number)"
    case (let lower?, let upper?):
      "must be \(Self.words(of: lower, "less")) and \(Self.words(of: upper, "greater"))"
    case (let lower?, nil): "must \(Self.words(of: lower, "less"))"
    case (nil, let upper?): "must \(Self.words(of: upper, "greater"))"
    case (nil, nil): "is not allowed"
    }
  }

  private static func words(of bound: Bound, _ word: String) -> String {
    let opposite = word == "less" ? "greater" : "less"
    return bound.isInclusive
      ? "not be \(word) than \(bound.number)" : "be \(opposite) than \(bound.number)"
  }

  /// Options of a form's or serializer's field; `nil` where it has none for such a bound.
  var options: [(name: String, value: String)]? {
    let bounds = [lower, upper].compactMap(\.self)
    guard bounds.allSatisfy(\.isInclusive) else { return nil }
    return [("min_value", lower?.number), ("max_value", upper?.number)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }

  /// The smallest and the largest whole number that keep the check.
  var whole: (smallest: Int?, largest: Int?) {
    let least = lower.flatMap { bound in
      Int(bound.number).map { bound.isInclusive ? $0 : $0 + 1 }
        ?? Double(bound.number).flatMap { Int(exactly: $0.rounded(.up)) }
    }
    let most = upper.flatMap { bound in
      Int(bound.number).map { bound.isInclusive ? $0 : $0 - 1 }
        ?? Double(bound.number).flatMap { Int(exactly: $0.rounded(.down)) }
    }
    if let least, let most, least > most { return (nil, nil) }
    return (least, most)
  }
}

extension DjangoLookup {
  /// The look-ups that a condition of `Q` objects asks for all at once; `nil` for alternatives.
  static func all(of condition: PythonExpression) -> [DjangoLookup]? {
    if case .binary(let left, "&", let right) = condition.kind {
      guard let first = all(of: left), let second = all(of: right) else { return nil }
      return first + second
    }
    guard let call = condition.asCall, call.name == "Q", !call.arguments.isEmpty else { return nil }
    var found: [DjangoLookup] = []
    for argument in call.arguments {
      if let name = argument.name {
        found.append(DjangoLookup(keyword: name, value: argument.value))
      } else if argument.kind == .positional, let inner = all(of: argument.value) {
        found += inner
      } else {
        return nil
      }
    }
    return found
  }
}

extension DjangoModel {
  /// What the checks of the model say of each field by numbers.
  static func bounds(ofChecksIn meta: PythonClass) -> [String: CheckBounds] {
    var result: [String: CheckBounds] = [:]
    for call in meta.value("constraints")?.elements.compactMap(\.asCall) ?? []
    where call.name == "CheckConstraint" {
      guard let condition = call.argument("condition") ?? call.argument("check"),
        let lookups = DjangoLookup.all(of: condition)
      else { continue }
      for lookup in lookups where lookup.path.count == 1 {
        guard let bounds = CheckBounds([lookup]) else { continue }
        var known = result[lookup.path[0]] ?? bounds
        known.lower = bounds.lower ?? known.lower
        known.upper = bounds.upper ?? known.upper
        result[lookup.path[0]] = known
      }
    }
    return result
  }
}

extension PythonExpression {
  /// `50`, `-1`, `0.5`, `Decimal("0.5")`, as a number is written.
  fileprivate var writtenNumber: String? {
    switch kind {
    case .number(let digits):
      let plain = String(digits.filter { $0 != "_" })
      return Double(plain) == nil ? nil : plain
    case .unary("-", let operand): return operand.writtenNumber.map { "-" + $0 }
    default:
      guard let call = asCall, call.name == "Decimal", call.positional.count == 1 else {
        return nil
      }
      if let text = call.positional[0].stringValue { return Double(text) == nil ? nil : text }
      return call.positional[0].writtenNumber
    }
  }
}
