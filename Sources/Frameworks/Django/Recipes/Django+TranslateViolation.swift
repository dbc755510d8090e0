import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Catches the violation around a savepoint and says on the right field what is wrong.
  static let translateViolation = DjangoRecipe(
    .translateViolation,
    fixes: { reading, _ in reading.translation + reading.answerToTranslated },
    tests: { reading, _ in
      if let test = reading.unknownParentTest { return [test] }
      if reading.failure.violation?.kind == .check {
        return [reading.conditionalUpdateTest].compactMap(\.self)
      }
      // An upsert keeps a transaction open around its two steps, which SQLite does not allow twice.
      guard reading.isAboutUniqueness, reading.write?.operation != .upsert else { return [] }
      if let row = HandlersOwnRow(reading) { return [row.test].compactMap(\.self) }
      let test =
        reading.changesRow
        ? reading.changedRowTest ?? reading.changedConditionTest ?? MovedChildren(reading)?.test
        : reading.raceTest(secondGoesOn: reading.goesOnWithRow)
      return [test].compactMap(\.self)
    },
    examples: [
      .matches(
        "whoever comes second reads what the look-up says",
        holds: [
          "+        with transaction.atomic():", "+    except IntegrityError:",
          "+        return JsonResponse({\"error\": \"this boat is here already\"}, status=409)",
        ],
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
      .matches(
        "a form is shown again with the error on its field",
        holds: [
          "+        except IntegrityError:",
          "+            form.add_error(\"number\", \"Boat with this Number already exists.\")",
          "+            return self.form_invalid(form)",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.views.generic import CreateView

          from .models import Boat


          class RegisterBoat(CreateView):
              model = Boat
              fields = ["number", "name", "berth"]

              def form_valid(self, form):
          ↓        return super().form_valid(form)

          """),
      .matches(
        "a signal's handler makes its row with every save of the owner", .lamp,
        holds: ["+    Lamp.objects.get_or_create(berth=instance)"],
        """
        # file: harbour/models.py
        from django.db import models


        class Berth(models.Model):
            code = models.CharField(max_length=10)


        class Lamp(models.Model):
            berth = models.OneToOneField(Berth, on_delete=models.CASCADE)

        # file: harbour/signals.py
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        from .models import Berth, Lamp


        @receiver(post_save, sender=Berth)
        def light(sender, instance, **kwargs):
        ↓    Lamp.objects.create(berth=instance)

        """),
      .rejects(
        "the handler makes its row for new owners alone", .lamp,
        """
        # file: harbour/models.py
        from django.db import models


        class Berth(models.Model):
            code = models.CharField(max_length=10)


        class Lamp(models.Model):
            berth = models.OneToOneField(Berth, on_delete=models.CASCADE)

        # file: harbour/signals.py
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        from .models import Berth, Lamp


        @receiver(post_save, sender=Berth)
        def light(sender, instance, created, **kwargs):
            if created:
        ↓        Lamp.objects.create(berth=instance)

        """),
      .rejects(
        "a handler is there",
        Example.models + """
          # file: harbour/views.py
          from django.db import IntegrityError, transaction
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              try:
                  with transaction.atomic():
          ↓            boat = Boat.objects.create(number=request.POST["number"], berth_id=berth)
              except IntegrityError:
                  return JsonResponse({"error": "this boat is here already"}, status=409)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "a service without a view in sight has nobody to answer",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    return Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let lamp = ConstraintViolation(
    kind: .unique, table: "harbour_lamp", columns: ["berth_id"])
}

extension DjangoReading {
  /// The violation caught around a savepoint and answered.
  var translation: [Fix] {
    if let row = HandlersOwnRow(self) { return [row.fix].compactMap(\.self) }
    // What is checked when the request's own transaction ends is out of reach of a handler.
    let isAtEnd = failure.violation?.kind == .foreignKey && failure.culpritIndex == nil
    guard isAboutValues, !isAtEnd, let plan = TranslationPlan(self), !violatedColumns.isEmpty else {
      return []
    }
    var change = PythonChange()
    plan.apply(to: &change)
    let function = plan.addedMethod?.name ?? plan.site.functionName ?? "the function"
    let title =
      switch plan.reply {
      case .likeCheck: "Answer a violation in `\(function)` as the look-up before it does"
      case .formMethod, .formInFunction, .formAgain:
        "Put the violation on the form in `\(function)`"
      case .serializer: "Put the violation on the field in `\(function)`"
      case .response: "Answer a violation in `\(function)` with 409"
      case .adminMessage: "Tell the user of the admin about a violation in `\(function)`"
      case .command: "End the command with a readable error in `\(function)`"
      }
    let fix = change.fix(
      title, plan.applicability,
      because: """
        Only the database can tell who was first, so its refusal is caught. `transaction.atomic()` \
        inside the `try` rolls back to a savepoint, which leaves an outer transaction usable.
        \(otherWords(plan))
        """)
    return [fix].compactMap(\.self)
  }

  /// What becomes of other violations. Django's foreign keys are checked when the outermost
  /// transaction ends.
  private func otherWords(_ plan: TranslationPlan) -> String {
    if failure.violation?.kind == .foreignKey {
      return
        "Inside an outer transaction the key is checked at its end only, where this does not catch it."
    }
    if !plan.recheck(margin: "").isEmpty { return "Any other violation goes on as before." }
    return hasOneRule
      ? "Beside its required values `\(model?.name ?? "the table")` has no other rule to break."
      : "Any other violation of this statement is answered in the same words."
  }
}
