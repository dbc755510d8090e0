import DatabaseErrors
import Fixes

extension Cause {
  static let taskBeforeCommit = Cause(
    id: "task_before_commit",
    title: "A worker ran before the transaction that fed it had committed",
    rationale: """
      A request writes a row and hands its key to a job, all inside of one transaction. A fast \
      worker starts before the commit and finds no such row: its write refers to a parent that is \
      there a moment later. A second try succeeds.
      """,
    rules: [
      .certain([.foreignKey], .inWorker, .parentIsThere, unless: [.childrenPointToRow]),
      .likely(
        [.foreignKey], .inWorker, .enqueuesBeforeCommit,
        unless: [.childrenPointToRow, .readsParent]),
      .likely([.foreignKey], .enqueuesBeforeCommit, unless: [.childrenPointToRow, .readsParent]),
      .possible(
        [.foreignKey], .inWorker,
        unless: [
          .childrenPointToRow, .sideIsUnknown, .readsParent, .inMigration, .referenceIsBlank,
          .deletesParent, .enqueuesOnCommit,
        ]),
    ],
    supports: [.parentIsThere, .parentWasNotRead],
    opposes: [.parentIsMissing],
    remedies: [.enqueueOnCommit],
    examples: [
      .matches(
        "the job is handed over inside of the transaction",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\".",
        through: ["celery/app/trace.py"], seen: [.enqueuesBeforeCommit]),
      .matches(
        "the parent is there when one looks again",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\".",
        through: ["celery/app/trace.py"], seen: [.parentIsThere]),
      .rejects(
        "the job is handed over at the commit",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\".",
        through: ["celery/app/trace.py"], seen: [.enqueuesOnCommit]),
      .rejects(
        "no worker",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\"."),
      .rejects(
        "a worker that had read the parent",
        #"insert or update on table "berth" violates foreign key constraint "berth_pier_id_fkey""#
          + "\nDETAIL:  Key (pier_id)=(7) is not present in table \"pier\".",
        statements: [
          #"SELECT "id" FROM "pier" WHERE "id" = %s"#,
          #"INSERT INTO "berth" ("pier_id") VALUES (%s)"#,
        ], through: ["celery/app/trace.py"]),
    ]
  )
}
