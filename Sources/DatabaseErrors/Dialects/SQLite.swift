extension Dialect {
  /// SQLite 3, also before 3.8.2. The name of a unique key is never told, a foreign key's neither.
  public static let sqlite = Dialect(
    name: "SQLite", dbms: .sqlite, messages: sqliteMessages, conditions: sqliteConditions,
    nearMisses: sqliteNearMisses)

  private static let sqliteMessages: [Message] = [
    Message(
      .unique, "UNIQUE constraint failed: index '{constraint}'", origin: "an index on expressions",
      examples: [
        Example(
          "UNIQUE constraint failed: index 'boats_lower_name'",
          yields: ConstraintViolation(
            kind: .unique, dbms: .sqlite, constraint: "boats_lower_name"))
      ]),
    Message(
      .unique, "UNIQUE constraint failed: {table.columns}", origin: "3.8.2 and later",
      examples: [
        Example(
          "UNIQUE constraint failed: boats.sail_no",
          yields: ConstraintViolation(
            kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
        Example(
          "UNIQUE constraint failed: my berths.pier id, my berths.no",
          yields: ConstraintViolation(
            kind: .unique, dbms: .sqlite, table: "my berths", columns: ["pier id", "no"])),
      ]),
    Message(
      .notNull, number: "1299", "NOT NULL constraint failed: {table.columns}",
      origin: "3.8.2 and later",
      examples: [
        Example(
          "NOT NULL constraint failed: boats.name",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"]))
      ]),
    Message(
      .foreignKey, "FOREIGN KEY constraint failed",
      examples: [
        Example(
          "FOREIGN KEY constraint failed",
          yields: ConstraintViolation(kind: .foreignKey, dbms: .sqlite))
      ]),
    Message(
      .check, number: "275", "CHECK constraint failed: {rest}", origin: "3.8.2 and later",
      examples: [
        Example(
          "CHECK constraint failed: length_positive",
          yields: ConstraintViolation(
            kind: .check, dbms: .sqlite, vendorCode: "275", constraint: "length_positive"))
      ]),
    Message(
      .noUniqueForOnConflict,
      "ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint",
      origin: "3.24 and later",
      examples: [
        Example(
          "ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint",
          yields: ConstraintViolation(kind: .noUniqueForOnConflict, dbms: .sqlite))
      ]),
    Message(
      .invalidValue, number: "3091",
      "cannot store {_} value in {_} column {table.columns}", origin: "STRICT tables"),
    Message(
      .unique, isCommon: true, "column {column} is not unique", origin: "before 3.8.2",
      examples: [
        Example(
          "column sail_no is not unique",
          yields: ConstraintViolation(kind: .unique, dbms: .sqlite, columns: ["sail_no"]))
      ]),
    Message(
      .unique, isCommon: true, "columns {names} are not unique", origin: "before 3.8.2",
      examples: [
        Example(
          "columns pier, berth are not unique",
          yields: ConstraintViolation(kind: .unique, dbms: .sqlite, columns: ["pier", "berth"]))
      ]),
    Message(
      .primaryKey, number: "1555", "PRIMARY KEY must be unique", origin: "before 3.8.2"),
    Message(
      .notNull, number: "1299", "{table.columns} may not be NULL", origin: "before 3.8.2"),
    Message(
      .check, number: "275", isVague: true, "constraint {constraint} failed",
      origin: "before 3.8.2",
      examples: [
        Example(
          "constraint length_positive failed", type: "IntegrityError", module: "sqlite3",
          yields: ConstraintViolation(
            kind: .check, dbms: .sqlite, vendorCode: "275", constraint: "length_positive"))
      ]),
    Message(
      .constraintUnspecified, number: "19", isVague: true, "constraint failed",
      examples: [
        Example(
          "constraint failed", type: "IntegrityError", module: "sqlite3",
          yields: ConstraintViolation(
            kind: .constraintUnspecified, dbms: .sqlite, vendorCode: "19"))
      ]),
    Message(
      .invalidValue, number: "20", isVague: true, "datatype mismatch",
      origin: "no integer for a key that is the row's number"),
    Message(.lockTimeout, number: "5", "database is locked"),
    Message(.lockTimeout, number: "6", "database table is locked"),
    Message(.lockTimeout, number: "6", "database table is locked: {table}"),
  ]

  /// Primary codes say no more than "a constraint"; extended ones tell the kind.
  private static let sqliteConditions: [Condition] = [
    Condition(nil, number: "2067", .unique, name: "SQLITE_CONSTRAINT_UNIQUE"),
    Condition(nil, number: "1555", .primaryKey, .unique, name: "SQLITE_CONSTRAINT_PRIMARYKEY"),
    Condition(nil, number: "2579", .primaryKey, .unique, name: "SQLITE_CONSTRAINT_ROWID"),
    Condition(nil, number: "1299", .notNull, name: "SQLITE_CONSTRAINT_NOTNULL"),
    Condition(nil, number: "275", .check, name: "SQLITE_CONSTRAINT_CHECK"),
    Condition(nil, number: "787", .foreignKey, name: "SQLITE_CONSTRAINT_FOREIGNKEY"),
    Condition(
      nil, number: "1811", .constraintUnspecified, .foreignKey, name: "SQLITE_CONSTRAINT_TRIGGER"),
    Condition(nil, number: "3091", .invalidValue, name: "SQLITE_CONSTRAINT_DATATYPE"),
    Condition(nil, number: "2835", .constraintUnspecified, name: "SQLITE_CONSTRAINT_PINNED"),
    Condition(nil, number: "2323", .constraintUnspecified, name: "SQLITE_CONSTRAINT_VTAB"),
    Condition(nil, number: "1043", .constraintUnspecified, name: "SQLITE_CONSTRAINT_FUNCTION"),
    Condition(nil, number: "531", .constraintUnspecified, name: "SQLITE_CONSTRAINT_COMMITHOOK"),
    // Its number, 19, has other meanings elsewhere.
    Condition(
      nil, .constraintUnspecified, .unique, .primaryKey, .notNull, .foreignKey, .check,
      .invalidValue, name: "SQLITE_CONSTRAINT"),
    Condition(nil, number: "20", .invalidValue, name: "SQLITE_MISMATCH"),
    Condition(nil, number: "5", .lockTimeout, name: "SQLITE_BUSY"),
    Condition(nil, number: "261", .lockTimeout, name: "SQLITE_BUSY_RECOVERY"),
    Condition(nil, number: "517", .lockTimeout, name: "SQLITE_BUSY_SNAPSHOT"),
    Condition(nil, number: "6", .lockTimeout, name: "SQLITE_LOCKED"),
    Condition(nil, number: "262", .lockTimeout, name: "SQLITE_LOCKED_SHAREDCACHE"),
  ]

  private static let sqliteNearMisses: [Example] = [
    .nearMiss("UNIQUE constraint failed: calendar entry u-17 comes twice in the file"),
    .nearMiss("UNIQUE constraint failed: boats.sail_no", type: "ValueError"),
    .nearMiss("UNIQUE constraint failed: boats.sail_no", type: "RuntimeError", module: "builtins"),
    .nearMiss("Unique constraint failed on the fields: (`sail_no`)", type: "ValueError"),
    .nearMiss("no such column: boats.sail_no"),
    .nearMiss("foreign key mismatch - \"berths\" referencing \"piers\""),
    .nearMiss("constraint solver failed"),
    .nearMiss("column berth is not unique in the timetable, taking the first"),
    .nearMiss("The column sail_no is not unique in the spreadsheet"),
  ]
}
