import Fixes

/// Tests of the changes that the recipes make.
extension RecipeBook {
  static let laravelTests: [TestRecipe] = [
    TestRecipe(
      remedy: .validateOnPath, path: "tests/Feature/Taken«model»Test.php", framework: "pest",
      title: "A request with a taken «words» is answered with 422 and the field's message",
      needs: [
        .path("tests/Pest.php"), .path("database/factories/«model»Factory.php"),
        .columns(1...1),
      ],
      level: "    ",
      code: """
        <?php

        use App\\Models\\«model»;
        use Illuminate\\Foundation\\Testing\\RefreshDatabase;

        uses(RefreshDatabase::class);

        it('refuses a taken «words»', function () {
          $taken = «model»::factory()->create();

          $this->postJson('«route»', ['«field»' => $taken->«field»] + «model»::factory()->raw())
            ->assertStatus(422)
            ->assertJsonValidationErrors(['«field»']);

          expect(«model»::query()->count())->toBe(1);
        });
        """),
    TestRecipe(
      remedy: .validateOnPath, path: "tests/Feature/Taken«model»Test.php", framework: "phpunit",
      title: "A request with a taken «words» is answered with 422 and the field's message",
      needs: [
        .path("tests/TestCase.php"), .path("database/factories/«model»Factory.php"),
        .columns(1...1),
      ],
      level: "    ",
      code: """
        <?php

        namespace Tests\\Feature;

        use App\\Models\\«model»;
        use Illuminate\\Foundation\\Testing\\RefreshDatabase;
        use Tests\\TestCase;

        class Taken«model»Test extends TestCase
        {
          use RefreshDatabase;

          public function test_a_taken_«column»_is_refused(): void
          {
            $taken = «model»::factory()->create();

            $this->postJson('«route»', ['«field»' => $taken->«field»] + «model»::factory()->raw())
              ->assertStatus(422)
              ->assertJsonValidationErrors(['«field»']);

            $this->assertSame(1, «model»::query()->count());
          }
        }
        """),
  ]
}
