public import EventSchema

/// The plain text that a frame's local variable stands for, as a database would print it; `nil` for
/// null and for objects that have no such text.
///
/// SDKs send `repr` strings (`'K-17'`, `datetime.date(2031, 5, 1)`, `Decimal('2.50')`, `Int4(4)`)
/// or JSON values.
public func readLocalValue(_ variable: JSON) -> String? {
  switch variable {
  case .null, .array, .object: nil
  case .bool(let bool): bool ? "1" : "0"
  case .integer(let integer): String(integer)
  case .number(let number): String(number)
  case .string(let representation): readRepresentation(representation)
  }
}

/// The elements of a parameter list that a frame holds; empty when it is none or was cut.
public func readLocalValues(_ variable: JSON) -> [String?] {
  variable.array.map(readLocalValue)
}

private func readRepresentation(_ text: String) -> String? {
  switch text {
  case "None", "nil", "null", "NULL": return nil
  case "True", "true": return "1"
  case "False", "false": return "0"
  default: break
  }
  if let unquoted = unquoted(text) { return unquoted }
  guard text.utf8.last == UInt8(ascii: ")"), let open = text.firstIndex(of: "(") else {
    return text
  }
  guard text[..<open].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else {
    return text
  }
  let name = text[..<open].split(separator: ".").last.map(String.init) ?? ""
  let inner = String(text[text.index(after: open)...].dropLast())
  switch name {
  case "date": return dateText(numbers(inner))
  case "datetime": return dateTimeText(numbers(inner))
  case "Decimal", "UUID", "Int2", "Int4", "Int8", "IntNumeric", "Jsonb", "Json", "SafeString":
    return unquoted(inner) ?? inner
  default: return nil
  }
}

/// The text inside Python's quotes with its escapes resolved; `nil` when there are none around it.
private func unquoted(_ text: String) -> String? {
  var bytes = text.utf8[...]
  if let first = bytes.first, "bBuU".utf8.contains(first) { bytes = bytes.dropFirst() }
  guard let quote = bytes.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
    bytes.count >= 2, bytes.last == quote
  else { return nil }
  let body = String(Substring(bytes.dropFirst().dropLast()))
  guard body.contains(ascii: "\\") else { return body }
  var result = ""
  var isEscaped = false
  for character in body {
    if isEscaped {
      switch character {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "r": result.append("\r")
      default: result.append(character)
      }
      isEscaped = false
    } else if character == "\\" {
      isEscaped = true
    } else {
      result.append(character)
    }
  }
  return result
}

/// The leading positional numbers of a constructor's arguments.
private func numbers(_ arguments: String) -> [Int] {
  var result: [Int] = []
  for part in arguments.split(separator: ",") {
    let digits = part.drop { $0 == " " }
    guard let number = Int(digits) else { break }
    result.append(number)
  }
  return result
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func dateText(_ parts: [Int]) -> String? {
  guard parts.count >= 3 else { return nil }
  return "\(padded(parts[0], 4))-\(padded(parts[1]))-\(padded(parts[2]))"
}

private func dateTimeText(_ parts: [Int]) -> String? {
  guard let day = dateText(parts) else { return nil }
  let time = (3..<6).map { padded($0 < parts.count ? parts[$0] : 0) }
  let fraction = parts.count > 6 ? ".\(padded(parts[6], 6))" : ""
  return "\(day) \(time.joined(separator: ":"))\(fraction)"
}
