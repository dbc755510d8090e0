import DatabaseErrors
import Fixes

/// What a model of Rails knows of the limits of its columns.
extension RecipeBook {
  private static let railsLimited: CodeTemplate = """
    Whoever gives what no row may hold reads so, and nothing is sent. Code that passes validations by \
    is still refused by the database, and a column that is changed wants its validation changed.
    """

  static let railsLimit = CodeRecipe(
    .limitInput, "Limit «words» in `«model»` to what the column takes",
    needs: [.kinds([.length]), .columns(1...1), .not(.calls(railsBypasses))],
    steps: [
      .inModel(
        "validates :«column», length: { maximum: «limit» }«or nothing»", after: railsValidations)
    ],
    because: railsLimited,
    examples: [
      .becomes(
        "app/controllers/boats_controller.rb", boats,
        """
        class Boat < ApplicationRecord
          validates :sail, presence: true
          validates :berth, length: { maximum: 8 }, allow_nil: true
        end
        """, at: "app/models/boat.rb",
        violates: ConstraintViolation(kind: .length, table: "boats", columns: ["berth"]),
        files: boat("t.string \"berth\", limit: 8")),
      .stays(
        "app/controllers/boats_controller.rb", boats,
        violates: ConstraintViolation(kind: .length, table: "boats", columns: ["berth"]),
        files: boat("t.string \"berth\"")),
    ])

  static func railsBounds(_ remedy: Remedy.Kind) -> CodeRecipe {
    CodeRecipe(
      remedy, "Keep «words» in `«model»` within what the column takes",
      needs: [.kinds([.check]), .columns(1...1), .not(.calls(railsBypasses))],
      steps: [
        .inModel(
          "validates :«column», numericality: { «numbers» }«or nothing»", after: railsValidations)
      ],
      because: railsLimited,
      examples: [
        .becomes(
          "app/controllers/boats_controller.rb", boats,
          """
          class Boat < ApplicationRecord
            validates :sail, presence: true
            validates :length, numericality: { greater_than: 0, less_than_or_equal_to: 60 }
          end
          """, at: "app/models/boat.rb", violates: .outside("boats", "length"),
          files: boat(
            """
            t.integer "length", null: false
                t.check_constraint "(length > 0) AND (length <= 60)", name: "boats_length_check"
            """)),
        .stays(
          "app/controllers/boats_controller.rb", boats, violates: .outside("boats", "length"),
          files: boat(
            """
            t.integer "length", null: false
                t.check_constraint "(length % 2) = 0", name: "boats_length_check"
            """)),
      ])
  }

  private static let boats = """
    class BoatsController < ApplicationController
      def create
        boat = Boat.new(boat_params)
    ↓    boat.save!
        render json: boat, status: :created
      end
    end
    """

  private static func boat(_ column: String) -> [(path: String, text: String)] {
    [
      (
        "app/models/boat.rb",
        """
        class Boat < ApplicationRecord
          validates :sail, presence: true
        end

        """
      ),
      (
        "db/schema.rb",
        """
        ActiveRecord::Schema.define(version: 2025_01_01_000000) do
          create_table "boats", force: :cascade do |t|
            t.string "sail", null: false
            \(column)
          end
        end

        """
      ),
    ]
  }

  static let railsLimitTests: [TestRecipe] = [
    railsLimitTest(
      "'x' * («limit» + 1)", needs: [.kinds([.length]), .path("spec/rails_helper.rb")], rspec),
    railsLimitTest(
      "«refused number»", needs: [.kinds([.check]), .path("spec/rails_helper.rb")], rspec),
    railsLimitTest(
      "'x' * («limit» + 1)", needs: [.kinds([.length]), .path("test/test_helper.rb")], minitest),
    railsLimitTest(
      "«refused number»", needs: [.kinds([.check]), .path("test/test_helper.rb")], minitest),
  ].flatMap { test in
    [Remedy.Kind.limitInput, .validateOnPath].map { remedy in
      var test = test
      test.remedy = remedy
      return test
    }
  }

  private static func railsLimitTest(
    _ value: String, needs: [RecipeNeed], _ form: (String) -> (folder: String, String)
  ) -> TestRecipe {
    let (folder, code) = form(value)
    let framework = folder == "spec" ? "rspec" : "minitest"
    let made: [RecipeNeed] = folder == "spec" ? [.tree("factory :«file of model»")] : []
    return TestRecipe(
      remedy: .limitInput,
      path: CodeTemplate(
        stringLiteral: "\(folder)/models/unfit_«file of model»_\(folder).rb"),
      framework: framework, title: "A «model» with an unfit «words» is not valid",
      needs: needs + made, code: CodeTemplate(stringLiteral: code))
  }

  private static func rspec(_ value: String) -> (folder: String, String) {
    (
      "spec",
      """
      require "rails_helper"

      RSpec.describe «model», type: :model do
        it "refuses an unfit «words»" do
          unfit = FactoryBot.build(:«file of model», «column»: \(value))

          expect(unfit).not_to be_valid
          expect(unfit.errors[:«column»]).not_to be_empty
          expect { unfit.save }.not_to change(described_class, :count)
        end

        it "takes a fit one" do
          expect(FactoryBot.build(:«file of model»)).to be_valid
        end
      end
      """
    )
  }

  private static func minitest(_ value: String) -> (folder: String, String) {
    (
      "test",
      """
      require "test_helper"

      class Unfit«model»Test < ActiveSupport::TestCase
        test "refuses an unfit «words»" do
          unfit = «plain table»(:«fixture»)
          unfit.«column» = \(value)

          assert_not unfit.valid?
          assert_not_empty unfit.errors[:«column»]
          assert_not unfit.save
        end

        test "takes a fit one" do
          assert «plain table»(:«fixture»).valid?
        end
      end
      """
    )
  }
}
