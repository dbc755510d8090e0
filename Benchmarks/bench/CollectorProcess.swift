import Foundation

/// A collector of our own, on a free port, with a fresh store.
final class CollectorProcess {
  static let key = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  let port: UInt16
  private let process: Process
  private let folder: URL

  init(executable: URL, folder: URL) throws {
    self.folder = folder
    let configuration = """
      {"listen": {"port": 0}, "store": {"path": "\(folder.path)/triage.sqlite"},
       "reports": {"directory": "\(folder.path)/reports"}, "log": {"level": "warning"},
       "projects": [{"id": 1, "name": "bench", "keys": ["\(Self.key)"]}]}
      """
    let file = folder.appending(path: "config.json")
    try configuration.write(to: file, atomically: true, encoding: .utf8)
    let portFile = folder.appending(path: "port")
    process = Process()
    process.executableURL = executable
    process.arguments = ["--config", file.path, "--port-file", portFile.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    var port: UInt16?
    for _ in 0..<200 where port == nil {
      usleep(20_000)
      let text = try? String(contentsOf: portFile, encoding: .utf8)
      port = text.flatMap { UInt16($0.trimmingCharacters(in: .newlines)) }
    }
    guard let port else { throw Trouble("the collector does not start") }
    self.port = port
  }

  /// What `GET /health` says.
  func health() throws -> Health {
    let request = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    let body = try exchange(Array(request.utf8), port: port)
    return try JSONDecoder().decode(Health.self, from: Data(body.utf8))
  }

  /// Peak of the resident memory, in bytes.
  func peakMemory() throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    guard let kilobytes = line?.split(separator: " ").compactMap({ Int($0) }).first else {
      throw Trouble("the system does not tell the peak of memory")
    }
    return kilobytes << 10
  }

  /// User and system time so far, in seconds.
  func processorSeconds() throws -> Double {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw Trouble("the system does not tell processor time")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// For a run that failed: nothing is left behind.
  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Ends it, and gives the size of its store in bytes.
  func stop() throws -> Int {
    process.terminate()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Trouble("the collector ended with \(process.terminationStatus)")
    }
    let path = folder.appending(path: "triage.sqlite").path
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }

  struct Health: Decodable {
    var queued: Int
    var digested: Int
    /// Means per event.
    var microseconds: [String: Double]
  }
}
