import DatabaseErrors
import Fixes

/// Rows that are made again by an operation that runs again: the first one stays.
extension RecipeBook {
  static let railsRepetitions: [CodeRecipe] = ["create!", "create"].flatMap { call in
    let found = call == "create" ? "create_or_find_by" : "create_or_find_by!"
    return [
      railsRepetition(
        call,
        """
        «assigned»«receiver».\(found)(«key members») do |record|
          «other members»
        end
        """, examples: call == "create!" ? railsRepetitionExamples : []),
      railsRepetition(call, "«assigned»«receiver».\(found)(«key members»)", examples: []),
    ]
  }

  /// What gives an answer behind the row and does nothing else.
  private static let railsAnswers: Set<String> = ["render", "head", "redirect_to", "respond_with"]

  private static func railsRepetition(
    _ call: String, _ text: String, examples: [RecipeExample]
  ) -> CodeRecipe {
    CodeRecipe(
      .insertOrRead, "Create first and find on a conflict, in `«function»`",
      needs: [
        .kinds([.unique]), .calls([call]), .noHandler, .noLook, .oneRow, .unused("record"),
        .followedOnly(by: railsAnswers), .not(.generates),
      ],
      steps: [.replace(CodeTemplate(stringLiteral: text))],
      because: """
        Running again finds the row of the first run, which stays as it is. The insert decides who was \
        first, in a savepoint of its own, and takes a number of the sequence each time. What must \
        happen once besides the row still has to ask whether the row is new.
        """, examples: examples)
  }

  private static let railsRepetitionExamples: [RecipeExample] = [
    .becomes(
      "app/jobs/record_toll_job.rb",
      """
      class RecordTollJob < ApplicationJob
        def perform(receipt, cents)
      ↓    Toll.create!(receipt: receipt, cents: cents)
        end
      end
      """,
      """
      class RecordTollJob < ApplicationJob
        def perform(receipt, cents)
          Toll.create_or_find_by!(receipt: receipt) do |record|
            record.cents = cents
          end
        end
      end
      """, violates: .key("tolls", ["receipt"])),
    .becomes(
      "app/controllers/tolls_controller.rb",
      """
      class TollsController < ApplicationController
        def create
      ↓    toll = Toll.create!(receipt: params.require(:receipt))
          render json: toll
        end
      end
      """,
      """
      class TollsController < ApplicationController
        def create
          toll = Toll.create_or_find_by!(receipt: params.require(:receipt))
          render json: toll
        end
      end
      """, violates: .key("tolls", ["receipt"])),
    .stays(
      "app/jobs/record_toll_job.rb",
      """
      class RecordTollJob < ApplicationJob
        def perform(receipt, cents)
      ↓    Toll.create!(receipt: receipt, cents: cents)
          TollMailer.thanks(receipt).deliver_later
        end
      end
      """, violates: .key("tolls", ["receipt"])),
    .stays(
      "app/jobs/record_toll_job.rb",
      """
      class RecordTollJob < ApplicationJob
        def perform(values)
      ↓    Toll.create!(values)
        end
      end
      """, violates: .key("tolls", ["receipt"])),
  ]
}
