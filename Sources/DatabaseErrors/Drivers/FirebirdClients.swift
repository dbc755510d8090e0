extension Driver {
  /// isql, Jaybird, the Python drivers, PDO and FireDAC.
  public static let firebirdClients = Driver(
    name: "Firebird clients",
    modules: [
      "firebird": .firebird, "fdb": .firebird, "firebirdsql": .firebird, "kinterbasdb": .firebird,
    ],
    wrappers: [
      Wrapper("Statement failed, SQLSTATE = {sqlstate}\n{message}"),
      Wrapper("Statement failed, SQLCODE = -{number}\n{message}", dbms: .firebird),
      // fdb and kinterbasdb: the arguments as Python prints a tuple.
      Wrapper("('Error while {python literal}', -{number}, {code})", dbms: .firebird),
      Wrapper(#"("Error while {python literal}", -{number}, {code})"#, dbms: .firebird),
      Wrapper("(-{number}, '{python literal}')", dbms: .firebird),
      Wrapper(#"(-{number}, "{python literal}")"#, dbms: .firebird),
      Wrapper("Error while {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("executing {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("preparing {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("commiting {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("fetching {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("committing {_}:\n- SQLCODE: -{number}\n- {message}", dbms: .firebird),
      Wrapper("isc_dsql_{_}: \n  {message}", dbms: .firebird),
      // DBD::Firebird explains the number first.
      Wrapper("DBD::Firebird::{_} failed: {message}", dbms: .firebird),
      Wrapper(
        "Invalid insert or update value(s): object columns are constrained - no 2 table rows can "
          + "have duplicate column values\n-{message}", dbms: .firebird),
      Wrapper("violation of FOREIGN KEY constraint \"\"\n-{message}", dbms: .firebird),
      Wrapper("Operation violates CHECK constraint  on view or table\n-{message}", dbms: .firebird),
      Wrapper(
        "The insert failed because a column definition includes validation constraints.\n"
          + "-{message}", dbms: .firebird),
      Wrapper(
        "Arithmetic overflow or division by zero has occurred.\n-{message}", dbms: .firebird),
      Wrapper("Overflow occurred during data type conversion.\n-{message}", dbms: .firebird),
      Wrapper("GDS Exception. {code}. {message}", dbms: .firebird),
      Wrapper("SQLSTATE[{sqlstate}]: {label}: -{number} {message}"),
      Wrapper("[FireDAC][Phys][FB]{message}", dbms: .firebird),
      Wrapper("[ODBC Firebird Driver][Firebird]{message}", dbms: .firebird),
      Wrapper("sql error -{number}: {message}", dbms: .firebird),
      Wrapper("unsuccessful metadata update\n-{_} failed\n-{message}", dbms: .firebird),
    ],
    examples: [
      Example(
        #"('Error while executing SQL statement:\n- SQLCODE: -803\n- violation of PRIMARY or "#
          + #"UNIQUE KEY constraint "PK_BOATS" on table "BOATS"\n- Problematic key value is "#
          + #"("ID" = 1)', -803, 335544665)"#, type: "DatabaseError", module: "fdb.fbcore",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .firebird, sqlState: "23000", vendorCode: "335544665",
          constraint: "PK_BOATS", table: "BOATS", columns: ["ID"], values: ["1"])),
      Example(
        "Statement failed, SQLSTATE = 23000\nvalidation error for column \"BOATS\".\"NAME\", value "
          + "\"*** null ***\"",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .firebird, sqlState: "23000", vendorCode: "335544347",
          table: "BOATS", columns: ["NAME"])),
      .nearMiss("Statement failed, SQLSTATE = 42S02\nDynamic SQL Error\n-Table unknown\n-BOATS"),
      .nearMiss("SQLSTATE[42S02]: Base table or view not found: -204 Dynamic SQL Error"),
    ])
}
