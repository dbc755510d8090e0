import DatabaseErrors
import Fixes

/// Code with a driver and SQL, in any language. A refused key gets the answer that the code itself
/// gives when its look-up finds the row.
extension RecipeBook {
  static let plainRuby = RecipeBook(
    recipes: [
      rubyDriver("PG::UniqueViolation", .postgreSQL, examples: pgExamples),
      rubyDriver("SQLite3::ConstraintException", .sqlite),
      sqlConflict,
    ])

  /// JDBC without anything above it.
  static let plainJVM = RecipeBook(
    binding: ["java": .hoistedWithType, "kotlin": .value], recipes: [jdbc, sqlConflict])

  static let driverNeeds: [RecipeNeed] = [
    .kinds([.unique]), .noHandler, .noTransaction, .oneRow,
  ]

  static let driverTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the answer that the \
    look-up gives; every other error goes on as before.
    """

  private static func rubyDriver(
    _ error: String, _ dbms: DBMS, examples: [RecipeExample] = []
  ) -> CodeRecipe {
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
      needs: driverNeeds + [.databases([dbms])],
      steps: [
        .wrap(
          opening: "begin",
          closing: CodeTemplate(
            stringLiteral: """
              rescue \(error) => error
                raise unless error.message.include?("«mark»")

                «refusal»
              end
              """))
      ],
      because: driverTaken, examples: examples)
  }

  private static let pgExamples: [RecipeExample] = [
    .becomes(
      "lib/harbour.rb",
      """
      require "pg"

      class Harbour
        def enlist(sail)
          known = @db.exec_params("SELECT 1 FROM boats WHERE sail = $1", [sail])
          raise SailTaken if known.any?
      ↓    @db.exec_params("INSERT INTO boats (sail) VALUES ($1)", [sail])
        end
      end
      """,
      """
      require "pg"

      class Harbour
        def enlist(sail)
          known = @db.exec_params("SELECT 1 FROM boats WHERE sail = $1", [sail])
          raise SailTaken if known.any?
          begin
            @db.exec_params("INSERT INTO boats (sail) VALUES ($1)", [sail])
          rescue PG::UniqueViolation => error
            raise unless error.message.include?("one_sail")

            raise SailTaken
          end
        end
      end
      """, violates: .postgreSQLKey("boats", ["sail"], named: "one_sail")),
    .stays(
      "lib/harbour.rb",
      """
      require "pg"

