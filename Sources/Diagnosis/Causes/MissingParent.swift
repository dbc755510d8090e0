import DatabaseErrors
import Fixes

extension Cause {
  static let missingParent = Cause(
    id: "missing_parent",
    title: "A child is written for a parent that is not there",
    rationale: """
      The reference comes from outside or is written in the wrong order, and nothing looked \
      whether the row it points to exists. If this request had read the parent before, somebody \
      else would have deleted it meanwhile.
      """,
    rules: [
      .certain([.foreignKey], .referenceWasNeverGiven, unless: notMissing),
      .likely([.foreignKey], .referenceIsBlank, unless: notMissing),
      .likely([.foreignKey], .parentWasNotRead, unless: notMissing + [.inWorker]),
      .possible([.foreignKey], unless: notMissing + [.readsParent, .parentMayBeRead]),
    ],
    supports: [.valueIsSent, .parentWasNotRead, .validatorMissesKey],
    dismissals: [
      .when(.readsParent, of: [.foreignKey], "This request had read the parent before.")
    ],
    remedies: [.validateParent, .translateViolation],
    examples: [
      .matches(
        "an id from the client", "FOREIGN KEY constraint failed",
        statements: [#"INSERT INTO "referral" ("doctor_id", "reason") VALUES (%s, %s)"#]),
      .matches(
        "PostgreSQL names all of it",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [#"INSERT INTO "loan" ("device_id") VALUES (%s)"#]),
      .rejects(
        "the parent was read before",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [
          #"SELECT "id" FROM "device" WHERE "device"."id" = %s LIMIT 21"#,
          #"INSERT INTO "loan" ("device_id") VALUES (%s)"#,
        ]),
      .rejects(
        "the parent's side",
        #"update or delete on table "device" violates foreign key constraint "#
          + #""loan_device_id_fkey" on table "loan""#
          + "\nDETAIL:  Key (id)=(9) is still referenced from table \"loan\".",
        statements: [#"DELETE FROM "device" WHERE "id" = %s"#]),
    ]
  )

  private static let notMissing: [Sign] = [
    .childrenPointToRow, .sideIsUnknown, .inMigration, .inFixture, .inDeletion, .deletesParent,
    .enqueuesBeforeCommit,
  ]
}
