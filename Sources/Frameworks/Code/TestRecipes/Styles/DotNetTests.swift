extension TestStyle {
  private static let netStatuses = Loop(
    opening: "foreach (var status in new[] { «first», «second» }) {", closing: "}",
    words: ["Created", "OK", "NoContent"].map { name in
      Loop.Word(
        shown: "HttpStatusCode.\(name)", becomes: "status", first: "HttpStatusCode.\(name)")
    },
    spellings: [409: "HttpStatusCode.Conflict", 422: "HttpStatusCode.UnprocessableEntity"])

  private static let netAfterwards = [
    Sight(.goesOn, isAwaited: true, "await «other call»;"),
    Sight(.goesOn, isAwaited: false, "«other call»;"),
  ]

  /// What hands all callers one connection, or has no other one.
  private static let oneConnection = ["Sqlite", "SQLite", "InMemory", "TransactionScope"]

  /// Callers with a context of their own: one context serves one caller at a time. A lock of
  /// PostgreSQL lets all of them look before the first one writes.
  ///
  /// - Parameter assertion: Compares the outcomes, with a hole for three refusals.
  private static func netRaces(_ assertion: String) -> [Sight] {
    let kinds: [(kind: RefusedAnswer.Kind, seen: String, expected: String)] = [
      (.type, "refusal.GetType().Name", "«type»"),
      (
        .message,
        "refusal.Message.Contains(\"«message»\") ? \"«message»\" : refusal.ToString()", "«message»"
      ),
    ]
    return kinds.map { kind, seen, expected in
      let each = Array(repeating: "\"\(expected)\"", count: 3).joined(separator: ", ")
      return Sight(
        kind, isAwaited: true, isRace: true, not: oneConnection,
        imports: [CodeImport("DbContext", from: "Microsoft.EntityFrameworkCore")],
        CodeTemplate(
          stringLiteral: """
            await using var gate = «context»;
            await using var closed = await gate.Database.BeginTransactionAsync();
            await gate.Database.ExecuteSqlRawAsync("LOCK TABLE \\"«table»\\" IN SHARE MODE");
            async System.Threading.Tasks.Task<string> Caller()
            {
              «preparation»
              try
              {
                await «call»;
                return "";
              }
              catch (System.Exception refusal)
              {
                return \(seen);
              }
            }
            var callers = System.Threading.Tasks.Task.WhenAll(Caller(), Caller(), Caller(), Caller());
            await System.Threading.Tasks.Task.Delay(500);
            await closed.CommitAsync();
            var outcomes = await callers;
            System.Array.Sort(outcomes);
            \(assertion.replacing("«each»", by: each))
            """))
    }
  }

  static let xUnit = TestStyle(
    framework: "xunit", languages: ["csharp"], marks: [["using Xunit"]],
    form: .function(prefixes: [], annotations: ["Fact"]),
    sights: [
      Sight(
        .message, isAwaited: true,
        """
        var refusal = await Assert.ThrowsAnyAsync<System.Exception>(() => «call»);
        Assert.Contains("«message»", refusal.Message);
        """),
      Sight(
        .message, isAwaited: false,
        """
        var refusal = Assert.ThrowsAny<System.Exception>(() => «call»);
        Assert.Contains("«message»", refusal.Message);
        """),
      Sight(
        .type, isAwaited: true,
        """
        var refusal = await Assert.ThrowsAnyAsync<System.Exception>(() => «call»);
        Assert.Equal("«type»", refusal.GetType().Name);
        """),
      Sight(
        .type, isAwaited: false,
        """
        var refusal = Assert.ThrowsAny<System.Exception>(() => «call»);
        Assert.Equal("«type»", refusal.GetType().Name);
        """),
      Sight(.goesOn, isAwaited: true, "await «call»;"),
      Sight(.goesOn, isAwaited: false, "«call»;"),
    ] + netRaces("Assert.Equal(new[] { \"\", «each» }, outcomes);"),
    afterwards: netAfterwards, loop: netStatuses, examples: xUnitExamples)

  static let nUnit = TestStyle(
    framework: "nunit", languages: ["csharp"], marks: [["using NUnit"]],
    form: .function(prefixes: [], annotations: ["Test"]),
    sights: [
      Sight(
        .message, isAwaited: true,
        """
        var refusal = Assert.CatchAsync(async () => await «call»);
        Assert.That(refusal!.Message, Does.Contain("«message»"));
        """),
      Sight(
        .type, isAwaited: true,
        """
        var refusal = Assert.CatchAsync(async () => await «call»);
        Assert.That(refusal!.GetType().Name, Is.EqualTo("«type»"));
        """),
      Sight(
        .message, isAwaited: false,
        """
        var refusal = Assert.Catch(() => «call»);
        Assert.That(refusal!.Message, Does.Contain("«message»"));
        """),
      Sight(
        .type, isAwaited: false,
        """
        var refusal = Assert.Catch(() => «call»);
        Assert.That(refusal!.GetType().Name, Is.EqualTo("«type»"));
        """),
      Sight(.goesOn, isAwaited: true, "await «call»;"),
      Sight(.goesOn, isAwaited: false, "«call»;"),
    ] + netRaces("Assert.That(outcomes, Is.EqualTo(new[] { \"\", «each» }));"),
    afterwards: netAfterwards, loop: netStatuses, examples: nUnitExamples)
}
