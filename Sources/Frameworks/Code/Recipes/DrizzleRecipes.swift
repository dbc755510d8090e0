import DatabaseErrors
import Fixes

extension RecipeBook {
  static let drizzle = node(
    [
      CodeRecipe(
        .translateViolation, "Answer a taken «words» in `«function»`",
        needs: catches + [.noTransaction],
        steps: [
          .wrap(
            opening: "try {",
            closing: """
              } catch (error) {
                if (error instanceof Error && [«marks»].some((name) => String(error.cause ?? error).includes(name))) {
                  «refusal»
                }
                throw error;
              }
              """)
        ],
        because: nodeTaken,
        examples: [
          .becomes(
            "src/boats.ts",
            """
            import { eq } from 'drizzle-orm';
            import { db } from './db';
            import { boats } from './schema';

            export async function enlist(sail: string) {
              const known = await db.select().from(boats).where(eq(boats.sail, sail));
              if (known.length > 0) {
                throw new SailTaken(sail);
              }
            ↓  await db.insert(boats).values({ sail });
            }
            """,
            """
            import { eq } from 'drizzle-orm';
            import { db } from './db';
            import { boats } from './schema';

            export async function enlist(sail: string) {
              const known = await db.select().from(boats).where(eq(boats.sail, sail));
              if (known.length > 0) {
                throw new SailTaken(sail);
              }
              try {
                await db.insert(boats).values({ sail });
              } catch (error) {
                if (error instanceof Error && ['one_sail', 'UNIQUE constraint failed: boats.sail'].some((name) => String(error.cause ?? error).includes(name))) {
                  throw new SailTaken(sail);
                }
                throw error;
              }
            }
            """, violates: .key("boats", ["sail"], named: "one_sail"))
        ])
    ] + drizzleMigrations
      + nodeGuidance("[«marks»].some((name) => String(error.cause ?? error).includes(name))"))

  private static let drizzleForm = MigrationForm(
    folder: "", digits: 4...4, separator: "_", suffix: ".sql", mark: "",
    name: "unique_«plain table»",
    text: CodeTemplate(
      stringLiteral: """
        \(repeatedRows(comment: "--"))
        CREATE UNIQUE INDEX «plain table»_«joined»_key ON «plain table» («columns»);
        """))

  private static let drizzleMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`",
      needs: [.databases([.postgreSQL, .cockroachDB, .sqlite])],
      steps: [.journal(drizzleForm, file: "meta/_journal.json"), .migration(drizzleForm)],
      because: """
        Only the database sees all writers at once. The migration fails while rows repeat the key; \
        the query in it finds them, and which of them stays is for people to decide. Declare the \
        key in the schema as well: `uniqueIndex('«plain table»_«joined»_key').on(…)`, else a push of \
        the schema takes it away. A large table wants CONCURRENTLY, by hand and before the release: \
        the migrator runs all files in one transaction.
        """,
      examples: [
        .becomes(
          "src/boats.ts", drizzleUpsert,
          """
          {
            "version": "7",
            "dialect": "postgresql",
            "entries": [
              {
                "idx": 0,
                "version": "7",
                "when": 1706700000000,
                "tag": "0000_boats",
                "breakpoints": true
              },
              {
                "idx": 1,
                "version": "7",
                "when": 1706700000001,
                "tag": "0001_unique_boats",
                "breakpoints": true
              }
            ]
          }
          """,
          at: "drizzle/meta/_journal.json", violates: .postgreSQLKey("boats", ["pier", "sail"]),
          files: drizzleFiles),
        .stays(
          "src/boats.ts", drizzleUpsert, violates: .postgreSQLKey("boats", ["pier", "sail"]),
          files: [drizzleFiles[0]]),
      ])
  ]

  private static let drizzleUpsert = """
    import { db } from './db';
    import { boats } from './schema';

    export async function enlist(pier: string, sail: string) {
    ↓  await db.insert(boats).values({ pier, sail });
    }
    """

  private static let drizzleFiles: [(path: String, text: String)] = [
    ("drizzle/0000_boats.sql", "CREATE TABLE boats (id serial, pier text, sail text);\n"),
    (
      "drizzle/meta/_journal.json",
      """
      {
        "version": "7",
        "dialect": "postgresql",
        "entries": [
          {
            "idx": 0,
            "version": "7",
            "when": 1706700000000,
            "tag": "0000_boats",
            "breakpoints": true
          }
        ]
      }
      """
    ),
  ]
}
