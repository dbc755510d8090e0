extension Dialect {
  /// TiDB: MySQL's words, found under its own name when a log or a driver tells the product.
  public static let tiDB: Dialect = {
    let mySQL = Dialect.mySQL
    return Dialect(
      name: "TiDB", dbms: .tiDB,
      messages: mySQL.messages.filter { $0.dbms != .mariaDB }.map { $0.spoken(by: .tiDB) },
      conditions: mySQL.conditions)
  }()

  /// Wordings of TiDB alone; they tell it apart wherever they stand.
  static let tiDBMessages: [Message] = [
    Message(
      .serializationFailure, code: "HY000", number: "9007", dbms: .tiDB,
      "Write conflict, txnStartTS={rest}",
      origin: "pingcap/tidb pkg/store/driver/error",
      examples: [
        Example(
          "Write conflict, txnStartTS=408531945275260929, conflictStartTS=408531945275260930, "
            + "conflictCommitTS=0, key={tableID=253, handle=1} [try again later]",
          yields: ConstraintViolation(
            kind: .serializationFailure, dbms: .tiDB, sqlState: "HY000", vendorCode: "9007"))
      ]),
    Message(
      .length, code: "22001", number: "1406", dbms: .tiDB,
      "Data Too Long, field len {number}, data len {number}", origin: "pingcap/tidb pkg/types",
      examples: [
        Example(
          "[types:1406]Data Too Long, field len 5, data len 9",
          yields: ConstraintViolation(
            kind: .length, dbms: .tiDB, sqlState: "22001", vendorCode: "1406"))
      ]),
    Message(
      .serializationFailure, code: "HY000", number: "8005", dbms: .tiDB,
      "Write Conflict, txnStartTS is stale"),
    Message(
      .serializationFailure, code: "HY000", number: "8022", dbms: .tiDB,
      "KV error safe to retry {rest}"),
    Message(
      .serializationFailure, code: "HY000", number: "8002", dbms: .tiDB,
      "[{number}] can not retry select for update statement"),
    Message(
      .lockTimeout, code: "HY000", number: "9004", dbms: .tiDB, "Resolve lock timeout"),
  ]
}
