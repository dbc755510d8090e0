import EventSchema
import SourceCode

/// Two calls of one function that really collide: each has looked before either writes.
///
/// Where the function waits for a closure between its look-up and its write, they meet there; else
/// the writer of their database, or a lock that readers pass, is held until both have looked.
struct SwiftRace {
  private let recipe: SwiftTestRecipe
  /// What each task makes for itself, and what it calls.
  private let calls: SwiftTestRecipe.Calls
  private let means: Means
  /// Whether the tasks use the database that the test has opened.
  private let isShared: Bool
  /// What the test holds: a queue of its own, or that of an object of the application.
  private let held: String?

  private enum Means {
    case meeting
    /// The connection that writes; what both ask for comes before what either writes.
    case held
    /// With the module of SQLite's own functions.
    case lock(module: String)
  }

  /// `nil` when tasks cannot have what they need, or nothing lets them collide for certain.
  init?(
    _ recipe: SwiftTestRecipe, _ check: SwiftCheck, _ writer: SwiftFunction, _ columns: [String]
  ) {
    let seam = Self.seam(recipe.types, check, writer)
    guard var scope = recipe.furnished else { return nil }
    held = recipe.heldWriter(scope)
    let holds = seam == nil && held != nil && !recipe.reading.isOneTransaction(check)
    // Whoever waits for a lock may hold up all others on the same connection.
    isShared = scope.isSendable && seam != nil || holds
    if isShared {
      scope.beginScope()
    } else {
      // Each task opens the database again, which has to leave the tables as they are.
      guard recipe.reading.makesTablesOnce else { return nil }
    }
    if let seam {
      scope.seam = seam
      means = .meeting
    } else if holds {
      means = .held
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
    let isHeld = if case .held = means { true } else { false }
    let made = recipe.furnished?.lines ?? []
    lines += opened(
      isHeld && held == SwiftTestRecipe.ownQueue ? made.namingQueue : made,
      usedBy: oneRow + (isHeld ? [held ?? ""] : []))
    lines += stored
    switch means {
    case .held:
      lines.append("await hold(\(held ?? SwiftTestRecipe.ownQueue), for: 0.3)")
      file.declare(Self.hold)
      file.need(module: "GRDB")
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

  private static let hold = """
    /// Keeps what is asked of a database waiting for a while, its reads before its writes.
    private func hold(_ writer: any DatabaseWriter, for seconds: TimeInterval) async {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          try? writer.write { _ in
            continuation.resume()
            Thread.sleep(forTimeInterval: seconds)
          }
        }
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

extension SwiftTestRecipe {
  /// The writer of the application's database, where tasks may share what rests on it: one that the
  /// test opens itself, or a property of an object that it makes.
  fileprivate func heldWriter(_ fixtures: SwiftFixtures) -> String? {
    guard reading.library.name == SwiftLibrary.grdb.name, fixtures.isSendable else { return nil }
    if fixtures.lines.contains(where: { $0.mentions(Self.opening) }) { return Self.ownQueue }
    for (type, name) in fixtures.objects where type.kind != .actor {
      let writer = type.storedProperties?.first { property in
        Self.writers.contains { property.type == $0 || property.type == "any \($0)" }
      }
      if let writer { return "\(name).\(writer.name)" }
    }
    return nil
  }

  private static let writers = ["DatabaseQueue", "DatabasePool", "DatabaseWriter"]
  /// The name of the queue that a test opens.
  fileprivate static let ownQueue = "queue"
  fileprivate static let opening = "DatabaseQueue(path: path)"
}

extension [String] {
  /// With a name for the queue that one of the lines opens.
  fileprivate var namingQueue: [String] {
    flatMap { line -> [String] in
      guard line.mentions(SwiftTestRecipe.opening) else { return [line] }
      return [
        "let queue = try \(SwiftTestRecipe.opening)",
        line.replacing(SwiftTestRecipe.opening, with: "queue"),
      ]
    }
  }
}

extension SwiftReading {
  /// Whether a look-up and the write that follows stand in one closure: in one transaction.
  fileprivate func isOneTransaction(_ check: SwiftCheck) -> Bool {
    guard let site = sites.first(where: { $0.function?.isSame(as: check.function) == true }) else {
      return false
    }
    return site.location.stepsInFunction.contains { step in
      step.block.role == .closure && step.block.span.contains(line: check.check.place.line)
    }
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
