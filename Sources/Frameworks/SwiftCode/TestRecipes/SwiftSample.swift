import EventSchema
import SourceCode

/// Values for parameters of types that every program knows.
enum SwiftSample {
  /// A literal; another one for each variant. `nil` for types that are not known.
  static func value(of type: String, named name: String, variant: Int) -> String? {
    switch type {
    case "String", "Substring": "\"\(text(named: name.lowercased(), variant))\""
    case "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
      "Double", "Float", "Decimal":
      "\(variant)"
    case "Bool": "true"
    case "Date": "Date(timeIntervalSince1970: \(variant))"
    case "Data": "Data([\(variant)])"
    case "URL": "URL(fileURLWithPath: \"/\(name)/\(variant)\")"
    case _ where type.hasPrefix("[") && type.hasSuffix("]"): type.mentions(":") ? "[:]" : "[]"
    default: nil
    }
  }

  private static func text(named name: String, _ variant: Int) -> String {
    let person = variant == 1 ? "ada" : variant == 2 ? "grace" : "alan"
    return switch name {
    case _ where name.mentions("mail"): "\(person)@example.org"
    case _ where name.mentions("password"): "correct horse battery staple \(variant)"
    case _ where name.mentions("phone"): "+1555010\(variant)"
    case _ where name.mentions("url") || name.mentions("link"): "https://example.org/\(variant)"
    case _ where name.hasSuffix("name"): person.capitalizedFirst
    default: "\(name)-\(variant)"
    }
  }

  /// A closure of a type that does nothing but give a value; `before` runs first.
  static func closure(of type: String, named name: String, before: String? = nil) -> String? {
    guard let result = type.rest(after: "->")?.trimmed,
      let list = type.rest(after: "(")?.parts(at: ")").first
    else { return nil }
    let count = list.parts(at: ",").filter { !$0.trimmed.isEmpty }.count
    let names = Array(repeating: "_", count: count).joined(separator: ", ")
    let opening = count == 0 ? "{" : "{ \(names) in"
    if result == "Void" || result == "()" {
      return before.map { "\(opening) \($0) }" } ?? "\(opening) }"
    }
    let value = result.hasSuffix("?") ? "nil" : value(of: result, named: name, variant: 1)
    guard let value else { return nil }
    return before.map { "\(opening)\n  \($0)\n  return \(value)\n}" } ?? "\(opening) \(value) }"
  }
}

extension SwiftParameter {
  /// Whether the parameter says where a database is.
  var isDatabasePath: Bool {
    guard type == "String" || type == "URL" else { return false }
    let name = name.lowercased()
    return name.hasSuffix("path") || name.mentions("file") || name == "location"
      || name.mentions("url") || name.mentions("database")
  }

  /// Whether the parameter gives one of the columns: `accountID` gives `account_id`.
  func gives(_ columns: [String]) -> Bool {
    let plain = name.lowercased()
    return columns.contains { $0.filter { $0 != "_" }.lowercased() == plain }
  }
}
