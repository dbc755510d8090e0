import DatabaseErrors
import Diagnosis
import EventSchema
import Testing

/// Texts that report more than one failure.
@Suite("Several failures in one text")
struct SeveralFailuresTests {
  private static let boats = """
    Traceback (most recent call last):
      File "/srv/harbour/boats/views.py", line 12, in register
        Boat.objects.create(sail=sail)
    django.db.utils.IntegrityError: UNIQUE constraint failed: boats.sail
    """
  private static let missingName = """
    Traceback (most recent call last):
      File "/srv/harbour/boats/views.py", line 30, in show
        names[sail]
    KeyError: 'name'
    """
  private static let aborted = """
    Traceback (most recent call last):
      File "/srv/harbour/piers/views.py", line 4, in leave
        pier.save()
    psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until \
    end of transaction block
    """
  private static let piers = #"""
    2031-05-01 10:00:00 UTC [7] ERROR:  duplicate key value violates unique constraint "piers_name_key"
    2031-05-01 10:00:00 UTC [7] DETAIL:  Key (name)=(North) already exists.
    """#
  private static let berths = """
    2031-05-01 10:00:02 ERROR harbour: FOREIGN KEY constraint failed
    2031-05-01 10:00:03 ERROR harbour: NOT NULL constraint failed: berths.depth
    """

  private static func text(_ parts: String...) -> String {
    parts.joined(separator: "\n2031-05-01 10:00:01 INFO harbour: open\n\n")
  }

  @Test func aLogIsAboutItsLastError() {
    let input = Input(pasted: Self.text(Self.piers, Self.berths))
    let violation = examine(input.event).violation
    #expect(violation?.kind == .notNull)
    #expect(violation?.table == "berths")
    #expect(input.violations.map(\.violation.kind) == [.unique, .foreignKey, .notNull])
    #expect(input.violations.map(\.lines) == [1...2, 5...5, 6...6])
  }

  @Test func consequencesAreNotWhatItIsAbout() {
    let input = Input(pasted: Self.text(Self.boats, Self.aborted))
    let examination = examine(input.event)
    #expect(examination.violation?.table == "boats")
    #expect(examination.culpritIndex.map { examination.frames[$0].lineNumber } == 12)
    #expect(input.violations.map(\.violation.kind) == [.unique, .transactionAborted])
    #expect(input.violations.map(\.lines) == [1...4, 7...10])
  }

  @Test func aLaterFailureOfAnotherKindHidesNothing() {
    let input = Input(pasted: Self.text(Self.boats, Self.missingName))
    #expect(examine(input.event).exception.type == "django.db.utils.IntegrityError")
    #expect(input.violations.map(\.lines) == [1...4])
  }

  /// A failure without a database's error takes none from its neighbourhood.
  @Test func anUnrelatedTraceStaysWithoutViolation() {
    let input = Input(pasted: Self.text(Self.piers, Self.missingName))
    let examination = examine(input.event)
    #expect(examination.violation?.constraint == "piers_name_key")
    #expect(examination.frames.isEmpty)
    #expect(examination.exception.type == nil)
    #expect(examine(readInput(Self.missingName)).violation == nil)
  }

  @Test func aTraceTakesWhatItsLogSaid() {
    let text = #"""
      2031-05-01 10:00:00.123  WARN 7 --- [exec-1] o.h.e.jdbc.spi.SqlExceptionHelper : SQL Error: 0, SQLState: 23505
      2031-05-01 10:00:00.123 ERROR 7 --- [exec-1] o.h.e.jdbc.spi.SqlExceptionHelper : ERROR: duplicate key value violates unique constraint "piers_name_key"
        Detail: Key (name)=(North) already exists.
      2031-05-01 10:00:00.125 ERROR 7 --- [exec-1] c.h.Desk : not saved

      org.hibernate.exception.ConstraintViolationException: could not execute statement
      	at org.hibernate.exception.internal.SQLStateConversionDelegate.convert(SQLStateConversionDelegate.java:109)
      	at com.harbour.Desk.register(Desk.java:10)
      	at com.harbour.Main.main(Main.java:5)
      """#
    let input = Input(pasted: text)
    let examination = examine(input.event)
    #expect(examination.violation?.constraint == "piers_name_key")
    #expect(examination.violation?.columns == ["name"])
    #expect(
      examination.exception.type == "org.hibernate.exception.ConstraintViolationException")
    #expect(examination.culpritIndex.map { examination.frames[$0].lineNumber } == 10)
    #expect(input.violations.map(\.lines) == [6...9])
  }

  struct Named: Sendable, CustomTestStringConvertible {
    var text: String
    var type: String?
    var testDescription: String { text }
  }

  @Test(arguments: [
    Named(
      text: "django.db.utils.IntegrityError: UNIQUE constraint failed: boats.sail",
      type: "django.db.utils.IntegrityError"),
    Named(
      text: #"ActiveRecord::RecordNotUnique: PG::UniqueViolation: ERROR:  duplicate key value "#
        + #"violates unique constraint "piers_name_key""#, type: "ActiveRecord::RecordNotUnique"),
    Named(
      text: "Npgsql.PostgresException (0x80004005): 23505: duplicate key value violates unique "
        + #"constraint "piers_name_key""#, type: "Npgsql.PostgresException"),
    Named(text: "ERROR: duplicate key value violates unique constraint \"piers_name_key\""),
    Named(text: "Error: UNIQUE constraint failed: boats.sail"),
    Named(text: "UNIQUE constraint failed: boats.sail"),
  ])
  func aClassBeforeAMessageIsItsType(_ named: Named) {
    let examination = examine(readInput(named.text))
    #expect(examination.exception.type == named.type)
    #expect(examination.violation?.kind == .unique)
  }
}
