import DatabaseErrors
import Fixes

extension RecipeBook {
  static let sequelize = node(
    sequelizeRequests + sequelizeWrites + sequelizeMigrations
      + nodeGuidance(
        "error instanceof UniqueConstraintError && Object.keys(error.fields).some((name) => [«paths»].includes(name))"
      )
  )

  private static let sequelizeHandler: CodeTemplate = """
    } catch (error) {
      if (
        error instanceof UniqueConstraintError &&
        Object.keys(error.fields).some((name) => [«paths»].includes(name))
      ) {
        «refusal»
      }
      throw error;
    }
    """

  private static let sequelizeImport = [CodeImport("UniqueConstraintError", from: "sequelize")]

  private static let sequelizeRequests: [CodeRecipe] = [
    CodeRecipe(
      .validateOnPath, "Look for a taken «words» in `«function»`, and answer the violation",
      needs: catches + [
        .noLook, .noTransaction, .newRow, .calls(["create"]), .unused("taken"),
        .tree("'sequelize'"),
      ],
      steps: [
        .before(
          """
          const taken = await «receiver».findOne({ where: { «where» } });
          if (taken) {
            «refusal»
          }
          """),
        .wrap(opening: "try {", closing: sequelizeHandler),
      ],
      imports: sequelizeImport, because: nodeLook,
      examples: [
        .becomes(
          "routes/boats.js",
          """
          const { ValidationError } = require('sequelize');
          const { Boat } = require('../models');

          router.post('/boats', async (req, res) => {
          ↓  const boat = await Boat.create({ sail: req.body.sail, name: req.body.name });
            res.status(201).json(boat);
          });
          """,
          """
          const { ValidationError, UniqueConstraintError } = require('sequelize');
          const { Boat } = require('../models');

          router.post('/boats', async (req, res) => {
            const taken = await Boat.findOne({ where: { sail: req.body.sail } });
            if (taken) {
              return res.status(409).json({ error: 'This sail is already taken.' });
            }
            let boat;
            try {
              boat = await Boat.create({ sail: req.body.sail, name: req.body.name });
            } catch (error) {
              if (
                error instanceof UniqueConstraintError &&
                Object.keys(error.fields).some((name) => ['sail'].includes(name))
              ) {
                return res.status(409).json({ error: 'This sail is already taken.' });
              }
              throw error;
            }
            res.status(201).json(boat);
          });
          """, violates: .key("boats", ["sail"]))
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: catches + [.noTransaction, .tree("'sequelize'")],
      steps: [.wrap(opening: "try {", closing: sequelizeHandler)],
      imports: sequelizeImport, because: nodeTaken),
  ]

  private static let sequelizeWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Insert or take the row that is there", needs: [.kinds([.unique])],
      """
      const [row] = await «receiver».findCreateFind({
        where: { «where» },
        defaults: { /* the other values of a new row */ },
      });
      """,
      because: """
        After a conflict it looks once more, so a lost race gives the first one's row. It must not run \
        in a transaction that the refusal would spoil.
        """),
    .guidance(
      .correctConflictTarget, "Look up by the key: «words»", needs: [.kinds([.unique])],
      """
      where: { «where» },
      defaults: { /* all other values */ },
      // of upsert: conflictFields: [«fields»]
      """,
      because: """
        The look-up has to ask what the key asks: these fields and no others. What else was compared \
        is a value to be written.
        """),
  ]

  private static let sequelizeMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`",
      needs: [.databases([.postgreSQL])],
      steps: [.migration(sequelizeMigration(concurrently: true))], because: sequelizeKey),
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`",
      steps: [.migration(sequelizeMigration(concurrently: false))], because: sequelizeKey),
  ]

  private static let sequelizeKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to handle \
    the refusal.
    """

  private static func sequelizeMigration(concurrently: Bool) -> MigrationForm {
    let option = concurrently ? "\n      concurrently: true," : ""
    let cleared =
      concurrently
      ? """

          // One that failed at repeated rows leaves an invalid index.
          await queryInterface.sequelize.query('DROP INDEX CONCURRENTLY IF EXISTS «index»');
      """ : ""
    return MigrationForm(
      folder: "migrations/", digits: 14...14, separator: "-", suffix: ".js",
      mark: "queryInterface", name: "unique-«plain table»",
      text: CodeTemplate(
        stringLiteral: """
          'use strict';

          \(repeatedRows(comment: "//"))
          module.exports = {
            async up(queryInterface) {\(cleared)
              await queryInterface.addIndex('«plain table»', [«names»], {
                unique: true,
                name: '«index»',\(option)
              });
            },

            async down(queryInterface) {
              await queryInterface.removeIndex('«plain table»', '«index»');
            },
          };
          """))
  }
}
