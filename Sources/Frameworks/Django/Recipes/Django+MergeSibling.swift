import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Takes the mark off the row that has it before another one gets it.
  static let mergeSibling = DjangoRecipe(
    .mergeSibling,
    fixes: { reading, _ in
      [MovedMark(reading)?.fix ?? MovedChildren(reading)?.fix].compactMap(\.self)
    },
    tests: { reading, _ in
      [MovedMark(reading)?.test ?? MovedChildren(reading)?.test].compactMap(\.self)
    },
    examples: [
      .matches(
        "one row of each parent is the main one", .mainBerth,
        holds: [
          "+    with transaction.atomic():",
          "+            boat_id=lease.boat_id,", "+            is_main=True,",
          "update(is_main=False)", "+        lease.save()",
        ],
        lease + """
          def make_main(request, pk):
              lease = get_object_or_404(Lease, pk=pk)
              lease.is_main = True
          ↓    lease.save()
              return JsonResponse({"lease": lease.pk})

          """),
      .matches(
        "the mark is set right before the save of some fields", .mainBerth,
        holds: ["+        lease.save(update_fields=[\"is_main\"])"],
        lease + """
          def make_main(request, pk):
              lease = Lease.objects.get(pk=pk)
              lease.is_main = True
          ↓    lease.save(update_fields=["is_main"])
              return JsonResponse({"lease": lease.pk})

          """),
      .matches(
        "rows of a doubled parent move to the one that stays",
        ConstraintViolation(kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        holds: [
          "+    taken = list(Visit.objects.filter(boat=boat).values_list(\"day\", flat=True))",
          "+    Visit.objects.filter(boat=doubled).exclude(day__in=taken).update(boat=boat)",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat, Visit


          def merge(request, pk, other):
              boat = Boat.objects.get(pk=pk)
              doubled = Boat.objects.get(pk=other)
          ↓    Visit.objects.filter(boat=doubled).update(boat=boat)
              doubled.delete()
              return JsonResponse({"boat": boat.pk})

          """),
      .rejects(
        "the doubled parent stays",
        ConstraintViolation(kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        Example.models + """
          # file: harbour/views.py
          from .models import Boat, Visit


          def move(request, pk, other):
              boat = Boat.objects.get(pk=pk)
              doubled = Boat.objects.get(pk=other)
          ↓    Visit.objects.filter(boat=doubled).update(boat=boat)

          """),
      .rejects(
        "the mark is not what is set", .mainBerth,
        lease + """
          def move(request, pk):
              lease = get_object_or_404(Lease, pk=pk)
              lease.boat_id = request.POST["boat"]
          ↓    lease.save()
              return JsonResponse({"lease": lease.pk})

          """),
      .rejects(
        "a key without a condition", ConstraintViolation.boatNumber,
        Example.models + """
          # file: harbour/views.py
          from .models import Boat


          def rename(request, pk):
              boat = Boat.objects.get(pk=pk)
              boat.number = request.POST["number"]
          ↓    boat.save()

          """),
    ])

  private static let lease = """
    # file: harbour/models.py
    from django.db import models


    class Boat(models.Model):
        number = models.CharField(max_length=12, unique=True)


    class Lease(models.Model):
        boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
        berth = models.CharField(max_length=10)
        is_main = models.BooleanField(default=False)

        class Meta:
            constraints = [
                models.UniqueConstraint(
                    fields=["boat"], condition=models.Q(is_main=True), name="one_main_lease"
                ),
            ]

    # file: harbour/views.py
    from django.http import JsonResponse
    from django.shortcuts import get_object_or_404

    from .models import Lease



    """
}

extension ConstraintViolation {
  fileprivate static let mainBerth = ConstraintViolation(
    kind: .unique, constraint: "one_main_lease", table: "harbour_lease", columns: ["boat_id"])
}

/// A mark that one row of each group may have, moved to another row.
private struct MovedMark {
  let reading: DjangoReading
  private let site: PythonSite
  private let write: DjangoWrite
  private let model: DjangoModel
  /// The row that gets the mark, as the code calls it.
  private let row: String
  private let mark: DjangoModel.Field
  private let group: [DjangoModel.Field]

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, let write = reading.write,
      write.operation == .save, !site.isAsync, let model = reading.model,
      case .attribute(let base, _) = write.call.callee.kind, let row = base.dottedName
    else { return nil }
    let key = Set(reading.violatedColumns)
    let name = reading.failure.violation?.constraint
    let marked = model.constraints.lazy.compactMap {
      constraint -> (DjangoModel.Constraint, String)? in
      let columns = Set(constraint.fields.compactMap { model.column(of: $0) })
      guard constraint.kind == .unique, constraint.isConditional,
        name.map({ $0 == constraint.name }) ?? (columns == key),
        let mark = constraint.onlyMark
      else { return nil }
      return (constraint, mark)
    }.first
    guard let (constraint, markName) = marked, let mark = model.field(named: markName),
      mark.type == "BooleanField",
      write.values.last(where: { $0.field == mark.name })?.expression.kind == .true
    else { return nil }
    let group = constraint.fields.compactMap(model.field(named:))
    guard group.count == constraint.fields.count, !group.isEmpty else { return nil }
    self.reading = reading
    self.site = site
    self.write = write
    self.model = model
    self.row = row
    self.mark = mark
    self.group = group
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard let margin = file.margin(of: write.statement),
      let range = file.lines(of: [write.statement])
    else { return nil }
    let inner = margin + style.indent
    let filter =
      group.map { field in
        let name = field.isRelation ? field.name + "_id" : field.name
        return "\(name)=\(row).\(name)"
      } + ["\(mark.name)=True"]
    var text = "\(margin)with transaction.atomic():\n"
    text += style.call(
      "\(model.name).\(model.managerOfAllRows).filter", filter,
      suffix: ".exclude(pk=\(row).pk).update(\(mark.name)=False)", margin: inner)
    text += "\n" + file.reindented(range, from: margin, to: inner, statements: [write.statement])
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["transaction"], from: "django.db", in: file)
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Take `\(mark.name)` off the other row first in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        One row of each \(group.map(\.verboseName).joined(separator: " and ")) may have the mark, so \
        the row that has it gives it up in the same transaction. Two requests at once can still \
        collide; one of them is then refused.
        """)
  }

  /// The mark moves, and exactly one row has it.
  var test: TestCase? {
    guard var scenario = DjangoScenario(reading),
      let own = scenario.fixtures.row(of: model),
      let others = scenario.fixtures.otherArguments(
        for: model, leavingOut: [mark.name], sharing: Set(group.map(\.name)))
    else { return nil }
    let shared = group.map { "\($0.name)=\(own).\($0.name)" }
    let other = DjangoFixtures.call(
      "\(model.name).objects.create", shared + others + ["\(mark.name)=True"],
      prefix: "self.marked = ")
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)MarkTests(TestCase):")
    file.add("    \"\"\"One row has the mark, and it can move.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp + other)
    file.method(
      "test_the_mark_moves(self)",
      [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
        "\(own).refresh_from_db()", "self.marked.refresh_from_db()",
        "self.assertTrue(\(own).\(mark.name))", "self.assertFalse(self.marked.\(mark.name))",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_mark"), framework: "django",
      code: file.text, title: "The mark of a \(model.verboseName) moves to another row")
  }
}

extension DjangoModel.Constraint {
  /// `is_main` of `condition=Q(is_main=True)`.
  fileprivate var onlyMark: String? {
    guard let condition, let open = condition.utf8.firstIndex(of: UInt8(ascii: "(")),
      condition.hasSuffix("=True)"), condition[..<open].hasSuffix("Q")
    else { return nil }
    let name = String(condition[condition.utf8.index(after: open)...].dropLast("=True)".count))
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? name : nil
  }
}
