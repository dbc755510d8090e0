extension Driver {
  /// DBI with its drivers, and DBIx::Class, Rose::DB, Mojo and Catalyst above it.
  public static let perl = Driver(
    name: "Perl",
    wrappers: [
      // Where `die` and Carp put it, and what DBI adds when it is asked to.
      Wrapper("{message} at {_} line {number}."),
      Wrapper("{message} at {_} line {number}"),
      Wrapper("{message} [for Statement \"{statement}\" with ParamValues: {rest}]"),
      Wrapper("{message} [for Statement \"{statement}\"]"),
      Wrapper("DBI Exception: {message}"),
      Wrapper("DBD::Pg::{_} failed: {message}", dbms: .postgreSQL, standsBehindProse: true),
      Wrapper("DBD::PgPP::{_} failed: {message}", dbms: .postgreSQL, standsBehindProse: true),
      Wrapper("DBD::mysql::{_} failed: {message}", dbms: .mySQL, standsBehindProse: true),
      Wrapper("DBD::MariaDB::{_} failed: {message}", dbms: .mySQL, standsBehindProse: true),
      Wrapper("DBD::SQLite::{_} failed: {message}", dbms: .sqlite, standsBehindProse: true),
      Wrapper("DBD::Firebird::{_} failed: {message}", dbms: .firebird, standsBehindProse: true),
      Wrapper("DBD::Oracle::{_} failed: {message}", dbms: .oracle, standsBehindProse: true),
      Wrapper("{message} (DBD ERROR: {_})", dbms: .oracle),
      Wrapper("DBD::{_} failed: {message}"),
      // DBIx::Class names the method; its bulk inserts show the row.
      Wrapper("execute_for_fetch() aborted with '{message}' at populate slice:\n{rest}"),
      Wrapper("{{UNKNOWN}: {message}"),
      Wrapper("{class}() - {message}"),
      Wrapper("Caught exception in {_} \"{message}\""),
      Wrapper("Couldn't insert new {_}: {message}"),
    ],
    examples: [
      Example(
        """
        DBD::Pg::st execute failed: ERROR:  duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists. at lib/Harbour/Boats.pm line 12.
        """,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["sail_no"], values: ["K-17"])),
      Example(
        "DBIx::Class::Storage::DBI::_dbh_execute(): DBI Exception: DBD::SQLite::st execute "
          + "failed: UNIQUE constraint failed: boats.sail_no [for Statement \"INSERT INTO boats "
          + "( sail_no ) VALUES ( ? )\" with ParamValues: 1='K-17'] at lib/Boats.pm line 12",
        type: "DBIx::Class::Exception",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"],
          statement: "INSERT INTO boats ( sail_no ) VALUES ( ? )")),
      Example(
        "DBD::mysql::db do failed: Column 'name' cannot be null at ./import.pl line 9, <> line 3.",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048",
          columns: ["name"])),
      .nearMiss("DBD::SQLite::db prepare failed: no such table: boats at boats.pl line 3."),
      .nearMiss("Can't locate object method \"insert\" via package \"Boat\" at boats.pl line 3."),
    ])
}
