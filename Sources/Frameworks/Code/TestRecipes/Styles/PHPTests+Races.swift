extension TestStyle {
  /// How the table is locked through a connection of PHP, so that callers look and do not write.
  private struct Gate {
    /// The connection: a hole of `EchoedTest`.
    var connection: String
    /// Before the processes are made: a connection that is open would be shared by all of them.
    var before = ""
    /// In the new process.
    var own = ""
    /// With `LOCK` for the statement.
    var lock: String
    /// How many wait.
    var count: String
    var apart: Apart?
  }

  private static let eloquentGate = Gate(
    connection: "«eloquent»",
    before: """
      if («eloquent»->getDriverName() !== 'pgsql') {
        $this->markTestSkipped('Only PostgreSQL has this lock.');
      }
      «eloquent»->disconnect();

      """,
    lock: "«eloquent»->statement(LOCK);",
    count: "«eloquent»->selectOne($waiting)->count")

  private static let gates = [
    Gate(
      connection: "«pdo»", own: "«own connection»\n", lock: "«pdo»->exec(LOCK);",
      count: "«pdo»->query($waiting)->fetchColumn()"),
    Gate(
      connection: "«dbal»", own: "«own connection»\n", lock: "«dbal»->executeStatement(LOCK);",
      count: "«dbal»->fetchOne($waiting)"),
    eloquentGate,
    Gate(
      connection: "«eloquent apart»",
      before: eloquentGate.before.replacing("«eloquent»", by: "«eloquent apart»"),
      lock: eloquentGate.lock.replacing("«eloquent»", by: "«eloquent apart»"),
      count: eloquentGate.count.replacing("«eloquent»", by: "«eloquent apart»"),
      apart: Apart(exchanged: [("RefreshDatabase", by: "DatabaseMigrations")])),
  ]

  /// Processes with connections of their own that all look before the first one writes.
  static let phpRaces: [Sight] = gates.flatMap { gate -> [Sight] in
    [
      Sight(
        .message, isRace: true, apart: gate.apart,
        meeting(
          gate, "$refusal->getMessage()",
          """
          $this->assertCount(2, $refusals);
          foreach ($refusals as $refusal) {
            $this->assertStringContainsString('«message»', $refusal);
          }
          """)),
      Sight(
        .type, isRace: true, apart: gate.apart,
        meeting(
          gate, "get_class($refusal)",
          """
          $this->assertCount(2, $refusals);
          foreach ($refusals as $refusal) {
            $this->assertSame(«type»::class, $refusal);
          }
          """)),
      Sight(
        .goesOn, isRace: true, apart: gate.apart,
        meeting(gate, "$refusal->getMessage()", "$this->assertSame([], $refusals);")),
    ]
  }

  private static func meeting(_ gate: Gate, _ seen: String, _ assertion: String) -> CodeTemplate {
    let lock = gate.lock.replacing("LOCK", by: "'LOCK TABLE «table» IN SHARE MODE'")
    let waiting = "relation = '«table»'::regclass AND NOT granted"
    let own = gate.own.split(separator: "\n").map { "      \($0)\n" }.joined()
    return CodeTemplate(
      stringLiteral: """
        if (!\\function_exists('pcntl_fork')) {
          $this->markTestSkipped('The callers are processes, which pcntl makes.');
        }
        \(gate.before)$inherited = [get_object_vars($this), get_defined_vars()];
        $callers = [];
        for ($index = 0; $index < 3; $index++) {
          [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
          if (pcntl_fork() === 0) {
            $outcome = '';
            try {
        \(own)      fread($theirs, 1);
              «call»;
            } catch (\\Throwable $refusal) {
              $outcome = \(seen);
            }
            fwrite($theirs, $outcome);
            posix_kill(getmypid(), SIGKILL);
          }
          fclose($theirs);
          $callers[] = $ours;
        }
        \(gate.connection)->beginTransaction();
        \(lock)
        foreach ($callers as $caller) {
          fwrite($caller, '.');
        }
        $waiting = "SELECT count(*) FROM pg_locks WHERE \(waiting)";
        for ($tries = 0; $tries < 200 && \(gate.count) < 3; $tries++) {
          usleep(50000);
        }
        \(gate.connection)->commit();
        $refusals = array_values(array_filter(array_map('stream_get_contents', $callers)));
        \(assertion)
        """)
  }
}
