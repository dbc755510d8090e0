import EventSchema

/// The places of all runners, by their first part.
///
/// A class, since it is asked about each part of each frame.
final class RunnerPlaces: Sendable {
  /// One place of one runner.
  struct Key: Sendable {
    var place: PlaceParts
    /// Index into `Runner.all`.
    var runner: Int
    /// The runner's.
    var context: SourceFacts.Context
  }

  static let all = RunnerPlaces(Runner.all)

  private let keysByFirstPart: [UInt64: [Key]]
  /// Whether a place may begin with a part whose sum has these low bits: most parts of an
  /// application's paths are dismissed by it, without a look into the dictionary.
  private let mayBegin: [Bool]
  private static let slotCount: UInt64 = 4_096

  private init(_ runners: [Runner]) {
    var keys: [UInt64: [Key]] = [:]
    var mayBegin = [Bool](repeating: false, count: Int(Self.slotCount))
    for (index, runner) in runners.enumerated() {
      for name in runner.places {
        let place = PlaceParts(name)
        guard let first = place.first else { continue }
        keys[first.sum, default: []].append(
          Key(place: place, runner: index, context: runner.context))
        mayBegin[Int(first.sum % Self.slotCount)] = true
      }
    }
    keysByFirstPart = keys
    self.mayBegin = mayBegin
  }

  /// The places that begin with a part of this sum.
  func keys(ofFirst sum: UInt64) -> [Key] {
    mayBegin[Int(sum % Self.slotCount)] ? keysByFirstPart[sum] ?? [] : []
  }
}

/// The parts of a module, class or path between their separators, each by the sum of its bytes; of
/// a version (`-7.1`) the number is a part by itself.
struct PlaceParts: Sendable {
  private var parts: [Part] = []

  struct Part: Sendable {
    var sum = PlaceParts.seed
    /// The first byte; 0 for an empty part.
    var start: UInt8 = 0
    var hasDigit = false

    fileprivate mutating func add(_ byte: UInt8) {
      sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      if start == 0 { start = byte }
      if byte.isDigit { hasDigit = true }
    }
  }

  /// Longer names are no names of libraries.
  private static let bytesMax = 512
  fileprivate static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(_ name: String) { read(name) }

  var count: Int { parts.count }
  var first: Part? { parts.first }
  subscript(index: Int) -> Part { parts[index] }

  /// Takes another name; keeps the memory.
  mutating func read(_ name: String) {
    parts.removeAll(keepingCapacity: true)
    var part = Part()
    var isPending = false
    func endPart() {
      if part.start != 0 { parts.append(part) }
      part = Part()
    }
    name.withBytes { bytes in
      for index in 0..<min(bytes.count, Self.bytesMax) {
        let byte = bytes[index]
        // A hyphen belongs to the name unless a version follows.
        if isPending {
          isPending = false
          if byte.isDigit { endPart() } else { part.add(UInt8(ascii: "-")) }
        }
        if byte.isLowerCaseLetter {
          part.add(byte)
        } else if byte.separatesPlaces {
          endPart()
        } else if byte == UInt8(ascii: "-") {
          isPending = true
        } else {
          part.add(byte)
        }
      }
    }
    endPart()
  }

  /// Whether the other's parts stand here from the index on.
  func holds(_ other: PlaceParts, at index: Int) -> Bool {
    index + other.count <= count
      && other.parts.indices.allSatisfy { other.parts[$0].sum == parts[index + $0].sum }
  }

  /// Whether a part begins as the names of migrations do: `0003_add`, `V7__add`.
  func isNumbered(at index: Int) -> Bool {
    guard parts.indices.contains(index), parts[index].hasDigit else { return false }
    return parts[index].start.isDigit || parts[index].start == UInt8(ascii: "V")
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }

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
