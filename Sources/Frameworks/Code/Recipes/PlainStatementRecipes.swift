import DatabaseErrors
import Fixes

/// What code with a driver and SQL shares, in any language.
extension RecipeBook {
  /// Drivers and SQL in languages without recipes of their own.
  static let plainSQL = RecipeBook(recipes: [sqlConflict])

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
        """, violates: .postgreSQLKey("messages", ["message_id"]))
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
