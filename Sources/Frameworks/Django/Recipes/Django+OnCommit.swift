import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Hands a job over when the transaction that fed it has committed.
  static let enqueueOnCommit = DjangoRecipe(
    .enqueueOnCommit,
    fixes: { reading, remedy in reading.enqueueOnCommit(remedy) },
    tests: { reading, _ in [reading.onCommitTest].compactMap(\.self) },
    examples: [
      .matches(
        "inside of a transaction",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        .unsafe,
        holds: [
          "partial(note_visit.delay, boat.pk, request.POST[\"day\"])",
          "+from functools import partial",
        ],
        Example.models + """
          # file: harbour/tasks.py
          from celery import shared_task

          from .models import Visit


          @shared_task
          def note_visit(boat_id, day):
          ↓    Visit.objects.create(boat_id=boat_id, day=day)
          # file: harbour/views.py
          from django.db import transaction
          from django.http import JsonResponse

          from .models import Boat
          from .tasks import note_visit


          def arrive(request, berth):
              with transaction.atomic():
                  boat = Boat.objects.create(number=request.POST["number"], name="", berth_id=berth)
                  note_visit.delay(boat.pk, request.POST["day"])
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "with options of the queue",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        .unsafe,
        holds: ["partial(note_visit.apply_async, args=[boat.pk, day], countdown=5)"],
        Example.models + """
          # file: harbour/tasks.py
          from celery import shared_task

          from .models import Visit


          @shared_task
          def note_visit(boat_id, day):
          ↓    Visit.objects.create(boat_id=boat_id, day=day)
          # file: harbour/services.py
          from django.db import transaction

          from .models import Boat
          from .tasks import note_visit


          @transaction.atomic
          def arrive(number, berth, day):
              boat = Boat.objects.create(number=number, name="", berth=berth)
              note_visit.apply_async(args=[boat.pk, day], countdown=5)
              return boat

          """),
      .matches(
        "a test that expects the task to have run",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        holds: [
          "+        with self.captureOnCommitCallbacks(execute=True):",
          "+            response = self.client.post(\"/arrive/7\", {\"number\": \"B-1\", \"day\": \"2031-05-14\"})",
        ],
        Example.models + """
          # file: harbour/settings.py
          CELERY_TASK_ALWAYS_EAGER = True
          # file: harbour/urls.py
          from django.urls import path

          from . import views

          urlpatterns = [path("arrive/7", views.arrive)]
          # file: harbour/tasks.py
          from celery import shared_task

          from .models import Visit


          @shared_task
          def note_visit(boat_id, day):
          ↓    Visit.objects.create(boat_id=boat_id, day=day)
          # file: harbour/views.py
          from django.db import transaction
          from django.http import JsonResponse

          from .models import Boat
          from .tasks import note_visit


          @transaction.atomic
          def arrive(request):
              boat = Boat.objects.create(number=request.POST["number"], name="", berth_id=7)
              note_visit.delay(boat.pk, request.POST["day"])
              return JsonResponse({"boat": boat.pk}, status=201)
          # file: harbour/tests.py
          from django.test import TestCase


          class ArriveTests(TestCase):
              def test_arrive(self):
                  response = self.client.post("/arrive/7", {"number": "B-1", "day": "2031-05-14"})
                  self.assertEqual(response.status_code, 201)

          """),
      .rejects(
        "it waits already",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        Example.models + """
          # file: harbour/tasks.py
          from celery import shared_task

          from .models import Visit


          @shared_task
          def note_visit(boat_id, day):
          ↓    Visit.objects.create(boat_id=boat_id, day=day)
          # file: harbour/services.py
          from django.db import transaction

          from .models import Boat
          from .tasks import note_visit


          @transaction.atomic
          def arrive(number, berth, day):
              boat = Boat.objects.create(number=number, name="", berth=berth)
              transaction.on_commit(lambda: note_visit.delay(boat.pk, day))
              return boat

          """),
      .rejects(
        "no task",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def note_visit(boat_id, day):
          ↓    Visit.objects.create(boat_id=boat_id, day=day)

          """),
    ])
}

