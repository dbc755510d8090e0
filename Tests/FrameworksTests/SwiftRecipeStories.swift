import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import SourceCode
import Testing

/// One write in the words of one library, and what a remedy makes of it.
struct SwiftRecipeStory: Sendable, CustomTestStringConvertible {
  var name: String
  /// The failing line ends with `// ↓`, those of its callers, outermost first, with `// →`.
  var code: String
  var violation: ConstraintViolation
  var error: String
  var remedy: Remedy.Kind
  /// Lines that the change adds, without their margins; empty where it is only shown.
  var adds: [String]

  var testDescription: String { name }

  func failure() -> Failure {
    let marked = code.split(separator: "\n", omittingEmptySubsequences: false)
    func lines(_ mark: String) -> [Int] {
      marked.indices.filter { marked[$0].hasSuffix(mark) }.map { $0 + 1 }
    }
    let text = marked.map { line in
      ["  // ↓", "  // →"].contains(where: line.hasSuffix) ? line.dropLast(6) : line
    }.joined(separator: "\n")
    let file = SourceFile(path: "Sources/App/Members.swift", text: text)
    var event = Event()
    event.platform = "swift"
    event.exceptions = [EventSchema.Exception(type: error)]
    let frames = (lines("// →") + lines("// ↓")).map {
      Frame(filename: file.path, lineNumber: $0, inApp: true)
    }
    return Failure(
      event: event, violation: violation, frames: frames, inApp: frames.map { _ in true },
      culpritIndex: frames.count - 1, tree: SourceTree(files: [file], isComplete: true))
  }
}

extension SwiftRecipeStory {
  private static func email(_ dbms: DBMS, _ constraint: String? = nil) -> ConstraintViolation {
    ConstraintViolation(
      kind: .unique, dbms: dbms, constraint: constraint, table: "members", columns: ["email"])
  }

