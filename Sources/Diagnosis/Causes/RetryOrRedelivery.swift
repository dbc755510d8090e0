import DatabaseErrors
import Fixes

extension Cause {
  static let retryOrRedelivery = Cause(
    id: "retry_or_redelivery",
    title: "The same operation ran again",
    rationale: """
      A double submit, a job that is retried, a message or webhook that is delivered twice: the \
      first run has stored its row, the second insists on storing it again. The right answer is \
      the first result, not an error.
      """,
    examples: [
      .matches(
        "a key that names a message", "UNIQUE constraint failed: inbox.message_id",
        statements: [#"INSERT INTO "inbox" ("message_id", "body") VALUES (%s, %s)"#]),
      .matches(
        "a key that names a delivery",
        #"duplicate key value violates unique constraint "hook_delivery_id_key""#
          + "\nDETAIL:  Key (delivery_id)=(77) already exists.",
        statements: [#"INSERT INTO "hook" ("delivery_id") VALUES (%s)"#]),
      .rejects(
        "an ordinary key", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email") VALUES (%s)"#]),
      .rejects(
        "the key was looked up first", "UNIQUE constraint failed: inbox.message_id",
        statements: [
          #"SELECT 1 FROM "inbox" WHERE "message_id" = %s LIMIT 1"#,
          #"INSERT INTO "inbox" ("message_id", "body") VALUES (%s, %s)"#,
        ]),
    ]
  ) { evidence in
    guard evidence.violation.kind == .unique || evidence.violation.kind == .primaryKey,
      !evidence.context.isMigration, !evidence.context.isFixtureOrSeed
    else { return .silent }
    var grounds: [Fact] = []
    if let pair = evidence.history.nearPair, pair.sameActor {
      grounds.append(
        Fact("The same user failed with the same key twice within two seconds", at: "issue history")
      )
    }
    if let pair = evidence.history.farPair, evidence.context.isWorker {
      grounds.append(
        Fact(
          "The same key failed again after \(Int(pair.seconds.rounded())) s, in a worker",
          at: "issue history"))
    }
    if evidence.keyLookups.isEmpty, let column = evidence.messageIdentity {
      grounds.append(
        Fact(
          "`\(column)` names a message or delivery, which senders repeat until it is answered",
          at: "message"))
    }
    guard let first = grounds.first else { return .silent }
    if let nobodyLooked = evidence.nobodyLooked { grounds.append(nobodyLooked) }
    return .finding(
      Finding(
        cause: "retry_or_redelivery", strength: .likely, grounds: first, Array(grounds.dropFirst()),
        remedies: [evidence.remedy(.insertOrRead)]))
  }
}

extension Evidence {
  /// The key column whose name says that it identifies a message, delivery or request.
  fileprivate var messageIdentity: String? {
    guard columns.count <= 2 else { return nil }
    let subjects: Set<String> = [
      "message", "msg", "delivery", "webhook", "event", "request", "idempotency", "notification",
      "callback", "envelope", "correlation", "dedup", "dedupe", "nonce",
    ]
    let identities: Set<String> = [
      "id", "ref", "reference", "key", "uuid", "guid", "token", "no", "hash",
    ]
    return columns.first { column in
      let words = column.lowercased().split(separator: "_").map(String.init)
      guard words.count >= 2 else { return words.first == "nonce" }
      return subjects.contains(words[words.count - 2])
        && identities.contains(words[words.count - 1])
    }
  }
}
