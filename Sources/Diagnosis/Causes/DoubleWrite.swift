import DatabaseErrors
import Fixes
import SourceCode

extension Cause {
  static let doubleWrite = Cause(
    id: "double_write",
    title: "One request writes the row twice",
    rationale: """
      A signal's handler or callback writes the row, and so does the code beside it. No second \
      request is needed: the first INSERT of this very request holds the key that the second one \
      wants.
      """,
    examples: [
      .matches(
        "a signal's handler and the view", "UNIQUE constraint failed: profile.user_id",
        statements: [
          #"INSERT INTO "user" ("name") VALUES (%s)"#,
          #"INSERT INTO "profile" ("user_id") VALUES (%s)"#,
          #"INSERT INTO "profile" ("user_id") VALUES (%s)"#,
        ], through: ["django/dispatch/dispatcher.py"]),
      .matches(
        "two handlers", "UNIQUE constraint failed: cart.user_id",
        statements: [
          #"INSERT INTO "cart" ("user_id") VALUES (%s)"#,
          #"INSERT INTO "cart" ("user_id") VALUES (%s)"#,
        ], through: ["django/dispatch/dispatcher.py"]),
      .rejects(
        "no handler is on the stack", "UNIQUE constraint failed: tag.name",
        statements: [
          #"INSERT INTO "tag" ("name") VALUES (%s)"#, #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .rejects(
        "one write only", "UNIQUE constraint failed: profile.user_id",
        statements: [#"INSERT INTO "profile" ("user_id") VALUES (%s)"#],
        through: ["django/dispatch/dispatcher.py"]),
    ]
  ) { evidence in
    guard evidence.violation.kind == .unique || evidence.violation.kind == .primaryKey,
      let failing = evidence.trail.failing
    else { return .silent }
    let earlier = evidence.trail.before.filter {
      $0.statement.verb == .insert && $0.statement.table == failing.statement.table
    }
    guard let last = earlier.last else { return .silent }
    // A loop that writes many rows inserts into one table many times as well.
    let isPair = earlier.count == 1 && evidence.sentValue == .notSent
    guard evidence.context.isInSignal || isPair else { return .silent }
    let handlers = Fact("A signal's handlers are on the stack", at: "stack trace")
    return .finding(
      Finding(
        cause: "double_write", strength: evidence.context.isInSignal ? .likely : .possible,
        grounds: Fact("This request had inserted into the same table already", at: last.place),
        evidence.context.isInSignal ? [handlers] : [],
        remedies: [evidence.remedy(.insertOrRead)]))
  }
}
