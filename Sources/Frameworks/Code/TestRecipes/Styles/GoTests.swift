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

  private static let ownNames: Set<String> = [
    "callers", "gate", "start", "outcomes", "taken", "statuses", "seen",
  ]

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
    migrations: [Sight(.goesOn, imports: migrationImports, migration)], loop: goStatuses,
    ownNames: ownNames, requestRaces: requestRaces, examples: goTestExamples)

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
    migrations: [Sight(.goesOn, imports: migrationImports, migration)], loop: goStatuses,
    ownNames: ownNames, requestRaces: requestRaces, examples: testifyExamples)

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

  private static let migrationImports = ["context", "os", "path/filepath", "strings"].map {
    CodeImport($0, from: $0)
  }

  /// In a schema of its own, on one connection.
  private static let migration: CodeTemplate = """
    «opening»
    ctx := context.Background()
    conn, err := «connection».Conn(ctx)
    if err != nil {
      t.Fatal(err)
    }
    defer conn.Close()
    run := func(statement string) error {
      _, err := conn.ExecContext(ctx, statement)
      return err
    }
    must := func(statement string) {
      t.Helper()
      if err := run(statement); err != nil {
        t.Fatal(err)
      }
    }
    read := func(name string) string {
      t.Helper()
      text, err := os.ReadFile(filepath.Join("«folder»", name))
      if err != nil {
        t.Fatal(err)
      }
      if mark := "«end mark»"; mark != "" {
        return strings.Split(string(text), mark)[0]
      }
      return string(text)
    }
    key := read("«migration»")
    must("DROP SCHEMA IF EXISTS «schema» CASCADE")
    must("CREATE SCHEMA «schema»")
    defer run("DROP SCHEMA «schema» CASCADE")
    must("SET search_path TO «schema»")
    defer run("RESET search_path")
    for _, name := range []string{«earlier»} {
      must(read(name))
    }
    for _, parent := range []string{«parents»} {
      must(parent)
    }
    must("«insert»")
    must("«repeated»")
    if err := run(key); err == nil {
      t.Fatal("the key was added although rows repeat it")
    }
    var kept int
    if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM «table»").Scan(&kept); err != nil || kept != 2 {
      t.Fatalf("%d rows are left: %v", kept, err)
    }
    must("DROP INDEX IF EXISTS «index of key»")
    must("DELETE FROM «table»")
    must("«insert»")
    must(key)
    if err := run("«repeated»"); err == nil {
      t.Error("a second row with the key is not refused")
    }
    """

  /// A test of the request that ends early still says so, with the status 0.
  private static let requestRaces = [
    RequestRace(
      code: CodeTemplate(
        stringLiteral: """
          const callers = 4
          \(closedGate.replacing("«table»", by: "«held table»"))statuses := make(chan int, callers)
          for i := 0; i < callers; i++ {
            go func() {
              status := 0
              defer func() { statuses <- status }()
              «requests»
              status = «status»
            }()
          }
          time.Sleep(500 * time.Millisecond)
          if err := gate.Commit(); err != nil {
            t.Fatal(err)
          }
          seen := map[int]int{}
          for i := 0; i < callers; i++ {
            seen[<-statuses]++
          }
          if seen[«first»] < 1 || seen[«first»]+seen[«others»] < callers || seen[«others»] < callers-1 {
            t.Errorf("a taken «words» is answered with %v", seen)
          }
          """),
      imports: [CodeImport("time", from: "time")], not: ["sqlite", "sqlmock"])
  ]

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
