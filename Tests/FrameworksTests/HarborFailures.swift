import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

/// The faults of `fixtures/apps/harbor_office`, as its monitor reports them.
struct HarborFault: Sendable, CustomTestStringConvertible {
  var name: String
  var violation: ConstraintViolation
  var message = ""
  /// A file below `Sources/HarborOffice/Services` and a piece of the failing line.
  var path: String
  var code: String
  /// What the cause of the recorded failure asks for.
  var remedies: [Remedy.Kind]

  var testDescription: String { name }

  private static func unique(_ table: String, _ columns: [String]) -> ConstraintViolation {
    ConstraintViolation(kind: .unique, dbms: .sqlite, table: table, columns: columns)
  }

  static let all = [
    HarborFault(
      name: "invite_twice", violation: unique("member", ["email"]), path: "MemberService.swift",
      code: "var member = Member(email: email, name: name)\n      try member.insert(db)",
      remedies: [.validateOnPath, .translateViolation]),
    HarborFault(
      name: "register_at_once", violation: unique("member", ["email"]),
      path: "MemberService.swift", code: "passwordHash: passwordHash)\n      try member.insert(db)",
      remedies: [.translateViolation, .insertOrRead, .serializeAccess]),
    HarborFault(
      name: "change_to_taken_email", violation: unique("member", ["email"]),
      path: "MemberService.swift", code: "member.update(db)",
      remedies: [.validateOnPath, .translateViolation]),
    HarborFault(
      name: "boat_of_nobody",
      violation: ConstraintViolation(kind: .foreignKey, dbms: .sqlite, table: "boat"),
      path: "BoatService.swift", code: "name: name)\n      try boat.insert(db)",
      remedies: [.validateParent, .translateViolation]),
    HarborFault(
      name: "boat_without_name",
      violation: ConstraintViolation(
        kind: .notNull, dbms: .sqlite, table: "boat", columns: ["name"]),
      path: "BoatService.swift", code: "name: name)\n      try boat.insert(db)",
      remedies: [.requireValue]),
    HarborFault(
      name: "remove_reserved_boat",
      violation: ConstraintViolation(kind: .foreignKey, dbms: .sqlite), path: "BoatService.swift",
      code: "Boat.deleteOne(db, key: id)", remedies: [.decideChildren, .translateViolation]),
    HarborFault(
      name: "label_too_long",
      violation: ConstraintViolation(
        kind: .check, dbms: .sqlite, constraint: #"LENGTH("label") <= 12"#, table: "berth"),
      path: "BerthService.swift", code: "UPDATE berth SET label",
      remedies: [.validateOnPath, .translateViolation]),
    HarborFault(
      name: "reserve_at_once",
      violation: ConstraintViolation(
        kind: .multipleObjectsReturned, dbms: .sqlite, table: "reservation",
        columns: ["berthId", "day"]),
      path: "BerthService.swift", code: "throw MoreThanOneRow(", remedies: [.addConstraint]),
    HarborFault(
      name: "payment_twice", violation: unique("payment", ["eventId"]),
      path: "PaymentWebhook.swift", code: "payment.insert(db)",
      remedies: [.insertOrRead, .idempotencyKey]),
    HarborFault(
      name: "sell_at_once",
      violation: ConstraintViolation(
        kind: .check, dbms: .sqlite, constraint: "litres", table: "tank", columns: ["litres"]),
      path: "PumpService.swift", code: "UPDATE tank SET litres",
      remedies: [.conditionalUpdate, .translateViolation]),
    HarborFault(
      name: "reading_twice", violation: unique("reading", ["station", "hour"]),
      path: "PumpService.swift", code: "INSERT INTO reading",
      remedies: [.correctConflictTarget, .translateViolation]),
    HarborFault(
      name: "locker_again", violation: unique("locker", ["number"]), path: "ShoreService.swift",
      code: "memberId: memberId).insert(db)", remedies: [.partialUniqueKey, .translateViolation]),
    HarborFault(
      name: "pass_twice", violation: unique("gatePass", ["code"]), path: "ShoreService.swift",
      code: "pass.insert(db)", remedies: [.retryWithNewKey]),
    HarborFault(
      name: "import_list", violation: unique("boat", ["sailNumber"]), path: "BoatService.swift",
      code: "name: entry.name)\n        try boat.insert(db)",
      remedies: [.validateOnPath, .translateViolation]),
  ]

  static let files: [SourceFile] = {
    let root = fixtures.appending(path: "apps/harbor_office")
    let paths =
      FileManager.default.enumerator(atPath: root.path)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") && !$0.hasPrefix(".") } ?? []
    return paths.sorted().compactMap { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
      return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }()

  func failure(in files: [SourceFile] = files) -> Failure {
    var event = Event()
    event.platform = "swift"
    event.exceptions = [EventSchema.Exception(type: "GRDB.DatabaseError", value: message)]
    let path = "Sources/HarborOffice/Services/\(path)"
    let text = files.first { $0.path == path }?.text ?? ""
    // The end of the piece is on the failing line.
    let line = text.range(of: code).map {
      text[..<$0.upperBound].split(separator: "\n", omittingEmptySubsequences: false).count
    }
    return Failure(
      event: event, violation: violation,
      frames: [Frame(filename: path, lineNumber: line, inApp: true)], inApp: [true],
      culpritIndex: 0, tree: SourceTree(files: files, isComplete: true))
  }
}
