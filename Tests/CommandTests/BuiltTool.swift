import Foundation

/// Programs of this build, run as users run them.
struct BuiltTool {
  var name = "triage"

  struct Outcome {
    var exitCode: Int32
    var output: String
    var errors: String
  }

  /// The folder that the tests were built into.
  static var folder: URL {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
      return bundle.bundleURL.deletingLastPathComponent()
    #else
      return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    #endif
  }

  /// A process with pipes, not yet started. It sees no variable of this tool that the tests' own
  /// environment may have.
  func process(
    _ words: [String], environment: [String: String] = [:], in folder: URL? = nil
  ) -> Process {
    let process = Process()
    process.executableURL = Self.folder.appending(path: name)
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("TRIAGE_") && $0.key != "NO_COLOR" }
      .merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    return process
  }

  @discardableResult
  func run(
    _ words: String..., input: String = "", environment: [String: String] = [:],
    in folder: URL? = nil
  ) throws -> Outcome {
    try run(words, input: input, environment: environment, in: folder)
  }

  func run(
    _ words: [String], input: String = "", environment: [String: String] = [:],
    in folder: URL? = nil
  ) throws -> Outcome {
    let process = process(words, environment: environment, in: folder)
    let (input, text) = (Pipe(), input)
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let writer = Thread {
      try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try? input.fileHandleForWriting.close()
    }
    writer.start()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }
}

/// A folder of its own for one test, gone after it.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "triage-command-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
