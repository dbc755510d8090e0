import DatabaseErrors

extension Toolchain {
  /// A Swift package; its image is used everywhere.
  static let swift = Toolchain(
    name: "Swift",
    job: { files, dbms in
      guard let folder = files.folder(of: "Package.swift"),
        let manifest = files.text(ProjectFiles.path("Package.swift", in: folder)),
        manifest.contains(".testTarget(")
      else { return nil }
      let fixed = files.fixedVersion([".swift-version"], tool: "swift", image: "swift", in: folder)
      // The tools of the manifest are the oldest ones that will do; packages below 5.9 build with
      // later ones.
      let tools = manifest.firstRange(of: "swift-tools-version:").flatMap {
        versionNumber(in: manifest[$0.upperBound...].prefix(8))
      }
      let version = minorVersion(fixed ?? tools ?? "6.0")
      var job = Job(
        folder: folder, image: "swift:\(version)", setUp: [],
        packages: packages(manifest), install: ["swift build --build-tests"], test: "swift test")
      job.database.scheme = dbms == .postgreSQL ? "postgres" : "mysql"
      return job
    },
    examples: [
      Example(
        files: [
          "Package.swift":
            "// swift-tools-version: 6.0\nlet package = Package(targets: [\n"
            + "  .testTarget(name: \"DeskTests\", dependencies: [\"CLibpq\"])])\n",
          "Sources/Desk/Database.swift": "PQconnectdb(environment[\"DATABASE_URL\"])",
        ],
        dbms: .postgreSQL, test: "swift test", image: "swift:6.0",
        holds: ["libpq-dev", "postgres://postgres:test@database:5432/test"]),
      Example(
        files: [
          "Package.swift": "// swift-tools-version:5.9\n .testTarget(name: \"T\")",
          ".swift-version": "6.1\n",
          "Sources/App/configure.swift": "Environment.get(\"DATABASE_HOST\")",
        ],
        dbms: .postgreSQL, test: "swift test", image: "swift:6.1", holds: ["DATABASE_HOST"]),
      Example(files: ["Package.swift": "// swift-tools-version: 6.0\n .target(name: \"Desk\")"]),
      Example(files: ["Package.resolved": "{}"]),
    ])

  /// Debian packages of the C libraries that Swift packages are usually linked with.
  private static func packages(_ manifest: String) -> [String] {
    let lower = manifest.lowercased()
    return [("libpq", "libpq-dev"), ("sqlite", "libsqlite3-dev"), ("grdb", "libsqlite3-dev")]
      .filter { lower.contains($0.0) }.map(\.1)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
  }
}
