extension Driver {
  /// SQLite as a service and in scripts: Cloudflare D1, libSQL and Turso, Expo; and codes by their
  /// names, as the clients of Node put them in front.
  public static let edge = Driver(
    name: "edge",
    wrappers: [
      Wrapper("D1_ERROR: {message}: SQLITE_CONSTRAINT (extended: {code name})", dbms: .sqlite),
      Wrapper("{message}: SQLITE_CONSTRAINT (extended: {code name})", dbms: .sqlite),
      Wrapper("{message}: SQLITE_CONSTRAINT", dbms: .sqlite),
      Wrapper("SQLite error: {message}", dbms: .sqlite),
      Wrapper("SQLite failure: `{message}`", dbms: .sqlite),
      Wrapper("sqlite3 result code {code}: {message}", dbms: .sqlite),
      Wrapper("Calling the '{_}' function has failed\n→ Caused by: {message}"),
      Wrapper("→ Caused by: {message}"),
      Wrapper("Error code {code}: {message}", dbms: .sqlite),
      Wrapper("could not execute statement ({code} {message})", dbms: .sqlite),
      Wrapper(
        "could not execute statement due to a constaint failure ({code} {message})", dbms: .sqlite),
      Wrapper("{code name}: {message}"),
    ],
    examples: [
      Example(
        "D1_ERROR: UNIQUE constraint failed: boats.sail_no: SQLITE_CONSTRAINT (extended: "
          + "SQLITE_CONSTRAINT_UNIQUE)", type: "Error",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats", columns: ["sail_no"])),
      Example(
        "SQLITE_CONSTRAINT: SQLite error: UNIQUE constraint failed: boats.sail_no",
        type: "LibsqlError",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
      Example(
        "ER_ROW_IS_REFERENCED_2: Cannot delete or update a parent row: a foreign key constraint "
          + "fails (`harbour`.`berths`, CONSTRAINT `fk_pier` FOREIGN KEY (`pier_id`) REFERENCES "
          + "`piers` (`id`))",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .mySQL, sqlState: "23000", vendorCode: "1451",
          constraint: "fk_pier", schema: "harbour", table: "berths", columns: ["pier_id"],
          referencedTable: "piers", referencedColumns: ["id"], side: .parent)),
      .nearMiss("D1_ERROR: no such table: boats: SQLITE_ERROR"),
      .nearMiss("SQLITE_UNKNOWN: SQLite error: database disk image is malformed"),
    ])
}
