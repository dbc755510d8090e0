import Monitor
import TinySQLite

/// The service's database: a file, and a connection for whoever asks.
struct Database: Sendable {
  var path: String

  /// Makes the tables that are missing.
  init(path: String) throws {
    self.path = path
    let connection = try Connection(path: path)
    _ = try connection.rows("PRAGMA journal_mode = WAL")
    for table in [Account.table, Booking.table] { try connection.execute(table) }
  }

  /// A connection whose statements the monitor knows. That a query found nothing is worth as much
  /// as what it found: it is how a race between a check and a write comes to light.
  func connect() throws -> Connection {
    let connection = try Connection(path: path)
    connection.didRun = { statement in
      Monitor.addQuery(
        statement: statement.sql, rows: statement.rows, duration: statement.duration,
        system: "sqlite", failed: statement.failed)
    }
    return connection
  }
}

/// More about an error than its text says, for the monitor.
extension SQLiteError: Monitor.DatabaseError {
  public var databaseErrorFields: Monitor.DatabaseErrorFields {
    Monitor.DatabaseErrorFields(
      system: "sqlite", code: Int(code), extendedCode: Int(extendedCode), statement: statement)
  }
}

/// One row was expected, and there are more.
struct MoreThanOneRow: Error, CustomStringConvertible {
  var table: String
  /// The columns that were thought to tell rows apart.
  var columns: [String]
  var count: Int

  var description: String {
    "MoreThanOneRow(table: \(table), columns: \(columns.joined(separator: ", "))): "
      + "expected one row, found \(count)"
  }
}

extension MoreThanOneRow: Monitor.DatabaseError {
  var databaseErrorFields: Monitor.DatabaseErrorFields {
    Monitor.DatabaseErrorFields(system: "sqlite", table: table, columns: columns)
  }
}
