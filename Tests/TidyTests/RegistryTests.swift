import Foundation
import Testing

/// A hand-written `static let all` and the values that it has to name.
struct Registry: CustomStringConvertible {
  let file: String
  let module: String
  let type: String
  /// The text between the brackets.
  let list: String

  var description: String { "\(type).all" }

  /// Every registry of the sources.
  static func found() throws -> [Registry] {
    try Repository.swiftFiles().flatMap { file in
      file.text.matches(of: #/static let all: \[(\w+)\] = \[/#).map { match in
        let before = file.text[..<match.range.lowerBound]
        let enclosing = before.matches(of: #/(?:extension|struct|enum) (\w+)/#).last
        let written = String(match.output.1)
        return Registry(
          file: file.path, module: file.module,
          type: written == "Self" ? String(enclosing?.output.1 ?? "") : written,
          list: untilClosingBracket(file.text[match.range.upperBound...]))
      }
    }
  }

  private static func untilClosingBracket(_ text: Substring) -> String {
    var depth = 1
    let end = text.firstIndex { character in
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      return depth == 0
    }
    return String(text[..<(end ?? text.endIndex)])
  }
}

@Suite struct RegistryTests {
  @Test(arguments: try Registry.found())
  func namesEveryValueOfItsModule(registry: Registry) throws {
    let type = registry.type
    let value = try Regex(
      #"(?m)^ *(?:public )?static (?:let|var) (\w+)(?:: \#(type)\b| = \#(type)\()"#,
      as: (Substring, Substring).self)
    let named = Set(registry.list.matches(of: #/\.?(\w+)/#).map { String($0.output.1) })
    for file in try Repository.swiftFiles() where file.module == registry.module {
      for match in file.text.matches(of: value) where !named.contains(String(match.output.1)) {
        Issue.record("Add .\(match.output.1) of \(file.path) to \(registry) in \(registry.file)")
      }
    }
  }

  @Test func registriesAreFound() throws {
    let types = Set(try Registry.found().map(\.type))
    let expected: Set = ["Cause", "Dialect", "Driver", "Framework", "Runtime"]
    #expect(types.isSuperset(of: expected), "without `all`: \(expected.subtracting(types))")
  }
}
