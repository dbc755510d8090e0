import Diagnosis
import Dispatch
import EventSchema
import Foundation
import Reports
import SourceCode
import Synchronization

/// Diagnoses JSON Lines into JSON Lines, in order.
///
/// What is there is answered before more is awaited: a program that sends one line and waits gets
/// its reply, while a file is read in chunks whose lines are diagnosed on all cores. Memory is
/// bounded by a chunk or the longest line, whichever is larger, and by the replies of some lines.
func diagnoseBatch(
  _ path: String, _ source: SourceCache, _ options: RenderOptions, _ console: Console
) throws -> ExitCode {
  let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw CommandFailure(
      "cannot read \(quoted(path)): \(reason(errno)); give a file, or - for input")
  }
  defer { if descriptor != STDIN_FILENO { close(descriptor) } }
  var lines = LineReader(descriptor: descriptor)
  var exitCode = ExitCode.fine
  while let chunk = try lines.next() {
    for start in stride(from: 0, to: chunk.count, by: linesAtOnceMax) {
      let some = Array(chunk[start..<min(start + linesAtOnceMax, chunk.count)])
      var output: [UInt8] = []
      for reply in concurrentMap(some, { reply(to: $0, source, options) }) {
        output += reply.bytes
        if reply.isError { exitCode = .attention }
      }
      console.write(output)
    }
  }
  return exitCode
}

/// A reply can be fifty times as long as its line, so that a chunk of short lines is answered in
/// parts.
private let linesAtOnceMax = 256

private struct Reply: Sendable {
  /// With the end of the line.
  var bytes: [UInt8]
  var isError: Bool

  init(_ json: JSON, isError: Bool) {
    bytes = Array(terminalSafe(json: json.serialised).utf8) + [UInt8(ascii: "\n")]
    self.isError = isError
  }

  init(id: JSON, error: String) {
    self.init(["id": id, "error": .string(error)], isError: true)
  }
}

private func reply(
  to line: LineReader.Line, _ source: SourceCache, _ options: RenderOptions
) -> Reply {
  guard case .text(let bytes) = line else {
    return Reply(
      id: .null, error: "the line is longer than \(LineReader.lineBytesMax >> 20) MB")
  }
  do throws(BatchLine.Failure) {
    return Reply(try answer(try BatchLine(bytes), source, options), isError: false)
  } catch {
    return Reply(id: error.id, error: error.reason)
  }
}

private func answer(
  _ line: BatchLine, _ source: SourceCache, _ options: RenderOptions
) throws(BatchLine.Failure) -> JSON {
  let known: Source
  do throws(CommandFailure) {
    known = try source.source(folder: line.source, schema: line.schema, excerpts: line.excerpts)
  } catch {
    throw BatchLine.Failure(id: line.id, reason: error.message)
  }
  let events = line.inputs.map(\.event)
  guard var diagnosis = diagnose(issue: events, in: known.tree, schema: known.schema) else {
    throw BatchLine.Failure(id: line.id, reason: "there is no event to diagnose")
  }
  diagnosis.violations = line.inputs.flatMap(\.violations)
  let report = jsonReport(Report(diagnosis), options)
  return .object([.init("id", line.id)] + report.members.filter { $0.name != "id" })
}

/// Maps on all cores and keeps the order.
private func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
  guard elements.count > 1 else { return elements.map(transform) }
  let results = Mutex<[Result?]>(Array(repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result = transform(elements[index])
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0 }.compactMap { $0 }
}
