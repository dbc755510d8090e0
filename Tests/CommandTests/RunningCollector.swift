import EventSchema
import Foundation
import TestSupport
import Testing

/// A collector of this build in a folder of its own, with one recorded event.
struct RunningCollector {
  static let token = "a-token-of-the-tests"
  static let key = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  var folder: URL
  var address: String

  /// Runs the body beside a collector, and ends the collector after it.
  static func run<Result>(_ body: (RunningCollector) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      let configuration: JSON = [
        "listen": ["port": 0], "admin": ["tokens": [.string(token)]],
        "reports": ["directory": ""],
        "projects": [["id": 1, "name": "shop", "keys": [.string(key)]]],
      ]
      try Data(configuration.serialisedBytes).write(to: folder.appending(path: "config.json"))
      let process = BuiltTool(name: "triage-collector")
        .process(["--config", "config.json", "--port-file", "port"], in: folder)
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      defer {
        process.terminate()
        process.waitUntilExit()
      }
      let port = try eventually { () -> Int? in
        let text = try? String(contentsOf: folder.appending(path: "port"), encoding: .utf8)
        return text.flatMap { Int($0.filter(\.isNumber)) }
      }
      let collector = RunningCollector(folder: folder, address: "http://127.0.0.1:\(port)")
      try collector.post(try collector.recordedEnvelope())
      return try body(collector)
    }
  }

  /// Runs `triage` against this collector, in its folder.
  func triage(_ words: String..., token: String? = Self.token) throws -> BuiltTool.Outcome {
    var environment = ["TRIAGE_URL": address]
    environment["TRIAGE_TOKEN"] = token
    return try BuiltTool().run(words, environment: environment, in: folder)
  }

  private func recordedEnvelope() throws -> Data {
    let path = "envelopes/django/join_twice.sqlite.envelope"
    return try Data(contentsOf: fixtures.appending(path: path))
  }

  private func post(_ envelope: Data) throws {
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments = [
      "curl", "--silent", "--fail", "--data-binary", "@-", "--header",
      "X-Sentry-Auth: Sentry sentry_key=\(Self.key)", "\(address)/api/1/envelope/",
    ]
    let input = Pipe()
    curl.standardInput = input
    curl.standardOutput = FileHandle.nullDevice
    try curl.run()
    try input.fileHandleForWriting.write(contentsOf: envelope)
    try input.fileHandleForWriting.close()
    curl.waitUntilExit()
    try #require(curl.terminationStatus == 0)
  }
}

/// Asks again until there is an answer.
func eventually<Value>(_ ask: () throws -> Value?) throws -> Value {
  for _ in 0..<600 {
    if let value = try ask() { return value }
    Thread.sleep(forTimeInterval: 0.1)
  }
  throw NoAnswer()
}

struct NoAnswer: Error {}
