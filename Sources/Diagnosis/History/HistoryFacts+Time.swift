/// What the times of an issue's events tell.
extension HistoryFacts {
  private static let scheduleSecondsMin = 5.0
  private static let scheduleSecondsMax = 172_800.0
  /// Clocks and queues are late by a little.
  private static let tolerance = 0.03
  /// The usual visibility timeouts and delays of queues, in seconds.
  private static let usualTimeouts = [30.0, 60, 120, 300, 600, 900, 1_800, 3_600, 43_200]

  static func schedule(_ occurrences: [History.Occurrence]) -> Schedule? {
    var times: [String: [Double]] = [:]
    for occurrence in occurrences {
      guard let group = occurrence.task ?? occurrence.key, let time = occurrence.timestamp else {
        continue
      }
      times[group, default: []].append(time)
    }
    let distances = times.values.map { times in
      let times = times.sorted()
      return zip(times, times.dropFirst()).map { $1 - $0 }
    }
    return distances.compactMap(schedule).max { one, other in
      (one.count, -one.seconds) < (other.count, -other.seconds)
    }
  }

  private static func schedule(_ distances: [Double]) -> Schedule? {
    guard let first = distances.first, distances.count <= 30,
      distances.allSatisfy({ $0 >= scheduleSecondsMin && $0 <= scheduleSecondsMax })
    else { return nil }
    func isAlmost(_ one: Double, _ other: Double) -> Bool {
      abs(one - other) <= max(1, tolerance * other)
    }
    if distances.count == 1 {
      return usualTimeouts.contains { isAlmost(first, $0) }
        ? Schedule(seconds: first, count: 1, kind: .usualTimeout) : nil
    }
    if distances.allSatisfy({ isAlmost($0, first) }) {
      return Schedule(seconds: first, count: distances.count, kind: .constant)
    }
    let factors = zip(distances, distances.dropFirst()).map { $1 / $0 }
    guard let factor = factors.first, factor >= 1.4, factor <= 12,
      factors.allSatisfy({ abs($0 - factor) <= 0.15 * factor })
    else { return nil }
    return Schedule(seconds: first, count: distances.count, kind: .growing)
  }

  private static let burstCountMin = 5
  private static let burstSecondsMax = 2.0

  /// The largest number of different keys from one process within two seconds.
  static func burst(_ occurrences: [History.Occurrence]) -> Burst? {
    let timed = occurrences.filter { $0.timestamp != nil && $0.key != nil }
    var best: Burst?
    var start = 0
    var keys: [String?: Int] = [:]
    for end in timed.indices {
      keys[timed[end].key, default: 0] += 1
      while seconds(timed[start], timed[end]) > burstSecondsMax
        || !isOneProcess(timed[start], timed[end])
      {
        keys[timed[start].key, default: 1] -= 1
        if keys[timed[start].key] == 0 { keys[timed[start].key] = nil }
        start += 1
      }
      guard keys.count >= burstCountMin, keys.count > best?.count ?? 0 else { continue }
      best = Burst(
        count: keys.count, seconds: seconds(timed[start], timed[end]),
        secondsAfterStart: timed[start].processStart.flatMap { begin in
          timed[start].timestamp.map { max(0, $0 - begin) }
        },
        isFirst: timed[start].eventID == occurrences.first?.eventID)
    }
    return best
  }

  private static func seconds(
    _ one: History.Occurrence, _ other: History.Occurrence
  ) -> Double {
    abs((other.timestamp ?? 0) - (one.timestamp ?? 0))
  }

  private static func isOneProcess(
    _ one: History.Occurrence, _ other: History.Occurrence
  ) -> Bool {
    one.server == other.server && (one.process == nil || one.process == other.process)
  }

  /// A release that is older than this when the issue begins did not bring it.
  private static let beginningSecondsMax = 86_400.0
  private static let rolloutSecondsMax = 600.0

  mutating func readBeginnings(_ history: History) {
    guard let first = history.occurrences.first, let time = first.timestamp else { return }
    if let release = first.release {
      beganWithRelease = Self.beginning(release, at: time, history.releases)
    }
    if let migration = first.migration {
      beganWithMigration = Self.beginning(migration, at: time, history.migrations)
    }
    onlyOldRelease = Self.oldRelease(history)
  }

  private static func beginning(
    _ name: String, at time: Double, _ sights: [History.FirstSight]
  ) -> String? {
    guard let own = sights.first(where: { $0.name == name }), time - own.time >= -1,
      time - own.time <= beginningSecondsMax,
      sights.contains(where: { $0.time < own.time && $0.name != name })
    else { return nil }
    return name
  }

  /// Two events or more came after a newer release was running, all of them from an older one.
  private static func oldRelease(_ history: History) -> OldRelease? {
    guard let newest = history.releases.max(by: { $0.time < $1.time }) else { return nil }
    let later = history.occurrences.filter { ($0.timestamp ?? 0) > newest.time }
    guard later.count >= 2, let failing = later.last?.release, failing != newest.name,
      later.allSatisfy({ $0.release != nil && $0.release != newest.name }),
      let last = later.last?.timestamp, last - newest.time >= 1
    else { return nil }
    return OldRelease(failing: failing, newer: newest.name)
  }

  mutating func readClock(_ occurrences: [History.Occurrence]) {
    let times = occurrences.compactMap(\.timestamp)
    guard let first = times.first, times.allSatisfy({ $0 > 0 && $0 < 1e11 }) else { return }
    beganAtStartOf = Self.period(startingAt: first)
    guard times.count >= 3 else { return }
    if Self.areOnOneMinute(times, of: 86_400) {
      runsOnTheClock = .day
    } else if Self.areOnOneMinute(times, of: 3_600) {
      runsOnTheClock = .hour
    }
  }

  /// Whether all fall into one minute of the period, in three periods at least.
  private static func areOnOneMinute(_ times: [Double], of period: Double) -> Bool {
    guard let first = times.first else { return false }
    let periods = Set(times.map { ($0 / period).rounded(.down) })
    guard periods.count >= 3 else { return false }
    let offset = first.truncatingRemainder(dividingBy: period)
    return times.allSatisfy { time in
      let distance = abs(time.truncatingRemainder(dividingBy: period) - offset)
      return min(distance, period - distance) <= 60
    }
  }

  /// The largest period in whose first hour the time is.
  private static func period(startingAt time: Double) -> Period? {
    guard time.truncatingRemainder(dividingBy: 86_400) < 3_600 else { return nil }
    // Days since 1 March 0000 of the proleptic calendar.
    let days = Int(time / 86_400) + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    guard dayOfYear - (153 * month + 2) / 5 == 0 else { return .day }
    return month == 10 ? .year : .month
  }
}
