import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

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
    // Where an upsert meets no key, its target may be wrong as well.
    if place.remedy.kind == .addConstraint, !place.lacksKey { return nil }
    for recipe in recipes where recipe.remedy == place.remedy.kind {
      if let fix = place.fix(recipe) { return (recipe, fix) }
    }
    return nil
  }
}

extension RecipePlace {
  /// Whether a key over the columns can be what is missing: for an upsert that meets none, where
  /// the table is known to have no other that may have been meant.
  var lacksKey: Bool {
    guard reading.violation?.kind == .noUniqueForOnConflict else { return true }
    guard let table = reading.violation?.knownTable?.lowercased(), !columns.isEmpty,
      let declared = Schema.declared(in: reading.failure.tree).relations.first(where: {
        $0.table.lowercased() == table
      })
    else { return false }
    let names = Set(declared.columns.map { $0.column.lowercased() })
    return columns.allSatisfy { names.contains($0.lowercased()) }
      && !declared.constraints.contains { [.unique, .exclusion].contains($0.kind) }
  }
}
