import Fixes

extension RecipeBook {
  /// What the remedy means at the place of a failure: the first recipe that fits there.
  func fixes(_ remedy: Remedy, _ reading: CodeReading, _ facts: SourceFacts) -> [Fix] {
    guard recipes.contains(where: { $0.remedy == remedy.kind }),
      let place = RecipePlace(reading, facts, self, remedy), let made = change(at: place)
    else { return [] }
    return [made.fix]
  }

  /// The first recipe of the remedy that fits at a place, with what it changes there.
  func change(at place: RecipePlace) -> (recipe: CodeRecipe, fix: Fix)? {
    for recipe in recipes where recipe.remedy == place.remedy.kind {
      if let fix = place.fix(recipe) { return (recipe, fix) }
    }
    return nil
  }
}
