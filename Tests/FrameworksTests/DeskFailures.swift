import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import Testing

/// A fault of the library desk under `fixtures/apps`, with the remedies that its cause asks for.
struct DeskFailure: Sendable, CustomTestStringConvertible {
  /// The golden's folder under `fixtures/fixes/django/`.
  var name: String
  var remedies: [Remedy.Kind]
  var make: @Sendable (DjangoApp) -> Failure

  var testDescription: String { name }

  static let missingCheck: [Remedy.Kind] = [.validateOnPath, .translateViolation]
  static let race: [Remedy.Kind] = [.translateViolation, .insertOrRead]

  static let all = [
    DeskFailure(name: "plain-form", remedies: missingCheck) { app in
      app.failure(
        "members/views.py", "member.save()", table: "members_member", columns: ["email"],
        through: ("django.db.models.base", "save"))
    },
    DeskFailure(name: "form-that-looks", remedies: race) { app in
      app.failure(
        "members/views.py", "LibraryCard.objects.create(", table: "members_librarycard",
        columns: ["number"], through: ("django.db.models.query", "create"))
    },
    DeskFailure(name: "function-view", remedies: missingCheck) { app in
      app.failure(
        "catalog/views.py", "Shelf.objects.create(", table: "catalog_shelf", columns: ["code"],
        through: ("django.db.models.query", "create"))
    },
    DeskFailure(name: "plain-serializer", remedies: missingCheck) { app in
      app.failure(
        "catalog/serializers.py", "Book.objects.create(", table: "catalog_book", columns: ["isbn"],
        through: ("django.db.models.query", "create"),
        calledBy: ("catalog/api.py", "serializer.save()"))
    },
    DeskFailure(name: "bulk-create", remedies: missingCheck) { app in
      app.failure(
        "catalog/views.py", "bulk_create(", table: "catalog_copy", columns: ["barcode"],
        through: ("django.db.models.query", "bulk_create"))
    },
    DeskFailure(name: "check-then-insert", remedies: race) { app in
      app.failure(
        "lending/views.py", "Reservation.objects.create(", table: "lending_reservation",
        columns: ["book_id", "member_id"], through: ("django.db.models.query", "create"))
    },
    DeskFailure(name: "first-or-create", remedies: race) { app in
      app.failure(
        "lending/fees.py", "account.save()", table: "lending_feeaccount",
        columns: ["member_id", "year"], through: ("django.db.models.base", "save"),
        calledBy: ("lending/views.py", "charge_fee(int"))
    },
    DeskFailure(name: "partial-key-missing", remedies: [.addConstraint]) { app in
      app.failure(
        "lending/views.py", "Loan.objects.get(", kind: .multipleObjectsReturned,
        table: "lending_loan", columns: ["copy_id"], through: ("django.db.models.query", "get"))
    },
    DeskFailure(name: "key-missing", remedies: [.addConstraint]) { app in
      app.failure(
        "members/notices.py", "get_or_create(", kind: .multipleObjectsReturned,
        table: "members_noticechoice", columns: ["member_id", "topic"],
        through: ("django.db.models.query", "get_or_create"),
        calledBy: ("members/views.py", "choose_channel(pk"))
    },
  ]

  func fixes(in app: DjangoApp) -> [Fix] {
    let failure = make(app)
    guard let framework = Framework.recognised(in: failure) else { return [] }
    let facts = framework.facts(of: failure)
    return framework.fixes(for: remedies(of: failure), of: failure, facts).flatMap(\.self)
  }

  func tests(in app: DjangoApp) -> [TestCase] {
    let failure = make(app)
    guard let framework = Framework.recognised(in: failure) else { return [] }
    return framework.tests(
      for: remedies(of: failure), of: failure, framework.facts(of: failure))
  }

  private func remedies(of failure: Failure) -> [Remedy] {
    remedies.map {
      Remedy($0, table: failure.violation?.table, columns: failure.violation?.columns ?? [])
    }
  }
}
