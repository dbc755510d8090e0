import SourceCode
import Testing

@Suite("Code that makes no sense")
struct CodeMutationTests {
  /// Reads a text in every way; its places must be in the text.
  private static func read(_ bytes: [UInt8], _ language: CodeLanguage) {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.utf8.count { $0 == 0x0A } + 1
    for firstLine in [1, 40] {
      let file = CodeFile(parsing: text, language: language, firstLine: firstLine)
      let calls = file.calls
      #expect(calls.allSatisfy { $0.span.end <= text.utf8.count })
      #expect(calls.allSatisfy { $0.span.lastLine < firstLine + lines })
      _ = file.functionName(ofLine: 45)
      _ = file.body.sqlLiterals
      _ = file.types
    }
  }

  @Test(arguments: CodeLanguage.all.map(\.name))
  func survivesBeingCutAnywhere(name: String) throws {
    let language = try #require(CodeLanguage.all.first { $0.name == name })
    for example in language.examples {
      let bytes = Array(example.source.utf8)
      for count in stride(from: 0, through: bytes.count, by: 7) {
        Self.read(Array(bytes[..<count]), language)
        Self.read(Array(bytes[count...]), language)
      }
    }
  }

  @Test(arguments: CodeLanguage.all.map(\.name))
  func survivesGarbage(name: String) throws {
    let language = try #require(CodeLanguage.all.first { $0.name == name })
    let pieces = [
      "(", ")", "[", "}", "{", "\"", "'", "`", "${", "#{", "\\(", "\n", "end\n", "do |x|", "->",
      "=>",
      "::", "<<~SQL\n", "<?php", "?>", "/*", "*/", "//", "if ", "else", "case x:\n", "|>", "fn ",
      "@",
      "\\", "\0", "é", "class X", "def f", ":", "?", "<", ">", "%w[", "~s(", "r#\"",
    ]
    var generator = SeededGenerator(state: 11)
    for example in language.examples {
      for _ in 0..<40 {
        var bytes = Array(example.source.utf8)
        for _ in 0..<8 {
          let index = Int.random(in: 0..<max(bytes.count, 1), using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0 where index < bytes.count:
            bytes[index] = UInt8.random(in: 0...255, using: &generator)
          case 1 where index < bytes.count: bytes.remove(at: index)
          default:
            bytes.insert(
              contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: index)
          }
        }
        Self.read(bytes, language)
      }
    }
  }

  @Test(arguments: [
    "(", "[", "{", "({[", "a(", "a.b(", "a[", "if (x) {", "if x\n", "if x do\n", "do\n", "x = ",
    "!",
    "a && ", "a ? b : ", "x => ", "(x) => {", "fn x -> ", "function f() {", "def f\n", "class X {",
    "class X\n", "a.b", "a |> ", "new X(", "\"#{", "`${", "\"\\(", "<<~A\n", "/*", "@a(", "#[a(",
    "case x\nwhen 1\n", "switch (x) { case a: ", "match x { a => ", "else {", "}", ")", "end\n",
    "a<b<", "f a, ", "-> { ", "|x| ", "return ", "try {", "begin\n", "} catch (e) {", "rescue\n",
    "x if y ", "%w[", "a: ", "{a: ", "a::", "...", "await ", "let x = ", "<?php ?>", "'a ", "r#\"",
  ])
  func survivesDeepNesting(piece: String) {
    let bytes = Array(String(repeating: piece, count: 150).utf8)
    for language in CodeLanguage.all { Self.read(bytes, language) }
  }
}
