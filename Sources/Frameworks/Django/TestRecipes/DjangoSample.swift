import EventSchema
import SourceCode

/// Invented values for tests. Nothing of the event's own values is kept, only their shape.
enum DjangoSample {
  /// A literal that a model field takes.
  static func value(of field: DjangoModel.Field, shape: String?) -> String {
    if let choice = firstChoice(of: field.call) { return choice }
    return value(ofType: field.type, ValueRules(field.call, endingIn: field), shape: shape)
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
  ///
  /// - Parameter declared: How the form or serializer declares the field, if it does.
  static func otherValue(of field: DjangoModel.Field, declared: PythonCall? = nil) -> String? {
    guard field.call?.argument("choices") == nil, !field.isRelation else { return nil }
    // What a check keeps below another field has room below alone.
    if field.isBelowAnother, let lower = lowerValue(of: field) { return lower }
    let rules = ValueRules(declared ?? field.call, endingIn: field)
    switch field.type {
    case "EmailField": return "\"other@example.org\""
    case "CharField", "TextField", "SlugField":
      if let pattern = rules.pattern {
        guard let other = pattern.text(1, within: rules.lengthMax),
          other != pattern.text(0, within: rules.lengthMax)
        else { return nil }
        return "\"\(other)\""
      }
      return rules.lengthMax == 1 ? nil : "\"\(rules.text("Another"))\""
    case "DateField": return "\"2031-06-15\""
    case "DateTimeField": return "\"2031-06-15T09:00:00Z\""
    case "TimeField": return "\"10:00\""
    case "FloatField", "DecimalField": return "\"\(rules.rank + 3).5\""
    case let type where type.hasSuffix("IntegerField"):
      let usual = rules.number(7 + rules.rank)
      let higher = rules.number(8 + rules.rank)
      let other = usual == higher ? rules.number(6) : higher
      return other == usual ? nil : "\(other)"
    default: return nil
    }
  }

  /// A literal that a form or serializer field takes.
  ///
  /// - Parameter field: The model's, that the value ends in.
  static func value(
    ofDeclaration call: PythonCall, shape: String?, endingIn field: DjangoModel.Field? = nil
  ) -> String {
    if let choice = firstChoice(of: call) { return choice }
    return value(
      ofType: call.name ?? "CharField", ValueRules(call, endingIn: field), shape: shape)
  }

  private static func value(ofType type: String, _ rules: ValueRules, shape: String?) -> String {
    switch type {
    case "EmailField": return "\"someone@example.org\""
    case "DateField": return "\"2031-05-\(14 + rules.rank)\""
    case "DateTimeField": return "\"2031-05-\(14 + rules.rank)T09:00:00Z\""
    case "TimeField": return rules.rank == 0 ? "\"09:00\"" : "\"\(10 + rules.rank):00\""
    case "DurationField": return "\"00:30:00\""
    case "URLField": return "\"https://example.org/\""
    case "UUIDField": return "\"7d444840-9dc0-41d1-b245-5ffdce74fad2\""
    case "BooleanField", "NullBooleanField": return "True"
    case "FloatField", "DecimalField":
      if rules.rank > 0 { return "\"\(rules.number(rules.rank + 2))\"" }
      return rules.number(1) == 1 && rules.number(2) == 2 ? "\"1.5\"" : "\"\(rules.number(2))\""
    case "GenericIPAddressField", "IPAddressField": return "\"192.0.2.1\""
    case "JSONField": return "{}"
    case let type where type.hasSuffix("IntegerField"): return "\(rules.number(7 + rules.rank))"
    default: return "\"\(text(rules, shape: shape))\""
    }
  }

  /// What the pattern takes, a text of the same shape, or letters and digits that most rules take.
  private static func text(_ rules: ValueRules, shape: String?) -> String {
    if let text = rules.pattern?.text(0, within: rules.lengthMax) { return text }
    if let shape, !shape.isEmpty, rules.takes(shape) { return same(shape) }
    return rules.text("Sample1")
  }

  /// A number or another value that is no text, of the same kind; `nil` for texts and what holds
  /// some.
  static func value(like sent: JSON) -> String? {
    switch sent {
    case .bool: "True"
    case .integer: "7"
    case .number: "1.5"
    case .array(let elements) where elements.allSatisfy { value(like: $0) != nil }:
      "[\(elements.prefix(2).compactMap(value(like:)).joined(separator: ", "))]"
    default: nil
    }
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
}
