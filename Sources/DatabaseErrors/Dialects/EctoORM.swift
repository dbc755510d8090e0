extension Dialect {
  /// What Ecto says in its own name: a constraint that the changeset did not declare. Of the lists
  /// that follow only the first one tells what failed.
  public static let ectoORM = Dialect(
    name: "Ecto", dbms: nil, messages: ectoMessages,
    nearMisses: [
      .nearMiss("attempted to insert a stale struct:\n\n%Boat{id: 1}", type: "StaleEntryError"),
      .nearMiss("constraint error when attempting to insert a coin"),
    ])

  private static let ectoMessages: [Message] =
    constraintMessages + [
      Message(
        .multipleObjectsReturned, "expected at most one result but got {number} in query:{rest}",
        origin: "ecto lib/ecto/exceptions.ex",
        examples: [
          Example(
            "expected at most one result but got 2 in query:\n\nfrom b0 in Boat,\n  where: b0.no == "
              + "^\"K-17\"\n", type: "MultipleResultsError", module: "Ecto",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
      Message(
        .appValidation, "could not perform {_} because changeset is invalid.{rest}",
        origin: "ecto lib/ecto/exceptions.ex",
        examples: [
          Example(
            "could not perform insert because changeset is invalid.\n\nErrors\n\n    %{no: [{\"can't "
              + "be blank\", [validation: :required]}]}\n", type: "InvalidChangesetError",
            module: "Ecto", yields: ConstraintViolation(kind: .appValidation))
        ]),
    ]

  /// Ecto 3.12 quotes the name, before it stood alone; Ecto 2 put the type in front.
  private static let constraintMessages: [Message] = [
    (Message.Kind.unique, "unique"), (.foreignKey, "foreign_key"), (.check, "check"),
    (.exclusion, "exclusion"),
  ].flatMap { kind, word in
    ["insert", "update", "delete"].flatMap { action -> [Message] in
      let head = "constraint error when attempting to \(action) struct:\n\n    * "
      let texts = [
        "nil (\(word)_constraint){rest}", "\"{constraint}\" (\(word)_constraint){rest}",
        "{constraint} (\(word)_constraint){rest}", "\(word): {constraint}\n{rest}",
        "\(word): {constraint}",
      ]
      return texts.enumerated().map { number, text in
        Message(
          kind, head + text, origin: "ecto lib/ecto/exceptions.ex",
          examples: number == 1 && action == "insert" && kind == .unique
            ? [
              Example(
                """
                constraint error when attempting to insert struct:

                    * "boats_sail_no_index" (unique_constraint)

                If you would like to stop this constraint violation from raising an
                exception and instead add it as an error to your changeset, please
                call `unique_constraint/3` on your changeset with the constraint
                `:name` as an option.

                The changeset defined the following constraints:

                    * "boats_pier_id_fkey" (foreign_key_constraint)
                """, type: "ConstraintError", module: "Ecto",
                yields: ConstraintViolation(kind: .unique, constraint: "boats_sail_no_index"))
            ] : [])
      }
    }
  }
}
