import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Looks whether the row exists that a new one points to.
  static let validateParent = DjangoRecipe(
    .validateParent,
    fixes: { reading, _ in reading.existingParent.map(reading.fixes) ?? [] },
    tests: { reading, _ in
      [reading.existingParent.flatMap(reading.test)].compactMap(\.self)
    },
    examples: [
      .matches(
        "an id from the request", .berth,
        holds: [
          "+    if not Berth.objects.filter(pk=request.POST[\"berth\"]).exists():",
          "\"This berth does not exist.\"", "status=400", "from .models import Berth, Boat",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request):
          ↓    boat = Boat.objects.create(
                  number=request.POST["number"], berth_id=request.POST["berth"]
              )
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "a number of a serializer", .berth,
        holds: [
          "+    def validate_berth_id(self, value):",
          "+        if not Berth.objects.filter(pk=value).exists():",
        ],
        Example.models + """
          # file: harbour/serializers.py
          from rest_framework import serializers

          from .models import Boat


          class BoatSerializer(serializers.Serializer):
              number = serializers.CharField()
              berth_id = serializers.IntegerField()

              def create(self, validated_data):
          ↓        return Boat.objects.create(**validated_data)

          """),
      .rejects(
        "a model form looks by itself", .berth,
        Example.models + """
          # file: harbour/views.py
          from django import forms
          from django.shortcuts import redirect, render

          from .models import Boat


          class BoatForm(forms.ModelForm):
              class Meta:
                  model = Boat
                  fields = ["number", "name", "berth"]


          def register(request):
              form = BoatForm(request.POST)
              if form.is_valid():
          ↓        form.save()
                  return redirect("boats")
              return render(request, "boat.html", {"form": form})

          """),
      .rejects(
        "the parent was read", .berth,
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Berth, Boat


          def register(request, pk):
              berth = get_object_or_404(Berth, pk=pk)
          ↓    boat = Boat.objects.create(number=request.POST["number"], berth=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let berth = ConstraintViolation(
    kind: .foreignKey, table: "harbour_boat", columns: ["berth_id"])
}

extension DjangoReading {
  /// The rule that the parent exists, for a key that is written as it came in.
  fileprivate var existingParent: InputRule? {
    guard failure.violation?.kind == .foreignKey, let model, !changesRow,
      let field = parentField(of: model), let parent = model.target(of: field, in: source)
    else { return nil }
    if let validator = validator(of: field) {
      // Fields for relations look by themselves.
      if validator.modelFields.contains(field.name),
        !validator.declaredFields.contains(field.name)
      {
        return nil
      }
      let name = validator.fields.contains(field.name) ? field.name : field.column
      let declared = validator.declaration(of: name, in: source)?.0.name ?? ""
      guard !["ModelChoiceField", "PrimaryKeyRelatedField", "SlugRelatedField"].contains(declared)
      else { return nil }
    } else {
      // An object was read, or made, before.
      let value = write?.values.last { model.column(of: $0.field) == field.column }
      guard let value, value.field == field.column, value.field != field.name else { return nil }
    }
    let key = parent.fields.first(where: \.isPrimaryKey)
    let isUUID = key?.type == "UUIDField"
    return InputRule(
      field: field,
      refuses: { "not \(parent.name).\(parent.managerOfAllRows).filter(pk=\($0)).exists()" },
      message: "This \(parent.verboseName) does not exist.",
      refusedSample: isUUID ? "\"7d444840-9dc0-41d1-b245-5ffdce74fad2\"" : "0",
      options: { _, _ in nil }, asks: parent,
      title: "Look for the \(parent.verboseName) first",
      rationale: """
        The key comes from outside, so it may name no row. The look-up answers that in readable \
        words; a parent that is deleted right after it still meets the foreign key.
        """,
      testName: "for_an_unknown_\(field.name)")
  }

  /// The relation of the violated column; the only one that the write gives where the message names
  /// none, as SQLite's.
  private func parentField(of model: DjangoModel) -> DjangoModel.Field? {
    if let column = violatedColumns.first { return model.field(column: column) }
    let given = Set(writtenColumns)
    let candidates = model.fields.filter { field in
      field.isRelation && field.type != "ManyToManyField" && given.contains(field.column)
    }
    return candidates.count == 1 ? candidates[0] : nil
  }
}
