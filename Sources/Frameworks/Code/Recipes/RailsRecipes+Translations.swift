import DatabaseErrors
import Fixes

extension RecipeBook {
  private static let railsTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the error that a \
    failed validation raises, which Rails answers with 422; every other error goes on as before.
    """

  /// A refused key takes the way of a failed validation.
  static let railsTranslations: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .inFunction, .noTransaction],
      steps: [
        .atFunctionEnd(
          """
          rescue ActiveRecord::RecordNotUnique => error
            raise unless error.message.match?(/«index»|«dotted pattern»/)

            «row».errors.add(:«field», :taken)
            «failed way»
          """)
      ],
      because: """
        Only the database can tell who was first. Its refusal of this key takes the way of a failed \
        validation, on the field; every other error goes on as before.
        """,
      examples: [
        .becomes(
          "app/controllers/boats_controller.rb",
          """
          class BoatsController < ApplicationController
            def create
              @boat = Boat.new(boat_params)
          ↓    if @boat.save
                redirect_to @boat
              else
                render :new, status: :unprocessable_entity
              end
            end
          end
          """,
          """
          class BoatsController < ApplicationController
            def create
              @boat = Boat.new(boat_params)
              if @boat.save
                redirect_to @boat
              else
                render :new, status: :unprocessable_entity
              end
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/index_boats_on_sail|boats\\.sail/)

              @boat.errors.add(:sail, :taken)
              render :new, status: :unprocessable_entity
            end
          end
          """, violates: .key("boats", ["sail"]))
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .noTransaction, .oneRow],
      steps: [
        .wrap(
          opening: "begin",
          closing: """
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/«index»|«dotted pattern»/)

              «row».errors.add(:«field», :taken)
              «failed way»
            end
            """)
      ],
      because: """
        Only the database can tell who was first. Its refusal of this key takes the way of a failed \
        validation, on the field; every other error goes on as before.
        """,
      examples: [
        .becomes(
          "app/controllers/boats_controller.rb",
          """
          class BoatsController < ApplicationController
            def create
              @boat = Boat.new(boat_params)

              respond_to do |format|
          ↓      if @boat.save
                  format.html { redirect_to @boat, notice: "Boat was created." }
                else
                  format.html { render :new, status: :unprocessable_entity }
                end
              end
            end
          end
          """,
          """
          class BoatsController < ApplicationController
            def create
              @boat = Boat.new(boat_params)

              respond_to do |format|
                begin
                  if @boat.save
                    format.html { redirect_to @boat, notice: "Boat was created." }
                  else
                    format.html { render :new, status: :unprocessable_entity }
                  end
                rescue ActiveRecord::RecordNotUnique => error
                  raise unless error.message.match?(/one_sail|boats\\.sail/)

                  @boat.errors.add(:sail, :taken)
                  format.html { render :new, status: :unprocessable_entity }
                end
              end
            end
          end
          """, violates: .key("boats", ["sail"], named: "one_sail"))
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .noTransaction, .oneRow, .ownRefusal],
      steps: [
        .wrap(
          opening: "begin",
          closing: """
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/«index»|«dotted pattern»/)

              «refusal»
            end
            """)
      ],
      because: driverTaken,
      examples: [
        .becomes(
          "app/services/enlist.rb",
          """
          class Enlist
            def call(sail)
              return Taken.new(sail) if Boat.exists?(sail: sail)

          ↓    boat = Boat.create!(sail: sail)
              Enlisted.new(boat)
            end
          end
          """,
          """
          class Enlist
            def call(sail)
              return Taken.new(sail) if Boat.exists?(sail: sail)

              begin
                boat = Boat.create!(sail: sail)
              rescue ActiveRecord::RecordNotUnique => error
                raise unless error.message.match?(/one_sail|boats\\.sail/)

                return Taken.new(sail)
              end
              Enlisted.new(boat)
            end
          end
          """, violates: .key("boats", ["sail"], named: "one_sail"))
      ]),
    railsForm,
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [
        .kinds([.unique]), .noHandler, .oneRow,
        .calls(["save!", "update!", "update_attributes!", "toggle!", "increment!"]),
      ],
      steps: [
        .wrap(
          opening: "begin",
          closing: """
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/«index»|«dotted pattern»/)

              «row».errors.add(:«field», :taken)
              raise ActiveRecord::RecordInvalid, «row»
            end
            """)
      ],
      because: railsTaken,
      examples: [
        .becomes(
          "app/controllers/berths_controller.rb",
          """
          class BerthsController < ApplicationController
            def create
              berth = @pier.berths.new(label: params[:label])
          ↓    berth.save!
              render json: berth, status: :created
            end
          end
          """,
          """
          class BerthsController < ApplicationController
            def create
              berth = @pier.berths.new(label: params[:label])
              begin
                berth.save!
              rescue ActiveRecord::RecordNotUnique => error
                raise unless error.message.match?(/one_label|berths\\.pier_id, berths\\.label/)

                berth.errors.add(:label, :taken)
                raise ActiveRecord::RecordInvalid, berth
              end
              render json: berth, status: :created
            end
          end
          """, violates: .key("berths", ["pier_id", "label"], named: "one_label")),
        .stays(
          "app/services/add_berth.rb",
          """
          class AddBerth < ApplicationService
            def call(berth)
          ↓    berth.save!
            rescue ActiveRecord::RecordNotUnique
              nil
            end
          end
          """, violates: .key("berths", ["label"])),
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .oneRow, .calls(["create!"])],
      steps: [
        .wrap(
          opening: "begin",
          closing: """
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/«index»|«dotted pattern»/)

              refused = «receiver».new(«arguments»)
              refused.errors.add(:«field», :taken)
              raise ActiveRecord::RecordInvalid, refused
            end
            """)
      ],
      because: railsTaken,
      examples: [
        .becomes(
          "app/services/add_boat.rb",
          """
          class AddBoat < ApplicationService
            def call(params)
          ↓    boat = Boat.create!(sail: params[:sail], name: params[:name])
              notify(boat)
            end
          end
          """,
          """
          class AddBoat < ApplicationService
            def call(params)
              begin
                boat = Boat.create!(sail: params[:sail], name: params[:name])
              rescue ActiveRecord::RecordNotUnique => error
                raise unless error.message.match?(/index_boats_on_sail|boats\\.sail/)

                refused = Boat.new(sail: params[:sail], name: params[:name])
                refused.errors.add(:sail, :taken)
                raise ActiveRecord::RecordInvalid, refused
              end
              notify(boat)
            end
          end
          """, violates: .key("boats", ["sail"]))
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .noTransaction, .oneRow, .calls(["create"])],
      steps: [
        .wrap(
          opening: "begin",
          closing: """
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/«index»|«dotted pattern»/)

              «target» = «receiver».new(«arguments»)
              «target».errors.add(:«field», :taken)
            end
            """)
      ],
      because: """
        Only the database can tell who was first. After its refusal of this key the row is what a \
        failed validation leaves: not stored, with the error on the field.
        """),
    .guidance(
      .translateViolation, "Answer a taken «words» where the row is written",
      needs: [.kinds([.unique]), .noHandler],
      """
      «model».transaction(requires_new: true) do
        «call»
      end
      rescue ActiveRecord::RecordNotUnique => error
        raise unless error.message.match?(/«index»|«dotted pattern»/)
        # say that «words» is taken
      """,
      because: """
        Only the database can tell who was first. The inner transaction is a savepoint, so that one \
        around it stays usable; every other error goes on as before.
        """),
  ]
  /// A form object says itself what is wrong with it.
  private static let railsForm = CodeRecipe(
    .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
    needs: [
      .kinds([.unique]), .noHandler, .noTransaction, .oneRow, .file("include ActiveModel::"),
      .tree(":«field»"), .not(.unused("return false unless valid?")),
    ],
    steps: [
      .wrap(
        opening: "begin",
        closing: """
          rescue ActiveRecord::RecordNotUnique => error
            raise unless error.message.match?(/«index»|«dotted pattern»/)

            errors.add(:«field», :taken)
            return false
          end
          """)
    ],
    because: """
      Only the database can tell who was first. Its refusal of this key becomes an error of the form, \
      on the field, as its own validations give; every other error goes on as before.
      """,
    examples: [
      .becomes(
        "app/forms/boat_form.rb",
        """
        class BoatForm
          include ActiveModel::Model

          attr_accessor :sail

          def save
            return false unless valid?

        ↓    @boat = Boat.create!(sail: sail)
            true
          end
        end
        """,
        """
        class BoatForm
          include ActiveModel::Model

          attr_accessor :sail

          def save
            return false unless valid?

            begin
              @boat = Boat.create!(sail: sail)
            rescue ActiveRecord::RecordNotUnique => error
              raise unless error.message.match?(/index_boats_on_sail|boats\\.sail/)

              errors.add(:sail, :taken)
              return false
            end
            true
          end
        end
        """, violates: .key("boats", ["sail"])),
      .stays(
        "app/forms/boat_form.rb",
        """
        class BoatForm
          include ActiveModel::Model

          attr_accessor :sail

          def save
            return false unless valid?

        ↓    @boat = Boat.create(attributes)
          rescue ActiveRecord::RecordNotUnique
            false
          end
        end
        """, violates: .key("boats", ["sail"])),
    ])
}
