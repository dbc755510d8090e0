import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Active Record: a violation becomes what a failed validation of the same call would have been.
  static let rails = RecipeBook(
    lists: [
      "where": ListForm("«column»: «value»"), "symbols": ListForm("«column»", " "),
      "other symbols": ListForm(":«column»"),
    ],
    rowValue: "«row».«field»", dataValue: "«data»[:«field»]",
    index: "index_«plain table»_on_«joined with and»",
    recipes: railsChecks + railsTranslations + railsWrites + railsMigrations,
    tests: railsTests + railsMigrationTests)

  private static let railsLook: CodeTemplate = """
    The model looks before it is saved, so whoever repeats a value reads which one is taken. Two \
    requests at once can still both pass: the violation has to be handled as well.
    """

  static let railsValidations: Set<String> = [
    "validates", "validate", "validates_presence_of", "validates_uniqueness_of",
    "validates_length_of", "validates_format_of", "validates_associated",
  ]

  /// Calls that pass validations by.
  static let railsBypasses: Set<String> = [
    "insert", "insert!", "insert_all", "insert_all!", "upsert", "upsert_all", "update_column",
    "update_columns", "update_all", "touch", "update_attribute", "increment!", "toggle!", "import",
  ]

  private static let railsChecks: [CodeRecipe] = [
    CodeRecipe(
      .validateOnPath, "Refuse a taken «words» in `«model»`",
      needs: [
        .kinds([.unique]), .columns(1...1), .noLook, .not(.calls(railsBypasses)),
      ],
      steps: [.inModel("validates :«field», uniqueness: true", after: railsValidations)],
      because: railsLook,
      examples: [
        .becomes(
          "app/controllers/boats_controller.rb",
          """
          class BoatsController < ApplicationController
            def create
              @boat = Boat.new(boat_params)
          ↓    @boat.save!
              redirect_to @boat
            end
          end
          """,
          """
          class Boat < ApplicationRecord
            belongs_to :pier
            validates :name, presence: true
            validates :sail, uniqueness: true

            def to_s = name
          end
          """,
          at: "app/models/boat.rb", violates: .key("boats", ["sail"]),
          files: [
            (
              "app/models/boat.rb",
              """
              class Boat < ApplicationRecord
                belongs_to :pier
                validates :name, presence: true

                def to_s = name
              end
              """
            )
          ]),
        .stays(
          "app/services/load_boats.rb",
          """
          class LoadBoats < ApplicationService
            def call(rows)
          ↓    Boat.insert_all!(rows)
            end
          end
          """, violates: .key("boats", ["sail"]),
          files: [
            ("app/models/boat.rb", "class Boat < ApplicationRecord\n  belongs_to :pier\nend\n")
          ]
        ),
      ]),
    CodeRecipe(
      .validateOnPath, "Refuse a taken «words» in `«model»`",
      needs: [.kinds([.unique]), .columns(2...2), .noLook, .not(.calls(railsBypasses))],
      steps: [
        .inModel(
          "validates :«field», uniqueness: { scope: «other symbols» }", after: railsValidations)
      ],
      because: railsLook),
    CodeRecipe(
      .validateOnPath, "Refuse a taken «words» in `«model»`",
      needs: [.kinds([.unique]), .columns(3...8), .noLook, .not(.calls(railsBypasses))],
      steps: [
        .inModel(
          "validates :«field», uniqueness: { scope: [«other symbols»] }", after: railsValidations)
      ],
      because: railsLook),
    CodeRecipe(
      .requireValue, "Demand «words» in `«model»`",
      needs: [.kinds([.notNull]), .columns(1...1), .not(.calls(railsBypasses))],
      steps: [.inModel("validates :«column», «required rule»", after: railsValidations)],
      because: """
        Whoever leaves the value out reads so, and the row is not sent. Code that passes validations \
        by is still refused by the database; a value that stands for all rows is better a default of \
        the column.
        """),
    railsLimit, railsBounds(.limitInput), railsBounds(.validateOnPath),
    .guidance(
      .limitInput, "Limit «words» in `«model»` to what the column takes",
      needs: [.kinds([.length, .outOfRange, .check, .invalidValue]), .columns(1...1)],
      """
      # of the column's own limit, or: numericality: { in: … }, inclusion: { in: … }
      validates :«field», length: { maximum: limit_of_the_column }
      """,
      because: """
        The model has to know the column's limit, so that whoever exceeds it reads so. A wider column \
        only moves the limit.
        """),
    .guidance(
      .normalize, "One form of «words» in `«model»`", needs: [.columns(1...1)],
      """
      # Rails 7.1 and later: normalizes :«field», with: ->(value) { value.strip.downcase }
      before_validation { self.«field» = «field»&.strip&.downcase }
      """,
      because: """
        Writers and look-ups then see one form. Rows that are stored already keep theirs: rewrite \
        them, and merge those that become equal. Look-ups by hand have to fold the value as well.
        """),
    .guidance(
      .decideChildren, "Say what becomes of `«plain table»` when their parent goes",
      """
      # in the parent: one of restrict_with_error, destroy, nullify
      has_many :«plain table», dependent: :restrict_with_error
      """,
      because: """
        The children are somebody's data, so refusing with a message is the careful choice; destroy \
        takes them along. It holds for destroy alone: delete passes it by.
        """),
  ]

  private static let railsWrites: [CodeRecipe] =
    [
      CodeRecipe(
        .insertOrRead, "Create first and find on a conflict, in `«function»`",
        needs: [.kinds([.unique]), .calls(["find_or_create_by"]), .looksByKey, .noLook],
        steps: [.rename(to: "create_or_find_by")],
        because: createOrFind),
      CodeRecipe(
        .insertOrRead, "Create first and find on a conflict, in `«function»`",
        needs: [.kinds([.unique]), .calls(["find_or_create_by!"]), .looksByKey, .noLook],
        steps: [.rename(to: "create_or_find_by!")],
        because: createOrFind,
        examples: [
          .becomes(
            "app/jobs/tag_job.rb",
            """
            class TagJob < ApplicationJob
              def perform(name)
            ↓    Tag.find_or_create_by!(name: name)
              end
            end
            """,
            """
            class TagJob < ApplicationJob
              def perform(name)
                Tag.create_or_find_by!(name: name)
              end
            end
            """, violates: .key("tags", ["name"])),
          .stays(
            "app/jobs/tag_job.rb",
            """
            class TagJob < ApplicationJob
              def perform(name, colour)
            ↓    Tag.find_or_create_by!(name: name, colour: colour)
              end
            end
            """, violates: .key("tags", ["name"])),
        ]),
    ] + railsRepetitions + [
      .guidance(
        .insertOrRead, "Create first and find on a conflict", needs: [.kinds([.unique])],
        """
        «model».create_or_find_by!(«where») do |row|
          # the other values of a new row
        end
        """,
        because: createOrFind),
      .guidance(
        .correctConflictTarget, "Look up `«model»` by the key: «words»", needs: [.kinds([.unique])],
        """
        row = «model».find_or_initialize_by(«where»)
        row.update!(the_other_values)
        # of upsert and upsert_all: unique_by: %i[«symbols»]
        """,
        because: """
          The look-up has to ask what the key asks: these columns and no others. What else was compared \
          is a value to be written.
          """),
      CodeRecipe(
        .retryWithNewKey, "Make another «words» when it is taken, in `«function»`",
        needs: [.kinds([.unique, .primaryKey]), .noHandler, .noTransaction, .generates],
        steps: [
          .before("attempts = 0"),
          .wrap(
            opening: "begin",
            closing: """
              rescue ActiveRecord::RecordNotUnique
                attempts += 1
                retry if attempts < 3
                raise
              end
              """),
        ],
        because: """
          The statement makes a new value each time it runs. Three attempts are enough unless the values \
          run out: then a longer one is needed.
          """),
      .guidance(
        .serializeAccess, "Look and write under one lock",
        needs: [.kinds([.unique, .primaryKey, .check])],
        """
        parent.with_lock do
          # look, then
          «call»
        end
        """,
        because: """
          Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
          that is not there locks nothing, and the key in the database stays the net.
          """),
      .guidance(
        .enqueueOnCommit, "Hand the job over when its transaction has committed",
        """
        after_commit on: :create do
          # TheJob.perform_later(id)
        end
        """,
        because: """
          Before the commit the worker does not see the row. If the process dies in between, the job is \
          lost: a job in the same database is committed with the row.
          """),
    ]

  private static let createOrFind: CodeTemplate = """
    The insert decides who was first, so nothing fits between look-up and write. It takes a number of \
    the sequence each time, and its own savepoint; a validation of uniqueness in the model would \
    refuse before the index can.
    """
}
