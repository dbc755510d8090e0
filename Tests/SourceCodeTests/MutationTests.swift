import Foundation
import SourceCode
import TestSupport
import Testing

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}

@Suite("Sources that make no sense")
struct MutationTests {
  static let names = ["python_3_11.py", "python_3_14.py", "python_2.py", "members.swift"]

  private static func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appending(path: "source/\(name)")))
  }

  /// Reads a text in every way; what counts is that it comes back.
  private static func read(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for firstLine in [1, 40] {
      let module = PythonModule(parsing: text, firstLine: firstLine)
      for call in module.calls { _ = module.source(of: call.span) }
      _ = module.location(ofLine: 45).precedingStatements
      let file = SwiftFile(parsing: text, firstLine: firstLine)
      for call in file.calls { _ = file.source(of: call.span) }
      _ = file.location(ofLine: 45).precedingStatements
      _ = file.sqlLiterals
    }
  }

  @Test(arguments: names)
  func survivesBeingCutAnywhere(name: String) throws {
    let bytes = try Self.bytes(of: name)
    for count in stride(from: 0, through: bytes.count, by: 41) {
      Self.read(Array(bytes[..<count]))
      Self.read(Array(bytes[count...]))
    }
  }

  @Test(arguments: names)
  func survivesGarbage(name: String) throws {
    let bytes = try Self.bytes(of: name)
    let pieces = [
      "(", ")", "[", "}", "f\"{", "}", "\"\"\"", "\n", "    ", "lambda ", ":", "not ", "else:\n",
      "\\(", "\"", "/*", "#\"", "case ", "\\", "\0", "é", "{", "@", "match x:\n case",
    ]
    var generator = SeededGenerator(state: 7)
    for _ in 0..<25 {
      var mutated = bytes
      for _ in 0..<15 {
        let index = Int.random(in: 0..<mutated.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: mutated[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: mutated.remove(at: index)
        default:
          mutated.insert(
            contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: index)
        }
      }
      Self.read(mutated)
    }
  }

  @Test(arguments: [
    "(", "[", "{", "({[", "f'{", "f\"{x:{", "lambda: ", "not ", "-", "a.", "a(", "a[", "if x:\n ",
    "x if y else ", "a + ", "a ** ", "yield ", "a and ", "a < ", "*", "@a\n", "def f(", "with (",
    "match x:\n case y:\n", "\\\n", "{a: ", "print a, ", ") ]", "( ]", "await ", "else:\n",
    "except:\n", "}", ")", "\"\"\"\n", "\"\\(", "/*", "#\"", "if x {", "switch x { case a: ",
    "else {", "a {", ". {", "a\n.b", "catch ", "a, ", "x = ", "[x for x in ",
  ])
  func survivesDeepNesting(piece: String) {
    Self.read(Array(String(repeating: piece, count: 10_000).utf8))
  }

  @Test func survivesEverDeeperAndEverShallowerLines() {
    let deeper = (0..<600).map { String(repeating: " ", count: $0) + "if x:" }
    Self.read(Array(deeper.joined(separator: "\n").utf8))
    Self.read(Array(deeper.reversed().joined(separator: "\n").utf8))
  }

  @Test func leavesEnormousTextsUnread() {
    let text = String(repeating: "call()\n", count: SourceLimits.parsedBytesMax / 7 + 1)
    #expect(PythonModule(parsing: text).statements.isEmpty)
    #expect(PythonModule(parsing: text).unreadable.count == 1)
    #expect(SwiftFile(parsing: text).statements.isEmpty)
  }
}
