extension TestStyle {
  private static let tests: Form = .call(["test", "it"])

  /// Callers at once, and what all but one of them see.
  ///
  /// - Parameter assertion: Up to what is expected: `expect(refusals).toEqual(`.
  private static func races(_ assertion: String) -> [Sight] {
    let kinds: [(kind: RefusedAnswer.Kind, seen: String, expected: String)] = [
      (.message, "message", "«message»"), (.type, "constructor.name", "«type»"),
    ]
    let meetings: [(before: String, behind: String)] = [
      (closedGate, openedGate), ("", "await Promise.allSettled(callers);"),
    ]
    let raised = kinds.flatMap { kind, seen, expected in
      meetings.map { before, behind in
        Sight(
          kind, isAwaited: true, isRace: true,
          CodeTemplate(
            stringLiteral: """
              \(before)const callers = Array.from({ length: 4 }, () => «call»);
              const outcomes = \(behind)
              const refusals = outcomes.flatMap((outcome) =>
                outcome.status === 'rejected' ? [outcome.reason.\(seen)] : [],
              );
              \(assertion)Array(3).fill('\(expected)'));
              """))
      }
    }
    let returned = meetings.map { before, behind in
      Sight(
        .value, isAwaited: true, isRace: true,
        CodeTemplate(
          stringLiteral: """
            \(before)const callers = Array.from({ length: 4 }, () => «call»);
            const outcomes = \(behind)
            const refusal = JSON.stringify(«value»);
            const refusals = outcomes.flatMap((outcome) =>
              outcome.status === 'rejected'
                ? [outcome.reason]
                : [JSON.stringify(outcome.value)].filter((answer) => answer === refusal),
            );
            \(assertion)Array(3).fill(refusal));
            """))
    }
    return raised + returned
  }

  /// With a pool of PostgreSQL: a lock lets all of them look before the first one writes.
  private static let closedGate = """
    const gate = await «pool».connect();
    await gate.query('BEGIN');
    await gate.query('LOCK TABLE «table» IN SHARE MODE');

    """

  private static let openedGate = """
    await Promise.all([
      Promise.allSettled(callers),
      gate.query('SELECT pg_sleep(0.5)').then(() => gate.query('COMMIT')),
    ]).then(([settled]) => settled);
    gate.release();
    """

  /// Requests at once, and their statuses in order.
  ///
  /// - Parameter assertion: Up to what is expected: `expect(statuses).toEqual(`.
  private static func requestRaces(_ assertion: String) -> [RequestRace] {
    let sent = "Promise.all(Array.from({ length: 4 }, () => «answer»))"
    let seen = """
      const statuses = answers.map((answer) => answer.status ?? answer.statusCode).sort();
      \(assertion)[«first», «others», «others», «others»].sort());
      """
    return [
      RequestRace(
        code: CodeTemplate(
          stringLiteral: """
            \(closedGate)const sending = \(sent);
            await gate.query('SELECT pg_sleep(0.5)');
            await gate.query('COMMIT');
            gate.release();
            const answers = await sending;
            \(seen)
            """)),
      RequestRace(
        code: CodeTemplate(
          stringLiteral: """
            const answers = await \(sent);
            \(seen)
            """)),
    ]
  }

  private static let afterwards = [
    Sight(.goesOn, isAwaited: true, "await «other call»;"),
    Sight(.goesOn, isAwaited: false, "«other call»;"),
  ]

  private static let statuses = Loop(
    opening: "for (const status of [«first», «second»]) {", closing: "}",
    words: Loop.numbers("status"))

