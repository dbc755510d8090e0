extension SchemaFormat {
  /// Laravel's migrations.
  public static let laravel = SchemaFormat(
    name: "Laravel migrations",
    recognises: { $0.text.contains("Schema::") && $0.text.contains("$table->") },
    reads: { read($0, .laravel) },
    examples: [
      Example(
        """
        <?php
        return new class extends Migration {
            public function up(): void
            {
                Schema::create('boats', function (Blueprint $table) {
                    $table->id();
                    $table->string('name', 30);
                    $table->string('licence')->nullable()->unique();
                    $table->foreignId('pier_id')->constrained()->onDelete('cascade');
                    $table->unsignedInteger('owner')->nullable();
                    $table->softDeletes();
                    $table->unique(['pier_id', 'name'], 'one_name');
                    $table->foreign('owner')->references('number')->on('people');
                });
            }

            public function down(): void
            {
                Schema::table('boats', function (Blueprint $table) {
                    $table->dropColumn('name');
                });
            }
        };
        """,
        declares: [
          "boats (id, name, licence?, pier_id, owner?, deleted_at?)", "primaryKey (id)",
          "unique boats_licence_unique (licence)",
          "foreignKey boats_pier_id_foreign (pier_id) → piers",
          "unique one_name (pier_id, name)", "foreignKey boats_owner_foreign (owner) → people",
        ]),
      Example(
        """
        <?php
        Schema::table('berths', function (Blueprint $table) {
            $table->uuid('code')->primary();
            $table->timestamps();
        });
        """,
        declares: ["berths (code, created_at?, updated_at?)", "primaryKey (code)"]),
      .rejects("<?php\nif (Schema::hasTable('boats')) { return; }"),
      .rejects("<?php\nBoat::create(['name' => $request->name]);"),
    ])

  /// Knex's migrations, those of Objection and Bookshelf too.
  public static let knex = SchemaFormat(
    name: "Knex migrations",
    recognises: { file in
      [".createTable(", ".alterTable("].contains { file.text.contains($0) }
        && (file.text.contains("knex") || file.text.contains("schema."))
    },
    reads: { read($0, .knex) },
    examples: [
      Example(
        """
        exports.up = function (knex) {
          return knex.schema.createTable("boats", function (table) {
            table.increments("id");
            table.string("name", 30).notNullable();
            table.integer("pier_id").unsigned().references("id").inTable("piers").onDelete("CASCADE");
            table.unique(["pier_id", "name"]);
          });
        };
        """,
        declares: [
          "boats (id, name, pier_id?)", "primaryKey (id)",
          "foreignKey boats_pier_id_foreign (pier_id) → piers",
          "unique boats_pier_id_name_unique (pier_id, name)",
        ]),
      Example(
        """
        export async function up(knex) {
          await knex.schema.alterTable('berths', (t) => {
            t.string('code').unique();
          });
        }
        """,
        declares: ["berths (code?)", "unique berths_code_unique (code)"]),
      .rejects("const boat = await knex('boats').insert({ name }).returning('id');"),
      .rejects("dom.createTable(rows).appendTo(page);"),
    ])

  private static func read(_ file: SourceFile, _ dialect: MigrationDialect) -> Schema {
    var reader = MigrationReader(dialect)
    reader.read(file)
    return reader.schema
  }
}
