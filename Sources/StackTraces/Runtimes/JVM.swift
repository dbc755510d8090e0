import EventSchema

extension Runtime {
  /// The JVM: Java, Kotlin, Scala, Groovy and Clojure, as `printStackTrace` and the layouts of
  /// Logback and Log4j print exceptions, also with the root cause first.
  public static let jvm = Runtime(
    name: "JVM", platforms: ["java"], marks: ["at "],
    read: { lines in
      var reader = JVMReader(lines)
      return reader.readAll()
    },
    foreign: .jvm,
    sourceFunction: sourceFunctionOfJVM,
    examples: [
      TraceExample(
        """
        Exception in thread "main" java.lang.RuntimeException: boat not saved
        \tat com.harbour.Desk.register(Desk.java:12)
        \tat com.harbour.Main.main(Main.java:5)
        Caused by: org.postgresql.util.PSQLException: ERROR: duplicate key value violates unique \
        constraint "uq"
          Detail: Key (sail_no)=(K-17) already exists.
        \tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2713)
        \tat com.harbour.Desk.register(Desk.java:10)
        \t... 1 more
        """,
        exceptions: [
          "org.postgresql.util.PSQLException: ERROR: duplicate key value violates unique constraint "
            + "\"uq\"\n  Detail: Key (sail_no)=(K-17) already exists.",
          "java.lang.RuntimeException: boat not saved",
        ],
        frames: ["com/harbour/Main.java:5 main", "com/harbour/Desk.java:12 register"]),
      TraceExample(
        """
        app-1  | 2031-05-01 10:00:00.123 ERROR 1 --- [nio-8080-exec-1] c.h.Desk : java.sql.SQLException: no
        app-1  | \tat java.base/java.lang.Thread.run(Thread.java:840) ~[na:na]
        app-1  | \tat app//com.harbour.DeskKt$main$1.invoke(Desk.kt:7) [classes!/:1.0]
        app-1  | ready
        """,
        exceptions: ["java.sql.SQLException: no"],
        frames: ["com/harbour/Desk.kt:7 invoke", "java/lang/Thread.java:840 run"]),
      TraceExample(
        """
        java.sql.SQLException: no
        \tat com.harbour.Desk.register(Desk.java:10)
        \t... 1 common frames omitted
        Wrapped by: com.harbour.Refused: desk is closed
        \tat com.harbour.Desk.open(Desk.java:21)
        \tat com.harbour.Main.main(Main.java:5)
        """,
        exceptions: ["java.sql.SQLException: no", "com.harbour.Refused: desk is closed"],
        frames: ["com/harbour/Main.java:5 main", "com/harbour/Desk.java:21 open"]),
    ])
}
