import SourceCode

/// How a test reaches the database file past the application: to put rows there and to count them.
struct SwiftFileAccess {
  enum Means {
    /// A connection of the library's own, opened by methods of the suite.
    case library
    /// Methods of the application's wrapper that run any SQL; either may be missing.
    case wrapper(query: SwiftMethod?, command: SwiftMethod?)
  }

  let means: Means
  private let style: SwiftTestStyle

  init(_ library: SwiftLibrary, _ types: SwiftTypes, _ style: SwiftTestStyle) {
    self.style = style
    if library.name == SwiftLibrary.grdb.name {
      means = .library
    } else {
      let query = types.methods.first {
        $0.takesSQL && $0.signature.result?.hasPrefix("[") == true
      }
      let command = types.methods.first {
        $0.takesSQL && $0.signature.result?.hasPrefix("[") != true
          && ["execute", "run", "exec"].contains($0.function.name)
      }
      // One that gives rows may be there for every statement.
      means = .wrapper(query: query, command: command ?? query)
    }
  }

  /// Statements that put rows into the file; `nil` where nothing can.
  func storing(_ rows: [String], _ fixtures: inout SwiftFixtures) -> [String]? {
    guard !rows.isEmpty else { return [] }
    switch means {
    case .library: return rows.map { "try store(\"\($0)\")" }
    case .wrapper(_, let command):
      guard let command else { return nil }
      let discard = command.signature.result == nil ? "" : "_ = "
      return calls(of: command, with: rows, discard: discard, &fixtures)
    }
  }

  /// An assertion of how many rows a table has; nothing where the application cannot be asked.
  func counting(_ table: String, _ count: Int, _ fixtures: inout SwiftFixtures) -> [String] {
    switch means {
    case .library: return [style.equal("try rows(\"\(table)\")", "\(count)")]
    case .wrapper(let query, _):
      guard let query, var lines = calls(of: query, with: ["SELECT * FROM \(table)"], &fixtures),
        let call = lines.popLast()
      else { return [] }
      return lines + [style.equal("\(call).count", "\(count)")]
    }
  }

  /// What makes an object, then one call for each text, with `discard` before it.
  private func calls(
    of method: SwiftMethod, with texts: [String], discard: String = "",
    _ fixtures: inout SwiftFixtures
  ) -> [String]? {
    var attempt = fixtures
    attempt.beginScope()
    guard let callee = attempt.callee(of: method) else { return nil }
    let parameter = method.signature.parameters[0]
    fixtures = attempt
    return attempt.lines
      + texts.map { "\(discard)\(method.effects())\(callee)(\(parameter.argument("\"\($0)\"")))" }
  }

  /// Gives a test file the methods that its tests call.
  func prepare(_ file: inout SwiftTestFile) {
    guard case .library = means else { return }
    file.need(module: "GRDB")
    if file.mentions("try store(") { file.add(member: Self.store) }
    if file.mentions("try rows(") { file.add(member: Self.rows) }
  }

  private static let store = """
      private func store(_ sql: String) throws {
        try DatabaseQueue(path: path).write { db in try db.execute(sql: sql) }
      }

    """

  private static let rows = """
      private func rows(_ table: String) throws -> Int {
        try DatabaseQueue(path: path).read { db in
          try Int.fetchOne(db, sql: "SELECT count(*) FROM \\(table)") ?? 0
        }
      }

    """
}

extension SwiftMethod {
  /// Whether it runs any SQL that it is given: `rows(_ sql: String, …)`.
  fileprivate var takesSQL: Bool {
    guard let first = signature.parameters.first, first.isStatement, !isStatic else {
      return false
    }
    return signature.parameters.dropFirst().allSatisfy(\.hasDefault)
  }
}
