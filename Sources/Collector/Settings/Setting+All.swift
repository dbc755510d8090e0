import EventSchema

extension Setting {
  /// In the order of the manual.
  static let all: [Setting] = [
    text(
      "listen.host", \.host, allowed: "the name or number of an address of this host",
      """
      Address to listen on. Any but a loopback address needs `admin.tokens`.
      """
    ) { !$0.isEmpty },
    integer("listen.port", \.port, 0...65_535, "TCP port; 0 takes a free one."),
    text(
      "listen.prefix", \.prefix,
      allowed: "empty, or a path like /triage without a slash at its end",
      "Path below which a proxy has put the collector."
    ) { $0.isEmpty || ($0.hasPrefix("/") && !$0.hasSuffix("/")) },
    integer("listen.threads", \.threads, 1...64, "Threads that serve connections."),
    integer(
      "listen.connections", \.connectionsMax, 4...100_000,
      "Open connections; further ones wait in the system's queue."),
    integer(
      "listen.connectionsPerAddress", \.connectionsPerAddressMax, 1...100_000,
      "Open connections of one address; further ones are closed."),
    integer(
      "listen.idleSeconds", \.idleSeconds, 1...3_600,
      "How long a connection may stay open without a request."),
    integer(
      "listen.requestSeconds", \.requestSeconds, 1...3_600,
      "How long a client may take to send a request's head, and again its body (408 afterwards)."),
    text(
      "store.path", \.storePath, allowed: "the path of a file",
      "The SQLite file with events and issues; made when it is not there."
    ) { !$0.isEmpty },
    integer(
      "store.backlog", \.backlogEventsMax, 1...100_000_000,
      "Events that may wait for their diagnosis; beyond it SDKs are told to pause (429)."),
    text(
      "reports.directory", \.reportsDirectory, allowed: "the path of a folder, or empty",
      """
      Folder into which the report of each issue is written when its conclusion is new or changes; \
      empty writes none.
      """
    ) { _ in true },
    integer("digest.batch", \.digestBatch, 1...1_024, "Events that are diagnosed together."),
    integer("digest.threads", \.digestThreads, 1...64, "Threads that decode and diagnose events."),
    flag(
      "ingest.advertiseRateLimits", \.advertisesRateLimits,
      "Tell SDKs not to send what is not kept (transactions, sessions, profiles, …)."),
    text(
      "proofs.directory", \.proofsDirectory, allowed: "the path of a folder",
      """
      Folder for what trying changes needs: a copy of each project's repository, and what the last \
      test runs printed. Made when a project has `on_new_issue`.
      """
    ) { !$0.isEmpty },
    integer(
      "proofs.seconds", \.proofSecondsMax, 10...86_400,
      "How long trying one change may take, its four runs of the tests together."),
    integer(
      "proofs.memoryMegabytes", \.proofMemoryMegabytes, 64...1_048_576,
      "Address space of each process of a test run; more for runtimes that reserve much."),
    integer(
      "proofs.diskMegabytes", \.proofDiskMegabytes, 16...1_048_576,
      """
      Free space that must be there before a change is tried; it is given up when the space has \
      shrunk by as much, or to a quarter of it.
      """),
    tokens,
    logLevel,
    projects,
  ]

  /// Sections of the file and what is in them, by their paths.
  static let sections = Set(all.compactMap { $0.path.split(separator: ".").dropLast().first })

  private static let tokens = Setting(
    path: "admin.tokens",
    summary: """
      Tokens that let people and `triage` read issues. Without any, reading is allowed from this \
      host alone.
      """,
    allowed: "a list of texts of 16 to 256 visible ASCII characters", standard: .array([]),
    reading: readList,
    apply: { value, configuration in
      let allowed = "allowed is a text of 16 to 256 visible ASCII characters"
      guard case .array(let elements) = value else {
        // Not what was found: it may well be the token.
        return Problem(sentence: "found something else than a list, \(allowed) in a list")
      }
      for (index, element) in elements.enumerated() {
        guard let token = element.string, (16...256).contains(token.utf8.count),
          token.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return Problem(place: "[\(index)]", sentence: allowed) }
      }
      configuration.adminTokens = elements.compactMap(\.string)
      return nil
    })

  private static let logLevel = Setting(
    path: "log.level", summary: "The least level that is logged.",
    allowed: Log.Level.allCases.map(\.rawValue).joined(separator: ", "),
    standard: .string(Configuration().logLevel.rawValue), reading: { .string($0) },
    apply: { value, configuration in
      guard let level = value.string.flatMap(Log.Level.init(rawValue:)) else {
        let names = Log.Level.allCases.map(\.rawValue)
        let near = value.string.flatMap { nearest(to: $0, of: names) }
        return Problem(
          sentence: "\(found(value)), allowed is one of \(names.joined(separator: ", "))"
            + (near.map { "; did you mean \($0)?" } ?? ""))
      }
      configuration.logLevel = level
      return nil
    })

  /// A JSON list, or texts with commas between them.
  private static let readList: @Sendable (String) -> JSON = { text in
    if text.hasPrefix("["), let list = JSON(parsing: text) { return list }
    return .array(text.split(separator: ",").map { .string(String($0)) })
  }
}
