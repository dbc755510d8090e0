extension CodeLanguage {
  static let php = CodeLanguage(
    name: "php",
    fileExtensions: ["php", "phtml", "inc", "module", "install"],
    lexis: CodeLexis(
      lineComments: ["//", "#"], notComments: ["#["],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/")],
      strings: [
        CodeLexis.StringForm(
          opening: "\"", closing: "\"", spansLines: true, interpolation: "{$",
          interpolatesNames: true),
        CodeLexis.StringForm(opening: "'", closing: "'", spansLines: true),
      ],
      heredoc: "<<<", namePrefixes: [UInt8(ascii: "$")],
      island: (["<?php", "<?="], "?>")),
    grammar: CodeGrammar(
      keywords: [
        "function": .function, "fn": .function, "class": .type, "interface": .type,
        "trait": .type, "enum": .type, "if": .condition, "elseif": .alternativeCondition,
        "else": .alternative, "for": .loop, "foreach": .loop, "while": .loop, "do": .loop,
        "switch": .choice, "match": .choice, "case": .clause, "default": .clause,
        "try": .attempt, "catch": .handler, "finally": .cleanup, "return": .result,
        "throw": .raise, "break": .leave, "continue": .leave, "use": .using,
        "namespace": .using, "require": .using, "require_once": .using, "include": .using,
        "include_once": .using, "public": .modifier, "private": .modifier,
        "protected": .modifier, "static": .modifier, "final": .modifier, "abstract": .modifier,
        "readonly": .modifier, "const": .declaration, "new": .new, "clone": .prefix,
        "yield": .prefix, "echo": .prefix, "print": .prefix, "instanceof": .infix, "as": .infix,
        "and": .infix, "or": .infix, "xor": .infix, "endif": .end, "endforeach": .end,
        "endfor": .end, "endwhile": .end, "endswitch": .end,
      ],
      newlinesEndStatements: false, memberOperators: ["->", "?->", "::"],
      keySeparators: ["=>", ":"], annotation: "#[", literalCalls: ["array"]),
    examples: [
      Example(
        """
        <?php
        namespace App\\Http\\Controllers;

        final class BerthController extends Controller
        {
            #[Route('/berths', methods: ['POST'])]
            public function store(StoreBerthRequest $request): JsonResponse
            {
                if (Berth::where('pier_id', $request->pier)->exists()) {
                    abort(409);
                }
        ↓        $berth = Berth::create(['pier_id' => $request->pier, 'number' => 3]);
                return response()->json($berth, status: 201);
            }
        }
        """,
        function: "BerthController.store",
        calls: [
          "Berth.where(_, _)", "Berth.where.exists()", "abort(_)",
          "Berth.create({pier_id, number})",
          "response()", "response.json(_, status:)",
        ]),
      Example(
        """
        <p>create()</p>
        <?php foreach ($boats as $boat): ?>
          <b><?= name($boat) ?></b>
        ↓<?php $db->exec(<<<SQL
          INSERT INTO boat (sail) VALUES ('$boat->sail')
          SQL); endforeach; ?>
        """,
        function: nil, calls: ["name(_)", "$db.exec(_)"]),
      Example(
        """
        <?php
        # create();
        $text = "create() {$boat->name}" . 'create()';
        ↓
        """, function: nil, calls: []),
      Example(
        """
                moor();
            }
        ↓    private $count = 1;
        }
        """, function: nil, calls: ["moor()"]),
    ])
}
