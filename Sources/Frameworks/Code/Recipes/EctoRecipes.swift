import DatabaseErrors
import Fixes

extension RecipeBook {
  static let ecto = RecipeBook(
    lists: ["atoms": ListForm(":«column»"), "where": ListForm("«field»: «value»")],
    index: "«plain table»_«joined»_index",
    recipes: ectoTranslations + ectoWrites + [ectoMigration], tests: ectoMigrationTests)

  private static let ectoTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes an error of the \
    changeset, on the field, which callers know from validations; every other constraint raises as \
    before.
    """

  private static let ectoTranslations: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Declare the key over «words» on the changeset of `«model»`",
      needs: [.kinds([.unique]), .noHandler, .columns(1...1)],
      steps: [.inBuilder("|> unique_constraint(:«field»«name option»)")],
      because: ectoTaken,
      examples: [
        .becomes(
          "lib/garden_web/bed_controller.ex",
          """
          defmodule GardenWeb.BedController do
            alias Garden.{Bed, Repo}

            def create(conn, %{"bed" => bed_params}) do
              changeset = Bed.changeset(%Bed{}, bed_params)

          ↓    case Repo.insert(changeset) do
                {:ok, bed} -> render(conn, :show, bed: bed)
                {:error, changeset} -> render(conn, :new, changeset: changeset)
              end
            end
          end
          """,
          """
          defmodule Garden.Bed do
            use Ecto.Schema
            import Ecto.Changeset

            schema "beds" do
              field :label, :string
            end

            def changeset(bed, attrs) do
              bed
              |> cast(attrs, [:label])
              |> validate_required([:label])
              |> unique_constraint(:label)
            end
          end
          """, at: "lib/garden/bed.ex", violates: .key("beds", ["label"]),
          files: [
            (
              "lib/garden/bed.ex",
              """
              defmodule Garden.Bed do
                use Ecto.Schema
                import Ecto.Changeset

                schema "beds" do
                  field :label, :string
                end

                def changeset(bed, attrs) do
                  bed
                  |> cast(attrs, [:label])
                  |> validate_required([:label])
                end
              end
              """
            )
          ]),
        .stays(
          "lib/garden/beds.ex",
          """
          defmodule Garden.Beds do
            alias Garden.{Bed, Repo}

            def claim(label) do
          ↓    Repo.insert!(%Bed{label: label})
            end
          end
          """, violates: .key("beds", ["label"])),
      ]
    ).answering(.changeset),
    CodeRecipe(
      .translateViolation, "Declare the key over «words» on the changeset of `«model»`",
      needs: [.kinds([.unique]), .noHandler, .columns(2...8)],
      steps: [.inBuilder("|> unique_constraint([«atoms»]«name option»)")],
      because: ectoTaken
    ).answering(.changeset),
    .guidance(
      .translateViolation, "Declare the key over «words» on the changeset",
      needs: [.kinds([.unique]), .noHandler],
      "|> unique_constraint([«atoms»], name: :«index»)",
      because: ectoTaken),
    .guidance(
      .translateViolation, "Declare the reference on the changeset",
      needs: [.kinds([.foreignKey]), .noHandler],
      "|> foreign_key_constraint(:«column»)",
      because: """
        A parent that is not there becomes an error of the changeset, on the field, instead of an \
        exception.
        """),
    .guidance(
      .validateOnPath, "Look for a taken «words» in the changeset", needs: [.kinds([.unique])],
      "|> unsafe_validate_unique([«atoms»], Repo)",
      because: """
        Whoever repeats a value reads so together with all other errors. Two requests at once can \
        still both pass: the constraint has to be declared on the changeset as well.
        """),
    .guidance(
      .requireValue, "Demand «words» in the changeset", needs: [.kinds([.notNull])],
      "|> validate_required([«atoms»])",
      because: """
        Whoever leaves the value out reads so. A value that stands for all rows is better a default of \
        the column.
        """),
    .guidance(
      .limitInput, "Limit «words» in the changeset to what the column takes",
      needs: [.kinds([.length, .outOfRange])],
      "|> validate_length(:«column», max: limit_of_the_column)",
      because: """
        The changeset has to know the column's limit, so that whoever exceeds it reads so. A wider \
        column only moves the limit.
        """),
  ]

  private static let ectoWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Insert or take the row that is there", needs: [.kinds([.unique])],
      """
      Repo.insert(changeset, on_conflict: :nothing, conflict_target: [«atoms»])
      # An id of nil says that somebody else was first: read that row by the key.
      """,
      because: """
        The database decides who was first, in one statement. Without a target every unique key of the \
        table is passed over in silence.
        """),
    .guidance(
      .correctConflictTarget, "Name the refused key as the target: «words»",
      needs: [.kinds([.unique])],
      "on_conflict: {:replace, columns}, conflict_target: [«atoms»]",
      because: """
        The conflict that is taken care of has to be the one of the refused key: these columns and no \
        others.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      Repo.transaction(fn ->
        # the parent, which every writer of this key reads first
        Repo.one!(from p in TheParent, where: p.id == ^id, lock: "FOR UPDATE")
        # look, then write
      end)
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
  ]

  private static let ectoMigration = CodeRecipe(
    .addConstraint, "Add a unique index over «columns» to `«plain table»`",
    needs: [.not(.databases([.mySQL, .mariaDB, .sqlite]))],
    steps: [
      .migration(
        MigrationForm(
          folder: "priv/repo/migrations/", digits: 14...14, separator: "_", suffix: ".exs",
          mark: "Ecto.Migration", name: "add_unique_index_to_«plain table»",
          text: """
            # Fails while rows repeat the key. This finds them:
            #   SELECT «columns», count(*) FROM «plain table»
            #   GROUP BY «columns» HAVING count(*) > 1
            # Which of them stays is for people to decide. Nothing runs this, which keeps the first:
            #   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
            #     WHERE «same as kept» AND kept.id < «plain table».id)
            defmodule «previous».Migrations.AddUniqueIndexTo«class of table» do
              use Ecto.Migration

              @disable_ddl_transaction true
              @disable_migration_lock true

              def change do
                create unique_index(:«plain table», [«atoms»], concurrently: true)
              end
            end
            """, version: ("defmodule ", ".Migrations.")))
    ],
    because: """
      Only the database sees all writers at once. The migration fails while rows repeat the key; the \
      query in it finds them, and which of them stays is for people to decide. The changeset has to \
      declare the key as well.
      """)
}
