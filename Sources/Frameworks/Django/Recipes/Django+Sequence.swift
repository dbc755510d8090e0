import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Sets the generator of the key to the largest key stored.
  static let resetSequence = DjangoRecipe(
    .resetSequence,
    fixes: { reading, remedy in reading.resetSequence(remedy) },
    tests: { reading, _ in [reading.sequenceTest].compactMap(\.self) },
    examples: [
      .matches(
        "a migration, and who writes keys",
        ConstraintViolation(kind: .primaryKey, table: "harbour_boat", columns: ["id"]), .unsafe,
        holds: ["sequence_reset_sql(no_style(), [Boat])", "0002_boat_sequence.py"],
        Example.models + """
          # file: harbour/migrations/0001_initial.py
          from django.db import migrations


          class Migration(migrations.Migration):
              initial = True
              operations = []
          # file: harbour/management/commands/copy_boats.py
          from harbour.models import Boat


          def copy(rows, berth):
              for row in rows:
                  Boat.objects.create(id=row["id"], number=row["number"], name="", berth=berth)
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "without migrations at hand",
        ConstraintViolation(kind: .primaryKey, table: "harbour_boat", columns: ["id"]), .guidance,
        holds: ["copy_boats.py:6"],
        Example.models + """
          # file: harbour/management/commands/copy_boats.py
          from harbour.models import Boat


          def copy(rows, berth):
              for row in rows:
                  Boat.objects.create(id=row["id"], number=row["number"], name="", berth=berth)
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "the table is unknown", ConstraintViolation(kind: .primaryKey),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "no migrations, and nobody writes keys",
        ConstraintViolation(kind: .primaryKey, table: "harbour_boat", columns: ["id"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// The generator of the key goes to the largest key stored, and what writes keys itself is named.
  func resetSequence(_ remedy: Remedy) -> [Fix] {
    guard let model else { return [] }
    return [sequenceMigration(model), explicitKeys(of: model)].compactMap(\.self)
  }

  private func sequenceMigration(_ model: DjangoModel) -> Fix? {
    let name = "\(model.name.lowercased())_sequence"
    guard let migration = DjangoMigration(for: model, named: name, in: failure.tree) else {
      return nil
    }
    let (style, level) = (migration.style, migration.style.indent)
    let function = """
      def reset_sequence(apps, schema_editor):
      \(level)\"""The next key comes after the largest one stored.\"""
      \(level)connection = schema_editor.connection
      \(level)\(model.name) = apps.get_model(\(style.literal(model.appLabel)), \(style.literal(model.name)))
      \(level)for statement in connection.ops.sequence_reset_sql(no_style(), [\(model.name)]):
      \(level)\(level)schema_editor.execute(statement)
      """
    var change = PythonChange()
    change.add(
      path: migration.path,
      text: migration.text(
        imports: ["from django.core.management.color import no_style"], functions: [function],
        usesModels: false,
        operations: [
          "\(migration.margin)migrations.RunPython(reset_sequence, migrations.RunPython.noop),"
        ]))
    return change.fix(
      "Set the key generator of `\(model.name)` to the largest key stored", .unsafe,
      because: """
        Rows were written with keys of their own, and the generator does not know them. The \
        migration asks the database for the statement that `sqlsequencereset` prints; where the \
        counter follows by itself (SQLite, MySQL) it does nothing. Whoever writes keys again has to \
        do it again.
        """)
  }

  /// The code that gives rows of the model their keys: the origin of the trouble.
  private func explicitKeys(of model: DjangoModel) -> Fix? {
    var places: [SourceFacts.Place] = []
    for file in source.files(mentioning: model.name).prefix(PythonSource.filesParsedMax) {
      for (_, function, _) in file.functions {
        let line = function.body.first?.span.firstLine ?? function.line
        for write in writes(of: model, at: PythonSite(file: file, line: line)) {
          let key = write.values.first { value in
            model.field(named: value.field)?.isPrimaryKey == true && value.expression.kind != .none
          }
          guard key != nil else { continue }
          places.append(file.place(write.statement.span, in: function.name))
        }
      }
    }
    let reset = """
      from django.core.management.color import no_style
      from django.db import connection

      with connection.cursor() as cursor:  # right after the rows are written
          for statement in connection.ops.sequence_reset_sql(no_style(), [\(model.name)]):
              cursor.execute(statement)

      """
    guard !places.isEmpty else { return nil }
    let lines = places.map { "# \($0.path):\($0.line)  \($0.text)" }.joined(separator: "\n")
    return Fix(
      title: "Stop writing keys of `\(model.name)` by hand, or reset the generator after it",
      applicability: .guidance,
      rationale: """
        These statements give the key themselves, which leaves the generator behind. Leave the key \
        out and keep the foreign one in a column of its own, or reset the generator in the same run.
        """,
      sketch: lines + "\n\n" + reset)
  }
}