  static let all =
    [
      SwiftRecipeStory(
        name: "Fluent and Vapor",
        code: """
          import Fluent
          import FluentPostgresDriver
          import Vapor

          final class Member: Model, @unchecked Sendable {
            static let schema = "members"
            @ID(key: .id) var id: UUID?
            @Field(key: "email") var email: String
          }

          struct MemberController {
            func create(_ request: Request) async throws -> Member {
              let member = try request.content.decode(Member.self)
              try await member.create(on: request.db)  // ↓
              return member
            }
          }

          """, violation: email(.postgreSQL, "uq:members.email"), error: "PSQLError",
        remedy: .validateOnPath,
        adds: [
          #"try await Member.query(on: request.db).filter(\.$email == member.email).first() == nil"#,
          #"else { throw Abort(.conflict, reason: "This email is taken.") }"#,
          #"} catch let error as PSQLError"#,
        ]),
      SwiftRecipeStory(
        name: "PostgresNIO",
        code: """
          import PostgresNIO

          enum Refusal: Error { case emailTaken }

          struct Members {
            let client: PostgresClient

            func join(email: String) async throws {
              try await client.query("INSERT INTO members (email) VALUES (\\(email))")  // ↓
            }

            func leave() throws { throw Refusal.emailTaken }
          }

          """, violation: email(.postgreSQL, "members_email_key"), error: "PSQLError",
        remedy: .translateViolation,
        adds: [
          #"} catch let error as PSQLError where error.serverInfo?[.constraintName] == "members_email_key" {"#,
          "throw Refusal.emailTaken",
        ]),
      SwiftRecipeStory(
        name: "a record that is found or made",
        code: """
          import GRDB

          struct Tag: Codable, FetchableRecord, MutablePersistableRecord {
            static let databaseTableName = "members"
            var id: Int64?
            var email: String
          }

          struct Tags {
            let queue: DatabaseQueue

            func make(_ db: Database) throws {
              try db.create(table: "members") { t in
                t.autoIncrementedPrimaryKey("id")
                t.column("email", .text).notNull().unique()
              }
            }

            func tag(email: String, _ db: Database) throws -> Tag {
              if let known = try Tag.filter(Column("email") == email).fetchOne(db) {
                return known
              }
              var tag = Tag(email: email)
              try tag.insert(db)  // ↓
              return tag
            }
          }

          """, violation: email(.sqlite), error: "GRDB.DatabaseError", remedy: .insertOrRead,
        adds: [
          "if let known = try Tag.filter(Column(\"email\") == email).fetchOne(db) {",
          "throw error",
        ]),
      SwiftRecipeStory(
        name: "changes in a closure of the write, and an error with a code of its own",
        code: """
          import GRDB

          struct ClubError: Error {
            enum Code { case taken, notFound }
            let code: Code
            let message: String
            static let emailTaken = ClubError(code: .taken, message: "Taken.")
          }

          struct Member: Codable, FetchableRecord, MutablePersistableRecord {
            static let databaseTableName = "members"
            var id: Int64
            var email: String
          }

          struct Members {
            let queue: DatabaseQueue

            func create(_ db: Database) throws {
              try db.create(table: "members") { t in
                t.autoIncrementedPrimaryKey("id")
                t.column("email", .text).notNull().unique()
              }
            }

            func join() throws { throw ClubError.emailTaken }

            func move(id: Int64, to email: String) throws {
              try queue.write { db in
                guard var member = try Member.fetchOne(db, key: id) else { return }
                try member.updateChanges(db) { $0.email = email }  // ↓
              }
            }
          }

          """, violation: email(.sqlite), error: "GRDB.DatabaseError",
        remedy: .translateViolation,
        adds: [
          "try member.updateChanges(db) { $0.email = email }", "throw ClubError.emailTaken",
        ]),
      SwiftRecipeStory(
        name: "an error whose codes have none that says so",
        code: """
          import GRDB

          struct ClubError: Error {
            enum Code { case taken, notFound }
            let code: Code
            let message: String
            static let emailTaken = ClubError(code: .taken, message: "Taken.")
          }

          struct Members {
            let queue: DatabaseQueue

            func join() throws { throw ClubError.emailTaken }

            func remove(id: Int64) throws {
              _ = try queue.write { db in try Member.deleteOne(db, key: id) }  // ↓
            }
          }

          struct Member: TableRecord { static let databaseTableName = "members" }

          """,
        violation: ConstraintViolation(kind: .foreignKey, dbms: .sqlite, table: "members"),
        error: "GRDB.DatabaseError", remedy: .decideChildren,
        adds: [
          "enum Code { case taken, notFound, inUse }",
          #"static let memberInUse = ClubError(code: .inUse, message: "This member is still in use.")"#,
          "throw ClubError.memberInUse",
        ]),
      SwiftRecipeStory(
        name: "a value in a closure of one line",
        code: """
          import GRDB

          enum Refusal: Error { case memberInUse, other }

          struct Members {
            let queue: DatabaseQueue

            func remove(id: Int64) throws {
              if id == 0 { throw Refusal.other }
              _ = try queue.write { db in try Member.deleteOne(db, key: id) }  // ↓
            }
          }

          struct Member: TableRecord {}

          """, violation: ConstraintViolation(kind: .foreignKey, dbms: .sqlite),
        error: "GRDB.DatabaseError", remedy: .decideChildren,
        adds: [
          "} catch let error as DatabaseError",
          "where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY",
          "throw Refusal.memberInUse",
        ]),
      SwiftRecipeStory(
        name: "two keys, and an error that does not say which",
        code: """
          enum Refusal: Error { case emailTaken }
          struct SQLError: Error { let extendedCode: Int32 }

          struct Members {
            let connection: Connection

            func make() throws {
              try connection.run("CREATE TABLE members (email TEXT UNIQUE, phone TEXT UNIQUE)")
              throw Refusal.emailTaken
            }

            func join(email: String, phone: String) throws {
              try connection.run("INSERT INTO members VALUES (?, ?)", [email, phone])  // ↓
            }
          }

          """, violation: email(.sqlite), error: "SQLError", remedy: .translateViolation, adds: []),
      SwiftRecipeStory(
        name: "an enum that a switch lists",
        code: """
          import GRDB

          enum Refusal: Error { case other }

          struct Member: PersistableRecord, Codable { var email: String }

          struct Members {
            func status(_ refusal: Refusal) -> Int {
              switch refusal {
              case .other: 400
              }
            }

            func join(email: String, _ db: Database) throws {
              if email.isEmpty { throw Refusal.other }
              try db.execute(sql: "INSERT INTO members (email) VALUES (?)", arguments: [email])  // ↓
            }
          }

          """, violation: email(.sqlite), error: "GRDB.DatabaseError", remedy: .translateViolation,
        adds: []),
      SwiftRecipeStory(
        name: "errors that are properties of a struct",
        code: """
          import GRDB

          struct ClubError: Error, Equatable {
            enum Code { case taken, notFound, invalid }
            let code: Code
            let message: String
            static let phoneTaken = ClubError(code: .taken, message: "Somebody has it.")
            static let noSuchClub = ClubError(code: .notFound, message: "No such club.")
          }

          struct Member: PersistableRecord, Codable {
            static let databaseTableName = "members"
            var memberEMail: String
          }

          struct Members {
            let queue: DatabaseQueue

            func join(memberEMail: String) throws {
              guard queue.isOpen else { throw ClubError.noSuchClub }
              try queue.write { db in
                try db.create(table: "members") { t in
                  t.primaryKey { t.column("memberEMail", .text).unique() }
                }
                let member = Member(memberEMail: memberEMail)
                try member.save(db)  // ↓
              }
            }
          }

          """,
        violation: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "members", columns: ["memberEMail"]),
        error: "GRDB.DatabaseError", remedy: .validateOnPath,
        adds: [
          #"static let memberEMailTaken = ClubError(code: .taken, message: "This member email is taken.")"#,
          #"guard try Member.filter(Column("memberEMail") == member.memberEMail).isEmpty(db) else {"#,
          "throw ClubError.memberEMailTaken",
        ]),
      SwiftRecipeStory(
        name: "an error whose code has to be another",
        code: """
          import GRDB

          struct ClubError: Error {
            enum Code { case taken, notFound, invalid }
            let code: Code
            static let noSuchClub = ClubError(code: .notFound)
          }

          struct Members {
            let queue: DatabaseQueue

            func join(email: String) throws {
              guard queue.isOpen else { throw ClubError.noSuchClub }
              try queue.write { db in
                try db.execute(sql: "INSERT INTO members (email) VALUES (?)", arguments: [email])  // ↓
              }
            }
          }

          """, violation: email(.sqlite), error: "GRDB.DatabaseError",
        remedy: .translateViolation,
        adds: [
          "static let emailTaken = ClubError(code: .taken)", "throw ClubError.emailTaken",
        ]),
    ] + ofWrappers + ofGRDB
}

