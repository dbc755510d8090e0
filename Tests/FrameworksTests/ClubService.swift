import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode

/// Small services of other shapes than the example.
enum ClubService {
  static let package = SourceFile(
    path: "Package.swift",
    text: """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
          name: "Club",
          targets: [
              .systemLibrary(name: "CSQLite3", pkgConfig: "sqlite3"),
              .executableTarget(name: "Club", dependencies: [.target(name: "CSQLite3")])
          ]
      )

      """)

  private static let error = """
    struct SQLError: Error { let extendedCode: Int32 }

    """

  static let oneClass = [
    package,
    SourceFile(
      path: "Sources/Club/MemberStore.swift",
      text: error + """
        import CSQLite3

        enum MemberError: Error { case emailTaken(String), full }

        final class MemberStore {
            private var handle: OpaquePointer?

            init(path: String = "/srv/club.sqlite") throws {
                sqlite3_open(path, &handle)
                sqlite3_busy_timeout(handle, 5_000)
                try createTables()
            }

            private func createTables() throws {
                try run("CREATE TABLE IF NOT EXISTS members (email TEXT UNIQUE, name TEXT)", [])
            }

            @discardableResult
            private func run(_ sql: String, _ values: [String]) throws -> Int { 0 }

            func join(email: String, name: String?) throws {
                let known = try run("SELECT name FROM members WHERE email = ?", [email])
                if known > 0 {
                    throw MemberError.emailTaken(email)
                }
                try run("INSERT INTO members VALUES (?, ?)", [email, name ?? ""])  // joins
            }

            func importMember(email: String, name: String?) throws {
                try run("INSERT INTO members VALUES (?, ?)", [email, name ?? ""])  // imports
            }
        }

        """),
  ]

  static let layers = [
    package,
    SourceFile(
      path: "Sources/Club/Members.swift",
      text: error + """
        enum MemberError: Error { case taken }

        struct MemberRepository {
            let database: Database

            func exists(email: String) throws -> Bool {
                try !database.query("SELECT id FROM members WHERE email = ?", email).isEmpty
            }

            func add(email: String) throws {
                try database.query("INSERT INTO members (email) VALUES (?)", email)
            }
        }

        struct MemberService {
            let repository: MemberRepository

            func join(email: String) throws {
                if try repository.exists(email: email) { throw MemberError.taken }
                try repository.add(email: email)
            }

            func invite(email: String) throws {
                try repository.add(email: email)
            }
        }

        """),
  ]

  /// The failure of the line with a mark.
  static func failure(at mark: String) -> Failure {
    let lines = oneClass[1].text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.firstIndex { $0.hasSuffix("// \(mark)") }.map { $0 + 1 }
    return failure(in: oneClass, at: [line])
  }

  /// A refused row; lines of the last file, the culprit's at the end.
  static func failure(in files: [SourceFile], at lines: [Int?]) -> Failure {
    var event = Event()
    event.platform = "swift"
    event.exceptions = [EventSchema.Exception(type: "SQLError")]
    let frames = lines.map {
      Frame(filename: files.last?.path, lineNumber: $0, inApp: true)
    }
    return Failure(
      event: event,
      violation: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "members", columns: ["email"]),
      frames: frames, inApp: frames.map { _ in true }, culpritIndex: frames.count - 1,
      tree: SourceTree(files: files, isComplete: true))
  }
}
