import Frameworks

extension Evidence {
  /// What the events of the issue tell together.
  mutating func noteHistory() {
    notePairs()
    noteTimes()
    noteBeginnings()
    if history.risesByOne {
      note(.keysRiseByOne, "The refused keys rise by one from event to event")
    }
  }

  private mutating func note(_ sign: Sign, _ sentence: String) {
    facts.note(sign, sentence, at: "issue history")
  }

  /// Two events of one key.
  private mutating func notePairs() {
    // One job that ran twice is no meeting; nor is one input of who knows whom.
    if let pair = history.nearPair, pair.sameTask != true, isOneInput(pair) != true,
      !pair.sameActor
    {
      note(.othersMetOnKey, "The same key failed twice within two seconds, from two requests")
      if !pair.sameServer {
        note(.othersMetOnKey, "They ran on two hosts")
      } else if pair.sameProcess == false {
        note(.othersMetOnKey, "They ran in two processes")
      }
    }
    if let pair = history.pairs.first(where: { isRepeatedSubmit($0) }) {
      note(
        .actorMetOnKey,
        pair.sameActor
          ? "The same user failed with the same key twice, \(duration(pair.seconds)) apart"
          : "The same input failed twice, \(duration(pair.seconds)) apart")
    }
    if let pair = history.pairs.first(where: { isOneInput($0) == true && !$0.otherActor }) {
      note(.inputCameAgain, "The same input came again after \(duration(pair.seconds))")
    } else if history.pairs.contains(where: { isOneInput($0) == false }) {
      note(.inputsDiffer, "The requests that failed on this key brought different inputs")
    }
    if let pair = history.farPair {
      note(.keyFailedLater, "The same key failed again \(duration(pair.seconds)) later")
    }
    if let pair = history.repeatedTask {
      note(
        .taskFailedAgain,
        "The same job or message failed on the key again after \(duration(pair.seconds))")
    }
    if history.jobTwice != nil {
      note(.jobRanTwice, "Two runs of one job failed on the key within a second")
    }
  }

  /// Double clicks and impatient clients take no longer.
  private static let submitSecondsMax = 10.0

  private func isRepeatedSubmit(_ pair: HistoryFacts.Pair) -> Bool {
    guard pair.seconds <= Self.submitSecondsMax, !pair.otherActor else { return false }
    return isOneInput(pair) ?? (pair.sameActor && pair.seconds <= HistoryFacts.nearSecondsMax)
  }

  /// Whether both brought the same input; `nil` where it tells nothing: two strangers who want one
  /// name send the same when there is nothing else to send.
  private func isOneInput(_ pair: HistoryFacts.Pair) -> Bool? {
    guard let same = pair.samePayload else { return nil }
    return same && !inputIsMoreThanKey ? nil : same
  }

  private var inputIsMoreThanKey: Bool {
    guard request != nil else { return true }
    let columns = columns.map(HeldValue.plain)
    return sentFields.contains { field in
      !field.text.isEmpty && !columns.contains(where: field.isNamed(plain:))
    }
  }

  private mutating func noteTimes() {
    if let schedule = history.schedule {
      let first = duration(schedule.seconds)
      switch schedule.kind {
      case .constant:
        note(.distancesAreConstant, "The key failed again every \(first)")
      case .growing:
        note(
          .distancesAreConstant,
          "The key failed again after \(first), then at distances that grow by one factor")
      case .usualTimeout:
        // One distance alone may be chance; a job's own number or input says that it is none.
        let pair = history.farPair
        if pair?.sameTask == true || pair?.samePayload == true || context.run.job != nil {
          note(
            .distancesAreConstant, "The key failed again after \(first), a usual time-out of queues"
          )
        }
      }
    }
    if let burst = history.burst, burst.isFirst, burst.secondsAfterStart.map({ $0 <= 60 }) == true {
      note(
        .burstAtStart,
        "\(burst.count) different keys failed within \(duration(burst.seconds)), right after the "
          + "process had started")
    }
  }

  private mutating func noteBeginnings() {
    if let migration = history.beganWithMigration {
      note(.beganWithMigration, "The issue began when migration `\(migration)` had been applied")
    }
    if let old = history.onlyOldRelease {
      note(
        .onlyOldReleaseFails,
        "Only release `\(old.failing)` fails, though `\(old.newer)` runs as well")
    }
  }

  private func duration(_ seconds: Double) -> String {
    seconds < 1 ? "\(Int((seconds * 1_000).rounded())) ms" : "\(Int(seconds.rounded())) s"
  }
}
