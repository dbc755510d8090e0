import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Gives a copied row a unique value of its own.
  static let resetCopiedValue = DjangoRecipe(
    .resetCopiedValue,
    fixes: { reading, _ in [reading.ownValueOfCopy].compactMap(\.self) },
    tests: { reading, _ in [reading.copyTest].compactMap(\.self) },
    examples: [
      .matches(
        "a copied text gets an ending of its own",
        holds: [
          "+    boat.number = f\"{boat.number[:3]}-{uuid4().hex[:8]}\"", "+from uuid import uuid4",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat


          def copy(request, pk):
              boat = get_object_or_404(Boat, pk=pk)
              boat.pk = None
          ↓    boat.save()
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "a value that may be left out is",
        ConstraintViolation(kind: .unique, table: "harbour_buoy", columns: ["code"]),
        holds: ["+        buoy.code = None"],
        """
        # file: harbour/models.py
        from django.db import models


        class Buoy(models.Model):
            code = models.CharField(max_length=10, null=True, unique=True)

        # file: harbour/admin.py
        from .models import Buoy


        def copy_buoys(modeladmin, request, queryset):
            for buoy in queryset:
                buoy.id = None
        ↓        buoy.save()

        """),
      .rejects(
        "the copy sets the value",
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat


          def copy(request, pk):
              boat = get_object_or_404(Boat, pk=pk)
              boat.pk = None
              boat.number = request.POST["number"]
          ↓    boat.save()
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "nothing is copied",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number):
              boat = Boat(number=number)
          ↓    boat.save()

          """),
    ])
}

extension DjangoReading {
  /// The row whose key was taken away, so that `save()` inserts a copy: `boat`, with its field.
  private var copiedRow: (name: String, field: DjangoModel.Field)? {
    guard isAboutUniqueness, let site, let write, write.operation == .save, let model,
      case .attribute(let base, _) = write.call.callee.kind, let name = base.dottedName
    else { return nil }
    var losesKey = false
    var given: Set<String> = []
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.start < write.call.span.start else { return false }
        guard case .assign(let targets, let value) = inner.kind else { return true }
        for target in targets {
          guard case .attribute(let owner, let attribute) = target.kind, owner.dottedName == name
          else { continue }
          let isKey = model.field(named: attribute)?.isPrimaryKey == true || attribute == "id"
          if isKey, value.kind == .none { losesKey = true }
          given.insert(model.column(of: attribute) ?? attribute)
        }
        return true
      }
    }
    guard losesKey, given.isDisjoint(with: violatedColumns) else { return nil }
    // Of a key of several columns the last text tells copies apart.
    let fields = violatedColumns.compactMap(model.field(column:))
    guard fields.count == violatedColumns.count,
      let field = fields.last(where: { !$0.isRelation && $0.freshValue(of: name) != nil })
    else { return nil }
    return (name, field)
  }

  fileprivate var ownValueOfCopy: Fix? {
    guard let site, let write, let (name, field) = copiedRow,
      let margin = site.file.margin(of: write.statement), let value = field.freshValue(of: name)
    else { return nil }
    let file = site.file
    var change = PythonChange()
    change.insert(
      "\(margin)\(name).\(field.name) = \(file.inOwnQuotes(value))\n",
      at: file.lineStart(of: write.statement.span.start), in: file)
    if value.mentionsUUID { change.addImport(["uuid4"], from: "uuid", in: file) }
    return change.fix(
      "Give the copy a `\(field.name)` of its own in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The copy took the unique value of its original along. What the new one should be called is \
        for people to decide; this one is free, and can be changed afterwards.
        """)
  }

  /// Copying works, more than once.
  fileprivate var copyTest: TestCase? {
    if copiedRow != nil, let test = copyTestOfAdmin { return test }
    guard copiedRow != nil, let scenario = DjangoScenario(self),
      scenario.fixtures.lines.contains(where: { $0.mentions("= \(scenario.model.name).objects") })
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)CopyTests(TestCase):")
    file.add("    \"\"\"A copy has unique values of its own.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      copyTestName,
      [
        "for count in \(copyCounts):",
        "    self.assertLess(\(scenario.send(by: "self.client")).status_code, 400)",
        "    self.assertEqual(\(model.name).objects.count(), count)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_copy"), framework: "django",
      code: file.text, title: "A \(model.verboseName) can be copied")
  }
}

