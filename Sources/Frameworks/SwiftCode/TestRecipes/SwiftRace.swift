import EventSchema
import SourceCode

/// Two calls of one function that really collide: each has looked before either writes.
///
/// Where the function waits for a closure between its look-up and its write, they meet there; else
/// a lock that readers pass keeps both from writing until they have looked.
struct SwiftRace {
  private let recipe: SwiftTestRecipe
  /// What each task makes for itself, and what it calls.
  private let calls: SwiftTestRecipe.Calls
  private let means: Means
  /// Whether the tasks use the database that the test has opened.
  private let isShared: Bool

  private enum Means {
    case meeting
    /// With the module of SQLite's own functions.
    case lock(module: String)
  }

  /// `nil` when tasks cannot have what they need, or nothing lets them collide for certain.
  init?(
    _ recipe: SwiftTestRecipe, _ check: SwiftCheck, _ writer: SwiftFunction, _ columns: [String]
  ) {
    let seam = Self.seam(recipe.types, check, writer)
    guard var scope = recipe.furnished else { return nil }
    // Whoever waits for a lock may hold up all others on the same connection.
    isShared = scope.isSendable && seam != nil
    if isShared {
      scope.beginScope()
    } else {
      // Each task opens the database again, which has to leave the tables as they are.
      guard recipe.reading.makesTablesOnce else { return nil }
    }
    if let seam {
      scope.seam = seam
      means = .meeting
    } else {
      guard recipe.reading.waitsForLocks, let module = recipe.reading.interfaceModule else {
        return nil
      }
      means = .lock(module: module)
    }
    guard let calls = recipe.calls(of: check.function, giving: columns, in: scope) else {
      return nil
    }
    if let seam = scope.seam,
      !calls.fixtures.lines.contains(where: { $0.mentions(seam.statement) })
    {
      return nil
    }
    self.recipe = recipe
    self.calls = calls
  }

  /// - Parameters:
  ///   - rows: INSERTs of what has to be there before.
  ///   - refusal: What the one who comes second is told; `nil` where both succeed.
  ///   - count: How many rows there are at the end.
  func add(
    to file: inout SwiftTestFile, _ refusal: SwiftRefusal?, after rows: [String] = [],
    count: Int = 1
  ) {
    var fixtures = recipe.database
    let stored = recipe.access.storing(rows, &fixtures) ?? []
    let oneRow = recipe.count(count, &fixtures)
    var lines = calls.fixtures.namesPath ? ["let path = path"] : []
    lines += opened(recipe.furnished?.lines ?? [], usedBy: oneRow)
    lines += stored
    switch means {
    case .meeting:
      lines.append("let meeting = Meeting()")
      file.declare(Self.meeting)
    case .lock(let module):
      lines += ["let lock = WriteLock(path: path)", "lock.release(after: 0.2)"]
      file.declare(Self.lock(recipe.style))
      file.need(module: module)
    }
    let (style, shown) = (recipe.style, "\"\\(errors)\"")
    let outcome =
      refusal.map {
        [
          style.equal("errors.count", "1"),
          style.holds("errors.allSatisfy { \($0.condition) }", showing: shown),
        ]
      } ?? [style.holds("errors.isEmpty", showing: shown)]
    file.test(
      "bothLookBeforeEitherWrites",
      lines + tasks + outcome + oneRow)
    file.need(calls.fixtures)
    file.need(fixtures)
  }

  /// The calls at once, and the errors that they throw.
  private var tasks: [String] {
    let task =
      calls.fixtures.lines.flatMap { $0.split(separator: "\n").map(String.init) }
      + [calls.prefix + calls.first]
    // A test's own margin is four of these.
    let body = task.flatMap { SwiftTestFile.broken($0, margin: "            ") }
      .map { String($0.dropFirst(4)) }
    let departure = if case .meeting = means { ["      await meeting.leave()"] } else { [String]() }
    return [
      "let errors = await withTaskGroup(of: (any Error)?.self) { group in",
      "  for _ in 0..<2 {", "    group.addTask {", "      var thrown: (any Error)?", "      do {",
    ] + body + ["      } catch {", "        thrown = error", "      }"] + departure + [
      "      return thrown", "    }", "  }", "  var errors: [any Error] = []",
      "  for await case .some(let error) in group { errors.append(error) }", "  return errors", "}",
    ]
  }

