import DatabaseErrors
import Testing

@Suite struct FindViolationsTests {
  struct Log: Sendable {
    let text: String
    /// `kind constraint table(columns) lines`.
    let found: [String]
  }

  static let logs = [
    Log(
      text: """
        2031-05-01 10:00:00.123 UTC [4711] app@harbour ERROR:  duplicate key value violates unique \
        constraint "boats_sail_no_key"
        2031-05-01 10:00:00.123 UTC [4711] app@harbour DETAIL:  Key (sail_no)=(K-17) already exists.
        2031-05-01 10:00:00.123 UTC [4711] app@harbour STATEMENT:  INSERT INTO boats VALUES ('K-17')
        2031-05-01 10:00:01.456 UTC [4711] app@harbour LOG:  disconnection
        """, found: ["unique boats_sail_no_key (sail_no) 1...3"]),
    Log(
      text: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
            x()
        psycopg.errors.UniqueViolation: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (a, b)=(1, 2) already exists.

        The above exception was the direct cause of the following exception:

        Traceback (most recent call last):
          File "a.py", line 1, in f
        django.db.utils.IntegrityError: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (a, b)=(1, 2) already exists.
        """, found: ["unique uq (a,b) 4...5"]),
    Log(
      text:
        "\u{1B}[31mERROR 1062 (23000): Duplicate entry '1-2' for key 'PRIMARY'\u{1B}[0m\r\nbye\r\n",
      found: ["primary_key PRIMARY () 1...1"]),
    Log(
      text: """
        web-1  | [2031-05-01 10:00:00,123] ERROR in app: request failed
        web-1  | sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) NOT NULL constraint failed: \
        boats.name
        web-1  | [SQL: INSERT INTO boats (name) VALUES (?)]
        web-1  | [parameters: (None,)]
        db-1   | ready
        """, found: ["not_null boats(name) 2...4"]),
    Log(
      text:
        #"{"level":"error","msg":"duplicate key value violates unique constraint \"uq\"\nDETAIL:  "#
        + #"Key (a)=(1) already exists.","logger":"app"}"#,
      found: ["unique uq (a) 1...1"]),
    // The same words before every line.
    Log(
      text: """
        May  1 10:00:00 quay-1 harbour: ERROR:  duplicate key value violates unique constraint "uq"
        May  1 10:00:00 quay-1 harbour: DETAIL:  Key (a)=(1) already exists.
        """, found: ["unique uq (a) 1...2"]),
    // Broken inside a word, behind a label with two blanks.
    Log(
      text: """
        ERROR:  duplicate key value violates unique con
        straint "uq"
        DETAIL:  Key (a)=(1) already exists.
        """, found: ["unique uq (a) 1...3"]),
    // Values of several lines that hold whole messages.
    Log(
      text: """
        ERROR:  duplicate key value violates unique constraint "uq"
        DETAIL:  Key (note)=(one
        two
        ERROR:  insert or update on table "a" violates foreign key constraint "b") already exists.
        """, found: ["unique uq (note) 1...4"]),
    Log(
      text: """
        ERROR 1062 (23000): Duplicate entry 'x
        ERROR 1048 (23000): Column 'name' cannot be null' for key 'boats.uq'
        """, found: ["unique uq boats() 1...2"]),
    // A value that was cut ends where the next error begins.
    Log(
      text: """
        ERROR:  duplicate key value violates unique constraint "uq"
        DETAIL:  Key (note)=(one
        ERROR:  duplicate key value violates unique constraint "uq2"
        DETAIL:  Key (no)=(2) already exists.
        """, found: ["unique uq (note) 1...2", "unique uq2 (no) 3...4"]),
    // TiDB's log: a field in brackets that holds brackets.
    Log(
      text: #"[2031/05/01 10:00:00.000 +00:00] [WARN] [session.go:1] ["commit failed"] [error="#
        + #""[kv:1062]Duplicate entry '5' for key 'boats.uq'"]"#,
      found: ["unique uq boats() 1...1"]),
    Log(
      text:
        "APIError: {'code': '23505', 'details': 'Key (sail_no)=(K-17) already exists.', 'hint': "
        + #"None, 'message': 'duplicate key value violates unique constraint "uq"'}"#,
      found: ["unique uq (sail_no) 1...1"]),
    Log(
      text: "ValueError: {'message': 'UNIQUE constraint failed: boats.sail_no'}",
      found: []),
    Log(
      text: "Inner Exception: Violation of UNIQUE KEY constraint 'UQ'. Cannot insert duplicate key "
        + "in object 'dbo.Boats'. The duplicate key value is (K-17).",
      found: ["unique UQ Boats() 1...1"]),
    Log(text: "deadlock detected by the harbour master", found: []),
    // Hibernate's log, then Spring's sentence about the same failure.
    Log(
      text: """
        ERROR o.h.engine.jdbc.spi.SqlExceptionHelper - Duplicate entry '5' for key 'UK_sail'
        ERROR o.s.web.Resolver - org.springframework.dao.DataIntegrityViolationException: could not \
        execute statement; SQL [n/a]; constraint [UK_sail]; nested exception is \
        org.hibernate.exception.ConstraintViolationException: could not execute statement
        """, found: ["unique UK_sail () 1...1"]),
    // Odoo.
    Log(
      text: """
        2031-05-01 10:00:00,123 12 ERROR harbour odoo.sql_db: bad query: INSERT INTO "boats" \
        ("name", "ref") VALUES ('Ada', 'K') RETURNING id
        ERROR: duplicate key value violates unique constraint "uq"
        DETAIL:  Key (ref)=(K) already exists.
        """, found: ["unique uq boats(ref) 2...3"]),
    // A name with quotation marks inside ends with the line.
    Log(
      text: """
        ERROR:  duplicate key value violates unique constraint "boats "no" key"
        DETAIL:  Key (no)=(1) already exists.
        """, found: [#"unique boats "no" key (no) 1...2"#]),
    Log(
      text:
        #"worker: IntegrityError('duplicate key value violates unique constraint "uq"\nDETAIL:  "#
        + #"Key (sail_no)=(K-17) already exists.\n')"#,
      found: ["unique uq (sail_no) 1...1"]),
    Log(
      text: "<strong>WordPress database error:</strong> [Duplicate entry &#039;1-x&#039; for key "
        + "&#039;uq&#039;]<br />",
      found: ["unique uq () 1...1"]),
    Log(
      text: """
        FEHLER: doppelter Schlüsselwert verletzt Unique-Constraint »uq«
          Detail: Schlüssel »(sail_no)=(K-17)« existiert bereits.; SQL [n/a]; constraint [null]
        """, found: ["unique uq (sail_no) 1...2"]),
    Log(
      text: "ERROR - 2031-05-01 10:00:00 --> Query error: Column 'name' cannot be null - Invalid "
        + "query: INSERT INTO `boats` (`name`) VALUES (NULL)",
      found: ["not_null boats(name) 1...1"]),
    Log(
      text: #"time=2031-05-01T10:00:00Z level=error msg="UNIQUE constraint failed: boats.sail_no""#,
      found: ["unique boats(sail_no) 1...1"]),
    Log(
      text: """
        ERROR:  insert or update on table "berths" violates foreign key constraint "fk_pier"
        DETAIL:  Key (pier_id)=(99) is not present in table "piers".
        INSERT 0 1
        ERROR:  null value in column "name" of relation "boats" violates not-null constraint
        DETAIL:  Failing row contains (1, null).
        """,
      found: ["foreign_key fk_pier berths(pier_id) 1...2", "not_null boats(name) 4...5"]),
    Log(
      text: """
        org.hibernate.exception.ConstraintViolationException: could not execute statement
        \tat org.hibernate.internal.X.y(X.java:12)
        Caused by: org.postgresql.util.PSQLException: ERROR: duplicate key value violates unique \
        constraint "uq"
          Detail: Key (a)=(1) already exists.
        \tat org.postgresql.core.Z.q(Z.java:34)
        """, found: ["unique uq (a) 3...4"]),
    Log(
      text: "Harbour/Boats.swift:14: Fatal error: 'try!' expression unexpectedly raised an error: "
        + "SQLite error 19: UNIQUE constraint failed: boats.sail_no",
      found: ["unique boats(sail_no) 1...1"]),
    Log(
      text: "Harbour/Boats.swift:14: Fatal error: UNIQUE constraint failed: boats.sail_no",
      found: []),
    Log(
      text: """
        # duplicate key value violates unique constraint "uq"
        // UNIQUE constraint failed: boats.sail_no
        -- Duplicate entry 'x' for key 'y'
        raise ValidationError("UNIQUE constraint failed: boats.sail_no")
        The manual says: duplicate key value violates unique constraint "uq"
        ValueError: UNIQUE constraint failed: boats.sail_no
        2031-05-01 ERROR ValueError: UNIQUE constraint failed: boats.sail_no
        assert "Duplicate entry 'x' for key 'y'" in str(error)
        """, found: []),
  ]

  /// Where a terminal broke the line inside a name, the name is whole and the detail counts.
  @Test func namesThatWereBroken() {
    let postgreSQL = findViolations(
      inText: "duplicate key value violates unique constraint \"boats_sail\n_no_key\"\n"
        + "DETAIL:  Key (sail_no)=(K-17) already exists.")
    #expect(postgreSQL.map(\.violation.constraint) == ["boats_sail_no_key"])
    #expect(postgreSQL.map(\.violation.columns) == [["sail_no"]])
    let sqlServer = findViolations(
      inText: "Violation of UNIQUE KEY constraint 'UQ_Bo\nats'. Cannot insert duplicate key in "
        + "object 'dbo.Bo\nats'. The duplicate key value is (K-17).")
    #expect(sqlServer.map(\.violation.constraint) == ["UQ_Boats"])
    #expect(sqlServer.map(\.violation.table) == ["Boats"])
  }

  @Test(arguments: logs)
  func finds(_ log: Log) {
    #expect(findViolations(inText: log.text).map(\.summary) == log.found)
  }
}

@Suite struct EscapedMessagesTests {
  @Test(arguments: [
    "duplicate key value violates unique constraint &quot;uq&quot;",
    "duplicate key value violates unique constraint &#34;uq&#34;",
    #"duplicate key value violates unique constraint \"uq\""#,
  ])
  func areReadUnescaped(_ message: String) {
    let error = DriverError(type: "UniqueViolation", module: "psycopg.errors", message: message)
    #expect(readViolation(in: error)?.kind == .unique)
    #expect(readViolation(in: DriverError(message: message))?.constraint == "uq")
  }
}

extension FoundViolation {
  fileprivate var summary: String {
    let owner = "\(violation.table ?? "")(\(violation.columns.joined(separator: ",")))"
    return [violation.kind.rawValue, violation.constraint, owner, "\(lines)"].compactMap(\.self)
      .joined(separator: " ")
  }
}
