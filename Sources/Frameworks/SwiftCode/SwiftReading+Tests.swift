import DatabaseErrors
import Fixes
import SourceCode

extension SwiftReading {
  /// Tests that fail before the changes that the remedies mean, and pass after them.
  func tests(for remedies: [Remedy]) -> [TestCase] {
    guard let first = remedies.first else { return [] }
    if let recipe = VaporTestRecipe(self) {
      return [routeTest(recipe, first.kind, key(of: first))].compactMap(\.self)
    }
    return suites(for: first.kind, key(of: first), mark: first.onlyWhereNull.first)
      .map(\.testCase)
  }

  /// A test of what a change answers over HTTP; `nil` where it does not say the status.
  private func routeTest(
    _ recipe: VaporTestRecipe, _ lead: Remedy.Kind, _ columns: [String]
  ) -> TestCase? {
    let isCollision = failure.violation.map { [.unique, .primaryKey].contains($0.kind) } ?? false
    switch lead {
    case .validateOnPath, .translateViolation:
      guard isCollision, !columns.isEmpty, !checks.contains(where: \.check.guardsWrite) else {
        return nil
      }
      return answerOnPath?.status.flatMap { recipe.duplicates(columns, refused: $0) }
    case .normalize:
      guard let folded = foldedLookUp, let refusal = folded.check.refusal else { return nil }
      let name = folded.name.split(separator: ".").last.map(String.init) ?? folded.name
      return SwiftAnswer(statement: refusal).status
        .flatMap { recipe.forms(columns, of: name, refused: $0) }
    case .validateParent:
      guard let parent = parent(columns), let site = writeSite else { return nil }
      return answer(.unknown(parent.table), in: site.file)?.status
        .flatMap { recipe.unknownParent(parent.column, refused: $0) }
    default: return nil
    }
  }

  /// The test target that these tests need and the package lacks.
  func testTarget(for remedy: Remedy) -> Fix? {
    var suites: [Suite] = []
    // A translation is second to others of the same failure, whose tests these are then.
    let leads: [Remedy.Kind] =
      remedy.kind == .translateViolation
      ? [
        .correctConflictTarget, .partialUniqueKey, .conditionalUpdate, .validateParent,
        .decideChildren, .validateOnPath, .translateViolation,
      ] : [remedy.kind]
    for lead in leads where suites.isEmpty {
      suites = self.suites(for: lead, key(of: remedy), mark: remedy.onlyWhereNull.first)
    }
    guard !suites.isEmpty else { return nil }
    let modules = Set(suites.flatMap(\.modules)).sorted()
    return SwiftTestRecipe(self)?.testTarget(importing: modules)
  }

  /// A test file and the modules that it imports beside the one that it tests.
  typealias Suite = (testCase: TestCase, modules: [String])

  /// - Parameters:
  ///   - lead: The first of the remedies that the failure asks for.
  ///   - mark: The column that marks rows as gone.
  private func suites(
    for lead: Remedy.Kind, _ columns: [String], mark: String?
  ) -> [Suite] {
    guard let recipe = SwiftTestRecipe(self) else { return [] }
    let isCollision = failure.violation.map { [.unique, .primaryKey].contains($0.kind) } ?? false
    switch lead {
    case .addConstraint where !columns.isEmpty:
      return [
        keySuite(recipe, columns), migrationSuite(recipe, columns),
        siblings.first.flatMap { atOnceSuite(recipe, $0, writer: writers.first, columns) },
      ].compactMap(\.self)
    case .correctConflictTarget:
      return [repeatedSuite(recipe, columns, conflictTarget(columns))]
        .compactMap(\.self)
    case .insertOrRead where !findsOrCreates:
      return [repeatedSuite(recipe, columns, redelivery(columns).first)].compactMap(\.self)
    case .partialUniqueKey: return [hiddenRowSuite(recipe, columns, mark)].compactMap(\.self)
    case .validateParent: return [parentSuite(recipe, columns)].compactMap(\.self)
    case .normalize: return [foldedSuite(recipe, columns)].compactMap(\.self)
    case .decideChildren: return [childrenSuite(recipe)].compactMap(\.self)
    case .requireValue: return [valueSuite(recipe, columns)].compactMap(\.self)
    case .limitInput: return [limitSuite(recipe, columns)].compactMap(\.self)
    case .retryWithNewKey: return [newKeySuite(recipe, columns)].compactMap(\.self)
    case .deduplicateBatch: return [batchSuite(recipe, columns)].compactMap(\.self)
    case .conditionalUpdate:
      guard conditionalUpdate?.diff.isEmpty == false else { return [] }
      return [takenAtOnceSuite(recipe) ?? overdrawnSuite(recipe)].compactMap(\.self)
    case .validateOnPath where failure.violation?.kind == .check:
      return [limitSuite(recipe, columns)].compactMap(\.self)
    case .validateOnPath where failure.violation?.kind == .notNull:
      return [valueSuite(recipe, columns)].compactMap(\.self)
    case .validateOnPath where failure.violation?.kind == .foreignKey:
      return [parentSuite(recipe, columns)].compactMap(\.self)
    case .translateViolation, .validateOnPath, .insertOrRead:
      guard isCollision, !columns.isEmpty, lead != .insertOrRead || findsOrCreates else {
        return []
      }
      if let guardOnPath = checks.first(where: \.check.guardsWrite) {
        guard lead != .validateOnPath else { return [] }
        return [atOnceSuite(recipe, guardOnPath, writer: sites.first?.function, columns)]
          .compactMap(\.self)
      }
      return [duplicatesSuite(recipe, columns) ?? movedSuite(recipe, columns)].compactMap(\.self)
    default: return []
    }
  }

