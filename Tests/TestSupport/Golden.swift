import Foundation

/// The text that a golden file must hold; compare with `#expect(text == golden(…))`.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is rewritten, and the comparison still
/// fails once: a recorded golden has to be read before it is believed.
public func golden(_ path: String, recording text: String) throws -> String {
  let file = fixtures.appending(path: path)
  let before = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file: \(path))"
  guard ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1", before != text else {
    return before
  }
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file)
  return before
}
