import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Remembers what was handled by a key of the operation itself.
  static let idempotencyKey = DjangoRecipe(
    .idempotencyKey,
    fixes: { reading, remedy in reading.idempotencyKey(remedy) },
    tests: { reading, _ in [reading.repetitionTest].compactMap(\.self) },
    examples: [
      .matches(
        "a task",
        ConstraintViolation(kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        .guidance,
        holds: ["event_id = models.CharField(max_length=100, unique=True)"],
        Example.models + """
          # file: harbour/tasks.py
          from celery import shared_task

          from .models import Visit


          @shared_task
          def note_visit(boat_id, day):
              rows = [Visit(boat_id=boat_id, day=day)]
          ↓    Visit.objects.bulk_create(rows)

          """),
      .matches(
        "a view", ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        .guidance,
        holds: ["HandledBoat"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def boat_webhook(request, berth):
          ↓    boat = Boat.objects.create(number=request.POST["number"], name="", berth_id=berth)
              return JsonResponse({"boat": boat.pk})

          """),
      .rejects(
        "no key", ConstraintViolation(kind: .notNull, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "the table is unknown", ConstraintViolation(kind: .unique),
        Example.models + """
          # file: harbour/services.py
          def register(store, number):
          ↓    store(number)

          """),
    ])
}

extension DjangoReading {
  /// A key of the operation itself, where the violated key does not name it.
  func idempotencyKey(_ remedy: Remedy) -> [Fix] {
    guard let model, let site, isAboutUniqueness else { return [] }
    // Where the key names the operation, the row itself is its memory.
    let hasCure = insertOrRead(Remedy(.insertOrRead, table: model.table, columns: violatedColumns))
      .contains { !$0.diff.isEmpty }
    let isJob = sites.contains { $0.entry == .task }
    let source = isJob ? "the message's id" : "the client's `Idempotency-Key`, or the delivery's id"
    let name = "Handled\(model.name)"
    return [
      Fix(
        title:
          "\(hasCure ? "Or remember" : "Remember") what was handled in `\(site.functionName ?? "the function")`, by \(source)",
        applicability: .guidance,
        rationale: """
          Who sends twice must get the first result, not an error. A row with the operation's own \
          id, unique in the database and written in the same transaction as its effect, tells a \
          repetition from a second order with the same content. Effects outside of the database \
          still need the receiver's own key, or happen twice when the process dies between.
          """,
        sketch: """
          class \(name)(models.Model):
              event_id = models.CharField(max_length=100, unique=True)
              handled_at = models.DateTimeField(auto_now_add=True)

          # in \(site.functionName ?? "the function")
          with transaction.atomic():
              _, is_new = \(name).objects.get_or_create(event_id=event_id)
              if is_new:
                  ...  # write the \(model.verboseName) and what belongs to it
          ...  # the same answer for both

          """, isAlternative: hasCure)
    ]
  }
}
