import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

/// A fault of `fixtures/source/greenhouse`, a service with Vapor and Fluent on PostgreSQL.
struct VaporFault: Sendable, CustomTestStringConvertible {
  var name: String
  var violation: ConstraintViolation
  /// A file below `Sources/App` and a piece of the failing line.
  var path: String
  var code: String
  var remedies: [Remedy.Kind]

  var testDescription: String { name }

  private static func unique(
    _ table: String, _ column: String, _ constraint: String? = nil
  ) -> ConstraintViolation {
    ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: constraint ?? "uq:\(table).\(column)",
      table: table, columns: [column])
  }

  private static let ofNursery = ConstraintViolation(
    kind: .foreignKey, dbms: .postgreSQL, constraint: "fk:plants.nursery_id+nurseries.id",
    table: "plants", columns: ["nursery_id"])

  static let all = [
    VaporFault(
      name: "sign_up_twice", violation: unique("users", "email"),
      path: "Controllers/UserController.swift", code: "user.save(on: req.db)",
      remedies: [.validateOnPath, .translateViolation]),
    VaporFault(
      name: "change_to_taken_email", violation: unique("users", "email"),
      path: "Controllers/UserController.swift", code: "user.update(on: req.db)",
      remedies: [.validateOnPath, .translateViolation]),
    VaporFault(
      name: "invited_in_another_case", violation: unique("users", "email"),
      path: "Controllers/UserController.swift", code: "user.create(on: req.db)",
      remedies: [.normalize, .translateViolation]),
    VaporFault(
      name: "plant_of_no_nursery", violation: ofNursery,
      path: "Controllers/PlantController.swift", code: "plant.save(on: req.db)",
      remedies: [.validateParent, .translateViolation]),
    VaporFault(
      name: "tag_at_once", violation: unique("tags", "name", "uq_tags_name"),
      path: "Controllers/PlantController.swift", code: "tag.save(on: database)",
      remedies: [.translateViolation, .insertOrRead]),
    VaporFault(
      name: "tagged_twice",
      violation: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL,
        constraint: "uq:plant+tag.plant_id+plant+tag.tag_id", table: "plant+tag",
        columns: ["plant_id", "tag_id"]), path: "Controllers/PlantController.swift",
      code: "attach(tag", remedies: [.validateOnPath, .translateViolation]),
    VaporFault(
      name: "nursery_in_use", violation: ofNursery, path: "Controllers/PlantController.swift",
      code: "nursery.delete(on: req.db)", remedies: [.decideChildren, .translateViolation]),
    VaporFault(
      name: "number_at_once", violation: unique("plant_orders", "number"),
      path: "Services/OrderService.swift", code: "order.create(on: database)",
      remedies: [.retryWithNewKey, .translateViolation]),
  ]

  static let files: [SourceFile] = {
    let root = fixtures.appending(path: "source/greenhouse")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path())) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      (try? String(contentsOf: root.appending(path: name), encoding: .utf8)).map {
        SourceFile(path: name, text: $0)
      }
    }
  }()

  func failure(in files: [SourceFile] = files) throws -> Failure {
    let path = "Sources/App/\(path)"
    let file = try #require(files.first { $0.path == path })
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.contains(code) })
    var event = Event()
    event.platform = "swift"
    event.exceptions = [EventSchema.Exception(type: "PSQLError")]
    return Failure(
      event: event, violation: violation,
      frames: [Frame(filename: path, lineNumber: index + 1, inApp: true)], inApp: [true],
      culpritIndex: 0, tree: SourceTree(files: files, isComplete: true))
  }

  var asked: [Remedy] {
    remedies.map { Remedy($0, table: violation.table, columns: violation.columns) }
  }
}

@Suite struct VaporRecipesTests {
  @Test(arguments: VaporFault.all)
  func writesTheGoldenChange(_ fault: VaporFault) throws {
    let failure = try fault.failure()
    let framework = try #require(Framework.recognised(in: failure))
    let fixes = framework.fixes(for: fault.asked, of: failure, SourceFacts()).flatMap(\.self)
    let text = fixes.map { fix in
      "\(fix.title) [\(fix.isAlternative ? "alternative" : fix.applicability.rawValue)]\n"
        + (fix.diff.isEmpty ? fix.sketch : fix.diff)
    }.joined(separator: "\n")
    try compare(text, with: "vapor/\(fault.name)/change.txt")
  }

  @Test(arguments: VaporFault.all)
  func writesTheGoldenTests(_ fault: VaporFault) throws {
    let failure = try fault.failure()
    let framework = try #require(Framework.recognised(in: failure))
    for test in framework.tests(for: fault.asked, of: failure, SourceFacts()) {
      let name = try #require(test.path.split(separator: "/").last)
      #expect(test.path == "Tests/AppTests/\(name)")
      try compare(test.code, with: "vapor/\(fault.name)/\(name)")
    }
  }

  @Test func writesAsXCTVaporIsWritten() throws {
    let fault = try #require(VaporFault.all.first)
    let files = VaporFault.files.map { file in
      var file = file
      file.text = file.text.replacing("import VaporTesting", with: "import XCTVapor")
      return file
    }
    let failure = try fault.failure(in: files)
    let framework = try #require(Framework.recognised(in: failure))
    let test = try #require(
      framework.tests(for: fault.asked, of: failure, SourceFacts()).first)
    #expect(test.framework == "xctest")
    try compare(test.code, with: "vapor/\(fault.name)/xctest/CreateDuplicatesTests.swift")
  }

  /// A change of the example after which a test would be a guess, or would touch rows that are not
  /// its own.
  @Test(arguments: [
    ("app.autoMigrate()", "app.ready()"), ("routes.grouped(\"users\")", "routes.grouped(Guard())"),
    ("users.post(use: self.create)", "users.post(use: self.update)"),
    ("var displayName: String\n        var password", "var avatar: Avatar\n        var password"),
    ("app.register(collection: UserController())", "app.register(collection: Others())"),
  ])
  func writesNoTestThatIsAGuess(_ part: String, _ other: String) throws {
    let fault = try #require(VaporFault.all.first)
    var hasChanged = false
    let files = VaporFault.files.map { file in
      var file = file
      hasChanged = hasChanged || file.text.contains(part)
      file.text = file.text.replacing(part, with: other)
      return file
    }
    #expect(hasChanged)
    let failure = try fault.failure(in: files)
    let framework = try #require(Framework.recognised(in: failure))
    #expect(framework.tests(for: fault.asked, of: failure, SourceFacts()).isEmpty)
  }
}
