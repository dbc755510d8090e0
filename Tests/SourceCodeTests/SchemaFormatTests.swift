import Foundation
import SourceCode
import Testing

@Suite("Schema formats")
struct SchemaFormatTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var format: SchemaFormat
    var number: Int
    var testDescription: String { "\(format.name) \(number)" }
    var example: SchemaFormat.Example { format.examples[number] }
  }

  static let examples = SchemaFormat.all.flatMap { format in
    format.examples.indices.map { Example(format: format, number: $0) }
  }

  static func outline(_ text: String) -> [String] {
    Schema.read(SourceFile(path: "x", text: text))?.outline ?? []
  }

  @Test(arguments: SchemaFormat.all.map(\.name))
  func haveExamplesOfBothKinds(name: String) {
    let examples = SchemaFormat.all.first { $0.name == name }?.examples ?? []
    #expect(examples.count { !$0.declares.isEmpty } >= 2)
    #expect(examples.count { $0.declares.isEmpty } >= 2)
  }

  @Test("read their examples", arguments: examples)
  func readExamples(_ example: Example) {
    #expect(Self.outline(example.example.text) == example.example.declares)
  }

  @Test("read their examples with other line ends", arguments: examples)
  func readOtherLineEnds(_ example: Example) {
    let text = example.example.text.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(Self.outline(text) == example.example.declares)
  }

  /// A dump that is cut off, binary, or of something else: less is read, and nothing else.
  @Test("survive cutting and noise", arguments: examples)
  func surviveNoise(_ example: Example) {
    let bytes = Array(example.example.text.utf8)
    for end in stride(from: 0, to: bytes.count, by: 3) {
      _ = Self.outline(String(decoding: bytes[..<end], as: UTF8.self))
      var noisy = bytes
      noisy[end] = 0xFF
      _ = Self.outline(String(decoding: noisy, as: UTF8.self))
      noisy[end] = UInt8(ascii: "(")
      _ = Self.outline(String(decoding: noisy, as: UTF8.self))
    }
  }
}
