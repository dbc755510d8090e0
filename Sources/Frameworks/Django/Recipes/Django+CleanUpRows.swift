import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Merges the rows that keep a rule from being added.
  static let cleanUpRows = DjangoRecipe(
    .cleanUpRows,
    fixes: { reading, remedy in
      reading.loadsRows ? reading.insertOrRead(remedy) : reading.cleanUpRows(remedy)
    },
    tests: { reading, _ in
      [reading.loadsRows ? reading.repetitionTest : nil].compactMap(\.self)
    },
    examples: [
      .matches(
        "a key of one column",
        ConstraintViolation(
          kind: .couldNotCreateUniqueIndex, table: "harbour_boat", columns: ["number"]), .guidance,
        holds: ["SELECT \"number\", COUNT(*) FROM \"harbour_boat\""],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "a key of two columns",
        ConstraintViolation(
          kind: .couldNotCreateUniqueIndex, table: "harbour_visit", columns: ["boat_id", "day"]),
        .guidance,
        holds: ["GROUP BY \"boat_id\", \"day\" HAVING COUNT(*) > 1;"],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "nothing is known of the table", ConstraintViolation(kind: .couldNotCreateUniqueIndex),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
      .rejects(
        "the column is none of the model's",
        ConstraintViolation(
          kind: .couldNotCreateUniqueIndex, table: "harbour_boat", columns: ["flag"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// Whether a command of the application, not a migration, writes the rows: run again, it has to
  /// find them.
  fileprivate var loadsRows: Bool {
    isAboutUniqueness && sites.contains { $0.entry == .command }
      && !sites.contains { $0.contexts.contains(.migration) }
  }

  /// The rows that keep a migration from adding its rule.
  func cleanUpRows(_ remedy: Remedy) -> [Fix] {
    guard let model, let key = loneKey(model) else { return [] }
    let quoted = key.map { "\"\($0.column)\"" }.joined(separator: ", ")
    let names = key.map { "\"\($0.name)\"" }.joined(separator: ", ")
    return [
      Fix(
        title:
          "Merge the rows of `\(model.name)` that share \(key.map(\.name).joined(separator: ", ")) first",
        applicability: .guidance,
        rationale: """
          The rule cannot be added while stored rows break it. Which row is kept is for people to \
          decide: look at the groups, write the rule down as a step of its own before the key, and \
          try it on a copy of the data.
          """,
        sketch: """
          -- which groups there are
          SELECT \(quoted), COUNT(*) FROM "\(model.table)"
          GROUP BY \(quoted) HAVING COUNT(*) > 1;

          # a migration before the one that failed
          def keep_the_oldest(apps, schema_editor):
              \(model.name) = apps.get_model("\(model.appLabel)", "\(model.name)")
              rows = \(model.name).objects.using(schema_editor.connection.alias)
              groups = rows.values(\(names)).annotate(n=models.Count("pk")).filter(n__gt=1).order_by()
              for group in groups:
                  key = {name: group[name] for name in (\(names),)}
                  kept, *others = rows.filter(**key).order_by("pk")
                  ...  # move what points to the others over to `kept`, then delete them

          """)
    ]
  }

  private func loneKey(_ model: DjangoModel) -> [DjangoModel.Field]? {
    let fields = violatedColumns.compactMap(model.field(column:))
    return fields.isEmpty || fields.count != violatedColumns.count ? nil : fields
  }
}
