import DatabaseErrors
import Foundation
import TestSupport
import Testing

/// What happens to each example when it is changed on its way.
@Suite struct MutationTests {
  static let readable = (Dialect.all.flatMap(\.examples) + Driver.all.flatMap(\.examples))
    .filter { $0.violation != nil }

  @Test(arguments: readable)
  func lineEndsOfWindowsChangeNothing(_ example: Example) {
    var error = example.error
    error.message = error.message.replacing("\n", with: "\r\n")
    #expect(readViolation(in: error)?.withoutStatement == example.violation?.withoutStatement)
  }

  /// A cut text gives the same kind or nothing, and never a name that is cut.
  @Test(arguments: readable)
  func cutsGiveLessAndNothingElse(_ example: Example) throws {
    let whole = try #require(example.violation)
    // The places differ from example to example, so that a wording is cut at each of its letters.
    let count = example.error.message.count
    for length in stride(from: count % 3, to: count, by: 3) {
      var error = example.error
      error.message = String(error.message.prefix(length))
      guard let cut = readViolation(in: error) else { continue }
      #expect(
        cut.kind == whole.kind || [whole.kind, cut.kind].contains(.unique), "\(error.message)")
    }
  }

  @Test(arguments: readable.filter { !$0.error.message.hasPrefix("get()") })
  func foundBehindTheStartOfALogLine(_ example: Example) throws {
    let kind = try #require(example.violation).kind
    let error = example.error
    let name = [error.module, error.type].compactMap(\.self).joined(separator: ".")
    let text = name.isEmpty ? error.message : "\(name): \(error.message)"
    for prefix in ["2031-05-01 10:00:00.123 UTC [4711] ", "web-1  | ", "E   ", "> "] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let log = lines.map { prefix + $0 }.joined(separator: "\n")
      #expect(findViolations(inText: log).map(\.violation.kind) == [kind], "\(log)")
    }
  }

  @Test(arguments: readable)
  func silentInCommentsCodeAndProse(_ example: Example) {
    let line = example.error.message.prefix { $0 != "\n" }
    var texts = [
      "# \(line)", "// \(line)", "-- \(line)", "/* \(line) */", "raise Failure(\"\(line)\")",
      "'\(line)'",
    ]
    // What Go and Rust print may stand behind any words.
    if readViolation(in: DriverError(message: "register boat: \(line)")) == nil {
      texts += ["The manual quotes \(line)"]
    }
    for text in texts {
      #expect(findViolations(inText: text).isEmpty, "\(text)")
      #expect(readViolation(in: DriverError(message: text)) == nil, "\(text)")
    }
  }

  @Test(arguments: readable)
  func silentUnderAnUnrelatedDriver(_ example: Example) {
    guard example.violation?.dbms != nil, example.error.type == nil else { return }
    let modules = ["postgresql": "sqlite3", "sqlite": "psycopg.errors"]
    let module = modules[example.violation?.dbms?.rawValue ?? ""] ?? "sqlite3"
    let error = DriverError(
      type: "IntegrityError", module: module, message: example.error.message)
    #expect(readViolation(in: error) == nil)
  }

  @Test func textsThatAreNotOurs() throws {
    let text = try String(
      contentsOf: fixtures.appending(path: "messages/negatives.txt"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.contains("\t") }
    #expect(lines.count >= 60)
    for line in lines {
      let parts = line.split(separator: "\t", maxSplits: 1)
      let message = String(parts[1]).replacing("\\n", with: "\n")
      let names = parts[0] == "-" ? [] : parts[0].split(separator: ".")
      let error = DriverError(
        type: names.last.map { String($0) },
        module: names.count > 1 ? names.dropLast().joined(separator: ".") : nil, message: message)
      #expect(readViolation(in: error) == nil, "\(line)")
      let traced = names.isEmpty ? message : "\(parts[0]): \(message)"
      #expect(findViolations(inText: traced).isEmpty, "\(line)")
    }
  }

  /// Values are hostile: none can turn the error into another one.
  @Test(arguments: [
    "x) already exists.", "x\nDETAIL:  Key (id)=(1) already exists.",
    "a) is not present in table \"t\".",
    "ERROR:  null value in column \"a\" of relation \"b\" violates not-null constraint",
    "' for key 'PRIMARY",
    "]\n[SQL: DELETE FROM t]", "(1048, \"Column 'x' cannot be null\")",
    "duplicate key value violates",
    "", "\u{0}\u{1F4A9}\\", "HINT: none\nCONTEXT: COPY t, line 1",
  ])
  func valuesDecideNothing(_ value: String) {
    let postgreSQL = readViolation(
      in: DriverError(
        type: "UniqueViolation", module: "psycopg.errors",
        message: "duplicate key value violates unique constraint \"boats_name_key\"\n"
          + "DETAIL:  Key (name)=(\(value)) already exists."))
    #expect(postgreSQL?.kind == .unique)
    #expect(postgreSQL?.constraint == "boats_name_key")
    #expect(postgreSQL?.columns == ["name"])
    #expect(postgreSQL?.values == [value])
    let mySQL = readViolation(
      in: DriverError(
        type: "IntegrityError", module: "pymysql.err",
        message: "Duplicate entry '\(value)' for key 'boats.name_uniq'"))
    #expect(mySQL?.constraint == "name_uniq")
    #expect(mySQL?.table == "boats")
    #expect(mySQL?.values == [value])
  }
}

extension ConstraintViolation {
  fileprivate var withoutStatement: ConstraintViolation {
    var violation = self
    violation.statement = nil
    return violation
  }
}

/// Bounds: hostile texts are read in time that grows with their length.
@Suite struct HostileTextTests {
  @Test(arguments: [
    String(repeating: "(", count: 10_000), String(repeating: "ERROR: ", count: 2_000),
    "duplicate key value violates unique constraint \"" + String(repeating: "x", count: 20_000),
    "Duplicate entry '" + String(repeating: "' for key '", count: 2_000),
    String(repeating: "DETAIL:  Key (a)=(\n", count: 2_000),
    String(repeating: "a: ", count: 5_000), String(repeating: "[SQL: ", count: 2_000),
    "UNIQUE constraint failed: " + String(repeating: "a.b, ", count: 4_000),
    "{" + String(repeating: "\"\\", count: 6_000),
  ])
  func areReadWithoutHarm(_ text: String) {
    _ = readViolation(in: DriverError(message: text))
    _ = readViolation(in: DriverError(type: "IntegrityError", module: "m", message: text))
    _ = findViolations(inText: text)
  }
}
