extension TestStyle {
  private static let goStatuses = Loop(
    opening: "for _, status := range []int{«first», «second»} {", closing: "}",
    words: [
      Loop.Word(shown: "http.StatusCreated", becomes: "status", first: "http.StatusCreated"),
      Loop.Word(shown: "http.StatusOK", becomes: "status", first: "http.StatusOK"),
      Loop.Word(shown: "http.StatusNoContent", becomes: "status", first: "http.StatusNoContent"),
    ] + Loop.numbers("status"),
    spellings: [
      409: "http.StatusConflict", 422: "http.StatusUnprocessableEntity",
      400: "http.StatusBadRequest",
    ])

  private static let errors = CodeImport("errors", from: "errors")

  private static let strings = CodeImport("strings", from: "strings")

  static let goTest = TestStyle(
    framework: "go", languages: ["go"], marks: [["*testing.T"]],
    form: .function(prefixes: ["Test"], annotations: []), sharesFolder: true,
    sights: [
      Sight(
        .type, imports: [errors],
        """
        if «blanks»err := «call»; !errors.Is(err, «type») {
          t.Fatalf("a taken «words» gives %v", err)
        }
        """),
      Sight(
        .message, imports: [strings],
        """
        if «blanks»err := «call»; err == nil || !strings.Contains(err.Error(), "«message»") {
          t.Fatalf("a taken «words» gives %v", err)
        }
        """),
      Sight(
        .goesOn,
        """
        if «blanks»err := «call»; err != nil {
          t.Fatalf("a repeated «words» gives %v", err)
        }
        """),
    ] + races,
    afterwards: [
      Sight(
        .goesOn,
        """
        if «blanks»err := «other call»; err != nil {
          t.Fatalf("another «words» gives %v", err)
        }
        """)
    ],
    loop: goStatuses, examples: goTestExamples)

  static let testify = TestStyle(
    framework: "go", languages: ["go"], marks: [["*testing.T"], ["testify/require"]],
    form: .function(prefixes: ["Test"], annotations: []), sharesFolder: true,
    sights: [
      Sight(
        .type,
        """
        «blanks»err «assign» «call»
        require.ErrorIs(t, err, «type»)
        """),
      Sight(
        .message,
        """
        «blanks»err «assign» «call»
        require.ErrorContains(t, err, "«message»")
        """),
      Sight(
        .goesOn,
        """
        «blanks»err «assign» «call»
        require.NoError(t, err)
        """),
    ] + races,
    afterwards: [
      Sight(
        .goesOn,
        """
        if «blanks»err := «other call»; err != nil {
          t.Fatalf("another «words» gives %v", err)
        }
        """)
    ],
    loop: goStatuses, examples: testifyExamples)

  /// Callers of their own connections: SQLite would make them wait for each other, and refuse some
  /// that have waited too long.
  private static let races: [Sight] = [
    race(.type, imports: [errors], "errors.Is(err, «type»)", refused: "callers-1"),
    race(
      .message, imports: [strings], "err != nil && strings.Contains(err.Error(), \"«message»\")",
      refused: "callers-1"),
    race(.goesOn, imports: [], nil, refused: "0"),
  ].flatMap { $0 }

  /// - Parameters:
  ///   - isRefusal: What tells the refusal from other errors; `nil` where none is expected.
  ///   - refused: How many callers get it.
  private static func race(
    _ answer: RefusedAnswer.Kind, imports: [CodeImport], _ isRefusal: String?, refused: String
  ) -> [Sight] {
    let time = CodeImport("time", from: "time")
    let counted =
      isRefusal.map { isRefusal in
        """
        taken := 0
        for i := 0; i < callers; i++ {
          if err := <-outcomes; \(isRefusal) {
            taken++
          } else if err != nil {
            t.Errorf("a taken «words» gives %v", err)
          }
        }
        if taken != \(refused) {
          t.Errorf("%d of %d callers were refused", taken, callers)
        }
        """
      } ?? """
        for i := 0; i < callers; i++ {
          if err := <-outcomes; err != nil {
            t.Errorf("a repeated «words» gives %v", err)
          }
        }
        """
    let meetings = [(closedGate, openedGate, [time]), ("", "close(start)\n", [])]
    return meetings.map { before, behind, needed in
      Sight(
        answer, isRace: true, not: ["sqlite"], imports: imports + needed,
        CodeTemplate(
          stringLiteral: """
            const callers = 4
            \(before)start := make(chan struct{})
            outcomes := make(chan error, callers)
            for i := 0; i < callers; i++ {
              go func() {
                <-start
                «blanks»err := «call»
                outcomes <- err
              }()
            }
            \(behind)\(counted)
            """))
    }
  }

  /// A lock of PostgreSQL lets all of them look before the first one writes.
  private static let closedGate = """
    gate, err := «database».Begin()
    if err != nil {
      t.Fatal(err)
    }
    if _, err := gate.Exec("LOCK TABLE «table» IN SHARE MODE"); err != nil {
      t.Fatal(err)
    }

    """

  private static let openedGate = """
    close(start)
    time.Sleep(500 * time.Millisecond)
    if err := gate.Commit(); err != nil {
      t.Fatal(err)
    }

    """
}
