extension Dialect {
  /// PostgreSQL 9.2 to 18 in English and in the languages of `Translation.postgreSQL`.
  public static let postgreSQL = Dialect(
    name: "PostgreSQL", dbms: .postgreSQL,
    // Its relatives are reached through its drivers: their own words tell them apart.
    messages: cockroachDBMessages + yugabyteDBMessages + postgreSQLMessages
      + Translation.postgreSQL.flatMap { $0.messages(of: postgreSQLMessages) },
    details: postgreSQLDetails
      + Translation.postgreSQL.flatMap { $0.messages(of: postgreSQLDetails) },
    contexts: postgreSQLContexts
      + Translation.postgreSQL.flatMap { $0.messages(of: postgreSQLContexts) },
    conditions: postgreSQLConditions, routines: postgreSQLRoutines, hasLabelledLines: true,
    nearMisses: postgreSQLNearMisses)

  static let postgreSQLMessages =
    keyMessages + nullMessages + checkMessages + valueMessages + transactionMessages

  /// Codes are exact here: one means one kind of failure, whatever the words say.
  static let postgreSQLConditions: [Condition] = [
    Condition("23505", .unique, .primaryKey, .couldNotCreateUniqueIndex, name: "unique_violation"),
    Condition("23503", .foreignKey, name: "foreign_key_violation"),
    Condition("23001", .foreignKey, name: "restrict_violation"),
    Condition("23502", .notNull, name: "not_null_violation"),
    Condition("23514", .check, name: "check_violation"),
    Condition("23P01", .exclusion, name: "exclusion_violation"),
    Condition("23000", .constraintUnspecified, name: "integrity_constraint_violation"),
    Condition("44000", .check, name: "with_check_option_violation"),
    Condition("22001", .length, name: "string_data_right_truncation"),
    Condition("22026", .length, name: "string_data_length_mismatch"),
    Condition("22003", .outOfRange, name: "numeric_value_out_of_range"),
    Condition("2200H", .outOfRange, name: "sequence_generator_limit_exceeded"),
    Condition("22P02", .invalidValue, name: "invalid_text_representation"),
    Condition("22007", .invalidValue, name: "invalid_datetime_format"),
    Condition("22008", .outOfRange, name: "datetime_field_overflow"),
    Condition("25P02", .transactionAborted, name: "in_failed_sql_transaction"),
    Condition("40001", .serializationFailure, name: "serialization_failure"),
    Condition("40P01", .deadlock, name: "deadlock_detected"),
    Condition("55P03", .lockTimeout, name: "lock_not_available"),
    // What a function raises in its own words is no failure of the server's.
    Condition("P0001", name: "raise_exception"),
  ]

  /// The functions of the server that report a failure; `LOCATION:` and the field `routine` tell
  /// them in every language.
  static let postgreSQLRoutines: [String: ConstraintViolation.Kind] = [
    "_bt_check_unique": .unique, "comparetup_index_btree": .couldNotCreateUniqueIndex,
    "comparetup_index_btree_check_unique": .couldNotCreateUniqueIndex,
    "comparetup_index_btree_tiebreak": .couldNotCreateUniqueIndex,
    "ri_ReportViolation": .foreignKey, "RI_PartitionRemove_Check": .foreignKey,
    "check_exclusion_or_unique_constraint": .exclusion, "ReportNotNullViolationError": .notNull,
    "ExecPartitionCheckEmitError": .check, "ExecFindPartition": .check, "varchar": .length,
    "bpchar": .length, "varchar_input": .length, "bpchar_input": .length, "enum_in": .invalidValue,
    "DeadLockReport": .deadlock,
  ]

  private static let postgreSQLNearMisses: [Example] = [
    .nearMiss(#"relation "boats_sail_no_key" already exists"#),
    .nearMiss(#"there is no unique constraint matching given keys for referenced table "piers""#),
    .nearMiss(#"syntax error at or near "UNIQUE""#),
    .nearMiss(#"cannot drop table piers because other objects depend on it"#),
    .nearMiss(#"column "name" of relation "boats" does not exist"#),
    .nearMiss(#"constraint "boats_sail_no_key" for relation "boats" already exists"#),
    .nearMiss(#"foreign key constraint "berths_pier_id_fkey" cannot be implemented"#),
    .nearMiss(#"new row violates row-level security policy for table "boats""#),
    .nearMiss(#"conflict detected on relation "harbour.boats": conflict=update_missing"#),
    .nearMiss("canceling statement due to statement timeout"),
    .nearMiss("list index out of range"),
    .nearMiss(
      #"duplicate key value violates unique constraint "boats_sail_no_key""#, type: "ValueError"),
  ]
}

extension Translation {
  /// In the order of trial.
  static let postgreSQL: [Translation] = [
    .german, .french, .spanish, .portuguese, .italian, .russian, .ukrainian, .polish, .czech,
    .turkish, .swedish, .greek, .georgian, .japanese, .chinese, .korean,
  ]
}
