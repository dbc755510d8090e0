/// A type's name, taken apart as an exception's type and module.
struct TypeName: Sendable, Hashable {
  var module: String?
  /// With the types it is nested in: `Database.Failure`.
  var type: String

  init(of type: Any.Type) {
    self.init(reflected: String(reflecting: type))
  }

  /// - Parameter text: As reflection prints it: `App.Database.Failure`,
  ///   `App.(unknown context at $7f3c).Failure`, `(extension in App):Swift.Int.Failure`.
  init(reflected text: String) {
    var rest = text[...]
    var extendingModule: String?
    let mark = "(extension in "
    if rest.hasPrefix(mark), let end = rest.firstIndex(of: ")") {
      extendingModule = String(rest[rest.index(rest.startIndex, offsetBy: mark.count)..<end])
      rest = rest[rest.index(after: end)...]
      if rest.first == ":" { rest = rest.dropFirst() }
    }
    var parts = Self.components(of: rest)
    let module = parts.count > 1 ? parts.removeFirst() : nil
    parts.removeAll { $0.hasPrefix("(unknown context") }
    self.module = extendingModule ?? module
    type = parts.isEmpty ? text : parts.joined(separator: ".")
  }

  /// Splits at the points outside of brackets.
  private static func components(of text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      switch character {
      case "(", "<": depth += 1
      case ")", ">": depth -= 1
      default: break
      }
      if character == ".", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts
  }
}
