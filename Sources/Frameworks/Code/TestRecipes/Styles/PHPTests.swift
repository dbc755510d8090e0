extension TestStyle {
  private static let phpStatuses = Loop(
    opening: "foreach ([«first», «second»] as $status) {", closing: "}",
    words: [
      Loop.Word(shown: "assertCreated()", becomes: "assertStatus($status)", first: "201"),
      Loop.Word(shown: "assertOk()", becomes: "assertStatus($status)", first: "200"),
      Loop.Word(shown: "assertSuccessful()", becomes: "assertStatus($status)", first: "201"),
    ] + Loop.numbers("$status"))

  static let phpunit = TestStyle(
    framework: "phpunit", languages: ["php"], marks: [["extends "], ["TestCase"]],
    form: .function(prefixes: ["test"], annotations: ["Test"]),
    sights: phpRaces + [
      Sight(
        .message,
        """
        $refusal = null;
        try {
          «call»;
        } catch (\\Throwable $caught) {
          $refusal = $caught;
        }
        $this->assertNotNull($refusal);
        $this->assertStringContainsString('«message»', $refusal->getMessage());
        $this->assertGreaterThan(0, «touch»);
        """),
      Sight(
        .type,
        """
        $refusal = null;
        try {
          «call»;
        } catch (\\Throwable $caught) {
          $refusal = $caught;
        }
        $this->assertInstanceOf(«type»::class, $refusal);
        $this->assertGreaterThan(0, «touch»);
        """),
      Sight(
        .message,
        """
        $this->expectExceptionMessage('«message»');
        «call»;
        """),
      Sight(
        .type,
        """
        $this->expectException(«type»::class);
        «call»;
        """),
      Sight(.value, "$this->assertSame(«value», «call»);"),
      Sight(
        .message, isRace: true,
        """
        «rival»;
        $this->expectExceptionMessage('«message»');
        «call»;
        """),
      Sight(
        .type, isRace: true,
        """
        «rival»;
        $this->expectException(«type»::class);
        «call»;
        """),
      Sight(
        .goesOn,
        """
        «call»;
        $this->addToAssertionCount(1);
        """),
    ],
    loop: phpStatuses, examples: phpunitExamples)

  static let pest = TestStyle(
    framework: "pest", languages: ["php"],
    marks: [["expect("], ["it('", "test('", "it(\"", "test(\""]],
    form: .call(["it", "test"]),
    sights: [
      Sight(.message, "expect(fn () => «call»)->toThrow('«message»');"),
      Sight(.type, "expect(fn () => «call»)->toThrow(«type»::class);"),
      Sight(.value, "expect(«call»)->toBe(«value»);"),
      Sight(.goesOn, "expect(fn () => «call»)->not->toThrow(\\Throwable::class);"),
    ],
    loop: phpStatuses, examples: pestExamples)
}
