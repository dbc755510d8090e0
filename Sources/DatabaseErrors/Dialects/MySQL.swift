extension Dialect {
  /// MySQL 5 to 9. Where the text does not tell MariaDB or TiDB apart, `mysql` stands for the
  /// family.
  public static let mySQL = Dialect(
    name: "MySQL", dbms: .mySQL,
    messages: mySQLKeyMessages + mySQLForeignKeyMessages + mySQLValueMessages + mySQLLockMessages
      + tiDBMessages + translatedMySQLKeys + translatedMySQLValues + translatedMySQLLocks
      + translatedForeignKeyMessages,
    conditions: mySQLConditions,
    nearMisses: mySQLNearMisses)

  private static let mySQLConditions: [Condition] = [
    Condition(nil, number: "1062", .unique, .primaryKey, name: "ER_DUP_ENTRY"),
    Condition(nil, number: "1586", .unique, .primaryKey, name: "ER_DUP_ENTRY_WITH_KEY_NAME"),
    Condition(nil, number: "1859", .unique, .primaryKey, name: "ER_DUP_UNKNOWN_IN_INDEX"),
    Condition(nil, number: "1022", .unique, name: "ER_DUP_KEY"),
    Condition(nil, number: "1169", .unique, name: "ER_DUP_UNIQUE"),
    Condition(nil, number: "1557", .unique, .primaryKey, name: "ER_FOREIGN_DUPLICATE_KEY"),
    Condition(
      nil, number: "1761", .unique, .primaryKey, name: "ER_FOREIGN_DUPLICATE_KEY_WITH_CHILD_INFO"),
    Condition(nil, number: "1762", .unique, name: "ER_FOREIGN_DUPLICATE_KEY_WITHOUT_CHILD_INFO"),
    Condition(nil, number: "1048", .notNull, name: "ER_BAD_NULL_ERROR"),
    Condition(nil, number: "1138", .notNull, name: "ER_INVALID_USE_OF_NULL"),
    Condition(nil, number: "1263", .notNull, name: "ER_WARN_NULL_TO_NOTNULL"),
    Condition(nil, number: "1364", .notNull, name: "ER_NO_DEFAULT_FOR_FIELD"),
    Condition(nil, number: "1423", .notNull, name: "ER_NO_DEFAULT_FOR_VIEW_FIELD"),
    Condition(nil, number: "1452", .foreignKey, name: "ER_NO_REFERENCED_ROW_2"),
    Condition(nil, number: "1451", .foreignKey, name: "ER_ROW_IS_REFERENCED_2"),
    Condition(nil, number: "1216", .foreignKey, name: "ER_NO_REFERENCED_ROW"),
    Condition(nil, number: "1217", .foreignKey, name: "ER_ROW_IS_REFERENCED"),
    Condition(nil, number: "3819", .check, name: "ER_CHECK_CONSTRAINT_VIOLATED"),
    Condition(nil, number: "4025", .check, name: "ER_CONSTRAINT_FAILED"),
    Condition(nil, number: "1369", .check, name: "ER_VIEW_CHECK_FAILED"),
    Condition(nil, number: "1526", .check, name: "ER_NO_PARTITION_FOR_GIVEN_VALUE"),
    Condition(nil, number: "1591", .check, name: "ER_NO_PARTITION_FOR_GIVEN_VALUE_SILENT"),
    Condition(nil, number: "1748", .check, name: "ER_ROW_DOES_NOT_MATCH_GIVEN_PARTITION_SET"),
    Condition(nil, number: "1406", .length, name: "ER_DATA_TOO_LONG"),
    Condition(nil, number: "1264", .outOfRange, name: "ER_WARN_DATA_OUT_OF_RANGE"),
    Condition(nil, number: "1690", .outOfRange, name: "ER_DATA_OUT_OF_RANGE"),
    Condition(nil, number: "1441", .outOfRange, name: "ER_DATETIME_FUNCTION_OVERFLOW"),
    Condition(nil, number: "1467", .outOfRange, name: "ER_AUTOINC_READ_FAILED"),
    Condition(nil, number: "167", .outOfRange),
    Condition(nil, number: "1265", .invalidValue, name: "WARN_DATA_TRUNCATED"),
    Condition(nil, number: "1366", .invalidValue, name: "ER_TRUNCATED_WRONG_VALUE_FOR_FIELD"),
    Condition(nil, number: "1292", .invalidValue, name: "ER_TRUNCATED_WRONG_VALUE"),
    Condition(nil, number: "1367", .invalidValue, name: "ER_ILLEGAL_VALUE_FOR_TYPE"),
    Condition(nil, number: "1411", .invalidValue, name: "ER_WRONG_VALUE_FOR_TYPE"),
    Condition(nil, number: "1416", .invalidValue, name: "ER_CANT_CREATE_GEOMETRY_OBJECT"),
    Condition(nil, number: "1525", .invalidValue, name: "ER_WRONG_VALUE"),
    Condition(nil, number: "3140", .invalidValue, name: "ER_INVALID_JSON_TEXT"),
    Condition(nil, number: "3141", .invalidValue, name: "ER_INVALID_JSON_TEXT_IN_PARAM"),
    Condition(nil, number: "1172", .multipleObjectsReturned, name: "ER_TOO_MANY_ROWS"),
    Condition(nil, number: "1213", .deadlock, name: "ER_LOCK_DEADLOCK"),
    Condition(nil, number: "1614", .deadlock, name: "ER_XA_RBDEADLOCK"),
    Condition(nil, number: "3058", .deadlock, name: "ER_USER_LOCK_DEADLOCK"),
    Condition(nil, number: "1205", .lockTimeout, name: "ER_LOCK_WAIT_TIMEOUT"),
    Condition(nil, number: "3572", .lockTimeout, name: "ER_LOCK_NOWAIT"),
    Condition(nil, number: "1020", .serializationFailure, name: "ER_CHECKREAD"),
    Condition(
      nil, number: "3101", .serializationFailure, name: "ER_TRANSACTION_ROLLBACK_DURING_COMMIT"),
    // TiDB's own.
    Condition(nil, number: "9007", .serializationFailure),
    Condition(nil, number: "8002", .serializationFailure),
    Condition(nil, number: "8005", .serializationFailure),
    Condition(nil, number: "8022", .serializationFailure),
    Condition(nil, number: "9004", .lockTimeout),
  ]

  private static let mySQLNearMisses: [Example] = [
    .nearMiss("Duplicate key name 'uq_sail_no'"),
    .nearMiss("Duplicate column name 'sail_no'"),
    .nearMiss("Duplicate entry 'K-17' was found in the list"),
    .nearMiss("Duplicate entry '127.0.0.1'."),
    .nearMiss("Duplicate foreign key constraint name 'fk_pier'"),
    .nearMiss("Duplicate check constraint name 'boats_chk_1'."),
    .nearMiss("Cannot add foreign key constraint"),
    .nearMiss(
      "Can't create table `harbour`.`boats` (errno: 150 \"Foreign key constraint is incorrectly "
        + "formed\")"),
    .nearMiss(
      "Cannot drop table 'piers' referenced by a foreign key constraint 'fk_pier' on table "
        + "'berths'."),
    .nearMiss("Check constraint 'boats_chk_1' refers to non-existing column 'mast'."),
    .nearMiss("Check constraint 'boats_chk_1' is not found in the table."),
    .nearMiss("Column 'length' in field list is ambiguous"),
    .nearMiss("Column count doesn't match value count at row 1"),
    .nearMiss("Can't find record in 'boats'"),
    .nearMiss("Unknown column 'mast' in 'field list'"),
    .nearMiss("Incorrect table definition; there can be only one auto column"),
    .nearMiss("Data too long for the clipboard"),
    .nearMiss("Duplicate entry 'K-17' for key 'sail_no'", type: "KeyError"),
  ]
}
