extension CodeLanguage {
  static let cSharp = CodeLanguage(
    name: "csharp",
    fileExtensions: ["cs", "csx"],
    lexis: CodeLexis(
      lineComments: [
        "//", "#region", "#endregion", "#if", "#endif", "#else", "#pragma", "#nullable",
      ],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/")],
      strings: [
        CodeLexis.StringForm(
          opening: "$\"\"\"", closing: "\"\"\"", escape: nil, spansLines: true,
          interpolation: "{"),
        CodeLexis.StringForm(
          opening: "\"\"\"", closing: "\"\"\"", escape: nil, spansLines: true),
        CodeLexis.StringForm(
          opening: "$@\"", closing: "\"", escape: nil, doublesQuote: true, spansLines: true,
          interpolation: "{"),
        CodeLexis.StringForm(
          opening: "@$\"", closing: "\"", escape: nil, doublesQuote: true, spansLines: true,
          interpolation: "{"),
        CodeLexis.StringForm(
          opening: "@\"", closing: "\"", escape: nil, doublesQuote: true, spansLines: true),
        CodeLexis.StringForm(opening: "$\"", closing: "\"", interpolation: "{"),
        CodeLexis.StringForm(opening: "\"", closing: "\""),
        CodeLexis.StringForm(opening: "'", closing: "'"),
      ]),
    grammar: CodeGrammar(
      keywords: [
        "class": .type, "interface": .type, "struct": .type, "enum": .type, "record": .type,
        "if": .condition, "else": .alternative, "for": .loop, "foreach": .loop,
        "while": .loop, "do": .loop, "switch": .choice, "case": .clause, "default": .clause,
        "try": .attempt, "catch": .handler, "finally": .cleanup, "lock": .scope,
        "return": .result, "throw": .raise, "break": .leave, "continue": .leave,
        "goto": .leave, "namespace": .using, "using": .modifier, "public": .modifier,
        "private": .modifier, "protected": .modifier, "internal": .modifier,
        "static": .modifier, "readonly": .modifier, "sealed": .modifier,
        "abstract": .modifier, "virtual": .modifier, "override": .modifier,
        "async": .modifier, "partial": .modifier, "required": .modifier, "const": .modifier,
        "event": .modifier, "extern": .modifier, "unsafe": .modifier, "volatile": .modifier,
        "params": .modifier, "yield": .modifier, "var": .declaration, "new": .new,
        "is": .infix, "as": .infix, "in": .infix, "and": .infix, "or": .infix,
        "await": .prefix, "out": .prefix, "ref": .prefix, "not": .prefix,
      ],
      newlinesEndStatements: false, memberOperators: [".", "?.", "::"], lambdaArrows: ["=>"],
      definesWithoutKeyword: true, braces: .list, literalsFollowNames: true,
      hasGenerics: true, keySeparators: ["=", ":"], annotation: "[",
      suffixMarks: ["!", "++", "--"]),
    examples: [
      Example(
        #"""
        using Microsoft.EntityFrameworkCore;

        namespace Harbour.Api;

        [ApiController, Route("boats")]
        public class BoatsController(HarbourContext db) : ControllerBase
        {
            [HttpPost]
            public async Task<ActionResult<Boat>> Post([FromBody] BoatForm form)
            {
                if (await db.Boats.AnyAsync(b => b.Name == form.Name)) return Conflict();
                var boat = new Boat { Name = form.Name, Size = 3 };
                db.Boats.Add(boat);
                try
                {
        ↓            await db.SaveChangesAsync();
                }
                catch (DbUpdateException e) when (e.InnerException is PostgresException)
                {
                    return Conflict();
                }
                return Ok(boat!.Name);
            }

            public int Count => db.Boats.Count();
        }
        """#,
        function: "BoatsController.Post",
        calls: [
          "db.Boats.AnyAsync(_)", "Conflict()", "new Boat(Name:, Size:)", "db.Boats.Add(_)",
          "db.SaveChangesAsync()", "Conflict()", "Ok(_)", "db.Boats.Count()",
        ]),
      Example(
        #"""
        class Store
        {
            // Add();
            const string Sql = @"SELECT ""name"" FROM boats";
            public string Text => $"Add() {Name()}";
        ↓    public string Name { get; set; } = "x";
        }
        """#,
        function: nil, calls: []),
      Example(
        """
                db.Add(boat);
            }

            private void Later<T>(List<T> items) where T : class
            {
        ↓        foreach (var item in items.Where(i => i is not null)) db.Add(item);
        """,
        function: "Later", calls: ["db.Add(_)", "items.Where(_)", "db.Add(_)"]),
      Example(
        """
                boats.Save(boat);
            }

        ↓    private int count = boats.Size();
        }
        """,
        function: nil, calls: ["boats.Save(_)", "boats.Size()"]),
    ])
}
