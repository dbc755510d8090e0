import DatabaseErrors

extension Toolchain {
  /// Laravel, whose variables of the environment beat `.env`, and those of `phpunit.xml` too unless
  /// that forces its own.
  static let laravel = Toolchain(
    name: "Laravel",
    job: { files, dbms in
      guard let folder = files.folder(of: "composer.json"),
        let composer = files.text(ProjectFiles.path("composer.json", in: folder)),
        composer.contains("\"laravel/framework\"")
      else { return nil }
      let isPostgreSQL = dbms == .postgreSQL
      let declared = composer.split(separator: "\n").first { $0.contains("\"php\":") }
        .flatMap { versionNumber(in: $0) }
      let version =
        files.fixedVersion([], tool: "php", image: "php", in: folder) ?? declared ?? "8.3"
      let driver = isPostgreSQL ? "pgsql" : "mysql"
      var job = Job(
        folder: folder, image: "php:\(minorVersion(version))-cli",
        setUp: [
          Job.Action(
            "shivammathur/setup-php@v2",
            [
              Job.Variable("php-version", minorVersion(version)),
              Job.Variable("extensions", "pdo_\(driver)"),
            ])
        ],
        imageSetUp: [
          IntegrationSystem.install(
            ["git", "unzip", "curl"] + (isPostgreSQL ? ["libpq-dev"] : []), asRoot: true),
          "docker-php-ext-install pdo_\(driver)",
          "curl -sS https://getcomposer.org/installer"
            + " | php -- --install-dir=/usr/local/bin --filename=composer",
        ],
        install: ["composer install --no-interaction --prefer-dist"],
        test: "php artisan test",
        environment: [
          // Any will do for tests; without one nothing can be encrypted.
          Job.Variable("APP_KEY", "base64:dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="),
          Job.Variable("APP_ENV", "testing"),
        ])
      job.database.scheme = driver
      job.database.engine = driver
      job.database.always = [
        DatabaseVariable("DB_CONNECTION", .engine), DatabaseVariable("DB_HOST", .host),
        DatabaseVariable("DB_PORT", .port), DatabaseVariable("DB_DATABASE", .database),
        DatabaseVariable("DB_USERNAME", .user), DatabaseVariable("DB_PASSWORD", .password),
      ]
      let settings = files.texts(["phpunit.xml", "phpunit.xml.dist"], in: folder).joined()
      if settings.contains("force=\"true\"") {
        job.notes.append(
          "phpunit.xml forces variables; take force away from those that begin with DB_.")
      }
      return job
    },
    examples: [
      Example(
        files: [
          "composer.json":
            "{\n  \"require\": {\n    \"php\": \"^8.2\",\n    \"laravel/framework\": \"^11.0\"\n  }\n}"
        ],
        dbms: .mySQL, test: "php artisan test", image: "php:8.2-cli",
        holds: ["composer install", "DB_CONNECTION", "database", "3306"]),
      Example(
        files: ["api/composer.json": "{\"require\": {\"laravel/framework\": \"^10\"}}"],
        dbms: .postgreSQL, test: "php artisan test", image: "php:8.3-cli", holds: ["pgsql"]),
      Example(files: ["composer.json": "{\"require\": {\"symfony/symfony\": \"^7\"}}"]),
      Example(files: ["composer.lock": "{\"name\": \"laravel/framework\"}"]),
    ])
}
