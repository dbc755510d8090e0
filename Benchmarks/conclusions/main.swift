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
      "  " + name.padding(toLength: 36, withPad: " ", startingAt: 0)
        + String(format: "median %6.0f µs, of ten the slowest from %6.0f µs", part(0.5), part(0.9))
        + (ratio ?? ""))
  }

  private func part(_ share: Double) -> Double {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}

/// The shortest of five runs, so that what else runs on the machine counts little.
func microseconds(_ body: () -> Void) -> Double { microseconds(over: 0..<5) { _ in body() } }

/// The shortest of the runs.
func microseconds<Input>(over inputs: some Sequence<Input>, _ body: (Input) -> Void) -> Double {
  let clock = ContinuousClock()
  return inputs.map { input in clock.measure { body(input) } / .microseconds(1) }.min() ?? 0
}

extension Event {
  /// The same event five times, each with a trace that was never seen: where the process began is
  /// a line further down.
  var firstSights: [Event] {
    (1...5).map { number in
      var event = self
      for index in event.exceptions.indices where !event.exceptions[index].frames.isEmpty {
        event.exceptions[index].frames[0].lineNumber? += 10_000 * number
      }
      return event
    }
  }
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
  // Events of one trace come decoded anew, so that no text is the very same in memory.
  let again = bodies.compactMap { Event(jsonBytes: $0) }
  func show(_ name: String, _ body: @Sendable (Event) -> Bool) {
    Durations(
      events.map { event in
        microseconds(over: event.firstSights) { found += body($0) ? 1 : 0 }
      }
    ).show(name + ", first sight", against: decoding)
    Durations(
      zip(events, again).map { event, again in
        found += body(event) ? 1 : 0
        return microseconds { found += body(again) ? 1 : 0 }
      }
    ).show(name + ", known trace", against: decoding)
  }
  show("what is violated") { examine($0).violation != nil }
  show("conclusion") { Investigation($0).diagnosis.conclusion != nil }
  show("with changes and tests") { diagnose($0).conclusion != nil }
  precondition(found > events.count)
} catch {
  FileHandle.standardError.write(
    Data("usage: conclusions FIXTURES (make bench builds and names it): \(error)\n".utf8))
  exit(2)
}
