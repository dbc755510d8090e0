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
        .message, imports: [CodeImport("strings", from: "strings")],
        """
        if «blanks»err := «call»; err == nil || !strings.Contains(err.Error(), "«message»") {
          t.Fatalf("a taken «words» gives %v", err)
        }
        """),
      race,
    ],
    loop: goStatuses, examples: goTestExamples)

  static let testify = TestStyle(
    framework: "go", languages: ["go"], marks: [["*testing.T"], ["testify/require"]],
    form: .function(prefixes: ["Test"], annotations: []), sharesFolder: true,
    sights: [
      Sight(
        .type,
        """
        «blanks»err = «call»
        require.ErrorIs(t, err, «type»)
        """),
      Sight(
        .message,
        """
        «blanks»err = «call»
        require.ErrorContains(t, err, "«message»")
        """),
      race,
    ],
    loop: goStatuses, examples: testifyExamples)

  /// Callers of their own connections: SQLite would make them wait for each other, and refuse some
  /// that have waited too long.
  private static let race = Sight(
    .type, isRace: true, not: ["sqlite"], imports: [errors],
    """
    const callers = 4
    start := make(chan struct{})
    outcomes := make(chan error, callers)
    for i := 0; i < callers; i++ {
      go func() {
        <-start
        «blanks»err := «call»
        outcomes <- err
      }()
    }
    close(start)
    taken := 0
    for i := 0; i < callers; i++ {
      if err := <-outcomes; errors.Is(err, «type») {
        taken++
      } else if err != nil {
        t.Errorf("a taken «words» gives %v", err)
      }
    }
    if taken != callers-1 {
      t.Errorf("%d of %d callers were refused", taken, callers)
    }
    """)
}
