import TinySQLite

/// The table of bookings.
struct BookingRepository {
  var connection: Connection

  /// The booking of a seat; a seat has one at most.
  func booking(event: String, seat: String) throws -> Booking? {
    let rows = try connection.rows(
      "SELECT id, account_id FROM bookings_booking WHERE event = ? AND seat = ?",
      [.text(event), .text(seat)])
    guard rows.count <= 1 else {
      throw MoreThanOneRow(
        table: "bookings_booking", columns: ["event", "seat"], count: rows.count)
    }
    guard let row = rows.first, let id = row.integer("id"), let account = row.integer("account_id")
    else { return nil }
    return Booking(id: id, event: event, seat: seat, accountID: account)
  }

  func insert(event: String, seat: String, accountID: Int64) throws -> Booking {
    try connection.execute(
      "INSERT INTO bookings_booking (event, seat, account_id) VALUES (?, ?, ?)",
      [.text(event), .text(seat), .integer(accountID)])
    return Booking(
      id: connection.lastInsertedID, event: event, seat: seat, accountID: accountID)
  }
}
