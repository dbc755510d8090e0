import SourceCode

extension StatementTrail {
  /// How long the failing statement took, if that was unusually long: it waited for a transaction
  /// in flight.
  struct Wait {
    var seconds: Double
    /// The median of the other statements of the same request.
    var usualSeconds: Double
  }

  /// Shorter waits come from a busy server too.
  private static let waitSecondsMin = 0.05
  private static let waitFactorMin = 5.0
  private static let usualCountMin = 3

  var wait: Wait? {
    guard let seconds = failing?.duration, seconds >= Self.waitSecondsMin,
      usualDurations.count >= Self.usualCountMin
    else { return nil }
    let sorted = usualDurations.sorted()
    let usual = sorted[sorted.count / 2]
    guard seconds >= Self.waitFactorMin * usual else { return nil }
    return Wait(seconds: seconds, usualSeconds: usual)
  }

  static func usualDurations(_ records: [StatementRecord], without failing: Step?) -> [Double] {
    records.compactMap { record in
      record.place == failing?.place ? nil : record.duration
    }
  }

  /// Seconds between the end of a look-up and the beginning of the failing statement.
  func window(since lookup: Step) -> Double? {
    guard let end = lookup.end, let start = failing?.timestamp, start >= end else { return nil }
    return start - end
  }
}
