public import DatabaseErrors

/// A workflow of GitHub Actions that runs some tests beside the product that refused the statement,
/// for a project whose files are not at hand: versions are the newest ones, and dependencies are
/// fetched as most projects do it.
///
/// - Parameters:
///   - command: What runs the tests, one line.
///   - framework: The word of `TestCase.framework`.
/// - Returns: The text of the file; `nil` for a framework that is not known.
public func usualWorkflow(_ command: String, of framework: String, dbms: DBMS?) -> String? {
  guard let project = UsualProject.all.first(where: { $0.frameworks.contains(framework) })
  else { return nil }
  var job = project.job
  job.test = command
  job.database.always = [DatabaseVariable("DATABASE_URL", .url)]
  if let scheme = dbms.flatMap({ project.schemes[$0] }) { job.database.scheme = scheme }
  let service = dbms.flatMap(DatabaseService.of)
  let system = IntegrationSystem.gitHubActions
  let reach = service.map { system.reach(job, $0) }
  let place = service.map { DatabasePlace($0, for: job, host: reach?.host ?? "") }
  let planned = PlannedJob(
    title: "Tests" + (service.map { " on \($0.name)" } ?? ""), word: dbms?.rawValue ?? "all",
    job: job, place: place, serviceName: reach?.serviceName ?? "database",
    variables: job.environment + (place?.variables(of: job, []) ?? []))
  let files = IntegrationFiles(workflows: [], gitLab: nil)
  guard case .file(_, _, let text) = system.change(planned, files) else { return nil }
  return text
}

/// How projects in one language are usually built.
private struct UsualProject {
  /// The words of `TestCase.framework`.
  var frameworks: Set<String>
  /// Without its tests.
  var job: Job
  /// The beginnings of URLs that differ from the product's own name.
  var schemes: [DBMS: String] = [.mySQL: "mysql", .mariaDB: "mysql"]

  static let all = [python, swift, ruby, node, php, go, jvm, dotNet, elixir]

  static let python = UsualProject(
    frameworks: ["django", "pytest"],
    job: job(
      image: "python:3", "actions/setup-python@v5", [("python-version", "3.x")],
      install: ["pip install -r requirements.txt"]))

  static let swift = UsualProject(
    frameworks: ["swift-testing", "xctest"],
    job: Job(
      folder: "", image: "swift:latest", setUp: [], install: ["swift build --build-tests"],
      test: ""))

  static let ruby = UsualProject(
    frameworks: ["rspec", "minitest"],
    job: job(
      image: "ruby:3", "ruby/setup-ruby@v1", [("ruby-version", "ruby")],
      install: ["bundle install"], prepare: ["bundle exec rails db:prepare"],
      environment: [Job.Variable("RAILS_ENV", "test")]),
    schemes: [.mySQL: "mysql2", .mariaDB: "mysql2"])

  static let node = UsualProject(
    frameworks: ["node", "mocha", "jest", "vitest"],
    job: job(
      image: "node:lts", "actions/setup-node@v4", [("node-version", "lts/*")],
      install: ["npm ci"]),
    schemes: [.postgreSQL: "postgresql", .mySQL: "mysql", .mariaDB: "mysql"])

  static let php = UsualProject(
    frameworks: ["phpunit", "pest"],
    job: job(
      image: "php:8-cli", "shivammathur/setup-php@v2",
      [("php-version", "8.3"), ("extensions", "pdo_pgsql, pdo_mysql")],
      install: ["composer install --no-interaction"]),
    schemes: [.postgreSQL: "pgsql", .mySQL: "mysql", .mariaDB: "mysql"])

  static let go = UsualProject(
    frameworks: ["go"],
    job: job(
      image: "golang:1", "actions/setup-go@v5", [("go-version-file", "go.mod")],
      install: ["go mod download"]),
    schemes: [.mySQL: "tcp", .mariaDB: "tcp"])

  static let jvm = UsualProject(
    frameworks: ["junit4", "junit5"],
    job: job(
      image: "maven:3", "actions/setup-java@v4",
      [("distribution", "temurin"), ("java-version", "21")]),
    schemes: [
      .postgreSQL: "jdbc:postgresql", .mySQL: "jdbc:mysql", .mariaDB: "jdbc:mariadb",
    ])

  static let dotNet = UsualProject(
    frameworks: ["xunit", "nunit"],
    job: job(
      image: "mcr.microsoft.com/dotnet/sdk:8.0", "actions/setup-dotnet@v4",
      [("dotnet-version", "8.x")], install: ["dotnet restore"]))

  static let elixir = UsualProject(
    frameworks: ["exunit"],
    job: job(
      image: "elixir:1", "erlef/setup-beam@v1", [("otp-version", "27"), ("elixir-version", "1")],
      install: ["mix local.hex --force", "mix deps.get"],
      environment: [Job.Variable("MIX_ENV", "test")]),
    schemes: [.postgreSQL: "ecto", .mySQL: "ecto", .mariaDB: "ecto"])

  private static func job(
    image: String, _ action: String, _ with: [(String, String)], install: [String] = [],
    prepare: [String] = [], environment: [Job.Variable] = []
  ) -> Job {
    Job(
      folder: "", image: image,
      setUp: [Job.Action(action, with.map { Job.Variable($0.0, $0.1) })], install: install,
      prepare: prepare, test: "", environment: environment)
  }
}
