extension Language {
  public static let swift = Language(
    name: "swift",
    fileExtensions: ["swift"],
    lineComment: "//",
    findsFunction: { file, line in
      SwiftFile(parsing: file).location(ofLine: line).qualifiedFunctionName
    },
    findsSQL: { SwiftFile(parsing: $0).sqlLiterals },
    examples: [
      Example(
        #"""
        actor Members {
          func register(_ number: String) throws {
            guard try database.rows("SELECT 1 FROM member WHERE number = ?", number).isEmpty
            else { throw Taken() }
        ↓    try database.run(
              """
              INSERT INTO member (number)
              VALUES (?)
              """, number)
          }
        }
        """#,
        function: "Members.register", sql: ["select member", "insert member"]),
      Example(
        #"""
        extension Store {
          init(path: String) throws {
            try queue.write { database in
        ↓      try database.execute(sql: "DELETE FROM \(table) WHERE id = \(id)")
            }
          }
        }
        """#,
        function: "Store.init", sql: ["delete -"]),
      Example(
        #"""
        func first() {}  // INSERT INTO member
        ↓let text = "func second() { UPDATE"
        let prose = "Select a seat from the list"
        """#,
        function: nil),
      Example(
        """
            throw Taken()
          }
        ↓  count += 1
        }
        """,
        function: nil),
    ])
}

extension SwiftLocation {
  /// The qualified name when the innermost definition is a function.
  var qualifiedFunctionName: String? {
    let definition = steps.last { $0.statement.definedName != nil }
    return definition?.statement.isFunction == true ? qualifiedName : nil
  }
}
