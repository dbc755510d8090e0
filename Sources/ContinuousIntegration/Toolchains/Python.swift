import DatabaseErrors
import SourceCode

extension Toolchain {
  /// Django with `manage.py`, and anything that pytest runs.
  static let python = Toolchain(
    name: "Python",
    job: { files, dbms in
      guard let folder = PythonProject.folder(files) else { return nil }
      return PythonProject(files: files, folder: folder).job(dbms)
    },
    examples: [
      Example(
        files: [
          "manage.py": "", "requirements.txt": "Django==5.1\npsycopg[binary]\n",
          "harbour/settings.py":
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql',"
            + " 'NAME': os.environ['DB_NAME'], 'HOST': os.getenv('DB_HOST', 'db')}}",
          ".python-version": "3.12.4\n",
        ],
        dbms: .postgreSQL, test: "python manage.py test", image: "python:3.12",
        holds: ["pip install -r requirements.txt", "DB_NAME", "DB_HOST"]),
      Example(
        files: [
          "pyproject.toml":
            "[project]\nrequires-python = \">=3.11\"\ndependencies = [\"flask\", \"psycopg2\"]\n"
            + "[project.optional-dependencies]\ntest = [\"pytest\"]\n",
          "desk/app.py": "create_engine(os.environ[\"SQLALCHEMY_DATABASE_URI\"])",
        ],
        dbms: .postgreSQL, test: "pytest", image: "python:3.11",
        holds: ["pip install -e \".[test]\"", "postgresql://postgres:test@database:5432/test"]),
      Example(
        files: [
          "backend/manage.py": "", "backend/uv.lock": "",
          "backend/pyproject.toml":
            "[project]\nrequires-python = \"~=3.13\"\ndependencies = [\"django\", \"mysqlclient\"]\n"
            + "[tool.pytest.ini_options]\nDJANGO_SETTINGS_MODULE = \"desk.settings\"\n"
            + "[dependency-groups]\ndev = [\"pytest-django\"]\n",
        ],
        dbms: .mySQL, test: "uv run pytest", image: "python:3.13",
        holds: ["uv sync --all-groups", "default-libmysqlclient-dev"]),
      Example(
        files: [
          "pyproject.toml":
            "[project]\nrequires-python = \">=3.12\"\ndependencies = [\n  \"fastapi\", \"asyncpg\",\n]\n"
            + "[tool.pytest.ini_options]\ntestpaths = [\"tests\"]\n",
          "desk/app.py": "create_async_engine(os.environ[\"DATABASE_URL\"])",
        ],
        dbms: .postgreSQL, test: "pytest", image: "python:3.12",
        holds: ["pip install -e \".\"", "pip install pytest"]),
      Example(files: ["manage.py": "print('a script')"]),
      Example(files: ["tools/a/setup.cfg": "[flake8]", "package.json": "{}"]),
    ])
}

/// What the files of a Python project decide.
private struct PythonProject {
  let files: ProjectFiles
  let folder: String

  static func folder(_ files: ProjectFiles) -> String? {
    files.folder(of: "manage.py") ?? files.folder(of: "pyproject.toml")
      ?? files.folder(of: "requirements.txt") ?? files.folder(of: "Pipfile")
  }

  func job(_ dbms: DBMS?) -> Job? {
    guard let tool = installer, let runner else { return nil }
    let version = fixedVersion ?? declaredVersion
    var job = Job(
      folder: folder, image: "python:" + (version.map(minorVersion) ?? "3"),
      setUp: [
        Job.Action(
          "actions/setup-python@v5",
          [Job.Variable("python-version", version.map(minorVersion) ?? "3.x")])
      ],
      install: tool.install, test: tool.prefix + runner)
    if runner == "pytest", !dependsOnPytest { job.install.append("pip install pytest") }
    if version == nil {
      job.notes.append("No file says which Python it runs on: the newest one is taken.")
    }
    if let dbms { tell(&job, of: dbms) }
    return job
  }

  // MARK: - Versions

  private var fixedVersion: String? {
    files.fixedVersion(
      [".python-version", "runtime.txt"], tool: "python", image: "python", in: folder)
  }

