extension CodeLanguage {
  /// Swift to the depth of the other languages; `SwiftFile` reads it for changes.
  static let swift = CodeLanguage(
    name: "swift",
    fileExtensions: ["swift"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/", nests: true)],
      strings: [
        CodeLexis.StringForm(
          opening: "\"\"\"", closing: "\"\"\"", escape: nil, spansLines: true, isFenced: true,
          fencesMin: 1),
        CodeLexis.StringForm(
          opening: "\"", closing: "\"", escape: nil, isFenced: true, fencesMin: 1),
        CodeLexis.StringForm(
          opening: "\"\"\"", closing: "\"\"\"", spansLines: true, interpolation: "\\("),
        CodeLexis.StringForm(opening: "\"", closing: "\"", interpolation: "\\("),
        CodeLexis.StringForm(opening: "`", closing: "`", escape: nil),
      ],
      namePrefixes: [UInt8(ascii: "$")]),
    grammar: CodeGrammar(
      keywords: [
        "func": .function, "init": .function, "deinit": .function, "subscript": .function,
        "class": .type, "struct": .type, "enum": .type, "actor": .type, "protocol": .type,
        "extension": .type, "if": .condition, "guard": .requirement, "else": .alternative,
        "for": .loop, "while": .loop, "repeat": .loop, "switch": .choice, "case": .clause,
        "default": .clause, "do": .attempt, "catch": .handler, "defer": .scope,
        "return": .result, "throw": .raise, "break": .leave, "continue": .leave,
        "fallthrough": .leave, "import": .using, "let": .declaration, "var": .declaration,
        "public": .modifier, "package": .modifier, "internal": .modifier,
        "fileprivate": .modifier, "private": .modifier, "open": .modifier,
        "static": .modifier, "final": .modifier, "override": .modifier,
        "mutating": .modifier, "nonisolated": .modifier, "lazy": .modifier,
        "weak": .modifier, "unowned": .modifier, "convenience": .modifier,
        "required": .modifier, "indirect": .modifier, "inout": .modifier, "try": .prefix,
        "await": .prefix, "any": .prefix, "some": .prefix, "is": .infix, "as": .infix,
        "in": .infix,
      ],
      newlinesEndStatements: true, memberOperators: [".", "?."], headsAreBare: true,
      braces: .lambda, hasTrailingLambdas: true, hasGenerics: true, annotation: "@",
      startsWithDot: true, namesOfFunctionWords: ["init", "deinit", "subscript"],
      suffixMarks: ["!", "?"], typesFollowNames: true),
    examples: [
      Example(
        #"""
        struct BoatStore: Store {
          @Sendable
          func add(req: Request) async throws -> [Boat] {
            guard try await Boat.query(on: req.db).filter(\.$name == name).first() == nil else {
              throw Abort(.conflict)
            }
            try await req.db.transaction { transaction in
              do {
        ↓        try await Boat(name: "\(name)").save(on: transaction)
              } catch let error as DatabaseError where error.isConstraintFailure {
                log(error)
              }
            }
            return rows.map { $0.boat() }
          }
        }
        """#,
        function: "BoatStore.add",
        calls: [
          "Boat.query(on:)", "Boat.query.filter(_)", "Boat.query.filter.first()", "Abort(_)",
          "req.db.transaction()", "Boat(name:)", "Boat.save(on:)", "log(_)", "rows.map()",
          "$0.boat()",
        ]),
      Example(
        ##"""
        let text = #"run("\#(name)")"#  // run()
        /* run() /* run() */ */
        ↓var count: Int { 3 }
        """##,
        function: nil, calls: []),
      Example(
        """
            try store.insert(boat)
          }

          init(path: String) throws {
            if let known = try find(path) {
        ↓      switch known { case .one: first(); default: second() }
            }
        """,
        function: "init", calls: ["store.insert(_)", "find(_)", "first()", "second()"]),
      Example(
        """
            try boats.save(boat)
          }

        ↓  private let count = boats.size()
        }
        """,
        function: nil, calls: ["boats.save(_)", "boats.size()"]),
    ])
}
