extension TestStyle {
  private static let javaStatuses = Loop(
    opening: "for (int status : new int[] {«first», «second»}) {", closing: "}",
    words: [
      Loop.Word(shown: "status().isCreated()", becomes: "status().is(status)", first: "201"),
      Loop.Word(shown: "status().isOk()", becomes: "status().is(status)", first: "200"),
    ] + Loop.numbers("status"))

  private static func assertion(_ name: String, of module: String) -> CodeImport {
    CodeImport(name, from: "static \(module)")
  }

  static let jupiter = java(
    "junit5", [["org.junit.jupiter"]], "org.junit.jupiter.api.Assertions",
    contains: "assertTrue(refusal.getMessage().contains(\"«message»\"), refusal.getMessage());",
    jupiterExamples)

  static let junit4 = java(
    "junit4", [["org.junit.Test", "org.junit.*"]], "org.junit.Assert",
    contains: "assertTrue(refusal.getMessage(), refusal.getMessage().contains(\"«message»\"));",
    junit4Examples)

  private static func java(
    _ framework: String, _ marks: [[String]], _ module: String, contains: String,
    _ examples: Examples
  ) -> TestStyle {
    let throwing = assertion("assertThrows", of: module)
    let equal = assertion("assertEquals", of: module)
    return TestStyle(
      framework: framework, languages: ["java"], marks: marks,
      form: .function(prefixes: [], annotations: ["Test"]),
      sights: [
        Sight(
          .message, imports: [throwing, assertion("assertTrue", of: module)],
          CodeTemplate(
            stringLiteral: """
              Exception refusal = assertThrows(Exception.class, () -> «call»);
              \(contains)
              """)),
        Sight(
          .type, imports: [throwing, equal],
          """
          Exception refusal = assertThrows(Exception.class, () -> «call»);
          assertEquals("«type»", refusal.getClass().getSimpleName());
          """),
        Sight(.value, imports: [equal], "assertEquals(«value», «call»);"),
        Sight(.goesOn, "«call»;"),
        Sight(
          .type, isRace: true, not: alone, imports: [equal], throwsChecked: true,
          race("refusal.getClass().getSimpleName()", "«type»")),
        Sight(
          .message, isRace: true, not: alone, imports: [equal], throwsChecked: true,
          race(
            "String.valueOf(refusal.getMessage()).contains(\"«message»\") ? \"«message»\" : refusal.toString()",
            "«message»")),
      ],
      afterwards: [Sight(.goesOn, "«other call»;")],
      migrations: [
        Sight(.goesOn, imports: [throwing, equal], throwsChecked: true, migration)
      ],
      loop: javaStatuses, requestRaces: [requestRace(equal)], examples: examples)
  }

  /// Requests to Spring's servlet, while a lock of PostgreSQL lets all of them look before the
  /// first one writes.
  private static func requestRace(_ equal: CodeImport) -> RequestRace {
    RequestRace(
      code: """
        var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        var callers = new java.util.ArrayList<Thread>();
        try (var gate = dataSource.getConnection(); var lock = gate.createStatement()) {
          gate.setAutoCommit(false);
          lock.execute("LOCK TABLE «held table» IN SHARE MODE");
          for (int index = 0; index < 4; index++) {
            Thread caller = new Thread(() -> {
              try {
                statuses.add(«perform».andReturn().getResponse().getStatus());
              } catch (Exception failure) {
                statuses.add(500);
              }
            });
            caller.start();
            callers.add(caller);
          }
          Thread.sleep(500);
          gate.commit();
        }
        for (Thread caller : callers) {
          caller.join();
        }
        var seen = new java.util.ArrayList<>(statuses);
        java.util.Collections.sort(seen);
        assertEquals(java.util.List.of(«first», «others», «others», «others»), seen);
        """,
      imports: [equal],
      parameter:
        "@org.springframework.beans.factory.annotation.Autowired javax.sql.DataSource dataSource",
      not: alone + ["DataSource dataSource)", "h2", "hsqldb"], throwsChecked: true)
  }

  /// What keeps callers apart from each other's rows, or hands all of them one connection.
  private static let alone = [
    "@Transactional", "@DataJpaTest", "(connection", "jdbc:sqlite::memory:",
  ]

  private static let migration: CodeTemplate = """
    var folder = java.nio.file.Path.of("«folder»");
    var migration = folder.resolve("«migration»");
    assertEquals(true, java.nio.file.Files.exists(migration));
    String insert = "«insert»";
    try (var connection = «connection»; var statement = connection.createStatement()) {
      String home = connection.getSchema();
      statement.execute("DROP SCHEMA IF EXISTS \\"«schema»\\" CASCADE");
      statement.execute("CREATE SCHEMA \\"«schema»\\"");
      try {
        connection.setSchema("«schema»");
        for (String name : new String[] {«earlier»}) {
          statement.execute(java.nio.file.Files.readString(folder.resolve(name)));
        }
        for (String parent : new String[] {«parents»}) {
          statement.execute(parent);
        }
        statement.execute(insert);
        statement.execute("«repeated»");
        String key = java.nio.file.Files.readString(migration);
        assertThrows(java.sql.SQLException.class, () -> statement.execute(key));
        assertEquals(2, statement.executeUpdate("DELETE FROM «table»"));
        statement.execute(insert);
        statement.execute(key);
        assertThrows(java.sql.SQLException.class, () -> statement.execute("«repeated»"));
      } finally {
        connection.setSchema(home);
        statement.execute("DROP SCHEMA \\"«schema»\\" CASCADE");
      }
    }
    """

