import SourceCode
import Testing

@Suite("Light readers of languages")
struct CodeLanguageTests {
  /// `receiver.name(arguments)`, values as `_`.
  static func outline(_ call: CodeCall) -> String {
    let names = call.receiver.map { $0.name.isEmpty ? "_" : $0.name } + [call.name]
    let arguments = call.arguments.map { argument -> String in
      if let key = argument.key { return "\(key):" }
      let members = argument.value.members
      guard !members.isEmpty else { return "_" }
      let keys = members.map { $0.key ?? "_" }.joined(separator: ", ")
      return "{\(keys)}"
    }
    let separator = call.separator == "new" ? "new " : ""
    return "\(separator)\(names.joined(separator: "."))(\(arguments.joined(separator: ", ")))"
  }

  @Test(
    arguments: CodeLanguage.all.flatMap { language in
      language.examples.indices.map { (language.name, $0) }
    })
  func readsItsExamples(name: String, index: Int) throws {
    let language = try #require(CodeLanguage.all.first { $0.name == name })
    let example = language.examples[index]
    let lines = example.source.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = try #require(lines.firstIndex { $0.hasPrefix("↓") })
    let source = example.source.replacing("↓", with: "")
    let file = CodeFile(parsing: source, language: language, firstLine: 7)
    #expect(file.functionName(ofLine: marked + 7) == example.function)
    #expect(file.calls.map(Self.outline) == example.calls)
  }

  @Test func everyLanguageHasExamplesAndNearMisses() {
    for language in CodeLanguage.all {
      #expect(language.examples.count { !$0.calls.isEmpty } >= 2)
      #expect(language.examples.count { $0.function == nil } >= 2)
    }
  }
}
