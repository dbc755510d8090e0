extension Runtime {
  /// V8 and everything that prints like it: Node, Deno, Bun, browsers of the Chromium family, the
  /// test runners Jest, Vitest and Mocha, and `util.inspect` with causes and properties.
  public static let v8 = Runtime(
    name: "V8",
    platforms: ["node", "javascript"],
    marks: ["at ", "❯ ", "Error"],
    read: { lines in
      var reader = V8Reader(lines)
      return reader.readAll()
    },
    foreign: ForeignCode(
      folders: [
        "/node_modules/", "/bower_components/", "/.yarn/cache/", "/.yarn/unplugged/", "/.pnp.",
        "/webpack/runtime/", "/webpack/bootstrap", "/generated/prisma/", "/.prisma/client/",
        "/dist/compiled/next-server/", "/next/dist/", "/_next/static/chunks/framework",
        "/chunks/vendors-", "/webpack-runtime.js", "/deno.land/std", "/.cache/deno/",
      ],
      pathPrefixes: [
        "node:", "internal/", "webpack/runtime", "bun:", "ext:", "deno:", "native:",
        "electron/js2c",
        "npm:", "jsr:", "evalmachine.", "meteor://", "packages/meteor", "bootstrap_node.js",
        "module.js", "events.js", "net.js", "domain.js", "timers.js", "_stream_", "fs.js",
        "events.js", "https://deno.land/", "https://esm.sh/", "cdn-cgi/",
      ],
      pathSuffixes: [".min.js", ".node"] + typeORMSources),
    examples: [
      TraceExample(
        """
        2031-05-01T10:00:00.123Z app[web.1]: error: duplicate key value violates unique constraint "uq"
        2031-05-01T10:00:00.123Z app[web.1]:     at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:287:98)
        2031-05-01T10:00:00.124Z app[web.1]:     at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
        2031-05-01T10:00:00.124Z app[web.1]:     at async register (/app/src/boats.js:12:3) {
        2031-05-01T10:00:00.124Z app[web.1]:   code: '23505',
        2031-05-01T10:00:00.124Z app[web.1]:   constraint: 'uq'
        2031-05-01T10:00:00.124Z app[web.1]: }
        """,
        exceptions: [#"error: duplicate key value violates unique constraint "uq""#],
        frames: [
          "src/boats.js:12 register",
          "node:internal/process/task_queues:95 process.processTicksAndRejections",
          "pg-protocol/dist/parser.js:287 Parser.parseErrorMessage",
        ]),
      TraceExample(
        """
        Error: boat not saved
            at save (file:///srv/harbour/src/save.mjs:4:9)
            ... 2 lines matching cause stack trace ...
            at new Desk (file:///srv/harbour/src/desk.mjs:9:1) {
          [cause]: SqliteError: UNIQUE constraint failed: boats.sail_no
              at run (file:///srv/harbour/src/store.mjs:2:5) {
            code: 'SQLITE_CONSTRAINT_UNIQUE'
          }
        }
        """,
        exceptions: [
          "SqliteError: UNIQUE constraint failed: boats.sail_no", "Error: boat not saved",
        ],
        frames: ["src/desk.mjs:9 new Desk", "src/save.mjs:4 save"]),
      TraceExample(
        """
          ● boats › registers

            SQLITE_CONSTRAINT: UNIQUE constraint failed: boats.sail_no

              10 | it('registers', async () => {
            > 11 |   await db.run(insert)
                 |            ^

              at Object.run (test/boats.test.js:11:12)
        """,
        exceptions: ["SQLITE_CONSTRAINT: UNIQUE constraint failed: boats.sail_no"],
        frames: ["test/boats.test.js:11 Object.run"]),
    ])
}

/// TypeORM's source maps lead to files that seem to lie in the application's own `src`.
private let typeORMSources = [
  "/driver/mysql/MysqlQueryRunner.ts", "/driver/postgres/PostgresQueryRunner.ts",
  "/driver/sqlite/SqliteQueryRunner.ts", "/driver/better-sqlite3/BetterSqlite3QueryRunner.ts",
  "/driver/sqlserver/SqlServerQueryRunner.ts", "/driver/oracle/OracleQueryRunner.ts",
  "/driver/cockroachdb/CockroachQueryRunner.ts", "/driver/sqljs/SqljsQueryRunner.ts",
  "/persistence/EntityPersistExecutor.ts", "/persistence/SubjectExecutor.ts",
  "/query-builder/InsertQueryBuilder.ts", "/query-builder/UpdateQueryBuilder.ts",
  "/query-builder/DeleteQueryBuilder.ts", "/query-builder/SelectQueryBuilder.ts",
  "/entity-manager/EntityManager.ts", "/error/QueryFailedError.ts",
  "/migration/MigrationExecutor.ts",
]
