import DatabaseErrors

/// A real database beside a continuous integration job: constraints, locks and messages differ too
/// much between products to test against another one.
struct DatabaseService: Sendable {
  var dbms: DBMS
  var image: String
  var port: Int
  var environment: [String]
  var healthCommand: String
  var url: String

  static let all = [postgreSQL, mySQL, mariaDB]

  static let postgreSQL = DatabaseService(
    dbms: .postgreSQL, image: "postgres:17", port: 5432,
    environment: ["POSTGRES_PASSWORD: test"], healthCommand: "pg_isready",
    url: "postgres://postgres:test@127.0.0.1:5432/postgres")

  static let mySQL = DatabaseService(
    dbms: .mySQL, image: "mysql:8.4", port: 3306,
    environment: ["MYSQL_ROOT_PASSWORD: test", "MYSQL_DATABASE: test"],
    healthCommand: "mysqladmin ping", url: "mysql://root:test@127.0.0.1:3306/test")

  static let mariaDB = DatabaseService(
    dbms: .mariaDB, image: "mariadb:11.4", port: 3306,
    environment: ["MARIADB_ROOT_PASSWORD: test", "MARIADB_DATABASE: test"],
    healthCommand: "healthcheck.sh --connect", url: "mysql://root:test@127.0.0.1:3306/test")

  /// Lines of YAML below a job.
  var lines: [String] {
    ["services:", "  database:", "    image: \(image)", "    env:"]
      + environment.map { "      \($0)" }
      + [
        "    ports: [\"\(port):\(port)\"]",
        "    options: >-",
        "      --health-cmd \"\(healthCommand)\" --health-interval 2s --health-retries 30",
        "env:",
        "  DATABASE_URL: \(url)",
      ]
  }
}

/// A workflow that runs the tests against the product that refused the statement.
func continuousIntegrationJob(
  _ runner: TestRunner, paths: [String], dbms: DBMS?
) -> String {
  let service = dbms.flatMap { dbms in DatabaseService.all.first { $0.dbms == dbms } }
  let steps = ["- uses: actions/checkout@v4"] + runner.setUp + ["- run: \(runner.command(paths))"]
  let job =
    ["runs-on: ubuntu-latest"] + (service?.lines ?? []) + ["steps:"] + steps.map { "  \($0)" }
  let lines =
    ["name: constraints", "on: [push, pull_request]", "jobs:", "  test:"]
    + job.map { "    \($0)" }
  return lines.joined(separator: "\n") + "\n"
}
