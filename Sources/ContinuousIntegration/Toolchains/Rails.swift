import DatabaseErrors

extension Toolchain {
  /// Rails with minitest or RSpec. `DATABASE_URL` beats what `config/database.yml` says.
  static let rails = Toolchain(
    name: "Rails",
    job: { files, dbms in
      guard let folder = files.folder(of: "Gemfile"),
        let gems = files.text(ProjectFiles.path("Gemfile", in: folder)), names("rails", in: gems)
      else { return nil }
      let declared = gems.split(separator: "\n").first { $0.hasPrefix("ruby ") }
        .flatMap { versionNumber(in: $0) }
      let version =
        files.fixedVersion([".ruby-version"], tool: "ruby", image: "ruby", in: folder) ?? declared
      let locked = files.texts(["Gemfile.lock"], in: folder).joined()
      var job = Job(
        folder: folder, image: "ruby:" + (version.map(minorVersion) ?? "3"),
        setUp: [
          Job.Action(
            "ruby/setup-ruby@v1", [Job.Variable("ruby-version", version ?? "ruby")])
        ],
        install: ["bundle install"], prepare: ["bundle exec rails db:prepare"],
        test: names("rspec-rails", in: gems) ? "bundle exec rspec" : "bundle exec rails test",
        environment: [Job.Variable("RAILS_ENV", "test")])
      let mysql = (gems + locked).contains("trilogy") ? "trilogy" : "mysql2"
      job.database.scheme = dbms == .postgreSQL ? "postgres" : mysql
      job.database.engine = dbms == .postgreSQL ? "postgresql" : mysql
      job.database.always = [DatabaseVariable("DATABASE_URL", .url)]
      job.packages = dbms == .postgreSQL ? ["libpq-dev"] : ["default-libmysqlclient-dev"]
      if version == nil {
        job.notes.append("No file says which Ruby it runs on: the newest one is taken.")
      }
      return job
    },
    examples: [
      Example(
        files: [
          "Gemfile": "source \"https://rubygems.org\"\nruby \"3.3.1\"\ngem \"rails\", \"~> 7.1\"\n"
            + "gem \"pg\"\n"
        ],
        dbms: .postgreSQL, test: "bundle exec rails test", image: "ruby:3.3",
        holds: ["bundle exec rails db:prepare", "postgres://postgres:test@database:5432/test"]),
      Example(
        files: [
          "Gemfile": "gem 'rails'\ngem 'mysql2'\ngroup :test do\n  gem 'rspec-rails'\nend\n",
          ".ruby-version": "ruby-3.2.2\n",
        ],
        dbms: .mySQL, test: "bundle exec rspec", image: "ruby:3.2",
        holds: ["mysql2://root:test@database:3306/test", "RAILS_ENV"]),
      Example(files: ["Gemfile": "gem 'sinatra'\n# gem 'rails'\n"]),
      Example(files: ["Gemfile": "gem 'rails-i18n'\n"]),
    ])

  /// Whether a line declares the gem of just this name.
  private static func names(_ gem: String, in gems: String) -> Bool {
    gems.split(separator: "\n").contains { line in
      let entry = line.drop { $0 == " " }
      return entry.hasPrefix("gem '\(gem)'") || entry.hasPrefix("gem \"\(gem)\"")
    }
  }
}
