import DatabaseErrors
import Fixes

extension Cause {
  static let valueOutOfRange = Cause(
    id: "value_out_of_range",
    title: "A value is too long, too large or not one of those allowed",
    rationale: """
      The column has a limit that the form, serializer or caller does not know. One request alone \
      is enough, and repeating it fails again.
      """,
    rules: [
      .likely([.check], .valueIsSent, unless: [.computesColumn, .inMigration, .inFixture]),
      .likely(
        [.check], .valueIsGiven,
        unless: [.computesColumn, .readsThenSaves, .looksAtValue, .inMigration, .inFixture]),
      .likely(.values, unless: [.inMigration, .inFixture, .generatorIsExhausted]),
    ],
    supports: [.valueIsSent, .valueIsGiven],
    remedies: [.limitInput],
    examples: [
      .matches(
        "too long for the column", exception: "django.db.utils.DataError",
        "value too long for type character varying(20)",
        statements: [#"INSERT INTO "tag" ("name") VALUES (%s)"#]),
      .matches(
        "too large for the type", exception: "django.db.utils.DataError", "integer out of range",
        statements: [#"INSERT INTO "stock" ("units") VALUES (%s)"#]),
      .matches(
        "a service writes what it is given", "CHECK constraint failed: tag.weight",
        seen: [.valueIsGiven]),
      .rejects(
        "an amount that is taken from what is there", "CHECK constraint failed: tag.weight",
        statements: [#"UPDATE "tag" SET "weight" = ("weight" - %s) WHERE "id" = %s"#],
        seen: [.valueIsGiven]),
      .rejects("a unique key", "UNIQUE constraint failed: tag.name"),
      .rejects("a required column", "NOT NULL constraint failed: tag.name"),
    ]
  )
}
