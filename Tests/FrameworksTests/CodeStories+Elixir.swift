extension CodeCase {
  private static let schema = (
    "lib/garden/bed.ex",
    """
    defmodule Garden.Bed do
      use Ecto.Schema
      import Ecto.Changeset

      schema "beds" do
        field :label, :string
        belongs_to :plot, Garden.Plot
      end

      def changeset(bed, attrs) do
        bed |> cast(attrs, [:label, :plot_id]) |> unique_constraint([:label])
      end
    end
    """
  )

  static let elixir: [CodeCase] = [
    CodeCase(
      "ecto: looks, then inserts", "ecto", "lib/garden/beds.ex",
      """
      defmodule Garden.Beds do
        alias Garden.{Bed, Repo}

        def claim(plot_id, label) do
          case Repo.get_by(Bed, plot_id: plot_id, label: label) do
            nil ->
      ↓        Repo.insert!(%Bed{plot_id: plot_id, label: label})

            bed ->
              bed
          end
        end
      end
      """, table: "beds", ["plot_id", "label"], facts: ["create", "check plot_id,label guards"],
      also: ["whole"]),
    CodeCase(
      "ecto: nobody looks", "ecto", "lib/garden_web/bed_controller.ex",
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
      """, table: "beds", ["label"], facts: ["create", "handler", "expectsViolation"],
      files: [schema]),
    CodeCase(
      "ecto: no translation for this key", "ecto", "lib/garden/beds.ex",
      """
      defmodule Garden.Beds do
        def add(attrs) do
          %Bed{}
          |> Bed.changeset(attrs)
      ↓    |> Repo.insert()
        end
      end
      """, table: "beds", ["plot_id"], facts: ["create"], files: [schema]),
    CodeCase(
      "ecto: query with a condition too many", "ecto", "lib/garden/beds.ex",
      """
      defmodule Garden.Beds do
        import Ecto.Query

        def claim(label) do
          query = from b in Bed, where: b.label == ^label and is_nil(b.removed_at)

          if Repo.exists?(query) do
            {:error, :taken}
          else
      ↓      Repo.insert(%Bed{label: label})
          end
        end
      end
      """, table: "beds", ["label"], facts: ["create", "check label {removed_at IS NULL} guards"]),
    CodeCase(
      "ecto: upsert on the wrong column", "ecto", "lib/garden/beds.ex",
      """
      defmodule Garden.Beds do
        def put(attrs) do
      ↓    Repo.insert(%Bed{label: attrs.label}, on_conflict: :replace_all, conflict_target: [:plot_id])
        end
      end
      """, table: "beds", ["label"], facts: ["create", "upsert insert(plot_id)"]),
    CodeCase(
      "ecto: a worker", "ecto", "lib/garden/workers/import.ex",
      """
      defmodule Garden.Workers.Import do
        use Oban.Worker, queue: :imports

        @impl true
        def perform(%Oban.Job{args: %{"rows" => rows}}) do
          Enum.each(rows, fn row ->
      ↓      Repo.insert!(%Bed{label: row["label"]})
          end)
        end
      end
      """, table: "beds", ["label"], facts: ["create", "writesMany", "in worker"]),
    CodeCase(
      "ecto: caught inside of a transaction", "ecto", "lib/garden/beds.ex",
      """
      defmodule Garden.Beds do
        def copy(labels) do
          Repo.transaction(fn ->
            for label <- labels do
              try do
      ↓          Repo.insert!(%Bed{label: String.downcase(label)})
              rescue
                _ in Ecto.ConstraintError -> :known
              end
            end
          end)
        end
      end
      """, table: "beds", ["label"],
      facts: [
        "create", "handler without savepoint", "catchesWithoutSavepoint", "expectsViolation",
        "foldsBeforeWrite", "inTransaction", "writesMany",
      ]),
    CodeCase(
      "ecto: an excerpt", "ecto", "lib/garden/tokens.ex",
      """
          token = Ecto.UUID.generate()

          unless Repo.get_by(Token, owner_id: owner.id) do
      ↓      Repo.insert!(%Token{owner_id: owner.id, value: token})
          end
        end
      """, table: "tokens", ["owner_id"], facts: ["create", "check owner_id guards"],
      also: ["value generator"], isExcerpt: true),
    CodeCase(
      "elixir with postgrex: plain statements", nil, "lib/boxes.ex",
      """
      defmodule Boxes do
        def add(conn, label) do
          %{num_rows: n} = Postgrex.query!(conn, "SELECT 1 FROM boxes WHERE label = $1", [label])
          if n == 0 do
      ↓      Postgrex.query!(conn, "INSERT INTO boxes (label) VALUES ($1)", [label])
          end
        end
      end
      """, table: "boxes", ["label"], facts: ["create", "check label guards"]),
  ]
}
