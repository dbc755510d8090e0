import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Looks the value up where it comes in: in the form or serializer, else in the view.
  static let validateOnPath = DjangoRecipe(
    .validateOnPath,
    fixes: { reading, _ in
      reading.isAboutUniqueness ? reading.validation : reading.fixesOfCheck
    },
    tests: { reading, _ in
      let test =
        reading.isAboutUniqueness
        ? reading.changesRow
          ? reading.changedRowTest : reading.duplicateTest ?? reading.knownRowTest
        : reading.testOfCheck
      return [test].compactMap(\.self)
    },
    examples: [
      .matches(
        "a plain form looks in the method of its field",
        holds: [
          "+    def clean_number(self):",
          "+        if Boat.objects.filter(number=number).exists():",
          "+            raise forms.ValidationError(\"Boat with this Number already exists.\")",
        ],
        Example.models + """
          # file: harbour/forms.py
          from django import forms


          class BoatForm(forms.Form):
              number = forms.CharField(max_length=12)
              name = forms.CharField(max_length=40)

          # file: harbour/views.py
          from django.shortcuts import redirect, render

          from .forms import BoatForm
          from .models import Boat


          def register(request, berth):
              form = BoatForm(request.POST)
              if form.is_valid():
          ↓        Boat.objects.create(berth_id=berth, **form.cleaned_data)
                  return redirect("boats")
              return render(request, "boat.html", {"form": form})

          """),
      .matches(
        "a view without a form looks by itself and answers the rest",
        holds: [
          "+    if Boat.objects.filter(number=data[\"number\"]).exists():",
          "+    except IntegrityError:",
          "status=409",
        ],
        Example.models + """
          # file: harbour/views.py
          import json

          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              data = json.loads(request.body)
          ↓    boat = Boat.objects.create(number=data["number"], name=data["name"], berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "a model form that holds the field looks by itself",
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
        "a look-up that refuses is there",
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              number = request.POST["number"]
              if Boat.objects.filter(number=number).exists():
                  return JsonResponse({"error": "this boat is here already"}, status=409)
          ↓    boat = Boat.objects.create(number=number, name="", berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
    ])
}

extension DjangoReading {
  /// Look the value up before the write: in the form or serializer that takes it, else in the view.
  var validation: [Fix] {
    guard isAboutUniqueness, !violatedColumns.isEmpty, HandlersOwnRow(self) == nil else {
      return []
    }
    let fields = model?.fieldNames(for: violatedColumns) ?? violatedColumns
    if checks.contains(where: {
      $0.check.guardsWrite && Set($0.check.columns) == Set(violatedColumns)
    }) {
      return []
    }
    // Django's own check of a unique field needs no second one beside it.
    if validators.contains(where: { validator in
      Set(violatedColumns).isSubset(of: validator.uniqueColumns(of: model))
    }) {
      return []
    }
    if let validator = validators.first(where: { validator in
      validator.definition != nil && fields.allSatisfy(validator.fields.contains)
        && canLookUp(in: validator)
    }) {
      return [fix(of: validator, fields)].compactMap(\.self)
    }
    return [guardInView].compactMap(\.self)
  }

  /// Whether a look-up in the form or serializer sees what it needs: the row that is being changed,
  /// which may keep its own value, and a thread that may wait for the database.
  func canLookUp(in validator: DjangoValidator) -> Bool {
    if sites.contains(where: { $0.isAsync && $0.isView }) { return false }
    guard changesRow else { return !isUsedForEdits(validator) }
    if validator.kind == .form { return false }
    // The framework's own views hand the row over.
    if routedView != nil { return true }
    if write?.validator != nil || validator.type == model?.type { return true }
    if validator.kind.isSerializer, site?.type == validator.type { return true }
    let calls = sites.flatMap { $0.scope.flatMap(\.calls) }
    return calls.contains { $0.name == validator.name && $0.argument("instance") != nil }
  }

  var isAboutUniqueness: Bool {
    guard let kind = failure.violation?.kind else { return false }
    return kind == .unique || kind == .primaryKey || kind == .exclusion
  }

  /// Whether what was sent broke a rule that a message can name.
  var isAboutValues: Bool {
    isAboutUniqueness || failure.violation?.kind == .check || failure.violation?.kind == .foreignKey
  }

  /// A `clean_…` or `validate_…` method with a look-up, or the look-up in the one that is there.
  private func fix(of validator: DjangoValidator, _ fields: [String]) -> Fix? {
    guard let model, let definition = validator.definition, let type = definition.type else {
      return nil
    }
    var change = PythonChange()
    let recipe = ValidatorRecipe(
      validator: validator, type: type, file: definition.file, model: model, fields: fields,
      message: refusalMessage)
    guard recipe.apply(to: &change) else { return nil }
    importModel(model, into: definition.file, &change)
    if let plan = TranslationPlan(self), plan.site.file.source == definition.file.source {
      plan.apply(to: &change)
    }
    return change.fix(
      "Refuse a taken \(fields.joined(separator: ", ")) in `\(validator.name)`", .unsafe,
      because: """
        The \(validator.kind.isSerializer ? "serializer" : "form") looks before the write, so the \
        user reads which value is taken instead of a server error. Two requests at once can still \
        both pass the look-up: the violation has to be handled as well.
        """)
  }

  /// The look-up in the view itself, together with the answer to a violation: between the two
  /// another request fits.
  private var guardInView: Fix? {
    guard let plan = TranslationPlan(self), plan.addedMethod == nil, plan.isOneStatement,
      plan.endsWithAnswer, let first = plan.wrapped.first,
      let margin = plan.site.file.margin(of: first),
      let test = existenceTest(at: plan.site, margin: margin)
    else { return nil }
    let file = plan.site.file
    var change = PythonChange()
    // `from error` belongs to the handler alone.
    let text = "\(test)\n" + plan.answer(refusalMessage, margin: margin + file.style.indent)
    change.insert(text, at: file.lineStart(of: first.span.start), in: file)
    if let model { importModel(model, into: file, &change) }
    plan.apply(to: &change)
    return change.fix(
      "Refuse a taken \(keyName) in `\(plan.site.functionName ?? "the view")`", plan.applicability,
      because: """
        The look-up answers the usual case. The handler answers the rare one, when another request \
        writes between the look-up and the write; its savepoint keeps the transaction usable.
        """)
  }

  /// `if ….exists():` for the values of the write, or for those of all rows of a batch.
  private func existenceTest(at site: PythonSite, margin: String) -> String? {
    if let values = values(of: violatedColumns, at: site) {
      return existenceQuery(values, prefix: "if ", suffix: ":", margin: margin, at: site)
    }
    guard let write, site.line == self.site?.line, let rows = write.rows, let model,
      violatedColumns.count == 1,
      let field = model.field(column: violatedColumns[0])
    else { return nil }
    // A generator would give its rows to the look-up and none to the write.
    if case .comprehension(let made) = site.bindings(before: write.call.span.start)[rows]?.kind,
      made.kind == .generator
    {
      return nil
    }
    let keys = field.name + "s"
    let given = field.isNullable ? " if item.\(field.name) is not None" : ""
    return "\(margin)\(keys) = [item.\(field.name) for item in \(rows)\(given)]\n"
      + "\(margin)if len(set(\(keys))) < len(\(keys)) or "
      + (site.isAsync ? "await " : "")
      + "\(model.name).\(model.managerOfAllRows).filter(\(field.name)__in=\(keys))"
      + (site.isAsync ? ".aexists():" : ".exists():")
  }

  /// Makes a model known in a file: relative within the app, by its full name elsewhere.
  func importModel(_ model: DjangoModel, into file: PythonFile, _ change: inout PythonChange) {
    guard model.file.source.path != file.source.path else { return }
    change.addImport([model.name], from: module(of: model.file.source.path, for: file), in: file)
  }

  private func module(of path: String, for file: PythonFile) -> String {
    var parts = path.split(separator: "/").map(String.init)
    let folder = file.source.path.split(separator: "/").dropLast().map(String.init)
    if let last = parts.last, last.hasSuffix(".py") {
      parts[parts.count - 1] = String(last.dropLast(3))
    }
    if parts.last == "__init__" { parts.removeLast() }
    if !folder.isEmpty, Array(parts.prefix(folder.count)) == folder {
      return "." + parts.dropFirst(folder.count).joined(separator: ".")
    }
    if parts.first == "src" || parts.first == "backend" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }
}
