extension TestStyle {
  static let exUnit = TestStyle(
    framework: "exunit", languages: ["elixir"], marks: [["ExUnit.Case", "DataCase", "ConnCase"]],
    form: .call(["test"]),
    sights: [
      elixirRace(
        .changeset,
        """
        refusals =
          for {:error, %Ecto.Changeset{} = refused} <- outcomes do
            Keyword.has_key?(refused.errors, :«field»)
          end

        assert refusals == [true, true]
        """),
      elixirRace(.value, "assert Enum.count(outcomes, &(&1 == «value»)) == 2"),
      Sight(
        .changeset,
        """
        assert {:error, %Ecto.Changeset{} = refused} = «call»
        assert Keyword.has_key?(refused.errors, :«field»)
        assert «touch» > 0
        """),
      Sight(
        .changeset,
        """
        assert {:error, %Ecto.Changeset{} = refused} = «call»
        assert Keyword.has_key?(refused.errors, :«field»)
        """),
      Sight(.value, "assert «call» == «value»\nassert «touch» > 0"),
      Sight(.value, "assert «call» == «value»"),
      Sight(.message, "assert %{message: \"«message»\"} = catch_error(«call»)"),
      Sight(.goesOn, "assert «call»"),
    ],
    loop: Loop(
      opening: "for status <- [«first», «second»] do", closing: "end",
      words: Loop.numbers("status")),
    examples: exUnitExamples)

  /// Tasks with connections of their own outside of the sandbox, while a lock on the table lets all
  /// of them look and none of them write.
  private static func elixirRace(_ answer: RefusedAnswer.Kind, _ assertion: String) -> Sight {
    let waiting = "relation = '«table»'::regclass AND NOT granted"
    return Sight(
      answer, isRace: true, apart: Apart(exchanged: [("async: true", by: "async: false")]),
      CodeTemplate(
        stringLiteral: """
          apart = &Ecto.Adapters.SQL.Sandbox.unboxed_run(«repo», &1)
          known = apart.(fn -> List.flatten(«repo».query!("SELECT id FROM «table»").rows) end)

          on_exit(fn ->
            apart.(fn -> «repo».query!("DELETE FROM «table» WHERE id <> ALL($1)", [known]) end)
          end)

          waiting = "SELECT count(*) FROM pg_locks WHERE \(waiting)"

          outcomes =
            apart.(fn ->
              {:ok, callers} =
                «repo».transaction(fn ->
                  «repo».query!("LOCK TABLE «table» IN SHARE MODE")

                  callers =
                    for _ <- 1..3 do
                      Task.async(fn -> apart.(fn -> «call» end) end)
                    end

                  Enum.find(1..200, fn _ ->
                    Process.sleep(50)
                    «repo».query!(waiting).rows == [[3]]
                  end)

                  callers
                end)

              Task.await_many(callers)
            end)

          \(assertion)
          """))
  }
}
