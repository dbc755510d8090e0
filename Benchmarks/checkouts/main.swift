import DatabaseErrors
import EventSchema
import Foundation
import Frameworks
import SourceCode

// Measures the reading of a large checkout and the facts about one failure in it, beside the plain
// reading of the same bytes.

/// Seconds that a body takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try body()
  return (clock.now - start) / .seconds(1)
}

func show(_ name: String, _ time: Double, against plain: Double) {
  print(
    "  " + name.padding(toLength: 34, withPad: " ", startingAt: 0)
      + String(
        format: "%7.0f ms, %.1f times the time of reading the bytes", time * 1e3, time / plain)
  )
}

/// Every byte of the files of a folder, and nothing done with it.
func readBytes(_ folder: URL) throws -> Int {
  var count = 0
  let paths = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String }
  for path in paths ?? [] where path.hasSuffix(".py") {
    count += try Data(contentsOf: folder.appending(path: path)).count
  }
  return count
}

/// The facts of a unique violation at a line.
func facts(_ tree: SourceTree, _ write: (table: String, path: String, line: Int)) -> SourceFacts? {
  var event = Event()
  event.platform = "python"
  let frames = [
    Frame(filename: write.path, lineNumber: write.line, inApp: true),
    Frame(module: "django.db.models.query", function: "create", lineNumber: 1),
  ]
  let violation = ConstraintViolation(kind: .unique, table: write.table, columns: ["number"])
  let failure = Failure(
    event: event, violation: violation, frames: frames, inApp: [true, false], culpritIndex: 0,
    tree: tree)
  return Framework.recognised(in: failure)?.reading(of: failure).facts
}

do {
  let checkout = try GeneratedCheckout()
  defer { checkout.remove() }
  print("\nA checkout of \(checkout.lineCount) lines, one thread")
  var count = 0
  let plain = try seconds { count = try readBytes(checkout.folder) }
  precondition(count == checkout.byteCount)
  for round in ["first", "again"] {
    var tree = SourceTree.empty
    let reading = try seconds { tree = try SourceReader.read(folder: checkout.folder.path()) }
    show("read, \(round)", reading, against: plain)
    var found: SourceFacts?
    let judging = seconds { found = facts(tree, checkout.write) }
    precondition(found?.checks.isEmpty == false && found?.relation != nil)
    show("facts of one failure, \(round)", judging, against: plain)
  }
} catch {
  FileHandle.standardError.write(Data("checkouts: \(error)\n".utf8))
  exit(2)
}
