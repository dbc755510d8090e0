extension Cause {
  static let expectedNoise = Cause(
    id: "expected_noise",
    title: "The violation was caught, and only a log line is visible",
    rationale: """
      The application caught the error and logged it. Whether it went on as it should, for example \
      with the row that was there already, the log line does not say: this is a possibility to \
      look at, not a conclusion.
      """,
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
  ) { evidence in
    guard evidence.context.isOnlyLogged else { return .silent }
    return .finding(
      Finding(
        cause: "expected_noise", strength: .possible,
        grounds: Fact("The error was caught and logged", at: "exception mechanism"),
        [evidence.messageFact]))
  }
}
