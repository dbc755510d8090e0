import DatabaseErrors
import Fixes
import SourceCode

extension SwiftRecipeStory {
  /// An application with a wrapper of its own around a C library: the line that fails is the
  /// wrapper's, and says nothing of the statement that it was given.
  private static func wrapped(_ code: String) -> String {
    """
    enum Refusal: Error {
      case emailTaken, noSuchCourse, soldOut
    }
    struct SQLError: Error { let extendedCode: Int32 }

    struct Connection {
      func run(_ sql: String, _ values: Value...) throws -> [Row] { try run(sql, values) }

      func run(_ sql: String, _ values: [Value]) throws -> [Row] {
        throw SQLError(extendedCode: step(sql))  // ↓
      }
    }

    struct Desk {
      let connection: Connection

      func make() throws {
        try connection.run(\"\"\"
          CREATE TABLE students (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE)
          \"\"\")
        try connection.run(\"\"\"
          CREATE TABLE courses (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL CHECK (length(title) <= 40),
            seats INTEGER NOT NULL CHECK (seats >= 0)
          )
          \"\"\")
        try connection.run(\"\"\"
          CREATE TABLE enrolments (
            id INTEGER PRIMARY KEY,
            student_id INTEGER NOT NULL REFERENCES students (id),
            course_id INTEGER NOT NULL REFERENCES courses (id),
            mark INTEGER CHECK (mark BETWEEN 1 AND 6)
          )
          \"\"\")
      }

      func find(email: String) throws -> [Row] {
        try connection.run("SELECT id FROM students WHERE email = ?", .text(email))
      }

    \(code)
      func refuse(_ what: Int) throws {
        if what == 0 { throw Refusal.emailTaken }
        if what == 1 { throw Refusal.noSuchCourse }
        throw Refusal.soldOut
      }
    }

    """
  }

  static let ofWrappers = [
    SwiftRecipeStory(
      name: "a value that the function's caller looks for",
      code: wrapped(
        """
          func join(email: String) throws {
            try connection.run("INSERT INTO students (email) VALUES (?)", .text(email))  // →
          }

        """),
      violation: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "students", columns: ["email"]),
      error: "SQLError", remedy: .validateOnPath,
      adds: [
        #"connection.run("SELECT 1 FROM students WHERE email = ?", [.text(email)]).isEmpty"#,
        "} catch let error as SQLError where error.extendedCode == 2067 {",
        "throw Refusal.emailTaken",
      ]),
    SwiftRecipeStory(
      name: "a look-up of a value that is written in another form",
      code: wrapped(
        """
          func join(email: String) throws {
            guard try find(email: email).isEmpty else { throw Refusal.emailTaken }
            try add(email: email.lowercased())  // →
          }

          func add(email: String) throws {
            try connection.run("INSERT INTO students (email) VALUES (?)", .text(email))  // →
          }

        """),
      violation: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "students", columns: ["email"]),
      error: "SQLError", remedy: .normalize,
      adds: ["guard try find(email: email.lowercased()).isEmpty else"]),
    SwiftRecipeStory(
      name: "two parents, and a database that does not say which is missing",
      code: wrapped(
        """
          func enrol(student: Int64, course: Int64) throws {
            try connection.run(  // →
              "INSERT INTO enrolments (student_id, course_id) VALUES (?, ?)",
              .integer(student), .integer(course))
          }

        """),
      violation: ConstraintViolation(kind: .foreignKey, dbms: .sqlite, table: "enrolments"),
      error: "SQLError", remedy: .validateParent,
      adds: [
        #"try !connection.run("SELECT 1 FROM students WHERE id = ?", [.integer(student)]).isEmpty"#,
        "throw Refusal.unknownStudent",
        #"try !connection.run("SELECT 1 FROM courses WHERE id = ?", [.integer(course)]).isEmpty"#,
        "throw Refusal.noSuchCourse",
        "case emailTaken, noSuchCourse, soldOut, unknownStudent",
      ]),
    SwiftRecipeStory(
      name: "a bound on both sides",
      code: wrapped(
        """
          func grade(id: Int64, mark: Int) throws {
            try connection.run(  // →
              "UPDATE enrolments SET mark = ? WHERE id = ?", .integer(mark), .integer(id))
          }

        """),
      violation: ConstraintViolation(
        kind: .check, dbms: .sqlite, constraint: "mark BETWEEN 1 AND 6", table: "enrolments"),
      error: "SQLError", remedy: .limitInput,
      adds: ["guard (1...6).contains(mark) else", "throw Refusal.invalidMark"]),
    SwiftRecipeStory(
      name: "a length, of what need not be there",
      code: wrapped(
        """
          func offer(title: String?) throws {
            try connection.run("INSERT INTO courses (title, seats) VALUES (?, 1)", title.value)  // →
          }

        """),
      violation: ConstraintViolation(
        kind: .check, dbms: .sqlite, constraint: "length(title) <= 40", table: "courses"),
      error: "SQLError", remedy: .limitInput,
      adds: ["guard (title?.unicodeScalars.count ?? 0) <= 40 else", "throw Refusal.titleTooLong"]),
    SwiftRecipeStory(
      name: "a number that is taken off, by a call that gives rows",
      code: wrapped(
        """
          func book(id: Int64) throws {
            try connection.run("UPDATE courses SET seats = seats - 1 WHERE id = ?", .integer(id))  // →
          }

        """),
      violation: ConstraintViolation(
        kind: .check, dbms: .sqlite, constraint: "seats >= 0", table: "courses"),
      error: "SQLError", remedy: .conditionalUpdate,
      adds: [
        "guard try !connection.run(",
        "SET seats = seats - 1 WHERE id = ? AND seats >= 1 RETURNING 1\", .integer(id)).isEmpty",
        "throw Refusal.soldOut",
      ]),
  ]
}
