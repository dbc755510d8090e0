import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Gives a key and what points to it a wider type.
  static let widenKey = DjangoRecipe(
    .widenKey,
    fixes: { reading, remedy in reading.widenKey(remedy) },
    examples: [
      .matches(
        "a table of the models",
        ConstraintViolation(kind: .outOfRange, table: "harbour_boat", columns: ["id"]), .guidance,
        holds: ["ALTER TABLE \"harbour_boat\" ALTER COLUMN \"id\" TYPE bigint;"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "another table",
        ConstraintViolation(kind: .outOfRange, table: "harbour_visit", columns: ["id"]), .guidance,
        holds: ["\"harbour_visit_id_seq\""],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "nothing is known of the table", ConstraintViolation(kind: .outOfRange),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "nothing is known of the table, and the source is cut off",
        ConstraintViolation(kind: .outOfRange),
        Example.models + """
          # excerpt: harbour/services.py:40
          ↓    store(number)

          """),
    ])
}

extension DjangoRecipe {
  /// Adds a column in steps that both releases can live with.
  static let expandThenContract = DjangoRecipe(
    .expandThenContract,
    fixes: { reading, remedy in reading.expandThenContract(remedy) },
    examples: [
      .matches(
        "a table of the models",
        ConstraintViolation(kind: .notNull, table: "harbour_boat", columns: ["name"]), .guidance,
        holds: [
          "ALTER TABLE \"harbour_boat\" ADD CONSTRAINT \"harbour_boat_name_filled\"", "NOT VALID",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "another table",
        ConstraintViolation(kind: .notNull, table: "harbour_visit", columns: ["note"]), .guidance,
        holds: ["VALIDATE CONSTRAINT \"harbour_visit_note_filled\""],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "nothing is known of the table", ConstraintViolation(kind: .notNull),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "nothing is known of the table, and the source is cut off",
        ConstraintViolation(kind: .notNull),
        Example.models + """
          # excerpt: harbour/services.py:40
          ↓    store(number)

          """),
    ])
}

extension DjangoRecipe {
  /// Creates the part of a table that is missing, and one for all the rest.
  static let addPartition = DjangoRecipe(
    .addPartition,
    fixes: { reading, remedy in reading.addPartition(remedy) },
    examples: [
      .matches(
        "a table of the models",
        ConstraintViolation(kind: .check, table: "harbour_boat", columns: []), .guidance,
        holds: ["PARTITION OF \"harbour_boat\" DEFAULT"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "another table", ConstraintViolation(kind: .check, table: "harbour_visit", columns: []),
        .guidance,
        holds: ["pg_partition_tree('\"harbour_visit\"')"],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "nothing is known of the table", ConstraintViolation(kind: .check),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "nothing is known of the table, and the source is cut off",
        ConstraintViolation(kind: .check),
        Example.models + """
          # excerpt: harbour/services.py:40
          ↓    store(number)

          """),
    ])
}

extension DjangoRecipe {
  /// Builds an index anew after the rows that it should have refused are out.
  static let rebuildIndex = DjangoRecipe(
    .rebuildIndex,
    fixes: { reading, remedy in reading.rebuildIndex(remedy) },
    examples: [
      .matches(
        "a table of the models",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]), .guidance,
        holds: ["GROUP BY \"number\" HAVING COUNT(*) > 1;"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "another table",
        ConstraintViolation(kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        .guidance,
        holds: ["GROUP BY \"boat_id\", \"day\" HAVING COUNT(*) > 1;"],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "nothing is known of the table", ConstraintViolation(kind: .unique),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "nothing is known of the table, and the source is cut off",
        ConstraintViolation(kind: .unique),
        Example.models + """
          # excerpt: harbour/services.py:40
          ↓    store(number)

          """),
    ])
}

/// Changes of a schema or of stored rows that only people can decide on: shown with the names of
/// the model at hand, never applied.
extension DjangoReading {
  private var table: String? { model?.table ?? Self.table(failure) }

