import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Demands the value of a required column where it comes in.
  static let requireValue = DjangoRecipe(
    .requireValue,
    fixes: { reading, _ in
      if let filled = FilledValue(reading)?.fix { return [filled] }
      if let missing = MissingField(reading)?.fix { return [missing] }
      return reading.requiredValue.map(reading.fixes) ?? []
    },
    tests: { reading, _ in
      if let filled = FilledValue(reading) { return [filled.test].compactMap(\.self) }
      if let missing = MissingField(reading) { return [missing.test].compactMap(\.self) }
      return [reading.requiredValue.flatMap(reading.test)].compactMap(\.self)
    },
    examples: [
      .matches(
        "a form field that may stay empty", .boatName,
        holds: [
          "-    name = forms.CharField(max_length=40, required=False, empty_value=None)",
          "+    name = forms.CharField(max_length=40, empty_value=None)",
        ],
        Example.models + """
          # file: harbour/forms.py
          from django import forms


          class BoatForm(forms.Form):
              number = forms.CharField(max_length=12)
              name = forms.CharField(max_length=40, required=False, empty_value=None)

          # file: harbour/views.py
          from django.views.generic import FormView

          from .forms import BoatForm
          from .models import Boat


          class RegisterBoat(FormView):
              form_class = BoatForm
              template_name = "boat.html"

              def form_valid(self, form):
          ↓        Boat.objects.create(**form.cleaned_data)
                  return super().form_valid(form)

          """),
      .matches(
        "a member of a JSON body that may be missing", .boatName,
        holds: [
          "+    if data.get(\"name\") is None:",
          "+        return JsonResponse({\"error\": \"Name is required.\"}, status=400)",
        ],
        Example.models + """
          # file: harbour/views.py
          import json

          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              data = json.loads(request.body)
          ↓    boat = Boat.objects.create(
                  number=data["number"], name=data.get("name"), berth_id=berth
              )
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "a serializer field that takes null", .boatName,
        holds: [
          "-    name = serializers.CharField(allow_null=True)",
          "+    name = serializers.CharField()",
        ],
        Example.models + """
          # file: harbour/serializers.py
          from rest_framework import serializers

          from .models import Boat


          class BoatSerializer(serializers.Serializer):
              number = serializers.CharField()
              name = serializers.CharField(allow_null=True)

              def create(self, validated_data):
          ↓        return Boat.objects.create(**validated_data)

          """),
      .matches(
        "a form that leaves the column out", .boatName,
        holds: ["-        fields = [\"number\"]", "+        fields = [\"number\", \"name\"]"],
        Example.models + """
          # file: harbour/forms.py
          from django import forms

          from .models import Boat


          class BoatForm(forms.ModelForm):
              class Meta:
                  model = Boat
                  fields = ["number"]

          # file: harbour/views.py
          from django.views.generic import CreateView

          from .forms import BoatForm
          from .models import Boat


          class RegisterBoat(CreateView):
              model = Boat
              form_class = BoatForm

              def form_valid(self, form):
                  form.instance.berth_id = self.kwargs["berth"]
          ↓        return super().form_valid(form)

          """),
      .matches(
        "nothing where the column has a default", .visitNote,
        holds: ["+        visit.note = request.POST[\"note\"].strip() or \"\""],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Visit


          def remark(request, pk):
              visit = get_object_or_404(Visit, pk=pk)
              if "note" in request.POST:
                  visit.note = request.POST["note"].strip() or None
          ↓    visit.save()
              return JsonResponse({"visit": visit.pk})

          """),
      .matches(
        "nothing among the members that a row is given", .boatName,
        holds: ["+    if \"name\" in request.POST and request.POST[\"name\"] is None:"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat


          def change(request, pk):
              boat = get_object_or_404(Boat, pk=pk)
              for field in ("number", "name"):
                  if field in request.POST:
                      setattr(boat, field, request.POST[field])
          ↓    boat.save()
              return JsonResponse({"boat": boat.pk})

          """),
      .rejects(
        "a literal is no input", .boatName,
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
          ↓    boat = Boat.objects.create(number=request.POST["number"], name=None, berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "no caller is in sight that could answer", .boatName,
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, name, berth):
          ↓    return Boat.objects.create(number=number, name=name, berth=berth)

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let boatName = ConstraintViolation(
    kind: .notNull, table: "harbour_boat", columns: ["name"])
  fileprivate static let visitNote = ConstraintViolation(
    kind: .notNull, table: "harbour_visit", columns: ["note"])
}

extension DjangoReading {
  /// The rule that the violated column has a value, where its value comes from somewhere else.
  fileprivate var requiredValue: InputRule? {
    guard failure.violation?.kind == .notNull, let column = violatedColumns.first,
      let field = model?.field(column: column), !field.isPrimaryKey
    else { return nil }
    let given = write?.values.last { model?.column(of: $0.field) == column }?.expression
    let isTaken = validator(of: field) != nil
    let isMember = isMember(column)
    guard isTaken || isMember || (given.map { !$0.isLiteral } ?? false) else { return nil }
    let takesNull =
      validator(of: field)?.declaration(of: field.name, in: source)?.0.argument("allow_null")?.kind
      == .true
    let label = field.verboseName.capitalizedFirst
    return InputRule(
      field: field, refuses: { "\($0) is None" }, message: "\(label) is required.",
      refusedSample: takesNull || isMember && changesRow || sentNull(for: field) ? "None" : nil,
      options: { _, call in
        // What is left out gets the model's default, or the empty text; only NULL is refused then.
        let lax = [("required", PythonExpression.Kind.false), ("allow_null", .true)]
          .filter { call.argument($0.0)?.kind == $0.1 }
          .filter { $0.0 == "allow_null" || !(field.hasDefault || takesNull && field.isText) }
        return lax.isEmpty ? nil : lax.map { ($0.0, nil) }
      },
      title: "Demand `\(field.name)`",
      rationale: """
        The column takes no NULL, so the value is asked for where it comes in, and whoever leaves \
        it out reads which one. Rows that other paths write need it as well.
        """,
      testName: "without_\(field.name)")
  }
}

extension DjangoReading {
  /// Whether the request that failed named the value and said that there is none.
  private func sentNull(for field: DjangoModel.Field) -> Bool {
    guard let data = failure.event.request?.data else { return false }
    return data[field.name] == .null || data[field.column] == .null
  }
}

extension DjangoModel.Field {
  /// Whether Django stores an empty text where no value is given.
  fileprivate var isText: Bool {
    ["CharField", "TextField", "EmailField", "SlugField", "URLField"].contains(type)
  }
}
