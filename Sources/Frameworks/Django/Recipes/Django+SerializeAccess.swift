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

/// `for attempt in range(3): try: … break except …: if attempt == 2: raise`
struct RetryLoop {
  var error: String
  var attempts = 3

  /// - Parameters:
  ///   - body: What is tried, two levels in, with its line end.
  ///   - leaves: Whether the body leaves the function itself, so that nothing has to end the loop.
  func text(_ body: String, leaves: Bool, margin: String, level: String) -> String {
    "\(margin)for attempt in range(\(attempts)):\n\(margin)\(level)try:\n" + body
      + (leaves ? "" : "\(margin)\(level)\(level)break\n")
      + "\(margin)\(level)except \(error):\n\(margin)\(level)\(level)if attempt == \(attempts - 1):\n"
      + "\(margin)\(level)\(level)\(level)raise\n"
  }
}

/// The outermost `with transaction.atomic():` of the path, when all of the transaction is in it.
struct TransactionBlock {
  let site: PythonSite
  let statement: PythonStatement
  let body: [PythonStatement]

  init?(_ reading: DjangoReading) {
    // The outermost function that opens one decides.
    let opened = reading.sites.enumerated().reversed().first { _, site in
      site.location.stepsInFunction.contains { Self.isAtomic($0.statement) }
        || site.function?.decorators.contains(where: \.opensTransaction) == true
    }
    guard let (_, site) = opened, !site.isAsync,
      site.function?.decorators.contains(where: \.opensTransaction) != true,
      reading.source.requestTransaction == nil || !reading.sites.contains(where: \.isView),
      let step = site.location.stepsInFunction.first(where: { Self.isAtomic($0.statement) }),
      case .with(let items, let body) = step.statement.kind, items.count == 1,
      Self.canRunAgain(body), !Self.isTried(step.statement, site)
    else { return nil }
    self.site = site
    statement = step.statement
    self.body = body
  }

  private static func isAtomic(_ statement: PythonStatement) -> Bool {
    guard case .with(let items, _) = statement.kind else { return false }
    return items.contains(where: \.context.opensTransaction)
  }

  private static func isTried(_ statement: PythonStatement, _ site: PythonSite) -> Bool {
    site.location.enclosingBlocks.contains { outer, block in
      guard case .try = outer.kind, block.role == .body else { return false }
      return outer.span.holds(statement.span)
    }
  }

  /// Nothing in it that a rollback does not take back, and no jump out of an outer loop.
  private static func canRunAgain(_ body: [PythonStatement]) -> Bool {
    body.flattened.allSatisfy { statement, _ in
      switch statement.kind {
      case .break, .continue: return false
      case .augment(let target, _, _):
        // A local count would go on from where the first attempt left it.
        if case .name = target.kind { return false }
      default: break
      }
      return !statement.expressions.flatMap(\.calls).contains { call in
        PythonVocabulary.isSlow(call)
          || ["append", "add", "delay", "apply_async", "enqueue", "send_mail", "extend"]
            .contains(call.name ?? "")
      }
    }
  }
}

/// A value of the key that is computed from the rows right before they are written.
struct ComputedKey {
  let site: PythonSite
  /// The field's name.
  let field: String
  /// From the computation to the write, neighbours in one block.
  let statements: [PythonStatement]

  init?(_ reading: DjangoReading) {
    guard let site = reading.site, let write = reading.write, !site.isAsync,
      write.operation == .create || write.operation == .save, let model = reading.model
    else { return nil }
    let keys = Set(model.fieldNames(for: reading.violatedColumns))
    let value = write.values.last { value in
      keys.contains(value.field) || keys.contains(model.field(named: value.field)?.name ?? "")
    }
    let computed =
      write.values.lazy.compactMap { value -> (String, PythonStatement)? in
        guard keys.contains(model.field(named: value.field)?.name ?? value.field),
          case .name(let name) = value.expression.kind,
          let statement = Self.computation(of: name, before: write.statement, at: site)
        else { return nil }
        return (value.field, statement)
      }.first ?? Self.helped(write, keys, at: site, reading, model)
    guard value != nil, let (field, statement) = computed,
      let stretch = site.scope.stretch(from: statement.span, to: write.statement.span),
      stretch.last?.span == write.statement.span, stretch.count <= 8,
      stretch.dropLast().allSatisfy(\.isPlainStep)
    else { return nil }
    self.site = site
    self.field = field
    statements = stretch
  }

  /// The statement that gives the key what a helper of the project computes from the rows:
  /// `Invoice(number=Invoice.next_number())`.
  private static func helped(
    _ write: DjangoWrite, _ keys: Set<String>, at site: PythonSite, _ reading: DjangoReading,
    _ model: DjangoModel
  ) -> (String, PythonStatement)? {
    for value in write.values where keys.contains(model.field(named: value.field)?.name ?? "") {
      guard let call = value.expression.asCall, let callee = call.dottedCallee,
        let last = call.name
      else { continue }
      let helper =
        callee == "\(model.name).\(last)"
        ? model.type.method(last)?.function
        : reading.source.definition(of: callee, in: site.file)?.function
      let reads = helper?.body.contains { statement in
        var found = false
        statement.visitExpressions { expression in
          found = found || expression.readsRows
          return !found
        }
        return found
      }
      guard reads == true else { continue }
      let holder = site.scope.flattened.first { statement, _ in
        statement.blocks.isEmpty && statement.span.holds(value.expression.span)
      }
      if let holder { return (value.field, holder.statement) }
    }
    return nil
  }

  /// The statement that reads the largest value; a name for what it found may stand between.
  private static func computation(
    of name: String, before write: PythonStatement, at site: PythonSite, depth: Int = 3
  ) -> PythonStatement? {
    guard depth > 0 else { return nil }
    var found: PythonStatement?
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.end <= write.span.start else { return false }
        if inner.simpleAssignment?.name == name { found = inner }
        return true
      }
    }
    guard let found, let value = found.simpleAssignment?.value else { return nil }
    if value.readsRows { return found }
    var names: [String] = []
    value.visit { part in
      if case .name(let inner) = part.kind { names.append(inner) }
      return true
    }
    return names.lazy.compactMap { inner in
      computation(of: inner, before: found, at: site, depth: depth - 1)
    }.first
  }

  var range: Range<Int>? { site.file.lines(of: statements) }
  var margin: String? { statements.first.flatMap { site.file.margin(of: $0) } }
  /// Whether the write's statement returns.
  var leaves: Bool { statements.suffix(1).map { $0 }.terminates }
}

extension PythonStatement {
  /// An assignment to a name, which may run again.
  fileprivate var isPlainStep: Bool {
    switch kind {
    case .assign(let targets, _):
      targets.allSatisfy {
        switch $0.kind {
        case .name, .attribute: true
        default: false
        }
      }
    case .annotate: true
    default: false
    }
  }
}

extension PythonExpression {
  /// `….aggregate(Max("number"))`, `….count()`, `….order_by("-number").first()`
  fileprivate var readsRows: Bool {
    calls.contains { call in
      ["aggregate", "count", "latest", "last", "first"].contains(call.name ?? "")
        && call.callee.chain.contains {
          $0.name == "objects" || $0.name.hasSuffix("_set") || $0.name == "cls"
        }
    }
  }
}
