extension DBMS {
  public static let sqlServer = DBMS(rawValue: "sqlserver")
}

extension Dialect {
  /// Microsoft SQL Server and Azure SQL. A child insert names the parent, not the child.
  ///
  /// Drivers glue the server's other messages on, as "The statement has been terminated.", so that
  /// every wording ends in `{rest}`.
  public static let sqlServer = Dialect(
    name: "SQL Server", dbms: .sqlServer,
    messages: duplicateKeys + conflicts + nullColumns + values + concurrency
      + translatedSQLServerMessages,
    conditions: sqlServerConditions,
    nearMisses: [
      .nearMiss("There is already an object named 'boats' in the database."),
      .nearMiss("Violation of the rules of the harbour."),
      .nearMiss(
        "Could not drop object 'dbo.piers' because it is referenced by a FOREIGN KEY constraint."),
      .nearMiss(
        "There are no primary or candidate keys in the referenced table 'dbo.piers' that match the "
          + "referencing column list in the foreign key 'FK_berths_piers'."),
      .nearMiss(
        "Cannot insert explicit value for identity column in table 'boats' when IDENTITY_INSERT is "
          + "set to OFF."),
      .nearMiss("Violation of PRIMARY KEY constraint 'PK_boats'.", type: "ArgumentException"),
      .nearMiss("The INSERT statement conflicted with the harbour master."),
    ])

  private static let duplicateKeys: [Message] =
    keyKinds.flatMap { kind, name in
      [
        Message(
          kind, code: "23000", number: "2627",
          "Violation of \(name) constraint '{constraint}'. Cannot insert duplicate key in object "
            + "'{object}'. The duplicate key value is ({values}).{rest}",
          origin: "2008 and later; before, the value was left out",
          examples: kind == .unique ? uniqueExamples : []),
        Message(
          kind, code: "23000", number: "2627",
          "Violation of \(name) constraint '{constraint}'. Cannot insert duplicate key in object "
            + "'{object}'.{rest}", origin: "2005"),
      ]
    } + [
      Message(
        .unique, code: "23000", number: "2601",
        "Cannot insert duplicate key row in object '{object}' with unique index '{constraint}'. "
          + "The duplicate key value is ({values}).{rest}",
        examples: [
          Example(
            "Cannot insert duplicate key row in object 'dbo.boats' with unique index "
              + "'IX_boats_sail_no'. The duplicate key value is (K-17, <NULL>).\r\nThe statement "
              + "has been terminated.",
            yields: ConstraintViolation(
              kind: .unique, dbms: .sqlServer, sqlState: "23000", vendorCode: "2601",
              constraint: "IX_boats_sail_no", schema: "dbo", table: "boats",
              values: ["K-17, <NULL>"]))
        ]),
      Message(
        .unique, code: "23000", number: "2601",
        "Cannot insert duplicate key row in object '{object}' with unique index "
          + "'{constraint}'.{rest}", origin: "2005"),
      Message(
        .couldNotCreateUniqueIndex, code: "23000", number: "1505",
        "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the "
          + "object name '{object}' and the index name '{constraint}'. The duplicate key value is "
          + "({values}).{rest}"),
      Message(
        .couldNotCreateUniqueIndex, code: "23000", number: "1505",
        "CREATE UNIQUE INDEX terminated because a duplicate key was found for {rest}",
        origin: "2000"),
    ]

