import EventSchema
import Synchronization

/// The traces that were read of late, so that the next event of a known failure finds its own read.
///
/// Forgetting costs time and changes nothing: a reading depends on nothing but its trace.
final class TraceMemory: Sendable {
  static let shared = TraceMemory()

  private let generations = Mutex(Generations())

  func reading(of frames: [Frame], platform: String?) -> TraceReading {
    let trace = Trace(frames: frames, platform: platform)
    if let known = generations.withLock({ $0.reading(of: trace) }) { return known }
    let read = TraceReading(frames, platform: platform)
    generations.withLock { $0.keep(read, of: trace) }
    return read
  }

  func forget() { generations.withLock { $0 = Generations() } }

  /// The younger half is filled; when it is full, the older one goes. What is asked for again
  /// moves over.
  private struct Generations {
    private var younger: [Trace: TraceReading] = [:]
    private var older: [Trace: TraceReading] = [:]
    private var youngerBytes = 0

    mutating func reading(of trace: Trace) -> TraceReading? {
      if let known = younger[trace] { return known }
      guard let known = older.removeValue(forKey: trace) else { return nil }
      keep(known, of: trace)
      return known
    }

    mutating func keep(_ reading: TraceReading, of trace: Trace) {
      let bytes = trace.bytes
      guard bytes <= TraceMemory.traceBytesMax else { return }
      if youngerBytes + bytes > TraceMemory.generationBytesMax {
        older = younger
        younger = [:]
        youngerBytes = 0
      }
      youngerBytes += bytes
      younger[trace.withoutVariables] = reading
    }
  }

  /// Of a trace that is kept; one of Python with lines around each frame has 20,000.
  private static let traceBytesMax = 64 << 10
  /// Of the text of one of two generations: some fifty traces. What was read of it takes as much
  /// again, and a collector is to stay small.
  private static let generationBytesMax = 1 << 20
}

/// Frames as they came, compared without their variables.
private struct Trace: Hashable {
  var frames: [Frame]
  var platform: String?

  static func == (left: Trace, right: Trace) -> Bool {
    left.frames.count == right.frames.count && left.platform == right.platform
      && zip(left.frames, right.frames).allSatisfy { $0.isSamePlace(as: $1) }
  }

  func hash(into hasher: inout Hasher) {
    // Lines and functions tell most traces apart; all of the text is compared.
    for frame in frames {
      hasher.combine(frame.lineNumber)
      hasher.combine(frame.function)
    }
  }

  var withoutVariables: Trace {
    var trace = self
    for index in frames.indices { trace.frames[index].variables = [] }
    return trace
  }

  /// What it takes in memory, about.
  var bytes: Int {
    frames.reduce(0) { sum, frame in
      let texts = [
        frame.filename, frame.absolutePath, frame.module, frame.function, frame.contextLine,
        frame.package,
      ].compactMap(\.self)
      return (texts + frame.preContext + frame.postContext)
        .reduce(sum + MemoryLayout<Frame>.stride) { $0 + $1.utf8.count }
    }
  }
}
