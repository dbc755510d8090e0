import DatabaseErrors
import Fixes

/// What the libraries of JavaScript and TypeScript share.
extension RecipeBook {
  /// A book of a library whose calls give promises.
  static func node(_ recipes: [CodeRecipe]) -> RecipeBook {
    RecipeBook(
      lists: [
        "where": ListForm("«field»: «value»"), "fields": ListForm("'«field»'"),
        "names": ListForm("'«column»'"), "bare fields": ListForm("«field»"),
      ],
      rowValue: "«row».«field»", dataValue: "«data».«field»", refusals: nodeRefusals,
      binding: ["javascript": .hoisted], awaits: true, recipes: recipes)
  }

  /// Of Nest, Express, Fastify, Koa and Next.
  private static let nodeRefusals: [RefusalForm] = [
    RefusalForm(
      "throw new BadRequestException('«sentence»');", needs: [.file("@nestjs/"), .ofInput],
      imports: [CodeImport("BadRequestException", from: "@nestjs/common")]),
    RefusalForm(
      "throw new ConflictException('«sentence»');", needs: [.file("@nestjs/")],
      imports: [CodeImport("ConflictException", from: "@nestjs/common")]),
    RefusalForm(
      "return res.status(«status»).json({ message: '«sentence»' });",
      needs: [
        .parameter("res"), .file("res."), .file("json({ message:"), .not(.file("json({ error")),
      ]),
    RefusalForm(
      "return res.status(«status»).json({ error: '«sentence»' });",
      needs: [
        .parameter("res"), .any([.file("res.status("), .file("res.json("), .file("res.send")]),
      ]
    ),
    RefusalForm(
      "return reply.code(«status»).send({ error: '«sentence»' });",
      needs: [.parameter("reply"), .file("reply.")]),
    RefusalForm(
      "ctx.throw(«status», '«sentence»');", needs: [.parameter("ctx"), .file("ctx.body")]),
    RefusalForm(
      "return NextResponse.json({ error: '«sentence»' }, { status: «status» });",
      needs: [.file("NextResponse"), .file("next/server")]),
  ]

