extension DBMS {
  public static let oracle = DBMS(rawValue: "oracle")
}

extension Dialect {
  /// Oracle. Up to 21c a constraint is named and nothing else; 23ai adds table and columns.
  public static let oracle = Dialect(
    name: "Oracle", dbms: .oracle,
    messages: [
      Message(
        .unique, code: "23000", number: "ORA-00001",
        "ORA-00001: unique constraint ({schema}.{constraint}) violated on table {_}.{table} "
          + "columns ({columns}){rest}", origin: "23ai"),
      Message(
        .unique, code: "23000", number: "ORA-00001",
        "ORA-00001: unique constraint ({schema}.{constraint}) violated{rest}",
        examples: [
          Example(
            "ORA-00001: unique constraint (HARBOUR.UQ_SAIL_NO) violated",
            yields: ConstraintViolation(
              kind: .unique, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-00001",
              constraint: "UQ_SAIL_NO", schema: "HARBOUR"))
        ]),
      Message(
        .foreignKey, code: "23000", number: "ORA-02291", side: .child,
        "ORA-02291: integrity constraint ({schema}.{constraint}) violated - parent key not "
          + "found{rest}"),
      Message(
        .foreignKey, code: "23000", number: "ORA-02292", side: .parent,
        "ORA-02292: integrity constraint ({schema}.{constraint}) violated - child record "
          + "found{rest}"),
      Message(
        .check, code: "23000", number: "ORA-02290",
        "ORA-02290: check constraint ({schema}.{constraint}) violated{rest}"),
      Message(
        .notNull, code: "23000", number: "ORA-01400",
        #"ORA-01400: cannot insert NULL into ("{schema}"."{table}"."{column}"){rest}"#,
        examples: [
          Example(
            #"ORA-01400: cannot insert NULL into ("HARBOUR"."BOATS"."NAME")"#,
            yields: ConstraintViolation(
              kind: .notNull, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-01400",
              schema: "HARBOUR", table: "BOATS", columns: ["NAME"]))
        ]),
      Message(
        .notNull, code: "23000", number: "ORA-01407",
        #"ORA-01407: cannot update ("{schema}"."{table}"."{column}") to NULL{rest}"#),
      Message(
        .length, code: "72000", number: "ORA-12899",
        #"ORA-12899: value too large for column "{schema}"."{table}"."{column}" {rest}"#),
      Message(
        .outOfRange, number: "ORA-01438",
        "ORA-01438: value larger than specified precision {rest}"),
      Message(
        .couldNotCreateUniqueIndex, number: "ORA-01452",
        "ORA-01452: cannot CREATE UNIQUE INDEX{rest}"),
      Message(.deadlock, number: "ORA-00060", "ORA-00060: {rest}"),
      Message(.serializationFailure, number: "ORA-08177", "ORA-08177: {rest}"),
      Message(.lockTimeout, number: "ORA-00054", "ORA-00054: {rest}"),
    ],
    nearMisses: [
      .nearMiss("ORA-00942: table or view does not exist"),
      .nearMiss("ORA-02449: unique/primary keys in table referenced by foreign keys"),
    ])
}
