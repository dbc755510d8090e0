import Foundation
import SourceCode
import TestSupport
import Testing

@Suite("Swift source")
struct SwiftFileTests {
  static func members() throws -> SwiftFile {
    SwiftFile(
      parsing: try String(
        contentsOf: fixtures.appending(path: "source/members.swift"), encoding: .utf8))
  }

  @Test func findsWhatIsAroundALine() throws {
    let location = try Self.members().location(ofLine: 36)
    #expect(location.qualifiedName == "MemberStore.register")
    #expect(location.precedingStatements.map(\.kind).first == .binding("number"))
    #expect(location.precedingStatements.count { $0.kind == .guard } == 1)
    #expect(location.enclosingBlocks.map(\.block.role) == [.closure, .body])
    #expect(location.enclosingBlocks.map(\.statement.kind) == [.expression, .do])
  }

  @Test func findsTheSQLInStrings() throws {
    let literals = try Self.members().sqlLiterals
    #expect(literals.map(\.statement.verb) == [.select, .delete, .insert])
    #expect(literals.map(\.statement.table) == ["member", "open", "member"])
    #expect(literals[0].statement.predicates.map(\.column) == ["number"])
    #expect(literals[2].text == "INSERT INTO member (number, name)\nVALUES (?, {})")
    #expect(literals[2].span.firstLine == 37)
  }

  @Test(arguments: [
    (#"run("a", value: x.y, 3)"#, "run", [nil, "value", nil]),
    ("store.table?.insert(row)", "store.table.insert", [nil]),
    ("try await x()", "x", []),
    ("make().insert(a: 1)", "make", []),
    ("[Int](repeating: 0, count: 3).shuffle(by: 1)", "shuffle", ["by"]),
    (".create(on: database)", "create", ["on"]),
  ])
  func findsCalls(source: String, callee: String, labels: [String?]) throws {
    let call = try #require(SwiftFile(parsing: source).calls.first)
    #expect(call.callee == callee)
    #expect(call.arguments.map(\.label) == labels)
  }

  @Test(arguments: [
    "if (a) { b }", "func f(_ a: Int) {}", "enum E { case a(Int), b(String) }",
    "switch x { case .a(let y): break }", "return (1, 2)", "for x in (1...2) {}",
  ])
  func findsNoCallWhereNoneIs(source: String) {
    #expect(SwiftFile(parsing: source).calls.isEmpty)
  }

  @Test(arguments: [
    ("\"a\\tb\\u{e9}\\\"\"", "a\tbé\""), ("#\"a\\t\\#(x)\"#", "a\\t{}"),
    ("\"x \\(f(\"y\", (1))) z\"", "x {} z"), ("\"\"\"\n    a\n      b\n    \"\"\"", "a\n  b"),
    ("\"unterminated", "unterminated"),
  ])
  func resolvesStrings(literal: String, value: String) {
    let file = SwiftFile(parsing: "let x = \(literal)")
    #expect(file.statements.first?.strings.map(\.value) == [value])
  }

  /// Every call that stands as a whole in some lines of a file is found in these lines alone.
  @Test(arguments: [3, 5, 11, 20])
  func findsTheCallsOfEveryWindow(height: Int) throws {
    let text = try Self.members().text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let calls = try Self.members().calls.filter {
      // The comment of several lines is code to an excerpt that begins in it.
      $0.span.firstLine > 6
    }
    for start in 0..<(lines.count - height) {
      let excerpt = lines[start..<(start + height)].joined(separator: "\n")
      let found = SwiftFile(parsing: excerpt, firstLine: start + 1).calls
      let expected = calls.filter {
        $0.span.firstLine > start && $0.span.lastLine <= start + height
      }
      for call in expected {
        #expect(
          found.contains { $0.callee == call.callee && $0.span.firstLine == call.span.firstLine },
          "\(call.callee) in line \(call.span.firstLine) from \(start + 1)")
      }
    }
  }
}
