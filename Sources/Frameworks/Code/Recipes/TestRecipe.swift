import EventSchema
import Fixes
import SourceCode

/// A test as a file of the project at hand, where everything that it stands on is there: rows that
/// factories or fixtures make, the way to the code, the suite's own style.
struct TestRecipe: Sendable {
  /// The change that it proves; without it the test fails.
  var remedy: Remedy.Kind
  /// With the holes of `RecipePlace.value(_:)`, as all texts here.
  var path: CodeTemplate
  /// `rspec`, `minitest`, `phpunit`, …
  var framework: String
  var title: CodeTemplate
  var needs: [RecipeNeed]
  var level = "  "
  var code: CodeTemplate
}

extension RecipeBook {
  /// The tests that can be written of each change that is made: one of the framework's own recipes,
  /// else those after a test that is there.
  func tests(
    _ remedies: [Remedy], _ reading: CodeReading, _ facts: SourceFacts,
    fixes: (Remedy) -> [Fix]
  ) -> [TestCase] {
    var tests: [TestCase] = []
    for remedy in remedies where fixes(remedy).contains(where: { !$0.diff.isEmpty }) {
      guard let place = RecipePlace(reading, facts, self, remedy),
        let (made, _, place) = change(at: place)
      else { continue }
      let migration = made.steps.lazy.compactMap(\.migration).first
        .flatMap { MigrationTest(place, $0)?.testCase }
      let own =
        migration
        ?? self.tests.lazy.filter { $0.remedy == remedy.kind }.compactMap(place.test).first
      let found = own.map { [$0] } ?? place.echoedTests(of: made)
      tests += found.filter { test in !tests.contains { $0.path == test.path } }
    }
    return tests
  }
}

extension RecipeStep {
  var migration: MigrationForm? {
    if case .migration(let form) = self { form } else { nil }
  }
}

extension RecipePlace {
  /// `nil` when something that the test stands on is not at hand, or its file is there already.
  func test(_ recipe: TestRecipe) -> TestCase? {
    guard recipe.needs.allSatisfy(holds), let path = recipe.path.filled(value),
      !reading.failure.tree.files.contains(where: { $0.path == path }),
      let title = recipe.title.filled(value),
      let code = recipe.code.filled(level: recipe.level, value)
    else { return nil }
    return TestCase(path: path, framework: recipe.framework, code: code + "\n", title: title)
  }

  /// The path of the migration that the change brings.
  var newMigration: String? {
    let steps = book.change(at: self)?.recipe.steps ?? []
    guard let form = steps.lazy.compactMap(\.migration).first,
      let last = form.last(in: reading.failure.tree), let name = form.name.filled(value)
    else { return nil }
    return form.path(after: last, named: name)
  }

  /// The number of the last migration that is there, by the book's own form of migrations.
  var versionBefore: String? { migrations.lazy.compactMap { $0.last.number }.first }

  /// The number of the migration that is added.
  var versionOfKey: String? {
    migrations.lazy.compactMap { form, last -> String? in
      guard let name = form.name.filled(value), let path = form.path(after: last, named: name),
        let file = path.split(separator: "/").last
      else { return nil }
      return String(file.drop { !$0.isNumber }.prefix(while: \.isNumber))
    }.first
  }

  /// Where the migrations are, from the root on.
  var folderOfMigrations: String? { migrations.first?.last.path.folder }

  private var migrations: [(form: MigrationForm, last: MigrationForm.Last)] {
    book.recipes.flatMap(\.steps).compactMap { step in
      guard case .migration(let form) = step, let last = form.last(in: reading.failure.tree) else {
        return nil
      }
      return (form, last)
    }
  }

  /// A row that a file of tests takes from the fixtures: `:one` of `boats(:one)`.
  var fixture: String? {
    guard let table = value("plain table") else { return nil }
    for file in reading.failure.tree.files where "/\(file.path)".mentions("/test/") {
      guard let name = file.text.words(behind: "\(table)(:").first else { continue }
      return name
    }
    return nil
  }

  /// Where a request reaches the function, as Laravel's routes say: `/api/berths`.
  var route: String? {
    guard let function = write.site.name, let type = write.site.types.last?.name else { return nil }
    for file in reading.failure.tree.files where file.path.hasPrefix("routes/") {
      // Behind a guard the request would need somebody who is signed in.
      guard file.text.mentions(type), !file.text.mentions("middleware("),
        !file.text.mentions("prefix(")
      else { continue }
      let prefix = file.path == "routes/api.php" ? "/api" : ""
      for quote in ["'", "\""] {
        for name in file.text.texts(behind: "Route::post(\(quote)", to: quote)
        where file.text.mentions(
          "Route::post(\(quote)\(name)\(quote), [\(type)::class, \(quote)\(function)\(quote)]")
          && !name.contains("{")
        {
          return prefix + (name.hasPrefix("/") ? name : "/" + name)
        }
        guard function == "store" else { continue }
        for call in ["Route::resource(", "Route::apiResource("] {
          for name in file.text.texts(behind: call + quote, to: quote)
          where file.text.mentions("\(call)\(quote)\(name)\(quote), \(type)::class")
            && !name.contains(".") && !name.contains("{")
          {
            return prefix + (name.hasPrefix("/") ? name : "/" + name)
          }
        }
      }
    }
    return nil
  }
}

extension String {
  /// The names that stand behind each occurrence of a mark.
  fileprivate func words(behind mark: String) -> [String] {
    pieces(behind: mark).compactMap { rest in
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return word.isEmpty ? nil : String(word)
    }
  }

  /// What stands between each occurrence of a mark and the next end.
  fileprivate func texts(behind mark: String, to end: String) -> [String] {
    pieces(behind: mark).compactMap { rest in
      guard let character = end.first, let close = rest.firstIndex(of: character) else {
        return nil
      }
      return String(rest[..<close])
    }
  }

  private func pieces(behind mark: String) -> [Substring] {
    split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { $0.prefix(200) }
  }
}
