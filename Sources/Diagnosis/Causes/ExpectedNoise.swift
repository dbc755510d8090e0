extension Cause {
  static let expectedNoise = Cause(
    id: "expected_noise",
    title: "The violation was caught, and only a log line is visible",
    rationale: """
      The application caught the error and logged it. Whether it went on as it should, for \
      example with the row that was there already, the log line does not say: this is a \
      possibility to look at, not a conclusion.
      """,
    rules: [
      .likely(.any, .isOnlyLogged, .violationIsExpected),
      .possible(.any, .isOnlyLogged),
    ],
    supports: [.violationIsExpected],
    examples: [
      .matches(
        "a log line without anything else", "NOT NULL constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("email") VALUES (%s)"#], mechanism: "logging",
        isConcluded: false),
      .matches(
        "a log line of a refused key", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("email") VALUES (%s)"#], mechanism: "logging",
        isConcluded: false),
      .rejects(
        "nobody caught it", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("email") VALUES (%s)"#]),
      .rejects("a bare message", "UNIQUE constraint failed: member.email"),
    ]
  )
}
