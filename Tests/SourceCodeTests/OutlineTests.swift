import Foundation
import SourceCode
import TestSupport
import Testing

@Suite("Trees of whole files")
struct OutlineTests {
  @Test(arguments: ["python_3_11.py", "python_3_14.py", "python_2.py", "members.swift"])
  func readsEveryConstruct(name: String) throws {
    let path = "source/\(name)"
    let text = try String(contentsOf: fixtures.appending(path: path), encoding: .utf8)
    let tree =
      name.hasSuffix(".py")
      ? outline(PythonModule(parsing: text)) : outline(SwiftFile(parsing: text))
    #expect(try tree == golden("\(path).outline", recording: tree))
  }

  @Test(arguments: ["python_3_11.py", "python_3_14.py"])
  func leavesNothingUnread(name: String) throws {
    let text = try String(contentsOf: fixtures.appending(path: "source/\(name)"), encoding: .utf8)
    #expect(PythonModule(parsing: text).unreadable.isEmpty)
  }

  @Test(arguments: ["python_3_11.py", "python_3_14.py", "members.swift"])
  func readsTheSameWithOtherLineEnds(name: String) throws {
    let text = try String(contentsOf: fixtures.appending(path: "source/\(name)"), encoding: .utf8)
    let windows = text.replacingOccurrences(of: "\n", with: "\r\n")
    if name.hasSuffix(".swift") {
      #expect(
        SwiftFile(parsing: windows).calls.map(\.callee)
          == SwiftFile(parsing: text).calls.map(\.callee))
    } else {
      let (one, other) = (PythonModule(parsing: text), PythonModule(parsing: windows))
      #expect(one.calls.map(\.span.firstLine) == other.calls.map(\.span.firstLine))
      #expect(other.unreadable.isEmpty)
    }
  }
}
