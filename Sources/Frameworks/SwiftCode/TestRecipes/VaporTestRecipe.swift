import EventSchema
import Fixes
import SourceCode

/// Tests of a route of Vapor, through its own test client, on the database of the project's tests.
struct VaporTestRecipe {
  private let reading: SwiftReading
  private let package: SwiftPackage
  private let target: SwiftPackage.Target
  private let types: SwiftTypes
  private let record: SwiftRecord
  private let handler: SwiftFunction
  private let route: VaporRoute
  /// The type that the handler takes from the body, and what makes a value of it.
  private let body: (type: String, parameters: [SwiftParameter])
  private let isXCTest: Bool
  /// `try await configure(app)`
  private let configuration: String

  /// `nil` where a test would be a guess, or where the project's tests do not make their database
  /// anew: these revert its migrations.
  init?(_ reading: SwiftReading) {
    guard reading.library.name == SwiftLibrary.fluent.name,
      let path = reading.sites.first?.file.source.path,
      let package = SwiftPackage(holding: path, in: reading.source),
      let target = package.target(of: path), let tests = package.tests(of: target),
      let record = reading.record(of: reading.table)
    else { return nil }
    let files = reading.source.tree.files.filter { tests.holds($0.path) }
    guard files.contains(where: { $0.mentions(".autoMigrate()") }) else { return nil }
    isXCTest = files.contains { $0.mentions("import XCTVapor") }
    guard isXCTest || files.contains(where: { $0.mentions("import VaporTesting") }),
      let configure = reading.source.functions.first(where: {
        $0.name == "configure" && $0.head.mentionsWord("Application")
      })
    else { return nil }
    configuration =
      "try \(configure.head.mentionsWord("async") ? "await " : "")configure(app)"
    let types = SwiftTypes(reading.source, of: package, seenFrom: target)
    let routed = reading.sites.reversed().lazy.compactMap {
      site -> (SwiftFunction, VaporRoute)? in
      guard let function = site.function else { return nil }
      return VaporRoute.leading(to: function, in: reading.source).map { (function, $0) }
    }.first
    guard let (handler, route) = routed, let body = Self.body(of: handler, types) else {
      return nil
    }
    self.reading = reading
    self.package = package
    self.target = target
    self.types = types
    self.record = record
    self.handler = handler
    self.route = route
    self.body = body
  }

  /// What the handler decodes: `try request.content.decode(SignUp.self)`.
  private static func body(
    of handler: SwiftFunction, _ types: SwiftTypes
  ) -> (type: String, parameters: [SwiftParameter])? {
    for call in handler.body.flatMap(\.allCalls) where call.name == "decode" {
      guard let argument = call.arguments.first,
        let name = handler.file.parsed.source(of: argument.span).halved(at: ".self")?.0
      else { continue }
      let named = types.type(name) ?? handler.typeName.flatMap { types.type("\($0).\(name)") }
      guard let type = named else { continue }
      let ways = types.initialisers(of: type).filter { $0.effects.isEmpty }
      // A model's bare initialiser sets nothing.
      guard let way = ways.max(by: { $0.parameters.count < $1.parameters.count }),
        !way.parameters.isEmpty
      else { continue }
      return (type.path, way.parameters)
    }
    return nil
  }

  // MARK: Tests

  /// The same key twice: stored once, and refused with an answer.
  func duplicates(_ columns: [String], refused status: String) -> TestCase? {
    guard let first = value(1, columns), let second = value(2, columns), first != second else {
      return nil
    }
    return testCase(
      "Duplicates", "stores a value once and says why not twice.",
      [
        ("differentOnesAreStored", [(first, nil), (second, nil)], 2),
        ("theSecondOneIsRefused", [(first, nil), (first, status)], 1),
      ], title: "A second \(record.name) with one key is refused with `\(status)`")
  }

  /// A value in another form, which is the same by the key.
  func forms(_ columns: [String], of name: String, refused status: String) -> TestCase? {
    guard let first = value(1, columns), let second = value(2, columns),
      let sample = SwiftSample.value(of: "String", named: name, variant: 1),
      let other = value(1, columns, replacing: [name: sample.uppercased()]), other != first
    else { return nil }
    return testCase(
      "Forms", "knows a value in another form for the same.",
      [
        ("anotherFormOfAValueIsRefused", [(first, nil), (other, status), (second, nil)], 2)
      ], title: "What is stored in one form is looked for in that form")
  }

  /// A row that points to one that is not there.
  func unknownParent(_ column: String, refused status: String) -> TestCase? {
    guard let value = value(1, [], replacing: [column: "UUID()"]) else { return nil }
    return testCase(
      "Parents", "says that there is no such row to point to.",
      [("anUnknownOneIsRefused", [(value, status)], 0)],
      title: "A \(record.name) for a row that is not there is refused with `\(status)`")
  }

