import DatabaseErrors
import Testing

@testable import ContinuousIntegration

@Suite struct UsualWorkflowTests {
  @Test(arguments: [
    (
      "django", DBMS.postgreSQL, ["image: postgres:17", "postgres://postgres:test@127.0.0.1:5432/"]
    ),
    ("pytest", .sqlite, ["pip install -r requirements.txt"]),
    (
      "rspec", .mariaDB, ["image: mariadb:", "mysql2://root:test@127.0.0.1:3306/test", "RAILS_ENV"]
    ),
    ("junit5", .mySQL, ["image: mysql:", "jdbc:mysql://127.0.0.1:3306/test"]),
    ("go", .mySQL, ["root:test@tcp(127.0.0.1:3306)/test"]),
    ("swift-testing", .postgreSQL, ["container: ", "postgres://postgres:test@database:5432/test"]),
    ("vitest", .oracle, ["npm ci"]),
  ])
  func runsTheTests(framework: String, dbms: DBMS, holds: [String]) throws {
    let text = try #require(usualWorkflow("run the tests", of: framework, dbms: dbms))
    for words in holds + ["run: run the tests", "actions/checkout@v4"] {
      #expect(text.contains(words), "\(text)")
    }
    #expect(text.contains("services:") == (DatabaseService.of(dbms) != nil))
  }

  @Test func knowsNoOtherFramework() {
    #expect(usualWorkflow("run", of: "tcltest", dbms: nil) == nil)
  }
}
