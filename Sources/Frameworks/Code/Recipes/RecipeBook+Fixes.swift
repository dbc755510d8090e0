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

  /// A recipe where it fits, with what it changes there.
  typealias Made = (recipe: CodeRecipe, fix: Fix, place: RecipePlace)

  /// The first recipe of the remedy that fits at a place, or where its function is called from.
  func change(at place: RecipePlace) -> Made? {
    // Where an upsert meets no key, its target may be wrong as well.
    if place.remedy.kind == .addConstraint, !place.lacksKey { return nil }
    let own = change(at: place) { _ in true }
    if own?.fix.diff.isEmpty ?? true {
      var caller = place.inCaller
      for _ in 0..<3 {
        guard let place = caller else { break }
        if let made = change(at: place, where: \.canMove) { return made }
        caller = place.inCaller
      }
    }
    return own
  }

  private func change(at place: RecipePlace, where fits: (CodeRecipe) -> Bool) -> Made? {
    for recipe in recipes where recipe.remedy == place.remedy.kind && fits(recipe) {
      if let fix = place.fix(recipe) { return (recipe, fix, place) }
    }
    return nil
  }
}

extension CodeRecipe {
  /// Whether it can stand around a call that leads to the write as well as around the write.
  fileprivate var canMove: Bool {
    let remedies: Set<Remedy.Kind> = [
      .translateViolation, .requireValue, .limitInput, .validateOnPath,
    ]
    return remedies.contains(remedy) && !steps.isEmpty
      && steps.allSatisfy { step in
        switch step {
        case .wrap(_, _, let name): name == nil
        case .before: true
        default: false
        }
      }
  }
}

extension RecipePlace {
  /// The place where the function is called that holds this one, in a language in which that is
  /// where people are answered.
  fileprivate var inCaller: RecipePlace? {
    guard Self.layered.contains(language) else { return nil }
    return reading.seenByCaller.flatMap { RecipePlace($0, facts, book, remedy) }
  }

  private static let layered: Set<String> = ["javascript", "php"]

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
