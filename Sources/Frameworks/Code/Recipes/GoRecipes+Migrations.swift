import DatabaseErrors
import Fixes

/// The key as a migration of the tools that Go projects use, each in its own words.
extension RecipeBook {
  static let goMigrations: [CodeRecipe] =
    KeyStatement.all.flatMap { statement in
      goTools(statement).map { form in
        CodeRecipe(
          .addConstraint, "Add a unique key over «columns» to `«plain table»`",
          needs: statement.needs, steps: [.migration(form)], because: goKey,
          examples: statement.isConcurrent ? goMigrationExamples(form) : [])
      }
    } + [
      .guidance(
        .addConstraint, "Add a unique key over «columns» to `«plain table»`",
        """
        -- Finds the rows that repeat the key:
        --   SELECT «columns», count(*) FROM «plain table» GROUP BY «columns» HAVING count(*) > 1
        CREATE UNIQUE INDEX «index of key» ON «plain table» («columns»);
        """,
        because: goKey)
    ]

  private static let goKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to handle \
    the refusal. PostgreSQL leaves an index behind that is not valid when a concurrent build fails: \
    drop it before the next attempt.
    """

  /// How a database is told, so that writers go on meanwhile.
  private struct KeyStatement {
    var needs: [RecipeNeed]
    var up: String
    var down: String
    var isConcurrent = false

    static let all = [
      KeyStatement(
        needs: [.databases([.postgreSQL])],
        up: "CREATE UNIQUE INDEX CONCURRENTLY «index of key» ON «plain table» («columns»);",
        down: "DROP INDEX CONCURRENTLY IF EXISTS «index of key»;", isConcurrent: true),
      KeyStatement(
        needs: [.databases([.mySQL, .mariaDB])],
        up: "ALTER TABLE «plain table» ADD UNIQUE KEY «index of key» («columns»), "
          + "ALGORITHM=INPLACE, LOCK=NONE;",
        down: "ALTER TABLE «plain table» DROP KEY «index of key»;"),
      KeyStatement(
        needs: [], up: "CREATE UNIQUE INDEX «index of key» ON «plain table» («columns»);",
        down: "DROP INDEX «index of key»;"),
    ]
  }

  private static let goDuplicates = """
    -- Fails while rows repeat the key. This finds them:
    --   SELECT «columns», count(*) FROM «plain table»
    --   GROUP BY «columns» HAVING count(*) > 1
    -- Which of them stays is for people to decide. Nothing runs this, which keeps the first:
    --   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
    --     WHERE «same as kept» AND kept.id < «plain table».id)
    """

  /// goose, sql-migrate, dbmate and golang-migrate.
  private static func goTools(_ statement: KeyStatement) -> [MigrationForm] {
    let alone = statement.isConcurrent
    let marked = [
      ("+goose Up", alone ? "-- +goose NO TRANSACTION\n" : "", "", "-- +goose Down"),
      ("+migrate Up", "", alone ? " notransaction" : "", "-- +migrate Down"),
      ("migrate:up", "", alone ? " transaction:false" : "", "-- migrate:down"),
    ].map { mark, before, option, end in
      MigrationForm(
        folder: "", digits: 1...14, separator: "_", suffix: ".sql", mark: mark,
        name: "unique_«plain table»",
        text: CodeTemplate(
          stringLiteral: """
            \(before)-- \(mark)\(option)
            \(goDuplicates)
            \(statement.up)

            \(end)\(end.hasSuffix("Down") && alone && mark == "+migrate Up" ? " notransaction" : "")\
            \(end == "-- migrate:down" ? option : "")
            \(statement.down)
            """), endMark: end)
    }
    return marked + [
      MigrationForm(
        folder: "", digits: 1...14, separator: "_", suffix: ".up.sql", mark: "",
        name: "unique_«plain table»",
        text: CodeTemplate(stringLiteral: "\(goDuplicates)\n\(statement.up)"),
        takenBack: (".down.sql", CodeTemplate(stringLiteral: statement.down)))
    ]
  }

  private static func goMigrationExamples(_ form: MigrationForm) -> [RecipeExample] {
    let before = """
      package store

      import "database/sql"

      func (s *Store) Enlist(sail string) error {
      ↓	_, err := s.db.Exec("INSERT INTO boats (sail) VALUES ($1)", sail)
      	return err
      }
      """
    switch form.mark {
    case "+goose Up":
      return [
        .becomes(
          "store/boats.go", before,
          """
          -- +goose NO TRANSACTION
          -- +goose Up
          -- Fails while rows repeat the key. This finds them:
          --   SELECT sail, count(*) FROM boats
          --   GROUP BY sail HAVING count(*) > 1
          -- Which of them stays is for people to decide. Nothing runs this, which keeps the first:
          --   DELETE FROM boats WHERE EXISTS (SELECT 1 FROM boats AS kept
          --     WHERE kept.sail = boats.sail AND kept.id < boats.id)
          CREATE UNIQUE INDEX CONCURRENTLY boats_sail_key ON boats (sail);

          -- +goose Down
          DROP INDEX CONCURRENTLY IF EXISTS boats_sail_key;
          """,
          at: "db/migrations/00002_unique_boats.sql", violates: .postgreSQLKey("boats", ["sail"]),
          files: [
            (
              "db/migrations/00001_boats.sql",
              "-- +goose Up\nCREATE TABLE boats (sail text);\n\n-- +goose Down\nDROP TABLE boats;\n"
            )
          ])
      ]
    case "":
      return [
        .becomes(
          "store/boats.go", before,
          """
          -- Fails while rows repeat the key. This finds them:
          --   SELECT sail, count(*) FROM boats
          --   GROUP BY sail HAVING count(*) > 1
          -- Which of them stays is for people to decide. Nothing runs this, which keeps the first:
          --   DELETE FROM boats WHERE EXISTS (SELECT 1 FROM boats AS kept
          --     WHERE kept.sail = boats.sail AND kept.id < boats.id)
          CREATE UNIQUE INDEX CONCURRENTLY boats_sail_key ON boats (sail);
          """,
          at: "migrations/000002_unique_boats.up.sql",
          violates: .postgreSQLKey("boats", ["sail"]),
          files: [
            ("migrations/000001_boats.up.sql", "CREATE TABLE boats (sail text);\n"),
            ("migrations/000001_boats.down.sql", "DROP TABLE boats;\n"),
          ]),
        .stays(
          "store/boats.go", before, violates: .postgreSQLKey("boats", ["sail"]),
          files: [("schema.sql", "CREATE TABLE boats (sail text);\n")]),
      ]
    default: return []
    }
  }
}
