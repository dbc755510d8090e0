extension Dialect {
  static let nullMessages: [Message] = [
    Message(
      .notNull, code: "23502",
      #"null value in column "{column}" of relation "{table}" violates not-null constraint"#,
      origin: "13 and later, src/backend/executor/execMain.c",
      examples: [
        Example(
          """
          null value in column "name" of relation "boats" violates not-null constraint
          DETAIL:  Failing row contains (4, null, K-17).
          """,
          yields: ConstraintViolation(
            kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "boats",
            columns: ["name"]))
      ]),
    Message(
      .notNull, code: "23502", #"null value in column "{column}" violates not-null constraint"#,
      origin: "before 13",
      examples: [
        Example(
          #"null value in column "name" violates not-null constraint"#,
          yields: ConstraintViolation(
            kind: .notNull, dbms: .postgreSQL, sqlState: "23502", columns: ["name"]))
      ]),
    Message(
      .notNull, code: "23502", #"column "{column}" of relation "{table}" contains null values"#,
      origin: "13 and later, SET NOT NULL",
      examples: [
        Example(
          #"column "name" of relation "boats" contains null values"#,
          yields: ConstraintViolation(
            kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "boats",
            columns: ["name"]))
      ]),
    Message(
      .notNull, code: "23502", #"column "{column}" of table "{table}" contains null values"#,
      origin: "ALTER DOMAIN, src/backend/commands/typecmds.c"),
    Message(
      .notNull, code: "23502", #"column "{column}" contains null values"#, origin: "before 13"),
    Message(
      .notNull, code: "23502", "domain {domain} does not allow null values",
      origin: "src/backend/utils/adt/domains.c"),
  ]

  static let checkMessages: [Message] = [
    Message(
      .check, code: "23514",
      #"new row for relation "{table}" violates check constraint "{constraint}""#,
      origin: "src/backend/executor/execMain.c",
      examples: [
        Example(
          """
          new row for relation "boats" violates check constraint "boats_length_check"
          DETAIL:  Failing row contains (4, Ada, -3).
          """,
          yields: ConstraintViolation(
            kind: .check, dbms: .postgreSQL, sqlState: "23514", constraint: "boats_length_check",
            table: "boats"
          ).inferring(columns: ["length"]))
      ]),
    Message(
      .check, code: "23514",
      #"value for domain {domain} violates check constraint "{constraint}""#,
      origin: "src/backend/utils/adt/domains.c",
      examples: [
        Example(
          #"value for domain sail_number violates check constraint "sail_number_check""#,
          yields: ConstraintViolation(
            kind: .check, dbms: .postgreSQL, sqlState: "23514", constraint: "sail_number_check"))
      ]),
    Message(
      .check, code: "23514",
      #"check constraint "{constraint}" of relation "{table}" is violated by some row"#,
      origin: "13 and later"),
    Message(
      .check, code: "23514", #"check constraint "{constraint}" is violated by some row"#,
      origin: "before 13"),
    Message(
      .check, code: "23514",
      #"column "{column}" of table "{table}" contains values that "#
        + "violate the new constraint",
      origin: "ALTER DOMAIN, src/backend/commands/typecmds.c"),
    Message(
      .check, code: "23514", #"no partition of relation "{table}" found for row"#,
      origin: "10 and later, src/backend/executor/execPartition.c",
      examples: [
        Example(
          """
          no partition of relation "logs" found for row
          DETAIL:  Partition key of the failing row contains (day) = (2031-05-01).
          """,
          yields: ConstraintViolation(
            kind: .check, dbms: .postgreSQL, sqlState: "23514", table: "logs", columns: ["day"],
            values: ["2031-05-01"]))
      ]),
    Message(
      .check, code: "23514", #"new row for relation "{table}" violates partition constraint"#,
      origin: "10 and later"),
    Message(
      .check, code: "23514", #"partition constraint of relation "{table}" is violated by some row"#,
      origin: "13 and later, ATTACH PARTITION"),
    Message(
      .check, code: "23514", "partition constraint is violated by some row", origin: "10 to 12"),
    Message(
      .check, code: "23514",
      #"updated partition constraint for default partition "{table}" "#
        + "would be violated by some row",
      origin: "13 and later"),
    Message(
      .check, code: "23514",
      "updated partition constraint for default partition would be violated by some row",
      origin: "11 and 12"),
    Message(
      .check, code: "44000", #"new row violates check option for view "{table}""#,
      origin: "src/backend/executor/execMain.c",
      examples: [
        Example(
          """
          new row violates check option for view "long_boats"
          DETAIL:  Failing row contains (4, Ada, 3).
          """,
          yields: ConstraintViolation(
            kind: .check, dbms: .postgreSQL, sqlState: "44000", table: "long_boats"))
      ]),
    Message(
      .check, code: "44000", #"new row violates WITH CHECK OPTION for view "{table}""#,
      origin: "9.4"),
  ]
}
