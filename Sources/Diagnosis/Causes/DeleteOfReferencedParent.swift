import DatabaseErrors
import Fixes

extension Cause {
  static let deleteOfReferencedParent = Cause(
    id: "delete_of_referenced_parent",
    title: "A parent is removed or re-keyed while children point to it",
    rationale: """
      The statement deletes or changes a row that other rows reference, and neither the code nor \
      the foreign key says what becomes of them. Raw SQL and bulk deletes go round the rules that \
      an ORM would apply.
      """,
    rules: [
      .likely([.notNull], .inDeletion, unless: [.inMigration]),
      .likely([.notNull], .writeClearsReference, unless: [.inMigration, .valueIsSent]),
      .likely([.foreignKey], .childrenPointToRow, unless: [.inMigration, .removesChildrenFirst]),
      .likely([.foreignKey], .inDeletion, unless: [.inMigration, .removesChildrenFirst]),
      .likely([.foreignKey], .deletesParent, unless: [.inMigration, .removesChildrenFirst]),
    ],
    supports: [.inDeletion, .inCallback],
    remedies: [.decideChildren, .translateViolation],
    examples: [
      .matches(
        "PostgreSQL names both tables",
        #"update or delete on table "ward" violates foreign key constraint "#
          + #""patient_ward_id_fkey" on table "patient""#
          + "\nDETAIL:  Key (id)=(1) is still referenced from table \"patient\".",
        statements: ["DELETE FROM ward WHERE id = %s"]),
      .matches(
        "SQLite names nothing, the statement is a DELETE", "FOREIGN KEY constraint failed",
        statements: [#"DELETE FROM "ward" WHERE "ward"."id" = %s"#]),
      .rejects(
        "a child without a parent", "FOREIGN KEY constraint failed",
        statements: [#"INSERT INTO "patient" ("ward_id") VALUES (%s)"#]),
      .rejects(
        "a unique key", "UNIQUE constraint failed: ward.name",
        statements: [#"INSERT INTO "ward" ("name") VALUES (%s)"#]),
    ]
  )
}
