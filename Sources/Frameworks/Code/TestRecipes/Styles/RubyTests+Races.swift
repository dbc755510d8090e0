extension TestStyle {
  /// Threads with connections of their own, while a lock on the table lets all of them look and
  /// none of them write.
  ///
  /// - Parameter assertions: For `.message`, `.type`, `.value` and `.goesOn`, what is to hold of
  ///   `refusals`.
  /// - Parameter emptying: How a group of tests empties the tables that were empty before.
  static func rubyRaces(
    _ assertions: [RefusedAnswer.Kind: String], emptying: String
  ) -> [Sight] {
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
            stringLiteral: keepingKnown(
              recordsMeet("«records apart»") + "\n" + seen + "\n" + assertion))),
        Sight(
          kind, isRace: true, apart: Apart(opening: emptying),
          CodeTemplate(
            stringLiteral: "«prepared»\n" + recordsMeet("«records of empty tables»") + "\n" + seen
              + "\n" + assertion)),
        Sight(
          kind, isRace: true,
          CodeTemplate(stringLiteral: sequelMeets + "\n" + seen + "\n" + assertion)),
      ]
    }
  }

  /// Requests of sessions of their own: the test's one sends one after another.
  ///
  /// - Parameter assertion: Compares the statuses, with holes for those that are expected.
  static func rubyRequestRaces(_ assertion: String, emptying: String) -> [RequestRace] {
    let call = """
      session = ActionDispatch::Integration::Session.new(Rails.application)
      session.«send»
      session.response.status
      """
    func race(_ base: String) -> String {
      "«prepared»\n" + recordsMeet("«\(base)»", call: call) + "\n" + assertion
    }
    let apart = Apart(opening: "self.use_transactional_tests = false")
    return [
      RequestRace(code: CodeTemplate(stringLiteral: race("records"))),
      RequestRace(
        code: CodeTemplate(stringLiteral: keepingKnown(race("records apart"))), apart: apart),
      RequestRace(
        code: CodeTemplate(stringLiteral: race("records of empty tables")),
        apart: Apart(opening: emptying)),
    ]
  }

  /// Rows of the one table that is written go again.
  private static func keepingKnown(_ test: String) -> String {
    "known = «known model».unscoped.pluck(«known model».primary_key)\nbegin\n" + test.indented
      + """

      ensure
        «known model».unscoped.where.not(«known model».primary_key => known).delete_all
      end
      """
  }

  private static let emptyTables = """
    connection = ActiveRecord::Base.connection
    empty = (connection.tables - %w[schema_migrations ar_internal_metadata])
      .map { |table| connection.quote_table_name(table) }
      .select { |table| connection.select_value("SELECT 1 FROM #{table} LIMIT 1").nil? }
    """

  /// The rows of a test that no transaction takes back, in RSpec.
  static let emptyingAround = """
    self.use_transactional_tests = false

    around do |example|
    \(emptyTables.indented)
      example.run
      connection.execute("TRUNCATE #{empty.join(", ")}")
    end
    """

  /// The same for minitest.
  static let emptyingAfterwards = """
    self.use_transactional_tests = false

    setup do
    \(emptyTables.replacing("empty =", by: "@empty =").indented)
    end

    teardown { ActiveRecord::Base.connection.execute("TRUNCATE #{@empty.join(", ")}") }
    """

  private static let waiting = """
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = '«table»'::regclass AND NOT granted"
    """

  private static func recordsMeet(_ base: String) -> String {
    recordsMeet(base, call: "\(base).connection_pool.with_connection { «call» }")
  }

  private static func recordsMeet(_ base: String, call: String) -> String {
    """
    skip "Only PostgreSQL has this lock" unless \(base).connection.adapter_name == "PostgreSQL"
    callers = []
    \(base).transaction do
      \(base).connection.execute("LOCK TABLE «table» IN SHARE MODE")
      callers = Array.new(3) do
        Thread.new do
    \(call.indented.indented.indented)
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
