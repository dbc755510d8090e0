import Fixes

/// Tests of the migrations that the recipes write: from the version before, with rows in place that
/// repeat the key.
extension RecipeBook {
  static let railsMigrationTests: [TestRecipe] = [
    TestRecipe(
      remedy: .addConstraint, path: "spec/migrations/unique_«plain table»_spec.rb",
      framework: "rspec", title: migrationTitle,
      needs: [.path("spec/rails_helper.rb"), .tree("factory :«file of model»")],
      code: CodeTemplate(
        stringLiteral: """
          require "rails_helper"

          RSpec.describe "The unique key of «plain table»" do
          \(TestStyle.emptyingAround.inLevel)

            let!(:first) { FactoryBot.create(:«file of model») }
            let(:repeated) { FactoryBot.build(:«file of model», «members of first») }

            before { migrate(«version before») }

          \(afterEach("after"))
            end

            it "stops at rows that repeat it, and deletes none" do
              repeated.save!(validate: false)

              expect { migrate }.to raise_error(StandardError)
              expect(«model».exists?(repeated.id)).to be(true)
            end

            it "refuses a second row when it is there" do
              migrate

              expect { repeated.save!(validate: false) }.to raise_error(ActiveRecord::RecordNotUnique)
            end

          \(migrate)
          end
          """)),
    TestRecipe(
      remedy: .addConstraint, path: "test/migrations/unique_«plain table»_test.rb",
      framework: "minitest", title: migrationTitle, needs: [.path("test/test_helper.rb")],
      code: CodeTemplate(
        stringLiteral: """
          require "test_helper"

          class Unique«class of table»Test < ActiveSupport::TestCase
            self.use_transactional_tests = false

            setup { migrate(«version before») }

          \(afterEach("teardown"))
            end

            test "the migration stops at rows that repeat the key, and deletes none" do
              repeated.save!(validate: false)

              assert_raises(StandardError) { migrate }
              assert «model».exists?(repeated.id)
            end

            test "a second row is refused when it has run" do
              migrate

              assert_raises(ActiveRecord::RecordNotUnique) { repeated.save!(validate: false) }
            end

            private

            def repeated
              @repeated ||= «plain table»(:«fixture»).dup
            end

          \(migrate)
          end
          """)),
  ]

  private static let migrationTitle: CodeTemplate =
    "The migration stops at rows that repeat the key, deletes none, and goes through without them"

  /// Rows and a half-made index (`CONCURRENTLY` leaves one behind) must not stay.
  private static func afterEach(_ word: String) -> String {
    """
      \(word) do
        repeated.delete if repeated.persisted?
        index = ActiveRecord::Base.connection.indexes(:«plain table»).find { |one| one.name == "«new index»" }
        ActiveRecord::Base.connection.remove_index(:«plain table», name: index.name) if index && !migrated?
        migrate
    """
  }

  private static let migrate = """
      def migrations
        pool = ActiveRecord::Base.connection_pool
        (pool.respond_to?(:migration_context) ? pool : ActiveRecord::Base.connection).migration_context
      end

      def migrated?
        migrations.current_version > «version before»
      end

      def migrate(version = nil)
        ActiveRecord::Migration.suppress_messages { migrations.migrate(version) }
      end
    """
}

extension String {
  /// One level further to the right.
  fileprivate var inLevel: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }
}
