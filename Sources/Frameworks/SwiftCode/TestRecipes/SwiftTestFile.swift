import EventSchema
import SourceCode

/// The text of a test file: imports, one suite with a database file for each test.
struct SwiftTestFile {
  let style: SwiftTestStyle
  let target: String
  let suite: String
  let summary: String
  private var modules: Set<String> = []
  private var tests: [String] = []
  /// Methods of the suite that tests call.
  private var members: [String] = []
  /// Declarations after the suite.
  private var declarations: [String] = []

  init(style: SwiftTestStyle, target: String, suite: String, summary: String) {
    self.style = style
    self.target = target
    self.suite = suite
    self.summary = summary
  }

  mutating func need(_ fixtures: SwiftFixtures) { modules.formUnion(fixtures.modules) }
  mutating func need(module: String) { modules.insert(module) }

  var importedModules: [String] { modules.sorted() }

  /// A test; its lines come without indentation and are broken where they are too long.
  mutating func test(_ name: String, _ lines: [String]) {
    let body = lines.flatMap { Self.broken($0, margin: "    ") }
    let isAsynchronous = body.contains { $0.mentionsWord("await") }
    tests.append(
      style.head(name, effects: isAsynchronous ? "async throws" : "throws") + "\n"
        + body.joined(separator: "\n") + "\n  }\n")
  }

  func mentions(_ part: String) -> Bool { tests.contains { $0.mentions(part) } }

  /// A method of the suite, with its margin.
  mutating func add(member text: String) {
    if !members.contains(text) { members.append(text) }
  }

  mutating func declare(_ text: String) { declarations.append(text) }

  /// The lines of one statement, its last call broken where it does not fit.
  static func broken(_ text: String, margin: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let whole = margin + String(line)
      guard whole.count > 100, let open = whole.firstIndex(of: "("),
        let inner = whole.rest(after: "(")?.parts(at: ")"), inner.count > 1
      else { return [whole.trimmed.isEmpty ? "" : whole] }
      let deeper = String(whole.prefix { $0 == " " }) + "  "
      let head = String(whole[...open])
      let tail = ")" + inner.dropFirst().joined(separator: ")")
      let oneLine = deeper + (inner.first ?? "") + tail
      guard oneLine.count > 100 else { return [head, oneLine] }
      let items = (inner.first ?? "").parts(at: ",").map { deeper + $0.trimmed }
      return [head] + items.dropLast().map { $0 + "," } + items.suffix(1).map { $0 + tail }
    }
  }

  var text: String {
    let imports = (["Foundation", style.module] + modules).sorted().map { "import \($0)\n" }
      .joined()
    return imports + "\n@testable import \(target)\n\n" + """
      /// \(summary)
      \(style.suite(suite))
        /// A database file of each test's own.
        private let path = FileManager.default.temporaryDirectory
          .appendingPathComponent("\\(UUID().uuidString).sqlite").path

        \(style.cleanUp.head)
          for suffix in ["", "-journal", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
          }
      \(style.cleanUp.end)

      \((tests + members).joined(separator: "\n"))}

      """ + declarations.map { "\n\($0)" }.joined()
  }
}
