import DatabaseErrors
import Fixes

extension RecipeBook {
  static let laravelMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      needs: [.databases([.postgreSQL])],
      steps: [
        .migration(
          laravelMigration(
            facade: "DB",
            """
              // The table stays writable meanwhile, which is not possible in a transaction.
              public $withinTransaction = false;

              public function up()
              {
                // One that failed at repeated rows leaves an invalid index.
                DB::statement('DROP INDEX CONCURRENTLY IF EXISTS «index»');
                DB::statement('CREATE UNIQUE INDEX CONCURRENTLY «index» ON «plain table» («columns»)');
              }

              public function down()
              {
                DB::statement('DROP INDEX CONCURRENTLY IF EXISTS «index»');
              }
            """))
      ],
      because: laravelKey),
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      steps: [
        .migration(
          laravelMigration(
            facade: "Schema",
            """
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
            """))
      ],
      because: laravelKey),
  ]

  private static let laravelKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to \
    handle the refusal.
    """

  private static func laravelMigration(facade: String, _ body: String) -> MigrationForm {
    let blueprint = facade == "Schema" ? "use Illuminate\\Database\\Schema\\Blueprint;\n" : ""
    return MigrationForm(
      folder: "database/migrations/", digits: 14...14, digitSeparator: "_", separator: "_",
      suffix: ".php", mark: "extends Migration", name: "add_unique_key_to_«plain table»",
      text: CodeTemplate(
        stringLiteral: """
          <?php

          use Illuminate\\Database\\Migrations\\Migration;
          \(blueprint)use Illuminate\\Support\\Facades\\\(facade);

          \(repeatedRows(comment: "//"))
          return new class extends Migration
          {
          \(body)
          };
          """), level: "    ")
  }

  /// What a migration says of rows that repeat its key: how they are found, and what would take
  /// them out, which nothing runs.
  static func repeatedRows(comment: String) -> String {
    """
    \(comment) Fails while rows repeat the key. This finds them:
    \(comment)   SELECT «columns», count(*) FROM «plain table»
    \(comment)   GROUP BY «columns» HAVING count(*) > 1
    \(comment) Which of them stays is for people to decide. Nothing runs this, which keeps the first:
    \(comment)   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
    \(comment)     WHERE «same as kept» AND kept.id < «plain table».id)
    """
  }

  /// From the state before the migration, with rows in place that repeat the key.
  static let laravelMigrationTests: [TestRecipe] = [
    TestRecipe(
      remedy: .addConstraint, path: "tests/Feature/UniqueKeyOf«class of table»Test.php",
      framework: "phpunit",
      title: "The migration stops at rows that repeat the key, deletes none, binds without them",
      needs: [.path("tests/TestCase.php"), .path("database/factories/«model»Factory.php")],
      level: "    ",
      code: """
        <?php

        namespace Tests\\Feature;

        use App\\Models\\«model»;
        use Illuminate\\Database\\QueryException;
        use Illuminate\\Foundation\\Testing\\DatabaseMigrations;
        use Illuminate\\Support\\Facades\\Artisan;
        use Tests\\TestCase;

        class UniqueKeyOf«class of table»Test extends TestCase
        {
          use DatabaseMigrations;

          private const MIGRATION = '«new migration»';

          public function test_it_stops_at_rows_that_repeat_it_and_deletes_none(): void
          {
            $this->assertFileExists(base_path(self::MIGRATION));
            Artisan::call('migrate:rollback', ['--path' => self::MIGRATION, '--force' => true]);
            [$first, $repeated] = $this->repeatedRows();

            $refusal = null;
            try {
              Artisan::call('migrate', ['--path' => self::MIGRATION, '--force' => true]);
            } catch (QueryException $exception) {
              $refusal = $exception;
            }

            $this->assertNotNull($refusal, 'The migration goes through in spite of repeated rows.');
            $this->assertNotNull($first->fresh());
            $this->assertNotNull($repeated->fresh());

            $repeated->forceDelete();
            Artisan::call('migrate', ['--path' => self::MIGRATION, '--force' => true]);
            $this->expectException(QueryException::class);
            «model»::factory()->create([«data of first»]);
          }

          private function repeatedRows(): array
          {
            $first = «model»::factory()->create();

            return [$first, «model»::factory()->create([«data of first»])];
          }
        }
        """)
  ]
}
