import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// One form of the value where it is looked up and where it is stored.
  static let normalize = DjangoRecipe(
    .normalize,
    fixes: { reading, _ in
      [
        reading.lookupAsTheKeyCompares ?? reading.sameFormInLookup ?? reading.sameFormInWrite
          ?? reading.sameFormAsBelow ?? reading.noValueForBlank
      ].compactMap(\.self)
    },
    tests: { reading, _ in [reading.otherFormTest ?? reading.formOfBelowTest].compactMap(\.self) },
    examples: [
      .matches(
        "the look-up takes the form that is stored",
        holds: ["+    if Boat.objects.filter(number=number.strip().upper()).exists():"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              number = request.POST["number"]
              if Boat.objects.filter(number=number).exists():
                  return JsonResponse({"error": "this boat is here already"}, status=409)
          ↓    boat = Boat.objects.create(number=number.strip().upper(), berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "what is stored takes the form of the look-up",
        holds: ["+    boat = Boat.objects.create(number=number.upper(), berth_id=berth)"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              number = request.POST["number"]
              if Boat.objects.filter(number=number.upper()).exists():
                  return JsonResponse({"error": "this boat is here already"}, status=409)
          ↓    boat = Boat.objects.create(number=number, berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "an empty text is no value",
        ConstraintViolation(kind: .unique, table: "harbour_buoy", columns: ["code"]),
        holds: ["+    buoy = Buoy.objects.create(code=request.POST[\"code\"] or None)"],
        """
        # file: harbour/models.py
        from django.db import models


        class Buoy(models.Model):
            code = models.CharField(max_length=10, null=True, unique=True)

        # file: harbour/views.py
        from django.http import JsonResponse

        from .models import Buoy


        def lay(request):
        ↓    buoy = Buoy.objects.create(code=request.POST["code"])
            return JsonResponse({"buoy": buoy.pk}, status=201)

        """),
      .rejects(
        "both have one form",
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              number = request.POST["number"].upper()
              if Boat.objects.filter(number=number).exists():
                  return JsonResponse({"error": "this boat is here already"}, status=409)
          ↓    boat = Boat.objects.create(number=number, berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "a key that knows no case",
        ConstraintViolation(kind: .unique, table: "harbour_sailor", columns: ["email"]),
        holds: ["+    if Sailor.objects.filter(email__iexact=email).exists():"],
        """
        # file: harbour/models.py
        from django.db import models
        from django.db.models.functions import Lower


        class Sailor(models.Model):
            email = models.EmailField()

            class Meta:
                constraints = [models.UniqueConstraint(Lower("email"), name="sailor_email")]

        # file: harbour/views.py
        from django.http import JsonResponse

        from .models import Sailor


        def enlist(request):
            email = request.POST["email"]
            if Sailor.objects.filter(email=email).exists():
                return JsonResponse({"error": "You are here already."}, status=409)
        ↓    sailor = Sailor.objects.create(email=email)
            return JsonResponse({"sailor": sailor.pk}, status=201)

        """),
      .matches(
        "the model's own `save` folds what was looked for as it came",
        ConstraintViolation(kind: .unique, table: "harbour_pass", columns: ["code"]),
        holds: ["+    if Pass.objects.filter(code=code.strip().upper()).exists():"],
        passes + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Pass


          def give(request):
              code = request.POST["code"]
              if Pass.objects.filter(code=code).exists():
                  return JsonResponse({"error": "This pass is given."}, status=409)
          ↓    Pass.objects.create(code=code)
              return JsonResponse({}, status=201)

          """),
      .matches(
        "a serializer folds what its own look-up has passed",
        ConstraintViolation(kind: .unique, table: "harbour_pass", columns: ["code"]),
        holds: [
          "+    def to_internal_value(self, data):",
          "+            data[\"code\"] = data[\"code\"].replace(\" \", \"\").strip().upper()",
        ],
        passes + """
          # file: harbour/serializers.py
          from rest_framework import serializers

          from .models import Pass


          class PassSerializer(serializers.ModelSerializer):
              class Meta:
                  model = Pass
                  fields = ["code"]

              def create(self, validated_data):
                  validated_data["code"] = validated_data["code"].replace(" ", "")
          ↓        return Pass.objects.create(**validated_data)

          """),
      .rejects(
        "the view folds as the model does",
        ConstraintViolation(kind: .unique, table: "harbour_pass", columns: ["code"]),
        passes + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Pass


          def give(request):
              code = request.POST["code"].strip().upper()
              if Pass.objects.filter(code=code).exists():
                  return JsonResponse({"error": "This pass is given."}, status=409)
          ↓    Pass.objects.create(code=code)
              return JsonResponse({}, status=201)

          """),
      .rejects(
        "nobody looks",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    return Boat.objects.create(number=number.upper(), berth=berth)

          """),
    ])
}

private let passes = """
  # file: harbour/models.py
  from django.db import models


  class Pass(models.Model):
      code = models.CharField(max_length=10, unique=True)

      def save(self, *args, **kwargs):
          self.code = self.code.strip().upper()
          super().save(*args, **kwargs)


  """

extension DjangoReading {
  /// What the look-up of the violated key compares, and what is written, where the two differ.
  private var forms: (file: PythonFile, asked: PythonExpression, written: PythonExpression)? {
    guard isAboutUniqueness, let site, let write, violatedColumns.count == 1, let model else {
      return nil
    }
    let column = violatedColumns[0]
    guard let value = write.values.last(where: { model.column(of: $0.field) == column }) else {
      return nil
    }
    let asked = checks.filter { $0.file.source == site.file.source }.flatMap(\.query.lookups)
      .last { lookup in
        lookup.path.count == 1 && model.column(of: lookup.path[0]) == column && lookup.isEquality
      }
    guard let asked, asked.comparison == "exact" else { return nil }
    return (site.file, asked.value, value.expression)
  }

  /// The look-up without regard to case, as the key has none: `email__iexact=email`.
  fileprivate var lookupAsTheKeyCompares: Fix? {
    guard keyIsComputed, let site, let model,
      computedKeys.contains(where: { key in
        ["Lower(", "Upper("].contains { key.expression?.hasPrefix($0) == true }
      })
    else { return nil }
    let lookup = checks.filter { $0.file.source == site.file.source && $0.check.guardsWrite }
      .flatMap(\.query.lookups).last { lookup in
        lookup.path.count == 1 && model.column(of: lookup.path[0]) == violatedColumns[0]
          && lookup.comparison == "exact" && !lookup.foldsCase
      }
    guard let lookup, lookup.keyword == lookup.path[0] else { return nil }
    let bytes = Array(site.file.source.text.utf8)
    var offset = min(lookup.value.span.start, bytes.count)
    // Back over blanks and `=` to the end of the keyword.
    while offset > 0, [0x20, UInt8(ascii: "=")].contains(bytes[offset - 1]) { offset -= 1 }
    var change = PythonChange()
    change.insert("__iexact", at: offset, in: site.file)
    return change.fix(
      "Look for the \(lookup.keyword) without regard to case, as its key does", .unsafe,
      because: Self.formRationale)
  }

  /// The value that is stored, asked for in the look-up.
  fileprivate var sameFormInLookup: Fix? {
    guard let (file, asked, written) = forms, written.isRepeatable, written.folds(asked, in: file)
    else { return nil }
    var change = PythonChange()
    change.edit(file, Edit(asked.span.start..<asked.span.end, with: file.source(of: written)))
    return change.fix(
      "Look for `\(file.source(of: written))`, the form that is stored", .unsafe,
      because: Self.formRationale)
  }

  /// The value that is looked for, stored.
  fileprivate var sameFormInWrite: Fix? {
    guard let (file, asked, written) = forms, asked.isRepeatable, asked.folds(written, in: file)
    else { return nil }
    var change = PythonChange()
    change.edit(file, Edit(written.span.start..<written.span.end, with: file.source(of: asked)))
    return change.fix(
      "Store `\(file.source(of: asked))`, the form that is looked for", .unsafe,
      because: Self.formRationale
        + " Rows that are stored already keep their form: rewrite them in a data migration.")
  }

  private static let formRationale = """
    Look-up and write now agree about case and blanks, so the row that stands in the way is found \
    before the write. Other paths that write the column have to use the same form.
    """

  /// `value or None` for a column of which many rows may have no value.
  fileprivate var noValueForBlank: Fix? {
    guard isAboutUniqueness, let site, let write, let model, violatedColumns.count == 1,
      let field = model.field(column: violatedColumns[0]), field.isNullable,
      let value = write.values.last(where: { model.column(of: $0.field) == field.column }),
      value.expression.isRepeatable, !value.expression.isLiteral, checks.isEmpty,
      ["CharField", "TextField", "EmailField", "SlugField", "URLField"].contains(field.type)
    else { return nil }
    let span = value.expression.span
    var change = PythonChange()
    change.edit(
      site.file,
      Edit(
        span.start..<span.end, with: "\(site.file.source(of: value.expression)) or None"))
    return change.fix(
      "Store no `\(field.name)` instead of an empty one", .unsafe,
      because: """
        Empty texts equal each other and collide; rows without a value do not. An empty one that is \
        stored already has to become NULL in a data migration.
        """)
  }

  /// A value in another form is refused, or meets the same row, and is no server error.
  fileprivate var otherFormTest: TestCase? {
    guard !changesRow, let scenario = DjangoScenario(self), let (_, asked, _) = forms,
      case .payload(let key)? = origin(of: asked)
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)FormTests(TestCase):")
    file.add("    \"\"\"One value in several forms is one row, and no server error.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_other_cases_and_blanks_meet_the_same_row(self)",
      [
        "value = self.data[\"\(key)\"]",
        "for form in (value.lower(), value.upper(), value.title()):",
        "    self.data[\"\(key)\"] = form",
        "    self.assertLess(self.send().status_code, 500)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_forms"), framework: "django",
      code: file.text, title: "One value in several forms is one \(model.verboseName)")
  }
}

extension PythonExpression {
  /// Whether it is another value with its case or blanks made the same: `email.strip().lower()` of
  /// `email`.
  fileprivate func folds(_ other: PythonExpression, in file: PythonFile) -> Bool {
    var inner = self
    var isFolded = false
    while let call = inner.asCall, case .attribute(let base, let name) = call.callee.kind,
      ["lower", "upper", "casefold", "strip", "title"].contains(name)
    {
      isFolded = true
      inner = base
    }
    return isFolded && file.source(of: inner) == file.source(of: other)
  }
}