  /// A value of the body; `nil` where it does not give the key, or a part of it is no plain value.
  private func value(
    _ variant: Int, _ columns: [String], replacing values: [String: String] = [:]
  ) -> String? {
    let given = columns.allSatisfy { column in
      body.parameters.contains { $0.gives([column]) }
    }
    guard given else { return nil }
    var arguments: [String] = []
    for parameter in body.parameters {
      if let own = values.first(where: { parameter.gives([$0.key]) || parameter.name == $0.key }) {
        arguments.append(parameter.argument(own.value))
        continue
      }
      let isKey = parameter.gives(columns)
      if parameter.hasDefault, !isKey { continue }
      let type = parameter.type.hasSuffix("?") ? String(parameter.type.dropLast()) : parameter.type
      // Passwords are given twice and have to be the same.
      let name = parameter.name.plainLowercased.mentions("password") ? "password" : parameter.name
      guard let value = SwiftSample.value(of: type, named: name, variant: isKey ? variant : 1)
      else { return nil }
      arguments.append(parameter.argument(value))
    }
    return "\(body.type)(\(arguments.joined(separator: ", ")))"
  }

  // MARK: The file

  /// A body and the status that refuses it, `nil` where it is stored.
  private typealias Request = (body: String, refusal: String?)

  private func testCase(
    _ suffix: String, _ summary: String,
    _ tests: [(name: String, requests: [Request], rows: Int)], title: String
  ) -> TestCase {
    let suite = "\(handler.name.upperCamelCased)\(suffix)Tests"
    let module = isXCTest ? "XCTVapor" : "VaporTesting"
    let imports = (["Fluent", module] + (isXCTest ? [] : ["Testing"])).sorted()
    let texts = tests.map { test in
      let bodies = test.requests.map(\.body).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      let names = ["first", "second", "third"]
      let lines =
        zip(names, bodies).flatMap { name, body in
          SwiftTestFile.broken("let \(name) = \(body)", margin: isXCTest ? "    " : "      ")
            .map { String($0.dropFirst(isXCTest ? 4 : 6)) }
        }
        + test.requests.flatMap { request in
          let index = bodies.firstIndex(of: request.body) ?? 0
          return self.lines((names[min(index, names.count - 1)], request.refusal))
        } + count(test.rows)
      let head =
        isXCTest
        ? "  func test\(test.name.upperCamelCased)() async throws {"
        : "  @Test func \(test.name)() async throws {"
      let text =
        isXCTest
        ? lines.indented("    ")
        : "    try await withApp { app in\n" + lines.indented("      ") + "    }\n"
      return "\(head)\n\(text)  }\n"
    }
    let code =
      imports.map { "import \($0)\n" }.joined() + "\n@testable import \(target.name)\n\n"
      + "/// `\(route.method) /\(route.path)` \(summary)\n"
      + (isXCTest ? "final class \(suite): XCTestCase {" : "@Suite(.serialized) struct \(suite) {")
      + "\n"
      + (isXCTest ? fixture + "\n" : "") + texts.joined(separator: "\n")
      + (isXCTest ? "" : "\n" + fixture) + "}\n"
    return TestCase(
      path: "\(package.testFolder(of: target))\(suite).swift",
      framework: (isXCTest ? SwiftTestStyle.xctest : .testing).framework, code: code, title: title)
  }

  private func lines(_ request: Request) -> [String] {
    let asserted =
      switch (isXCTest, request.refusal) {
      case (true, let refusal?): "XCTAssertEqual(response.status, \(refusal))"
      case (true, nil): "XCTAssertLessThan(response.status.code, 300)"
      case (false, let refusal?): "#expect(response.status == \(refusal))"
      case (false, nil): "#expect(response.status.code < 300)"
      }
    return [
      "try await app\(isXCTest ? "" : ".testing()").test(",
      "  .\(route.method), \"\(route.path)\",",
      "  beforeRequest: { request in try request.content.encode(\(request.body)) },",
      "  afterResponse: { response in \(asserted) })",
    ]
  }

  private func count(_ rows: Int) -> [String] {
    let query = "try await \(record.name).query(on: app.db).count()"
    return isXCTest
      ? ["let count = \(query)", "XCTAssertEqual(count, \(rows))"]
      : ["#expect(\(query) == \(rows))"]
  }

  /// The application on a database that is made for each test.
  private var fixture: String {
    guard isXCTest else {
      return """
          private func withApp(_ test: (Application) async throws -> Void) async throws {
            let app = try await Application.make(.testing)
            do {
              \(configuration)
              try await app.autoMigrate()
              try await test(app)
              try await app.autoRevert()
            } catch {
              try? await app.autoRevert()
              try await app.asyncShutdown()
              throw error
            }
            try await app.asyncShutdown()
          }

        """
    }
    return """
        private var app: Application!

        override func setUp() async throws {
          app = try await Application.make(.testing)
          \(configuration)
          try await app.autoMigrate()
        }

        override func tearDown() async throws {
          try await app.autoRevert()
          try await app.asyncShutdown()
          app = nil
        }

      """
  }
}

extension [String] {
  fileprivate func indented(_ margin: String) -> String {
    map { margin + $0 + "\n" }.joined()
  }
}
