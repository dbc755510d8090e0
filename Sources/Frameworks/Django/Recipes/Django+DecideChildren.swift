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
      .matches(
        "children that point to a row of a query set", .child,
        holds: ["+            berth.delete()"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Berth


          def close(request, code):
              berth = Berth.objects.get(code=code)
          ↓    berth.delete()
              return JsonResponse({"closed": code})

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
    guard let (parent, plan) = Self.ownDelete(reading) ?? Self.inheritedDelete(reading) else {
      return nil
    }
    let children = reading.source.relations(to: parent).filter { child in
      ["PROTECT", "RESTRICT", "DO_NOTHING"].contains(child.relation.onDeleteName ?? "")
    }
    guard !children.isEmpty else { return nil }
    self.reading = reading
    self.plan = plan
    self.parent = parent
    self.children = children
  }

  /// A statement of the application's.
  private static func ownDelete(_ reading: DjangoReading) -> (DjangoModel, TranslationPlan)? {
    guard let site = reading.site, let write = reading.write, write.operation == .delete,
      case .attribute(let base, "delete") = write.call.callee.kind,
      let parent = model(of: base, at: site, write, reading),
      let plan = TranslationPlan(reading), plan.addedMethod == nil, plan.isOneStatement
    else { return nil }
    return (parent, plan)
  }

  /// A generic view that deletes the row of its URL, without a line of the application's own.
  private static func inheritedDelete(
    _ reading: DjangoReading
  ) -> (DjangoModel, TranslationPlan)? {
    guard reading.sites.isEmpty, let site = reading.routedView, let type = site.type,
      site.deletesRow(in: reading.source),
      !["form_valid", "delete", "post"].contains(where: { type.method($0) != nil })
    else { return nil }
    let rows = type.value("queryset").flatMap { DjangoQuery($0, in: site.file)?.model }
    guard let name = type.value("model")?.modelName ?? rows,
      let parent = reading.source.model(name, in: site.file)
    else { return nil }
    let plan = TranslationPlan(reading, site, adding: .formValid, .formMethod(form: "form"))
    return (parent, plan)
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
    func attempt(_ body: String, margin: String) -> String {
      "\(margin)try:\n\(margin)\(style.indent)with transaction.atomic():\n\(body)"
        + "\(margin)except \(caught):\n" + plan.answer(message, margin: margin + style.indent)
    }
    if let method = plan.addedMethod {
      guard let last = plan.site.type?.body.last, let margin = file.margin(of: last) else {
        return nil
      }
      let (level, inner) = (style.indent, margin + style.indent)
      let body = "\(inner)\(level)\(level)return super().\(method.name)(form)\n"
      change.insert(
        "\n\(margin)def \(method.name)(self, form):\n" + attempt(body, margin: inner),
        at: file.lineEnd(of: last.span.end - 1), in: file)
    } else {
      guard let first = plan.wrapped.first, let margin = file.margin(of: first),
        let range = file.lines(of: plan.wrapped)
      else { return nil }
      let body = file.reindented(
        range, from: margin, to: margin + style.indent + style.indent, statements: plan.wrapped)
      change.edit(file, Edit(range, with: attempt(body, margin: margin)))
    }
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
      "Say that the \(parent.verboseName) is in use in `\(placeName)`",
      .unsafe,
      because: """
        Rows of \(names) point to it. Refusing keeps them; to delete them as well (`CASCADE`) or \
        to let go of them (`SET_NULL`) is a decision about the data.\(migration)
        """)
  }

  private var placeName: String {
    plan.site.functionName ?? plan.site.type?.name ?? "the function"
  }

  /// A row in use stays, one that is not is deleted.
  var test: TestCase? {
    guard let child = children.first, var scenario = DjangoScenario(reading, of: parent),
      let row = scenario.fixtures.row(of: parent)
    else { return nil }
    let (setUp, known) = (scenario.setUp, scenario.fixtures.lines.count)
    guard
      let rest = scenario.fixtures.arguments(
        for: child.model, leavingOut: [child.relation.name])
    else { return nil }
    scenario.fixtures.need(child.model)
    let made =
      Array(scenario.fixtures.lines[known...])
      + DjangoFixtures.call(
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
