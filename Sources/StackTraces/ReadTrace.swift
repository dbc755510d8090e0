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

/// All traces of a text in its order, whichever runtimes printed them. Exceptions that were chained
/// are one trace.
public func readTraces(_ text: String) -> [Trace] {
  let candidates = zip(Runtime.all, Runtime.marks.groups(in: text)).filter(\.1).map(\.0)
  guard !candidates.isEmpty else { return [] }
  let lines = TraceLines(text)
  let readings = candidates.map { $0.traces(in: lines) }.filter { !$0.isEmpty }
  guard readings.count > 1 else { return readings.first ?? [] }
  return joined(readings, lineCount: lines.count)
}

/// The traces of several runtimes in the order of their places.
///
/// Languages print frames alike, so that one runtime's reader may see a piece of another one's
/// trace: of two that share lines the one that explains more of them stays, then the one with more
/// frames, then that of the earlier runtime. Each line is looked at once for each runtime.
private func joined(_ readings: [[Trace]], lineCount: Int) -> [Trace] {
  let claims = readings.enumerated().flatMap { reader, traces in
    traces.map { Claim(trace: $0, reader: reader) }
  }
  var owners = [Int?](repeating: nil, count: lineCount)
  var kept: [Trace] = []
  for claim in claims.sorted(by: { $0.isStronger(than: $1) }) {
    // One reader's traces may meet in a line, which ends one and begins the next.
    let lines = claim.indices.clamped(to: owners.indices)
    guard owners[lines].allSatisfy({ $0 == nil || $0 == claim.reader }) else { continue }
    for line in lines { owners[line] = claim.reader }
    kept.append(claim.trace)
  }
  return kept.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
}

/// A trace and the place of its reader among those that found any.
private struct Claim {
  let trace: Trace
  let reader: Int
  let frameCount: Int

  init(trace: Trace, reader: Int) {
    self.trace = trace
    self.reader = reader
    frameCount = trace.exceptions.reduce(0) { $0 + $1.frames.count }
  }

  /// Counted from 0.
  var indices: Range<Int> { trace.lines.lowerBound - 1..<trace.lines.upperBound }

  func isStronger(than other: Claim) -> Bool {
    let order = (trace.lines.count, frameCount, other.reader)
    let otherOrder = (other.trace.lines.count, other.frameCount, reader)
    guard order == otherOrder else { return order > otherOrder }
    return trace.lines.lowerBound < other.trace.lines.lowerBound
  }
}
