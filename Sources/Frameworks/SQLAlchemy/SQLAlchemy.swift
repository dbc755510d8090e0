import Fixes
import SourceCode

extension Framework {
  /// SQLAlchemy's ORM and Core, with Flask, FastAPI or alone; Alembic's migrations.
  public static let sqlAlchemy: Framework = {
    var framework = pythonReading(
      name: "sqlalchemy", marks: ["sqlalchemy", "sqlmodel"],
      imports: ["sqlalchemy", "flask_sqlalchemy", "sqlmodel"],
      idioms: [
        // `session.get("user_id")` asks Flask's session, whatever the database.
        "session.add(", "session.add_all(", "session.execute(", "session.query(",
        "session.commit(", "session.flush(", "session.merge(", "session.scalar", "db.session",
        ".query.filter_by(", ".scalar_one", "begin_nested(",
      ],
      calls: .sqlAlchemy, [.sqlAlchemy, .sql])
    framework.reads = {
      SQLAlchemyReader(python: .sqlAlchemy($0, PythonSource($0.tree, $1)))
    }
    return framework
  }()
}

/// Python code with SQLAlchemy, and its recipes.
private struct SQLAlchemyReader: FrameworkReader {
  let python: PythonReader

  var facts: SourceFacts { python.facts }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] {
    reading(facts, remedy)?.fixes(for: remedy) ?? []
  }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] {
    remedies.first.flatMap { reading(facts, $0) }?.tests(for: remedies) ?? []
  }

  private func reading(_ facts: SourceFacts, _ remedy: Remedy) -> SQLAlchemyReading? {
    SQLAlchemyReading(python, facts, remedy)
  }
}

extension PythonReader {
  /// Reads code with SQLAlchemy.
  static func sqlAlchemy(_ failure: Failure, _ source: PythonSource) -> PythonReader {
    PythonReader(failure, source, [.sqlAlchemy, .sql], .sqlAlchemy)
  }
}

extension PythonLibrary {
  /// SQLAlchemy 1.4 and 2, Flask-SQLAlchemy and SQLModel.
  static let sqlAlchemy = PythonLibrary(
    declares: { SQLAlchemyRelation.declared($0, $1) },
    declarationMarks: ["Column(", "mapped_column(", "table=True"],
    uses: { statement, scope in SQLAlchemyUses(statement, scope).found },
    callbacks: { use, source in SQLAlchemyEvents.callbacks(of: use, source) },
    writesAtCommit: true)
}

/// What SQLAlchemy runs by itself around the writing of a row.
enum SQLAlchemyEvents {
  private static let events: Set<String> = [
    "before_insert", "after_insert", "before_update", "after_update", "before_delete",
    "after_delete",
  ]

  /// The functions under `@event.listens_for(Boat, "after_insert")`.
  static func callbacks(of use: PythonRowUse, _ source: PythonSource) -> [PythonDefinition] {
    guard let name = use.relation?.facts.name ?? use.name else { return [] }
    var result: [PythonDefinition] = []
    for file in source.files(mentioning: "listens_for") {
      for (statement, function, _) in file.functions {
        let listens = function.decorators.contains { decorator in
          guard let call = decorator.asCall, call.name == "listens_for",
            call.positional.first?.dottedName?.lastName == name,
            let event = call.positional.dropFirst().first?.stringValue
          else { return false }
          return events.contains(event) && event.hasSuffix("delete") == (use.operation == .delete)
        }
        if listens {
          result.append(
            PythonDefinition(file: file, statement: statement, kind: .function(function)))
        }
      }
    }
    return result
  }
}

extension LibraryCalls {
  /// Names as in SQLAlchemy 0.9 to 2.1.
  static let sqlAlchemy = LibraryCalls([
    Entry("alembic", [], .migrate),
    Entry("flask_migrate", [], .migrate),
    Entry("sqlalchemy/sql/ddl", [], .migrate),
    Entry(
      "sqlalchemy/orm/session",
      ["bulk_save_objects", "bulk_insert_mappings", "_bulk_save_mappings"], .bulkInsert),
    Entry("sqlalchemy/orm/session", ["bulk_update_mappings"], .update),
    Entry("sqlalchemy", ["commit", "_commit_impl"], .commit),
    Entry("sqlalchemy/orm/session", ["flush", "_flush", "_autoflush", "merge"], .save),
    Entry("sqlalchemy/orm/query", ["update"], .update),
    Entry("sqlalchemy/orm/query", ["delete"], .delete),
    Entry("sqlalchemy", ["one", "one_or_none", "scalar_one", "scalar_one_or_none"], .read),
    Entry(
      "sqlalchemy", ["execute", "scalar", "scalars", "exec", "exec_driver_sql"], .rawStatement),
    Entry("sqlmodel", ["exec"], .rawStatement),
  ])

  static let peewee = LibraryCalls([
    Entry("playhouse/migrate", [], .migrate),
    Entry("peewee", ["get_or_create", "on_conflict"], .upsert),
    Entry("peewee", ["bulk_create", "insert_many"], .bulkInsert),
    Entry("peewee", ["create"], .create),
    Entry("peewee", ["bulk_update"], .update),
    Entry("peewee", ["delete_instance"], .delete),
    Entry("peewee", ["save"], .save),
    Entry("peewee", ["commit", "__exit__"], .commit),
    Entry("peewee", ["execute", "execute_sql"], .rawStatement),
  ])

  static let tortoise = LibraryCalls([
    Entry("aerich", [], .migrate),
    Entry("tortoise", ["get_or_create", "update_or_create"], .upsert),
    Entry("tortoise", ["bulk_create"], .bulkInsert),
    Entry("tortoise", ["create"], .create),
    Entry("tortoise", ["bulk_update", "update"], .update),
    Entry("tortoise", ["delete"], .delete),
    Entry("tortoise", ["save"], .save),
    Entry("tortoise", ["get", "get_or_none"], .read),
    Entry("tortoise/backends", ["execute_query", "execute_insert"], .rawStatement),
  ])

  static let pony = LibraryCalls([
    Entry("pony/orm", ["commit", "__exit__"], .commit),
    Entry("pony/orm", ["flush"], .save),
    Entry("pony/orm", ["delete"], .delete),
    Entry("pony/orm", ["get"], .read),
    Entry("pony/orm", ["execute"], .rawStatement),
  ])
}
