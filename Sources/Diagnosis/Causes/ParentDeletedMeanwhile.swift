import DatabaseErrors
import Fixes

extension Cause {
  static let parentDeletedMeanwhile = Cause(
    id: "parent_deleted_meanwhile",
    title: "The parent was read, then somebody else deleted it before the child was written",
    rationale: """
      The same request had read the row that the foreign key now misses. Between the two \
      statements another transaction removed it. From the other side it is the same: the children \
      were removed, and a new one came before their parent was gone. Reading the parent with a \
      lock, or treating the violation as "gone", closes the gap.
      """,
    rules: [
      .certain([.foreignKey], .readsParent, .parentIsMissing, .rowIsMissing),
      .likely([.foreignKey], .childrenPointToRow, .removesChildrenFirst),
      .likely(
        [.foreignKey], .inWorker, .enqueuesOnCommit,
        unless: [.childrenPointToRow, .inMigration, .deletesParent, .parentIsThere]),
      .likely(
        [.foreignKey], .readsParent,
        unless: [
          .childrenPointToRow, .inMigration, .inFixture, .inDeletion, .deletesParent, .lookIsStale,
          .looksInOtherDatabase,
        ]),
    ],
    supports: [.parentIsMissing, .writeWaited],
    opposes: [.parentIsThere],
    remedies: [.lockParent, .translateViolation],
    examples: [
      .matches(
        "read, then gone",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [
          #"SELECT "id" FROM "device" WHERE "device"."id" = %s LIMIT 21"#,
          #"INSERT INTO "loan" ("device_id") VALUES (%s)"#,
        ]),
      .matches(
        "read with a join of its own",
        #"insert or update on table "note" violates foreign key constraint "note_post_id_fkey""#
          + "\nDETAIL:  Key (post_id)=(4) is not present in table \"post\".",
        statements: [
          #"SELECT "post"."id" FROM "post" WHERE "post"."id" = %s"#,
          #"INSERT INTO "note" ("post_id", "text") VALUES (%s, %s)"#,
        ]),
      .matches(
        "a job that was handed over when the parent was committed",
        #"insert or update on table "note" violates foreign key constraint "note_post_id_fkey""#
          + "\nDETAIL:  Key (post_id)=(4) is not present in table \"post\".",
        through: ["celery/app/trace.py"], seen: [.enqueuesOnCommit]),
      .matches(
        "a child that came behind the removal of the others",
        #"update or delete on table "post" violates foreign key constraint "note_post_id_fkey" "#
          + #"on table "note""#
          + "\nDETAIL:  Key (id)=(4) is still referenced from table \"note\".",
        seen: [.removesChildrenFirst]),
      .rejects(
        "children that nobody removed",
        #"update or delete on table "post" violates foreign key constraint "note_post_id_fkey" "#
          + #"on table "note""# + "\nDETAIL:  Key (id)=(4) is still referenced from table \"note\"."
      ),
      .rejects(
        "the parent was not read",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [#"INSERT INTO "loan" ("device_id") VALUES (%s)"#]),
      .rejects(
        "another table was read",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [
          #"SELECT "id" FROM "member" WHERE "member"."id" = %s LIMIT 21"#,
          #"INSERT INTO "loan" ("device_id") VALUES (%s)"#,
        ]),
    ]
  )
}
