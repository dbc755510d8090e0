import Foundation
import TestSupport
import Testing

/// A PostgreSQL of its own for a suite, in a folder of its own and on a socket only.
final class PostgreSQLServer: Sendable {
  @TaskLocal static var current: PostgreSQLServer?

  /// The newest installation; `nil` where there is none.
  static let programs: URL? = {
    let home = URL(filePath: "/usr/lib/postgresql")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: home.path())) ?? []
    return versions.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }.last.map {
      home.appending(path: "\($0)/bin")
    }
  }()

  private let folder: URL
  private let programs: URL
  private let server: Process

  init() throws {
    programs = try #require(Self.programs)
    // The path of a socket is short.
    folder = URL(filePath: "/tmp/triage-\(UInt32.random(in: 0...UInt32.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if getuid() == 0 { try Self.run(URL(filePath: "/bin/chown"), ["nobody", folder.path()]) }
    let data = folder.appending(path: "data").path()
    try Self.run(
      programs.appending(path: "initdb"),
      ["-D", data, "-U", "harbour", "-A", "trust", "--no-sync"],
      unprivileged: true)
    server = Self.process(
      programs.appending(path: "postgres"),
      [
        "-D", data, "-k", folder.path(), "-c", "listen_addresses=", "-c", "fsync=off", "-c",
        "track_commit_timestamp=on",
      ], unprivileged: true)
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    try Self.run(
      programs.appending(path: "pg_isready"), ["-t", "20", "-h", folder.path()], attempts: 100)
    let definitions = fixtures.appending(path: "record/schemas/postgresql.sql")
    try run("CREATE DATABASE harbour", database: "postgres")
    try psql(["-f", definitions.path()], database: "harbour")
  }

  func stop() {
    server.interrupt()
    server.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// For libpq.
  func address(user: String = "harbour") -> String {
    "postgresql:///harbour?host=\(folder.path())&user=\(user)"
  }

  func run(_ statement: String, database: String = "harbour") throws {
    try psql(["-c", statement], database: database)
  }

  private func psql(_ arguments: [String], database: String) throws {
    try Self.run(
      programs.appending(path: "psql"),
      ["-q", "-v", "ON_ERROR_STOP=1", "-h", folder.path(), "-U", "harbour", "-d", database]
        + arguments)
  }

  private static func run(
    _ program: URL, _ arguments: [String], unprivileged: Bool = false, attempts: Int = 1
  ) throws {
    var status: Int32 = 0
    for _ in 0..<attempts {
      let process = process(program, arguments, unprivileged: unprivileged)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      status = process.terminationStatus
      if status == 0 { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw Failure(program: program.lastPathComponent, status: status)
  }

  /// The server refuses to run as root.
  private static func process(
    _ program: URL, _ arguments: [String], unprivileged: Bool
  ) -> Process {
    let process = Process()
    let drops = unprivileged && getuid() == 0
    process.executableURL = drops ? URL(filePath: "/usr/bin/setpriv") : program
    process.arguments =
      (drops ? ["--reuid=nobody", "--clear-groups", program.path()] : []) + arguments
    process.currentDirectoryURL = URL(filePath: "/tmp")
    return process
  }

  struct Failure: Error {
    var program: String
    var status: Int32
  }
}

/// Runs the tests of a suite beside a server that ends with them.
struct WithPostgreSQL: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let server = try PostgreSQLServer()
    defer { server.stop() }
    try await PostgreSQLServer.$current.withValue(server, operation: function)
  }
}

extension Trait where Self == WithPostgreSQL {
  static var withPostgreSQL: WithPostgreSQL { WithPostgreSQL() }
}