  /// A wider type for the key and for what points to it.
  func widenKey(_ remedy: Remedy) -> [Fix] {
    guard let model else { return [] }
    let key = model.fields.first(where: \.isPrimaryKey)
    let name = key?.column ?? "id"
    return [
      Fix(
        title: "Give `\(model.name)` a key of eight bytes", applicability: .guidance,
        rationale: """
          The type of the key is full, so every insert fails until it is wider. Changing the type \
          rewrites the whole table under a lock: for a large one add a second column, fill it in \
          batches, and swap. Everything that points to the key needs the wider type as well; \
          `AlterField` on the key changes Django's own foreign keys with it.
          """,
        sketch: """
          # the model, then makemigrations
          \(name) = models.BigAutoField(primary_key=True)

          -- PostgreSQL, small table
          ALTER TABLE "\(model.table)" ALTER COLUMN "\(name)" TYPE bigint;
          ALTER SEQUENCE "\(model.table)_\(name)_seq" AS bigint;

          """)
    ]
  }

  /// A new column in steps that work with the code before and after each of them.
  func expandThenContract(_ remedy: Remedy) -> [Fix] {
    guard let table, let column = violatedColumns.first else { return [] }
    let field = model?.field(column: column)
    let name = field?.name ?? column
    let type = field?.type ?? "…Field"
    return [
      Fix(
        title: "Add `\(name)` in steps that both releases can live with", applicability: .guidance,
        rationale: """
          The database was changed before all of the old code was gone, and old code does not know \
          the column. First a column that may be empty or has a default of the database's own, then \
          the code that fills it, then the rows that are there, and the demand last, in a release \
          of its own.
          """,
        sketch: """
          # release 1: models.\(type)(null=True), or db_default=… (Django 5 and later)
          # release 2: the code that fills it; a migration that fills what is there, in batches
          # release 3: models.\(type)() without null, in PostgreSQL without a long lock:
          ALTER TABLE "\(table)" ADD CONSTRAINT "\(table)_\(column)_filled"
            CHECK ("\(column)" IS NOT NULL) NOT VALID;
          ALTER TABLE "\(table)" VALIDATE CONSTRAINT "\(table)_\(column)_filled";
          ALTER TABLE "\(table)" ALTER COLUMN "\(column)" SET NOT NULL;
          ALTER TABLE "\(table)" DROP CONSTRAINT "\(table)_\(column)_filled";

          """)
    ]
  }

  /// The part of a table that is missing, and one for all the rest.
  func addPartition(_ remedy: Remedy) -> [Fix] {
    guard let table else { return [] }
    return [
      Fix(
        title: "Create the missing part of `\(table)`, and one for all the rest",
        applicability: .guidance,
        rationale: """
          No part of the table takes the row. A default part catches what nobody planned for, and a \
          check that runs daily says when the parts ahead run out; without it the same comes back \
          at the end of the next period. Rows that are in the default part already keep a part for \
          their range from being added.
          """,
        sketch: """
          migrations.RunSQL(
              '''CREATE TABLE "\(table)_default" PARTITION OF "\(table)" DEFAULT''',
              '''DROP TABLE "\(table)_default"''',
          )

          -- which parts there are
          SELECT relid::regclass, pg_get_expr(c.relpartbound, c.oid)
          FROM pg_partition_tree('"\(table)"') JOIN pg_class c ON c.oid = relid WHERE isleaf;

          """)
    ]
  }

  /// The index is built anew after the rows that it should have refused are taken out.
  func rebuildIndex(_ remedy: Remedy) -> [Fix] {
    guard let table else { return [] }
    let columns = violatedColumns.map { "\"\($0)\"" }.joined(separator: ", ")
    let index = failure.violation?.constraint ?? "…"
    let groups =
      columns.isEmpty
      ? ""
      : """
      -- what the index should have refused; without it, or it would answer
      SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;
      SELECT \(columns), COUNT(*), array_agg(ctid) FROM "\(table)"
      GROUP BY \(columns) HAVING COUNT(*) > 1;

      """
    return [
      Fix(
        title: "Take the repeated rows of `\(table)` out and build `\(index)` anew",
        applicability: .guidance,
        rationale: """
          The index no longer agrees with the table, most often after the collation of the system \
          changed. Take a copy of the data first, decide group by group which row stays, and build \
          the index last; other indexes on texts are suspect too.
          """,
        sketch: groups + """
          REINDEX INDEX CONCURRENTLY "\(index)";
          ALTER DATABASE … REFRESH COLLATION VERSION;

          """)
    ]
  }
}
