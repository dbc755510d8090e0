import EventSchema
import SourceCode

/// Invented values for tests. Nothing of the event's own values is kept, only their shape.
enum DjangoSample {
  /// A literal that a model field takes.
  static func value(of field: DjangoModel.Field, shape: String?) -> String {
    if let choice = firstChoice(of: field.call) { return choice }
    let length = field.lengthMax
    return value(ofType: field.type, length: length, pattern: nil, shape: shape)
  }

  /// A literal below the first one; `nil` where none can be told.
  static func lowerValue(of field: DjangoModel.Field) -> String? {
    switch field.type {
    case "DateField": "\"2031-04-13\""
    case "DateTimeField": "\"2031-04-13T09:00:00Z\""
    case "TimeField": "\"08:00\""
    case "FloatField", "DecimalField": "\"0.5\""
    case let type where type.hasSuffix("IntegerField"): "6"
    default: nil
    }
  }

  /// A literal that differs from the first one; `nil` where none can be told.
  static func otherValue(of field: DjangoModel.Field) -> String? {
    guard field.call?.argument("choices") == nil, !field.isRelation else { return nil }
    switch field.type {
    case "EmailField": return "\"other@example.org\""
    case "CharField", "TextField", "SlugField":
      let length = field.lengthMax ?? 7
      return length > 1 ? "\"\("Another".prefix(length))\"" : nil
    case "DateField": return "\"2031-06-15\""
    case "DateTimeField": return "\"2031-06-15T09:00:00Z\""
    case "TimeField": return "\"10:00\""
    case "FloatField", "DecimalField": return "\"2.5\""
    case let type where type.hasSuffix("IntegerField"): return "8"
    default: return nil
    }
  }

  /// A literal that a form or serializer field takes.
  static func value(ofDeclaration call: PythonCall, shape: String?) -> String {
    let length = (call.argument("max_length") ?? call.argument("min_length")).flatMap(number)
    let pattern = call.name == "RegexField" ? call.positional.first?.stringValue : nil
    if let choice = firstChoice(of: call) { return choice }
    return value(ofType: call.name ?? "CharField", length: length, pattern: pattern, shape: shape)
  }

  private static func value(
    ofType type: String, length: Int?, pattern: String?, shape: String?
  ) -> String {
    switch type {
    case "EmailField": return "\"someone@example.org\""
    case "DateField": return "\"2031-05-14\""
    case "DateTimeField": return "\"2031-05-14T09:00:00Z\""
    case "TimeField": return "\"09:00\""
    case "URLField": return "\"https://example.org/\""
    case "UUIDField": return "\"7d444840-9dc0-41d1-b245-5ffdce74fad2\""
    case "BooleanField", "NullBooleanField": return "True"
    case "FloatField", "DecimalField": return "\"1.5\""
    case "GenericIPAddressField": return "\"192.0.2.1\""
    case "JSONField": return "{}"
    case let type where type.hasSuffix("IntegerField"): return "7"
    default: return "\"\(text(length: length, pattern: pattern, shape: shape))\""
    }
  }

  /// A text of the same shape, or letters and digits that most rules take.
  private static func text(length: Int?, pattern: String?, shape: String?) -> String {
    if let shape, !shape.isEmpty, shape.count <= length ?? 60 { return same(shape) }
    if let pattern, pattern.mentions("\\d") {
      let count = pattern.components(separatedBy: "d{").dropFirst().first
        .flatMap { Int($0.prefix { $0.isNumber }) }
      return String(String(repeating: "1234567890", count: 4).prefix(min(count ?? 6, 40)))
    }
    return String("Sample1".prefix(max(1, length ?? 7)))
  }

  /// Each letter becomes another letter of its case, each digit another digit; the rest stays.
  static func same(_ shape: String) -> String {
    let (small, large, digits) = (Array("klmnopq"), Array("KLMNOPQ"), Array("1234567"))
    var result = ""
    for (index, character) in shape.enumerated() {
      switch character {
      case "0"..."9": result.append(digits[index % 7])
      case _ where character.isUppercase: result.append(large[index % 7])
      case _ where character.isLetter: result.append(small[index % 7])
      case "\"", "\\", "\n", "\r": continue
      default: result.append(character)
      }
    }
    return result
  }

  /// The first choice of a field that spells its choices out.
  private static func firstChoice(of call: PythonCall?) -> String? {
    guard let first = call?.argument("choices")?.elements.first else { return nil }
    return (first.elements.first ?? first).stringValue.map { "\"\($0)\"" }
  }

  private static func number(_ expression: PythonExpression) -> Int? {
    if case .number(let digits) = expression.kind { Int(digits.filter { $0 != "_" }) } else { nil }
  }
}
