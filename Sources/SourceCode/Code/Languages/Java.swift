extension CodeLanguage {
  static let java = CodeLanguage(
    name: "java",
    fileExtensions: ["java"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/")],
      strings: [
        CodeLexis.StringForm(opening: "\"\"\"", closing: "\"\"\"", spansLines: true),
        CodeLexis.StringForm(opening: "\"", closing: "\""),
        CodeLexis.StringForm(opening: "'", closing: "'"),
      ],
      namePrefixes: [UInt8(ascii: "$")]),
    grammar: CodeGrammar(
      keywords: [
        "class": .type, "interface": .type, "enum": .type, "record": .type, "if": .condition,
        "else": .alternative, "for": .loop, "while": .loop, "do": .loop, "switch": .choice,
        "case": .clause, "default": .clause, "try": .attempt, "catch": .handler,
        "finally": .cleanup, "return": .result, "throw": .raise, "break": .leave,
        "continue": .leave, "import": .using, "package": .using, "public": .modifier,
        "private": .modifier, "protected": .modifier, "static": .modifier, "final": .modifier,
        "abstract": .modifier, "native": .modifier, "synchronized": .modifier,
        "transient": .modifier, "volatile": .modifier, "strictfp": .modifier,
        "sealed": .modifier, "var": .declaration, "new": .new, "instanceof": .infix,
      ],
      newlinesEndStatements: false, memberOperators: [".", "::"], lambdaArrows: ["->"],
      definesWithoutKeyword: true, braces: .list, hasGenerics: true, keySeparators: ["="],
      annotation: "@"),
    examples: [
      Example(
        """
        package org.harbour;

        @Service
        public class BoatService extends Base<Boat> implements Closeable {
            private final BoatRepository boats;

            @Transactional(propagation = Propagation.REQUIRES_NEW)
            public Optional<Boat> add(@Valid BoatForm form, int count) throws IOException {
                if (boats.existsByName(form.getName())) {
                    throw new IllegalStateException("taken");
                }
                for (Boat boat : boats.findAll()) {
                    boat.ifPresent(b -> log(b));
                }
        ↓        return Optional.of(boats.save(new Boat(form.getName())));
            }
        }
        """,
        function: "BoatService.add",
        calls: [
          "form.getName()", "boats.existsByName(_)", "new IllegalStateException(_)",
          "boats.findAll()", "log(_)", "boat.ifPresent(_)", "form.getName()", "new Boat(_)",
          "boats.save(_)", "Optional.of(_)",
        ]),
      Example(
        #"""
        class Dao {
            // insert("nothing");
            private static final String TEXT = """
                INSERT INTO boat (name) VALUES (?)
                """;
        ↓    String[] names = {"a", "insert()"};
        }
        """#,
        function: nil, calls: []),
      Example(
        """
                boats.save(boat);
            }

            void later() {
        ↓        switch (kind) { case "a" -> first(); default -> second(); }
        """,
        function: "later", calls: ["boats.save(_)", "first()", "second()"]),
      Example(
        """
                boats.save(boat);
            }

        ↓    private int count = boats.size();
        }
        """,
        function: nil, calls: ["boats.save(_)", "boats.size()"]),
    ])
}
