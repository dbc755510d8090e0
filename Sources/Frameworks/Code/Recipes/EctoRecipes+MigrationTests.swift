import Fixes

/// Tests of the migration that the recipes write: from the version before, with rows in place that
/// repeat the key.
extension RecipeBook {
  static let ectoMigrationTests: [TestRecipe] = [
    TestRecipe(
      remedy: .addConstraint, path: "test/migrations/unique_«plain table»_test.exs",
      framework: "exunit",
      title:
        "The migration stops at rows that repeat the key, deletes none, and binds without them",
      needs: [
        .path("test/test_helper.exs"), .tree("Ecto.Adapters.SQL.Sandbox"),
        .tree("Ecto.Adapters.Postgres"),
        // What a migration says in SQL is not made in the schema of the test.
        .not(.tree("    execute ")), .not(.tree("    execute(")), .not(.tree("execute \"\"\"")),
      ],
      code: """
        defmodule Unique«class of table»Test do
          use ExUnit.Case, async: false

          alias Ecto.Adapters.SQL.Sandbox
          alias «repository», as: Repo

          @schema "«key schema»"

          setup do
            Sandbox.mode(Repo, :auto)
            Repo.query!("DROP SCHEMA IF EXISTS #{@schema} CASCADE")
            Repo.query!("CREATE SCHEMA #{@schema}")

            on_exit(fn ->
              Repo.query!("DROP SCHEMA #{@schema} CASCADE")
              Sandbox.mode(Repo, :manual)
            end)

            migrate(to: «version before»)
            Enum.each([«sample parents»], &insert/1)
            insert("«sample row»")
          end

          test "the migration stops at rows that repeat the key, and deletes none" do
            insert("«repeated row»")

            assert_raise Postgrex.Error, fn -> migrate(to: «version of key») end
            assert Repo.query!("SELECT count(*) FROM #{@schema}.«plain table»").rows == [[2]]
          end

          test "a second row is refused when it has run" do
            migrate(to: «version of key»)

            assert_raise Postgrex.Error, fn -> insert("«repeated row»") end
          end

          defp migrate(target) do
            Ecto.Migrator.run(Repo, :up, target ++ [prefix: @schema, log: false])
          end

          defp insert(statement) do
            Repo.query!(String.replace(statement, "INSERT INTO ", "INSERT INTO #{@schema}."))
            :ok
          end
        end
        """)
  ]
}