extension DjangoReading {
  /// The job is handed over when the transaction that made its row has committed.
  func enqueueOnCommit(_ remedy: Remedy) -> [Fix] {
    let senders = DjangoSender.all(self)
    guard !senders.isEmpty else { return [] }
    let known = facts.sights[.enqueuesBeforeCommit]
    // Outside of a transaction `on_commit` runs at once, so a sender too many is harmless; many are
    // a matter of their own.
    let chosen = senders.count == 1 ? senders : senders.filter { $0.isAt(known) }
    var change = PythonChange()
    for sender in chosen {
      sender.defer(in: &change)
      if let route = route(ofViewAbove: sender) {
        EagerTests(self, of: route).adapt(in: &change)
      }
    }
    guard let first = chosen.first else { return [guidance(senders)] }
    let fix = change.fix(
      "Hand `\(first.task)` over on commit in `\(first.site.functionName ?? "the module")`",
      .unsafe,
      because: """
        A worker can start before the transaction that fed it has committed, and then finds no \
        row. `transaction.on_commit` waits for it and sends nothing after a rollback; outside of a \
        transaction it runs at once. A process that dies right after the commit still loses the \
        job: what must not get lost needs a stored list of jobs.
        """)
    return [fix].compactMap(\.self)
  }

  /// The URL of the view that sends, or that calls what sends.
  private func route(ofViewAbove sender: DjangoSender) -> DjangoRoute? {
    ([sender.site] + callers(of: sender.site)).first(where: \.isView).flatMap(route)
  }

  private func guidance(_ senders: [DjangoSender]) -> Fix {
    Fix(
      title: "Hand `\(senders[0].task)` over on commit", applicability: .guidance,
      rationale: """
        Several places send it, and which one the failing job came from is not known. Each of them \
        that is in a transaction has to wait for the commit.
        """,
      sketch: senders.map { sender in
        let place = sender.site.file.place(sender.statement.span)
        return "# \(place.path):\(place.line)\n\(sender.deferred)\n"
      }.joined(separator: "\n"))
  }
}

/// A statement that hands a task over: `send_invoice.delay(booking.pk)`.
struct DjangoSender {
  /// The function that sends.
  var site: PythonSite
  var statement: PythonStatement
  var call: PythonCall
  /// The task's name.
  var task: String

  private static let verbs: Set<String> = [
    "delay", "apply_async", "enqueue", "send", "send_with_options", "schedule", "async_task",
  ]

  /// Where the task that failed is handed over, in the order of the source; not those that wait for
  /// the commit already.
  static func all(_ reading: DjangoReading) -> [DjangoSender] {
    guard let task = reading.sites.first(where: { $0.entry == .task }),
      let name = task.function?.name
    else { return [] }
    var senders: [DjangoSender] = []
    for file in reading.source.files(mentioning: name) {
      for (_, function, _) in file.functions where function.name != name {
        for (statement, _) in function.body.flattened {
          guard case .expression(let value) = statement.kind, let call = value.asCall,
            names(call, name)
          else { continue }
          let site = PythonSite(file: file, line: statement.span.firstLine)
          guard !site.isAsync else { continue }
          senders.append(DjangoSender(site: site, statement: statement, call: call, task: name))
        }
      }
    }
    return senders
  }

  /// `task.delay(…)`, `queue.enqueue(task, …)`, `async_task(task, …)`
  private static func names(_ call: PythonCall, _ task: String) -> Bool {
    guard let verb = call.name, verbs.contains(verb), call.callee.dottedName != nil else {
      return false
    }
    if call.callee.chain.dropLast().last?.name == task { return true }
    return call.positional.first?.dottedName?.lastName == task
  }

  func isAt(_ place: SourceFacts.Place?) -> Bool {
    guard let place else { return false }
    return site.file.source.path == place.path && statement.span.contains(line: place.line)
  }

  /// `transaction.on_commit(partial(send_invoice.delay, booking.pk))`: what is sent is decided now,
  /// also in a loop.
  var deferred: String {
    let file = site.file
    let margin = file.margin(of: statement) ?? ""
    let arguments = call.arguments.map { argument in
      let value = file.source(of: argument.value)
      return switch argument.kind {
      case .positional: value
      case .keyword(let name): "\(name)=\(value)"
      case .star: "*\(value)"
      case .doubleStar: "**\(value)"
      }
    }
    let callee = file.source(of: call.callee)
    if arguments.isEmpty { return "\(margin)transaction.on_commit(\(callee))" }
    let job = "partial(\(([callee] + arguments).joined(separator: ", ")))"
    return file.style.call("transaction.on_commit", [job], margin: margin)
  }

  func `defer`(in change: inout PythonChange) {
    guard let range = site.file.lines(of: [statement]) else { return }
    change.edit(site.file, Edit(range, with: deferred + "\n"))
    change.addImport(["transaction"], from: "django.db", in: site.file)
    if !call.arguments.isEmpty {
      change.addImport(["partial"], from: "functools", in: site.file)
    }
  }
}
