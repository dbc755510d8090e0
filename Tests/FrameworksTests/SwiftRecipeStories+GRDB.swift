import DatabaseErrors
import Fixes
import Frameworks
import SourceCode
import Testing

extension SwiftRecipeStory {
  private static let record = """
    import GRDB

    enum Refusal: Error { case emailTaken, notEnough, inUse }

    struct Member: Codable, FetchableRecord, MutablePersistableRecord {
      static let databaseTableName = "members"
      var id: Int64?
      var email: String
      var code: String?
    }

    func createTables(_ db: Database) throws {
      try db.create(table: "members") { t in
        t.autoIncrementedPrimaryKey("id")
        t.column("email", .text).notNull().unique().collate(.nocase)
        t.column("seats", .integer).notNull().check { $0 >= 0 }
      }
      try db.create(table: "loans") { t in
        t.column("member_id", .integer).references("members", onDelete: .restrict)
      }
    }

    """

  private static func refused(
    _ kind: ConstraintViolation.Kind, _ columns: [String]
  ) -> ConstraintViolation {
    ConstraintViolation(kind: kind, dbms: .sqlite, table: "members", columns: columns)
  }

  static let ofGRDB = [
    SwiftRecipeStory(
      name: "a list of tuples, in a key that folds case",
      code: record + """
        struct Members {
          let queue: DatabaseQueue

          func take(over list: [(email: String, code: String)]) throws {
            try queue.write { db in
              for entry in list {
                var member = Member(email: entry.email, code: entry.code)
                try member.insert(db)  // ↓
              }
            }
          }
        }

        """, violation: refused(.unique, ["email"]), error: "GRDB.DatabaseError",
      remedy: .deduplicateBatch,
      adds: [
        "var seen: Set<String> = []",
        "for entry in list where seen.insert(entry.email.lowercased()).inserted {",
      ]),
    SwiftRecipeStory(
      name: "an amount that is taken",
      code: record + """
        struct Members {
          let queue: DatabaseQueue

          func take(_ count: Int, from id: Int64) throws {
            if count == 0 { throw Refusal.notEnough }
            try queue.write { db in
              try db.execute(
                sql: "UPDATE members SET seats = seats - ? WHERE id = ?",  // ↓
                arguments: [count, id])
            }
          }
        }

        """, violation: refused(.check, ["seats"]), error: "GRDB.DatabaseError",
      remedy: .conditionalUpdate,
      adds: [
        #"sql: "UPDATE members SET seats = seats - ? WHERE id = ? AND seats >= ?","#,
        "arguments: [count, id, count])",
        "guard db.changesCount > 0 else { throw Refusal.notEnough }",
      ]),
    SwiftRecipeStory(
      name: "an amount among named parameters",
      code: record + """
        struct Members {
          let queue: DatabaseQueue

          func take(_ count: Int, from id: Int64) throws {
            if count == 0 { throw Refusal.notEnough }
            try queue.write { db in
              try db.execute(
                sql: "UPDATE members SET seats = seats - :count WHERE id = :id",  // ↓
                arguments: ["count": count, "id": id])
            }
          }
        }

        """, violation: refused(.check, ["seats"]), error: "GRDB.DatabaseError",
      remedy: .conditionalUpdate,
      adds: [
        #"sql: "UPDATE members SET seats = seats - :count WHERE id = :id AND seats >= :count","#,
        "guard db.changesCount > 0 else { throw Refusal.notEnough }",
      ]),
    SwiftRecipeStory(
      name: "a child that keeps the row by RESTRICT",
      code: record + """
        struct Members {
          let queue: DatabaseQueue

          func remove(id: Int64) throws {
            if id == 0 { throw Refusal.inUse }
            try queue.write { db in
              _ = try Member.deleteOne(db, key: id)  // ↓
            }
          }
        }

        """, violation: refused(.foreignKey, []), error: "GRDB.DatabaseError",
      remedy: .decideChildren,
      adds: [
        #"&& error.message == "FOREIGN KEY constraint failed""#, "throw Refusal.inUse",
      ]),
    SwiftRecipeStory(
      name: "a key that is made outside of the closure that writes it",
      code: record + """
        struct Members {
          let queue: DatabaseQueue

          func renew(id: Int64) throws -> String {
            let code = String(Int.random(in: 100...999))
            try queue.write { db in
              try db.execute(
                sql: "UPDATE members SET email = :code WHERE id = :id",  // ↓
                arguments: ["code": code, "id": id])
            }
            return code
          }
        }

        """, violation: refused(.unique, ["email"]), error: "GRDB.DatabaseError",
      remedy: .retryWithNewKey,
      adds: [
        "while true {", "let code = String(Int.random(in: 100...999))", "return code",
        "&& attempts < 19",
      ]),
    SwiftRecipeStory(
      name: "an enum with a switch that lists its cases, and columns of coding keys",
      code: """
        import GRDB

        enum Refusal: Error {
          case emailTaken
          case noSuchMember

          var status: Int {
            switch self {
            case .emailTaken: 409
            case .noSuchMember: 404
            }
          }

          var text: String {
            switch self {
            case .emailTaken: "This address is taken."
            case .noSuchMember: "Nobody is called so."
            }
          }
        }

        struct Member: Codable, PersistableRecord {
          static let databaseTableName = "members"
          var cardNumber: Int
          enum CodingKeys: String, CodingKey { case cardNumber = "card_number" }
        }

        func createTables(_ db: Database) throws {
          try db.create(table: "members") { t in
            t.column("card_number", .integer).notNull().unique()
          }
        }

        struct Members {
          func find() throws { throw Refusal.noSuchMember }

          func join(cardNumber: Int, _ db: Database) throws {
            let member = Member(cardNumber: cardNumber)
            try member.insert(db)  // ↓
          }
        }

        """, violation: refused(.unique, ["card_number"]), error: "GRDB.DatabaseError",
      remedy: .validateOnPath,
      adds: [
        "case cardNumberTaken", "case .emailTaken, .cardNumberTaken: 409",
        #"case .cardNumberTaken: "This card number is taken.""#,
        #"guard try Member.filter(Column("card_number") == member.cardNumber).isEmpty(db) else {"#,
        "throw Refusal.cardNumberTaken",
      ]),
  ]

