extension Runner {
  /// Changes of the schema, and of the rows with it.
  static let migrations = [
    Runner(
      name: "a migration", context: .migration,
      places: ["migrations", "migration", "Migrations"], isNumbered: true,
      examples: [
        "harbour/migrations/0003_add_berth.py forwards", "db/migrations/V7__berths.sql x",
      ],
      nearMisses: ["harbour/migrations/views.py add", "birds/migration/routes.py add"]),
    Runner(
      name: "Django's migrations", context: .migration,
      places: [
        "django/core/management/commands/migrate", "django/db/migrations/executor",
        "django/db/migrations/migration", "south/migration",
      ], marks: [.command("manage.py", "migrate")],
      examples: ["django/core/management/commands/migrate.py handle", "command manage.py migrate"],
      nearMisses: [
        "django/core/management/commands/runserver.py handle", "command manage.py shell",
      ]),
    Runner(
      name: "Alembic", context: .migration,
      places: ["alembic/runtime", "alembic/versions", "alembic/command", "alembic/operations"],
      marks: [.command("alembic", nil)],
      examples: [
        "alembic/runtime/migration.py run_migrations", "alembic/versions/3f2c_a.py upgrade",
      ],
      nearMisses: ["harbour/alembic.py brew", "chemistry/alembic/flask.py heat"]),
    Runner(
      name: "Rails' migrations", context: .migration,
      places: [
        "db/migrate", "active_record/migration", "active_record/tasks/database_tasks",
        "sequel/extensions/migration", "data_migrate",
      ],
      examples: ["db/migrate/20310401_add_berths.rb change", "active_record/migration.rb exec"],
      nearMisses: ["app/models/migrate.rb change", "active_record/persistence.rb create"]),
    Runner(
      name: "PHP migrations", context: .migration,
      places: [
        "Illuminate/Database/Migrations/Migrator", "Doctrine/Migrations", "DoctrineMigrations",
        "Phinx/Migration", "database/migrations", "yii/db/Migration", "Cycle/Migrations",
      ],
      examples: [
        #"Illuminate\Database\Migrations\Migrator runUp"#, "database/migrations/2031_berths.php up",
      ],
      nearMisses: [#"Illuminate\Database\Connection statement"#, #"App\Migrator run"#]),
    Runner(
      name: "Node migrations", context: .migration,
      places: [
        "knex/lib/migrations", "typeorm/migration", "typeorm/src/migration", "umzug",
        "sequelize-cli", "@mikro-orm/migrations", "db-migrate/lib", "node-pg-migrate",
        "drizzle-orm/migrator", "prisma/migrations", "kysely/dist/cjs/migration",
      ],
      examples: [
        "node_modules/knex/lib/migrations/migrate/Migrator.js _runBatch",
        "node_modules/umzug/lib/umzug.js runCommand",
      ],
      nearMisses: ["node_modules/knex/lib/client.js query", "src/typeorm/boats.ts save"]),
    Runner(
      name: "JVM migrations", context: .migration,
      places: [
        "org/flywaydb/core", "liquibase/changelog", "liquibase/executor", "liquibase/command",
        "org/jooq/impl/Migrations", "play/api/db/evolutions",
        "org/hibernate/tool/schema",
      ],
      examples: [
        "org.flywaydb.core.internal.command.DbMigrate doMigrateGroup",
        "liquibase.changelog.ChangeSet execute",
      ],
      nearMisses: [
        "org.hibernate.engine.jdbc.spi.SqlExceptionHelper convert", "liquibaseui.Page x",
      ]),
    Runner(
      name: "other migrations", context: .migration,
      places: [
        "Microsoft/EntityFrameworkCore/Migrations", "System/Data/Entity/Migrations",
        "FluentMigrator/Runner", "DbUp/Engine", "Evolve/Migration", "Ecto/Migrator",
        "Ecto/Migration", "ecto/migrator", "ecto/migration", "pressly/goose",
        "golang-migrate/migrate", "gorm/io/gorm/migrator", "rubenv/sql-migrate",
        "ent/dialect/sql/schema", "diesel_migrations", "sqlx_core/migrate", "sea_orm_migration",
        "refinery_core", "FluentKit/Migration", "GRDB/DatabaseMigrator",
        "DBIx/Class/DeploymentHandler",
        "goose/v3",
      ],
      examples: [
        "Microsoft.EntityFrameworkCore.Migrations.Internal.Migrator Migrate",
        "lib/ecto/migrator.ex run/4",
      ],
      nearMisses: [
        "Microsoft.EntityFrameworkCore.DbContext SaveChanges", "lib/ecto/repo.ex insert/2",
      ]),
  ]

  /// Loading of rows: fixtures, seeds, imports, restores.
  static let fixtures = [
    Runner(
      name: "fixtures of a Python application", context: .fixture,
      places: [
        "django/core/management/commands/loaddata", "django/core/serializers", "django_seed",
        "import_export/resources", "sqlalchemy_seeder",
      ], position: .anywhere,
      marks: [.command("manage.py", "loaddata"), .command("manage.py", "seed")],
      examples: [
        "django/core/management/commands/loaddata.py load_label", "command manage.py loaddata",
      ],
      nearMisses: ["django/core/signing.py loads", "command manage.py dumpdata"]),
    Runner(
      name: "seeds", context: .fixture,
      places: [
        "db/seeds", "database/seeds", "database/seeders", "seeders", "prisma/seed", "seed_fu",
        "priv/repo/seeds", "active_record/fixtures", "Illuminate/Database/Seeder",
        "Illuminate/Database/Console/Seeds", "Doctrine/Bundle/FixturesBundle",
        "Doctrine/Common/DataFixtures", "DataFixtures", "knex/lib/migrations/seed", "seeds/rb",
        "typeorm-extension/dist/seeder", "@mikro-orm/seeder", "org/dbunit", "Database/Seeders",
        "activerecord-import/import", "org/springframework/jdbc/datasource/init",
      ],
      examples: [
        "db/seeds.rb <main>", #"Database\Seeders\HarbourSeeder run"#, "prisma/seed.ts main",
      ],
      nearMisses: ["shop/seeds/views.py add", "app/models/seed.rb grow"]),
  ]

  /// Commands of the application that are none of the others.
  static let commands = [
    Runner(
      name: "a command", context: .command,
      places: [
        "django/core/management/base", "django/core/management/__init__", "click/core",
        "typer/main", "rake/task", "thor/command", "rails/command",
        "Illuminate/Console/Command", "Symfony/Component/Console/Command", "Mix/Task", "mix/task",
        "spf13/cobra", "urfave/cli", "commander/lib/command", "yargs/build", "oclif",
        "picocli/CommandLine", "Spectre/Console/Cli", "ArgumentParser/ParsableCommand",
        "org/springframework/shell", "WP_CLI/Dispatcher", "fire/core",
      ], position: .outside, marks: [.operation("console.command"), .operation("cli")],
      examples: ["django/core/management/base.py execute", #"Illuminate\Console\Command run"#],
      nearMisses: ["harbour/click/core_values.py x", "django/core/handlers/base.py get_response"])
  ]

  /// Somebody types.
  static let shells = [
    Runner(
      name: "a shell", context: .shell,
      places: [
        "django/core/management/commands/shell", "django_extensions/management/commands/shell_plus",
        "IPython/core/interactiveshell", "<stdin>", "<console>", "<ipython-input",
        "irb/workspace", "irb/context", "pry/pry_instance", "pry/repl",
        "rails/commands/console", "Psy/ExecutionLoop", "psy/psysh", "IEx/Evaluator",
        "iex/evaluator", "node:repl", "repl/js", "REPL", "jdk/jshell", "flask/cli/shell",
        "ptpython", "Laravel/Tinker",
      ], marks: [.command("manage.py", "shell"), .command("ipython", nil)],
      examples: ["<console> <module>", "irb/workspace.rb evaluate", "IEx.Evaluator eval/3"],
      nearMisses: ["harbour/console.py open", "app/models/shell.rb open"])
  ]

  /// Administration pages that a framework makes.
  static let administration = [
    Runner(
      name: "administration pages", context: .admin,
      places: [
        "django/contrib/admin", "flask_admin", "sqladmin", "starlette_admin", "active_admin",
        "rails_admin", "administrate", "avo", "Laravel/Nova", "Filament/Resources",
        "Filament/Actions", "EasyAdminBundle", "Sonata/AdminBundle", "Backpack/CRUD", "@adminjs",
        "adminjs", "unfold/admin", "wagtail/admin", "kaffy", "trestle", "wp-admin",
      ], position: .outside,
      examples: ["django/contrib/admin/options.py changeform_view", #"Laravel\Nova\Resource x"#],
      nearMisses: ["harbour/admin.py save_model", "django/contrib/auth/views.py login"])
  ]
}
