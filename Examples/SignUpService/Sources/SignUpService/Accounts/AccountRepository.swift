import TinySQLite

/// The table of accounts.
struct AccountRepository {
  var connection: Connection

  func isTaken(email: String) throws -> Bool {
    let rows = try connection.rows("SELECT id FROM accounts_user WHERE email = ?", [.text(email)])
    return !rows.isEmpty
  }

  func insert(email: String, name: String, passwordHash: String) throws -> Account {
    try connection.execute(
      "INSERT INTO accounts_user (email, name, password_hash) VALUES (?, ?, ?)",
      [.text(email), .text(name), .text(passwordHash)])
    return Account(id: connection.lastInsertedID, email: email, name: name)
  }

  /// An account that has no password yet.
  func insertInvited(email: String, name: String) throws -> Account {
    try connection.execute(
      "INSERT INTO accounts_user (email, name) VALUES (?, ?)", [.text(email), .text(name)])
    return Account(id: connection.lastInsertedID, email: email, name: name)
  }
}
