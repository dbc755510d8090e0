import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Says in readable words that a row is still in use.
  static let decideChildren = DjangoRecipe(
    .decideChildren,
    fixes: { reading, _ in [RefusedDelete(reading)?.fix].compactMap(\.self) },
    tests: { reading, _ in [RefusedDelete(reading)?.test].compactMap(\.self) },
    examples: [
      .matches(
        "a view deletes a row that others point to", .child,
        holds: [
          "+        with transaction.atomic():", "+            berth.delete()",
          "+    except (IntegrityError, ProtectedError, RestrictedError):", "status=409",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Berth


          def close(request, pk):
              berth = get_object_or_404(Berth, pk=pk)
          ↓    berth.delete()
              return JsonResponse({"closed": pk})

          """),
      .matches(
        "children that nobody looks after are protected", .leftChild,
        holds: [
          "-    berth = models.ForeignKey(Berth, on_delete=models.DO_NOTHING)",
          "+    berth = models.ForeignKey(Berth, on_delete=models.PROTECT)",
          "+    except ProtectedError:",
        ],
        """
        # file: harbour/models.py
        from django.db import models


        class Berth(models.Model):
            code = models.CharField(max_length=10, unique=True)


        class Boat(models.Model):
            berth = models.ForeignKey(Berth, on_delete=models.DO_NOTHING)

        # file: harbour/views.py
        from django.http import JsonResponse
        from django.shortcuts import get_object_or_404

        from .models import Berth


        def close(request, pk):
            berth = get_object_or_404(Berth, pk=pk)
        ↓    berth.delete()
            return JsonResponse({"closed": pk})

        """),
      .rejects(
        "nothing is deleted", .child,
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
          ↓    boat = Boat.objects.create(number=request.POST["number"], berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "nobody is there to answer", .child,
        Example.models + """
          # file: harbour/services.py
          def close(berth):
          ↓    berth.delete()

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let child = ConstraintViolation(
    kind: .foreignKey, table: "harbour_boat", columns: ["berth_id"],
    referencedTable: "harbour_berth")
  fileprivate static let leftChild = child
}

/// A delete that the rows below refuse.
private struct RefusedDelete {
  let reading: DjangoReading
  private let plan: TranslationPlan
  private let parent: DjangoModel
  /// The models whose rows point to it and stay when it goes, with their relations.
  private let children: [(model: DjangoModel, relation: DjangoModel.Field)]

  init?(_ reading: DjangoReading) {
    guard let site = reading.site, let write = reading.write, write.operation == .delete,
      case .attribute(let base, "delete") = write.call.callee.kind,
      let parent = Self.model(of: base, at: site, write, reading),
      let plan = TranslationPlan(reading), plan.addedMethod == nil, plan.isOneStatement
    else { return nil }
    let children = reading.source.relations(to: parent).filter { child in
      ["PROTECT", "RESTRICT", "DO_NOTHING"].contains(child.relation.onDeleteName ?? "")
    }
    guard !children.isEmpty else { return nil }
    self.reading = reading
    self.plan = plan
    self.parent = parent
    self.children = children
  }

  /// What `delete()` is called on: a row that was read, or a query set.
  private static func model(
    of base: PythonExpression, at site: PythonSite, _ write: DjangoWrite, _ reading: DjangoReading
  ) -> DjangoModel? {
    if let name = write.model { return reading.source.model(name, in: site.file) }
    guard let name = base.dottedName,
      let bound = site.bindings(before: write.call.span.start)[name],
      let query = DjangoQuery(bound, in: site.file), let model = query.model
    else { return nil }
    return reading.source.model(model, in: site.file)
  }

  private var unguarded: [(model: DjangoModel, relation: DjangoModel.Field)] {
    children.filter { $0.relation.onDeleteName == "DO_NOTHING" }
  }

  private var message: String { "This \(parent.verboseName) is still in use." }

  var fix: Fix? {
    let (file, style) = (plan.file, plan.style)
    guard let margin = file.margin(of: plan.wrapped[0]), let range = file.lines(of: plan.wrapped)
    else { return nil }
    var change = PythonChange()
    for child in unguarded {
      guard let call = child.relation.call, let value = call.argument("on_delete"),
        child.model.file.source.path != DjangoLibrary.path
      else { return nil }
      let written = child.model.file.source(of: value).replacing("DO_NOTHING", by: "PROTECT")
      change.edit(
        child.model.file, Edit(value.span.start..<value.span.end, with: written))
    }
    let isOurs = unguarded.count == children.count
    let caught =
      isOurs ? "ProtectedError" : "(IntegrityError, ProtectedError, RestrictedError)"
    var text = "\(margin)try:\n\(margin)\(style.indent)with transaction.atomic():\n"
    text += file.reindented(
      range, from: margin, to: margin + style.indent + style.indent, statements: plan.wrapped)
    text += "\(margin)except \(caught):\n"
    text += plan.answer(message, margin: margin + style.indent)
    change.edit(file, Edit(range, with: text))
    change.addImport(
      isOurs ? ["transaction"] : ["IntegrityError", "transaction"], from: "django.db", in: file)
    change.addImport(
      isOurs ? ["ProtectedError"] : ["ProtectedError", "RestrictedError"],
      from: "django.db.models", in: file)
    plan.importAnswer(into: &change)
    let names = children.map(\.model.name).joined(separator: ", ")
    let migration =
      isOurs ? " Run `makemigrations` after it; the database itself does not change." : ""
    return change.fix(
      "Say that the \(parent.verboseName) is in use in `\(plan.site.functionName ?? "the function")`",
      .unsafe,
      because: """
        Rows of \(names) point to it. Refusing keeps them; to delete them as well (`CASCADE`) or \
        to let go of them (`SET_NULL`) is a decision about the data.\(migration)
        """)
  }

  /// A row in use stays, one that is not is deleted.
  var test: TestCase? {
    guard let child = children.first, var scenario = DjangoScenario(reading, of: parent),
      let row = scenario.fixtures.row(of: parent)
    else { return nil }
    let setUp = scenario.setUp
    var below = DjangoFixtures(reading.source)
    guard let rest = below.arguments(for: child.model, leavingOut: [child.relation.name]),
      below.lines.isEmpty
    else { return nil }
    scenario.fixtures.need(child.model)
    let made = DjangoFixtures.call(
      "\(child.model.name).objects.create", ["\(child.relation.name)=\(row)"] + rest)
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)InUseTests(TestCase):")
    file.add(
      "    \"\"\"A \(parent.verboseName) that is in use stays, and the answer says so.\"\"\"\n")
    file.method("setUp(self)", setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_one_that_is_not_in_use_goes(self)",
      [
        "self.assertLess(self.send().status_code, 400)",
        "self.assertEqual(\(parent.name).objects.count(), 0)",
      ])
    file.method(
      "test_one_in_use_stays(self)",
      made + ["response = self.send()"] + reading.refused(plan) + [
        "self.assertEqual(\(parent.name).objects.count(), 1)"
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_in_use"), framework: "django",
      code: file.text, title: "A \(parent.verboseName) that is in use stays")
  }
}

extension DjangoModel.Field {
  /// `PROTECT`
  fileprivate var onDeleteName: String? {
    let value = call?.argument("on_delete") ?? call?.positional.dropFirst().first
    return value?.dottedName?.lastName
  }
}

extension PythonSource {
  /// The relations that lead to a model.
  fileprivate func relations(
    to parent: DjangoModel
  ) -> [(model: DjangoModel, relation: DjangoModel.Field)] {
    var result: [(DjangoModel, DjangoModel.Field)] = []
    for file in files(mentioning: parent.name) {
      for (_, type) in file.classes {
        guard let model = model(named: type.name), model.file.source == file.source else {
          continue
        }
        for field in model.fields where field.isRelation && field.type != "ManyToManyField" {
          if target(of: field, in: model)?.table == parent.table { result.append((model, field)) }
        }
      }
    }
    return result
  }

  private func target(of field: DjangoModel.Field, in model: DjangoModel) -> DjangoModel? {
    model.target(of: field, in: self)
  }
}
