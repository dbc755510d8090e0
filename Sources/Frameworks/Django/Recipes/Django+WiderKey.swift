import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Takes the column into the key by which the code looks.
  static let widenConstraint = DjangoRecipe(
    .widenConstraint,
    fixes: { reading, remedy in reading.widenConstraint(remedy) },
    tests: { reading, _ in [reading.widerKeyTest].compactMap(\.self) },
    examples: [
      .matches(
        "unique within a berth",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]), .unsafe,
        holds: [
          "fields=[\"berth\", \"number\"]",
          "-    number = models.CharField(max_length=12, unique=True)",
        ],
        Example.models + """
          # file: harbour/migrations/0001_initial.py
          from django.db import migrations


          class Migration(migrations.Migration):
              initial = True
              operations = []
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.filter(berth=berth, number=number).exists():
                  raise ValueError("taken")
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "without migrations at hand",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]), .guidance,
        holds: ["fields=[\"berth\", \"number\"]"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.filter(berth=berth, number=number).exists():
                  raise ValueError("taken")
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "the look-up asks for the key alone",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.filter(number=number).exists():
                  raise ValueError("taken")
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "nobody looks",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// The key takes the column along by which the code looks.
  func widenConstraint(_ remedy: Remedy) -> [Fix] {
    guard let key = widerKey else { return [] }
    let narrow = (model?.fieldNames(for: violatedColumns) ?? violatedColumns)
      .joined(separator: ", ")
    let scope = key.fields.filter { !violatedColumns.contains($0.column) }.map(\.name)
      .joined(separator: ", ")
    let title = "Make \(narrow) of `\(key.model.name)` unique within \(scope)"
    let rationale = """
      The code asks for \(narrow) within \(scope), the key holds everywhere. If the code is right, \
      the key is too strict; the wider one is weaker, so no stored row breaks it. If the key is \
      right, leave it and ask without \(scope): decide which before this is merged.
      """
    if let change = replacement(by: key, migration: "\(key.model.name.lowercased())_wider_key"),
      let fix = change.fix(title, .unsafe, because: rationale)
    {
      return [fix]
    }
    let list = key.fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
    return [
      Fix(
        title: title, applicability: .guidance, rationale: rationale,
        sketch: """
          class \(key.model.name)(…):
              # the old unique key goes; makemigrations writes the migration
              class Meta:
                  constraints = [
                      models.UniqueConstraint(fields=[\(list)], name="\(key.name)"),
                  ]

          """)
    ]
  }

  /// The violated columns with those that the guarding look-up asks for beside them.
  var widerKey: MissingKey? {
    guard let model, !violatedColumns.isEmpty else { return nil }
    let looked = checks.last { found in
      found.prevention.holds && found.check.otherPredicates.isEmpty
        && Set(found.check.columns).isStrictSuperset(of: violatedColumns)
    }
    guard let looked else { return nil }
    let scope = looked.check.columns.filter { !violatedColumns.contains($0) }
    return MissingKey(model, scope + violatedColumns)
  }
}
