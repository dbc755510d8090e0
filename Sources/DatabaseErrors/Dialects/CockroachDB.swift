extension Dialect {
  /// CockroachDB: PostgreSQL's codes and words, found under its own name when the driver tells the
  /// product.
  public static let cockroachDB: Dialect = {
    let postgreSQL = Dialect.postgreSQL
    return Dialect(
      name: "CockroachDB", dbms: .cockroachDB,
      messages: cockroachDBMessages + postgreSQLMessages.map { $0.spoken(by: .cockroachDB) },
      details: postgreSQLDetails, conditions: postgreSQL.conditions, hasLabelledLines: true,
      nearMisses: [
        .nearMiss(#"ERROR: relation "boats" already exists (SQLSTATE 42P07)"#),
        .nearMiss("restart the transaction when the harbour is open"),
      ])
  }()

  /// Wordings of CockroachDB alone; they tell it apart wherever they stand.
  static let cockroachDBMessages: [Message] = [
    Message(
      .primaryKey, code: "23505", dbms: .cockroachDB,
      #"duplicate key value violates unique constraint "primary""#,
      origin: "20.2 to 21.1 with a key that nobody named, cockroachdb/cockroach pkg/sql/row",
      examples: [
        Example(
          """
          duplicate key value violates unique constraint "primary"
          DETAIL: Key (sail_no)=('K-17') already exists.
          SQLSTATE: 23505
          CONSTRAINT: primary
          """,
          yields: ConstraintViolation(
            kind: .primaryKey, dbms: .cockroachDB, sqlState: "23505", constraint: "primary",
            columns: ["sail_no"], values: ["'K-17'"]))
      ]),
    Message(
      .unique, code: "23505", dbms: .cockroachDB,
      #"duplicate key value ({columns})=({values}) violates unique constraint "{constraint}""#,
      origin: "before 20.2",
      examples: [
        Example(
          #"duplicate key value (id)=(1) violates unique constraint "primary""#,
          yields: ConstraintViolation(
            kind: .primaryKey, dbms: .cockroachDB, sqlState: "23505", constraint: "primary",
            columns: ["id"], values: ["1"])),
        Example(
          #"duplicate key value (pier_id,no)=(3,'a') violates unique constraint "berths_no_key""#,
          yields: ConstraintViolation(
            kind: .unique, dbms: .cockroachDB, sqlState: "23505", constraint: "berths_no_key",
            columns: ["pier_id", "no"], values: ["3,'a'"])),
      ]),
    Message(
      .unique, code: "21000", dbms: .cockroachDB,
      "UPSERT or INSERT...ON CONFLICT command cannot affect row a second time"),
    Message(
      .foreignKey, code: "23503", side: .parent, dbms: .cockroachDB,
      #"delete on table "{parent}" violates foreign key constraint "{constraint}" "#
        + #"on table "{table}""#,
      origin: "pkg/sql/opt_exec_factory.go",
      examples: [
        Example(
          """
          delete on table "piers" violates foreign key constraint "fk_pier" on table "berths"
          DETAIL: Key (id)=(3) is still referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .cockroachDB, sqlState: "23503",
            constraint: "fk_pier", table: "berths", values: ["3"],
            referencedTable: "piers", referencedColumns: ["id"], side: .parent))
      ]),
    Message(
      .foreignKey, code: "23503", side: .parent, dbms: .cockroachDB,
      #"update on table "{parent}" violates foreign key constraint "{constraint}" "#
        + #"on table "{table}""#),
    child("insert"), child("upsert"), child("update"),
    Message(
      .foreignKey, code: "23503", side: .child, dbms: .cockroachDB,
      "foreign key violation: value [{values}] not found in {parent}@{_} [{_}] "
        + "(txn={_})", origin: "before 20.2, pkg/sql/row/fk_existence_insert.go"),
    Message(
      .foreignKey, code: "23503", side: .parent, dbms: .cockroachDB,
      #"foreign key violation: values [{values}] in columns [{_}] referenced in table "{table}""#,
      origin: "before 20.2, pkg/sql/row/fk_existence_delete.go",
      examples: [
        Example(
          #"foreign key violation: values [3] in columns [id] referenced in table "berths""#,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .cockroachDB, sqlState: "23503", table: "berths",
            values: ["3"], side: .parent))
      ]),
    Message(
      .check, code: "23514", dbms: .cockroachDB, "failed to satisfy CHECK constraint ({rest})",
      origin: "pkg/sql/row/checks.go",
      examples: [
        Example(
          "failed to satisfy CHECK constraint (length > 0:::INT8)",
          yields: {
            var violation = ConstraintViolation(
              kind: .check, dbms: .cockroachDB, sqlState: "23514", columns: ["length"])
            violation.keyExpressions = ["length > 0:::INT8"]
            return violation
          }())
      ]),
    Message(
      .length, code: "22001", dbms: .cockroachDB,
      #"value too long for type {type} (column "{column}")"#, origin: "before 20.1",
      examples: [
        Example(
          #"value too long for type VARCHAR(12) (column "sail_no")"#,
          yields: ConstraintViolation(
            kind: .length, dbms: .cockroachDB, sqlState: "22001", columns: ["sail_no"]))
      ]),
    Message(
      .outOfRange, code: "22003", dbms: .cockroachDB,
      #"integer out of range for type {type} (column "{column}")"#, origin: "before 20.1"),
    Message(
      .outOfRange, code: "22003", dbms: .cockroachDB, "integer out of range for type {type}"),
    Message(
      .invalidValue, code: "22P02", dbms: .cockroachDB,
      #"could not parse "{value}" as type {_}"#,
      examples: [
        Example(
          #"could not parse "two" as type int: strconv.ParseInt: parsing "two": invalid syntax"#,
          yields: ConstraintViolation(
            kind: .invalidValue, dbms: .cockroachDB, sqlState: "22P02", values: ["two"]))
      ]),
    Message(
      .serializationFailure, code: "40001", dbms: .cockroachDB, "restart transaction: {rest}",
      origin: "pkg/kv/kvpb/errors.go",
      examples: [
        Example(
          "restart transaction: TransactionRetryWithProtoRefreshError: TransactionRetryError: "
            + "retry txn (RETRY_SERIALIZABLE - failed preemptive refresh)",
          yields: ConstraintViolation(
            kind: .serializationFailure, dbms: .cockroachDB, sqlState: "40001"))
      ]),
    // The classes of such an error are taken off where nothing stands before them.
    Message(.serializationFailure, code: "40001", dbms: .cockroachDB, "retry txn (RETRY_{rest}"),
    Message(
      .serializationFailure, code: "40001", dbms: .cockroachDB,
      "TransactionAbortedError(ABORT_REASON_{rest}"),
    Message(
      .lockTimeout, code: "55P03", dbms: .cockroachDB,
      "could not obtain lock on row ({columns})=({rest}) in {table}@{_}",
      origin: "pkg/kv/kvserver/concurrency",
      examples: [
        Example(
          "could not obtain lock on row (id)=(1) in piers@piers_pkey",
          yields: ConstraintViolation(
            kind: .lockTimeout, dbms: .cockroachDB, sqlState: "55P03", table: "piers",
            columns: ["id"]))
      ]),
  ]

  private static func child(_ verb: String) -> Message {
    Message(
      .foreignKey, code: "23503", side: .child, dbms: .cockroachDB,
      #"\#(verb) on table "{table}" violates foreign key constraint "{constraint}""#,
      origin: "pkg/sql/opt_exec_factory.go",
      examples: [
        Example(
          """
          \(verb) on table "berths" violates foreign key constraint "fk_pier"
          DETAIL: Key (pier_id)=(99) is not present in table "piers".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .cockroachDB, sqlState: "23503", constraint: "fk_pier",
            table: "berths", columns: ["pier_id"], values: ["99"], referencedTable: "piers",
            side: .child))
      ])
  }
}
