import DatabaseErrors
import Fixes
import SourceCode

extension SwiftSQLiteReading {
  /// Tests that fail before the changes that the remedies mean, and pass after them.
  func tests(for remedies: [Remedy]) -> [TestCase] {
    guard let first = remedies.first else { return [] }
    return suites(for: remedies.map(\.kind), key(of: first)).map(\.testCase)
  }

  /// The test target that these tests need and the package lacks.
  func testTarget(for remedy: Remedy) -> Fix? {
    let suites = suites(for: [remedy.kind], key(of: remedy))
    guard !suites.isEmpty else { return nil }
    let modules = Set(suites.flatMap(\.modules)).sorted()
    return SwiftTestRecipe(self)?.testTarget(importing: modules)
  }

  /// A test file and the modules that it imports beside the one that it tests.
  private typealias Suite = (testCase: TestCase, modules: [String])

  private func suites(for kinds: [Remedy.Kind], _ columns: [String]) -> [Suite] {
    guard !columns.isEmpty, let recipe = SwiftTestRecipe(self) else { return [] }
    let guardOnPath = checks.first(where: \.check.guardsWrite)
    if kinds.contains(.addConstraint) {
      let guardOfWriter = siblings.first
      return [
        keySuite(recipe, columns),
        guardOfWriter.flatMap { atOnceSuite(recipe, $0, writer: writers.first, columns) },
      ].compactMap(\.self)
    }
    guard failure.violation?.kind == .unique || failure.violation?.kind == .primaryKey else {
      return []
    }
    if let guardOnPath {
      guard kinds.contains(.translateViolation) else { return [] }
      return [atOnceSuite(recipe, guardOnPath, writer: sites.first?.function, columns)]
        .compactMap(\.self)
    }
    guard kinds.contains(.validateOnPath) || kinds.contains(.translateViolation) else { return [] }
    return [duplicatesSuite(recipe, columns)].compactMap(\.self)
  }

  // MARK: A value that is there already

  private func duplicatesSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard let refusal = refusalOnPath.flatMap({ SwiftRefusal($0, recipe.types) }) else {
      return nil
    }
    for function in changedFunctions {
      let calls = recipe.calls(of: function, giving: columns, in: recipe.database)
      guard let calls, let other = calls.others.first else { continue }
      let subject = recipe.types.method(function)?.owner.map { "\($0.path).\(function.name)" }
      var file = SwiftTestFile(
        target: recipe.target.name, suite: "\(function.name.upperCamelCased)DuplicatesTests",
        summary: "`\(subject ?? function.name)` stores a value once and says why not twice.")
      var fixtures = calls.fixtures
      let twoRows = recipe.count(2, &fixtures)
      file.test(
        "differentOnesAreStored",
        calls.fixtures.lines + [calls.prefix + calls.first, calls.prefix + other] + twoRows)
      fixtures = calls.fixtures
      file.test(
        "theSecondOneIsRefused",
        calls.fixtures.lines + [
          calls.prefix + calls.first, calls.refused(with: refusal.expectation),
        ] + recipe.count(1, &fixtures))
      file.need(fixtures)
      let title = "A second row with one key is refused with `\(refusal.expectation)`"
      return (recipe.testCase(file, title), file.importedModules)
    }
    return nil
  }

  /// What the proposed changes throw for a value that is taken.
  private var refusalOnPath: String? {
    let changed = validationSite.map { sites[$0.index] } ?? sites.first(where: writes)
    return changed?.function.flatMap { refusal(in: $0) }
  }

  /// The functions on the path from which on the proposed changes answer a value that is taken.
  private var changedFunctions: [SwiftFunction] {
    let writer = translation(columns).flatMap {
      $0.diff.isEmpty ? nil : sites.firstIndex(where: writes)
    }
    guard let nearest = [validationSite?.index, writer].compactMap(\.self).min() else { return [] }
    // The caller shows more than the bare statement.
    let order = Array(sites.indices.dropFirst(max(nearest, 1))) + (nearest == 0 ? [0] : [])
    return order.compactMap { sites[$0].function }
  }

  // MARK: Two at once

  /// Both have looked before either writes.
  private func atOnceSuite(
    _ recipe: SwiftTestRecipe, _ check: SwiftCheck, writer: SwiftFunction?, _ columns: [String]
  ) -> Suite? {
    guard let writer, isTranslated(writer, columns),
      let refusal = refusal(in: writer).flatMap({ SwiftRefusal($0, recipe.types) })
    else { return nil }
    let name = check.function.name
    let owner = recipe.types.method(check.function)?.owner
    var file = SwiftTestFile(
      target: recipe.target.name, suite: "\(name.upperCamelCased)AtOnceTests",
      summary:
        "Calls of `\(owner.map { "\($0.path)." } ?? "")\(name)` at once: one row, and whoever "
        + "comes later is told why not.")
    let race = SwiftRace(recipe, check, writer, columns)
    race?.add(to: &file, refusal)
    let isDirect =
      !writer.isSame(as: check.function)
      && addMissedLookUp(recipe, writer, refusal, columns, to: &file)
    guard race != nil || isDirect else { return nil }
    let title =
      "Two writers of one key at once: one row, and `\(refusal.expectation)` for the other"
    return (recipe.testCase(file, title), file.importedModules)
  }

  /// The write itself twice, as whoever comes second in a race meets it.
  private func addMissedLookUp(
    _ recipe: SwiftTestRecipe, _ writer: SwiftFunction, _ refusal: SwiftRefusal,
    _ columns: [String], to file: inout SwiftTestFile
  ) -> Bool {
    guard let calls = recipe.calls(of: writer, giving: columns, in: recipe.database) else {
      return false
    }
    var fixtures = calls.fixtures
    let oneRow = recipe.count(1, &fixtures)
    file.test(
      "aLookUpThatMissesIsAnsweredToo",
      calls.fixtures.lines + [
        calls.prefix + calls.first, calls.refused(with: refusal.expectation),
      ] + oneRow)
    file.need(fixtures)
    return true
  }

  private func isTranslated(_ writer: SwiftFunction, _ columns: [String]) -> Bool {
    let insert = writer.literals.first { $0.statement.verb == .insert }
    guard let insert, let site = SwiftSite(file: writer.file, line: insert.span.firstLine) else {
      return false
    }
    return translation(columns, at: site, writer)?.diff.isEmpty == false
  }

  // MARK: The key that is missing

  private func keySuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    for writer in writers {
      let calls = recipe.calls(
        of: writer, giving: columns, in: recipe.database, variesEachColumn: true)
      guard let calls else { continue }
      let key = columns.joined(separator: ", ")
      var file = SwiftTestFile(
        target: recipe.target.name, suite: "\(recipe.table.upperCamelCased)KeyTests",
        summary: "The database itself keeps `\(recipe.table)` free of a second row for \(key).")
      var fixtures = calls.fixtures
      let all = [calls.first] + calls.others
      file.test(
        "otherKeysAreStored",
        calls.fixtures.lines + all.map { calls.prefix + $0 } + recipe.count(all.count, &fixtures))
      fixtures = calls.fixtures
      file.test(
        "theSameKeyIsRefused",
        calls.fixtures.lines + [
          calls.prefix + calls.first, calls.refused(with: "(any Error).self"),
        ] + recipe.count(1, &fixtures))
      file.need(fixtures)
      let title = "The database refuses a second row of `\(recipe.table)` with the same \(key)"
      return (recipe.testCase(file, title), file.importedModules)
    }
    return nil
  }
}
