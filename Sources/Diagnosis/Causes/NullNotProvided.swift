import DatabaseErrors
import Fixes

extension Cause {
  static let nullNotProvided = Cause(
    id: "null_not_provided",
    title: "Ordinary code gives no value for a required column",
    rationale: """
      The statement sets a NOT NULL column to NULL or leaves it out. The value is optional where \
      it comes in (a form, a remote answer, a partial update) and required where it is stored.
      """,
    rules: [
      .likely(
        [.notNull],
        unless: [.inMigration, .inFixture, .inDeletion, .codeLacksColumn, .writeClearsReference])
    ],
    supports: [.columnIsSetToNull, .columnIsLeftOut, .valueMayBeNull, .validatorMissesKey],
    remedies: [.requireValue],
    examples: [
      .matches(
        "the column is in the INSERT", "NOT NULL constraint failed: patient.birth_date",
        statements: [#"INSERT INTO "patient" ("name", "birth_date") VALUES (%s, %s)"#]),
      .matches(
        "MySQL says the column has no default",
        exception: "MySQLdb.OperationalError",
        #"(1364, "Field 'birth_date' doesn't have a default value")"#,
        statements: ["INSERT INTO `patient` (`name`) VALUES (%s)"]),
      .rejects(
        "a unique key", "UNIQUE constraint failed: patient.number",
        statements: [#"INSERT INTO "patient" ("number") VALUES (%s)"#]),
      .rejects("a foreign key", "FOREIGN KEY constraint failed"),
    ]
  )
}
