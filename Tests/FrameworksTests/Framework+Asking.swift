import Fixes
import Frameworks

/// One question about one failure, for tests that ask no second one.
extension Framework {
  func facts(of failure: Failure) -> SourceFacts { reading(of: failure).facts }

  func fixes(for remedy: Remedy, of failure: Failure, _ facts: SourceFacts) -> [Fix] {
    reading(of: failure).fixes(for: remedy)
  }

  func fixes(for remedies: [Remedy], of failure: Failure, _ facts: SourceFacts) -> [[Fix]] {
    reading(of: failure).plan(for: remedies)
  }

  func tests(
    for remedies: [Remedy], of failure: Failure, _ facts: SourceFacts
  ) -> [TestCase] { reading(of: failure).tests(for: remedies) }
}
