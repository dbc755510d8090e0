extension TestStyle {
  /// Threads with connections of their own, while a lock on the table lets all of them look and
  /// none of them write.
  ///
  /// - Parameter assertions: For `.message`, `.type`, `.value` and `.goesOn`, what is to hold of
  ///   `refusals`.
  static func rubyRaces(_ assertions: [RefusedAnswer.Kind: String]) -> [Sight] {
    let outcomes = "refusals = callers.map(&:value)"
    let errors = "\(outcomes).grep(StandardError)"
    let kinds: [(RefusedAnswer.Kind, refusals: String)] = [
      (.message, "\(errors).map(&:message)"),
      (.type, "\(errors).map { |error| error.class.name.split(\"::\").last }"),
      (
        .value,
        "\(outcomes).select { |outcome| outcome == «value» || outcome.is_a?(StandardError) }"
      ),
      (.goesOn, "\(errors).map(&:message)"),
    ]
    return kinds.flatMap { kind, seen -> [Sight] in
      guard let assertion = assertions[kind] else { return [] }
      return [
        Sight(
          kind, isRace: true,
          CodeTemplate(
            stringLiteral: recordsMeet("«records»") + "\n" + seen + "\n" + assertion)),
        Sight(
          kind, isRace: true, apart: Apart(opening: "self.use_transactional_tests = false"),
          CodeTemplate(
            stringLiteral:
              "known = «known model».unscoped.pluck(«known model».primary_key)\nbegin\n"
              + (recordsMeet("«records apart»") + "\n" + seen + "\n" + assertion).indented
                + """

                ensure
                  «known model».unscoped.where.not(«known model».primary_key => known).delete_all
                end
                """)),
        Sight(
          kind, isRace: true,
          CodeTemplate(stringLiteral: sequelMeets + "\n" + seen + "\n" + assertion)),
      ]
    }
  }

  private static let waiting = """
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = '«table»'::regclass AND NOT granted"
    """

  private static func recordsMeet(_ base: String) -> String {
    """
    skip "Only PostgreSQL has this lock" unless \(base).connection.adapter_name == "PostgreSQL"
    callers = []
    \(base).transaction do
      \(base).connection.execute("LOCK TABLE «table» IN SHARE MODE")
      callers = Array.new(3) do
        Thread.new do
          \(base).connection_pool.with_connection { «call» }
        rescue StandardError => error
          error
        end
      end
      \(waiting)
      200.times { sleep 0.05 if \(base).connection.select_value(waiting).to_i < 3 }
    end
    """
  }

  private static let sequelMeets = """
    callers = []
    «sequel».transaction do
      «sequel».run("LOCK TABLE «table» IN SHARE MODE")
      callers = Array.new(3) do
        Thread.new do
          «call»
        rescue StandardError => error
          error
        end
      end
      \(waiting)
      200.times { sleep 0.05 if «sequel».fetch(waiting).single_value < 3 }
    end
    """
}

extension String {
  /// With two blanks before each line.
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }
}
