import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Looks in the database that is written.
  static let readFromPrimary = DjangoRecipe(
    .readFromPrimary,
    fixes: { reading, _ in [reading.lookInWrittenDatabase].compactMap(\.self) },
    examples: [
      .matches(
        "a look into a replica",
        holds: ["+    if Boat.objects.using(\"default\").filter(number=number).exists():"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.using("replica").filter(number=number).exists():
                  raise ValueError("taken")
          ↓    return Boat.objects.create(number=number, berth=berth)

          """),
      .matches(
        "the write names its database", holds: ["using(\"west\").filter(number=number).first()"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              boat = Boat.objects.using("west_replica").filter(number=number).first()
              if boat is None:
          ↓        boat = Boat.objects.using("west").create(number=number, berth=berth)
              return boat

          """),
      .rejects(
        "both name one database",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.using("west").filter(number=number).exists():
                  raise ValueError("taken")
          ↓    return Boat.objects.using("west").create(number=number, berth=berth)

          """),
      .rejects(
        "no database is named",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
              if Boat.objects.filter(number=number).exists():
                  raise ValueError("taken")
          ↓    return Boat.objects.create(number=number, berth=berth)

          """),
    ])

  /// The same for a look-up and a write that go to two databases.
  static let useOneDatabase = DjangoRecipe(
    .useOneDatabase, fixes: readFromPrimary.fixes, examples: readFromPrimary.examples)
}

extension DjangoReading {
  fileprivate var lookInWrittenDatabase: Fix? {
    guard let site, let write else { return nil }
    let written = write.call.callee.usedDatabase
    let alias = written.map { site.file.source(of: $0) } ?? site.file.style.literal("default")
    var change = PythonChange()
    var names: [String] = []
    for check in checks where check.file.source == site.file.source {
      guard let used = check.query.expression.usedDatabase,
        let name = used.stringValue, name != (written?.stringValue ?? "default")
      else { continue }
      change.edit(site.file, Edit(used.span.start..<used.span.end, with: alias))
      names.append(name)
    }
    guard let name = names.first else { return nil }
    return change.fix(
      "Look in the database that is written, not in `\(name)`", .unsafe,
      because: """
        A copy lags behind, so it does not show the row that stands in the way. Where a router \
        chooses the database for reads, name the one that is written with `using`. Two requests at \
        once can still both look before either writes.
        """)
  }
}

extension PythonExpression {
  /// `"replica"` of `Boat.objects.using("replica").filter(…)`.
  fileprivate var usedDatabase: PythonExpression? {
    chain.first { $0.name == "using" }?.arguments?.first?.value
  }
}
