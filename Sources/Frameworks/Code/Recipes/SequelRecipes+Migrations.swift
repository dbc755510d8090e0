import DatabaseErrors
import Fixes

/// The key as a migration of Sequel, and its test from the version before with rows in place that
/// repeat the key.
extension RecipeBook {
  static let sequelMigrations: [CodeRecipe] = [
    sequelMigration(
      needs: [.databases([.postgreSQL])],
      """
        # The table stays open to writers, which no transaction allows.
        no_transaction

        up do
          add_index :«plain table», %i[«symbols»], unique: true, name: :«index of key», concurrently: true
        end

        down do
          drop_index :«plain table», %i[«symbols»], name: :«index of key», concurrently: true
        end
      """, examples: sequelMigrationExamples),
    sequelMigration(
      needs: [],
      """
        change do
          add_index :«plain table», %i[«symbols»], unique: true, name: :«index of key»
        end
      """, examples: []),
  ]

  private static func sequelMigration(
    needs: [RecipeNeed], _ body: String, examples: [RecipeExample]
  ) -> CodeRecipe {
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`", needs: needs,
      steps: [
        .migration(
          MigrationForm(
            folder: "migrat", digits: 1...14, separator: "_", suffix: ".rb",
            mark: "Sequel.migration", name: "unique_«plain table»",
            text: CodeTemplate(
              stringLiteral: """
                # Fails while rows repeat the key. This finds them:
                #   SELECT «columns», count(*) FROM «plain table»
                #   GROUP BY «columns» HAVING count(*) > 1
                # Which of them stays is for people to decide. Nothing runs this, which keeps the first:
                #   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
                #     WHERE «same as kept» AND kept.id < «plain table».id)
                Sequel.migration do
                \(body)
                end
                """)))
      ],
      because: """
        Only the database sees all writers at once. The migration fails while rows repeat the key; the \
        query in it finds them, and which of them stays is for people to decide. A build that failed \
        leaves an index that is not valid: drop it before the next attempt.
        """, examples: examples)
  }

  private static let sequelMigrationExamples: [RecipeExample] = [
    .becomes(
      "app.rb",
      """
      require "sequel"

      class Shop < Sequel::Model
        def self.open(name)
          Shop.first(name: name) || begin
      ↓      Shop.create(name: name)
          end
        end
      end
      """,
      """
      # Fails while rows repeat the key. This finds them:
      #   SELECT name, count(*) FROM shops
      #   GROUP BY name HAVING count(*) > 1
      # Which of them stays is for people to decide. Nothing runs this, which keeps the first:
      #   DELETE FROM shops WHERE EXISTS (SELECT 1 FROM shops AS kept
      #     WHERE kept.name = shops.name AND kept.id < shops.id)
      Sequel.migration do
        # The table stays open to writers, which no transaction allows.
        no_transaction

        up do
          add_index :shops, %i[name], unique: true, name: :shops_name_key, concurrently: true
        end

        down do
          drop_index :shops, %i[name], name: :shops_name_key, concurrently: true
        end
      end
      """,
      at: "db/migrations/002_unique_shops.rb",
      violates: .postgreSQLKey("shops", ["name"]),
      files: [
        (
          "db/migrations/001_shops.rb",
          "Sequel.migration do\n  change do\n    create_table(:shops) { String :name }\n  end\nend\n"
        )
      ])
  ]

  static let sequelMigrationTests: [TestRecipe] = [
    TestRecipe(
      remedy: .addConstraint, path: "spec/migrations/unique_«plain table»_spec.rb",
      framework: "rspec", title: sequelTitle,
      needs: [.path("spec/spec_helper.rb"), .databases([.postgreSQL])],
      code: CodeTemplate(
        stringLiteral: """
          require "spec_helper"
          require "sequel/extensions/migration"

          RSpec.describe "The unique key of «plain table»" do
            let(:database) { Sequel.connect(«sequel».opts.merge(search_path: ["«key schema»"])) }

            before do
              «sequel».run "DROP SCHEMA IF EXISTS «key schema» CASCADE"
              «sequel».run "CREATE SCHEMA «key schema»"
              migrate(«number before»)
              [«sample parents»].each { |parent| database.run(parent) }
              database.run("«sample row»")
            end

            after do
              database.disconnect
              «sequel».run "DROP SCHEMA «key schema» CASCADE"
            end

            it "stops at rows that repeat it, and deletes none" do
              database.run("«repeated row»")

              expect { migrate(«number of key») }.to raise_error(Sequel::UniqueConstraintViolation)
              expect(database[:«plain table»].count).to eq(2)
            end

            it "refuses a second row when it is there" do
              migrate(«number of key»)

              expect { database.run("«repeated row»") }.to raise_error(Sequel::UniqueConstraintViolation)
            end

          \(sequelMigrate)
          end
          """)),
    TestRecipe(
      remedy: .addConstraint, path: "test/migrations/unique_«plain table»_test.rb",
      framework: "minitest", title: sequelTitle,
      needs: [.path("test/test_helper.rb"), .databases([.postgreSQL])],
      code: CodeTemplate(
        stringLiteral: """
          require "test_helper"
          require "sequel/extensions/migration"

          class Unique«class of table»Test < Minitest::Test
            def setup
              «sequel».run "DROP SCHEMA IF EXISTS «key schema» CASCADE"
              «sequel».run "CREATE SCHEMA «key schema»"
              migrate(«number before»)
              [«sample parents»].each { |parent| database.run(parent) }
              database.run("«sample row»")
            end

            def teardown
              database.disconnect
              «sequel».run "DROP SCHEMA «key schema» CASCADE"
            end

            def test_stops_at_rows_that_repeat_the_key_and_deletes_none
              database.run("«repeated row»")

              assert_raises(Sequel::UniqueConstraintViolation) { migrate(«number of key») }
              assert_equal 2, database[:«plain table»].count
            end

            def test_refuses_a_second_row_when_the_key_is_there
              migrate(«number of key»)

              assert_raises(Sequel::UniqueConstraintViolation) { database.run("«repeated row»") }
            end

            private

            def database
              @database ||= Sequel.connect(«sequel».opts.merge(search_path: ["«key schema»"]))
            end

          \(sequelMigrate)
          end
          """)),
  ]

  private static let sequelTitle: CodeTemplate =
    "The migration stops at rows that repeat the key, deletes none, and binds without them"

  private static let sequelMigrate = """
      def migrate(version)
        folder = File.expand_path("../../«folder of migrations»", __dir__)
        Sequel::Migrator.run(database, folder, target: version)
      end
    """
}
