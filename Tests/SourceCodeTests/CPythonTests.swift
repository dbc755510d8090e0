import Foundation
import SourceCode
import TestSupport
import Testing

/// What CPython's own parser finds in a file.
struct Definitions: Decodable, Sendable {
  var path: String
  var definitions: [Definition]
  var calls: [Call]
  var formatted: Int

  struct Definition: Decodable, Comparable, Sendable {
    var line: Int
    var lastLine: Int
    var name: String

    init(line: Int, lastLine: Int, name: String) {
      (self.line, self.lastLine, self.name) = (line, lastLine, name)
    }

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      line = try values.decode(Int.self)
      lastLine = try values.decode(Int.self)
      name = try values.decode(String.self)
    }

    static func < (one: Self, other: Self) -> Bool {
      (one.line, one.lastLine, one.name) < (other.line, other.lastLine, other.name)
    }
  }

  struct Call: Decodable, Comparable, Sendable {
    var line: Int
    var lastLine: Int
    var arguments: Int
    var callee: String

    init(_ call: PythonCall) {
      line = call.span.firstLine
      lastLine = call.span.lastLine
      arguments = call.arguments.count
      callee = call.dottedCallee ?? ""
    }

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      line = try values.decode(Int.self)
      lastLine = try values.decode(Int.self)
      arguments = try values.decode(Int.self)
      callee = try values.decode(String.self)
    }

    static func < (one: Self, other: Self) -> Bool {
      (one.line, one.lastLine, one.arguments, one.callee)
        < (other.line, other.lastLine, other.arguments, other.callee)
    }
  }

  /// What our reader finds.
  init(_ module: PythonModule, path: String) {
    self.path = path
    var found: [Definition] = []
    var calls: [Call] = []
    var formatted = 0
    func visit(_ expression: PythonExpression, inString: Bool) {
      var inString = inString
      if case .string(let string) = expression.kind, string.isFormatted { inString = true }
      if let call = expression.asCall {
        if inString { formatted += 1 } else { calls.append(Call(call)) }
      }
      for part in expression.parts { visit(part, inString: inString) }
    }
    module.visit { statement in
      let lastLine = statement.span.lastLine
      switch statement.kind {
      case .function(let function):
        found.append(Definition(line: function.line, lastLine: lastLine, name: function.name))
      case .class(let type):
        found.append(Definition(line: type.line, lastLine: lastLine, name: type.name))
      default: break
      }
      for expression in statement.expressions { visit(expression, inString: false) }
      return true
    }
    definitions = found.sorted()
    self.calls = calls.sorted()
    self.formatted = formatted
  }
}

@Suite("Python as CPython reads it")
struct CPythonTests {
  /// `python3` if it is installed: the lines that it prints.
  private static func python(_ arguments: [String]) throws -> [Data]? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data.split(separator: UInt8(ascii: "\n")) : nil
  }

  private func compare(_ expected: Definitions, _ path: String) throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let found = Definitions(PythonModule(parsing: text), path: path)
    #expect(found.definitions == expected.definitions, "\(path)")
    #expect(found.calls == expected.calls, "\(path)")
    #expect(found.formatted == expected.formatted, "\(path)")
  }

  @Test func readsTheFixtureAsRecorded() throws {
    let folder = fixtures.appending(path: "source")
    let record = try Data(contentsOf: folder.appending(path: "python_3_11.definitions.json"))
    let expected = try JSONDecoder().decode(Definitions.self, from: record)
    #expect(expected.calls.count > 30)
    try compare(expected, folder.appending(path: "python_3_11.py").path())
  }

  /// A part of the standard library and of what is installed beside it; all with `ALL_PYTHON=1`.
  @Test func readsTheStandardLibrary() throws {
    let all = ProcessInfo.processInfo.environment["ALL_PYTHON"] == "1"
    let script = fixtures.appending(path: "source/list_definitions.py").path()
    let question = "import sysconfig; print(sysconfig.get_path('stdlib'))"
    guard let library = try Self.python(["-c", question])?.first,
      let lines = try Self.python(
        [script, "--every", all ? "1" : "400", String(decoding: library, as: UTF8.self)])
    else { return }
    for line in lines {
      let expected = try JSONDecoder().decode(Definitions.self, from: line)
      try compare(expected, expected.path)
    }
  }
}
