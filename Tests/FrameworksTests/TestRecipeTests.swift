import DatabaseErrors
import EventSchema
import Fixes
import SourceCode
import Testing

@testable import Frameworks

/// Tests that recipes write, and that they write none where something is missing.
@Suite("Tests of recipes")
struct TestRecipeTests {
  private func tests(
    _ name: String, _ files: [String: String], at path: String, line: Int,
    _ violation: ConstraintViolation
  ) throws -> [TestCase] {
    let failure = Failure(
      event: Event(), violation: violation,
      frames: [Frame(filename: path, lineNumber: line, inApp: true)], inApp: [true],
      culpritIndex: 0,
      tree: SourceTree(files: files.map { SourceFile(path: $0.key, text: $0.value) }))
    let framework = try #require(Framework.all.first { $0.name == name })
    let remedies = [Remedy.Kind.validateOnPath, .translateViolation].map {
      Remedy($0, table: violation.table, columns: violation.columns)
    }
    return framework.tests(for: remedies, of: failure, framework.facts(of: failure))
  }

  private let rails = [
    "app/services/add_berth.rb": """
    class AddBerth < ApplicationService
      def call(pier, label)
        Berth.create!(pier: pier, label: label)
      end
    end

    """,
    "app/models/berth.rb": """
    class Berth < ApplicationRecord
      belongs_to :pier
    end

    """,
  ]

  private let key = ConstraintViolation(
    kind: .unique, table: "berths", columns: ["pier_id", "label"])

  private func railsTests(_ more: [String: String]) throws -> [TestCase] {
    try tests(
      "rails", rails.merging(more) { $1 }, at: "app/services/add_berth.rb", line: 3, key)
  }

  @Test func aFactoryMakesTheRow() throws {
    let found = try railsTests([
      "spec/rails_helper.rb": "require \"rspec/rails\"\n",
      "spec/factories/berths.rb": "FactoryBot.define do\n  factory :berth do\n  end\nend\n",
    ])
    let test = try #require(found.first)
    #expect(test.path == "spec/models/taken_berth_spec.rb" && test.framework == "rspec")
    #expect(
      test.code.contains(
        "FactoryBot.build(:berth, pier_id: taken.pier_id, label: taken.label)"))
    #expect(test.code.contains("repeated.errors.of_kind?(:label, :taken)"))
    #expect(!test.code.contains("«"))
  }

  @Test func aFixtureIsRepeated() throws {
    let found = try railsTests([
      "test/test_helper.rb": "require \"rails/test_help\"\n",
      "test/models/berth_test.rb": "berth = berths(:north)\n",
    ])
    let test = try #require(found.first)
    #expect(test.path == "test/models/taken_berth_test.rb" && test.framework == "minitest")
    #expect(test.code.contains("repeated = berths(:north).dup"))
  }

  @Test func withoutRowsThereIsNoTest() throws {
    #expect(try railsTests([:]).isEmpty)
    #expect(try railsTests(["test/test_helper.rb": "require \"rails/test_help\"\n"]).isEmpty)
    #expect(try railsTests(["spec/rails_helper.rb": "require \"rspec/rails\"\n"]).isEmpty)
  }

  private func migrationTests(_ more: [String: String]) throws -> [TestCase] {
    let files = rails.merging(more) { $1 }
    let failure = Failure(
      event: Event(), violation: key,
      frames: [Frame(filename: "app/services/add_berth.rb", lineNumber: 3, inApp: true)],
      inApp: [true], culpritIndex: 0,
      tree: SourceTree(files: files.map { SourceFile(path: $0.key, text: $0.value) }))
    let framework = try #require(Framework.all.first { $0.name == "rails" })
    return framework.tests(
      for: [Remedy(.addConstraint, table: "berths", columns: ["pier_id", "label"])], of: failure,
      framework.facts(of: failure))
  }

  @Test func aMigrationIsTriedFromTheVersionBefore() throws {
    let migration = [
      "db/migrate/20240131120000_create_berths.rb":
        "class CreateBerths < ActiveRecord::Migration[7.1]\nend\n"
    ]
    let suite = [
      "test/test_helper.rb": "require \"rails/test_help\"\n",
      "test/models/berth_test.rb": "berth = berths(:north)\n",
    ]
    let test = try #require(try migrationTests(migration.merging(suite) { $1 }).first)
    #expect(test.path == "test/migrations/unique_berths_test.rb")
    #expect(test.code.contains("setup { migrate(20240131120000) }"))
    #expect(test.code.contains("berths(:north).dup"))
    #expect(test.code.contains("\"index_berths_on_pier_id_and_label\""))
    #expect(!test.code.contains("«"))
    // Without a row, or without a migration that shows how, there is none.
    #expect(try migrationTests(migration).isEmpty)
    #expect(try migrationTests(suite).isEmpty)
  }

  private let laravel = [
    "app/Http/Controllers/BerthController.php": """
    <?php
    namespace App\\Http\\Controllers;
    use App\\Models\\Berth;
    class BerthController extends Controller
    {
        public function store(Request $request)
        {
            $data = $request->validate(['label' => 'required|string']);
            return Berth::create($data);
        }
    }

    """,
    "database/factories/BerthFactory.php": "<?php\nclass BerthFactory extends Factory {}\n",
    "tests/TestCase.php": "<?php\nnamespace Tests;\nabstract class TestCase {}\n",
  ]

  private func laravelTests(_ path: String, _ routes: String) throws -> [TestCase] {
    try tests(
      "laravel", laravel.merging([path: "<?php\n\(routes)\n"]) { $1 },
      at: "app/Http/Controllers/BerthController.php", line: 9,
      ConstraintViolation(kind: .unique, table: "berths", columns: ["label"]))
  }

  @Test func aRouteReachesTheController() throws {
    let test = try #require(
      try laravelTests(
        "routes/api.php", "Route::post('/berths', [BerthController::class, 'store']);"
      ).first)
    #expect(test.path == "tests/Feature/TakenBerthTest.php" && test.framework == "phpunit")
    #expect(test.code.contains("$this->postJson('/api/berths', ['label' => $taken->label]"))
    let resource = try laravelTests(
      "routes/web.php", "Route::resource('berths', BerthController::class);")
    #expect(resource.first?.code.contains("postJson('/berths',") == true)
  }

  @Test func aGuardedRouteIsLeftAlone() throws {
    let guarded = """
      Route::middleware('auth')->group(function () {
          Route::post('/berths', [BerthController::class, 'store']);
      });
      """
    #expect(try laravelTests("routes/api.php", guarded).isEmpty)
    #expect(
      try laravelTests(
        "routes/api.php", "Route::get('/berths', [BerthController::class, 'index']);"
      )
      .isEmpty)
  }
}
