import Foundation
import Monitor

/// A small service that fails in three ways that the monitor explains, and works in the others.
@main
struct SignUpService {
  static func main() async {
    let environment = ProcessInfo.processInfo.environment
    guard let path = databasePath(CommandLine.arguments.dropFirst()) else {
      return exit(because: "usage: SignUpService --database FILE")
    }
    // A DSN says everything; a key alone goes with the address in TRIAGE_ENDPOINT.
    Monitor.start(apiKey: environment["TRIAGE_DSN"] ?? Self.demonstrationKey) { options in
      options.release = "sign-up-service@1.0.0"
      options.environment = "demo"
      // The wrapper is ours as well, but a failure is never its fault.
      options.inAppModules = ["SignUpService"]
    }
    guard case .running = Monitor.status else {
      return exit(because: "the monitor is \(Monitor.status)")
    }
    do {
      try await run(Scenario.all, on: Database(path: path))
    } catch {
      return exit(because: "\(error)")
    }
    let isDelivered = await Monitor.flush(timeout: .seconds(10))
    await Monitor.close()
    if !isDelivered { exit(because: "not every event reached the collector") }
  }

  /// For a collector on this machine that knows it.
  static let demonstrationKey = "5d0f9a3c7b1e42688e4f0c6a9d2b7135"

  private static func run(_ scenarios: [Scenario], on database: Database) async throws {
    let visitor = Visitor()
    for (index, scenario) in scenarios.enumerated() {
      let responses = await scenario.run(database, visitor)
      let failed = responses.last { $0.status == 500 }
      guard (failed != nil) == scenario.isExpectedToFail else {
        throw Unexpected(title: scenario.title, statuses: responses.map(\.status))
      }
      let outcome = failed.map { "failed, reported as \($0.eventID ?? "nothing")" }
      print("\(index + 1). \(scenario.title): \(outcome ?? "fine, nothing to report").")
    }
  }

  /// A scenario that ended in another way than it should.
  private struct Unexpected: Error, CustomStringConvertible {
    var title: String
    var statuses: [Int]
    var description: String { "“\(title)” answered \(statuses), which it should not" }
  }

  private static func databasePath(_ arguments: ArraySlice<String>) -> String? {
    let paths = arguments.filter { $0 != "--database" }
    guard paths.count == 1, let path = paths.first, !path.hasPrefix("-") else { return nil }
    return path
  }

  private static func exit(because reason: String) {
    try? FileHandle.standardError.write(contentsOf: Data("SignUpService: \(reason)\n".utf8))
    Foundation.exit(1)
  }
}
