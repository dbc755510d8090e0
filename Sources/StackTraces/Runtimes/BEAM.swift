extension Runtime {
  /// The virtual machine of Erlang: Elixir's banners and stack traces, reports of OTP, the shells,
  /// ExUnit, and stack traces printed as terms.
  public static let beam = Runtime(
    name: "BEAM",
    platforms: ["elixir", "erlang"],
    marks: ["** (", "exception error", "in function ", "file: ", "{file,"],
    read: { lines in
      var reader = BEAMReader(lines)
      return reader.readAll()
    },
    foreign: ForeignCode(
      folders: ["/deps/", "/lib/elixir/lib/", "/lib/erlang/lib/", "/_build/"],
      pathPrefixes: [
        "lib/ecto/", "lib/ecto_sql/", "lib/phoenix/", "lib/plug/", "lib/postgrex/", "lib/myxql/",
        "lib/db_connection", "lib/oban/", "lib/ex_unit/", "lib/mix/", "lib/task/", "lib/enum.ex",
        "lib/phoenix_live_view/", "lib/bandit/", "lib/absinthe/", "lib/broadway/", "lib/stream.ex",
        "lib/process.ex", "lib/task.ex", "lib/code.ex", "lib/kernel/", "lib/agent/", "lib/map.ex",
        "lib/gen_server.ex", "lib/exqlite", "lib/tds/", "src/cowboy", "src/epgsql", "src/iex/",
      ],
      modules: [
        "Ecto", "Postgrex", "MyXQL", "Exqlite", "Tds", "DBConnection", "Plug", "Phoenix", "Oban",
        "ExUnit", "Mix", "IEx", "Bandit", "ThousandIsland", "Cowboy", "Absinthe", "Broadway",
        "GenServer", "Task", "Enum", "Stream", "Kernel", "Process", "Supervisor", "Agent", "Code",
        "elixir", "gen_server", "proc_lib", "timer", "gen_statem", "gen", "supervisor", "lists",
        "maps", "erlang", "erl_eval", "shell", "init", "elixir_compiler", "elixir_eval", "p1_pgsql",
        "pgsql", "epgsql", "epgsql_sock", "cowboy_stream_h", "cowboy_handler", "application_master",
        "sqlite3", "p1_mysql", "mysql", "mysql_conn", "init_p",
      ],
      trustsModules: true),
    examples: [
      TraceExample(
        """
        10:00:00.123 [error] #PID<0.640.0> running HarbourWeb.Endpoint terminated
        Request: POST /boats
        ** (exit) an exception was raised:
            ** (Ecto.ConstraintError) constraint error when attempting to insert struct:

            * "boats_sail_no_index" (unique_constraint)

        The changeset has not defined any constraint.

                (ecto 3.10.3) lib/ecto/repo/schema.ex:804: anonymous fn/4 in Ecto.Repo.Schema.constraints_to_errors/3
                (elixir 1.15.4) lib/enum.ex:1693: Enum."-map/2-lists^map/1-1-"/2
                (harbour 0.1.0) lib/harbour/boats.ex:12: Harbour.Boats.register/1
                (harbour 0.1.0) lib/harbour_web/controllers/boat_controller.ex:9: HarbourWeb.BoatController.create/2
        """,
        exceptions: [
          """
          Ecto.ConstraintError: constraint error when attempting to insert struct:

              * "boats_sail_no_index" (unique_constraint)

          The changeset has not defined any constraint.
          """
        ],
        frames: [
          "lib/harbour_web/controllers/boat_controller.ex:9 HarbourWeb.BoatController.create/2",
          "lib/harbour/boats.ex:12 Harbour.Boats.register/1",
          #"lib/enum.ex:1693 Enum."-map/2-lists^map/1-1-"/2"#,
          "lib/ecto/repo/schema.ex:804 anonymous fn/4 in Ecto.Repo.Schema.constraints_to_errors/3",
        ]),
      TraceExample(
        """
        ** exception error: no match of right hand side value {error,{error,error,<<"23505">>}}
             in function  boats:register/2 (src/boats.erl, line 31)
             in call from harbour:open/0 (harbour.erl, line 8)
        """,
        exceptions: [
          "error: no match of right hand side value {error,{error,error,<<\"23505\">>}}"
        ],
        frames: ["harbour.erl:8 harbour:open/0", "src/boats.erl:31 boats:register/2"]),
    ])
}
