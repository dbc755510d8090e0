import Diagnosis
import Testing

@Suite("Causes")
struct CauseTests {
  static let examples = Cause.all.flatMap { cause in cause.examples.map { (cause.id, $0) } }

  @Test("concludes what its examples say", arguments: examples)
  func readsItsExamples(cause: String, example: Cause.Example) throws {
    let conclusion = example.conclusion
    let concluded = conclusion?.cause ?? "nothing"
    let found = conclusion?.findings.map(\.cause) ?? []
    let matches = example.isConcluded ? concluded == cause : found.contains(cause)
    #expect(
      matches == example.matches,
      "\(example.file):\(example.line) “\(example.title)”: concluded \(concluded), found \(found)"
    )
  }

  @Test("has two examples of each sort", arguments: Cause.all.map(\.id))
  func hasExamples(cause: String) throws {
    let examples = try #require(Cause.named(cause)).examples
    #expect(examples.count(where: \.matches) >= 2)
    #expect(examples.count(where: { !$0.matches }) >= 2)
  }

  @Test("rests each finding on grounds, without row values", arguments: examples)
  func quotesEvidence(cause: String, example: Cause.Example) {
    for finding in example.conclusion?.findings ?? [] {
      #expect(!finding.grounds.isEmpty)
      for fact in finding.grounds + finding.against {
        #expect(fact.place != nil, "“\(fact.sentence)” has no place")
        #expect(!fact.sentence.contains("a@example.org"))
      }
    }
  }

  @Test("gives the same diagnosis twice", arguments: examples)
  func isDeterministic(cause: String, example: Cause.Example) {
    #expect(diagnose(example.event) == diagnose(example.event))
  }
}
