import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

/// The three faults of `Examples/SignUpService`.
struct SignUpFault: Sendable, CustomTestStringConvertible {
  var name: String
  var kind: ConstraintViolation.Kind
  var table: String
  var columns: [String]
  var errorType: String
  /// Files below `Sources/SignUpService` and a piece of the line, the culprit last.
  var places: [(path: String, code: String)]
  var remedies: [Remedy.Kind]

  var testDescription: String { name }

  static let insert = (path: "Accounts/AccountRepository.swift", code: "try connection.execute(")

  static let all = [
    SignUpFault(
      name: "no-look-up", kind: .unique, table: "accounts_user", columns: ["email"],
      errorType: "TinySQLite.SQLiteError",
      places: [
        ("HTTP/Routes.swift", "try accounts.acceptInvitation("),
        ("Accounts/AccountService.swift", "try accounts.insertInvited("),
        ("Accounts/AccountRepository.swift", "INSERT INTO accounts_user (email, name) VALUES"),
      ], remedies: [.validateOnPath, .translateViolation]),
    SignUpFault(
      name: "look-then-insert", kind: .unique, table: "accounts_user", columns: ["email"],
      errorType: "TinySQLite.SQLiteError",
      places: [("Accounts/AccountService.swift", "passwordHash: passwordHash)"), insert],
      remedies: [.translateViolation, .insertOrRead]),
    SignUpFault(
      name: "index-missing", kind: .multipleObjectsReturned, table: "bookings_booking",
      columns: ["event", "seat"], errorType: "MoreThanOneRow",
      places: [
        ("Bookings/BookingService.swift", "try bookings.booking(event: event, seat: seat)?"),
        ("Bookings/BookingRepository.swift", "throw MoreThanOneRow("),
      ], remedies: [.addConstraint]),
  ]

  static let files: [SourceFile] = {
    let root = fixtures.deletingLastPathComponent().appending(path: "Examples/SignUpService")
    let sources = root.appending(path: "Sources").path
    let paths = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
    let swift = paths.filter { $0.hasSuffix(".swift") }.sorted().map { "Sources/\($0)" }
    return (["Package.swift"] + swift).compactMap { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
      return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }()

  func failure(in files: [SourceFile] = files) -> Failure {
    var event = Event()
    event.platform = "swift"
    event.exceptions = [EventSchema.Exception(type: errorType)]
    let frames = places.map { place in
      let path = "Sources/SignUpService/\(place.path)"
      let lines = files.first { $0.path == path }?.text.split(
        separator: "\n", omittingEmptySubsequences: false)
      let line = lines?.firstIndex { $0.contains(place.code) }.map { $0 + 1 }
      return Frame(filename: path, lineNumber: line, inApp: true)
    }
    return Failure(
      event: event,
      violation: ConstraintViolation(kind: kind, dbms: .sqlite, table: table, columns: columns),
      frames: frames, inApp: frames.map { _ in true }, culpritIndex: frames.count - 1,
      tree: SourceTree(files: files, isComplete: true))
  }
}

@Suite struct SwiftSQLiteTests {
  @Test(arguments: SignUpFault.all)
  func proposesTheGoldenChanges(_ fault: SignUpFault) throws {
    let failure = fault.failure()
    let framework = try #require(Framework.recognised(in: failure))
    #expect(framework.name == "swift-sqlite")
    let facts = framework.facts(of: failure)
    let fixes = fault.remedies.flatMap { kind in
      framework.fixes(
        for: Remedy(kind, table: fault.table, columns: fault.columns), of: failure, facts)
    }
    #expect(!fixes.isEmpty)
    for (index, fix) in fixes.enumerated() {
      try compare(fix.diff, with: "swift/\(fault.name)/\(index + 1).diff")
    }
  }

  @Test func findsTheLookUpThroughTheRepository() throws {
    let failure = SignUpFault.all[1].failure()
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    #expect(facts.operation == .create)
    #expect(facts.checks.map(\.columns) == [["email"]])
    #expect(facts.checks.map(\.guardsWrite) == [true])
    #expect(facts.checks.map(\.place.function) == ["register"])
    #expect(facts.sawWholeFunction && facts.sawWholeSource)
  }

  @Test func knowsThatNobodyLookedAndWhoDoes() throws {
    let failure = SignUpFault.all[0].failure()
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    #expect(facts.checks.isEmpty)
    #expect(facts.siblingChecks.map(\.place.function) == ["register"])
  }

  @Test func readsTheTableAndTheFailedLookUp() throws {
    let accounts = SignUpFault.all[0].failure()
    let relation = try #require(Framework.recognised(in: accounts)?.facts(of: accounts).relation)
    #expect(relation.columns.map(\.column) == ["id", "email", "name", "password_hash"])
    #expect(relation.columns.map(\.isNullable) == [false, false, false, true])
    #expect(
      relation.constraints.map { "\($0.kind) \($0.columns)" }
        == [#"primaryKey ["id"]"#, #"unique ["email"]"#])
    let bookings = SignUpFault.all[2].failure()
    let facts = try #require(Framework.recognised(in: bookings)).facts(of: bookings)
    #expect(facts.operation == .read)
    #expect(facts.read?.columns == ["event", "seat"])
    #expect(facts.relation?.constraints.contains { $0.kind == .unique } == false)
  }

  @Test func aPythonFailureIsNoneOfIts() {
    let failure = DeskFailure.all[0].make(.libraryDesk)
    #expect(Framework.recognised(in: failure)?.name == "django")
  }
}
