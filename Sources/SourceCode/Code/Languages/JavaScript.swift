extension CodeLanguage {
  /// JavaScript and TypeScript, in modules, components and scripts.
  static let javaScript = CodeLanguage(
    name: "javascript",
    fileExtensions: ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/")],
      strings: [
        CodeLexis.StringForm(opening: "\"", closing: "\""),
        CodeLexis.StringForm(opening: "'", closing: "'"),
        CodeLexis.StringForm(
          opening: "`", closing: "`", spansLines: true, interpolation: "${"),
      ],
      hasRegularExpressions: true, namePrefixes: [UInt8(ascii: "$")]),
    grammar: CodeGrammar(
      keywords: [
        "function": .function, "class": .type, "interface": .type, "enum": .type,
        "namespace": .type, "if": .condition, "else": .alternative, "for": .loop, "while": .loop,
        "do": .loop, "switch": .choice, "case": .clause, "default": .clause, "try": .attempt,
        "catch": .handler, "finally": .cleanup, "return": .result, "throw": .raise,
        "break": .leave, "continue": .leave, "import": .using, "export": .modifier,
        "async": .modifier, "static": .modifier, "public": .modifier, "private": .modifier,
        "protected": .modifier, "readonly": .modifier, "abstract": .modifier,
        "override": .modifier, "declare": .modifier, "get": .modifier, "set": .modifier,
        "const": .declaration, "let": .declaration, "var": .declaration, "new": .new,
        "await": .prefix, "typeof": .prefix, "void": .prefix, "delete": .prefix,
        "yield": .prefix, "in": .infix, "of": .infix, "instanceof": .infix, "as": .infix,
        "satisfies": .infix,
      ],
      newlinesEndStatements: true, memberOperators: [".", "?."], lambdaArrows: ["=>"],
      definesWithoutKeyword: true, hasGenerics: true, keySeparators: [":"], annotation: "@",
      suffixMarks: ["++", "--", "!"], typesFollowNames: true),
    examples: [
      Example(
        """
        export class BerthService {
          constructor(private readonly berths: Repository<Berth>) {}

          async reserve(@Body() dto: ReserveDto): Promise<Berth> {
            const taken = await this.berths.findOne({ where: { pier: dto.pier } });
            if (taken) throw new ConflictException(`berth ${dto.pier}`);
        ↓    return this.berths.save({ pier: dto.pier, ...dto });
          }
        }
        """,
        function: "BerthService.reserve",
        calls: [
          "this.berths.findOne({where})", "new ConflictException(_)",
          "this.berths.save({pier, _})",
        ]),
      Example(
        """
        router.post("/boats", async (req, res) => {
          const { rows } = await pool.query("SELECT 1 FROM boat WHERE sail = $1", [req.body.sail])
          if (rows.length) return res.status(409).end()
        ↓  await pool.query("INSERT INTO boat (sail) VALUES ($1)", [req.body.sail])
        })
        """,
        function: nil,
        calls: [
          "pool.query(_, _)", "res.status(_)", "res.status.end()", "pool.query(_, _)",
          "router.post(_, _)",
        ]),
      Example(
        """
        // pier.create(1)
        const text = 'pier.create(2)' + /pier.create\\(3\\)/.source
        ↓
        """, function: nil, calls: []),
      Example(
        """
          });
        ↓  return boats;
        }
        function next() { moor(); }
        """, function: nil, calls: ["moor()"]),
    ])
}
