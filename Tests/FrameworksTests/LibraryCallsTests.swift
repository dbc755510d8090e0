import EventSchema
import Testing

@testable import Frameworks

@Suite struct LibraryCallsTests {
  @Test(arguments: [
    ("Persistence#save!", "save!"), ("block in Boat.create", "create"),
    ("gorm.io/gorm.(*DB).Create", "Create"), ("database/sql.(*DB).ExecContext(...)", "ExecContext"),
    ("async Function.create [as bulk]", "create"), ("Ecto.Repo.Schema.do_insert/4", "do_insert"),
    ("Illuminate\\Database\\Eloquent\\Model->save()", "save"), ("save", "save"),
    ("SaveChangesAsync[T]", "SaveChangesAsync"), ("(", nil), ("", nil),
  ])
  func namesMethods(function: String, method: String?) {
    #expect(Frame(function: function).methodName == method)
  }

  private static let calls = LibraryCalls([
    .init("org.hibernate", ["persist"], .create), .init("gorm.io/gorm", ["Create"], .create),
    .init("active_record/persistence", ["save!"], .save), .init("deletion", [], .delete),
  ])

  @Test(
    arguments: [
      (Frame(module: "org.hibernate.internal.SessionImpl", function: "persist"), .create),
      (Frame(module: "com.org.hibernateX", function: "persist"), nil),
      (Frame(function: "gorm.io/gorm.(*DB).Create"), .create),
      (Frame(filename: "active_record/persistence.rb", function: "save!"), .save),
      (Frame(filename: "active_record/persistence.rb", function: "reload"), nil),
      (Frame(module: "django.db.models.deletion"), .delete),
      (Frame(), nil),
    ] as [(Frame, SourceFacts.Operation?)])
  func tellsTheOperation(frame: Frame, operation: SourceFacts.Operation?) {
    #expect(Self.calls.operation([frame]) == operation)
  }
}
