import Monitor

/// The routes of the service. Each request has a connection of its own, and what goes wrong in it
/// is captured in one place.
struct Routes: Sendable {
  var database: Database
  var hash: PasswordHash = { "hash of \($0.count) characters" }
  var charge: Charge = { _ in }

  func respond(to request: Request) async -> Response {
    await Monitor.withRequest(request.monitored) {
      do {
        return try await answer(request)
      } catch let refusal as Refusal {
        return Response(status: 409, text: refusal.rawValue)
      } catch {
        let id = Monitor.capture(error)
        return Response(status: 500, text: "Something went wrong on our side.", eventID: id)
      }
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let connection = try database.connect()
    let accounts = AccountService(
      accounts: AccountRepository(connection: connection), hash: hash)
    let bookings = BookingService(
      bookings: BookingRepository(connection: connection), charge: charge)

    switch (request.method, request.path) {
    case ("POST", "/sign-up"):
      let account = try await accounts.register(
        email: request["email"], name: request["name"], password: request["password"])
      return Response(status: 201, text: "\(account.id)")
    case ("POST", "/invitations/accept"):
      let account = try accounts.acceptInvitation(
        email: request["email"], name: request["name"])
      return Response(status: 201, text: "\(account.id)")
    case ("POST", "/bookings"):
      let booking = try await bookings.book(
        event: request["event"], seat: request["seat"],
        accountID: Int64(request["account"]) ?? 0)
      return Response(status: 201, text: "\(booking.id)")
    case ("GET", "/seats"):
      let holder = try bookings.holder(event: request["event"], seat: request["seat"])
      return Response(status: 200, text: holder.map { "held by \($0)" } ?? "free")
    default:
      return Response(status: 404, text: "There is nothing here.")
    }
  }
}
