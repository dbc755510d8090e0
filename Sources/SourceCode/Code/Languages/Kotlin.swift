extension CodeLanguage {
  static let kotlin = CodeLanguage(
    name: "kotlin",
    fileExtensions: ["kt", "kts"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/", nests: true)],
      strings: [
        CodeLexis.StringForm(
          opening: "\"\"\"", closing: "\"\"\"", escape: nil, spansLines: true,
          interpolation: "${", interpolatesNames: true),
        CodeLexis.StringForm(
          opening: "\"", closing: "\"", interpolation: "${", interpolatesNames: true),
        CodeLexis.StringForm(opening: "'", closing: "'"),
        CodeLexis.StringForm(opening: "`", closing: "`", escape: nil),
      ]),
    grammar: CodeGrammar(
      keywords: [
        "fun": .function, "class": .type, "interface": .type, "object": .type,
        "if": .condition, "else": .alternative, "for": .loop, "while": .loop, "do": .loop,
        "when": .choice, "try": .attempt, "catch": .handler, "finally": .cleanup,
        "return": .result, "throw": .raise, "break": .leave, "continue": .leave,
        "import": .using, "package": .using, "val": .declaration, "var": .declaration,
        "public": .modifier, "private": .modifier, "internal": .modifier,
        "protected": .modifier, "open": .modifier, "abstract": .modifier,
        "override": .modifier, "suspend": .modifier, "inline": .modifier, "data": .modifier,
        "sealed": .modifier, "enum": .modifier, "annotation": .modifier,
        "companion": .modifier, "lateinit": .modifier, "const": .modifier,
        "operator": .modifier, "infix": .modifier, "vararg": .modifier, "reified": .modifier,
        "tailrec": .modifier, "crossinline": .modifier, "noinline": .modifier, "in": .infix,
        "is": .infix, "as": .infix,
      ],
      newlinesEndStatements: true, memberOperators: [".", "?.", "::"], braces: .lambda,
      hasTrailingLambdas: true, hasGenerics: true, keySeparators: ["="], annotation: "@",
      suffixMarks: ["!!", "++", "--"], typesFollowNames: true),
    examples: [
      Example(
        #"""
        package org.harbour

        @Service
        class BoatService(private val boats: BoatRepository) : Base<Boat>(boats) {
            @Transactional
            suspend fun add(form: BoatForm): Boat {
                val known = boats.findByName(form.name) ?: return create(form)
                known.owners.forEach { owner -> notify(owner) }
        ↓        return boats.save(Boat(name = form.name, size = 3))
            }

            fun count() = boats.count()
        }
        """#,
        function: "BoatService.add",
        calls: [
          "boats.findByName(_)", "create(_)", "known.owners.forEach()", "notify(_)",
          "Boat(name:, size:)", "boats.save(_)", "boats.count()",
        ]),
      Example(
        #"""
        fun text() = "count() ${boats.count()} $name"
        /* save() /* nested() */ */
        ↓val sql = """
            SELECT 1
        """.trimIndent()
        """#,
        function: nil, calls: ["_.trimIndent()"]),
      Example(
        """
        fun price(kind: Kind): Int = when (kind) {
            Kind.SMALL -> small()
        ↓    else -> transaction { Boats.insert { it[name] = "x" } }
        }
        """,
        function: "price",
        calls: ["small()", "transaction()", "Boats.insert()"]),
      Example(
        """
                boats.save(boat)
            }

        ↓    private val count = boats.size()
        }
        """,
        function: nil, calls: ["boats.save(_)", "boats.size()"]),
    ])
}
