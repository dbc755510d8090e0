import Foundation
import TestSupport
import Testing

/// Compares with a file under `fixtures/fixes/`; with `RECORD_SNAPSHOTS=1` rewrites it and still
/// fails.
func compare(_ actual: String, with path: String) throws {
  let golden = fixtures.appending(path: "fixes/\(path)")
  let expected = (try? Data(contentsOf: golden)).map { String(decoding: $0, as: UTF8.self) }
  guard actual != expected else { return }
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(
      at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
    try actual.write(to: golden, atomically: true, encoding: .utf8)
  }
  Issue.record(
    "\(path) differs; RECORD_SNAPSHOTS=1 swift test --filter Frameworks rewrites it:\n\(actual)")
}
