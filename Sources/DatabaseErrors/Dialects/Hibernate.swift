extension Dialect {
  /// Hibernate, Spring and MyBatis where they speak in their own name, above any database.
  public static let hibernate = Dialect(
    name: "Hibernate", dbms: nil, messages: constraintMessages + refusals + manyRows,
    nearMisses: hibernateNearMisses)

  /// Only the constraint's name is told; the driver's text is in the link below.
  private static let constraintMessages: [Message] =
    ["could not execute statement", "could not execute batch"].flatMap { start -> [Message] in
      [
        // Of H2 the whole rest of the sentence is taken for the name.
        Message(
          .unique, code: "23505", dbms: .h2,
          start + #"; SQL [{statement}]; constraint ["{index entry}"; SQL statement:{rest}]]"#),
        Message(
          .unique, code: "23505", dbms: .h2,
          start + #"; SQL [{statement}]; constraint ["{index entry}"; SQL statement:"#,
          origin: "the first line alone"),
        Message(.constraintUnspecified, start + "; SQL [{statement}]; constraint [null]"),
        Message(
          .constraintUnspecified, start + "; SQL [{statement}]; constraint [{constraint path}]"),
      ]
    } + [
      Message(
        .constraintUnspecified,
        "could not execute statement; constraint [{constraint path}]",
        examples: [
          Example(
            "could not execute statement; SQL [n/a]; constraint [uq_sail_no]; nested exception is "
              + "org.hibernate.exception.ConstraintViolationException: could not execute statement",
            type: "DataIntegrityViolationException", module: "org.springframework.dao",
            yields: ConstraintViolation(kind: .constraintUnspecified, constraint: "uq_sail_no")),
          Example(
            "could not execute statement; SQL [n/a]; constraint [boats.uq_sail_no]",
            yields: ConstraintViolation(
              kind: .constraintUnspecified, constraint: "uq_sail_no", table: "boats")),
          Example(
            #"could not execute statement; SQL [n/a]; constraint ["PUBLIC.UQ_INDEX_3 ON "#
              + #"PUBLIC.BOATS(SAIL_NO) VALUES ('K-17', 1)"; SQL statement: insert into boats "#
              + "(sail_no) values (?) [23505-200]]",
            yields: ConstraintViolation(
              kind: .unique, dbms: .h2, sqlState: "23505", constraint: "UQ_INDEX_3",
              schema: "PUBLIC", table: "BOATS", columns: ["SAIL_NO"], values: ["K-17"])),
        ])
    ]

  /// Hibernate looks for missing values before it asks the database.
  private static let refusals: [Message] = ["value : ", "value: "].map { value in
    Message(
      .appValidation,
      "not-null property references a null or transient \(value){property path}",
      examples: [
        Example(
          "not-null property references a null or transient \(value)com.harbour.Boat.name",
          type: "PropertyValueException", module: "org.hibernate",
          yields: ConstraintViolation(kind: .appValidation, columns: ["name"]))
      ])
  }

  private static let manyRows: [Message] = [
    "query did not return a unique result: {count}",
    "query did not return a unique result: {count} results were returned",
    "result returns more than one elements",
    "More than one row with the given identifier was found: {rest}",
    "Incorrect result size: expected 1, actual {count}",
    "Expected one result (or null) to be returned by selectOne(), but found: {count}",
    "More than one result was returned from Query.getSingleResult()",
    "Cursor returned more than one result",
    "Query [{rest}] returned non unique result.",
    "Query [{rest}] returned non unique result",
  ].map { wording in
    Message(
      .multipleObjectsReturned, wording,
      examples: wording.hasSuffix("{count}")
        ? [
          Example(
            wording.replacing("{count}", with: "2"),
            yields: ConstraintViolation(kind: .multipleObjectsReturned)),
          .nearMiss(wording.replacing("{count}", with: "0")),
        ] : [])
  }

  private static let hibernateNearMisses: [Example] = [
    .nearMiss("could not execute statement; SQL [n/a]; nested exception is a matter of taste"),
    .nearMiss(
      "Batch update returned unexpected row count from update [0]; actual row count: 0; expected: 1",
      type: "StaleStateException", module: "org.hibernate"),
    .nearMiss(
      "object references an unsaved transient instance - save the transient instance before "
        + "flushing: com.harbour.Pier", type: "TransientObjectException", module: "org.hibernate"),
    .nearMiss(
      "Transaction silently rolled back because it has been marked as rollback-only",
      type: "UnexpectedRollbackException", module: "org.springframework.transaction"),
  ]
}
