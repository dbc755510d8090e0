import Fixes

extension Cause {
  static let sequenceOutOfSync = Cause(
    id: "sequence_out_of_sync",
    title: "The generator of the key lags behind rows that were written with explicit ids",
    rationale: """
      The database itself made the key that is taken: the INSERT does not list it. That happens \
      after a restore, a COPY or an import with ids, when the sequence was not set to the largest \
      one. Every attempt takes the next number, so the failures climb by one and end by \
      themselves.
      """,
    rules: [
      .certain(.keys, .generatorIsBehind, .keyIsIdentity),
      .certain(.keys, .keyIsGenerated, .keysRiseByOne, unless: exhausted),
      .likely(.keys, .keyIsGenerated, unless: exhausted + [.inFixture]),
      .likely(.keys, .keysRiseByOne, .keyIsIdentity, unless: exhausted + [.keyIsGivenByWrite]),
      .possible(
        .keys, .keyIsIdentity, .keyIsWholeNumber,
        unless: exhausted + [.keyIsGivenByWrite, .inFixture, .inMigration] + Sign.looksAtKey),
    ],
    supports: [.keyIsGenerated, .keysRiseByOne],
    dismissals: [
      .when(
        .keyIsGivenByWrite, of: .keys,
        "The statement itself gives the key, so no sequence made it.")
    ],
    remedies: [.resetSequence],
    examples: [
      .matches(
        "the id is not in the INSERT",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(3) already exists.",
        statements: [#"INSERT INTO "member" ("name") VALUES (%s) RETURNING "member"."id""#]),
      .matches(
        "with a look-up of something else before",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(12) already exists.",
        statements: [
          #"SELECT COUNT(*) AS "__count" FROM "member" WHERE "member"."name" = %s"#,
          #"INSERT INTO "member" ("name") VALUES (%s) RETURNING "member"."id""#,
        ]),
      .rejects(
        "the id was given",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(3) already exists.",
        statements: [#"INSERT INTO "member" ("id", "name") VALUES (%s, %s)"#]),
      .rejects(
        "another key", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("name", "email") VALUES (%s, %s)"#]),
    ]
  )

  private static let exhausted: [Sign] = [.keyIsLargestNumber, .keyIsZero, .generatorIsExhausted]
}
