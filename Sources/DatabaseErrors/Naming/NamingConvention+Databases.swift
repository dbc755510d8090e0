extension NamingConvention {
  private static let postgreSQLFamily: Set<DBMS> = [
    .postgreSQL, DBMS(rawValue: "cockroachdb"), DBMS(rawValue: "yugabytedb"),
  ]

  /// `makeObjectName` in src/backend/commands/indexcmds.c.
  static let postgreSQL = NamingConvention(
    name: "PostgreSQL",
    rules: [
      NamingRule("{table}_pkey", .primaryKeys, dbms: postgreSQLFamily, readsAlone: true),
      NamingRule("{table}_{columns}_key", .keys, dbms: postgreSQLFamily, readsAlone: true),
      NamingRule("{table}_{columns}_key{number}", .keys, dbms: postgreSQLFamily),
      NamingRule("{table}_{columns}_excl", .keys, dbms: postgreSQLFamily),
      NamingRule("{table}_{columns}_idx", .keys, dbms: postgreSQLFamily),
      NamingRule("{table}_{column}_check", .checks, dbms: postgreSQLFamily),
      NamingRule("{table}_{column}_check{number}", .checks, dbms: postgreSQLFamily),
      NamingRule("{table}_{column}_fkey", .foreignKeys, dbms: postgreSQLFamily),
      NamingRule("{table}_{column}_fkey{number}", .foreignKeys, dbms: postgreSQLFamily),
    ],
    examples: [
      NamingExample("boats_pkey", .primaryKey, dbms: .postgreSQL, infers: "boats"),
      NamingExample("boats_name_key", dbms: .postgreSQL, infers: "boats", ["name"]),
      NamingExample(
        "boats_sail_no_key", dbms: .postgreSQL, columns: ["sail_no"], infers: "boats"),
      NamingExample(
        "berths_pier_id_no_key", dbms: .postgreSQL, table: "berths",
        statement: "INSERT INTO \"berths\" (\"pier_id\", \"no\") VALUES ($1, $2)",
        infers: nil, ["pier_id", "no"]),
      NamingExample("boats_length_check", .check, dbms: .postgreSQL, table: "boats", ["length"]),
      NamingExample(
        "berths_pier_id_fkey", .foreignKey, dbms: .postgreSQL, table: "berths", ["pier_id"]),
      // Which is the table's, which the column's part?
      NamingExample("harbour_boats_no_key", dbms: .postgreSQL),
      NamingExample("boats_sail_no_key", dbms: .postgreSQL, table: "boats"),
      NamingExample("boats_lower_idx", dbms: .postgreSQL, table: "boats"),
      NamingExample("uq_name_key", dbms: .postgreSQL),
      // As long as a name can be: it may have been cut.
      NamingExample(
        "visitors_of_the_harbour_in_the_summer_season_with_boats_se_pkey", .primaryKey,
        dbms: .postgreSQL),
    ])

  /// The names of checks and foreign keys that have none of their own; an index bears its first
  /// column's.
  static let mySQL = NamingConvention(
    name: "MySQL",
    rules: [
      NamingRule("{table}_chk_{number}", .checks, dbms: [.mySQL], readsAlone: true),
      NamingRule(
        "{table}_ibfk_{number}", .foreignKeys, dbms: [.mySQL, .mariaDB], readsAlone: true),
      NamingRule("{column}", [.unique], dbms: [.mySQL, .mariaDB], needsStatement: true),
    ],
    examples: [
      NamingExample("boats_chk_1", .check, dbms: .mySQL, infers: "boats"),
      NamingExample("berths_ibfk_2", .foreignKey, dbms: .mySQL, infers: "berths"),
      NamingExample("boats_chk_1", .check, dbms: .postgreSQL),
      NamingExample("sail_no", dbms: .mySQL),
      NamingExample("PRIMARY", .primaryKey, dbms: .mySQL),
    ])

  /// The check of a column bears the column's name.
  static let mariaDB = NamingConvention(
    name: "MariaDB",
    rules: [NamingRule("{table}.{column}", .checks, dbms: [.mariaDB])],
    examples: [
      NamingExample("boats.length", .check, dbms: .mariaDB, table: "boats", ["length"]),
      NamingExample("CONSTRAINT_1", .check, dbms: .mariaDB, table: "boats"),
      NamingExample("boats.length", .check, dbms: .mySQL, table: "boats"),
    ])

  static let sqlite = NamingConvention(
    name: "SQLite",
    rules: [
      NamingRule("sqlite_autoindex_{table}_{number}", .keys, dbms: [.sqlite], readsAlone: true)
    ],
    examples: [
      NamingExample("sqlite_autoindex_boats_1", dbms: .sqlite, infers: "boats"),
      NamingExample("sqlite_autoindex_boats_1", dbms: .postgreSQL),
      NamingExample("boats_lower_name", dbms: .sqlite),
    ])

  static let cockroachDB = NamingConvention(
    name: "CockroachDB",
    rules: [NamingRule("fk_{column}_ref_{parent}", .foreignKeys)],
    examples: [
      NamingExample(
        "fk_pier_id_ref_piers", .foreignKey, table: "berths", parent: "piers", ["pier_id"]),
      NamingExample("fk_pier_id", .foreignKey, table: "berths", parent: "piers"),
      NamingExample("primary", .primaryKey),
    ])

  /// Fields with their directions.
  static let mongoDB = NamingConvention(
    name: "MongoDB",
    rules: [
      NamingRule(
        "{columns}", .keys, dbms: [.mongoDB], columns: .withDirections, readsAlone: true)
    ],
    examples: [
      NamingExample("sailNo_1", dbms: .mongoDB, infers: nil, ["sailNo"]),
      NamingExample("pier_id_1_berth_-1", dbms: .mongoDB, infers: nil, ["pier_id", "berth"]),
      NamingExample("uniqueSailNo", dbms: .mongoDB),
      NamingExample("sailNo_1", dbms: .postgreSQL),
    ])
}
