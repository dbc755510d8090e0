import Fixes

extension RecipeBook {
  static let laravelMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      steps: [
        .migration(
          MigrationForm(
            folder: "database/migrations/", digits: 14...14, digitSeparator: "_", separator: "_",
            suffix: ".php", mark: "extends Migration", name: "add_unique_key_to_«plain table»",
            text: """
              <?php

              use Illuminate\\Database\\Migrations\\Migration;
              use Illuminate\\Database\\Schema\\Blueprint;
              use Illuminate\\Support\\Facades\\Schema;

              // Fails while rows repeat the key. This finds them:
              //   SELECT «columns», count(*) FROM «plain table»
              //   GROUP BY «columns» HAVING count(*) > 1
              return new class extends Migration
              {
                public function up()
                {
                  Schema::table('«plain table»', function (Blueprint $table) {
                    $table->unique([«names»]);
                  });
                }

                public function down()
                {
                  Schema::table('«plain table»', function (Blueprint $table) {
                    $table->dropUnique([«names»]);
                  });
                }
              };
              """, level: "    "))
      ],
      because: """
        Only the database sees all writers at once. The migration fails while rows repeat the key; the \
        query in it finds them, and which of them stays is for people to decide. Writers have to \
        handle the refusal.
        """)
  ]
}
