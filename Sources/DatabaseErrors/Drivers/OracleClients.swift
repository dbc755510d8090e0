extension Driver {
  /// SQL*Plus, SQL Developer, JDBC, ODP.NET, oracledb, OCI8 and PDO.
  public static let oracleClients = Driver(
    name: "Oracle clients",
    modules: ["oracledb": .oracle, "cx_Oracle": .oracle, "oracle": .oracle, "Oracle": .oracle],
    wrappers: [
      // What stands before the error that explains it: deferred keys, arrays, triggers.
      Wrapper("ORA-02091: transaction rolled back\n{message}"),
      Wrapper("ORA-24381: error(s) in array DML\n{message}"),
      Wrapper("ORA-00604: error occurred at recursive SQL level {number}\n{message}"),
      Wrapper("ORA-12801: error signaled in parallel query server {_}\n{message}"),
      Wrapper("ORA-12008: error in materialized view refresh path\n{message}"),
      Wrapper("ERROR at line {number}:\n{message}"), Wrapper("ERROR:\n{message}"),
      Wrapper("Error report -\n{message}"), Wrapper("Error report:\n{message}"),
      Wrapper("SQL Error: {message}"),
      Wrapper(
        "Error : {number}, Position : {number}, Sql = {statement}, OriginalSql = {rest}, Error Msg "
          + "= {message}", dbms: .oracle),
      Wrapper(
        "Error : {number}, Position : {number}, SQL = {statement}, Original SQL = {rest}, Error "
          + "Message = {message}", dbms: .oracle),
      Wrapper("OCIStmtExecute: {message}", dbms: .oracle),
      Wrapper("Error Message : {message}\nPosition{_}: {number}\nStatement{_}: {statement}"),
      Wrapper("Error Code    : {number}\n{message}"),
      Wrapper("[Oracle][ODBC][Ora]{message}", dbms: .oracle),
    ],
    fields: ["errornum": .vendorCode],
    examples: [
      Example(
        "ORA-02091: transaction rolled back\nORA-02291: integrity constraint (HARBOUR.FK_PIER) "
          + "violated - parent key not found",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-02291",
          constraint: "FK_PIER", schema: "HARBOUR", side: .child)),
      Example(
        "Error : 1400, Position : 0, Sql = insert into BOATS (NAME) values (:1 ), OriginalSql = "
          + "insert into BOATS (NAME) values (?), Error Msg = ORA-01400: cannot insert NULL into "
          + "(\"HARBOUR\".\"BOATS\".\"NAME\")",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-01400",
          schema: "HARBOUR", table: "BOATS", columns: ["NAME"],
          statement: "insert into BOATS (NAME) values (:1 )")),
      .nearMiss("ORA-02091: transaction rolled back"),
      .nearMiss("SQL Error: ORA-00942: table or view does not exist"),
    ])
}
