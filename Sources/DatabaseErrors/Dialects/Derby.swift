extension DBMS {
  public static let derby = DBMS(rawValue: "derby")
}

extension Dialect {
  /// Apache Derby, which Java DB was. It names the table of the statement: for a foreign key the
  /// child or the parent.
  public static let derby = Dialect(
    name: "Derby", dbms: .derby,
    messages: englishDerbyMessages
      + derbyForeignKeys(
        "{verb} on table '{at}' caused a violation of foreign key constraint '{constraint}' for "
          + "key ({values}).{rest}")
      + translatedDerbyMessages,
    conditions: derbyConditions, nearMisses: derbyNearMisses)

  /// The sentence of a foreign key for each verb. An UPDATE may fail on either side, so that the
  /// table it names cannot be told to be the child or the parent.
  static func derbyForeignKeys(_ sentence: String) -> [Message] {
    let verbs: [(verb: String, table: String, side: ConstraintViolation.Side?)] = [
      ("INSERT", "{table}", .child), ("DELETE", "{parent}", .parent), ("UPDATE", "{_}", nil),
    ]
    return verbs.map { each in
      let pattern = sentence.replacing("{verb}", with: each.verb)
        .replacing("{at}", with: each.table)
      return Message(.foreignKey, code: "23503", side: each.side, pattern)
    }
  }

  private static let englishDerbyMessages: [Message] = [
    Message(
      .unique, code: "23505",
      "The statement was aborted because it would have caused a duplicate key value in a unique or "
        + "primary key constraint or unique index identified by '{constraint}' defined on "
        + "'{table}'.",
      origin: "java/engine/org/apache/derby/loc/messages.xml",
      examples: [
        Example(
          "The statement was aborted because it would have caused a duplicate key value in a unique "
            + "or primary key constraint or unique index identified by 'UQ_SAIL_NO' defined on "
            + "'BOATS'.",
          yields: ConstraintViolation(
            kind: .unique, dbms: .derby, sqlState: "23505", constraint: "UQ_SAIL_NO",
            table: "BOATS")),
        Example(
          "ERROR 23503: INSERT on table 'BERTHS' caused a violation of foreign key constraint "
            + "'FK_PIER' for key (99).  The statement has been rolled back.",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .derby, sqlState: "23503", constraint: "FK_PIER",
            table: "BERTHS", values: ["99"], side: .child)),
        Example(
          "DELETE on table 'PIERS' caused a violation of foreign key constraint 'FK_PIER' for key "
            + "(1).  The statement has been rolled back.",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .derby, sqlState: "23503", constraint: "FK_PIER",
            values: ["1"], referencedTable: "PIERS", side: .parent)),
      ]),
    Message(
      .unique, code: "23505",
      "Deferred constraint violation: Duplicate in unique or primary key constraint identified by "
        + "'{constraint}' defined on '{table}'."),
    Message(
      .unique, code: "23505",
      "The transaction was aborted because of a deferred constraint violation: Duplicate in unique "
        + "or primary key constraint identified by '{constraint}' defined on '{table}'."),
    Message(
      .foreignKey, code: "23503",
      "Foreign key constraint '{constraint}' cannot be added to or enabled on table "
        + "{object} because one or more foreign keys do not have matching referenced keys.",
      origin: "X0Y45"),
    Message(
      .notNull, code: "23502", "Column '{column}'  cannot accept a NULL value.",
      examples: [
        Example(
          "Column 'NAME'  cannot accept a NULL value.",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .derby, sqlState: "23502", columns: ["NAME"]))
      ]),
    Message(.notNull, code: "23502", "Column '{column}' cannot accept a NULL value."),
    Message(
      .notNull, code: "23502",
      "ALTER table '{object}' failed. Null data found in column '{column}'.",
      origin: "X0Y80",
      examples: [
        Example(
          #"ALTER table '"APP"."BOATS"' failed. Null data found in column 'LENGTH'."#,
          yields: ConstraintViolation(
            kind: .notNull, dbms: .derby, sqlState: "23502", schema: "APP", table: "BOATS",
            columns: ["LENGTH"]))
      ]),
    Message(
      .check, code: "23513",
      "The check constraint '{constraint}' was violated while performing an INSERT or UPDATE on "
        + "table '{object}'.",
      examples: [
        Example(
          "The check constraint 'WEIGHT_SMALL' was violated while performing an INSERT or UPDATE on "
            + #"table '"APP"."BOATS"'."#,
          yields: ConstraintViolation(
            kind: .check, dbms: .derby, sqlState: "23513", constraint: "WEIGHT_SMALL",
            schema: "APP", table: "BOATS"))
      ]),
    Message(
      .check, code: "23513",
      "Attempt to add or enable constraint(s) on table '{object}' failed because the table "
        + "contains {number} row(s) that violate the following check constraint(s): {constraint}.",
      origin: "X0Y59"),
    Message(
      .length, code: "22001",
      "A truncation error was encountered trying to shrink {type} '{value}' to length {number}."),
    Message(
      .outOfRange, code: "22003",
      "The resulting value is outside the range for the data type {type}."),
    Message(.invalidValue, code: "22018", "Invalid character string format for type {type}."),
    Message(
      .invalidValue, code: "22007",
      "The syntax of the string representation of a date/time value is incorrect."),
    Message(
      .deadlock, code: "40001", "A lock could not be obtained due to a deadlock, cycle of {rest}"),
    Message(
      .lockTimeout, code: "40XL1", "A lock could not be obtained within the time requested{rest}"),
    // The network client without the procedure that gives it sentences.
    Message(
      .unique, code: "23505",
      "DERBY SQL error: {_}, SQLSTATE: 23505, SQLERRMC: {constraint}\u{14}{table}\u{14}{rest}"),
    Message(
      .foreignKey, code: "23503",
      "DERBY SQL error: {_}, SQLSTATE: 23503, SQLERRMC: {constraint}\u{14}{rest}"),
    Message(
      .notNull, code: "23502",
      "DERBY SQL error: {_}, SQLSTATE: 23502, SQLERRMC: {column}\u{14}{rest}"),
  ]

  private static let derbyConditions: [Condition] = [
    Condition("23505", .unique, .primaryKey, .couldNotCreateUniqueIndex),
    Condition("23506", .unique, .primaryKey),
    Condition("23507", .unique, .primaryKey),
    Condition("23503", .foreignKey),
    Condition("23502", .notNull),
    Condition("23513", .check),
    Condition("X0Y59", .check),
    Condition("X0Y80", .notNull),
    Condition("X0Y45", .foreignKey),
    Condition("22001", .length),
    Condition("22003", .outOfRange),
    Condition("22018", .invalidValue),
    Condition("22007", .invalidValue),
    Condition("40001", .deadlock),
    Condition("40XL1", .lockTimeout),
  ]

  private static let derbyNearMisses: [Example] = [
    .nearMiss("ERROR X0Y32: Table/View 'BOATS' already exists in Schema 'APP'."),
    .nearMiss(
      "Constraint 'FK_TWIN' is invalid: there is no unique or primary key constraint on table "
        + #"'"APP"."BOATS"' that matches the number and types of the columns in the foreign key."#),
    .nearMiss("Column 'NAME' already exists in Table/View 'BOATS'."),
    .nearMiss(
      "Column 'NAME'  cannot accept a NULL value.", type: "IllegalArgumentException",
      module: "java.lang"),
  ]
}
