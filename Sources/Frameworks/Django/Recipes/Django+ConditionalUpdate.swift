import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Takes from a counter only what is left, in one statement.
  static let conditionalUpdate = DjangoRecipe(
    .conditionalUpdate,
    fixes: { reading, remedy in reading.conditionalUpdate(remedy) },
    tests: { reading, _ in
      [reading.conditionalUpdateTest, reading.takingRaceTest].compactMap(\.self)
    },
    examples: [
      .matches(
        "the condition goes into the UPDATE", .freeMetres,
        holds: [
          "+    updated = Berth.objects.filter(", "+        free_metres__gte=metres,",
          "+    if not updated:",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.db.models import F
          from django.http import JsonResponse

          from .models import Berth


          def moor(request, pk):
              berth = Berth.objects.get(pk=pk)
              metres = int(request.POST["metres"])
              berth.free_metres = F("free_metres") - metres
          ↓    berth.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "an amount without a name gets one", .freeMetres,
        holds: ["+    free_metres = int(request.POST[\"metres\"])", "+    if not updated:"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Berth


          def moor(request, pk):
              berth = Berth.objects.get(pk=pk)
              berth.free_metres -= int(request.POST["metres"])
          ↓    berth.save()
              return JsonResponse({"ok": True})

          """),
      .rejects(
        "the counter is set, not lowered", .freeMetres,
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Berth


          def measure(request, pk):
              berth = Berth.objects.get(pk=pk)
              berth.free_metres = int(request.POST["metres"])
          ↓    berth.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "other fields are set in between: the row is locked", .freeMetres,
        holds: [
          "+    with transaction.atomic():",
          "+        berth = Berth.objects.select_for_update().get(pk=pk)",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Berth


          def moor(request, pk):
              berth = Berth.objects.get(pk=pk)
              berth.free_metres -= int(request.POST["metres"])
              berth.code = request.POST["code"]
          ↓    berth.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "an UPDATE after a look gets the look's refusal", .freeMetres,
        holds: [
          "+        updated = Berth.objects.filter(", "free_metres__gte=metres",
          "+        if not updated:", "+            berth.refresh_from_db()",
          "+            return JsonResponse({\"error\": berth.free_metres}, status=409)",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.db import transaction
          from django.db.models import F
          from django.http import JsonResponse

          from .models import Berth


          def moor(request, pk, metres):
              berth = Berth.objects.get(pk=pk)
              if berth.free_metres < metres:
                  return JsonResponse({"error": berth.free_metres}, status=409)
              with transaction.atomic():
          ↓        Berth.objects.filter(pk=berth.pk).update(free_metres=F("free_metres") - metres)
              return JsonResponse({"ok": True})

          """),
      .rejects(
        "a number that only grows", .freeMetres,
        Example.models + """
          # file: harbour/services.py
          from django.db.models import F

          from .models import Berth


          def leave(pk, metres):
          ↓    Berth.objects.filter(pk=pk).update(free_metres=F("free_metres") + metres)

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let freeMetres = ConstraintViolation(
    kind: .check, table: "harbour_berth", columns: ["free_metres"])
}

extension DjangoReading {
  /// The condition in the UPDATE itself: `filter(pk=…, units__gte=n).update(units=F("units") - n)`.
  ///
  /// Where more than the number changes, or saving does more than that, the row is locked instead.
  func conditionalUpdate(_ remedy: Remedy) -> [Fix] {
    [updateWithCondition ?? conditionInUpdate ?? lockedChange].compactMap(\.self)
  }

  /// Whether the statement itself can refuse, so that no lock is needed.
  var refusesInStatement: Bool { updateWithCondition != nil || conditionInUpdate != nil }

  /// The field whose rule was broken: of the violation, else of the rule that it names.
  var countedField: DjangoModel.Field? {
    if let column = violatedColumns.first { return model?.field(column: column) }
    let rule = model?.constraints.first { rule in
      rule.kind == .check && rule.name != nil && rule.name == failure.violation?.constraint
    }
    guard let rule, rule.fields.count == 1 else { return nil }
    return model?.field(named: rule.fields[0])
  }

  private var updateWithCondition: Fix? {
    guard let site, let write, write.operation == .save,
      case .attribute(let base, _) = write.call.callee.kind, let name = base.dottedName,
      let model, !model.savesMore, let field = countedField,
      let decrease = Decrease(of: field.name, on: name, at: site, before: write.call),
      let range = site.file.lines(of: [decrease.statement, write.statement]),
      let margin = site.file.margin(of: decrease.statement),
      site.scope.areNeighbours(decrease.statement, write.statement)
    else { return nil }
    let file = site.file
    let style = file.style
    let refusal = CountRefusal(self, of: name, field, before: decrease.statement)
    guard let refusal else { return nil }
    let amount = file.source(of: decrease.amount)
    let isName = if case .name = decrease.amount.kind { true } else { false }
    let variable = isName ? amount : field.name
    var text = isName ? "" : "\(margin)\(variable) = \(amount)\n"
    let update = site.isAsync ? "aupdate" : "update"
    text += style.call(
      "\(model.name).objects.filter", ["pk=\(name).pk", "\(field.name)__gte=\(variable)"],
      prefix: site.isAsync ? "updated = await " : "updated = ",
      suffix: ".\(update)(\(field.name)=F(\(style.literal(field.name))) - \(variable))",
      margin: margin
    )
    text += "\n\(margin)if not updated:\n" + refusal.text(margin: margin + style.indent)
    // The row in memory does not know what the database made of it.
    if site.followingStatements.contains(where: { $0.mentionsName(name) }) {
      text +=
        site.isAsync
        ? "\(margin)await \(name).arefresh_from_db()\n" : "\(margin)\(name).refresh_from_db()\n"
    }
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["F"], from: "django.db.models", in: file)
    importModel(model, into: file, &change)
    refusal.importAnswer(into: &change)
    return change.fix(
      "Take from `\(field.name)` only what is left in `\(site.functionName ?? "the view")`",
      .unsafe,
      because: """
        The condition is part of the UPDATE, so two requests cannot both pass it; no row changed \
        means that too little was left. A look before the UPDATE alone would leave a race.
        """)
  }

  /// The row is read with a lock, so that whoever comes second reads what the first one left.
  private var lockedChange: Fix? {
    guard facts.sights[.readsThenSaves] != nil, let lock = RowLock(changedBy: self) else {
      return nil
    }
    var change = PythonChange()
    guard lock.apply(to: &change) else { return nil }
    return change.fix(
      "Lock the `\(lock.model)` row while it is changed in `\(lock.site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The row is read, changed in memory and saved, so two requests at once both start from the \
        same number. With `select_for_update` in one transaction the second one waits and reads \
        what the first one left. SQLite has no row locks: there a conflict is an error, not a loss.
        """)
  }
}

extension DjangoModel {
  /// Whether `save()` does more than to store the fields that were changed.
  fileprivate var savesMore: Bool {
    type.method("save") != nil || fields.contains { $0.call?.argument("auto_now")?.kind == .true }
  }
}

extension PythonStatement {
  /// Whether the statement or one below it uses a name.
  func mentionsName(_ name: String) -> Bool {
    var found = false
    visitExpressions { expression in
      if expression.kind == .name(name) { found = true }
      return !found
    }
    return found
  }
}

/// `item.units = F("units") - n`, `item.units -= n` or `item.units = item.units - n`.
private struct Decrease {
  var statement: PythonStatement
  var amount: PythonExpression

  init?(of field: String, on name: String, at site: PythonSite, before call: PythonCall) {
    var found: (PythonStatement, PythonExpression)?
    func isField(_ target: PythonExpression) -> Bool { target.dottedName == "\(name).\(field)" }
    for outer in site.scope {
      outer.visit { statement in
        guard statement.span.end <= call.span.start else { return true }
        switch statement.kind {
        case .augment(let target, "-=", let value) where isField(target): found = (statement, value)
        case .assign(let targets, let value) where targets.count == 1 && isField(targets[0]):
          if case .binary(let left, "-", let right) = value.kind,
            left.dottedName == "\(name).\(field)" || left.asCall?.name == "F"
          {
            found = (statement, right)
          }
        default: break
        }
        return true
      }
    }
    guard let found else { return nil }
    (statement, amount) = found
  }
}

extension [PythonStatement] {
  /// Whether the second statement directly follows the first in one block.
  fileprivate func areNeighbours(_ first: PythonStatement, _ second: PythonStatement) -> Bool {
    if let index = firstIndex(where: { $0.span == first.span }) {
      return indices.contains(index + 1) && self[index + 1].span == second.span
    }
    return contains { outer in
      outer.blocks.contains { $0.statements.areNeighbours(first, second) }
    }
  }
}
