import DatabaseErrors

extension Toolchain {
  /// Mix. The settings for tests usually name the database in so many words.
  static let elixir = Toolchain(
    name: "Elixir",
    job: { files, dbms in
      guard let folder = files.folder(of: "mix.exs"),
        let project = files.text(ProjectFiles.path("mix.exs", in: folder))
      else { return nil }
      let declared = project.firstRange(of: "elixir: \"").flatMap {
        versionNumber(in: project[$0.upperBound...].prefix(12))
      }
      let version =
        files.fixedVersion([], tool: "elixir", image: "elixir", in: folder) ?? declared ?? "1.17"
      var job = Job(
        folder: folder, image: "elixir:\(minorVersion(version))",
        setUp: [
          Job.Action(
            "erlef/setup-beam@v1",
            [
              Job.Variable("otp-version", platform(files, folder, version)),
              Job.Variable("elixir-version", minorVersion(version)),
            ])
        ],
        install: ["mix local.hex --force", "mix local.rebar --force", "mix deps.get"],
        test: "mix test", environment: [Job.Variable("MIX_ENV", "test")])
      job.database.scheme = "ecto"
      let settings = files.text(ProjectFiles.path("config/test.exs", in: folder)) ?? ""
      job.database.literals = DatabaseLiterals(
        host: literal("hostname", in: settings), user: literal("username", in: settings),
        password: literal("password", in: settings),
        // Each run has one of its own: the job makes it.
        database: nil)
      return job
    },
    examples: [
      Example(
        files: [
          "mix.exs": "def project do\n  [app: :berths, elixir: \"~> 1.15\"]\nend\n",
          "config/test.exs":
            "config :berths, Berths.Repo,\n  username: \"pier\",\n  password: \"pw\",\n"
            + "  hostname: \"localhost\",\n  database: \"berths_test#{System.get_env(\"X\")}\"\n",
        ],
        dbms: .postgreSQL, test: "mix test", image: "elixir:1.15",
        holds: ["mix deps.get", "MIX_ENV", "pier", "pw"]),
      Example(
        files: [
          "mix.exs": "[app: :berths]", ".tool-versions": "erlang 27.0\nelixir 1.17.2-otp-27\n",
          "config/runtime.exs": "url: System.get_env(\"DATABASE_URL\")",
        ],
        dbms: .postgreSQL, test: "mix test", image: "elixir:1.17",
        holds: ["ecto://postgres:test@database:5432/test"]),
      Example(files: ["lib/berths.ex": "defmodule Berths do\nend"]),
      Example(files: ["rebar.config": ""]),
    ])

  /// The release of Erlang's platform that is named, or the latest that the version knows.
  private static func platform(
    _ files: ProjectFiles, _ folder: String, _ version: String
  ) -> String {
    let named = files.fixedVersion([], tool: "erlang", image: "erlang", in: folder)
    if let named { return named.split(separator: ".").first.map(String.init) ?? named }
    let minor = version.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 17
    return minor >= 17 ? "27" : minor >= 15 ? "26" : "25"
  }

  /// The value of `key: "…"` that holds nothing but text.
  private static func literal(_ key: String, in settings: String) -> String? {
    for line in settings.split(separator: "\n") {
      let entry = line.drop { $0 == " " }
      guard entry.hasPrefix("\(key): \"") else { continue }
      let value = entry.dropFirst(key.utf8.count + 3).prefix { $0 != "\"" }
      return value.isEmpty || value.contains("#{") ? nil : String(value)
    }
    return nil
  }
}
