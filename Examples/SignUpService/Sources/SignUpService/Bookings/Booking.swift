/// A seat for an account at an event. A seat has one holder: the code sees to that, the table does
/// not know.
struct Booking: Sendable, Hashable {
  var id: Int64
  var event: String
  var seat: String
  var accountID: Int64

  static let table = """
    CREATE TABLE IF NOT EXISTS bookings_booking (
      id INTEGER PRIMARY KEY,
      event TEXT NOT NULL,
      seat TEXT NOT NULL,
      account_id INTEGER NOT NULL REFERENCES accounts_user (id)
    )
    """
}
