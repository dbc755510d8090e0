extension Cause {
  static let testIsolation = Cause(
    id: "test_isolation",
    title: "A test meets rows of its own set-up or of another test",
    rationale: """
      The stack trace belongs to a test run: a factory repeats a value, fixtures overlap, or \
      tests share a database. Only if the test is about this rule does it show a fault of the \
      product.
      """,
    rules: [.likely(.any, .inTest)],
    examples: [
      .matches(
        "Django's test case", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("email") VALUES (%s)"#],
        through: ["unittest/case.py", "django/test/testcases.py"]),
      .matches(
        "pytest", "NOT NULL constraint failed: member.email", through: ["_pytest/runner.py"]),
      .rejects(
        "a request", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("email") VALUES (%s)"#]),
      .rejects("a bare message", "UNIQUE constraint failed: member.email"),
    ]
  )
}
