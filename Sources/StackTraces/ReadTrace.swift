public import EventSchema

/// One trace of a text.
public struct Trace: Sendable, Hashable {
  /// The word that events use for the runtime: `python`, `swift`, …
  public var platform: String
  /// Innermost cause first, each with its frames oldest first.
  public var exceptions: [Exception]
  /// Where it stands, counted from 1.
  public var lines: ClosedRange<Int>
}

/// Reads a pasted trace or log of any runtime into exceptions, innermost cause first, each with its
/// frames oldest first; empty when the text holds no trace.
///
/// Of several traces in a log it takes the last one. Linear in the text's length.
public func readTrace(_ text: String) -> [Exception] {
  readTraces(text).last?.exceptions ?? []
}

/// All traces of a text in its order. Exceptions that were chained are one trace.
public func readTraces(_ text: String) -> [Trace] {
  let candidates = Runtime.all.filter { runtime in runtime.marks.contains { text.has(mark: $0) } }
  guard !candidates.isEmpty else { return [] }
  let lines = TraceLines(text)
  return candidates.lazy.map { $0.read(lines) }.first { !$0.isEmpty } ?? []
}

extension String {
  fileprivate func has(mark: String) -> Bool { self[...].split(around: mark) != nil }
}