  static let nodeTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the answer that the \
    value is taken; every other error goes on as before.
    """

  static let nodeLook: CodeTemplate = """
    The look-up answers the usual case, the handler the rare one, when another request writes between \
    look-up and write. Every other error goes on as before.
    """

  /// What is needed to catch a refused key at the write.
  static let catches: [RecipeNeed] = [.kinds([.unique]), .noHandler, .oneRow, .request]

  /// A value that is asked for before the row is written.
  private static let nodeRequirement = CodeRecipe(
    .requireValue, "Demand «words» in `«function»` before the row is written",
    needs: [.kinds([.notNull]), .columns(1...1), .oneRow, .request, .newRow],
    steps: [
      .before(
        """
        if («value» == null) {
          «refusal»
        }
        """)
    ],
    because: """
      Whoever leaves the value out reads so, and nothing is written. A value that stands for all rows \
      is better a default of the column.
      """,
    examples: [
      .becomes(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        app.post('/boats', async (req, res) => {
          const { sail, name } = req.body;
        ↓  await pool.query('INSERT INTO boats (sail, name) VALUES ($1, $2)', [sail, name]);
          res.status(201).json({});
        });
        """,
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        app.post('/boats', async (req, res) => {
          const { sail, name } = req.body;
          if (name == null) {
            return res.status(400).json({ error: 'The name is required.' });
          }
          await pool.query('INSERT INTO boats (sail, name) VALUES ($1, $2)', [sail, name]);
          res.status(201).json({});
        });
        """, violates: .missing("boats", "name")),
      .stays(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        async function load(rows) {
          for (const row of rows) {
        ↓    await pool.query('INSERT INTO boats (sail, name) VALUES ($1, $2)', [row.sail, row.name]);
          }
        }
        """, violates: .missing("boats", "name")),
    ])

  private static let nodeLimit = CodeRecipe(
    .limitInput, "Limit «words» in `«function»` to what the column takes",
    needs: [.kinds([.length])] + limits,
    steps: [
      .before(
        """
        if («value»?.length > «limit») {
          «refusal»
        }
        """)
    ],
    because: limitedInput,
    examples: [
      .becomes(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        app.post('/boats', async (req, res) => {
          const { sail } = req.body;
        ↓  await pool.query('INSERT INTO boats (sail) VALUES ($1)', [sail]);
          res.status(201).json({});
        });
        """,
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        app.post('/boats', async (req, res) => {
          const { sail } = req.body;
          if (sail?.length > 12) {
            return res.status(400).json({ error: 'This sail is too long.' });
          }
          await pool.query('INSERT INTO boats (sail) VALUES ($1)', [sail]);
          res.status(201).json({});
        });
        """, violates: ConstraintViolation(kind: .length, table: "boats", columns: ["sail"]),
        files: [("db/schema.sql", "CREATE TABLE boats (sail varchar(12) NOT NULL);\n")]),
      .stays(
        "src/boats.js",
        """
        const { Pool } = require('pg');
        const pool = new Pool();

        app.post('/boats', async (req, res) => {
          const { sail } = req.body;
        ↓  await pool.query('INSERT INTO boats (sail) VALUES ($1)', [sail]);
          res.status(201).json({});
        });
        """, violates: ConstraintViolation(kind: .length, table: "boats", columns: ["sail"])),
    ])

  private static func nodeBounds(_ remedy: Remedy.Kind) -> CodeRecipe {
    bounds(
      remedy,
      examples: [
        .becomes(
          "src/boats.js",
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          app.post('/boats', async (req, res) => {
            const { sail, length } = req.body;
          ↓  await pool.query('INSERT INTO boats (sail, length) VALUES ($1, $2)', [sail, length]);
            res.status(201).json({});
          });
          """,
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          app.post('/boats', async (req, res) => {
            const { sail, length } = req.body;
            if (length != null && (length < 1 || length > 60)) {
              return res.status(400).json({ error: 'The length must be between 1 and 60.' });
            }
            await pool.query('INSERT INTO boats (sail, length) VALUES ($1, $2)', [sail, length]);
            res.status(201).json({});
          });
          """, violates: .outside("boats", "length"),
          files: [
            (
              "db/schema.sql",
              "CREATE TABLE boats (sail text, length int CHECK (length BETWEEN 1 AND 60));\n"
            )
          ]),
        .stays(
          "src/boats.js",
          """
          const { Pool } = require('pg');
          const pool = new Pool();

          app.post('/boats', async (req, res) => {
            const { sail, length } = req.body;
          ↓  await pool.query('INSERT INTO boats (sail, length) VALUES ($1, $2)', [sail, length]);
            res.status(201).json({});
          });
          """, violates: .outside("boats", "length"),
          files: [
            (
              "db/schema.sql",
              "CREATE TABLE boats (sail text, length int CHECK (length % 2 = 0));\n"
            )
          ]),
      ])
  }

  /// Guidance where nothing can be changed by itself.
  static func nodeGuidance(_ test: CodeTemplate) -> [CodeRecipe] {
    [
      .guidance(
        .translateViolation, "Answer a taken «words» where the row is written",
        needs: [.kinds([.unique]), .noHandler],
        CodeTemplate(
          stringLiteral: """
            try {
              «statement»;
            } catch (error) {
              if (\(test.text)) {
                // «sentence»
              }
              throw error;
            }
            """),
        because: """
          Only the database can tell who was first. Catch it outside of a transaction that the refusal \
          has spoiled; every other error goes on as before.
          """),
      nodeRequirement, nodeLimit, nodeBounds(.limitInput), nodeBounds(.validateOnPath),
      .guidance(
        .requireValue, "Demand «words» before the row is written", needs: [.kinds([.notNull])],
        """
        if («field» == null) {
          // refuse: «words» is required
        }
        """,
        because: """
          Whoever leaves the value out reads so. A value that stands for all rows is better a default \
          of the column.
          """),
      .guidance(
        .limitInput, "Limit «words» before the row is written to what the column takes",
        needs: [.kinds([.length, .outOfRange, .check, .invalidValue])],
        """
        if («field».length > LIMIT_OF_THE_COLUMN) {
          // refuse: «words» is too long
        }
        """,
        because: """
          The request has to know the column's limit, so that whoever exceeds it reads so. A wider \
          column only moves the limit.
          """),
      .guidance(
        .enqueueOnCommit, "Hand the job over when its transaction has committed",
        """
        const row = await transaction;
        await queue.add('the-job', { id: row.id });
        """,
        because: """
          Before the commit the worker does not see the row. If the process dies in between, the job \
          is lost: one that is stored in the same transaction is not.
          """),
    ]
  }
}
