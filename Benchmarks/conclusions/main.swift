import Diagnosis
import EventSchema
import Foundation
import SourceCode

// Measures what one decoded event costs until its conclusion, over the labelled failures, beside
// the decoding of the same events in the same run.
//
//   conclusions FIXTURES

/// The middle and the slow end of some durations, in microseconds.
struct Durations {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  func show(_ name: String, against other: Durations? = nil) {
    let ratio = other.map {
      String(format: ", %.1f times the decoding", part(0.5) / $0.part(0.5))
    }
    print(
      "  " + name.padding(toLength: 28, withPad: " ", startingAt: 0)
        + String(format: "median %6.0f µs, of ten the slowest from %6.0f µs", part(0.5), part(0.9))
        + (ratio ?? ""))
  }

  private func part(_ share: Double) -> Double {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}

/// The shortest of five runs, so that what else runs on the machine counts little.
func microseconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  return (0..<5).map { _ in clock.measure(body) / .microseconds(1) }.min() ?? 0
}

/// The last event of each labelled failure, as it was recorded.
func bodies(in folder: URL) throws -> [[UInt8]] {
  let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
  var found: [[UInt8]] = []
  for name in names.sorted() where name.hasSuffix(".jsonl") {
    let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    for line in lines.split(separator: "\n") {
      guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let event = object["event"] ?? (object["events"] as? [Any])?.last
      else { continue }
      found.append([UInt8](try JSONSerialization.data(withJSONObject: event)))
    }
  }
  return found
}

do {
  guard CommandLine.arguments.count == 2 else { throw CocoaError(.fileNoSuchFile) }
  let bodies = try bodies(in: URL(filePath: CommandLine.arguments[1]).appending(path: "cases"))
  let events = bodies.compactMap { Event(jsonBytes: $0) }
  precondition(!events.isEmpty && events.count == bodies.count)
  let bytes = bodies.reduce(0) { $0 + $1.count } / bodies.count
  print("\nConclusions from \(events.count) events of \(bytes) bytes in the mean, one thread")
  var found = 0
  let decoding = Durations(
    bodies.map { body in microseconds { found += Event(jsonBytes: body) == nil ? 0 : 1 } })
  decoding.show("decoding")
  Durations(
    events.map { event in microseconds { found += examine(event).violation == nil ? 0 : 1 } }
  ).show("what is violated, and where", against: decoding)
  Durations(
    events.map { event in
      microseconds { found += Investigation(event).diagnosis.conclusion == nil ? 0 : 1 }
    }
  ).show("conclusion", against: decoding)
  Durations(
    events.map { event in microseconds { found += diagnose(event).conclusion == nil ? 0 : 1 } }
  ).show("with changes and tests", against: decoding)
  precondition(found > events.count)
} catch {
  FileHandle.standardError.write(
    Data("usage: conclusions FIXTURES (make bench builds and names it): \(error)\n".utf8))
  exit(2)
}
