extension CodeLanguage {
  static let elixir = CodeLanguage(
    name: "elixir",
    fileExtensions: ["ex", "exs"],
    lexis: CodeLexis(
      lineComments: ["#"],
      strings: [
        CodeLexis.StringForm(
          opening: "\"\"\"", closing: "\"\"\"", spansLines: true, interpolation: "#{"),
        CodeLexis.StringForm(
          opening: "\"", closing: "\"", spansLines: true, interpolation: "#{"),
        CodeLexis.StringForm(opening: "'", closing: "'"),
      ],
      hasSigils: true, namePrefixes: [UInt8(ascii: "@")],
      nameSuffixes: [UInt8(ascii: "?"), UInt8(ascii: "!")], hasSymbols: true, hasLabels: true),
    grammar: CodeGrammar(
      keywords: [
        "def": .function, "defp": .function, "defmacro": .function, "defmacrop": .function,
        "defmodule": .type, "defprotocol": .type, "defimpl": .type, "if": .condition,
        "unless": .negatedCondition, "else": .alternative, "for": .loop, "case": .choice,
        "cond": .choice, "with": .choice, "receive": .choice, "try": .attempt,
        "rescue": .handler, "catch": .handler, "after": .cleanup, "raise": .raise,
        "reraise": .raise, "throw": .raise, "import": .using, "alias": .using, "use": .using,
        "require": .using, "fn": .lambda, "end": .end, "do": .opening, "and": .infix,
        "or": .infix, "in": .infix, "when": .clause, "not": .prefix,
      ],
      blocksEndWithWord: true, newlinesEndStatements: true, memberOperators: ["."],
      pipe: "|>", headsAreBare: true, braces: .list, hasTrailingLambdas: true,
      callsWithoutParentheses: true, keySeparators: ["=>"], suffixMarks: []),
    examples: [
      Example(
        """
        defmodule Marina.Berths do
          alias Marina.Repo

          def reserve(attrs) do
            case Repo.get_by(Berth, pier_id: attrs.pier_id) do
              nil ->
        ↓        %Berth{} |> Berth.changeset(attrs) |> Repo.insert()

              berth -> {:error, berth}
            end
          rescue
            e in Ecto.ConstraintError -> {:error, e}
          end
        end
        """,
        function: "Marina.Berths.reserve",
        calls: [
          "Repo.get_by(_, pier_id:)", "Berth()", "Berth.Berth.changeset(_)",
          "Berth.Berth.changeset.Repo.insert()",
        ]),
      Example(
        """
        test "moors" do
        ↓  Repo.transaction(fn -> Repo.insert!(%Boat{sail: "x"}) end)
        end
        """,
        function: nil,
        calls: ["test(_)", "Boat(sail:)", "Repo.insert!(_)", "Repo.transaction(_)"]),
      Example(
        """
        # Repo.insert(boat)
        text = ~s(Repo.insert) <> "Repo.insert(boat)"
        ↓
        """, function: nil, calls: []),
      Example(
        """
            Repo.insert(boat)
          end
        ↓  @count 1
        end
        """, function: nil, calls: ["Repo.insert(_)", "@count(_)"]),
    ])
}
