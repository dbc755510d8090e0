import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// The column's limit in the form, serializer or view that takes the value.
  static let limitInput = DjangoRecipe(
    .limitInput,
    fixes: { reading, remedy in
      if let limit = reading.limit { return reading.fixes(for: limit) }
      let ofCheck = reading.fixesOfCheck
      if !ofCheck.isEmpty { return ofCheck }
      let ofCount = reading.conditionalUpdate(remedy)
      guard !ofCount.isEmpty, !reading.refusesInStatement else { return ofCount }
      // Whoever waits for a lock and compares nothing is refused by the database all the same.
      let answered = reading.translation
      return answered.isEmpty ? ofCount : answered
    },
    tests: { reading, _ in
      [reading.limit.flatMap(reading.test) ?? reading.testOfCheck ?? reading.conditionalUpdateTest]
        .compactMap(\.self)
    },
    examples: [
      .matches(
        "a form field without the column's length", .tooLong,
        holds: ["+    name = forms.CharField(max_length=40)"],
        Example.models + """
          # file: harbour/views.py
          from django import forms
          from django.views.generic import FormView

          from .models import Boat


          class BoatForm(forms.Form):
              number = forms.CharField(max_length=12)
              name = forms.CharField()


          class RegisterBoat(FormView):
              form_class = BoatForm

              def form_valid(self, form):
          ↓        Boat.objects.create(**form.cleaned_data)
                  return super().form_valid(form)

          """),
      .matches(
        "a view without a form", .tooLong,
        holds: [
          "+    if len(request.POST[\"name\"]) > 40:",
          "\"Name must have at most 40 characters.\"", "status=400",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
          ↓    boat = Boat.objects.create(name=request.POST["name"], berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "one of the members that a row is given", .tooLong,
        holds: ["+    if \"name\" in data and len(data[\"name\"]) > 40:"],
        Example.models + """
          # file: harbour/views.py
          import json

          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat


          def change(request, pk):
              boat = get_object_or_404(Boat, pk=pk)
              data = json.loads(request.body)
              for field, value in data.items():
                  setattr(boat, field, value)
          ↓    boat.save()
              return JsonResponse({"boat": boat.pk})

          """),
      .matches(
        "a number beyond its column", .tooLarge,
        holds: ["free_metres = serializers.IntegerField(min_value=0, max_value=2147483647)"],
        Example.models + """
          # file: harbour/serializers.py
          from rest_framework import serializers

          from .models import Berth


          class BerthSerializer(serializers.Serializer):
              code = serializers.CharField(max_length=10)
              free_metres = serializers.IntegerField()

              def create(self, validated_data):
          ↓        return Berth.objects.create(**validated_data)

          """),
      .matches(
        "a check of two bounds, and a text of the request", .grade,
        holds: [
          "+    if not 1 <= int(request.POST[\"grade\"]) <= 6:",
          "\"Grade must be between 1 and 6.\"",
        ],
        exams + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Exam


          def examine(request):
          ↓    exam = Exam.objects.create(grade=request.POST["grade"])
              return JsonResponse({"exam": exam.pk}, status=201)

          """),
      .rejects(
        "members that another row is given", .tooLong,
        Example.models + """
          # file: harbour/views.py
          import json

          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat


          def change(request, pk, draft):
              boat = get_object_or_404(Boat, pk=pk)
              for field, value in json.loads(request.body).items():
                  setattr(draft, field, value)
          ↓    boat.save()
              return JsonResponse({"boat": boat.pk})

          """),
      .rejects(
        "a check of alternatives", .mark,
        exams + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Exam


          def examine(request):
          ↓    exam = Exam.objects.create(grade=1, mark=request.POST["mark"])
              return JsonResponse({"exam": exam.pk}, status=201)

          """),
      .rejects(
        "a form field that has the limit", .tooLong,
        Example.models + """
          # file: harbour/views.py
          from django import forms
          from django.views.generic import FormView

          from .models import Boat


          class BoatForm(forms.Form):
              name = forms.CharField(max_length=40)


          class RegisterBoat(FormView):
              form_class = BoatForm

              def form_valid(self, form):
          ↓        Boat.objects.create(**form.cleaned_data)
                  return super().form_valid(form)

          """),
      .rejects(
        "a column without a limit",
        ConstraintViolation(kind: .length, table: "harbour_visit", columns: ["day"]),
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Visit


          def visit(request, boat):
          ↓    visit = Visit.objects.create(boat_id=boat, day=request.POST["day"])
              return JsonResponse({"visit": visit.pk}, status=201)

          """),
    ])
}

private let exams = """
  # file: harbour/models.py
  from django.db import models
  from django.db.models import Q


  class Exam(models.Model):
      grade = models.IntegerField()
      mark = models.IntegerField(default=0)

      class Meta:
          constraints = [
              models.CheckConstraint(
                  condition=Q(grade__gte=1) & Q(grade__lte=6), name="exam_grade"
              ),
              models.CheckConstraint(condition=Q(mark__lt=0) | Q(mark__gt=9), name="exam_mark"),
          ]


  """

extension ConstraintViolation {
  fileprivate static let grade = ConstraintViolation(
    kind: .check, constraint: "exam_grade", table: "harbour_exam", columns: ["grade"])
  fileprivate static let mark = ConstraintViolation(
    kind: .check, constraint: "exam_mark", table: "harbour_exam", columns: ["mark"])
  fileprivate static let tooLong = ConstraintViolation(
    kind: .length, table: "harbour_boat", columns: ["name"])
  fileprivate static let tooLarge = ConstraintViolation(
    kind: .outOfRange, table: "harbour_berth", columns: ["free_metres"])
}

extension DjangoReading {
  /// The limit of the violated column; of the only one that the write can break where the message
  /// names none.
  fileprivate var limit: InputRule? {
    guard let kind = failure.violation?.kind else { return nil }
    switch kind {
    case .length:
      guard let field = limitedField(where: { $0.lengthMax != nil }), let length = field.lengthMax
      else { return nil }
      return lengthRule(field, length)
    case .outOfRange:
      guard let field = limitedField(where: { $0.range != nil || $0.digits != nil }) else {
        return nil
      }
      return field.range.map { rangeRule(field, $0) } ?? field.digits.map { digitsRule(field, $0) }
    default: return nil
    }
  }

  private func limitedField(
    where hasLimit: (DjangoModel.Field) -> Bool
  ) -> DjangoModel.Field? {
    if let column = violatedColumns.first {
      return model?.field(column: column).flatMap { hasLimit($0) ? $0 : nil }
    }
    // PostgreSQL names no column.
    let taken = validators.flatMap(\.fields).compactMap { model?.column(of: $0) }
    let written = Set(
      write == nil ? taken : writtenColumns + fieldsOfMembers.map(\.field.column))
    let takesRows = write?.spreads.isEmpty == false
    let candidates = (model?.fields ?? []).filter { field in
      let ofRow = takesRows ? rowValidator(of: field)?.inner : nil
      guard written.contains(field.column) || ofRow != nil, hasLimit(field) else { return false }
      guard
        let declared = (validator(of: field) ?? ofRow)?.declaration(of: field.name, in: source)?.0
      else {
        return true
      }
      return declared.argument("max_length") == nil && declared.argument("max_value") == nil
    }
    if candidates.count == 1 { return candidates[0] }
    let broken = candidates.filter(isBrokenByRequest)
    return broken.count == 1 ? broken[0] : nil
  }

  /// Whether the request that failed brought a longer text, or a larger number, than a field takes.
  private func isBrokenByRequest(_ field: DjangoModel.Field) -> Bool {
    let written = write?.values.last { model?.column(of: $0.field) == field.column }
    var key = field.name
    if case .payload(let sent)? = written.flatMap({ origin(of: $0.expression) }) { key = sent }
    let sent = failure.event.request?.data[key]
    // Some SDKs send a list for each form field.
    guard let text = sent?.string ?? sent?[0]?.string else {
      guard let number = sent?.integer.map(Int.init) else { return false }
      return field.range.map { !$0.contains(number) } ?? false
    }
    if let length = field.lengthMax { return text.unicodeScalars.count > length }
    return field.range.flatMap { range in Int(text).map { !range.contains($0) } } ?? false
  }

  private func lengthRule(_ field: DjangoModel.Field, _ length: Int) -> InputRule? {
    let declared = validator(of: field)?.declaration(of: field.name, in: source)?.0
    if case .number(let digits) = declared?.argument("max_length")?.kind, let own = Int(digits),
      own <= length
    {
      return nil
    }
    let label = field.verboseName.capitalizedFirst
    // A column that takes NULL may be given none.
    let empty = field.isNullable ? " or \((site?.file.style ?? PythonStyle()).literal(""))" : ""
    return InputRule(
      field: field, refuses: { "len(\($0)\(empty)) > \(length)" },
      message: "\(label) must have at most \(length) characters.",
      refusedSample: "\"x\" * \(length + 1)",
      options: { _, call in
        call.name == "CharField" || call.argument("max_length") != nil
          ? [("max_length", "\(length)")] : nil
      },
      title: "Limit `\(field.name)` to \(length) characters", rationale: Self.limitRationale,
      testName: "too_long")
  }

  private func digitsRule(
    _ field: DjangoModel.Field, _ digits: (whole: Int, decimals: Int)
  ) -> InputRule {
    let end = "1" + String(repeating: "0", count: digits.whole)
    return InputRule(
      field: field, refuses: { "not -\(end) < float(\($0)) < \(end)" },
      message: "\(field.verboseName.capitalizedFirst) must be less than \(end).",
      refusedSample: end,
      options: { _, call in
        guard call.name == "DecimalField" else { return nil }
        let options = [
          ("max_digits", "\(digits.whole + digits.decimals)"),
          ("decimal_places", "\(digits.decimals)"),
        ].filter { call.argument($0.0) == nil }
        return options.isEmpty ? nil : options
      },
      title: "Limit `\(field.name)` to what its column takes", rationale: Self.limitRationale,
      testName: "out_of_range")
  }

  private func rangeRule(_ field: DjangoModel.Field, _ range: ClosedRange<Int>) -> InputRule {
    let label = field.verboseName.capitalizedFirst
    return InputRule(
      field: field,
      refuses: { "not \(range.lowerBound) <= int(\($0)) <= \(range.upperBound)" },
      message: "\(label) must be between \(range.lowerBound) and \(range.upperBound).",
      refusedSample: "\(range.upperBound + 1)",
      options: { _, call in
        guard call.name == "IntegerField" else { return nil }
        let options = [
          ("min_value", "\(range.lowerBound)"), ("max_value", "\(range.upperBound)"),
        ].filter { call.argument($0.0) == nil }
        return options.isEmpty ? nil : options
      },
      title: "Limit `\(field.name)` to what its column takes", rationale: Self.limitRationale,
      testName: "out_of_range")
  }

  private static let limitRationale = """
    The column has the limit, so it is asked where the value comes in, and the user reads what is \
    allowed. A wider column would need a migration, and every other reader of it to agree.
    """
}

extension DjangoModel.Field {
  /// The digits that a `DecimalField` keeps before and behind the point.
  fileprivate var digits: (whole: Int, decimals: Int)? {
    func number(_ name: String) -> Int? {
      if case .number(let digits) = call?.argument(name)?.kind { Int(digits) } else { nil }
    }
    guard type == "DecimalField", let all = number("max_digits"),
      let decimals = number("decimal_places"), all >= decimals, all <= 38
    else { return nil }
    return (all - decimals, decimals)
  }

  /// What the column of a number takes in PostgreSQL and MySQL.
  fileprivate var range: ClosedRange<Int>? {
    let isPositive = type.hasPrefix("Positive")
    switch databaseType {
    case "smallint": return (isPositive ? 0 : -32_768)...32_767
    case "integer": return (isPositive ? 0 : -2_147_483_648)...2_147_483_647
    default: return nil
    }
  }
}
