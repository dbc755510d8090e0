import DatabaseErrors
import Fixes

/// Tests of the changes that the recipes make.
extension RecipeBook {
  static let railsTests = railsLimitTests + railsTakenTests + railsRequiredTests

  private static let railsTakenTests: [TestRecipe] = [
    TestRecipe(
      remedy: .validateOnPath, path: "spec/models/taken_«file of model»_spec.rb",
      framework: "rspec",
      title: "A second «model» with a taken «words» is not valid",
      needs: [
        .kinds([.unique]), .path("spec/rails_helper.rb"), .tree("factory :«file of model»"),
      ],
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
      needs: [
        .kinds([.unique]), .path("test/test_helper.rb"), .tree("factory :«file of model»"),
      ],
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
      needs: [.kinds([.unique]), .path("test/test_helper.rb")],
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
  private static let railsRequiredTests: [TestRecipe] = [
    TestRecipe(
      remedy: .requireValue, path: "spec/models/incomplete_«file of model»_spec.rb",
      framework: "rspec", title: "A «model» without «words» is not valid",
      needs: [.path("spec/rails_helper.rb"), .tree("factory :«file of model»")],
      code: """
        require "rails_helper"

        RSpec.describe «model», type: :model do
          it "asks for «words»" do
            incomplete = FactoryBot.build(:«file of model», «column»: nil)

            expect(incomplete).not_to be_valid
            expect(incomplete.errors.of_kind?(:«column», :«required error»)).to be(true)
            expect { incomplete.save }.not_to change(described_class, :count)
          end

          it "takes a whole one" do
            expect(FactoryBot.build(:«file of model»)).to be_valid
          end
        end
        """),
    TestRecipe(
      remedy: .requireValue, path: "test/models/incomplete_«file of model»_test.rb",
      framework: "minitest", title: "A «model» without «words» is not valid",
      needs: [.path("test/test_helper.rb"), .tree("factory :«file of model»")],
      code: railsRequired(of: "FactoryBot.build(:«file of model»)")),
    TestRecipe(
      remedy: .requireValue, path: "test/models/incomplete_«file of model»_test.rb",
      framework: "minitest", title: "A «model» without «words» is not valid",
      needs: [.path("test/test_helper.rb")],
      code: railsRequired(of: "«plain table»(:«fixture»)")),
  ]

  private static func railsRequired(of row: String) -> CodeTemplate {
    CodeTemplate(
      stringLiteral: """
        require "test_helper"

        class Incomplete«model»Test < ActiveSupport::TestCase
          test "asks for «words»" do
            incomplete = \(row)
            incomplete.«column» = nil

            assert_not incomplete.valid?
            assert incomplete.errors.of_kind?(:«column», :«required error»)
            assert_not incomplete.save
          end

          test "takes a whole one" do
            assert \(row).valid?
          end
        end
        """)
  }
}