@Suite struct SwiftRecipeStoryTests {
  @Test(arguments: SwiftRecipeStory.all)
  func writesWhatTheLibrarySays(_ story: SwiftRecipeStory) throws {
    let failure = story.failure()
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(
      story.remedy, table: story.violation.table, columns: story.violation.columns)
    let fixes = framework.fixes(for: remedy, of: failure, framework.facts(of: failure))
    let fix = try #require(fixes.first)
    #expect(fix.diff.isEmpty == story.adds.isEmpty, "\(fix.title)\n\(fix.diff)")
    let added = fix.diff.split(separator: "\n").filter { $0.hasPrefix("+") }.joined(separator: "\n")
    for line in story.adds { #expect(added.contains(line), "\(line) in\n\(fix.diff)") }
    #expect(fix.diff.isEmpty || fix.sketch.isEmpty)
    #expect(!fix.diff.isEmpty || !fix.sketch.isEmpty)
  }

  /// Its own old value would be found.
  @Test func looksForNothingBeforeARecordThatWasThereIsSaved() throws {
    let story = SwiftRecipeStory(
      name: "a record that was there before it is saved",
      code: """
        import GRDB

        enum Refusal: Error { case emailTaken }

        struct Member: PersistableRecord, Codable {
          static let databaseTableName = "members"
          var id: Int64?
          var email: String
        }

        struct Members {
          func move(id: Int64, to email: String, _ db: Database) throws {
            guard var member = try Member.fetchOne(db, key: id) else { throw Refusal.emailTaken }
            member.email = email
            try member.save(db)  // ↓
          }
        }

        """,
      violation: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "members", columns: ["email"]),
      error: "GRDB.DatabaseError", remedy: .validateOnPath,
      adds: [])
    let failure = story.failure()
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(.validateOnPath, table: "members", columns: ["email"])
    let fixes = framework.fixes(for: remedy, of: failure, SourceFacts())
    #expect(fixes.allSatisfy { $0.diff.isEmpty })
  }
}
