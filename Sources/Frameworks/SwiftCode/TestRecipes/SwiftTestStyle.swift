import EventSchema
import SourceCode

/// How the tests of a Swift package are written: with Swift Testing, or with XCTest.
struct SwiftTestStyle: Sendable {
  /// As `TestCase.framework` says it.
  let framework: String
  /// What its files import.
  let module: String

  static let testing = SwiftTestStyle(framework: "swift-testing", module: "Testing")
  static let xctest = SwiftTestStyle(framework: "xctest", module: "XCTest")

  /// As the tests of a target are written; where it has none yet as those of its package.
  static func of(_ target: SwiftPackage.Target, in package: SwiftPackage, _ source: SwiftSource)
    -> SwiftTestStyle
  {
    let own = package.tests(of: target).map { [$0] } ?? []
    for targets in [own, package.targets.filter(\.isTest)] {
      let files = source.tree.files.filter { file in
        file.path.hasSuffix(".swift") && targets.contains { $0.holds(file.path) }
      }
      if files.contains(where: { $0.mentions("import Testing") }) { return testing }
      if files.contains(where: { $0.mentions("import XCTest") }) { return xctest }
    }
    return testing
  }

  private var isXCTest: Bool { module == Self.xctest.module }

  // MARK: What a test says

  /// A call, with its effects, that has to throw.
  ///
  /// - Parameters:
  ///   - error: A value of a type that can be compared, or a type: `Refusal.self`.
  ///   - discard: `_ = ` before a call whose result would be missed.
  func refused(_ call: String, with error: String, discard: String) -> String {
    let isAwaited = call.mentionsWord("await")
    guard isXCTest else {
      return "\(isAwaited ? "await " : "")#expect(throws: \(error)) {\n  \(call)\n}"
    }
    let seen = comparison(with: error)
    if isAwaited {
      let handler = seen.map { "  \($0)\n" } ?? ""
      return "do {\n  \(discard)\(call)\n  XCTFail(\"Nothing was thrown.\")\n} catch {\n\(handler)}"
    }
    return "XCTAssertThrowsError(\n  \(call)\n)" + (seen.map { " { error in\n  \($0)\n}" } ?? "")
  }

  /// What `error` is compared with; `nil` where any one will do.
  private func comparison(with error: String) -> String? {
    guard error != "(any Error).self" else { return nil }
    let parts = error.split(separator: ".")
    let type = parts.dropLast().joined(separator: ".")
    return parts.last == "self"
      ? "XCTAssertTrue(error is \(type), \"\\(error)\")"
      : "XCTAssertEqual(error as? \(type), \(error))"
  }

  /// Two values that have to be equal; the first may have effects.
  func equal(_ value: String, _ expected: String) -> String {
    guard isXCTest else { return "#expect(\(value) == \(expected))" }
    guard value.mentionsWord("await") else { return "XCTAssertEqual(\(value), \(expected))" }
    return "do {\n  let found = \(value)\n  XCTAssertEqual(found, \(expected))\n}"
  }

  /// A condition that has to hold, and what is shown when it does not.
  func holds(_ condition: String, showing text: String) -> String {
    "\(isXCTest ? "XCTAssertTrue" : "#expect")(\(condition), \(text))"
  }

  // MARK: A file

  /// The head of a test: `@Test func theSecondOneIsRefused() throws {`.
  func head(_ name: String, effects: String) -> String {
    isXCTest
      ? "  func test\(name.upperCamelCased)() \(effects) {" : "  @Test func \(name)() \(effects) {"
  }

  /// The first line of a suite.
  func suite(_ name: String) -> String {
    isXCTest ? "final class \(name): XCTestCase {" : "@Suite final class \(name) {"
  }

  /// The first and the last lines of what runs after each test.
  var cleanUp: (head: String, end: String) {
    isXCTest ? ("override func tearDown() {", "    super.tearDown()\n  }") : ("deinit {", "  }")
  }
}