  private static func race(_ seen: String, _ expected: String) -> CodeTemplate {
    CodeTemplate(
      stringLiteral: """
        var start = new java.util.concurrent.CountDownLatch(1);
        var refusals = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        var callers = new java.util.ArrayList<Thread>();
        for (int index = 0; index < 4; index++) {
          Thread caller = new Thread(() -> {
            try {
              start.await();
              «call»;
            } catch (Exception refusal) {
              refusals.add(\(seen));
            }
          });
          caller.start();
          callers.add(caller);
        }
        start.countDown();
        for (Thread caller : callers) {
          caller.join();
        }
        assertEquals(java.util.Collections.nCopies(3, "\(expected)"), java.util.List.copyOf(refusals));
        """)
  }

  static let jupiterKotlin = kotlin(
    "junit5", [["org.junit.jupiter"]],
    throwing: (
      "assertThrows<Exception>", CodeImport("assertThrows", from: "org.junit.jupiter.api")
    ),
    "org.junit.jupiter.api.Assertions", jupiterKotlinExamples)

  static let kotlinTest = kotlin(
    "kotlin.test", [["kotlin.test."]],
    throwing: ("assertFailsWith<Exception>", CodeImport("assertFailsWith", from: "kotlin.test")),
    "kotlin.test", kotlinTestExamples)

  /// - Parameters:
  ///   - throwing: The call that gives what a block throws, and its import.
  ///   - module: What has `assertEquals`, the expected value first.
  private static func kotlin(
    _ framework: String, _ marks: [[String]], throwing: (call: String, name: CodeImport),
    _ module: String, _ examples: Examples
  ) -> TestStyle {
    let equal = CodeImport("assertEquals", from: module)
    func refused(_ assertion: String) -> CodeTemplate {
      CodeTemplate(
        stringLiteral: """
          val refusal = \(throwing.call) { «call» }
          \(assertion)
          """)
    }
    return TestStyle(
      framework: framework, languages: ["kotlin"], marks: marks,
      form: .function(prefixes: [], annotations: ["Test"]),
      sights: [
        Sight(
          .message, imports: [throwing.name, equal],
          refused("assertEquals(true, refusal.message?.contains(\"«message»\"), refusal.message)")),
        Sight(
          .type, imports: [throwing.name, equal],
          refused("assertEquals(\"«type»\", refusal.javaClass.simpleName)")),
        Sight(.goesOn, "«call»"),
        Sight(
          .type, isRace: true, not: alone, imports: [equal],
          kotlinRace("refusal.javaClass.simpleName", "«type»")),
        Sight(
          .message, isRace: true, not: alone, imports: [equal],
          kotlinRace(
            "if (\"«message»\" in refusal.message.orEmpty()) \"«message»\" else refusal.toString()",
            "«message»")),
      ],
      afterwards: [Sight(.goesOn, "«other call»")],
      migrations: [
        Sight(.goesOn, imports: [throwing.name, equal], kotlinMigration(throwing.call))
      ],
      examples: examples)
  }

  private static func kotlinMigration(_ throwing: String) -> CodeTemplate {
    CodeTemplate(
      stringLiteral: """
        val folder = java.nio.file.Path.of("«folder»")
        val migration = folder.resolve("«migration»")
        assertEquals(true, java.nio.file.Files.exists(migration))
        val insert = "«insert»"
        «connection».use { connection ->
          val statement = connection.createStatement()
          val home = connection.schema
          statement.execute("DROP SCHEMA IF EXISTS \\"«schema»\\" CASCADE")
          statement.execute("CREATE SCHEMA \\"«schema»\\"")
          try {
            connection.schema = "«schema»"
            for (name in listOf<String>(«earlier»)) {
              statement.execute(java.nio.file.Files.readString(folder.resolve(name)))
            }
            for (parent in listOf<String>(«parents»)) {
              statement.execute(parent)
            }
            statement.execute(insert)
            statement.execute("«repeated»")
            val key = java.nio.file.Files.readString(migration)
            \(throwing) { statement.execute(key) }
            assertEquals(2, statement.executeUpdate("DELETE FROM «table»"))
            statement.execute(insert)
            statement.execute(key)
            \(throwing) { statement.execute("«repeated»") }
          } finally {
            connection.schema = home
            statement.execute("DROP SCHEMA \\"«schema»\\" CASCADE")
          }
        }
        """)
  }

  private static func kotlinRace(_ seen: String, _ expected: String) -> CodeTemplate {
    CodeTemplate(
      stringLiteral: """
        val start = java.util.concurrent.CountDownLatch(1)
        val refusals = java.util.concurrent.ConcurrentLinkedQueue<String>()
        val callers = List(4) {
          kotlin.concurrent.thread {
            start.await()
            try {
              «call»
            } catch (refusal: Exception) {
              refusals.add(\(seen))
            }
          }
        }
        start.countDown()
        callers.forEach { it.join() }
        assertEquals(List(3) { "\(expected)" }, refusals.toList())
        """)
  }
}
