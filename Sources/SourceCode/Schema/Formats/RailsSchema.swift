extension SchemaFormat {
  /// Rails' `db/schema.rb`, and its migrations.
  public static let rails = SchemaFormat(
    name: "Rails schema",
    recognises: { file in
      file.text.contains("ActiveRecord::Schema") || file.text.contains("ActiveRecord::Migration")
    },
    reads: { file in
      var reader = RailsSchemaReader(file)
      reader.read(file)
      return reader.schema
    },
    examples: [
      Example(
        """
        ActiveRecord::Schema[7.1].define(version: 2024_05_01_101010) do
          enable_extension "plpgsql"

          create_table "boats", force: :cascade do |t|
            t.string "name", limit: 30, null: false
            t.bigint "pier_id", null: false
            t.datetime "deleted_at"
            t.index ["pier_id", "name"], name: "one_per_pier", unique: true, where: "(deleted_at IS NULL)"
            t.index ["name"], name: "index_boats_on_name"
            t.check_constraint "pier_id > 0", name: "known_pier"
          end

          create_table "piers", id: :uuid, default: -> { "gen_random_uuid()" } do |t|
            t.citext :code, null: false, index: { unique: true }
          end

          add_foreign_key "boats", "piers", on_delete: :cascade
        end
        """,
        declares: [
          "boats (id, name, pier_id, deleted_at?)", "primaryKey (id)",
          "unique one_per_pier (pier_id, name)", "check known_pier (pier_id)",
          "foreignKey (pier_id) → piers",
          "piers (id, code)", "primaryKey (id)", "unique index_piers_on_code (code)",
        ]),
      Example(
        """
        class CreateBerths < ActiveRecord::Migration[7.0]
          def change
            create_table :berths do |t|
              t.references :pier, null: false, foreign_key: true
              t.integer :number, :depth
              t.timestamps
            end
            add_index :berths, %i[pier_id number], unique: true
          end
        end
        """,
        declares: [
          "berths (id, pier_id, number?, depth?, created_at, updated_at)", "primaryKey (id)",
          "foreignKey (pier_id) → piers",
          "unique index_berths_on_pier_id_and_number (pier_id, number)",
        ]),
      .rejects("class Boat < ApplicationRecord\n  validates :name, uniqueness: true\nend\n"),
      .rejects("create_table(\"boats\") { it.string(\"name\") }"),
    ])
}
