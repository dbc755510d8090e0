import DatabaseErrors
import Foundation

/// The command line tool over 100,000 lines of recorded errors and traces, in one process.
struct Batch {
  private static let lines = 100_000

  private let tool: URL
  private let inputs: [String]

  init(tool: URL, _ corpus: Corpus) {
    self.tool = tool
    inputs =
      corpus.errors.map { "\($0.type ?? "Error"): \($0.message)" } + corpus.negatives
      + corpus.traces.flatMap(\.texts)
  }

  /// Prints its speed and memory, for all lines and for a tenth of them: memory must not grow.
  func show() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "readers-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for count in [Self.lines / 10, Self.lines] {
      let file = folder.appending(path: "\(count).jsonl")
      let bytes = try write(count, to: file)
      let clock = ContinuousClock()
      let start = clock.now
      let (replies, memory) = try run(file, folder)
      let seconds = (clock.now - start) / .seconds(1)
      guard replies == count else { throw Trouble("\(count) lines in, \(replies) out") }
      print(
        String(
          format: "  %7d lines        %9.0f texts/s %8.1f MB/s, %.0f MB resident at most",
          count, Double(count) / seconds, Double(bytes) / seconds / 1e6,
          Double(memory) / Double(1 << 20)))
    }
  }

  private struct Trouble: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  private func write(_ count: Int, to file: URL) throws -> Int {
    var lines = Data()
    let encoder = JSONEncoder()
    for number in 0..<count {
      let line = ["id": "\(number)", "text": inputs[number % inputs.count]]
      lines += try encoder.encode(line) + Data("\n".utf8)
    }
    try lines.write(to: file)
    return lines.count
  }

  /// How many lines it replied in order, and the peak of its resident memory in bytes.
  private func run(_ file: URL, _ folder: URL) throws -> (replies: Int, memory: Int) {
    let output = folder.appending(path: "replies.jsonl")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = tool
    process.arguments = ["diagnose", "--batch", file.path()]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    var memory = 0
    while process.isRunning {
      memory = max(memory, Self.peakMemory(of: process.processIdentifier) ?? 0)
      Thread.sleep(forTimeInterval: 0.01)
    }
    guard process.terminationStatus == 0 else {
      throw Trouble("triage ended with \(process.terminationStatus)")
    }
    var number = 0
    for line in try String(contentsOf: output, encoding: .utf8).split(separator: "\n") {
      guard line.contains("\"id\":\"\(number)\"") || line.contains("\"id\": \"\(number)\"") else {
        throw Trouble("reply \(number) is not in its place: \(line.prefix(80))")
      }
      number += 1
    }
    return (number, memory)
  }

  /// In bytes. What `getrusage` tells of a child begins with the memory of the process that started
  /// it, which holds all fixtures here.
  private static func peakMemory(of process: Int32) -> Int? {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").lazy.compactMap { Int($0) }.first.map { $0 << 10 }
  }
}
