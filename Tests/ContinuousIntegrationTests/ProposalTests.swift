import DatabaseErrors
import Fixes
import SourceCode
import Testing

@testable import ContinuousIntegration

@Suite struct ProposalTests {
  private static let settings = """
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "marina",
            "USER": "harbour",
            "PASSWORD": os.environ["DB_PASSWORD"],
            "HOST": "HOST_OF_TEST",
        }
    }
    """

  private static func project(
    host: String = "db", _ more: [String: String] = [:]
  ) -> ProjectFiles {
    let settings = settings.replacing("HOST_OF_TEST", with: host)
    let own = [
      "manage.py": "", "requirements.txt": "Django\npsycopg\n", "marina/settings.py": settings,
    ]
    let files = own.merging(more) { $1 }.map { SourceFile(path: $0.key, text: $0.value) }
    return ProjectFiles(files, source: SourceTree(isComplete: true))
  }

  private static func propose(
    _ project: ProjectFiles = project(), workflow: String? = nil, gitLab: String? = nil,
    host: String? = nil, dbms: DBMS? = .postgreSQL
  ) -> IntegrationProposal {
    let workflows = workflow.map {
      [SourceFile(path: ".github/workflows/tests.yml", text: $0)]
    }
    let files = IntegrationFiles(
      workflows: workflows ?? [],
      gitLab: gitLab.map { SourceFile(path: ".gitlab-ci.yml", text: $0) })
    return proposeIntegration(for: project, files, hostKind: host, dbms: dbms)
  }

  private static func fix(_ proposal: IntegrationProposal) -> Fix? {
    guard case .proposed(let fix) = proposal else {
      Issue.record("\(proposal)")
      return nil
    }
    return fix
  }

