import DatabaseErrors
import Fixes

/// The key as a migration, and what it makes of the schema's dump.
extension RecipeBook {
  static let railsMigrations: [CodeRecipe] = [
    railsMigration(
      needs: [.databases([.postgreSQL])],
      """
        disable_ddl_transaction!

        def change
          add_index :«plain table», %i[«symbols»], unique: true, algorithm: :concurrently«new index option»
        end
      """, examples: railsMigrationExamples),
    railsMigration(
      needs: [],
      """
        def change
          add_index :«plain table», %i[«symbols»], unique: true«new index option»
        end
      """, examples: []),
  ]

  private static let railsIndex: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to handle \
    the refusal.
    """

  private static func railsMigration(
    needs: [RecipeNeed], _ body: String, examples: [RecipeExample]
  ) -> CodeRecipe {
    let form = MigrationForm(
      folder: "db/migrate/", digits: 14...14, separator: "_", suffix: ".rb",
      mark: "ActiveRecord::Migration", name: "add_unique_index_to_«plain table»",
      text: CodeTemplate(
        stringLiteral: """
          # Fails while rows repeat the key. This finds them:
          #   SELECT «columns», count(*) FROM «plain table»
          #   GROUP BY «columns» HAVING count(*) > 1
          # Which of them stays is for people to decide. Nothing runs this, which keeps the first:
          #   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
          #     WHERE «same as kept» AND kept.id < «plain table».id)
          class AddUniqueIndexTo«class of table» < ActiveRecord::Migration[«previous»]
          \(body)
          end
          """), version: ("ActiveRecord::Migration[", "]"))
    return CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`", needs: needs,
      steps: [.migration(form), .railsDump(form)], because: railsIndex, examples: examples)
  }

  private static let railsMigrationExamples: [RecipeExample] = [
    .becomes(
      "app/models/boat.rb",
      """
      class Boat < ApplicationRecord
        def self.of(pier, sail)
      ↓    create!(pier_id: pier.id, sail: sail)
        end
      end
      """,
      """
      # Fails while rows repeat the key. This finds them:
      #   SELECT pier_id, sail, count(*) FROM boats
      #   GROUP BY pier_id, sail HAVING count(*) > 1
      # Which of them stays is for people to decide. Nothing runs this, which keeps the first:
      #   DELETE FROM boats WHERE EXISTS (SELECT 1 FROM boats AS kept
      #     WHERE kept.pier_id = boats.pier_id AND kept.sail = boats.sail AND kept.id < boats.id)
      class AddUniqueIndexToBoats < ActiveRecord::Migration[7.1]
        disable_ddl_transaction!

        def change
          add_index :boats, %i[pier_id sail], unique: true, algorithm: :concurrently
        end
      end
      """,
      at: "db/migrate/20240131120001_add_unique_index_to_boats.rb",
      violates: .postgreSQLKey("boats", ["pier_id", "sail"]),
      files: [
        (
          "db/migrate/20240131120000_create_boats.rb",
          """
          class CreateBoats < ActiveRecord::Migration[7.1]
            def change
              create_table(:boats) { |t| t.string :sail }
            end
          end
          """
        )
      ])
  ]
}
