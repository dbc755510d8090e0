/// Somebody who signed up.
struct Account: Sendable, Hashable {
  var id: Int64
  var email: String
  var name: String

  static let table = """
    CREATE TABLE IF NOT EXISTS accounts_user (
      id INTEGER PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      password_hash TEXT
    )
    """
}
