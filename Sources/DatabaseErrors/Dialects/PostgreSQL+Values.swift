extension Dialect {
  /// Values that a type does not take. Only the lines behind the message may tell the column.
  static let valueMessages: [Message] = [
    Message(
      .length, code: "22001", "value too long for type {type}",
      origin: "src/backend/utils/adt/varchar.c",
      examples: [
        Example(
          """
          value too long for type character varying(12)
          CONTEXT:  COPY boats, line 3, column sail_no: "K-1234567890123"
          """,
          yields: ConstraintViolation(
            kind: .length, dbms: .postgreSQL, sqlState: "22001", table: "boats",
            columns: ["sail_no"]))
      ]),
    Message(.length, code: "22001", "bit string too long for type bit varying({number})"),
    Message(
      .length, code: "22026", "bit string length {number} does not match type bit({number})"),
    Message(.outOfRange, code: "22003", "integer out of range"),
    Message(.outOfRange, code: "22003", "bigint out of range"),
    Message(.outOfRange, code: "22003", "smallint out of range"),
    Message(.outOfRange, code: "22003", "money out of range"),
    Message(.outOfRange, code: "22003", "OID out of range"),
    Message(
      .outOfRange, code: "22003", #"value "{value}" is out of range for type {type}"#,
      origin: "src/backend/utils/adt/numutils.c",
      examples: [
        Example(
          #"value "99999999999" is out of range for type integer"#,
          yields: ConstraintViolation(
            kind: .outOfRange, dbms: .postgreSQL, sqlState: "22003", values: ["99999999999"]))
      ]),
    Message(.outOfRange, code: "22003", #""{value}" is out of range for type real"#),
    Message(.outOfRange, code: "22003", #""{value}" is out of range for type double precision"#),
    Message(.outOfRange, code: "22003", "numeric field overflow"),
    Message(.outOfRange, code: "22003", "value out of range: overflow"),
    Message(.outOfRange, code: "22003", "value out of range: underflow"),
    Message(.outOfRange, code: "22008", #"date/time field value out of range: "{value}""#),
    Message(.outOfRange, code: "22008", #"date out of range: "{value}""#),
    Message(.outOfRange, code: "22008", #"timestamp out of range: "{value}""#),
    Message(.outOfRange, code: "22008", "timestamp out of range"),
    Message(.outOfRange, code: "22015", #"interval field value out of range: "{value}""#),
    Message(.outOfRange, code: "22008", "interval out of range"),
    Message(
      .outOfRange, code: "2200H",
      // `nextval: ` looks like an exception's class and is taken off as one.
      #"reached maximum value of sequence "{_}" ({_})"#,
      origin: "src/backend/commands/sequence.c",
      examples: [
        Example(
          #"nextval: reached maximum value of sequence "boats_id_seq" (2147483647)"#,
          yields: ConstraintViolation(kind: .outOfRange, dbms: .postgreSQL, sqlState: "2200H"))
      ]),
    Message(
      .invalidValue, code: "22P02", #"invalid input value for enum {domain}: "{value}""#,
      origin: "src/backend/utils/adt/enum.c",
      examples: [
        Example(
          #"invalid input value for enum boat_class: "raft""#,
          yields: ConstraintViolation(
            kind: .invalidValue, dbms: .postgreSQL, sqlState: "22P02", values: ["raft"]))
      ]),
    Message(.invalidValue, code: "22P02", #"invalid input syntax for type {type}: "{value}""#),
    Message(.invalidValue, code: "22P02", "invalid input syntax for type {type}"),
    Message(
      .invalidValue, code: "22P02", #"invalid input syntax for {type}: "{value}""#,
      origin: "before 12"),
    Message(.invalidValue, code: "22P02", #"malformed array literal: "{value}""#),
    Message(.invalidValue, code: "22P02", #"malformed record literal: "{value}""#),
    Message(.invalidValue, code: "22P02", #"malformed range literal: "{value}""#),
  ]
}
