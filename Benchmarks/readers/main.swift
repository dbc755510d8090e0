import DatabaseErrors
import Foundation
import StackTraces

// Measures the parsers over the recorded fixtures, each beside a plain scan of the same bytes, and
// the command line tool over a long batch of them.
//
//   readers TRIAGE FIXTURES

guard CommandLine.arguments.count == 3 else {
  FileHandle.standardError.write(
    Data("usage: readers TRIAGE FIXTURES (make bench builds and names both)\n".utf8))
  exit(2)
}

do {
  let corpus = try Corpus(folder: URL(filePath: CommandLine.arguments[2]))
  print("\nMessages, one thread")
  let texts = corpus.errors.map(\.message)
  Measurement(texts) { number, _ in readViolation(in: corpus.errors[number]) != nil }
    .show("all drivers")
  Measurement(corpus.negatives) { _, text in
    readViolation(in: DriverError(message: text)) != nil
  }.show("none is one")
  print("\nLogs, one thread")
  Measurement([corpus.log]) { _, text in !findViolations(inText: text).isEmpty }
    .show("1 error in 50 lines")
  Measurement([corpus.quietLog]) { _, text in !findViolations(inText: text).isEmpty }
    .show("no error")
  print("\nTraces, one thread")
  for (runtime, texts) in corpus.traces {
    Measurement(texts) { _, text in !readTraces(text).isEmpty }.show(runtime)
  }
  print("\ntriage diagnose --batch, all cores")
  try Batch(tool: URL(filePath: CommandLine.arguments[1]), corpus).show()
} catch {
  FileHandle.standardError.write(Data("readers: \(error)\n".utf8))
  exit(2)
}
