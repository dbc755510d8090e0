import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

/// A Python application in memory, and failures of functions in it.
struct SQLAlchemyApp: Sendable {
  var files: [SourceFile]

  static let pierOffice = SQLAlchemyApp("pier_office")
  static let sailSchool = SQLAlchemyApp("sail_school")

  /// An application under `fixtures/apps/`.
  private init(_ name: String) {
    let root = fixtures.appending(path: "apps/\(name)")
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    files = paths.filter { $0.hasSuffix(".py") }.sorted().compactMap { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
      return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }

  init(files: [SourceFile]) {
    self.files = files
  }

  /// A place in the source: the first line of a function that holds a text.
  struct Place: Sendable {
    var path: String
    var function: String
    var code: String

    init(_ path: String, _ function: String, _ code: String) {
      self.path = path
      self.function = function
      self.code = code
    }
  }

  /// The failure at the last place, which the others call, outermost first.
  func failure(_ places: [Place], _ violation: ConstraintViolation, exception: String) -> Failure {
    var event = Event()
    event.platform = "python"
    event.exceptions = [EventSchema.Exception(type: exception, value: "")]
    let frames = places.map { place in
      Frame(
        filename: place.path, function: place.function, lineNumber: line(of: place), inApp: true)
    }
    let below = Frame(module: "sqlalchemy.orm.session", function: "commit", lineNumber: 1)
    return Failure(
      event: event, violation: violation, frames: frames + [below],
      inApp: frames.map { _ in true } + [false], culpritIndex: frames.count - 1,
      tree: SourceTree(files: files, isComplete: true))
  }

  private func line(of place: Place) -> Int? {
    guard let text = files.first(where: { $0.path == place.path })?.text else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = lines.firstIndex { $0.contains("def \(place.function)(") } ?? 0
    return lines[head...].firstIndex { $0.contains(place.code) }.map { $0 + 1 }
  }

  /// The files after a diff, as `git apply` leaves them.
  func applying(_ diff: String) throws -> SQLAlchemyApp {
    SQLAlchemyApp(files: try DjangoApp(files: files).applying(diff).files)
  }
}

/// One bug of an application, as its failure shows it.
struct SQLAlchemyBug: Sendable, CustomTestStringConvertible {
  var name: String
  var app: SQLAlchemyApp
  var places: [SQLAlchemyApp.Place]
  var violation: ConstraintViolation
  var exception = "IntegrityError"
  var remedies: [Remedy.Kind]

  var testDescription: String { name }

  init(
    _ name: String, in app: SQLAlchemyApp, _ places: [SQLAlchemyApp.Place],
    _ kind: ConstraintViolation.Kind, _ table: String?, _ columns: [String],
    constraint: String? = nil, exception: String = "IntegrityError", _ remedies: [Remedy.Kind]
  ) {
    self.name = name
    self.app = app
    self.places = places
    violation = ConstraintViolation(
      kind: kind, dbms: .sqlite, constraint: constraint, table: table, columns: columns)
    self.exception = exception
    self.remedies = remedies
  }

  func fixes(in app: SQLAlchemyApp) -> [Fix] {
    let failure = app.failure(places, violation, exception: exception)
    guard let framework = Framework.recognised(in: failure) else { return [] }
    let facts = framework.facts(of: failure)
    return asked.flatMap { framework.fixes(for: $0, of: failure, facts) }
  }

  func tests(in app: SQLAlchemyApp) -> [TestCase] {
    let failure = app.failure(places, violation, exception: exception)
    guard let framework = Framework.recognised(in: failure) else { return [] }
    return framework.tests(for: asked, of: failure, framework.facts(of: failure))
  }

  private var asked: [Remedy] {
    remedies.map {
      Remedy(
        $0, table: violation.table, columns: violation.columns, constraint: violation.constraint)
    }
  }
}

extension [Fix] {
  /// What is applied when all are: the diffs that are neither guidance nor alternatives.
  var plan: [Fix] { filter { $0.applicability != .guidance && !$0.isAlternative } }
}
