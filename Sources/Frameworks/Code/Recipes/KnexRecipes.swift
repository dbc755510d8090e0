import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Knex and Objection.
  static let knex = node(
    nodeStatements + [knexConflict] + knexMigrations
      + nodeGuidance("[«marks»].some((name) => String(error).includes(name))"))

  /// Drivers and SQL.
  static let plainNode = node(
    nodeStatements + [sqlConflict, sqlMigration]
      + nodeGuidance("[«marks»].some((name) => String(error).includes(name))"))

  private static let nodeStatements: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: catches + [
        .noTransaction, .databases([.postgreSQL]), .any([.tree("'pg'"), .tree("\"pg\"")]),
      ],
      steps: [
        .wrap(
          opening: "try {",
          closing: """
            } catch (error) {
              if (error.constraint === '«constraint»') {
                «refusal»
              }
              throw error;
            }
            """)
      ],
      because: nodeTaken,
      examples: [
        .becomes(
          "src/rentalRows.js",
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          async function findOpen(bike) {
            return (await pool.query('SELECT 1 FROM rentals WHERE bike_id = $1', [bike])).rows[0];
          }

          async function insert(bike) {
          ↓  await pool.query('INSERT INTO rentals (bike_id) VALUES ($1)', [bike]);
          }

          module.exports = { findOpen, insert };
          """,
          rentals(
            """
              try {
                return await rows.insert(bike);
              } catch (error) {
                if (error.constraint === 'one_rental') {
                  throw new ConflictError('This bike is out.');
                }
                throw error;
              }
            """), at: "src/rentals.js",
          violates: .postgreSQLKey("rentals", ["bike_id"], named: "one_rental"),
          files: [("src/rentals.js", rentals("  return rows.insert(bike);"))])
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: catches + [.noTransaction],
      steps: [
        .wrap(
          opening: "try {",
          closing: """
            } catch (error) {
              if ([«marks»].some((name) => String(error).includes(name))) {
                «refusal»
              }
              throw error;
            }
            """)
      ],
      because: nodeTaken,
      examples: [
        .becomes(
          "src/boats.js",
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          app.post('/boats', async (req, res) => {
            const { sail } = req.body;
            const known = await pool.query('SELECT 1 FROM boats WHERE sail = $1', [sail]);
            if (known.rowCount > 0) return res.status(409).json({ error: 'taken' });
          ↓  await pool.query('INSERT INTO boats (sail) VALUES ($1)', [sail]);
            res.sendStatus(201);
          });
          """,
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          app.post('/boats', async (req, res) => {
            const { sail } = req.body;
            const known = await pool.query('SELECT 1 FROM boats WHERE sail = $1', [sail]);
            if (known.rowCount > 0) return res.status(409).json({ error: 'taken' });
            try {
              await pool.query('INSERT INTO boats (sail) VALUES ($1)', [sail]);
            } catch (error) {
              if (['boats_sail_key', 'UNIQUE constraint failed: boats.sail'].some((name) => String(error).includes(name))) {
                return res.status(409).json({ error: 'taken' });
              }
              throw error;
            }
            res.sendStatus(201);
          });
          """, violates: .key("boats", ["sail"], named: "boats_sail_key"))
      ]),
  ]

  /// A function that knows the rules and calls another one to write.
  private static func rentals(_ write: String) -> String {
    """
    const { ConflictError } = require('./errors');
    const rows = require('./rentalRows');

    async function start(bike) {
      if (await rows.findOpen(bike)) {
        throw new ConflictError('This bike is out.');
      }
    \(write)
    }

    module.exports = { start };
    """
  }

  private static let knexConflict = CodeRecipe(
    .insertOrRead, "Leave the row that is there, in `«function»`",
    needs: [
      .kinds([.unique]), .calls(["insert"]), .operations([.create]), .noLook, .unusedResult,
    ],
    steps: [.append(".onConflict([«names»]).ignore()")],
    because: """
      The database decides who was first, in one statement, and a repetition changes nothing. The \
      other values of the second one are lost: use `.merge()` where they count.
      """,
    examples: [
      .becomes(
        "src/consumer.js",
        """
        const knex = require('./knex');

        async function seen(message) {
        ↓  await knex('messages').insert({ message_id: message.id });
        }
        """,
        """
        const knex = require('./knex');

        async function seen(message) {
          await knex('messages').insert({ message_id: message.id }).onConflict(['message_id']).ignore();
        }
        """, violates: .key("messages", ["message_id"])),
      .stays(
        "src/consumer.js",
        """
        const knex = require('./knex');

        async function seen(message) {
        ↓  const [row] = await knex('messages').insert({ message_id: message.id }).returning('*');
          return row;
        }
        """, violates: .key("messages", ["message_id"])),
    ])

  private static let knexMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      needs: [.databases([.postgreSQL])],
      steps: [
        .migration(
          knexMigration(
            """
            // The table stays writable meanwhile, which is not possible in a transaction.
            exports.config = { transaction: false };

            exports.up = async (knex) => {
              // One that failed at repeated rows leaves an invalid index.
              await knex.raw('DROP INDEX CONCURRENTLY IF EXISTS «index»');
              await knex.raw('CREATE UNIQUE INDEX CONCURRENTLY «index» ON «plain table» («columns»)');
            };

            exports.down = async (knex) => {
              await knex.raw('DROP INDEX CONCURRENTLY IF EXISTS «index»');
            };
            """))
      ],
      because: knexKey),
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      steps: [
        .migration(
          knexMigration(
            """
            exports.up = (knex) =>
              knex.schema.alterTable('«plain table»', (table) => {
                table.unique([«names»]);
              });

            exports.down = (knex) =>
              knex.schema.alterTable('«plain table»', (table) => {
                table.dropUnique([«names»]);
              });
            """))
      ],
      because: knexKey),
  ]

  private static func knexMigration(_ body: String) -> MigrationForm {
    MigrationForm(
      folder: "migrations/", digits: 14...14, separator: "_", suffix: ".js", mark: "exports.",
      name: "unique_«plain table»",
      text: CodeTemplate(stringLiteral: repeatedRows(comment: "//") + "\n" + body))
  }

  private static let knexKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to handle \
    the refusal.
    """
}