  static let ofPartialKey = SwiftRecipeStory(
    name: "a look-up for a partial key without its condition is none",
    code: record + """
      func createTables(_ db: Database) throws {
        try db.create(
          index: "loan_in_use", on: "loans", columns: ["tool_id"], options: .unique,
          condition: Column("returned_at") == nil)
      }

      struct Loan: Codable, PersistableRecord {
        static let databaseTableName = "loans"
        var tool_id: Int64
      }

      struct Loans {
        let queue: DatabaseQueue

        func lend(tool_id: Int64) throws {
          if tool_id == 0 { throw Refusal.inUse }
          try queue.write { db in
            try Loan(tool_id: tool_id).insert(db)  // ↓
          }
        }
      }

      """,
    violation: ConstraintViolation(
      kind: .unique, dbms: .sqlite, table: "loans", columns: ["tool_id"]),
    error: "GRDB.DatabaseError", remedy: .validateOnPath, adds: [])
}

@Suite struct GRDBRecipeTests {
  /// Rows that the key does not hold would be found as well.
  @Test func looksForNoRowOfAPartialKeyWithoutItsCondition() throws {
    let failure = SwiftRecipeStory.ofPartialKey.failure()
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    #expect(facts.relation?.constraints.contains { $0.isConditional } == true)
    let fixes = [Remedy.Kind.validateOnPath, .translateViolation].map { kind in
      framework.fixes(
        for: Remedy(kind, table: "loans", columns: ["tool_id"]), of: failure, facts)
    }
    #expect(fixes[0].allSatisfy { $0.diff.isEmpty })
    #expect(fixes[1].contains { !$0.diff.isEmpty })
  }
}
