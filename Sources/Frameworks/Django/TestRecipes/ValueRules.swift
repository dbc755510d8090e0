import SourceCode

/// What the declaration of a field says of its values: lengths, a pattern, the smallest and the
/// largest number.
struct ValueRules {
  var lengthMin = 0
  var lengthMax: Int?
  var pattern: PatternSample?
  var smallest: Int?
  var largest: Int?
  /// How far above the usual value it is, so that the checks between fields are kept.
  let rank: Int

  /// No rules at all.
  init() { rank = 0 }

  /// - Parameter field: The model's, that the value ends in: its column and checks have rules too.
  init(_ call: PythonCall?, endingIn field: DjangoModel.Field? = nil) {
    lengthMax = field?.lengthMax
    rank = min(field?.rank ?? 0, 9)
    (smallest, largest) = field?.bounds?.whole ?? (nil, nil)
    guard let call else { return }
    read("min_length", of: call) { $0.lengthMin = $1 }
    read("max_length", of: call) { $0.lengthMax = min($1, $0.lengthMax ?? $1) }
    read("min_value", of: call) { $0.smallest = max($1, $0.smallest ?? $1) }
    read("max_value", of: call) { $0.largest = min($1, $0.largest ?? $1) }
    if call.name == "RegexField" { readPattern(of: call) }
    for validator in call.argument("validators")?.elements.compactMap(\.asCall) ?? [] {
      let limit = validator.positional.first ?? validator.argument("limit_value")
      switch validator.name {
      case "RegexValidator": readPattern(of: validator)
      case "MinLengthValidator": lengthMin = limit?.count ?? lengthMin
      case "MaxLengthValidator": lengthMax = limit?.count ?? lengthMax
      case "MinValueValidator": smallest = limit?.count ?? smallest
      case "MaxValueValidator": largest = limit?.count ?? largest
      default: continue
      }
    }
  }

  /// Whether a text or number of the usual kind may be refused.
  var isStrict: Bool {
    pattern != nil || lengthMin > 0 || smallest != nil || largest != nil
  }

  private mutating func read(
    _ name: String, of call: PythonCall, _ set: (inout Self, Int) -> Void
  ) {
    if let number = call.argument(name)?.count { set(&self, number) }
  }

  private mutating func readPattern(of call: PythonCall) {
    guard let text = (call.positional.first ?? call.argument("regex"))?.stringValue else { return }
    pattern = PatternSample(text)
  }

  /// A number that is allowed, the wished one if it is.
  func number(_ wished: Int) -> Int { min(max(wished, smallest ?? wished), largest ?? Int.max) }

  /// A text of the length that is asked for.
  func text(_ wished: String) -> String {
    var text = wished
    while text.count < min(lengthMin, 200), !wished.isEmpty { text += wished }
    return String(text.prefix(min(max(wished.count, lengthMin), max(lengthMax ?? Int.max, 1))))
  }

  /// Whether a text may be as long as this one.
  func takes(_ text: String) -> Bool {
    text.count >= lengthMin && text.count <= lengthMax ?? 60
  }
}

extension PythonExpression {
  /// A whole number as written: `1_000`.
  var count: Int? {
    guard case .number(let digits) = kind else { return nil }
    return Int(digits.filter { $0 != "_" })
  }
}
