extension Runner {
  /// Signals and callbacks of models: the application's handler runs inside of them.
  static let callbacks = [
    Runner(
      name: "a signal", context: .callback,
      places: [
        "django/dispatch/dispatcher", "blinker/base", "sqlalchemy/event/attr", "pydispatch",
      ],
      functions: ["send", "send_robust", "<listcomp>", "_send", "__call__", "asend"],
      position: .outside,
      examples: ["django/dispatch/dispatcher.py send", "sqlalchemy/event/attr.py __call__"],
      nearMisses: ["django/dispatch/dispatcher.py connect", "harbour/dispatcher.py send"]),
    Runner(
      name: "a model's callback", context: .callback,
      places: [
        "active_record/callbacks", "mongoid/interceptable", "sequel/model/hooks",
      ], position: .outside,
      examples: [
        "active_record/callbacks.rb _create_record", "active_record/callbacks.rb destroy",
      ],
      nearMisses: [
        "active_support/callbacks.rb run_callbacks", "abstract_controller/callbacks.rb x",
      ]),
    Runner(
      name: "a model's event", context: .callback,
      places: [
        "Illuminate/Database/Eloquent/Concerns/HasEvents", "Doctrine/ORM/Event",
        "Doctrine/Common/EventManager", "yii/base/Component", "Cake/Event/EventManager",
      ], functions: ["fireModelEvent", "invoke", "dispatchEvent", "trigger", "dispatch"],
      position: .outside,
      examples: [
        #"Illuminate\Database\Eloquent\Concerns\HasEvents fireModelEvent"#,
        #"Doctrine\ORM\Event\ListenersInvoker invoke"#,
      ],
      nearMisses: [#"Illuminate\Events\Dispatcher dispatch"#, #"Doctrine\ORM\UnitOfWork commit"#]),
    Runner(
      name: "an entity's callback", context: .callback,
      places: [
        "org/hibernate/jpa/event/internal",
        "org/hibernate/event/internal/AbstractSaveEventListener",
        "org/eclipse/persistence/descriptors/DescriptorEventManager",
        "org/springframework/data/mapping/callback", "org/springframework/data/auditing",
      ],
      functions: [
        "performCallback", "callback", "preCreate", "postCreate", "notifyListener", "invoke",
        "preUpdate", "postUpdate", "invokeCallback",
      ], position: .outside,
      examples: [
        "org.hibernate.jpa.event.internal.CallbackRegistryImpl preCreate",
        "org.hibernate.jpa.event.internal.EntityCallback performCallback",
      ],
      nearMisses: [
        "org.hibernate.internal.SessionImpl persist", "org.hibernate.jpa.HibernateX run",
      ]),
    Runner(
      name: "a hook", context: .callback,
      places: [
        "sequelize/lib/hooks", "sequelize/dist/lib/hooks", "typeorm/subscriber/Broadcaster",
        "kareem", "objection/lib/queryBuilder", "gorm/io/gorm/callbacks",
        "Microsoft/EntityFrameworkCore/Diagnostics/Internal/SaveChangesInterceptor",
        "FluentKit/ModelMiddleware", "go-pg/pg/orm/hook",
      ], position: .outside,
      examples: [
        "node_modules/sequelize/lib/hooks.js runHooks", "gorm.io/gorm/callbacks BeforeCreate",
      ],
      nearMisses: ["node_modules/sequelize/lib/model.js create", "gorm.io/gorm.(*DB) Create"]),
  ]

  /// Deletions by an ORM, with what hangs on the row.
  static let deletions = [
    Runner(
      name: "the deletion of a row", context: .deletion,
      places: ["django/db/models/deletion", "active_record/associations/builder"],
      functions: ["delete", "collect", "can_fast_delete", "adelete"],
      examples: ["django/db/models/deletion.py delete", "django/db/models/deletion.py collect"],
      nearMisses: ["django/db/models/deletion.py CASCADE", "harbour/deletion.py delete"]),
    Runner(
      name: "the deletion of a row", context: .deletion,
      places: [
        "active_record/persistence", "active_record/callbacks", "active_record/transactions",
        "sequel/model/base", "Illuminate/Database/Eloquent/Model",
      ],
      functions: [
        "destroy", "destroy!", "destroy_row", "_destroy_delete", "delete", "performDeleteOnModel",
      ],
      examples: [
        "active_record/persistence.rb destroy",
        #"Illuminate\Database\Eloquent\Model performDeleteOnModel"#,
      ],
      nearMisses: [
        "active_record/persistence.rb save!", #"Illuminate\Database\Eloquent\Model save"#,
      ]),
    Runner(
      name: "the deletion of a row", context: .deletion,
      places: [
        "org/hibernate/event/internal/DefaultDeleteEventListener",
        "org/hibernate/action/internal/EntityDeleteAction", "typeorm/persistence",
        "Doctrine/ORM/Persisters/Entity/BasicEntityPersister", "sqlalchemy/orm/persistence",
        "sequelize/lib/instance",
      ],
      functions: [
        "onDelete", "execute", "delete", "executeRemoveOperations", "delete_obj", "destroy",
      ],
      examples: [
        "org.hibernate.action.internal.EntityDeleteAction execute",
        "sqlalchemy/orm/persistence.py delete_obj",
      ],
      nearMisses: ["sqlalchemy/orm/persistence.py save_obj", "typeorm/persistence/X.js save"]),
  ]

  /// The end of a transaction, without statements of its own.
  static let commits = [
    Runner(
      name: "the end of a transaction", context: .commit,
      places: [
        "django/db/transaction", "django/db/backends/base/base", "sqlalchemy/engine",
        "psycopg/connection", "asyncpg/transaction", "peewee", "pony/orm", "tortoise/backends",
        "active_record/connection_adapters", "sequel/database/transactions",
        "Illuminate/Database/Concerns/ManagesTransactions", "Doctrine/DBAL/Connection", "PDO",
        "org/springframework/transaction/support/AbstractPlatformTransactionManager",
        "org/hibernate/engine/transaction/internal/TransactionImpl",
        "org/hibernate/resource/transaction", "org/postgresql/jdbc/PgConnection",
        "com/zaxxer/hikari/pool/ProxyConnection", "knex/lib/execution/transaction",
        "sequelize/lib/transaction", "typeorm/driver", "Microsoft/EntityFrameworkCore/Storage",
        "Npgsql/NpgsqlTransaction", "database/sql", "gorm/io/gorm", "jackc/pgx",
        "DBConnection", "db_connection", "Ecto/Adapters/SQL", "sqlx", "FluentKit", "GRDB",
      ],
      functions: [
        "commit", "_commit", "__exit__", "_commit_impl", "commit_transaction",
        "commit_db_transaction", "Commit", "CommitAsync", "commit_db_transaction!", "doCommit",
        "commitTransaction", "processCommit", "commit/3", "_do_commit", "commitImpl",
        "__aexit__",
      ],
      position: .inside,
      deniedBy: [
        "flush", "_flush", "execute", "_execute", "executemany", "execute_sql", "executeUpdate",
        "executeBatch", "beforeTransactionCompletion", "exec_query", "internal_execute",
        "executeStatement", "save_obj", "delete_obj", "exec_no_cache", "execute_query",
        "doFlush", "_execute_with_wrappers", "flushBeforeTransactionCompletion", "managedFlush",
      ],
      examples: ["django/db/backends/base/base.py _commit", "database/sql.(*Tx) Commit"],
      nearMisses: ["django/db/transaction.py savepoint", "sqlalchemy/orm/session.py flush"])
  ]
}
