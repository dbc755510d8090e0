import DatabaseErrors
import Fixes

extension Cause {
  static let normalizationMismatch = Cause(
    id: "normalization_mismatch",
    title: "Look-up and key disagree about case, blanks or the empty value",
    rationale: """
      The check compares exactly while the key folds case or blanks, so a row that is equal to \
      the database is different to the code; or an empty text is stored where no value was meant, \
      and the second empty one collides. Repeating the request fails again.
      """,
    rules: [
      .likely([.unique], .lookComparesExactly),
      .likely([.unique], .keyIsBlank, unless: [.inMigration, .inFixture]),
      .likely([.unique], .foldsOnOneSide, unless: [.nobodyLooked]),
      .likely([.multipleObjectsReturned], .lookFolds, unless: [.queryJoins]),
      .likely([.unique], .looksForOtherForm),
      .likely([.unique], .valueIsSentUntidily, .looksForKey),
      .likely([.unique], .valueIsSentDifferently, unless: [.nobodyLooked, .looksForKey]),
      .possible([.unique], .valueIsSentDifferently, .looksForKey),
    ],
    supports: [.keyFolds, .valueIsSentDifferently],
    remedies: [.normalize, .translateViolation],
    examples: [
      .matches(
        "the key folds case, the look-up does not",
        #"duplicate key value violates unique constraint "tag_name_ci""#
          + "\nDETAIL:  Key (upper(name::text))=(BLUE) already exists.",
        statements: [
          #"SELECT COUNT(*) AS "__count" FROM "tag" WHERE "tag"."name" = %s"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .matches(
        "an empty text in a unique column",
        #"duplicate key value violates unique constraint "member_phone_key""#
          + "\nDETAIL:  Key (phone)=() already exists.",
        statements: [#"INSERT INTO "member" ("phone") VALUES (%s)"#]),
      .rejects(
        "both fold",
        #"duplicate key value violates unique constraint "tag_name_ci""#
          + "\nDETAIL:  Key (upper(name::text))=(BLUE) already exists.",
        statements: [
          #"SELECT 1 FROM "tag" WHERE UPPER("tag"."name") = UPPER(%s) LIMIT 1"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .rejects(
        "a plain key",
        #"duplicate key value violates unique constraint "tag_name_key""#
          + "\nDETAIL:  Key (name)=(Blue) already exists.",
        statements: [
          #"SELECT 1 FROM "tag" WHERE "tag"."name" = %s LIMIT 1"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
    ]
  )
}
