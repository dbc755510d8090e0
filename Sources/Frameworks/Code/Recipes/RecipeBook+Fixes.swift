import Fixes

extension RecipeBook {
  /// What the remedy means at the place of a failure: the first recipe that fits there.
  func fixes(_ remedy: Remedy, _ reading: CodeReading, _ facts: SourceFacts) -> [Fix] {
    guard let place = RecipePlace(reading, facts, self, remedy) else { return [] }
    return recipes.lazy.compactMap(place.fix).first.map { [$0] } ?? []
  }
}
