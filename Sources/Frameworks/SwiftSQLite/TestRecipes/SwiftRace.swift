import SourceCode

/// Calls of one function that really collide: where the function calls a closure between its
/// look-up and its write, all meet there; else many are let loose at once.
struct SwiftRace {
  /// Shared by the tasks, with their lines; and what each task makes for itself.
  private var shared: SwiftFixtures
  private var calls: SwiftTestRecipe.Calls
  private let recipe: SwiftTestRecipe
  private let meets: Bool

  /// `nil` when tasks cannot have what they need, or would wait for each other in vain.
  init?(
    _ recipe: SwiftTestRecipe, _ check: SwiftCheck, _ writer: SwiftFunction, _ columns: [String]
  ) {
    let seam = Self.seam(recipe.types, check, writer)
    guard seam != nil || recipe.reading.waitsForLocks else { return nil }
    var scope = recipe.database
    if scope.isSendable {
      scope.beginScope()
    } else {
      // Each task opens the database again, which has to leave the tables as they are.
      guard recipe.reading.makesTablesOnce else { return nil }
    }
    scope.seam = seam
    guard let calls = recipe.calls(of: check.function, giving: columns, in: scope) else {
      return nil
    }
    if let seam, !calls.fixtures.lines.contains(where: { $0.mentions(seam.statement) }) {
      return nil
    }
    self.recipe = recipe
    self.calls = calls
    shared = recipe.database
    meets = seam != nil
  }

  func add(to file: inout SwiftTestFile, _ refusal: SwiftRefusal) {
    let tasks = meets ? 2 : 4
    var fixtures = shared
    let oneRow = recipe.count(1, &fixtures)
    let task =
      calls.fixtures.lines.flatMap { $0.split(separator: "\n").map(String.init) }
      + [calls.prefix + calls.first]
    let path = calls.fixtures.namesPath ? ["let path = path"] : []
    let meeting = meets ? ["let meeting = Meeting()"] : []
    let note = meets ? [] : ["// Chance decides who collides; in so many rounds some do."]
    file.test(
      meets ? "bothLookBeforeEitherWrites" : "manyAtOnceStoreOneRow",
      arguments: meets ? nil : "1...50",
      note + shared.lines + path + meeting + [
        "let errors = await withTaskGroup(of: (any Error)?.self) { group in",
        "  for _ in 0..<\(tasks) {", "    group.addTask {", "      var thrown: (any Error)?",
        "      do {",
      ]
        + task.flatMap { SwiftTestFile.broken($0, margin: "            ") }
        .map { String($0.dropFirst(4)) } + [
          "      } catch {", "        thrown = error", "      }",
        ] + (meets ? ["      await meeting.leave()"] : []) + [
          "      return thrown", "    }", "  }", "  var errors: [any Error] = []",
          "  for await case .some(let error) in group { errors.append(error) }",
          "  return errors", "}", "#expect(errors.count == \(tasks - 1))",
          "#expect(errors.allSatisfy { \(refusal.condition) }, \"\\(errors)\")",
        ] + oneRow)
    if meets { file.declare(Self.meeting) }
    file.need(calls.fixtures)
    file.need(fixtures)
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
}

extension SwiftSQLiteReading {
  /// Whether a connection waits for a lock, so that only the key decides who is refused.
  fileprivate var waitsForLocks: Bool {
    source.files.contains { file in
      file.source.text.mentions("busy_timeout") || file.source.text.mentions("busyTimeout")
        || file.source.text.mentions("busyMode")
    }
  }

  /// Whether the statement that makes the table leaves one that is there alone.
  fileprivate var makesTablesOnce: Bool {
    guard let (_, file, span) = declaration else { return false }
    return file.parsed.source(of: span).uppercased().mentions("IF NOT EXISTS")
  }
}
