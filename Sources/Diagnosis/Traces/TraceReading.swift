import EventSchema
import Frameworks
import SourceCode
import StackTraces
import Synchronization

/// What the frames of a failure say by themselves, whatever values came with them: the costly part
/// of a conclusion, and the same for all events of one failure.
final class TraceReading: Sendable {
  /// Named as in the source, oldest first, without variables.
  let frames: [Frame]
  /// Parallel to `frames`: whether each is the application's.
  let inApp: [Bool]
  /// Index into `frames` of the application's frame to blame.
  let culpritIndex: Int?
  /// As the name of the last file tells that tells one; lower case.
  let language: String?
  private let kept = Mutex(Kept())

  /// What only a conclusion asks for.
  private struct Kept {
    var surroundings: Surroundings?
    var facts: [FailureReading.Ground: SourceFacts] = [:]
  }

  /// One trace fails for a few constraints at most.
  private static let factsMax = 16

  init(_ frames: [Frame], platform: String?) {
    let frames = frames.map { frame in
      var frame = frame
      frame.variables = []
      return frame
    }.namedAsInSource(platform: platform)
    self.frames = frames
    inApp = applicationFrames(frames, platform)
    culpritIndex = inApp.lastIndex(of: true)
    language =
      culpritIndex.flatMap { frames[$0].language }
      ?? frames.reversed().lazy.compactMap(\.language).first
  }

  /// The frames with the variables of an event's own, which are the same frames.
  func frames(withVariablesOf own: [Frame]) -> [Frame] {
    var frames = frames
    for index in own.indices where !own[index].variables.isEmpty {
      frames[index].variables = own[index].variables
    }
    return frames
  }

  /// With no source but the lines that the frames carry.
  var surroundings: Surroundings {
    if let known = kept.withLock({ $0.surroundings }) { return known }
    let read = Surroundings(self, in: .empty)
    kept.withLock { $0.surroundings = read }
    return read
  }

  /// The facts of a failure of this trace that has no source but the trace's excerpts.
  func facts(of reading: FailureReading) -> SourceFacts {
    let ground = reading.ground
    if let known = kept.withLock({ $0.facts[ground] }) {
      reading.knownFacts = known
    } else {
      let read = reading.knownFacts
      kept.withLock { kept in
        if kept.facts.count >= Self.factsMax { kept.facts = [:] }
        kept.facts[ground] = read
      }
    }
    return reading.facts
  }
}

/// Which frames are the application's. Where the SDK leaves none, its settings are wrong (the
/// folder or the packages of the application), and only path and module are asked.
private func applicationFrames(_ frames: [Frame], _ platform: String?) -> [Bool] {
  let judged = frames.map { $0.isApplication(platform: platform) }
  guard !judged.contains(true), frames.contains(where: { $0.inApp == false }) else { return judged }
  return frames.map { frame in
    var frame = frame
    frame.inApp = nil
    return frame.isApplication(platform: platform)
  }
}

extension Frame {
  /// As the ending of the file's name tells.
  fileprivate var language: String? {
    guard let path = filename ?? absolutePath,
      let ending = path.utf8.split(separator: UInt8(ascii: ".")).last
    else { return nil }
    return languagesByEnding[String(Substring(ending))]
  }
}

private let languagesByEnding = [
  "py": "python", "swift": "swift", "rb": "ruby", "rake": "ruby", "erb": "ruby",
  "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript",
  "ts": "typescript", "tsx": "typescript", "mts": "typescript", "php": "php", "java": "java",
  "kt": "kotlin", "kts": "kotlin", "scala": "scala", "groovy": "groovy", "clj": "clojure",
  "go": "go", "cs": "c#", "fs": "f#", "vb": "visual basic", "ex": "elixir", "exs": "elixir",
  "erl": "erlang", "rs": "rust", "pl": "perl", "pm": "perl", "dart": "dart",
]
