extension TestStyle {
  private static let netStatuses = Loop(
    opening: "foreach (var status in new[] { «first», «second» }) {", closing: "}",
    words: ["Created", "OK", "NoContent"].map { name in
      Loop.Word(
        shown: "HttpStatusCode.\(name)", becomes: "status", first: "HttpStatusCode.\(name)")
    },
    spellings: [409: "HttpStatusCode.Conflict", 422: "HttpStatusCode.UnprocessableEntity"])

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
    ],
    loop: netStatuses, examples: xUnitExamples)

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
    ],
    loop: netStatuses, examples: nUnitExamples)
}
