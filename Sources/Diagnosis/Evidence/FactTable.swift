/// What was seen of one failure: for each sign the facts that show it, with their places.
struct FactTable {
  private var facts: [Sign: [Fact]] = [:]

  /// More facts for one sign make no conclusion stronger.
  private static let factsPerSignMax = 4

  mutating func note(_ sign: Sign, _ fact: Fact) {
    guard facts[sign]?.contains(fact) != true else { return }
    if facts[sign, default: []].count < Self.factsPerSignMax {
      facts[sign, default: []].append(fact)
    }
  }

  mutating func note(_ sign: Sign, _ sentence: String, at place: String?) {
    note(sign, Fact(sentence, at: place))
  }

  func shows(_ sign: Sign) -> Bool { facts[sign] != nil }

  func showsNone(of signs: [Sign]) -> Bool { !signs.contains(where: shows) }

  /// The facts that show these signs, in the signs' order, each once.
  func showing(_ signs: [Sign]) -> [Fact] {
    var seen: Set<Fact> = []
    return signs.flatMap { facts[$0] ?? [] }.filter { seen.insert($0).inserted }
  }
}
