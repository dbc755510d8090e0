import Testing

@testable import DatabaseErrors

@Suite struct NamingConventionTests {
  static let examples = NamingConvention.all.flatMap { convention in
    convention.examples.map { (convention.name, $0) }
  }

  @Test(arguments: examples)
  func readsItsExamples(convention: String, example: NamingExample) {
    var violation = example.violation
    violation.inferFromNames()
    let place = example.place
    let location = SourceLocation(
      fileID: "DatabaseErrors/\(place.file)", filePath: place.file, line: place.line, column: 1)
    let name = example.violation.constraint ?? ""
    #expect(
      violation.inferred.table == example.reading.table, "\(convention) \(name)",
      sourceLocation: location)
    #expect(
      violation.inferred.columns == example.reading.columns, "\(convention) \(name)",
      sourceLocation: location)
  }

  /// A convention must show what it reads and what it leaves alone, both twice.
  @Test(arguments: NamingConvention.all)
  func showsBothSides(of convention: NamingConvention) {
    let silent = convention.examples.count { $0.reading == NamingConvention.Reading() }
    #expect(silent >= 2, "\(convention.name)")
    #expect(!convention.examples.isEmpty && convention.examples.count - silent >= 1)
  }

  /// A name that the server may have cut gives nothing, nor does one with more parts than known.
  @Test(arguments: examples)
  func longNamesGiveNothing(convention: String, example: NamingExample) {
    var violation = example.violation
    let name = violation.constraint ?? ""
    violation.constraint = name + String(repeating: "x", count: max(0, 63 - name.utf8.count))
    violation.inferFromNames()
    #expect(violation.inferred == ConstraintViolation.Inferred(), "\(convention) \(name)")
  }

  @Test(arguments: [
    String(repeating: "a_", count: 500), "", "_", "__", "uq:", "uq:+", "uq:.+.", "IX_", "_key",
    "index__on_", "_pkey", String(repeating: "_1", count: 40),
  ])
  func hostileNamesDoNoHarm(_ name: String) {
    for kind in ConstraintViolation.Kind.allCases {
      for dbms in [DBMS.postgreSQL, .mySQL, .mongoDB] {
        var violation = ConstraintViolation(kind: kind, dbms: dbms, constraint: name)
        violation.statement = String(repeating: "insert into (", count: 40)
        violation.inferFromNames()
        #expect(violation.inferred.table != "")
      }
    }
  }
}

@Suite struct StatementNamesTests {
  @Test(
    arguments: [
      (#"INSERT INTO "boats" ("sail_no", "name") VALUES ($1, $2)"#, "boats", ["sail_no", "name"]),
      ("insert into `harbour`.`boats` (`sail_no`) values (?)", "boats", ["sail_no"]),
      ("INSERT IGNORE INTO boats (a) VALUES (1)", "boats", ["a"]),
      ("UPDATE boats SET name = 'x', \"sail_no\" = $2 WHERE id = 3", "boats", ["name", "sail_no"]),
      ("DELETE FROM public.piers WHERE id = 3", "piers", []),
      ("INSERT INTO [dbo].[boats] ([name]) VALUES (@p0)", "boats", ["name"]),
      ("SELECT 1", nil, []), ("insert", nil, []), ("", nil, []),
    ] as [(String, String?, [String])])
  func readsTableAndColumns(statement: String, table: String?, columns: [String]) {
    let names = StatementNames(statement)
    #expect(names.table == table)
    #expect(names.columns == columns)
  }

  @Test func partsAJoinedNameInOneWayOrNotAtAll() {
    let names = StatementNames("INSERT INTO berths (pier, pier_id, id, no) VALUES (1, 2, 3, 4)")
    #expect(names.columns(joinedAs: "pier_no") == ["pier", "no"])
    #expect(names.columns(joinedAs: "pier_id_no") == nil)
    #expect(names.columns(joinedAs: "name") == nil)
  }
}
