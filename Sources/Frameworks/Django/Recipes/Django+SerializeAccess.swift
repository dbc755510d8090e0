import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Runs what collided again, or names a lock.
  static let serializeAccess = DjangoRecipe(
    .serializeAccess,
    fixes: { reading, remedy in reading.serializeAccess(remedy) },
    tests: { reading, _ in
      [reading.nextValueTest, reading.conflictTest].compactMap(\.self)
    },
    examples: [
      .matches(
        "the next value is computed again",
        ConstraintViolation(kind: .unique, table: "harbour_slip", columns: ["number"]), .unsafe,
        holds: [
          "+    for attempt in range(5):", "+            with transaction.atomic():",
          "+        except IntegrityError:",
        ],
        """
        # file: harbour/models.py
        from django.db import models


        class Slip(models.Model):
            number = models.IntegerField(unique=True)
        # file: harbour/services.py
        from django.db.models import Max

        from .models import Slip


        def next_slip():
            number = (Slip.objects.aggregate(top=Max("number"))["top"] or 0) + 1
        ↓    return Slip.objects.create(number=number)

        """),
      .matches(
        "another function computes the next value",
        ConstraintViolation(kind: .unique, table: "harbour_slip", columns: ["number"]), .unsafe,
        holds: [
          "+    for attempt in range(5):", "+            number = next_number() + 1",
        ],
        """
        # file: harbour/models.py
        from django.db import models


        class Slip(models.Model):
            number = models.IntegerField(unique=True)
        # file: harbour/services.py
        from django.db.models import Max

        from .models import Slip


        def next_number():
            return Slip.objects.aggregate(top=Max("number"))["top"] or 0


        def next_slip():
            number = next_number() + 1
        ↓    return Slip.objects.create(number=number)

        """),
      .matches(
        "a transaction runs again after a conflict", ConstraintViolation(kind: .deadlock), .unsafe,
        holds: [
          "+    for attempt in range(3):", "+            with transaction.atomic():",
          "+            break", "+        except OperationalError:",
        ],
        Example.models + """
          # file: harbour/services.py
          from django.db import transaction

          from .models import Berth


          def swap(first, second):
              with transaction.atomic():
                  Berth.objects.filter(pk=first).update(free_metres=0)
          ↓        Berth.objects.filter(pk=second).update(free_metres=0)

          """),
      .matches(
        "a lock on what the keys point to",
        ConstraintViolation(kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        .guidance,
        holds: ["Boat.objects.select_for_update().get(pk=...)"],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
              if not Visit.objects.filter(boat=boat, day=day).exists():
          ↓        Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "the function is out of sight", ConstraintViolation(kind: .deadlock),
        Example.models + """
          # excerpt: harbour/services.py:40
          pass

          """),
      .rejects(
        "no key", ConstraintViolation(kind: .notNull, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// Ways that need no unique key: the transaction again on a conflict, or a new value for a key
  /// that was computed from the rows; else a lock, as an alternative.
  func serializeAccess(_ remedy: Remedy) -> [Fix] {
    if isConflict { return [tryTransactionAgain ?? conflictGuidance].compactMap(\.self) }
    if let retry = tryNextValue { return [retry] }
    return [lockGuidance].compactMap(\.self)
  }

  /// Whether the database ended the transaction for the sake of another one.
  var isConflict: Bool {
    let kind = failure.violation?.kind
    return kind == .deadlock || kind == .serializationFailure
  }

  // MARK: - The transaction again

  /// A bounded loop around the outermost transaction of the path.
  private var tryTransactionAgain: Fix? {
    guard let block = TransactionBlock(self),
      let margin = block.site.file.margin(of: block.statement),
      let range = block.site.file.lines(of: [block.statement])
    else { return nil }
    let file = block.site.file
    let level = file.style.indent
    var change = PythonChange()
    let text = RetryLoop(error: "OperationalError").text(
      file.reindented(
        range, from: margin, to: margin + level + level, statements: [block.statement]),
      leaves: block.body.terminates, margin: margin, level: level)
    change.edit(file, Edit(range, with: text))
    change.addImport(["OperationalError"], from: "django.db", in: file)
    return change.fix(
      "Run the transaction of `\(block.site.functionName ?? "the function")` again after a conflict",
      .unsafe,
      because: """
        Of two transactions that wait for each other the database ends one; all of it has to run \
        again, not its last statement alone. Three attempts, then the error goes on. It does not \
        take the conflict away: touching the rows in one order everywhere makes it rare.
        """)
  }

  private var conflictGuidance: Fix? {
    guard let site else { return nil }
    let name = site.functionName ?? "the function"
    return Fix(
      title: "Run the whole transaction around `\(name)` again after a conflict",
      applicability: .guidance,
      rationale: """
        Of two transactions that wait for each other the database ends one; all of it has to run \
        again, from outside of its outermost `atomic`. With `ATOMIC_REQUESTS` that is the request: \
        take this view out of it with `transaction.non_atomic_requests`.
        """,
      sketch: RetryLoop(error: "OperationalError").text(
        "        with transaction.atomic():\n            ...  # all of it\n", leaves: false,
        margin: "", level: "    "))
  }

  // MARK: - The next value

  /// `number = ….aggregate(Max("number"))… + 1`, then the write: on a collision both again.
  private var tryNextValue: Fix? {
    guard isAboutUniqueness, let computed = ComputedKey(self), let range = computed.range,
      let margin = computed.margin, !TranslationPlan.isCaught(at: computed.site)
    else { return nil }
    let file = computed.site.file
    let level = file.style.indent
    let inner = margin + level + level
    guard let write = file.lines(of: Array(computed.statements.suffix(1))) else { return nil }
    let body =
      file.reindented(
        range.lowerBound..<write.lowerBound, from: margin, to: inner,
        statements: computed.statements)
      + "\(inner)with transaction.atomic():\n"
      + file.reindented(
        write, from: margin, to: inner + level, statements: computed.statements)
    var change = PythonChange()
    change.edit(
      file,
      Edit(
        range,
        with: RetryLoop(error: "IntegrityError", attempts: 5).text(
          body, leaves: computed.leaves, margin: margin, level: level)))
    change.addImport(["IntegrityError", "transaction"], from: "django.db", in: file)
    return change.fix(
      "Take the next \(computed.field) when another one was faster in `\(computed.site.functionName ?? "the function")`",
      .unsafe,
      because: """
        Two requests compute the same next value. The unique key refuses the second one, inside a \
        savepoint, and it computes again. After five attempts the error goes on. A violation of \
        another rule is tried as often and then raised. Under heavy load a sequence, or a counter \
        in a row that is locked, serves better.
        """)
  }

  // MARK: - Locks

  /// One writer at a time, by a lock on the row that both keys point to.
  private var lockGuidance: Fix? {
    guard isAboutUniqueness, let model, let site else { return nil }
    let parent = violatedColumns.compactMap(model.field(column:)).first {
      $0.isRelation && $0.type != "ManyToManyField"
    }
    let name = site.functionName ?? "the function"
    if let parent, let target = parent.target {
      return Fix(
        title: "Or let one request at a time through in `\(name)`: lock the `\(target)`",
        applicability: .guidance,
        rationale: """
          A lock on the row that all of them share makes the second request wait, look, and find \
          what the first one wrote. It slows down everybody who locks the same row, and whoever \
          writes without it still races: the unique key stays the judge.
          """,
        sketch: """
          with transaction.atomic():
              \(target).objects.select_for_update().get(pk=...)
              ...  # the look-up and the write, as they are

          """, isAlternative: true)
    }
    return Fix(
      title: "Or let one request at a time through in `\(name)`: an advisory lock",
      applicability: .guidance,
      rationale: """
        There is no row to lock before the first one is written. PostgreSQL locks a number instead, \
        until the transaction ends (MySQL: `GET_LOCK`); SQLite lets one writer in anyway. Whoever \
        writes without the lock still races: the unique key stays the judge.
        """,
      sketch: """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"\(model.table):{…}"])
            ...  # the look-up and the write, as they are

        """, isAlternative: true)
  }
}
