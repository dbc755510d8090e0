/// What was seen of one failure: for each sign the facts that show it, with their places.
struct FactTable {
  private(set) var signs = SignSet()
  private var facts: [Sign: [Fact]] = [:]

  /// More facts for one sign make no conclusion stronger.
  private static let factsPerSignMax = 4

  mutating func note(_ sign: Sign, _ fact: Fact) {
    guard signs.contains(sign) else {
      signs.insert(sign)
      facts[sign] = [fact]
      return
    }
    if let known = facts[sign], known.count < Self.factsPerSignMax, !known.contains(fact) {
      facts[sign]?.append(fact)
    }
  }

  mutating func note(_ sign: Sign, _ sentence: String, at place: String?) {
    note(sign, Fact(sentence, at: place))
  }

  func shows(_ sign: Sign) -> Bool { signs.contains(sign) }

  func showsNone(of signs: [Sign]) -> Bool { !signs.contains(where: shows) }

  /// The facts that show these signs, in the signs' order, each once.
  func showing(_ signs: [Sign]) -> [Fact] {
    let shown = signs.filter(shows)
    guard !shown.isEmpty else { return [] }
    return shown.flatMap { facts[$0] ?? [] }.unique
  }
}
