extension Dialect {
  /// PostgreSQL 9.2 to 18, in English; other languages are in `PostgreSQL+Translations.swift`.
  public static let postgreSQL = Dialect(
    name: "PostgreSQL", dbms: .postgreSQL, messages: englishMessages + translatedMessages,
    details: englishDetails + translatedDetails,
    conditions: postgreSQLConditions, hasLabelledLines: true, nearMisses: postgreSQLNearMisses)

  private static let englishMessages: [Message] = [
    Message(
      .unique, code: "23505",
      #"duplicate key value violates unique constraint "{constraint}""#,
      origin: "src/backend/access/nbtree/nbtinsert.c",
      examples: [
        Example(
          #"duplicate key value violates unique constraint "boats_sail_no_key""#,
          yields: ConstraintViolation(
            kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key")),
        Example(
          """
          duplicate key value violates unique constraint "uq_berth"
          DETAIL:  Key (pier_id, "berthNo")=(3, 12) already exists.
          """,
          yields: ConstraintViolation(
            kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq_berth",
            columns: ["pier_id", "berthNo"], values: ["3", "12"])),
      ]),
    Message(
      .couldNotCreateUniqueIndex, code: "23505", #"could not create unique index "{constraint}""#,
      origin: "src/backend/utils/sort/tuplesortvariants.c",
      examples: [
        Example(
          """
          could not create unique index "boats_sail_no_key"
          DETAIL:  Key (sail_no)=(K-17) is duplicated.
          """,
          yields: ConstraintViolation(
            kind: .couldNotCreateUniqueIndex, dbms: .postgreSQL, sqlState: "23505",
            constraint: "boats_sail_no_key", columns: ["sail_no"], values: ["K-17"]))
      ]),
    Message(
      .foreignKey, code: "23503", side: .child,
      #"insert or update on table "{table}" violates foreign key constraint "{constraint}""#,
      origin: "src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          insert or update on table "berths" violates foreign key constraint "fk_pier"
          DETAIL:  Key (pier_id)=(99) is not present in table "piers".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_pier",
            table: "berths", columns: ["pier_id"], values: ["99"], referencedTable: "piers",
            side: .child))
      ]),
    Message(
      .foreignKey, code: "23503", side: .parent,
      #"update or delete on table "{parent}" violates foreign key constraint "{constraint}" "#
        + #"on table "{table}""#,
      origin: "src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          update or delete on table "piers" violates foreign key constraint "fk_pier" on table "berths"
          DETAIL:  Key (id)=(3) is still referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_pier",
            table: "berths", values: ["3"], referencedTable: "piers", referencedColumns: ["id"],
            side: .parent))
      ]),
    Message(
      .foreignKey, code: "23001", side: .parent,
      #"update or delete on table "{parent}" violates RESTRICT setting of foreign key constraint "#
        + #""{constraint}" on table "{table}""#,
      origin: "18, src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          update or delete on table "piers" violates RESTRICT setting of foreign key constraint \
          "fk_pier" on table "berths"
          DETAIL:  Key (id)=(3) is referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23001", constraint: "fk_pier",
            table: "berths", values: ["3"], referencedTable: "piers", referencedColumns: ["id"],
            side: .parent))
      ]),
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
      .notNull, code: "23502", #"column "{column}" contains null values"#, origin: "before 13"),
    Message(.notNull, code: "23502", "domain {domain} does not allow null values"),
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
    Message(.check, code: "23514", #"no partition of relation "{table}" found for row"#),
    Message(
      .exclusion, code: "23P01",
      #"conflicting key value violates exclusion constraint "{constraint}""#,
      origin: "src/backend/executor/execIndexing.c",
      examples: [
        Example(
          """
          conflicting key value violates exclusion constraint "no_overlap"
          DETAIL:  Key (berth_id, stay)=(7, [2031-05-01,2031-05-08)) conflicts with existing key \
          (berth_id, stay)=(7, [2031-05-03,2031-05-04)).
          """,
          yields: ConstraintViolation(
            kind: .exclusion, dbms: .postgreSQL, sqlState: "23P01", constraint: "no_overlap",
            columns: ["berth_id", "stay"], values: ["7", "[2031-05-01,2031-05-08)"]))
      ]),
    Message(
      .exclusion, code: "23P01", #"could not create exclusion constraint "{constraint}""#),
    Message(.check, code: "44000", #"new row violates check option for view "{table}""#),
    Message(.length, code: "22001", "value too long for type {type}"),
    Message(.outOfRange, code: "22003", "integer out of range"),
    Message(.outOfRange, code: "22003", "bigint out of range"),
    Message(.outOfRange, code: "22003", "smallint out of range"),
    Message(.outOfRange, code: "22003", #"value "{value}" is out of range for type {type}"#),
    Message(.outOfRange, code: "22003", "numeric field overflow"),
    Message(.invalidValue, code: "22P02", #"invalid input value for enum {domain}: "{value}""#),
    Message(.invalidValue, code: "22P02", #"invalid input syntax for type {type}: "{value}""#),
    Message(
      .invalidValue, code: "22P02", #"invalid input syntax for {type}: "{value}""#,
      origin: "before 12"),
    Message(
      .noUniqueForOnConflict, code: "42P10",
      "there is no unique or exclusion constraint matching the ON CONFLICT specification"),
    Message(
      .unique, code: "21000", "ON CONFLICT DO UPDATE command cannot affect row a second time"),
    Message(
      .transactionAborted, code: "25P02",
      "current transaction is aborted, commands ignored until end of transaction block"),
    Message(
      .serializationFailure, code: "40001", "could not serialize access due to {_} update"),
    Message(
      .serializationFailure, code: "40001", "could not serialize access due to {_} delete"),
    Message(
      .serializationFailure, code: "40001",
      "could not serialize access due to read/write dependencies among transactions"),
    Message(.deadlock, code: "40P01", "deadlock detected"),
    Message(.lockTimeout, code: "55P03", "canceling statement due to lock timeout"),
    Message(.lockTimeout, code: "55P03", #"could not obtain lock on row in relation "{table}""#),
    Message(.lockTimeout, code: "55P03", #"could not obtain lock on relation "{table}""#),
  ]

  private static let englishDetails: [Message] = [
    Message(.unique, "Key ({columns})=({values}) already exists."),
    Message(.unique, "Key ({columns})=({values}) is duplicated."),
    Message(.foreignKey, #"Key ({columns})=({values}) is not present in table "{parent}"."#),
    Message(
      .foreignKey, #"Key ({parent columns})=({values}) is still referenced from table "{_}"."#),
    Message(.foreignKey, #"Key ({parent columns})=({values}) is referenced from table "{_}"."#),
    Message(.foreignKey, #"Key is not present in table "{parent}"."#),
    Message(
      .exclusion, "Key ({columns})=({values}) conflicts with existing key ({_})=({rest})."),
    Message(.exclusion, "Key ({columns})=({values}) conflicts with key ({_})=({rest})."),
    Message(.check, "Partition key of the failing row contains ({columns}) = ({values})."),
  ]

  /// Codes are exact here: one means one kind of failure, whatever the words say.
  private static let postgreSQLConditions: [Condition] = [
    Condition("23505", .unique, .primaryKey, .couldNotCreateUniqueIndex, name: "unique_violation"),
    Condition("23503", .foreignKey, name: "foreign_key_violation"),
    Condition("23001", .foreignKey, name: "restrict_violation"),
    Condition("23502", .notNull, name: "not_null_violation"),
    Condition("23514", .check, name: "check_violation"),
    Condition("23P01", .exclusion, name: "exclusion_violation"),
    Condition("23000", .constraintUnspecified, name: "integrity_constraint_violation"),
    Condition("44000", .check, name: "with_check_option_violation"),
    Condition("22001", .length, name: "string_data_right_truncation"),
    Condition("22003", .outOfRange, name: "numeric_value_out_of_range"),
    Condition("22P02", .invalidValue, name: "invalid_text_representation"),
    Condition("22007", .invalidValue, name: "invalid_datetime_format"),
    Condition("22008", .outOfRange, name: "datetime_field_overflow"),
    Condition("25P02", .transactionAborted, name: "in_failed_sql_transaction"),
    Condition("40001", .serializationFailure, name: "serialization_failure"),
    Condition("40P01", .deadlock, name: "deadlock_detected"),
    Condition("55P03", .lockTimeout, name: "lock_not_available"),
  ]

  private static let postgreSQLNearMisses: [Example] = [
    .nearMiss(#"relation "boats_sail_no_key" already exists"#),
    .nearMiss(#"there is no unique constraint matching given keys for referenced table "piers""#),
    .nearMiss(#"syntax error at or near "UNIQUE""#),
    .nearMiss(#"cannot drop table piers because other objects depend on it"#),
    .nearMiss(#"column "name" of relation "boats" does not exist"#),
    .nearMiss("list index out of range"),
    .nearMiss(
      #"duplicate key value violates unique constraint "boats_sail_no_key""#, type: "ValueError"),
  ]
}
