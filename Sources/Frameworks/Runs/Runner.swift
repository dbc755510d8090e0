import EventSchema

/// What shows that a failure happened in one kind of run: the frames of a queue's worker, a test
/// runner, a migration tool, and what their integrations attach to events.
///
/// It holds whichever framework the application uses, also none.
struct Runner: Sendable {
  /// For sentences: "Celery".
  var name: String
  var context: SourceFacts.Context
  /// Parts of modules, classes or paths, from the start of a name: `celery/app/trace`. Separators
  /// do not matter.
  var places: [String] = []
  /// Methods without their class that a frame of these places must be in; empty for all.
  var functions: Set<String> = []
  /// Where the frame must be: outside of the application's failing call, or inside of it.
  var position = Position.anywhere
  /// Methods inside of such a frame that deny it: a flush on the way to a commit runs statements of
  /// its own.
  var deniedBy: Set<String> = []
  /// Whether the segment behind the place begins with a number: `migrations/0003_add_berth`.
  var isNumbered = false
  var marks: [Mark] = []
  /// Frames as `path function`, or marks as they are written, that must match.
  var examples: [String]
  /// Near misses.
  var nearMisses: [String]

  enum Position: Sendable {
    case outside, inside, anywhere
  }

  /// What an integration attaches to an event.
  enum Mark: Sendable, Hashable {
    /// A member of `contexts` or `extra`.
    case context(String)
    case tag(String)
    /// How the exception reached the SDK.
    case mechanism(String)
    /// The beginning of the operation of the trace's root: `queue.task`.
    case operation(String)
    /// A header of the request, in lower case.
    case header(String)
    /// A part of the request's path or of the route.
    case pathPart(String)
    /// The program and its first argument, as Python sends them.
    case command(String, String?)
  }

  /// In the order of trial.
  static let all: [Runner] =
    queues + schedules + senders + migrations + fixtures + commands + shells + administration
    + tests + callbacks + deletions + commits
}

extension Runner {
  /// One place of one runner.
  struct Key: Sendable {
    var place: PlaceParts
    var runner: Int
    /// The runner's.
    var context: SourceFacts.Context
  }

  /// All places by the sum of their first part.
  static let byFirstPart: [UInt64: [Key]] = {
    var keys: [UInt64: [Key]] = [:]
    for (index, runner) in all.enumerated() {
      for name in runner.places {
        let place = PlaceParts(name)
        guard let first = place.sums.first else { continue }
        keys[first, default: []].append(Key(place: place, runner: index, context: runner.context))
      }
    }
    return keys
  }()

  /// One bit for the low end of each sum: most parts of an application's paths are dismissed by it,
  /// without a look into the dictionary.
  private static let firstPartBits: [Bool] = {
    var bits = [Bool](repeating: false, count: firstPartBitCount)
    for sum in byFirstPart.keys { bits[Int(sum % UInt64(firstPartBitCount))] = true }
    return bits
  }()
  private static let firstPartBitCount = 4_096

  /// The places that begin with this part.
  static func keys(beginningWith sum: UInt64) -> [Key] {
    guard firstPartBits[Int(sum % UInt64(firstPartBitCount))] else { return [] }
    return byFirstPart[sum] ?? []
  }
}

/// The parts of a module, class or path between their separators, each by the sum of its bytes; of
/// a version (`-7.1`) the number is a part by itself.
struct PlaceParts: Sendable {
  private(set) var sums: [UInt64] = []
  /// The first bytes, parallel to `sums`.
  private(set) var starts: [UInt8] = []
  /// Whether there is a digit in it, parallel to `sums`.
  private(set) var haveDigits: [Bool] = []

  /// Longer names are no names of libraries.
  private static let bytesMax = 512
  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(_ name: String) { read(name) }

  /// Takes another name; keeps the memory.
  mutating func read(_ name: String) {
    sums.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    haveDigits.removeAll(keepingCapacity: true)
    var sum = Self.seed
    var start: UInt8 = 0
    var hasDigit = false
    var isPending = false
    func endPart(_ parts: inout PlaceParts) {
      if start != 0 {
        parts.sums.append(sum)
        parts.starts.append(start)
        parts.haveDigits.append(hasDigit)
      }
      sum = Self.seed
      start = 0
      hasDigit = false
    }
    func add(_ byte: UInt8) {
      sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      if start == 0 { start = byte }
      if byte >= 0x30 && byte <= 0x39 { hasDigit = true }
    }
    for byte in name.utf8.prefix(Self.bytesMax) {
      // A hyphen belongs to the name unless a version follows.
      if isPending {
        isPending = false
        if byte >= 0x30 && byte <= 0x39 { endPart(&self) } else { add(UInt8(ascii: "-")) }
      }
      if byte.separatesPlaces {
        endPart(&self)
      } else if byte == UInt8(ascii: "-") {
        isPending = true
      } else {
        add(byte)
      }
    }
    endPart(&self)
  }

  /// Whether the other's parts stand here from the index on.
  func holds(_ other: PlaceParts, at index: Int) -> Bool {
    index + other.sums.count <= sums.count
      && sums[index..<(index + other.sums.count)].elementsEqual(other.sums)
  }

  /// Whether a part begins as the names of migrations do: `0003_add`, `V7__add`.
  func isNumbered(at index: Int) -> Bool {
    guard starts.indices.contains(index), haveDigits[index] else { return false }
    return (starts[index] >= 0x30 && starts[index] <= 0x39) || starts[index] == UInt8(ascii: "V")
  }
}

extension UInt8 {
  fileprivate var separatesPlaces: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "\\"),
      UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: " "):
      true
    default: false
    }
  }
}
