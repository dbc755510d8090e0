import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Locks the parent from the look at it until its child is written.
  static let lockParent = DjangoRecipe(
    .lockParent,
    fixes: { reading, remedy in reading.lockParent(remedy) },
    tests: { reading, _ in [reading.lockParentTest].compactMap(\.self) },
    examples: [
      .matches(
        "read, then written",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        .unsafe,
        holds: [
          "+    with transaction.atomic():",
          "+        boat = get_object_or_404(Boat.objects.select_for_update(), pk=pk)",
          "+        visit = Visit.objects.create(",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Boat, Visit


          def arrive(request, pk):
              boat = get_object_or_404(Boat, pk=pk)
          ↓    visit = Visit.objects.create(boat=boat, day=request.POST["day"])
              return JsonResponse({"visit": visit.pk}, status=201)

          """),
      .matches(
        "inside of a transaction one word is enough",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        .unsafe,
        holds: ["+        boat = Boat.objects.select_for_update().get(pk=pk)"],
        Example.models + """
          # file: harbour/services.py
          from django.db import transaction

          from .models import Boat, Visit


          def arrive(pk, day):
              with transaction.atomic():
                  boat = Boat.objects.get(pk=pk)
                  visit = Visit(boat=boat, day=day)
          ↓        visit.save()
              return visit

          """),
      .matches(
        "the parent comes from the caller",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        .guidance,
        holds: ["Boat.objects.select_for_update().get(pk=...)"],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def arrive(boat, day):
          ↓    return Visit.objects.create(boat=boat, day=day)

          """),
      .rejects(
        "no relation is written",
        ConstraintViolation(kind: .foreignKey, table: "harbour_berth", columns: ["id"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Berth


          def open_berth(code):
          ↓    return Berth.objects.create(code=code)

          """),
      .rejects(
        "nothing is known of the write",
        ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
        Example.models + """
          # file: harbour/services.py
          def arrive(store, day):
          ↓    store(day)

          """),
    ])
}

extension DjangoReading {
  /// The parent's look-up locks its row, and the child is written under that lock.
  func lockParent(_ remedy: Remedy) -> [Fix] {
    guard let lock = RowLock(parentOf: self) else { return [lockParentGuidance].compactMap(\.self) }
    var change = PythonChange()
    guard lock.apply(to: &change) else { return [] }
    let sqlite =
      DjangoProject(failure).engines.contains("sqlite3")
      ? " SQLite has no row locks; there its one writer at a time does the same." : ""
    let fix = change.fix(
      "Lock the `\(lock.model)` row before its \(model?.verboseName ?? "child") is written",
      .unsafe,
      because: """
        The row was there when it was read and gone when the child was written. \
        `select_for_update` inside one transaction makes whoever deletes it wait for the commit, \
        and a request that comes after the deletion finds no row and answers as it does now.\(sqlite)
        """)
    return [fix].compactMap(\.self)
  }

  /// Where the statements cannot be moved under one transaction by themselves.
  private var lockParentGuidance: Fix? {
    guard let site, let model, let write, !site.isAsync else { return nil }
    let parents = model.fields.filter { $0.isRelation && $0.type != "ManyToManyField" }
    let written = parents.first { field in
      violatedColumns.contains(field.column)
        || write.values.contains { $0.field == field.name || $0.field == field.column }
    }
    guard let written, let target = written.target else { return nil }
    return Fix(
      title: "Lock the `\(target)` row before its \(model.verboseName) is written",
      applicability: .guidance,
      rationale: """
        Between the look at the parent and the write another request can delete it. Read it with a \
        lock in the transaction that writes the child, and answer the case that it is gone.
        """,
      sketch: """
        with transaction.atomic():
            \(written.name) = \(target).objects.select_for_update().get(pk=...)
            ...  # write the \(model.verboseName)

        """)
  }
}

/// A look-up of a row, and a write that rests on it, in one block of a function.
struct RowLock {
  let site: PythonSite
  /// The looked-up row's model, as written.
  let model: String
  /// From the look-up to the write.
  let statements: [PythonStatement]
  let query: DjangoQuery
  /// Whether the source opens a transaction around both already.
  let isInTransaction: Bool

  /// The row that the written one points to.
  init?(parentOf reading: DjangoReading) {
    guard let model = reading.model else { return nil }
    let targets = model.fields.filter { $0.isRelation && $0.type != "ManyToManyField" }
      .filter { field in
        reading.violatedColumns.isEmpty || reading.violatedColumns.contains(field.column)
      }
      .compactMap { model.target(of: $0, in: reading.source)?.name ?? $0.target }
    self.init(reading, of: targets)
  }

  /// The row that is read, changed and saved.
  init?(changedBy reading: DjangoReading) {
    guard let model = reading.model, reading.write?.operation == .save else { return nil }
    self.init(reading, of: [model.name])
  }

  private init?(_ reading: DjangoReading, of models: [String]) {
    guard let site = reading.site, let write = reading.write, !site.isAsync,
      write.operation != .read, write.operation != .delete,
      let found = Self.look(before: write, at: site, models),
      let stretch = site.scope.stretch(from: found.statement.span, to: write.statement.span)
    else { return nil }
    self.site = site
    model = found.model
    query = found.query
    statements = stretch
    isInTransaction =
      site.transaction(around: found.statement.span) != nil
      || site.isView && reading.source.requestTransaction != nil
    // A look-up inside of an inner transaction would give its lock back before the write.
    if isInTransaction, site.transaction(around: write.statement.span) == nil, !site.isView {
      return nil
    }
  }

  /// The last look-up of a row of one of the models.
  private static func look(
    before write: DjangoWrite, at site: PythonSite, _ models: [String]
  ) -> (statement: PythonStatement, query: DjangoQuery, model: String)? {
    var result: (PythonStatement, DjangoQuery, String)?
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.end <= write.statement.span.start,
          let value = inner.simpleAssignment?.value
        else { return inner.span.start < write.statement.span.start }
        if let query = DjangoQuery(value, in: site.file), let name = query.model,
          models.contains(name), !query.locks, canLock(query)
        {
          result = (inner, query, name)
        }
        return true
      }
    }
    return result
  }

  private static let locking: Set<String> = ["get", "get_object_or_404", "first", "last"]

  /// Whether the lock is one word more; a join would lock rows of other tables too.
  private static func canLock(_ query: DjangoQuery) -> Bool {
    guard locking.contains(query.terminal ?? "") else { return false }
    return !query.expression.chain.contains { link in
      ["select_related", "annotate", "distinct", "union", "values", "values_list"]
        .contains(link.name)
    }
  }

  func apply(to change: inout PythonChange) -> Bool {
    let file = site.file
    guard let edit = lockingEdit else { return false }
    if isInTransaction {
      change.edit(file, edit)
      return true
    }
    guard let range = file.lines(of: statements), let first = statements.first,
      let margin = file.margin(of: first)
    else { return false }
    // The edit is inside of what moves.
    var moved = file.source
    guard let text = file.source.applying([edit]) else { return false }
    moved.text = text
    let growth = text.utf8.count - file.source.text.utf8.count
    let body = PythonFile(moved).reindented(
      range.lowerBound..<(range.upperBound + growth), from: margin,
      to: margin + file.style.indent, statements: [])
    guard !statements.holdTextOverLines else { return false }
    change.edit(file, Edit(range, with: "\(margin)with transaction.atomic():\n" + body))
    change.addImport(["transaction"], from: "django.db", in: file)
    return true
  }

  /// `Berth.objects.get(…)` → `Berth.objects.select_for_update().get(…)`,
  /// `get_object_or_404(Berth, …)` → `get_object_or_404(Berth.objects.select_for_update(), …)`.
  private var lockingEdit: Edit? {
    if query.terminal == "get_object_or_404" {
      guard let subject = query.expression.asCall?.positional.first else { return nil }
      let hasManager = subject.chain.count > 1
      return .insert(
        hasManager ? ".select_for_update()" : ".objects.select_for_update()", at: subject.span.end)
    }
    guard let manager = query.manager else { return nil }
    let links = query.expression.chain
    guard let link = links.last(where: { $0.name == manager && $0.arguments == nil }) else {
      return nil
    }
    return .insert(".select_for_update()", at: link.span.end)
  }
}

extension [PythonStatement] {
  /// The statements of one block from the one that holds the first place to the one that holds the
  /// second; `nil` when the first is in a block that the second is not in.
  func stretch(from first: CodeSpan, to second: CodeSpan) -> [PythonStatement]? {
    guard let start = firstIndex(where: { $0.span.holds(first) }),
      let end = firstIndex(where: { $0.span.holds(second) }), start <= end
    else { return nil }
    if self[start].span == first { return Array(self[start...end]) }
    if start == end {
      for block in self[start].blocks where block.statements.holds(first) {
        return block.statements.stretch(from: first, to: second)
      }
      return nil
    }
    // `try: berth = ….get(…)` `except Berth.DoesNotExist: …` is one step of the way.
    guard case .try(let attempt) = self[start].kind, attempt.body.first?.span == first else {
      return nil
    }
    return Array(self[start...end])
  }

  /// Whether a string literal goes over several lines, which must not be moved.
  var holdTextOverLines: Bool {
    var found = false
    for statement in self {
      statement.visitExpressions { expression in
        if case .string = expression.kind, expression.span.lastLine > expression.span.firstLine {
          found = true
        }
        return !found
      }
    }
    return found
  }
}
