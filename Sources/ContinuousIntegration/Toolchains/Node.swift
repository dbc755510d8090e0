import DatabaseErrors
import SourceCode

extension Toolchain {
  /// npm, yarn or pnpm with the project's own test script.
  static let node = Toolchain(
    name: "Node.js",
    job: { files, dbms in
      guard let folder = files.folder(of: "package.json"),
        let package = files.text(ProjectFiles.path("package.json", in: folder)),
        NodeScripts(package).hasTests
      else { return nil }
      let declared = package.split(separator: "\n").first { $0.contains("\"node\":") }
        .flatMap { versionNumber(in: $0) }
      let version =
        files.fixedVersion([".nvmrc", ".node-version"], tool: "nodejs", image: "node", in: folder)
        ?? declared
      let major = version.flatMap { $0.split(separator: ".").first.map(String.init) } ?? "22"
      let tool = NodePackages(files, folder)
      var job = Job(
        folder: folder, image: "node:\(major)",
        setUp: [Job.Action("actions/setup-node@v4", [Job.Variable("node-version", major)])],
        install: tool.install, test: "\(tool.name) test")
      job.database.scheme = dbms == .postgreSQL ? "postgresql" : "mysql"
      job.database.engine = dbms == .postgreSQL ? "postgres" : "mysql"
      if package.contains("\"prisma\"") || package.contains("\"@prisma/client\"") {
        let hasMigrations = files.paths(below: folder).contains { $0.contains("/migrations/") }
        job.prepare = ["npx prisma " + (hasMigrations ? "migrate deploy" : "db push")]
        job.database.always = [DatabaseVariable("DATABASE_URL", .url)]
      }
      return job
    },
    examples: [
      Example(
        files: [
          "package.json":
            "{\n  \"scripts\": {\"test\": \"jest\"},\n  \"engines\": {\n    \"node\": \">=20\"\n  },\n"
            + "  \"dependencies\": {\"pg\": \"8\"}\n}",
          "package-lock.json": "{}", "src/db.js": "new Pool({host: process.env.PGHOST})",
        ],
        dbms: .postgreSQL, test: "npm test", image: "node:20", holds: ["npm ci", "PGHOST"]),
      Example(
        files: [
          "package.json":
            "{\"scripts\": {\"test\": \"vitest run\"}, \"devDependencies\": {\"prisma\": \"5\"}}",
          "pnpm-lock.yaml": "", "prisma/schema.prisma": "url = env(\"DATABASE_URL\")",
          "prisma/migrations/1_init/migration.sql": "", ".nvmrc": "v22.3.0\n",
        ],
        dbms: .postgreSQL, test: "pnpm test", image: "node:22",
        holds: [
          "pnpm install --frozen-lockfile", "npx prisma migrate deploy",
          "postgresql://postgres:test@database:5432/test",
        ]),
      Example(
        files: [
          "package.json": "{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\"\"}}"
        ]),
      Example(files: ["package.json": "{\"scripts\": {\"build\": \"tsc\"}}"]),
    ])
}

/// The scripts of a `package.json`.
private struct NodeScripts {
  let hasTests: Bool

  init(_ package: String) {
    guard let mark = package.firstRange(of: "\"test\":"),
      let start = package.firstRange(of: "\"scripts\"")?.upperBound, mark.lowerBound > start
    else {
      hasTests = false
      return
    }
    let value = package[mark.upperBound...].prefix { $0 != "\n" }
    hasTests = !value.contains("no test specified")
  }
}

private struct NodePackages {
  let name: String
  let install: [String]

  init(_ files: ProjectFiles, _ folder: String) {
    func has(_ file: String) -> Bool { files.has(ProjectFiles.path(file, in: folder)) }
    if has("pnpm-lock.yaml") {
      (name, install) = ("pnpm", ["corepack enable", "pnpm install --frozen-lockfile"])
    } else if has("yarn.lock") {
      (name, install) = ("yarn", ["corepack enable", "yarn install"])
    } else {
      (name, install) = ("npm", [has("package-lock.json") ? "npm ci" : "npm install"])
    }
  }
}
