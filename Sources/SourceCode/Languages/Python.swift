extension Language {
  public static let python = Language(
    name: "python",
    fileExtensions: ["py", "pyi", "pyw"],
    lineComment: "#",
    findsFunction: { file, line in
      PythonModule(parsing: file).location(ofLine: line).qualifiedFunctionName
    },
    findsSQL: { PythonModule(parsing: $0).sqlLiterals },
    examples: [
      Example(
        """
        class Register(View):
            def post(self, request):
        ↓        cursor.execute("INSERT INTO member (number) VALUES (%s)", [number])
        """,
        function: "Register.post", sql: ["insert member"]),
      Example(
        """
        async def book(seat):
            @retry
            async def write():
        ↓        await connection.execute(
                    f"UPDATE {schema}.seat "
                    "SET taken = $1 WHERE id = $2", True, seat)
        """,
        function: "book.write", sql: ["update seat"]),
      Example(
        """
        def first():
            # DELETE FROM member
            return "Delete from the list"

        ↓TEXT = '''def second():'''
        """,
        function: nil),
      Example(
        """
            return 1

        def later(
        ↓    value="select a colour",
        ):
        """,
        function: "later"),
    ])
}

extension PythonLocation {
  /// The qualified name when the innermost definition is a function.
  var qualifiedFunctionName: String? {
    let definition = steps.last { $0.statement.definedName != nil }
    guard let definition, case .function = definition.statement.kind else { return nil }
    return qualifiedName
  }
}

extension PythonModule {
  /// The string literals that are SQL, in the order of the source. Docstrings are none.
  public var sqlLiterals: [SQLLiteral] {
    var literals: [SQLLiteral] = []
    visit { statement in
      if case .expression(let value) = statement.kind, case .string = value.kind { return true }
      for expression in statement.expressions {
        expression.visit { part in
          guard case .string(let string) = part.kind else { return true }
          if let literal = SQLLiteral(string.value, span: part.span) { literals.append(literal) }
          return false
        }
      }
      return true
    }
    return literals.sorted { $0.span.start < $1.span.start }
  }
}
