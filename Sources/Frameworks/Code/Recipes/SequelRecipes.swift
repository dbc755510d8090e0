import DatabaseErrors
import Fixes

extension RecipeBook {
  static let sequel = RecipeBook(
    lists: ["symbols": ListForm("«column»", " ")],
    recipes: [
      CodeRecipe(
        .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
        needs: driverNeeds,
        steps: [
          .wrap(
            opening: "begin",
            closing: """
              rescue Sequel::UniqueConstraintViolation => error
                raise unless error.message.match?(/«index»|«dotted pattern»/)

                «refusal»
              end
              """)
        ],
        because: driverTaken,
        examples: [
          .becomes(
            "app.rb",
            """
            require "sequel"

            class Shop < Sequel::Model
              def self.open(name)
                raise NameTaken if Shop.first(name: name)
            ↓    Shop.create(name: name)
              end
            end
            """,
            """
            require "sequel"

            class Shop < Sequel::Model
              def self.open(name)
                raise NameTaken if Shop.first(name: name)
                begin
                  Shop.create(name: name)
                rescue Sequel::UniqueConstraintViolation => error
                  raise unless error.message.match?(/shops_name_key|shops\\.name/)

                  raise NameTaken
                end
              end
            end
            """, violates: .key("shops", ["name"]))
        ])
    ] + sequelMigrations, tests: sequelMigrationTests)
}
