/// Seats and who holds them.
struct BookingService {
  var bookings: BookingRepository
  /// Asks the payment provider; takes its time.
  var charge: Charge

  func book(event: String, seat: String, accountID: Int64) async throws -> Booking {
    guard try bookings.booking(event: event, seat: seat) == nil else { throw Refusal.seatTaken }
    await charge(accountID)
    return try bookings.insert(event: event, seat: seat, accountID: accountID)
  }

  /// The account that holds the seat.
  func holder(event: String, seat: String) throws -> Int64? {
    try bookings.booking(event: event, seat: seat)?.accountID
  }
}

typealias Charge = @Sendable (Int64) async -> Void
