import DatabaseErrors
import Fixes

extension Cause {
  static let wrongDatabase = Cause(
    id: "wrong_database",
    title: "The look-up and the write are about different databases",
    rationale: """
      An alias, a tenant's schema, a promoted replica or a reference from another environment: \
      what was looked up is not where it was written. The row in the way, or the parent, cannot \
      be found in the database that was asked.
      """,
    rules: [
      .likely(.collisions, .looksInOtherDatabase),
      .likely([.foreignKey], .looksInOtherDatabase),
      .likely(.collisions, .rowIsMissing, .lookFoundRow),
      .likely([.foreignKey], .referenceWasNeverGiven, .readsParent),
    ],
    supports: [.referenceWasNeverGiven],
    remedies: [.useOneDatabase],
    examples: [
      .matches(
        "looked into one, wrote to another", "UNIQUE constraint failed: boats.sail_no",
        seen: [.looksInOtherDatabase]),
      .matches(
        "the parent is in another database",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\".",
        seen: [.looksInOtherDatabase]),
      .rejects(
        "one database", "UNIQUE constraint failed: boats.sail_no",
        statements: [#"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#]),
      .rejects(
        "a reference that nobody looked up",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\"."),
    ]
  )
}
