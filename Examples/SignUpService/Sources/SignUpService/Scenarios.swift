/// One thing that users do, in words, and the response that shows how it ended.
struct Scenario: Sendable {
  var title: String
  /// Whether the service fails, as it should here.
  var isExpectedToFail: Bool
  /// Returns the responses, the one to look at last.
  var run: @Sendable (Database, Visitor) async -> [Response]
}

/// Names that no earlier run has used, so that the same file can be used again.
struct Visitor: Sendable {
  var mark = String(UInt32.random(in: 0 ... .max), radix: 36)

  func email(_ name: String) -> String { "\(name).\(mark)@example.org" }
  var event: String { "summer-concert-\(mark)" }
}

extension Scenario {
  static let all = [everyday, sameAddressTwice, signUpsAtOnce, seatSoldTwice]

  /// What the service was written for. Refusals are expected, so nothing is reported.
  static let everyday = Scenario(
    title: "A sign-up, the same address again on the path that checks, a seat, the seat again",
    isExpectedToFail: false
  ) { database, visitor in
    let routes = Routes(database: database)
    let signUp = Request.signUp(email: visitor.email("grace"), name: "Grace")
    let first = await routes.respond(to: signUp)
    let seat = Request.booking(event: visitor.event, seat: "A1", account: first.text)
    return [
      first, await routes.respond(to: signUp), await routes.respond(to: seat),
      await routes.respond(to: seat),
    ]
  }

  /// Nothing asks whether the address is taken before an invitation is accepted.
  static let sameAddressTwice = Scenario(
    title: "The same address accepts an invitation twice, where nobody checks",
    isExpectedToFail: true
  ) { database, visitor in
    let routes = Routes(database: database)
    let acceptance = Request(
      method: "POST", path: "/invitations/accept",
      fields: ["email": visitor.email("ada"), "name": "Ada"])
    return [await routes.respond(to: acceptance), await routes.respond(to: acceptance)]
  }

  /// Both requests see that the address is free; while the passwords are hashed, nobody holds it.
  static let signUpsAtOnce = Scenario(
    title: "Two sign-ups with one address at once, between the check and the insert",
    isExpectedToFail: true
  ) { database, visitor in
    let rendezvous = Rendezvous()
    var routes = Routes(database: database)
    routes.hash = { password in
      await rendezvous.meet()
      return "hash of \(password.count) characters"
    }
    let signUp = Request.signUp(email: visitor.email("alan"), name: "Alan")
    return await atOnce(signUp, signUp, routes, rendezvous)
  }

  /// The table takes a second booking of a seat; the next look at the seat finds two holders.
  static let seatSoldTwice = Scenario(
    title: "One seat is sold twice at once, since only code forbids it; then somebody looks it up",
    isExpectedToFail: true
  ) { database, visitor in
    let rendezvous = Rendezvous()
    var routes = Routes(database: database)
    routes.charge = { _ in await rendezvous.meet() }
    let buyers = [
      await routes.respond(to: .signUp(email: visitor.email("barbara"), name: "Barbara")),
      await routes.respond(to: .signUp(email: visitor.email("edsger"), name: "Edsger")),
    ]
    let requests = buyers.map {
      Request.booking(event: visitor.event, seat: "B7", account: $0.text)
    }
    let bookings = await atOnce(requests[0], requests[1], routes, rendezvous)
    let look = Request(
      method: "GET", path: "/seats", fields: ["event": visitor.event, "seat": "B7"])
    return buyers + bookings + [await routes.respond(to: look)]
  }

  /// The responses to two requests that are answered at the same time, a failed one last.
  private static func atOnce(
    _ one: Request, _ other: Request, _ routes: Routes, _ rendezvous: Rendezvous
  ) async -> [Response] {
    await withTaskGroup { group in
      for request in [one, other] {
        group.addTask {
          let response = await routes.respond(to: request)
          await rendezvous.open()
          return response
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.status < $1.status }
    }
  }
}

extension Request {
  static func signUp(email: String, name: String) -> Request {
    Request(
      method: "POST", path: "/sign-up",
      fields: ["email": email, "name": name, "password": "correct horse battery staple"])
  }

  static func booking(event: String, seat: String, account: String) -> Request {
    Request(
      method: "POST", path: "/bookings",
      fields: ["event": event, "seat": seat, "account": account])
  }
}