  @Test func writesAWorkflowThatFitsTheSettings() throws {
    let fix = try #require(Self.fix(Self.propose()))
    #expect(fix.applicability == .unsafe)
    #expect(fix.files == [".github/workflows/postgresql-tests.yml"])
    #expect(
      fix.diff == """
        diff --git a/.github/workflows/postgresql-tests.yml b/.github/workflows/postgresql-tests.yml
        new file mode 100644
        --- /dev/null
        +++ b/.github/workflows/postgresql-tests.yml
        @@ -0,0 +1,30 @@
        +name: Tests on PostgreSQL
        +on:
        +  push:
        +  pull_request:
        +permissions:
        +  contents: read
        +jobs:
        +  test:
        +    runs-on: ubuntu-latest
        +    timeout-minutes: 30
        +    services:
        +      db:
        +        image: postgres:17
        +        env:
        +          POSTGRES_DB: marina
        +          POSTGRES_USER: harbour
        +          POSTGRES_PASSWORD: test
        +        ports:
        +          - "5432:5432"
        +        options: "--health-cmd \\"pg_isready -h 127.0.0.1\\" --health-interval 5s \
        --health-timeout 5s --health-retries 20"
        +    env:
        +      DB_PASSWORD: test
        +    steps:
        +      - uses: actions/checkout@v4
        +      - uses: actions/setup-python@v5
        +        with:
        +          python-version: "3.x"
        +      - run: echo "127.0.0.1 db" | sudo tee -a /etc/hosts
        +      - run: pip install -r requirements.txt
        +      - run: python manage.py test

        """)
  }

  @Test func takesTheImageThatTheProjectRuns() throws {
    let project = Self.project([
      "compose.yaml":
        "services:\n  db:\n    image: postgis/postgis:16-3.4\n  cache:\n    image: redis:7\n"
    ])
    #expect(try #require(Self.fix(Self.propose(project))).diff.contains("postgis/postgis:16-3.4"))
    let variable = Self.project(["compose.yaml": "services:\n db:\n  image: postgres:${TAG}\n"])
    #expect(try #require(Self.fix(Self.propose(variable))).diff.contains("image: postgres:17"))
  }

  @Test(arguments: [
    "jobs:\n  t:\n    services:\n      db:\n        image: postgres:15\n",
    "jobs:\n  t:\n    services:\n      db: {image: 'x'}\n        image: \"docker.io/library/postgres\"",
    "    steps:\n      - uses: ankane/setup-postgres@v1\n",
    "    steps:\n      - run: docker compose up -d\n",
  ])
  func saysSoWhenThereIsOne(workflow: String) {
    let project = Self.project(["docker-compose.yml": "services:\n  db:\n    image: postgres:16\n"])
    #expect(
      Self.propose(project, workflow: workflow) == .exists(path: ".github/workflows/tests.yml"))
  }

  @Test(arguments: [
    "jobs:\n  t:\n    steps:\n      # image: postgres:15\n      - run: make\n",
    "jobs:\n  t:\n    services:\n      cache:\n        image: redis:7\n",
    "jobs:\n  t:\n    services:\n      db:\n        image: mysql:8\n",
    "jobs:\n  t:\n    steps:\n      - run: pip install postgres-helper\n",
  ])
  func addsOneBesideOthers(workflow: String) throws {
    let fix = try #require(Self.fix(Self.propose(workflow: workflow)))
    #expect(fix.files == [".github/workflows/postgresql-tests.yml"])
  }

  @Test func addsAJobToAPipeline() throws {
    let pipeline = "stages: [build, unit-test]\n\nbuild:\n  script: make\n"
    let fix = try #require(Self.fix(Self.propose(gitLab: pipeline)))
    #expect(fix.files == [".gitlab-ci.yml"])
    #expect(fix.diff.contains("@@ -2,3 +2,"))
    for line in [
      "+postgresql-tests:", "+  stage: unit-test", "+      alias: db",
      "+    POSTGRES_USER: harbour",
      "+    DB_PASSWORD: test", "+    - python manage.py test",
    ] { #expect(fix.diff.contains(line + "\n"), "\(line) is not in\n\(fix.diff)") }
  }

  @Test(arguments: [
    ("stages:\n  - lint\n  - ship\nlint:\n  script: make\n", "none of them is for tests"),
    ("# nothing yet\n", "no jobs"),
  ])
  func addsNoneWhereItDoesNotFit(pipeline: String, words: String) {
    guard case .nothing(let reason) = Self.propose(gitLab: pipeline) else {
      Issue.record("something is proposed")
      return
    }
    #expect(reason.contains(words))
  }

  @Test func keepsTheLineEndsOfAPipeline() throws {
    let fix = try #require(Self.fix(Self.propose(gitLab: "build:\r\n  script: make\r\n")))
    #expect(fix.diff.contains("+postgresql-tests:\r\n"))
  }

  @Test func choosesTheSystemByWhatIsThereAndThenByTheHost() {
    func files(_ proposal: IntegrationProposal) -> [String]? { Self.fix(proposal)?.files }
    let workflow = "jobs:\n  t:\n    steps:\n      - run: make\n"
    let pipeline = "build:\n  script: make\n"
    #expect(files(Self.propose(host: "gitlab")) == [".gitlab-ci.yml"])
    #expect(
      files(Self.propose(workflow: workflow, host: "gitlab"))?[0].hasPrefix(".github/") == true)
    #expect(
      files(Self.propose(workflow: workflow, gitLab: pipeline, host: "gitlab")) == [
        ".gitlab-ci.yml"
      ])
    #expect(
      files(Self.propose(workflow: workflow, gitLab: pipeline))?[0].hasPrefix(".github/") == true)
    guard case .nothing = Self.propose(host: "gitea") else {
      Issue.record("proposed for a host without a recipe")
      return
    }
  }

  @Test(arguments: [
    ("localhost", "gitlab", "GitLab job reaches"), ("db.example.com", "github", "does not have"),
    ("/var/run/postgresql", "github", "does not have"),
  ])
  func showsWhatWouldNotWorkAsGuidance(host: String, system: String, words: String) throws {
    let fix = try #require(Self.fix(Self.propose(Self.project(host: host), host: system)))
    #expect(fix.applicability == .guidance && fix.diff.isEmpty && !fix.sketch.isEmpty)
    #expect(fix.rationale.contains(words), "\(fix.rationale)")
  }

  @Test func reachesAServerOnThisMachine() throws {
    let fix = try #require(Self.fix(Self.propose(Self.project(host: "localhost"), host: "github")))
    #expect(fix.applicability == .unsafe && !fix.diff.contains("/etc/hosts"))
  }

  @Test func leavesWhatNobodyNamesToTheClientLibrary() throws {
    let settings =
      "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'm'}}"
    let project = Self.project(["marina/settings.py": settings])
    let fix = try #require(Self.fix(Self.propose(project)))
    for line in ["PGHOST: \"127.0.0.1\"", "PGUSER: postgres", "PGPASSWORD: test"] {
      #expect(fix.diff.contains(line), "\(fix.diff)")
    }
  }

  @Test(arguments: [
    (
      "os.environ.get('DB_ENGINE', 'django.db.backends.sqlite3')",
      "DB_ENGINE: django.db.backends.mysql"
    ),
    ("'django.db.backends.' + os.environ['ENGINE']", "ENGINE: mysql"),
    ("'django.db.backends.' + ENGINES[os.getenv('DATABASE', 'sqlite')]", "DATABASE: mariadb"),
  ])
  func choosesTheEngineByItsVariable(engine: String, line: String) throws {
    let settings = """
      DATABASES = {
          'default': {
              'ENGINE': \(engine),
              'HOST': os.environ.get('DATABASE_HOST', ''),
              'USER': os.environ.get('DATABASE_USER', ''),
              'PASSWORD': os.environ.get('DATABASE_PASSWORD', ''),
          }
      }
      """
    let project = Self.project(["marina/settings.py": settings])
    let fix = try #require(Self.fix(Self.propose(project, dbms: .mariaDB)))
    #expect(fix.diff.contains("+      \(line)\n"), "\(fix.diff)\(fix.rationale)")
    #expect(fix.diff.contains("DATABASE_HOST: \"127.0.0.1\""))
  }

  @Test func needsNoServiceForSQLite() throws {
    let fix = try #require(Self.fix(Self.propose(dbms: .sqlite)))
    #expect(fix.applicability == .unsafe && !fix.diff.contains("services:"))
    let existing = Self.propose(
      workflow: "jobs:\n  t:\n    steps:\n      - run: python manage.py test\n", dbms: .sqlite)
    #expect(existing == .exists(path: ".github/workflows/tests.yml"))
  }

  @Test(arguments: [(DBMS(rawValue: "oracle"), "no recipe"), (nil, "not known")])
  func saysWhyThereIsNothing(dbms: DBMS?, words: String) {
    guard case .nothing(let reason) = Self.propose(dbms: dbms) else {
      Issue.record("something is proposed")
      return
    }
    #expect(reason.contains(words))
  }

  @Test func letsAUserOfMySQLMakeDatabases() throws {
    let settings = Self.settings.replacing("postgresql", with: "mysql")
      .replacing("HOST_OF_TEST", with: "127.0.0.1")
    let project = Self.project(["marina/settings.py": settings])
    let fix = try #require(Self.fix(Self.propose(project, host: "github", dbms: .mySQL)))
    #expect(fix.diff.contains("GRANT ALL ON *.* TO 'harbour'@'%'"))
    #expect(fix.diff.contains("MYSQL_ROOT_PASSWORD: test"))
  }

  @Test(arguments: [
    ("DB_HOST", DatabaseVariable.Role.host), ("POSTGRES_DB", .database), ("PGPASSWORD", .password),
    ("TEST_DATABASE_URL", .url), ("SQLALCHEMY_DATABASE_URI", .url), ("MYSQL_USER", .user),
    ("SPRING_DATASOURCE_PASSWORD", .password), ("DB_CONNECTION", .engine),
    ("MYSQL_ROOT_PASSWORD", nil), ("REDIS_URL", nil), ("DATABASE", nil), ("EMAIL_HOST", nil),
    ("DATABASE_POOL", nil), ("DATABASE_URL_REPLICA", nil),
  ])
  func readsTheRoleOffAName(name: String, role: DatabaseVariable.Role?) {
    #expect(DatabaseVariable(named: name)?.role == role)
  }

  @Test func findsVariablesInEveryLanguage() {
    let texts = [
      "os.environ['DB_HOST']", "process.env.DB_PORT", "ENV.fetch(\"DB_USER\")", "${DB_NAME:desk}",
      "getenv(\"DB_PASSWORD\")", "myDB_HOSTNAME",
    ]
    #expect(
      DatabaseVariable.mentioned(in: texts).map(\.name)
        == ["DB_HOST", "DB_NAME", "DB_PASSWORD", "DB_PORT", "DB_USER"])
  }
}
