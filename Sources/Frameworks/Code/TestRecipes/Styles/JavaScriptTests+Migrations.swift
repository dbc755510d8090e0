extension TestStyle {
  /// How a migration runs from the state before it, whatever runs it.
  ///
  /// - Parameters:
  ///   - refused: What says that a promise is rejected, with `PROMISE` for it.
  ///   - equal: What compares `VALUE` with `WANTED`.
  static func migrations(refused: String, equal: String) -> [Sight] {
    [statements, knex, sequelize, typeORM].map { way in
      Sight(
        .goesOn, isAwaited: true,
        way.code(
          refuses: { refused.replacing("PROMISE", by: $0) },
          equals: { equal.replacing("VALUE", by: $0).replacing("WANTED", by: $1) }))
    }
  }

  /// How statements and a migration reach a schema of the test's own.
  private struct Way {
    /// On one connection that nobody gets after it.
    var opening: String
    /// With `SQL` for a statement.
    var statement: String
    /// The state before the migration; the schema is there and empty.
    var before: String
    var migration: String
    /// How many rows a `SELECT count(*) AS count` has counted.
    var count: String
    var closing: String

    func run(_ sql: String) -> String { statement.replacing("SQL", by: sql) }

    func code(
      refuses: (String) -> String, equals: (String, String) -> String
    ) -> CodeTemplate {
      let rows = count.replacing("SQL", by: "'SELECT count(*) AS count FROM «quoted table»'")
      return CodeTemplate(
        stringLiteral: """
          const files = «files»;
          const path = '«migration path»';
          \(equals("files.existsSync(path)", "true"))
          \(opening)
          const insert = `«insert»`;
          const repeated = `«repeated»`;
          try {
            await \(run("'DROP SCHEMA IF EXISTS \"«schema»\" CASCADE'"));
            await \(run("'CREATE SCHEMA \"«schema»\"'"));
          \(before)
            await \(run("insert"));
            await \(run("repeated"));
            \(refuses(migration))
            \(equals("Number(\(rows))", "2"))
            await \(run("'DELETE FROM «quoted table»'"));
            await \(run("insert"));
            await \(migration);
            \(refuses(run("repeated")))
          } finally {
            await \(run("'DROP SCHEMA IF EXISTS \"«schema»\" CASCADE'"));
            \(closing)
          }
          """)
    }
  }

  private static let statements = Way(
    opening: "const connection = «connection»;", statement: "connection.query(SQL)",
    before: """
        await connection.query('SET search_path TO "«schema»"');
        for (const name of [«earlier»]) {
          await connection.query(files.readFileSync(`«folder»/${name}`, 'utf8'));
        }
        for (const row of [«parents»]) {
          await connection.query(row);
        }
      """,
    migration: "connection.query(files.readFileSync(path, 'utf8'))",
    count: "(await connection.query(SQL)).rows[0].count", closing: "connection.release(true);")

  /// Without its keys: that of the migration is added by it, and rows need no parents.
  private static func copied(_ run: String) -> String {
    let copy =
      "`CREATE TABLE \"«schema»\".«quoted table» (LIKE public.«quoted table» INCLUDING DEFAULTS)`"
    return "  await \(run.replacing("SQL", by: copy));"
  }

  private static let knex = Way(
    opening: """
      const { up } = «load»(`${process.cwd()}/${path}`);
      const { knex: connect } = «load»('knex');
      const own = connect({
        ...«knex».client.config,
        searchPath: ['«schema»'],
        pool: { min: 1, max: 1 },
      });
      """,
    statement: "own.raw(SQL)", before: copied("own.raw(SQL)"), migration: "up(own)",
    count: "(await own.raw(SQL)).rows[0].count", closing: "await own.destroy();")

  private static let sequelize = Way(
    opening: """
      const loaded = «load»(`${process.cwd()}/${path}`);
      const { up } = loaded.default ?? loaded;
      const { database, username, password } = «sequelize».config;
      const own = new «sequelize».constructor(database, username, password, {
        ...«sequelize».options,
        dialectOptions: { options: '-c search_path=«schema»' },
        pool: { max: 1 },
      });
      """,
    statement: "own.query(SQL)", before: copied("own.query(SQL)"),
    migration: "up(own.getQueryInterface(), own.constructor)",
    count: "(await own.query(SQL))[0][0].count", closing: "await own.close();")

  private static let typeORM = Way(
    opening: """
      const [Migration]: any[] = Object.values(«load»(`${process.cwd()}/${path}`));
      const Source: any = «data source».constructor;
      const own = new Source({
        ...«data source».options,
        synchronize: false,
        extra: { options: '-c search_path=«schema»', max: 1 },
      });
      await own.initialize();
      const runner = own.createQueryRunner();
      """,
    statement: "runner.query(SQL)", before: copied("runner.query(SQL)"),
    migration: "new Migration().up(runner)", count: "(await runner.query(SQL))[0].count",
    closing: "await runner.release();\n  await own.destroy();")
}
