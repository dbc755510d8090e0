extension TestStyle {
  static let exUnit = TestStyle(
    framework: "exunit", languages: ["elixir"], marks: [["ExUnit.Case", "DataCase", "ConnCase"]],
    form: .call(["test"]),
    sights: [
      Sight(
        .changeset,
        """
        assert {:error, %Ecto.Changeset{} = refused} = «call»
        assert Keyword.has_key?(refused.errors, :«field»)
        """),
      Sight(.value, "assert «call» == «value»"),
      Sight(.message, "assert %{message: \"«message»\"} = catch_error(«call»)"),
      Sight(.goesOn, "assert «call»"),
    ],
    loop: Loop(
      opening: "for status <- [«first», «second»] do", closing: "end",
      words: Loop.numbers("status")),
    examples: exUnitExamples)
}