  private static let uniqueExamples: [Example] = [
    Example(
      "Violation of UNIQUE KEY constraint 'uq_sail_no'. Cannot insert duplicate key in object "
        + "'dbo.boats'. The duplicate key value is (K-17).",
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
        constraint: "uq_sail_no", schema: "dbo", table: "boats", values: ["K-17"])),
    Example(
      "Violation of PRIMARY KEY constraint 'PK_Fleet.Published'. Cannot insert duplicate key in "
        + "object 'Fleet.Published.Boats'. The duplicate key value is (7).\nThe statement has been "
        + "terminated.",
      yields: ConstraintViolation(
        kind: .primaryKey, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
        constraint: "PK_Fleet.Published", schema: "Fleet", table: "Published.Boats",
        values: ["7"])),
  ]

  /// Error 547; a constraint over several columns names none.
  private static let conflicts: [Message] =
    conflicts(
      "The {verb} statement conflicted with the NAME constraint {quoted constraint}. The conflict "
        + "occurred in database {_}, table \"TABLE{rest}",
      examples: [
        Example(
          "The INSERT statement conflicted with the FOREIGN KEY constraint \"FK_berths_piers\". "
            + "The conflict occurred in database \"Harbour.Test\", table \"dbo.piers\", column "
            + "'id'.\nThe statement has been terminated.",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .sqlServer, sqlState: "23000", vendorCode: "547",
            constraint: "FK_berths_piers", referencedTable: "piers", referencedColumns: ["id"],
            side: .child)),
        Example(
          "The DELETE statement conflicted with the REFERENCE constraint \"FK_berths_piers\". The "
            + "conflict occurred in database \"harbour\", table \"dbo.berths\", column 'pier_id'.",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .sqlServer, sqlState: "23000", vendorCode: "547",
            constraint: "FK_berths_piers", schema: "dbo", table: "berths", columns: ["pier_id"],
            side: .parent)),
        Example(
          "The UPDATE statement conflicted with the CHECK constraint \"CK_boats_length\". The "
            + "conflict occurred in database \"harbour\", table \"dbo.boats\".",
          yields: ConstraintViolation(
            kind: .check, dbms: .sqlServer, sqlState: "23000", vendorCode: "547",
            constraint: "CK_boats_length", schema: "dbo", table: "boats")),
      ])

  /// The forms of error 547 in one language. `NAME` stands for the sort of constraint, which is
  /// English in every language, and `TABLE` for table and column, with the mark that closes the
  /// table's quotation.
  static func conflicts(
    _ sentence: String, quote: String = "\"", origin: String? = nil, examples: [Example] = []
  ) -> [Message] {
    let own = "{object}\(quote), {_} '{quoted column}'"
    let other = "{parent object}\(quote), {_} '{quoted parent column}'"
    let selfReferring = "{self object}\(quote), {_} '{quoted parent column}'"
    let sorts: [(Message.Kind, String, ConstraintViolation.Side?, String)] = [
      (.foreignKey, "FOREIGN KEY SAME TABLE", .child, selfReferring),
      (.foreignKey, "FOREIGN KEY", .child, other),
      (.foreignKey, "SAME TABLE REFERENCE", .parent, own),
      (.foreignKey, "REFERENCE", .parent, own), (.check, "CHECK", nil, own),
    ]
    let messages = sorts.flatMap { kind, name, side, place in
      [place, String(place.prefix { $0 != "," })].map { place in
        Message(
          kind, code: "23000", number: "547", side: side,
          sentence.replacingFirst("TABLE", with: place).replacingFirst("NAME", with: name),
          origin: origin)
      }
    }
    return messages.prefix(1).map { $0.with(examples) } + messages.dropFirst()
  }

  private static let nullColumns: [Message] = [
    Message(
      .notNull, code: "23000", number: "515",
      "Cannot insert the value NULL into column '{column}', table '{database object}'; column "
        + "does not allow nulls.{rest}",
      examples: [
        Example(
          "Cannot insert the value NULL into column 'name', table 'Harbour.Web.dbo.boats'; column "
            + "does not allow nulls. INSERT fails.",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515",
            schema: "dbo", table: "boats", columns: ["name"])),
        Example(
          "Cannot insert the value NULL into column 'name', table 'harbour.fleet.boats'; column "
            + "does not allow nulls. UPDATE fails.",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515",
            schema: "fleet", table: "boats", columns: ["name"])),
      ])
  ]

  private static let values: [Message] = [
    Message(
      .length, code: "22001", number: "2628",
      "String or binary data would be truncated in table '{database object}', column "
        + "'{column}'. Truncated value: '{value}'.{rest}", origin: "2019"),
    Message(
      .length, code: "22001", number: "2628",
      "String or binary data would be truncated in table '{database object}', column "
        + "'{column}'.{rest}", origin: "2019"),
    Message(
      .length, code: "22001", number: "8152",
      "String or binary data would be truncated.{rest}"),
    Message(
      .check, code: "44000", number: "550",
      "The attempted insert or update failed because the target view either specifies WITH CHECK "
        + "OPTION or spans a view {rest}"),
    Message(
      .check, code: "23000", number: "513",
      "A column insert or update conflicts with a rule imposed by a previous CREATE RULE "
        + "statement. The statement was terminated. The conflict occurred in database '{_}', table "
        + "'{object}', column '{column}'.{rest}"),
    Message(
      .outOfRange, code: "22003", number: "8115",
      "Arithmetic overflow error converting {_} to data type {rest}"),
    Message(
      .outOfRange, code: "22003", number: "220",
      "Arithmetic overflow error for {_}, value = {value}.{rest}"),
    Message(
      .outOfRange, code: "22003", number: "248",
      "The conversion of the {_} value '{value}' overflowed an {rest}"),
    Message(
      .outOfRange, code: "22007", number: "242",
      "The conversion of a {_} data type to a {_} data type resulted in an out-of-range "
        + "value.{rest}"),
    Message(
      .invalidValue, code: "22018", number: "245",
      "Conversion failed when converting the {_} value '{value}' to data type {rest}"),
    Message(
      .invalidValue, code: "22007", number: "241",
      "Conversion failed when converting date and/or time from character string.{rest}"),
    Message(
      .invalidValue, code: "22018", number: "8169",
      "Conversion failed when converting from a character string to uniqueidentifier.{rest}"),
    Message(
      .invalidValue, number: "8114", "Error converting data type {type} to {rest}"),
  ]

  private static let concurrency: [Message] = [
    Message(
      .deadlock, code: "40001", number: "1205",
      "Transaction (Process ID {number}) was deadlocked on {_} resources with another process and "
        + "has been chosen as the deadlock victim. Rerun the transaction.{rest}",
      examples: [
        Example(
          "Transaction (Process ID 61) was deadlocked on lock | communication buffer resources "
            + "with another process and has been chosen as the deadlock victim. Rerun the "
            + "transaction.",
          yields: ConstraintViolation(
            kind: .deadlock, dbms: .sqlServer, sqlState: "40001", vendorCode: "1205"))
      ]),
    Message(.lockTimeout, number: "1222", "Lock request time out period exceeded.{rest}"),
    Message(
      .serializationFailure, number: "3960",
      "Snapshot isolation transaction aborted due to update conflict. You cannot use snapshot "
        + "isolation to access table '{object}' directly or indirectly in database {rest}"),
    Message(
      .serializationFailure, number: "41302",
      "The current transaction attempted to update a record that has been updated since this "
        + "transaction started. {rest}", origin: "memory-optimised tables"),
    Message(
      .serializationFailure, number: "41305",
      "The current transaction failed to commit due to a repeatable read validation failure{rest}"),
    Message(
      .serializationFailure, number: "41325",
      "The current transaction failed to commit due to a serializable validation failure{rest}"),
    Message(
      .transactionAborted, number: "3930",
      "The current transaction cannot be committed and cannot support operations that write to the "
        + "log file.{rest}"),
  ]

  static let keyKinds: [(Message.Kind, String)] = [
    (.unique, "UNIQUE KEY"), (.primaryKey, "PRIMARY KEY"),
  ]

  private static let sqlServerConditions: [Condition] = [
    Condition(nil, number: "2627", .unique, .primaryKey),
    Condition(nil, number: "2601", .unique),
    Condition(nil, number: "1505", .couldNotCreateUniqueIndex),
    Condition(nil, number: "547", .constraintUnspecified, .foreignKey, .check),
    Condition(nil, number: "515", .notNull),
    Condition(nil, number: "2628", .length),
    Condition(nil, number: "8152", .length),
    Condition(nil, number: "8115", .outOfRange),
    Condition(nil, number: "220", .outOfRange),
    Condition(nil, number: "232", .outOfRange),
    Condition(nil, number: "242", .outOfRange),
    Condition(nil, number: "248", .outOfRange),
    Condition(nil, number: "241", .invalidValue),
    Condition(nil, number: "245", .invalidValue),
    Condition(nil, number: "8114", .invalidValue),
    Condition(nil, number: "8169", .invalidValue),
    Condition(nil, number: "513", .check),
    Condition(nil, number: "550", .check),
    Condition(nil, number: "1205", .deadlock),
    Condition(nil, number: "1222", .lockTimeout),
    Condition(nil, number: "3960", .serializationFailure),
    Condition(nil, number: "41302", .serializationFailure),
    Condition(nil, number: "41305", .serializationFailure),
    Condition(nil, number: "41325", .serializationFailure),
    Condition(nil, number: "3930", .transactionAborted),
  ]
}

extension Message {
  /// The same wording with examples.
  func with(_ examples: [Example]) -> Message {
    Message(
      kind, code: sqlState, number: vendorCode, side: side, dbms: dbms, isVague: isVague,
      template.pattern,
      toleratesCut: toleratesCut, origin: origin, examples: examples)
  }
}

extension String {
  /// With the first occurrence of the word replaced; words stand apart from letters' cases.
  func replacingFirst(_ word: String, with text: String) -> String {
    let bytes = Bytes(self)
    guard let index = bytes.firstIndexOfExact(Array(word.utf8)) else { return self }
    return bytes[..<index].string + text + bytes[(index + word.utf8.count)...].string
  }
}

extension Bytes {
  fileprivate func firstIndexOfExact(_ words: [UInt8]) -> Index? {
    indices.first { self[$0...].starts(with: words) }
  }
}
