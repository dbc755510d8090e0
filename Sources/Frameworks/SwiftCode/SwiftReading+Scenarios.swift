import DatabaseErrors
import Fixes
import SourceCode

/// Tests of one call with rows that are there before.
extension SwiftReading {
  // MARK: An update to a value that is taken

  func movedSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard write?.operation == .update || write?.operation == .save,
      let refusal = answerOnPath.flatMap({ SwiftRefusal($0, recipe.types) }),
      let first = recipe.declaration.sampleRow(1), let second = recipe.declaration.sampleRow(2)
    else { return nil }
    let rows = recipe.parents + [first, second]
    let isKey: @Sendable (SwiftParameter) -> Bool = { $0.gives(columns) }
    for function in changedFunctions {
      let taken = recipe.test(
        [
          .store(rows), .refused(SwiftCallValues { isKey($0) ? 2 : 1 }, refusal.expectation),
          .call(SwiftCallValues { isKey($0) ? 3 : 1 }), .count(recipe.table, 2),
        ], of: function, giving: columns)
      guard let taken else { continue }
      var file = recipe.file(
        function, "Duplicates", "says why a row cannot have what another one has.")
      file.test("whatAnotherHasIsRefused", taken)
      return (
        recipe.testCase(file, "A row keeps what it had where another one has the new value"),
        file.importedModules
      )
    }
    return nil
  }

  // MARK: The same again

  /// The call twice, both in peace: by the remedy's own change.
  func repeatedSuite(
    _ recipe: SwiftTestRecipe, _ columns: [String], _ change: Fix?
  ) -> Suite? {
    guard change?.diff.isEmpty == false else { return nil }
    let isKey: @Sendable (SwiftParameter) -> Bool = { $0.gives(columns) }
    // What is no part of the key may differ the second time, but for what points to rows.
    let differs = write?.literal?.statement.hasConflictClause == true
    for function in sites.compactMap(\.function) where recipe.gives(columns, function) {
      let twice = recipe.test(
        [
          .store(recipe.parents), .call(SwiftCallValues { _ in 1 }),
          .call(SwiftCallValues { differs && !isKey($0) ? 2 : 1 }), .count(recipe.table, 1),
        ], of: function, giving: columns)
      let others = recipe.test(
        [
          .store(recipe.parents), .call(SwiftCallValues { _ in 1 }),
          .call(SwiftCallValues { _ in 2 }), .count(recipe.table, 2),
        ], of: function, giving: columns)
      guard let twice, let others else { continue }
      var file = recipe.file(function, "Again", "stores a key once, however often it comes.")
      file.test("theSecondTimeChangesNothing", twice)
      file.test("anotherKeyIsStored", others)
      return (
        recipe.testCase(file, "The same key again is no error, and there is one row of it"),
        file.importedModules
      )
    }
    return nil
  }

  // MARK: A row that is marked as gone

  func hiddenRowSuite(
    _ recipe: SwiftTestRecipe, _ columns: [String], _ mark: String?
  ) -> Suite? {
    guard let mark = mark ?? hidingColumn,
      let gone = recipe.declaration.sampleRow(1, given: [mark: "'2026-01-01 10:00:00.000'"])
    else { return nil }
    let once = SwiftCallValues { _ in 1 }
    let isFreed =
      partialKey(remedyOfKey(columns, mark))?.diff.isEmpty == false
    let refusal = isFreed ? nil : answerOnPath.flatMap { SwiftRefusal($0, recipe.types) }
    guard isFreed || refusal != nil else { return nil }
    for function in sites.compactMap(\.function) where recipe.gives(columns, function) {
      let steps: [SwiftTestRecipe.Step] =
        refusal.map {
          [.refused(once, $0.expectation), .count(recipe.table, 1)]
        } ?? [
          .call(once), .count(recipe.table, 2), .refused(once, "(any Error).self"),
          .count(recipe.table, 2),
        ]
      let hidden = recipe.test(
        [.store(recipe.parents + [gone])] + steps, of: function, giving: columns)
      guard let hidden else { continue }
      var file = recipe.file(
        function, "AfterDeletion",
        isFreed
          ? "takes what a row that is gone has held." : "says so where a row that is gone has it.")
      file.test(isFreed ? "aRowThatIsGoneHoldsNothing" : "aRowThatIsGoneIsAnsweredToo", hidden)
      return (
        recipe.testCase(
          file,
          isFreed
            ? "A row that is marked as gone leaves its key to the next one"
            : "A key that a row which is gone still holds is refused with an answer"),
        file.importedModules
      )
    }
    return nil
  }

  private func remedyOfKey(_ columns: [String], _ mark: String) -> Remedy {
    Remedy(.partialUniqueKey, table: table, columns: columns, onlyWhereNull: [mark])
  }

  // MARK: Parents and children

  func parentSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard parentLookUp(columns)?.diff.isEmpty == false, let site = writeSite else { return nil }
    let parents = parents(columns)
    let refusals = parents.compactMap { parent in
      answer(.unknown(parent.table), in: site.file).flatMap { SwiftRefusal($0, recipe.types) }
    }
    guard refusals.count == parents.count else { return nil }
    for function in sites.compactMap(\.function) {
      let given = parents.compactMap { input(of: $0.column, in: function)?.value }
      guard given.count == parents.count else { continue }
      let unknown = zip(given, refusals).map { parameter, refusal in
        SwiftTestRecipe.Step.refused(
          SwiftCallValues([parameter.name: "99"]) { _ in 1 }, refusal.expectation)
      }
      let refused = recipe.test(
        [.store(recipe.parents)] + unknown + [
          .call(SwiftCallValues { _ in 1 }), .count(recipe.table, 1),
        ], of: function, giving: columns)
      guard let refused else { continue }
      let names = parents.map { CodeNaming.singular($0.table) }.joined(separator: " or ")
      var file = recipe.file(
        function, "Parents", "says that there is no such \(names), and goes on.")
      file.test("anUnknownOneIsRefused", refused)
      return (
        recipe.testCase(file, "A row for a \(names) that is not there is refused"),
        file.importedModules
      )
    }
    return nil
  }

  func childrenSuite(_ recipe: SwiftTestRecipe) -> Suite? {
    guard answeredDelete?.diff.isEmpty == false, let site = writeSite, let table,
      let refusal = site.function.flatMap({ answer([], in: $0, site.file) }).flatMap({
        SwiftRefusal($0, recipe.types)
      }), let row = recipe.declaration.sampleRow(1), let other = recipe.declaration.sampleRow(2),
      let (child, above) = childRow(of: table)
    else { return nil }
    let rows = (recipe.parents + [row, other] + above + [child]).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    for function in sites.compactMap(\.function) {
      guard let parameters = SwiftSignature(function)?.parameters,
        parameters.count == 1, let parameter = parameters.first,
        ["Int", "Int64"].contains(parameter.type)
      else { continue }
      let refused = recipe.test(
        [
          .store(rows),
          .refused(SwiftCallValues([parameter.name: "1"]) { _ in 1 }, refusal.expectation),
          .call(SwiftCallValues([parameter.name: "2"]) { _ in 1 }), .count(recipe.table, 1),
        ], of: function, giving: [])
      guard let refused else { continue }
      var file = recipe.file(function, "Children", "keeps a row that others point to, and says so.")
      file.test("oneInUseStays", refused)
      return (
        recipe.testCase(file, "A row that others point to stays, and the next one can go"),
        file.importedModules
      )
    }
    return nil
  }

  /// A row that points to row 1 of a table and keeps it, and the rows that it needs beside.
  private func childRow(of table: String) -> (row: String, above: [String])? {
    for child in source.tables.map(\.table) where child.name != table {
      let isChild = child.columns.contains {
        $0.references?.lowercased() == table.lowercased() && !$0.isNullable
      }
      guard isChild, let above = source.parentRows(of: child), let row = child.sampleRow(1) else {
        continue
      }
      return (row, above)
    }
    return nil
  }

  // MARK: Values

  func valueSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard let column = columns.first, requiredValue(columns)?.diff.isEmpty == false else {
      return nil
    }
    return refusedValueSuite(
      recipe, columns, value: "nil", fits: { $0.type.hasSuffix("?") },
      answer: { answer(.missing(column), in: $0.file) })
  }

  func limitSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard limitedInput(columns)?.diff.isEmpty == false else { return nil }
    if let (column, values) = choices(columns) {
      return refusedValueSuite(
        recipe, [column], value: "\"\(values.joined())\"", fits: { $0.type == "String" },
        answer: { answer(.invalid(column), in: $0.file) })
    }
    guard let limit = limit(columns) else { return nil }
    let refused = limit.bound.firstRefused
    guard !limit.bound.isLength || limit.bound.allows(refused - 1) else { return nil }
    let value =
      limit.bound.isLength ? "String(repeating: \"a\", count: \(refused))" : "\(refused)"
    return refusedValueSuite(
      recipe, [limit.column], value: value, fits: { _ in true },
      answer: {
        answer(
          limit.bound.isLength ? .tooLong(limit.column) : .invalid(limit.column), in: $0.file)
      })
  }

  private func refusedValueSuite(
    _ recipe: SwiftTestRecipe, _ columns: [String], value: String,
    fits: (SwiftParameter) -> Bool, answer: (SwiftSite) -> SwiftAnswer?
  ) -> Suite? {
    let updates = write?.operation == .update
    guard let row = recipe.declaration.sampleRow(1) else { return nil }
    for site in sites {
      guard let function = site.function,
        let parameter = columns.first.flatMap({ input(of: $0, in: function)?.value }),
        fits(parameter), let refusal = answer(site).flatMap({ SwiftRefusal($0, recipe.types) })
      else { continue }
      let refused = recipe.test(
        [
          .store(recipe.parents + (updates ? [row] : [])),
          .refused(SwiftCallValues([parameter.name: value]) { _ in 1 }, refusal.expectation),
          .call(SwiftCallValues { _ in 1 }), .count(recipe.table, 1),
        ], of: function, giving: columns)
      guard let refused else { continue }
      var file = recipe.file(function, "Limits", "says what is wrong with a value, and goes on.")
      file.test("aValueThatDoesNotFitIsRefused", refused)
      return (
        recipe.testCase(file, "What the column does not take is refused with an answer"),
        file.importedModules
      )
    }
    return nil
  }

  /// The same value in another form, which the look-up has to meet.
  func foldedSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    if foldedLookUp == nil { return keyFormsSuite(recipe, columns) }
    guard let folded = foldedLookUp,
      let refusal = folded.check.refusal.flatMap({
        SwiftRefusal($0, recipe.types)
      }),
      let value = SwiftSample.value(of: "String", named: folded.name, variant: 1)
    else { return nil }
    let other = folded.isUpper ? value.lowercased() : value.uppercased()
    let plain = folded.isUpper ? value.uppercased() : value.lowercased()
    guard other != plain else { return nil }
    let function = folded.check.function
    let refused = recipe.test(
      [
        .store(recipe.parents), .call(SwiftCallValues([folded.name: plain]) { _ in 1 }),
        .refused(SwiftCallValues([folded.name: other]) { _ in 1 }, refusal.expectation),
        .count(recipe.table, 1), .call(SwiftCallValues { _ in 2 }), .count(recipe.table, 2),
      ], of: function, giving: columns)
    guard let refused else { return nil }
    var file = recipe.file(function, "Forms", "knows a value in another form for the same.")
    file.test("anotherFormOfAValueIsRefused", refused)
    return (
      recipe.testCase(file, "What is stored in one form is looked for in that form"),
      file.importedModules
    )
  }

  /// A value in two forms that its key does not tell apart, nor the look-up any longer.
  private func keyFormsSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard columns.count == 1, folding(columns)?.diff.isEmpty == false,
      let check = checks.first(where: \.check.guardsWrite),
      let name = input(of: columns[0], in: check.function)?.value.name,
      let value = SwiftSample.value(of: "String", named: name, variant: 1),
      value != value.uppercased()
    else { return nil }
    let other = SwiftCallValues([name: value.uppercased()]) { _ in 1 }
    let refusal = check.refusal.flatMap { SwiftRefusal($0, recipe.types) }
    guard refusal != nil || check.whenFound?.statements.last?.kind == .return else { return nil }
    let made = recipe.test(
      [
        .store(recipe.parents), .call(SwiftCallValues([name: value]) { _ in 1 }),
        refusal.map { .refused(other, $0.expectation) } ?? .call(other), .count(recipe.table, 1),
        .call(SwiftCallValues { _ in 2 }), .count(recipe.table, 2),
      ], of: check.function, giving: columns)
    guard let made else { return nil }
    var file = recipe.file(check.function, "Forms", "knows a value in another form for the same.")
    file.test("anotherFormOfAValueIsTheSame", made)
    return (
      recipe.testCase(file, "The look-up meets what the key takes for the same"),
      file.importedModules
    )
  }

  // MARK: A migration

  /// From the schema before it: with duplicates it stops and keeps them, without them it binds.
  func migrationSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard library.name == SwiftLibrary.grdb.name, let table,
      let migrations = SwiftMigrations(source, table: table), let last = migrations.names.last,
      let migrator = migrations.expression(recipe.types),
      let first = recipe.declaration.sampleRow(1),
      let second = recipe.declaration.sampleRow(
        2,
        given: Dictionary(
          columns.compactMap { column in
            recipe.declaration.sampleValue(of: column, 1).map { (column, $0) }
          }
        ) { first, _ in first })
    else { return nil }
    let style = recipe.style
    let migrated = style.refused(
      "try \(migrator).migrate(queue)", with: "(any Error).self", discard: "")
    var file = SwiftTestFile(
      style: style, target: recipe.target.name, suite: "\(table.upperCamelCased)MigrationTests",
      summary: "The key of `\(table)` comes to a file that has duplicates, and to one without.")
    let rows = recipe.parents + [first, second]
    file.test(
      "duplicatesStopItAndStay",
      [
        "let queue = try DatabaseQueue(path: path)",
        "try \(migrator).migrate(queue, upTo: \"\(last)\")",
      ] + rows.map { "try store(\"\($0)\")" } + [
        migrated, style.equal("try rows(\"\(table)\")", "2"),
        "try store(\"DELETE FROM \(table) WHERE id = 2\")",
        "try \(migrator).migrate(queue)",
        style.refused("try store(\"\(second)\")", with: "(any Error).self", discard: ""),
        style.equal("try rows(\"\(table)\")", "1"),
      ])
    if let module = migrations.module(recipe.types) { file.need(module: module) }
    return (
      recipe.testCase(file, "The migration keeps duplicates, says so, and binds without them"),
      file.importedModules
    )
  }
}
