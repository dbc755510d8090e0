import Foundation

/// One run: the collector under load, and beside it the bare parts it is made of.
struct Benchmark {
  /// What must be reached on two cores that the load generator shares.
  static let eventsPerSecondMin = 2_000.0
  static let memoryBytesMax = 64 << 20

  private static let events = 20_000
  private static let connections = 32

  private let collector: URL
  private let source: EventSource

  init(collector: URL, envelope: URL) throws {
    self.collector = collector
    source = try EventSource(recorded: envelope)
  }

  /// Prints the results; whether they are good enough.
  func run() throws -> Bool {
    let folder = FileManager.default.temporaryDirectory.appending(path: "triage-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sample = source.body(0)
    line("event", "\(sample.plainCount) bytes, \(sample.gzip.count) as gzip")
    line("processors", "\(ProcessInfo.processInfo.activeProcessorCount), shared with the load")

    heading("Collector, \(Self.events) events over \(Self.connections) connections")
    let process = try CollectorProcess(executable: collector, folder: folder)
    let load = LoadGenerator(port: process.port, connections: Self.connections)
    func request(_ number: Int) -> [UInt8] {
      post(
        "/api/1/envelope/", key: CollectorProcess.key, encoding: "gzip",
        source.body(number).gzip)
    }
    // Ids of its own, so that nothing is there twice.
    _ = try load.run(count: 500) { request(1 << 40 + $0) }
    try waitUntilDigested(500, process)
    let processorBefore = try process.processorSeconds()
    let start = now()
    let accepted = try load.run(count: Self.events) { request($0) }
    try waitUntilDigested(500 + Self.events, process)
    let total = now() - start
    let processor = try process.processorSeconds() - processorBefore
    let rate = Double(Self.events) / total
    let memory = try process.peakMemory()
    let costs = try process.health().microseconds
    line("end to end", "\(whole(rate)) events/s (accepted, committed, diagnosed, queryable)")
    line("accepted", "\(whole(accepted.rate)) events/s")
    line(
      "reply",
      "p50 \(milliseconds(accepted.percentile(0.5))), "
        + "p99 \(milliseconds(accepted.percentile(0.99)))")
    line(
      "burst drained",
      "\(decimal(total)) s, \(decimal(total - accepted.seconds)) s after the last reply")
    line("memory, peak", "\(decimal(Double(memory) / Double(1 << 20))) MB resident")
    line("processor time", "\(whole(processor / Double(Self.events) * 1e6)) µs per event")
    for (name, cost) in costs.sorted(by: { $0.key < $1.key }) {
      line("  \(name)", "\(whole(cost)) µs per event")
    }
    let http = try load.run(count: Self.events) { number in
      post("/api/1/security/", key: CollectorProcess.key, source.body(number).gzip)
    }
    let size = try process.stop()
    line("store", "\(size / (Self.events + 500)) bytes per event")

    heading("Ceiling: the same bodies")
    line("bare HTTP", "\(whole(http.rate)) requests/s, answered without a look at the body")
    for batch in [1, 16, 128] {
      let inserts = try durableInserts(
        folder: folder, count: batch == 1 ? 1_000 : Self.events / 2, perTransaction: batch
      ) { source.body($0).gzip }
      try? FileManager.default.removeItem(at: folder.appending(path: "bare.sqlite"))
      line("durable inserts", "\(whole(inserts)) rows/s, \(batch) in a transaction")
    }
    return judge(rate, memory)
  }

  private func judge(_ rate: Double, _ memory: Int) -> Bool {
    let isFast = rate >= Self.eventsPerSecondMin
    let isSmall = memory < Self.memoryBytesMax
    heading("Wanted")
    line(
      "end to end", "\(whole(Self.eventsPerSecondMin)) events/s: \(isFast ? "reached" : "MISSED")")
    line("memory", "under \(Self.memoryBytesMax >> 20) MB: \(isSmall ? "reached" : "MISSED")")
    return isFast && isSmall
  }

  private func waitUntilDigested(_ count: Int, _ process: CollectorProcess) throws {
    let deadline = now() + 300
    while try process.health().digested < count {
      guard now() < deadline else { throw Trouble("the digest does not come to an end") }
      usleep(5_000)
    }
  }
}

private func heading(_ text: String) { write("\n\(text)\n") }

private func line(_ name: String, _ value: String) {
  write("  " + name.padding(toLength: 18, withPad: " ", startingAt: 0) + value + "\n")
}

/// Without a buffer, so that a long run shows how far it is.
private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

private func whole(_ number: Double) -> String { String(Int(number.rounded())) }
private func decimal(_ number: Double) -> String { String(format: "%.1f", number) }
private func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1e3) }
