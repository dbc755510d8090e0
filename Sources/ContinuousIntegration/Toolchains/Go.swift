import DatabaseErrors

extension Toolchain {
  static let go = Toolchain(
    name: "Go",
    job: { files, dbms in
      guard let folder = files.folder(of: "go.mod"),
        let module = files.text(ProjectFiles.path("go.mod", in: folder))
      else { return nil }
      let lines = module.split(separator: "\n")
      let version = lines.first { $0.hasPrefix("go ") }.flatMap { versionNumber(in: $0) }
      var job = Job(
        folder: folder, image: "golang:" + (version.map(minorVersion) ?? "1"),
        setUp: [
          Job.Action(
            "actions/setup-go@v5",
            [Job.Variable("go-version-file", ProjectFiles.path("go.mod", in: folder))])
        ],
        install: ["go mod download"], test: "go test ./...")
      // The MySQL driver reads no URL.
      let isPostgreSQL = dbms == .postgreSQL
      job.database.scheme = isPostgreSQL ? "postgres" : "tcp"
      job.database.urlEnd = isPostgreSQL ? "?sslmode=disable" : "?parseTime=true"
      job.database.engine = isPostgreSQL ? "postgres" : "mysql"
      return job
    },
    examples: [
      Example(
        files: [
          "go.mod":
            "module example.com/berths\n\ngo 1.23\n\nrequire github.com/jackc/pgx/v5 v5.6.0\n",
          "db.go": "sql.Open(\"pgx\", os.Getenv(\"DATABASE_URL\"))",
        ],
        dbms: .postgreSQL, test: "go test ./...", image: "golang:1.23",
        holds: ["postgres://postgres:test@database:5432/test?sslmode=disable"]),
      Example(
        files: ["go.mod": "module berths\ngo 1.22.3\n", "db.go": "os.Getenv(\"MYSQL_DSN\")"],
        dbms: .mySQL, test: "go test ./...", image: "golang:1.22",
        holds: ["root:test@tcp(database:3306)/test?parseTime=true"]),
      Example(files: ["main.go": "package main"]),
      Example(files: ["one/go.mod": "module a", "two/go.mod": "module b"]),
    ])
}
