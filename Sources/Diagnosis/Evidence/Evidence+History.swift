extension Evidence {
  /// What the events of the issue tell together.
  mutating func noteHistory() {
    func note(_ sign: Sign, _ sentence: String) { facts.note(sign, sentence, at: "issue history") }
    if let pair = history.nearPair {
      if pair.sameActor {
        note(.actorMetOnKey, "The same user failed with the same key twice within two seconds")
      } else {
        note(.othersMetOnKey, "The same key failed twice within two seconds, from two requests")
        if !pair.sameServer { note(.othersMetOnKey, "They ran on two hosts") }
      }
    }
    if let pair = history.farPair {
      note(
        .keyFailedLater, "The same key failed again \(Int(pair.seconds.rounded())) s later")
    }
    if history.risesByOne {
      note(.keysRiseByOne, "The refused keys rise by one from event to event")
    }
  }
}
