extension Cause {
  static let undetermined = Cause(
    id: "undetermined",
    title: "The evidence at hand does not decide",
    rationale: """
      Several causes explain what was seen, or too little was seen. A wrong answer costs more \
      than none, so the report lists what would settle it instead.
      """,
    rules: [],
    examples: [
      .matches("a bare message", "UNIQUE constraint failed: accounts_user.email"),
      .matches(
        "a bare message of PostgreSQL",
        #"duplicate key value violates unique constraint "accounts_user_email_key""#),
      .rejects(
        "statements decide", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#]),
      .rejects(
        "the side of a foreign key decides",
        #"update or delete on table "ward" violates foreign key constraint "#
          + #""patient_ward_id_fkey" on table "patient""#
          + "\nDETAIL:  Key (id)=(1) is still referenced from table \"patient\"."),
    ]
  )
}
