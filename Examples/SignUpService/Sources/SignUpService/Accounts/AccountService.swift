/// The ways to get an account.
struct AccountService {
  var accounts: AccountRepository
  /// Slow on purpose, as password hashing has to be.
  var hash: PasswordHash

  /// Signs up with an address and a password.
  func register(email: String, name: String, password: String) async throws -> Account {
    guard try !accounts.isTaken(email: email) else { throw Refusal.emailTaken }
    let passwordHash = await hash(password)
    return try accounts.insert(email: email, name: name, passwordHash: passwordHash)
  }

  /// Signs up by a link in an invitation; the password comes later.
  func acceptInvitation(email: String, name: String) throws -> Account {
    try accounts.insertInvited(email: email, name: name)
  }
}

typealias PasswordHash = @Sendable (String) async -> String

/// What the service declines with a sentence for the user: expected, and nothing to report.
enum Refusal: String, Error {
  case emailTaken = "This address has an account already."
  case seatTaken = "This seat is taken."
}
