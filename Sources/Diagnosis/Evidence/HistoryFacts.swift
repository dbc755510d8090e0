/// What an issue's events tell together.
struct HistoryFacts {
  /// How many events there are.
  var count: Int
  /// Two events of one key from different traces, at most two seconds apart.
  var nearPair: Pair?
  /// Two events of one key from different traces, further apart.
  var farPair: Pair?
  /// Keys that are whole numbers and rise by one from event to event.
  var risesByOne: Bool

  struct Pair {
    var seconds: Double
    var sameActor: Bool
    var sameServer: Bool
  }

  /// Two requests that are further apart than this hardly met.
  private static let nearSecondsMax = 2.0

  init(_ history: History) {
    let occurrences = history.occurrences
    count = occurrences.count
    risesByOne = Self.risesByOne(occurrences.compactMap(\.key).compactMap(Int.init))
    var latest: [String: History.Occurrence] = [:]
    for occurrence in occurrences {
      guard let key = occurrence.key, let time = occurrence.timestamp else { continue }
      if let earlier = latest[key], let earlierTime = earlier.timestamp,
        earlier.traceID == nil || earlier.traceID != occurrence.traceID,
        earlier.eventID != occurrence.eventID
      {
        let pair = Pair(
          seconds: abs(time - earlierTime),
          sameActor: earlier.actor != nil && earlier.actor == occurrence.actor,
          sameServer: earlier.server == occurrence.server)
        if pair.seconds <= Self.nearSecondsMax {
          nearPair = nearPair ?? pair
        } else {
          farPair = farPair ?? pair
        }
      }
      latest[key] = occurrence
    }
  }

  private static func risesByOne(_ numbers: [Int]) -> Bool {
    guard numbers.count >= 3 else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy {
      $1.subtractingReportingOverflow($0).partialValue == 1
    }
  }
}
