extension Driver {
  /// Db2's CLI, JDBC and Python drivers, and Informix's.
  public static let ibmClients = Driver(
    name: "IBM clients",
    modules: [
      "ibm_db": .db2, "ibm_db_dbi": .db2, "db2": .db2, "as400": .db2, "informix": .informix,
    ],
    wrappers: [
      Wrapper("Statement Execute Failed: {message}", dbms: .db2),
      Wrapper("Error for batch element #{number}: {message}", dbms: .db2),
      Wrapper("[IBM][CLI Driver][{_}] {message}", dbms: .db2),
      Wrapper("[IBM][CLI Driver] {message}", dbms: .db2),
      Wrapper("[IBM][DB2{_}] {message}", dbms: .db2),
      Wrapper("[IBM][System i Access ODBC Driver][{_}]{message}", dbms: .db2),
      Wrapper("[Informix][{_}][Informix]{message}", dbms: .informix),
    ],
    examples: [
      Example(
        "Statement Execute Failed: [IBM][CLI Driver][DB2/LINUXX8664] SQL0407N  Assignment of a NULL"
          + " value to a NOT NULL column \"TBSPACEID=2, TABLEID=5, COLNO=1\" is not allowed.  "
          + "SQLSTATE=23502 SQLCODE=-407", type: "IntegrityError", module: "ibm_db_dbi",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .db2, sqlState: "23502", vendorCode: "-407")),
      Example(
        "[Informix][Informix ODBC Driver][Informix]Cannot insert a null into column (boats.name).",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .informix, sqlState: "23000", vendorCode: "-391", table: "boats",
          columns: ["name"])),
      .nearMiss(
        "[IBM][CLI Driver][DB2] SQL0199N  The use of the reserved word \"FOR\" is not valid."),
      .nearMiss("Statement Execute Failed: no connection", module: "ibm_db_dbi"),
    ])
}