  /// The lines that make the tables, without the names that nothing uses.
  private func opened(_ lines: [String], usedBy later: [String]) -> [String] {
    let inTasks = isShared ? calls.fixtures.lines + [calls.first] : []
    return lines.enumerated().map { index, line in
      guard line.hasPrefix("let "), let expression = line.rest(after: " = "),
        let name = line.split(separator: " ").dropFirst().first.map(String.init)
      else { return line }
      let others = lines.dropFirst(index + 1) + later + inTasks
      return others.contains { $0.mentionsWord(name) } ? line : "_ = \(expression)"
    }
  }

  /// A closure that the function's type is given and that it waits for between look-up and write.
  private static func seam(
    _ types: SwiftTypes, _ check: SwiftCheck, _ writer: SwiftFunction
  ) -> SwiftFixtures.Seam? {
    guard let owner = types.method(check.function)?.owner, let type = types.type(owner.path),
      let test = check.test
    else { return nil }
    let later = check.function.body.flatMap(\.allCalls).filter { $0.span.start >= test.span.end }
    let beforeWrite = later.prefix { $0.name != writer.name }.map(\.name)
    let closures = types.initialisers(of: type).flatMap(\.parameters).filter { parameter in
      let closure = types.resolved(parameter.type)
      return closure.mentions("->") && closure.mentionsWord("async")
    }
    return closures.first { beforeWrite.contains($0.name) }.map {
      SwiftFixtures.Seam(
        type: type.path, parameter: $0.name, statement: "await meeting.arrive()")
    }
  }

  private static let meeting = """
    /// Lets both calls look before either writes; then one writes after the other.
    private actor Meeting {
      private var arrived = 0
      private var waiting: CheckedContinuation<Void, Never>?

      /// The second to arrive goes on; the first waits until the second has left.
      func arrive() async {
        arrived += 1
        if arrived == 1 { await withCheckedContinuation { waiting = $0 } }
      }

      func leave() {
        arrived = 2
        waiting?.resume()
        waiting = nil
      }
    }

    """

  private static func lock(_ style: SwiftTestStyle) -> String {
    """
    /// Readers pass it, writers wait for it.
    private final class WriteLock: @unchecked Sendable {
      private var handle: OpaquePointer?

      init(path: String) {
        \(style.equal("sqlite3_open(path, &handle)", "SQLITE_OK"))
        \(style.equal(#"sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil)"#, "SQLITE_OK"))
      }

      /// On a thread of its own: those of the tasks are waiting.
      func release(after seconds: TimeInterval) {
        Thread.detachNewThread {
          Thread.sleep(forTimeInterval: seconds)
          sqlite3_exec(self.handle, "COMMIT", nil, nil, nil)
          sqlite3_close(self.handle)
        }
      }
    }

    """
  }
}

extension SwiftReading {
  /// Whether a connection waits for a lock, so that only the key decides who is refused.
  fileprivate var waitsForLocks: Bool {
    source.files.contains { file in
      file.source.text.mentions("busy_timeout") || file.source.text.mentions("busyTimeout")
        || file.source.text.mentions("busyMode")
    }
  }

  /// The module that has SQLite's own functions.
  fileprivate var interfaceModule: String? {
    for file in source.files where file.source.text.mentions("sqlite3_open") {
      for statement in file.parsed.statements {
        if case .import(let name) = statement.kind, name.lowercased().mentions("sqlite") {
          return name
        }
      }
    }
    return nil
  }

  /// Whether the statement that makes the table leaves one that is there alone.
  fileprivate var makesTablesOnce: Bool {
    guard let (_, file, span) = declaration else { return false }
    return file.parsed.source(of: span).uppercased().mentions("IF NOT EXISTS")
  }
}
