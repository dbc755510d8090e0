import Fixes

/// What a framework has read of one failure: the ground of the facts, the changes and the tests.
protocol FrameworkReader {
  var facts: SourceFacts { get }

  /// The changes that the remedy means here; the preferred one first. Empty when the framework
  /// cannot do the remedy.
  ///
  /// - Parameter facts: Of the source before any change.
  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix]

  /// Tests that fail before the changes and pass after them.
  ///
  /// - Parameter fixes: The changes of a remedy, remembered.
  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase]
}