      class Harbour
        def enlist(sail)
      ↓    @db.exec_params("INSERT INTO boats (sail) VALUES ($1)", [sail])
        end
      end
      """, violates: .postgreSQLKey("boats", ["sail"], named: "one_sail")),
  ]

  private static let jdbc = CodeRecipe(
    .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
    needs: driverNeeds + [.languages(["java"]), .file("java.sql."), .head("SQLException")],
    steps: [
      .wrap(
        opening: "try {",
        closing: """
          } catch (SQLException exception) {
            if (!String.valueOf(exception.getMessage()).contains("«mark»")) {
              throw exception;
            }
            «refusal»
          }
          """)
    ],
    because: driverTaken,
    examples: [
      .becomes(
        "src/main/java/harbour/Boats.java",
        """
        package harbour;

        import java.sql.Connection;
        import java.sql.SQLException;

        public class Boats {
            public void enlist(Connection connection, String sail) throws SQLException {
                var look = connection.prepareStatement("SELECT 1 FROM boats WHERE sail = ?");
                look.setString(1, sail);
                if (look.executeQuery().next()) {
                    throw new SailTakenException(sail);
                }
                var statement = connection.prepareStatement("INSERT INTO boats (sail) VALUES (?)");
                statement.setString(1, sail);
        ↓        statement.executeUpdate();
            }
        }
        """,
        """
        package harbour;

        import java.sql.Connection;
        import java.sql.SQLException;

        public class Boats {
            public void enlist(Connection connection, String sail) throws SQLException {
                var look = connection.prepareStatement("SELECT 1 FROM boats WHERE sail = ?");
                look.setString(1, sail);
                if (look.executeQuery().next()) {
                    throw new SailTakenException(sail);
                }
                var statement = connection.prepareStatement("INSERT INTO boats (sail) VALUES (?)");
                statement.setString(1, sail);
                try {
                    statement.executeUpdate();
                } catch (SQLException exception) {
                    if (!String.valueOf(exception.getMessage()).contains("one_sail")) {
                        throw exception;
                    }
                    throw new SailTakenException(sail);
                }
            }
        }
        """, violates: .key("boats", ["sail"], named: "one_sail"))
    ])

  /// A file of SQL beside those that are numbered, whoever runs them.
  static let sqlMigration = CodeRecipe(
    .addConstraint, "Add a unique index over «columns» to `«plain table»`",
    steps: [
      .migration(
        MigrationForm(
          folder: "migrations/", digits: 1...14, separator: "_", suffix: ".sql", mark: "",
          name: "unique_«plain table»",
          text: CodeTemplate(
            stringLiteral: """
              \(repeatedRows(comment: "--"))
              CREATE UNIQUE INDEX «plain table»_«joined»_key ON «plain table» («columns»);
              """)))
    ],
    because: """
      Only the database sees all writers at once. The migration fails while rows repeat the key; the \
      query in it finds them, and which of them stays is for people to decide. A large table of \
      PostgreSQL wants CONCURRENTLY, in a migration of its own outside of a transaction.
      """,
    examples: [
      .becomes(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function enlist(pier, sail) {
        ↓  await pool.query('INSERT INTO boats (pier, sail) VALUES ($1, $2)', [pier, sail]);
        }
        """,
        """
        -- Fails while rows repeat the key. This finds them:
        --   SELECT pier, sail, count(*) FROM boats
        --   GROUP BY pier, sail HAVING count(*) > 1
        -- Which of them stays is for people to decide. Nothing runs this, which keeps the first:
        --   DELETE FROM boats WHERE EXISTS (SELECT 1 FROM boats AS kept
        --     WHERE kept.pier = boats.pier AND kept.sail = boats.sail AND kept.id < boats.id)
        CREATE UNIQUE INDEX boats_pier_sail_key ON boats (pier, sail);
        """,
        at: "db/migrations/0002_unique_boats.sql",
        violates: .postgreSQLKey("boats", ["pier", "sail"]),
        files: [("db/migrations/0001_boats.sql", "CREATE TABLE boats (pier int, sail text);\n")]),
      .stays(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function enlist(pier, sail) {
        ↓  await pool.query('INSERT INTO boats (pier, sail) VALUES ($1, $2)', [pier, sail]);
        }
        """, violates: .postgreSQLKey("boats", ["pier", "sail"])),
    ])

  /// A repetition of the same row is left alone by the statement itself.
  static let sqlConflict = CodeRecipe(
    .insertOrRead, "Leave the row that is there, in `«function»`",
    needs: [
      .kinds([.unique]), .operations([.create]), .noLook, .unusedResult,
      .databases([.postgreSQL, .sqlite, .cockroachDB, .yugabyteDB]),
    ],
    steps: [.appendToSQL("ON CONFLICT («columns») DO NOTHING")],
    because: """
      The database decides who was first, in one statement, and a repetition changes nothing. The \
      other values of the second one are lost; a partial key needs its condition behind the columns.
      """,
    examples: [
      .becomes(
        "src/consumer.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function seen(message) {
        ↓  await pool.query('INSERT INTO messages (message_id) VALUES ($1)', [message.id]);
        }
        """,
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function seen(message) {
          await pool.query('INSERT INTO messages (message_id) VALUES ($1) ON CONFLICT (message_id) DO NOTHING', [message.id]);
        }
        """, violates: .postgreSQLKey("messages", ["message_id"])),
      .stays(
        "src/consumer.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function seen(message) {
        ↓  await pool.query('INSERT INTO messages (message_id) ' + 'VALUES ($1)', [message.id]);
        }
        """, violates: .postgreSQLKey("messages", ["message_id"])),
      .stays(
        "src/consumer.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function seen(message) {
        ↓  await pool.query('INSERT INTO messages (message_id) VALUES ($1) RETURNING id', [message.id]);
        }
        """, violates: .postgreSQLKey("messages", ["message_id"])),
    ])
}

extension ConstraintViolation {
  /// A key that PostgreSQL refused, for examples.
  static func postgreSQLKey(
    _ table: String, _ columns: [String], named constraint: String? = nil
  ) -> ConstraintViolation {
    ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: constraint, table: table, columns: columns)
  }
}
