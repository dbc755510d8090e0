import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Gives the statement whose violation is caught a savepoint of its own.
  static let savepoint = DjangoRecipe(
    .savepoint,
    fixes: { reading, remedy in reading.savepoint(remedy) },
    tests: { reading, _ in [reading.savepointTest].compactMap(\.self) },
    examples: [
      .matches(
        "a creation that may fail", ConstraintViolation(kind: .transactionAborted), .unsafe,
        holds: ["+        with transaction.atomic():", "+            Boat.objects.create("],
        Example.models + """
          # file: harbour/views.py
          from django.db import IntegrityError, transaction
          from django.http import JsonResponse

          from .models import Boat


          @transaction.atomic
          def register(request, berth):
              try:
                  Boat.objects.create(number=request.POST["number"], name="", berth_id=berth)
              except IntegrityError:
                  pass
          ↓    return JsonResponse({"boats": Boat.objects.count()})

          """),
      .matches(
        "in a loop inside of a transaction", ConstraintViolation(kind: .transactionAborted),
        .unsafe,
        holds: ["+                with transaction.atomic():"],
        Example.models + """
          # file: harbour/services.py
          from django.db import IntegrityError, transaction

          from .models import Boat


          def register_all(numbers, berth):
              with transaction.atomic():
                  for number in numbers:
                      try:
                          Boat.objects.create(number=number, name="", berth=berth)
                      except IntegrityError:
                          continue_with(number)
          ↓        return Boat.objects.count()

          """),
      .rejects(
        "there is a savepoint", ConstraintViolation(kind: .transactionAborted),
        Example.models + """
          # file: harbour/views.py
          from django.db import IntegrityError, transaction
          from django.http import JsonResponse

          from .models import Boat


          @transaction.atomic
          def register(request, berth):
              try:
                  with transaction.atomic():
                      Boat.objects.create(number=request.POST["number"], name="", berth_id=berth)
              except IntegrityError:
                  pass
          ↓    return JsonResponse({"boats": Boat.objects.count()})

          """),
      .rejects(
        "no transaction is open", ConstraintViolation(kind: .transactionAborted),
        Example.models + """
          # file: harbour/views.py
          from django.db import IntegrityError
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
              try:
                  Boat.objects.create(number=request.POST["number"], name="", berth_id=berth)
              except IntegrityError:
                  pass
          ↓    return JsonResponse({"boats": Boat.objects.count()})

          """),
    ])
}

extension DjangoReading {
  /// A savepoint of its own for the statement whose violation is caught, so that the transaction
  /// around it stays usable.
  func savepoint(_ remedy: Remedy) -> [Fix] {
    guard let caught = CaughtWrite(self) else { return [] }
    let file = caught.site.file
    let body = caught.attempt.body
    guard let first = body.first, let margin = file.margin(of: first),
      let range = file.lines(of: body)
    else { return [] }
    var change = PythonChange()
    let moved = file.reindented(
      range, from: margin, to: margin + file.style.indent, statements: body)
    change.edit(file, Edit(range, with: "\(margin)with transaction.atomic():\n" + moved))
    change.addImport(["transaction"], from: "django.db", in: file)
    let fix = change.fix(
      "Put the statement that may fail into a savepoint in `\(caught.site.functionName ?? "the function")`",
      .unsafe,
      because: """
        Inside of a transaction a violation leaves nothing usable behind, even when it is caught. \
        `transaction.atomic()` inside the `try` goes back to a savepoint and no further. What was \
        refused is still left out silently: make sure that this is meant.
        """)
    return [fix].compactMap(\.self)
  }
}

/// A `try` on the path that catches a violation and goes on, without a savepoint.
struct CaughtWrite {
  /// The function that holds it, at the line of the first statement that is tried.
  var site: PythonSite
  var attempt: PythonTry

  /// `nil` when none is seen, when it runs in an event loop, or when what it tries writes nothing.
  init?(_ reading: DjangoReading) {
    guard let place = reading.facts.sights[.catchesWithoutSavepoint],
      let file = reading.source.file(at: place.path, line: place.line)
    else { return nil }
    let location = file.module.location(ofLine: place.line)
    let attempts = location.steps.compactMap { step -> PythonTry? in
      guard case .try(let attempt) = step.statement.kind else { return nil }
      return attempt.handlers.contains { $0.span.firstLine == place.line } ? attempt : nil
    }
    guard let attempt = attempts.last, let line = attempt.body.first?.span.firstLine else {
      return nil
    }
    let site = PythonSite(file: file, line: line)
    let isOpen = attempt.body.contains { statement in
      guard case .with(let items, _) = statement.kind else { return false }
      return items.contains(where: \.context.opensTransaction)
    }
    guard !isOpen, !site.isAsync else { return nil }
    self.site = site
    self.attempt = attempt
    guard write(reading) != nil else { return nil }
  }

  /// The first statement of the attempt that writes through the ORM.
  func write(_ reading: DjangoReading) -> DjangoWrite? {
    for statement in attempt.body {
      var found: DjangoWrite?
      statement.visit { inner in
        let bindings = site.bindings(before: inner.span.start)
        for call in inner.expressions.flatMap(\.calls) where found == nil {
          guard let write = DjangoWrite(call, inner, at: site, bindings) else { continue }
          if write.operation != .read { found = write }
        }
        return found == nil
      }
      if let found { return found }
    }
    return nil
  }
}