  // MARK: A value that is there already

  private func duplicatesSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard let refusal = answerOnPath.flatMap({ SwiftRefusal($0, recipe.types) }),
      write?.operation != .update, let database = recipe.furnished
    else { return nil }
    for function in changedFunctions where recipe.gives(columns, function) {
      let calls = recipe.calls(of: function, giving: columns, in: database)
      guard let calls, let other = calls.others.first else { continue }
      let subject = recipe.types.method(function)?.owner.map { "\($0.path).\(function.name)" }
      var file = SwiftTestFile(
        style: recipe.style, target: recipe.target.name,
        suite: "\(function.name.upperCamelCased)DuplicatesTests",
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
  var answerOnPath: SwiftAnswer? {
    let changed = validationSite.map { sites[$0.index] } ?? writeSite
    return changed?.function.flatMap { answer(columns, in: $0, $0.file) }
  }

  /// The functions on the path from which on the proposed changes answer a value that is taken.
  var changedFunctions: [SwiftFunction] {
    let isTranslated =
      writeSite.flatMap { site in
        site.function.flatMap { translated(columns, at: site, $0) }
      } != nil
    let writer =
      isTranslated ? sites.firstIndex { $0.statement.span == writeSite?.statement.span } : nil
    guard let nearest = [validationSite?.index, writer].compactMap(\.self).min() else { return [] }
    // The caller shows more than the bare statement.
    let order = Array(sites.indices.dropFirst(max(nearest, 1))) + (nearest == 0 ? [0] : [])
    return order.compactMap { sites[$0].function }
  }

  // MARK: Two at once

  /// Both have looked before either writes.
  func atOnceSuite(
    _ recipe: SwiftTestRecipe, _ check: SwiftCheck, writer: SwiftFunction?, _ columns: [String]
  ) -> Suite? {
    guard let writer, isTranslated(writer, columns),
      let refusal = answer(columns, in: writer, writer.file).flatMap({
        SwiftRefusal($0, recipe.types)
      })
    else { return nil }
    let name = check.function.name
    let owner = recipe.types.method(check.function)?.owner
    var file = SwiftTestFile(
      style: recipe.style, target: recipe.target.name, suite: "\(name.upperCamelCased)AtOnceTests",
      summary:
        "Calls of `\(owner.map { "\($0.path)." } ?? "")\(name)` at once: one row, and whoever "
        + "comes later is told why not.")
    let overtaken = recipe.overtaken(check, columns, refusal)
    if let overtaken { file.test("whoeverIsOvertakenIsToldSo", overtaken) }
    let race = overtaken == nil ? SwiftRace(recipe, check, writer, columns) : nil
    race?.add(to: &file, refusal)
    let isDirect =
      !writer.isSame(as: check.function)
      && addMissedLookUp(recipe, writer, refusal, columns, to: &file)
    guard overtaken != nil || race != nil || isDirect else { return nil }
    let title =
      "Two writers of one key at once: one row, and `\(refusal.expectation)` for the other"
    return (recipe.testCase(file, title), file.importedModules)
  }

  /// The write itself twice, as whoever comes second in a race meets it.
  private func addMissedLookUp(
    _ recipe: SwiftTestRecipe, _ writer: SwiftFunction, _ refusal: SwiftRefusal,
    _ columns: [String], to file: inout SwiftTestFile
  ) -> Bool {
    guard let database = recipe.furnished,
      let calls = recipe.calls(of: writer, giving: columns, in: database)
    else { return false }
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
    insertSite(of: writer).flatMap { translation(columns, at: $0, writer) }?.diff.isEmpty == false
  }

  // MARK: The key that is missing

  private func keySuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard let database = recipe.furnished else { return nil }
    // One that looks first would not get as far as the key.
    let looking = siblings.map(\.function)
    for writer in writers
    where recipe.gives(columns, writer) && !looking.contains(where: { $0.isSame(as: writer) }) {
      let calls = recipe.calls(of: writer, giving: columns, in: database, variesEachColumn: true)
      guard let calls else { continue }
      let key = columns.joined(separator: ", ")
      var file = SwiftTestFile(
        style: recipe.style, target: recipe.target.name,
        suite: "\(recipe.table.upperCamelCased)KeyTests",
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
