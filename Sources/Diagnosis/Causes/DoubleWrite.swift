import Fixes

extension Cause {
  static let doubleWrite = Cause(
    id: "double_write",
    title: "One request writes the row twice",
    rationale: """
      A signal's handler or callback writes the row, and so does the code beside it. No second \
      request is needed: the first INSERT of this very request holds the key that the second one \
      wants.
      """,
    rules: [
      .certain(.keys, .wroteKeyBefore, unless: [.batchRepeatsKey, .listRepeatsKey]),
      .likely(.keys, .wroteTableBefore, .inCallback, unless: [.writesManyRows]),
      .likely(.keys, .wroteTableBefore, .ownerOfKeyIsNew, unless: [.writesManyRows]),
      .likely(.keys, .pathWritesTwice, .inCallback),
      .likely(.keys, .keyHoldsNewRow, unless: [.writesManyRows]),
      .likely(
        .keys, .pathWritesTwice,
        unless: Sign.looksAtKey + [.writesManyRows, .valueIsSent, .othersMetOnKey]),
      .possible(.keys, .wroteTableBefore, .valueIsNotSent, unless: [.writesManyRows]),
    ],
    supports: [.wroteTableBefore, .inCallback],
    remedies: [.insertOrRead],
    examples: [
      .matches(
        "a signal's handler and the view", "UNIQUE constraint failed: profile.user_id",
        statements: [
          #"INSERT INTO "user" ("name") VALUES (%s)"#,
          #"INSERT INTO "profile" ("user_id") VALUES (%s)"#,
          #"INSERT INTO "profile" ("user_id") VALUES (%s)"#,
        ], through: ["django/dispatch/dispatcher.py send"]),
      .matches(
        "two handlers", "UNIQUE constraint failed: cart.user_id",
        statements: [
          #"INSERT INTO "cart" ("user_id") VALUES (%s)"#,
          #"INSERT INTO "cart" ("user_id") VALUES (%s)"#,
        ], through: ["django/dispatch/dispatcher.py send"]),
      .matches(
        "both rows are of an owner that the request has just made",
        "UNIQUE constraint failed: badge.sailor_id",
        statements: [
          #"INSERT INTO "sailor" ("name") VALUES (%s)"#,
          #"INSERT INTO "badge" ("sailor_id") VALUES (%s)"#,
          #"INSERT INTO "badge" ("sailor_id") VALUES (%s)"#,
        ]),
      .rejects(
        "a second owner was made in between", "UNIQUE constraint failed: badge.sailor_id",
        statements: [
          #"INSERT INTO "sailor" ("name") VALUES (%s)"#,
          #"INSERT INTO "badge" ("sailor_id") VALUES (%s)"#,
          #"INSERT INTO "sailor" ("name") VALUES (%s)"#,
          #"INSERT INTO "badge" ("sailor_id") VALUES (%s)"#,
        ]),
      .rejects(
        "no handler is on the stack", "UNIQUE constraint failed: tag.name",
        statements: [
          #"INSERT INTO "tag" ("name") VALUES (%s)"#, #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .rejects(
        "one write only", "UNIQUE constraint failed: profile.user_id",
        statements: [#"INSERT INTO "profile" ("user_id") VALUES (%s)"#],
        through: ["django/dispatch/dispatcher.py send"]),
    ]
  )
}