  /// Node's own assertions, with Node's runner or another.
  static let nodeAssert = TestStyle(
    framework: "node", languages: ["javascript"],
    marks: [["assert."], ["node:assert", "'assert'", "\"assert\"", "assert/strict"]], form: tests,
    sights: races("assert.deepEqual(refusals, ") + [
      Sight(
        .message, isAwaited: true,
        "await assert.rejects(async () => «call», { message: '«message»' });"),
      Sight(.message, isAwaited: false, "assert.throws(() => «call», { message: '«message»' });"),
      Sight(
        .type, isAwaited: true,
        "await assert.rejects(async () => «call», (error«any») => error.constructor.name === '«type»');"
      ),
      Sight(
        .type, isAwaited: false,
        "assert.throws(() => «call», (error«any») => error.constructor.name === '«type»');"),
      Sight(.value, isAwaited: true, "assert.deepEqual(await «call», «value»);"),
      Sight(.value, isAwaited: false, "assert.deepEqual(«call», «value»);"),
      Sight(.goesOn, isAwaited: true, "await «call»;"),
      Sight(.goesOn, isAwaited: false, "«call»;"),
      Sight(
        .goesOn, isAwaited: true, isRace: true,
        "await Promise.all(Array.from({ length: 4 }, () => «call»));"),
    ],
    afterwards: afterwards,
    migrations: migrations(
      refused: "await assert.rejects(PROMISE);", equal: "assert.equal(VALUE, WANTED);"),
    loop: statuses, requestRaces: requestRaces("assert.deepEqual(statuses, "),
    examples: nodeAssertExamples)

  static let jest = expecting("jest", [["expect("]], jestExamples)

  static let vitest = expecting(
    "vitest", [["expect("], ["'vitest'", "\"vitest\""]], vitestExamples)

  private static func expecting(
    _ framework: String, _ marks: [[String]], _ examples: Examples
  ) -> TestStyle {
    TestStyle(
      framework: framework, languages: ["javascript"], marks: marks, form: tests,
      sights: races("expect(refusals).toEqual(") + [
        Sight(
          .message, isAwaited: true, "await expect(«call»).rejects.toThrow('«message»');"),
        Sight(.message, isAwaited: false, "expect(() => «call»).toThrow('«message»');"),
        Sight(
          .type, isAwaited: true,
          """
          const refusal = await «call».catch((error«any») => error);
          expect(refusal.constructor.name).toBe('«type»');
          """),
        Sight(.value, isAwaited: true, "expect(await «call»).toEqual(«value»);"),
        Sight(.value, isAwaited: false, "expect(«call»).toEqual(«value»);"),
        Sight(.goesOn, isAwaited: true, "await «call»;"),
        Sight(.goesOn, isAwaited: false, "«call»;"),
        Sight(
          .goesOn, isAwaited: true, isRace: true,
          "await Promise.all(Array.from({ length: 4 }, () => «call»));"),
      ],
      afterwards: afterwards,
      migrations: migrations(
        refused: "await expect(PROMISE).rejects.toThrow();",
        equal: "expect(VALUE).toBe(WANTED);"),
      loop: statuses, requestRaces: requestRaces("expect(statuses).toEqual("),
      examples: examples)
  }

  static let chai = TestStyle(
    framework: "mocha", languages: ["javascript"],
    marks: [["expect("], ["'chai'", "\"chai\""]], form: tests,
    sights: races("expect(refusals).to.deep.equal(") + [
      Sight(
        .message, isAwaited: true,
        """
        const refusal = await «call».then(() => null, (error«any») => error);
        expect(refusal).to.have.property('message', '«message»');
        """),
      Sight(.message, isAwaited: false, "expect(() => «call»).to.throw('«message»');"),
      Sight(
        .type, isAwaited: true,
        """
        const refusal = await «call».then(() => null, (error«any») => error);
        expect(refusal?.constructor.name).to.equal('«type»');
        """),
      Sight(.value, isAwaited: true, "expect(await «call»).to.deep.equal(«value»);"),
      Sight(.goesOn, isAwaited: true, "await «call»;"),
      Sight(.goesOn, isAwaited: false, "«call»;"),
    ],
    afterwards: afterwards,
    migrations: migrations(
      refused: "expect(await PROMISE.then(() => null, (error) => error)).to.not.equal(null);",
      equal: "expect(VALUE).to.equal(WANTED);"),
    loop: statuses, requestRaces: requestRaces("expect(statuses).to.deep.equal("),
    examples: chaiExamples)
}