extension DjangoReading {
  /// Whether a second copy of the same row keeps all other keys: none has values that the first
  /// copy has taken.
  private var canCopyTwice: Bool {
    guard let model, let violated = copiedRow?.field.name else { return true }
    let fields = model.fields.filter { $0.isUnique && !$0.isPrimaryKey && !$0.isNullable }
    let keys = model.constraints.filter { $0.kind == .unique }.map(\.fields)
    return (fields.map { [$0.name] } + keys).allSatisfy { $0.contains(violated) }
  }

  private var copyTestName: String {
    canCopyTwice ? "test_a_row_can_be_copied_twice(self)" : "test_a_row_can_be_copied(self)"
  }

  /// How many rows there are after each copy.
  private var copyCounts: String { canCopyTwice ? "(2, 3)" : "(2,)" }

  /// The same for an action of the admin.
  private var copyTestOfAdmin: TestCase? {
    guard let site, let model, let function = site.function,
      function.parameters.map(\.name).dropFirst().elementsEqual(["request", "queryset"])
    else { return nil }
    var fixtures = DjangoFixtures(source)
    fixtures.need(model)
    if let field = copiedRow?.field, field.isNullable {
      fixtures.demand(DjangoSample.value(of: field, shape: nil), for: field, of: model)
    }
    guard let row = fixtures.row(of: model), fixtures.user(mayAll: true) != nil else { return nil }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need("reverse", from: "django.urls")
    file.need(fixtures)
    let subject = function.name.camelCased
    file.add("class \(subject)CopyTests(TestCase):")
    file.add("    \"\"\"A copy has unique values of its own.\"\"\"\n")
    file.method("setUp(self)", fixtures.lines + ["self.client.force_login(self.user)"])
    file.method(
      copyTestName,
      [
        "url = reverse(\"admin:\(model.appLabel)_\(model.name.lowercased())_changelist\")",
        "data = {\"action\": \"\(function.name)\", \"_selected_action\": [\(row).pk]}",
        "for count in \(copyCounts):",
        "    self.assertLess(self.client.post(url, data).status_code, 400)",
        "    self.assertEqual(\(model.name).objects.count(), count)",
      ])
    return TestCase(
      path: testPath(for: model, "\(function.name)_copy"), framework: "django", code: file.text,
      title: "A \(model.verboseName) can be copied")
  }
}

extension DjangoModel.Field {
  /// Python for a value that no other row has, of a row with this name.
  fileprivate func freshValue(of row: String) -> String? {
    if isNullable { return "None" }
    if let value = call?.argument("default"), value.isLiteral == false {
      return "type(\(row))._meta.get_field(\"\(name)\").get_default()"
    }
    switch type {
    case "UUIDField": return "uuid4()"
    case "CharField", "SlugField", "TextField":
      guard let length = lengthMax else { return "f\"{\(row).\(name)}-{uuid4().hex[:8]}\"" }
      guard length >= 8 else { return nil }
      let kept = length - 9
      return kept > 0
        ? "f\"{\(row).\(name)[:\(kept)]}-{uuid4().hex[:8]}\"" : "uuid4().hex[:\(length)]"
    default: return nil
    }
  }
}

extension String {
  fileprivate var mentionsUUID: Bool { components(separatedBy: "uuid4").count > 1 }
}

extension PythonFile {
  /// Code that is written with double quotes, in the file's.
  fileprivate func inOwnQuotes(_ code: String) -> String { code.replacing("\"", by: style.quote) }
}
