import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// Tests of what is taken from a stock, and of keys from a space that gets fuller.
extension SwiftReading {
  // MARK: A stock

  /// Two take from one stock at once, which has enough for one of them.
  func takenAtOnceSuite(_ recipe: SwiftTestRecipe) -> Suite? {
    guard let column = write?.literal?.statement.computedColumns.first,
      let check = valueCheck(column), let writer = writeSite?.function,
      let refusal = check.refusal.flatMap({ SwiftRefusal($0, recipe.types) }),
      let row = recipe.declaration.sampleRow(1), let race = SwiftRace(recipe, check, writer, [])
    else { return nil }
    var file = recipe.file(
      check.function, "AtOnce", "takes what is there once, though two have looked.")
    race.add(to: &file, refusal, after: [row])
    return (
      recipe.testCase(file, "Two take the last at once: one gets it, the other an answer"),
      file.importedModules
    )
  }

  /// More is taken than there is, then all of it, then once more.
  func overdrawnSuite(_ recipe: SwiftTestRecipe) -> Suite? {
    guard let site = writeSite, let literal = write?.literal,
      let taken = takenAmount(literal, at: site), taken.placeholder != nil,
      let refusal = answer(.notEnough(taken.column), in: site.file).flatMap({
        SwiftRefusal($0, recipe.types)
      }), let row = recipe.declaration.sampleRow(1, given: [taken.column: "1"])
    else { return nil }
    for function in sites.compactMap(\.function) {
      guard
        let parameter = SwiftSignature(function)?.parameters.first(where: {
          $0.name == taken.value && $0.type.hasPrefix("Int")
        })
      else { continue }
      func call(_ amount: Int) -> SwiftCallValues {
        SwiftCallValues([parameter.name: "\(amount)"]) { _ in 1 }
      }
      let refused = recipe.test(
        [
          .store(recipe.parents + [row]), .refused(call(2), refusal.expectation), .call(call(1)),
          .refused(call(1), refusal.expectation), .count(recipe.table, 1),
        ], of: function, giving: [])
      guard let refused else { continue }
      var file = recipe.file(function, "Amount", "takes what is there, and no more.")
      file.test("moreThanThereIsIsRefused", refused)
      return (
        recipe.testCase(file, "More than there is is refused with an answer, and the rest is left"),
        file.importedModules
      )
    }
    return nil
  }

  // MARK: Generated keys

  /// So many keys that two of them meet for certain.
  func newKeySuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard newKey(columns)?.diff.isEmpty == false, let values = generatedValues(columns) else {
      return nil
    }
    // Five times the root: one run in a hundred thousand has no two that meet.
    var count = 1
    while count * count < values * 25 { count += 1 }
    // In a fuller space all attempts may meet keys that are there.
    guard count < 2_000, count * 5 <= values * 3 else { return nil }
    for function in sites.compactMap(\.function) {
      guard
        let (lines, fixtures) = write?.operation == .update
          ? renewals(recipe, function, columns, count) : creations(recipe, function, columns, count)
      else { continue }
      var file = recipe.file(function, "ManyTimes", "finds another key where one is in use.")
      file.test("keysThatMeetAreMadeAgain", (lines, fixtures))
      return (
        recipe.testCase(file, "So many keys that some meet, and each row has one of its own"),
        file.importedModules
      )
    }
    return nil
  }

  private func creations(
    _ recipe: SwiftTestRecipe, _ function: SwiftFunction, _ columns: [String], _ count: Int
  ) -> (lines: [String], fixtures: SwiftFixtures)? {
    let call = recipe.test(
      [.store(recipe.parents), .call(SwiftCallValues { _ in 1 })], of: function, giving: columns)
    guard var (lines, fixtures) = call, let once = lines.popLast() else { return nil }
    lines += ["for _ in 0..<\(count) {", "  \(once)", "}"]
    lines += recipe.access.counting(recipe.table, count, &fixtures)
    return (lines, fixtures)
  }

  /// Rows that differ in what has to, each of which gets a key by its identity.
  private func renewals(
    _ recipe: SwiftTestRecipe, _ function: SwiftFunction, _ columns: [String], _ count: Int
  ) -> (lines: [String], fixtures: SwiftFixtures)? {
    guard let identity = write?.value(of: "id"), identity.isNamed,
      let parameter = SwiftSignature(function)?.parameters.first(where: {
        $0.name == identity && $0.type.hasPrefix("Int")
      }),
      let row = recipe.declaration.numberedRow(
        "\\(index)", of: declaredKeys, without: columns)
    else { return nil }
    let call = recipe.test(
      [
        .store(recipe.parents + [row]),
        .call(SwiftCallValues([parameter.name: "\(parameter.type)(index)"]) { _ in 1 }),
      ], of: function, giving: [])
    guard var (lines, fixtures) = call, let once = lines.popLast(),
      let place = lines.lastIndex(where: { $0.mentions("\\(index)") })
    else { return nil }
    let stored = lines.remove(at: place)
    lines += ["for index in 1...\(count) {", "  \(stored)", "  \(once)", "}"]
    lines += recipe.access.counting(recipe.table, count, &fixtures)
    return (lines, fixtures)
  }
}
