import Fixes

/// Tests of the changes that recipes make.
extension RecipeBook {
  static let railsTests: [TestRecipe] = [
    TestRecipe(
      remedy: .validateOnPath, path: "spec/models/taken_«file of model»_spec.rb",
      framework: "rspec",
      title: "A second «model» with a taken «words» is not valid",
      needs: [.path("spec/rails_helper.rb"), .tree("factory :«file of model»")],
      code: """
        require "rails_helper"

        RSpec.describe «model», type: :model do
          it "refuses a taken «words»" do
            taken = FactoryBot.create(:«file of model»)
            repeated = FactoryBot.build(:«file of model», «taken members»)

            expect(repeated).not_to be_valid
            expect(repeated.errors.of_kind?(:«field», :taken)).to be(true)
            expect { repeated.save }.not_to change(described_class, :count)
          end

          it "takes a free one" do
            expect(FactoryBot.build(:«file of model»)).to be_valid
          end
        end
        """),
    TestRecipe(
      remedy: .validateOnPath, path: "test/models/taken_«file of model»_test.rb",
      framework: "minitest", title: "A second «model» with a taken «words» is not valid",
      needs: [.path("test/test_helper.rb"), .tree("factory :«file of model»")],
      code: """
        require "test_helper"

        class Taken«model»Test < ActiveSupport::TestCase
          test "refuses a taken «words»" do
            taken = FactoryBot.create(:«file of model»)
            repeated = FactoryBot.build(:«file of model», «taken members»)

            assert_not repeated.valid?
            assert repeated.errors.of_kind?(:«field», :taken)
            assert_no_difference("«model».count") { repeated.save }
          end

          test "takes a free one" do
            assert FactoryBot.build(:«file of model»).valid?
          end
        end
        """),
    TestRecipe(
      remedy: .validateOnPath, path: "test/models/taken_«file of model»_test.rb",
      framework: "minitest", title: "A second «model» with a taken «words» is not valid",
      needs: [.path("test/test_helper.rb")],
      code: """
        require "test_helper"

        class Taken«model»Test < ActiveSupport::TestCase
          test "refuses a taken «words»" do
            repeated = «plain table»(:«fixture»).dup

            assert_not repeated.valid?
            assert repeated.errors.of_kind?(:«field», :taken)
            assert_no_difference("«model».count") { repeated.save }
          end

          test "takes what is there" do
            assert «plain table»(:«fixture»).valid?
          end
        end
        """),
  ]

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
