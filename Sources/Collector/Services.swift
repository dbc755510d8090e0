import EventSchema
import Issues
import Reports
import Storage
import Synchronization

/// What the routes need.
struct Services: Sendable {
  var ingest: Ingest
  var queue: DigestQueue
  var issues: IssueStore
  var sources: ProjectSources
  var access: ReadAccess
  var health: Health
  /// The path below which everything is.
  var prefix: String
  var log: Log

  func report(issue: Int64) throws(IssueStoreError) -> Report? {
    guard let listing = try issues.listing(issue: issue) else { return nil }
    let source = sources.checkout(of: listing.statistics.project)
    return try issues.report(issue: issue, in: source.tree, schema: source.schema)
  }

  /// Turns what the store may throw into an answer.
  func reading(_ body: () throws(IssueStoreError) -> HTTPResponse) -> HTTPAnswer {
    do throws(IssueStoreError) {
      return .now(try body())
    } catch {
      log.error(
        "cannot read", ["doing": .string(error.doing), "reason": .string(error.reason)])
      let refusal = Refusal.unavailable(
        "The store cannot be read", retryAfterSeconds: CollectorLimits.storeRetrySeconds)
      return .now(refusal.response)
    }
  }
}

/// Who may read issues: whoever has a token. Without tokens, whoever asks from this host, by a name
/// of this host: a page of the network that has its own name point here is turned away.
struct ReadAccess: Sendable {
  var tokens: [String]

  func admit(_ head: HTTPRequestHead) -> HTTPAdmission {
    if let refusal = refusal(head) { return .answered(refusal.response) }
    return .body(bytesMax: Route.ignoredBodyBytesMax)
  }

  private func refusal(_ head: HTTPRequestHead) -> Refusal? {
    guard !tokens.isEmpty else {
      guard Self.isLoopback(host: head.field("host") ?? "") else {
        return Refusal(
          403, "Without admin.tokens, issues can be read by the address of this host alone",
          causes: ["Ask http://127.0.0.1 or http://localhost, or configure a token"])
      }
      return nil
    }
    let authorization = head.field("authorization") ?? ""
    let bearer = parameters(of: authorization, scheme: "bearer").map(String.init)
    let given = bearer ?? basicPassword(authorization)
    guard let given, isSecret(given, among: tokens) else {
      return Refusal(
        401, "Reading issues needs a token of admin.tokens",
        causes: ["Send Authorization: Bearer TOKEN; a browser may give it as the password"],
        fields: [HTTPField("WWW-Authenticate", "Basic realm=\"Triage\", charset=\"UTF-8\"")])
    }
    return nil
  }

  private static func isLoopback(host: String) -> Bool {
    if host.hasPrefix("[::1]") { return host.dropFirst(5).allSatisfy { $0 == ":" || $0.isNumber } }
    let name = host.prefix { $0 != ":" }.lowercased()
    guard name != "localhost" else { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// Counts of this run and of the store, kept in memory: counting a store's rows takes long.
final class Health: Sendable {
  struct Now: Sendable {
    var events: Int
    var digested: Int
    var refused: Int
    var canWrite: Bool
  }

  let costs = Costs()
  private let state: Mutex<Now>

  init(_ counts: StoreCounts) {
    state = Mutex(
      Now(
        events: Int(counts.events),
        digested: Int(counts.events - counts.queued - counts.refused),
        refused: Int(counts.refused), canWrite: true))
  }

  var now: Now { state.withLock { $0 } }

  /// What one transaction has done.
  func wrote(events: Int, digested: Int, refused: Int) {
    state.withLock {
      $0.events += events
      $0.digested += digested
      $0.refused += refused
      $0.canWrite = true
    }
  }

  func couldNotWrite() {
    state.withLock { $0.canWrite = false }
  }
}