  /// The oldest one that the project promises to run on, or the one that it asks for.
  private var declaredVersion: String? {
    let keys = ["requires-python", "python_requires", "python_version", "python"]
    for text in files.texts(["pyproject.toml", "setup.cfg", "Pipfile"], in: folder) {
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1)
        let key = parts.first.map { $0.filter { $0 != " " && $0 != "\"" } } ?? ""
        guard parts.count == 2, keys.contains(key), let version = versionNumber(in: parts[1]),
          version.hasPrefix("3.")
        else { continue }
        return version
      }
    }
    return nil
  }

  // MARK: - Dependencies

  /// How the dependencies are fetched, and what stands before a command that uses them.
  private var installer: (install: [String], prefix: String)? {
    func has(_ name: String) -> Bool { files.has(ProjectFiles.path(name, in: folder)) }
    if has("uv.lock") {
      return (["pip install uv", "uv sync --all-groups"], "uv run ")
    }
    if has("poetry.lock") {
      return (["pip install poetry", "poetry install --no-interaction"], "poetry run ")
    }
    if has("Pipfile.lock") {
      return (["pip install pipenv", "pipenv sync --dev"], "pipenv run ")
    }
    let lists = requirementLists
    if !lists.isEmpty {
      return (["pip install " + lists.map { "-r \($0)" }.joined(separator: " ")], "")
    }
    guard let project = files.text(ProjectFiles.path("pyproject.toml", in: folder)),
      project.contains("[project]")
    else { return nil }
    let extras = ["test", "tests", "testing", "dev"].filter { extra in
      section("project.optional-dependencies", of: project)
        .contains { $0.hasPrefix("\(extra) =") || $0.hasPrefix("\(extra)=") }
    }
    let wanted = extras.first.map { "[\($0)]" } ?? ""
    return (["pip install -e \".\(wanted)\""], "")
  }

  /// The list of what runs, and the one of what tests.
  private var requirementLists: [String] {
    func first(_ names: [String]) -> String? {
      names.first { files.has(ProjectFiles.path($0, in: folder)) }
    }
    let testing = first([
      "requirements-test.txt", "requirements_test.txt", "test-requirements.txt",
      "requirements/test.txt", "requirements/testing.txt", "requirements/ci.txt",
      "requirements-dev.txt", "requirements_dev.txt", "dev-requirements.txt",
      "requirements/dev.txt",
    ])
    let running = first(
      testing == nil ? ["requirements.txt", "requirements/base.txt"] : ["requirements.txt"])
    return [running, testing].compactMap { $0 }
  }

  private func section(_ name: String, of text: String) -> [Substring] {
    let lines = text.split(separator: "\n")
    guard let start = lines.firstIndex(of: "[\(name)]") else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("[") })
  }

  private static let dependencyFiles = [
    "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", "Pipfile", "requirements.txt",
    "requirements-test.txt", "requirements_test.txt", "test-requirements.txt",
    "requirements-dev.txt", "requirements_dev.txt", "dev-requirements.txt",
    "requirements/test.txt", "requirements/testing.txt", "requirements/ci.txt",
    "requirements/dev.txt", "requirements/base.txt",
  ]

  private func mentions(_ word: String) -> Bool {
    files.texts(Self.dependencyFiles, in: folder).contains { $0.lowercased().contains(word) }
  }

  /// Whether pytest is fetched with the rest. A section of its settings,
  /// `[tool.pytest.ini_options]`, fetches nothing.
  private var dependsOnPytest: Bool {
    files.texts(Self.dependencyFiles, in: folder).contains { text in
      text.lowercased().split(whereSeparator: \.isNewline).contains { line in
        let line = line.drop { $0 == " " || $0 == "\t" }
        return line.contains("pytest") && line.first != "[" && line.first != "#"
          && !line.hasPrefix("commands")
      }
    }
  }

  // MARK: - Tests

  private var runner: String? {
    guard files.has(ProjectFiles.path("manage.py", in: folder)) else { return "pytest" }
    return mentions("pytest-django") || mentions("pytest_django")
      ? "pytest" : "python manage.py test"
  }

  // MARK: - Database

  private func tell(_ job: inout Job, of dbms: DBMS) {
    let isDjango = files.has(ProjectFiles.path("manage.py", in: folder))
    let isPostgreSQL = dbms == .postgreSQL
    job.database.engine =
      isDjango ? "django.db.backends.\(isPostgreSQL ? "postgresql" : "mysql")" : nil
    job.database.scheme = isDjango ? (isPostgreSQL ? "postgres" : "mysql") : scheme(dbms)
    if isDjango { tell(&job, of: dbms, DjangoDatabases(files, below: folder)) }
    if mentions("mysqlclient") {
      job.packages += ["default-libmysqlclient-dev", "build-essential", "pkg-config"]
    }
    if mentions("psycopg2"), !mentions("psycopg2-binary") {
      job.packages += ["libpq-dev", "build-essential"]
    }
  }

  /// What the settings leave out, the client library of PostgreSQL takes from its own variables.
  private func tell(_ job: inout Job, of dbms: DBMS, _ settings: DjangoDatabases) {
    job.database.literals = settings.literals
    if settings.isOnlySQLite {
      job.obstacles.append(
        "The settings name SQLite: let them read the database from the environment.")
      return
    }
    if let engine = settings.engine {
      job.database.always.append(DatabaseVariable(engine.variable, .engine))
      let path = job.database.engine ?? ""
      job.database.engine =
        switch engine.form {
        case .path: path
        case .lastWord: path.split(separator: ".").last.map(String.init)
        case .product: dbms.rawValue
        }
    }
    let own: [(key: String, variable: DatabaseVariable)] = [
      ("HOST", DatabaseVariable("PGHOST", .host)), ("USER", DatabaseVariable("PGUSER", .user)),
      ("PASSWORD", DatabaseVariable("PGPASSWORD", .password)),
    ]
    let left = own.filter { settings.missing.contains($0.key) }
    if dbms == .postgreSQL {
      job.database.always += left.map(\.variable)
    } else if settings.missing.contains("HOST") {
      job.obstacles.append(
        "The settings name no host, so the driver looks for the server on this machine: let them"
          + " read it from the environment.")
    }
  }

  /// SQLAlchemy's name of the driver that the project uses.
  private func scheme(_ dbms: DBMS) -> String {
    if dbms == .postgreSQL {
      if mentions("psycopg2") { return "postgresql" }
      if mentions("psycopg") { return "postgresql+psycopg" }
      return mentions("asyncpg") ? "postgresql+asyncpg" : "postgresql"
    }
    if mentions("pymysql") { return "mysql+pymysql" }
    if mentions("mysql-connector") { return "mysql+mysqlconnector" }
    if mentions("aiomysql") { return "mysql+aiomysql" }
    return mentions("asyncmy") ? "mysql+asyncmy" : "mysql"
  }
}
