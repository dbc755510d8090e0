import Testing

@testable import Diagnosis

/// What evidence is compared by: sets of signs and the words of names.
struct EvidenceWordsTests {
  @Test(arguments: Sign.allCases)
  func aSetHoldsWhatWasPutIn(sign: Sign) {
    let set = SignSet([sign])
    #expect(Sign.allCases.filter(set.contains) == [sign])
    #expect(set.isSubset(of: SignSet(Sign.allCases)))
    #expect(set.isDisjoint(with: SignSet(Sign.allCases.filter { $0 != sign })))
    #expect(!set.isSubset(of: SignSet()))
  }

  /// In ASCII and in another script, since these are read in two ways.
  @Test(
    arguments: [
      ("message_id", ["message", "id"]), ("messageId", ["message", "id"]),
      ("MESSAGE-ID", ["message", "id"]), ("v2Key", ["v2", "key"]), ("HTTPServer", ["httpserver"]),
      ("", []), ("__a  b__", ["a", "b"]), ("größeÄnderung_id", ["größe", "änderung", "id"]),
    ])
  func splitsNamesAtWords(name: String, words: [String]) {
    #expect(name.splitAtWords == words)
  }

  @Test(
    arguments: [
      ("Berth_ID", "berthid"), ("user[e-mail]", "useremail"), ("größe 2", "größe2"), ("_", ""),
    ])
  func namesArePlainWithoutSeparators(name: String, plain: String) {
    #expect(HeldValue.plain(name) == plain)
  }
}
