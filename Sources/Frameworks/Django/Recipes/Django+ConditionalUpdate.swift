import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Takes from a counter only what is left, in one statement.
  static let conditionalUpdate = DjangoRecipe(
    .conditionalUpdate,
    fixes: { reading, remedy in reading.conditionalUpdate(remedy) },
    tests: { reading, _ in [reading.conditionalUpdateTest].compactMap(\.self) },
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
      .rejects(
        "other fields are set in between", .freeMetres,
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
    ])
}

extension ConstraintViolation {
  fileprivate static let freeMetres = ConstraintViolation(
    kind: .check, table: "harbour_berth", columns: ["free_metres"])
}

extension DjangoReading {
  /// The condition in the UPDATE itself: `filter(pk=…, units__gte=n).update(units=F("units") - n)`.
  func conditionalUpdate(_ remedy: Remedy) -> [Fix] {
    guard let site, let write, write.operation == .save, site.isView,
      case .attribute(let base, _) = write.call.callee.kind, let name = base.dottedName,
      let model, let column = violatedColumns.first, let field = model.field(column: column),
      let decrease = Decrease(of: field.name, on: name, at: site, before: write.call),
      let range = site.file.lines(of: [decrease.statement, write.statement]),
      let margin = site.file.margin(of: decrease.statement),
      site.scope.areNeighbours(decrease.statement, write.statement),
      let plan = TranslationPlan(self)
    else { return [] }
    let file = site.file
    let style = file.style
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
    text += "\n\(margin)if not updated:\n"
    text += plan.answer(
      "Not enough \(field.verboseName) left.", margin: margin + style.indent)
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["F"], from: "django.db.models", in: file)
    importModel(model, into: file, &change)
    plan.importAnswer(into: &change)
    let fix = change.fix(
      "Take from `\(field.name)` only what is left in `\(site.functionName ?? "the view")`",
      .unsafe,
      because: """
        The condition is part of the UPDATE, so two requests cannot both pass it; no row changed \
        means that too little was left. A look before the UPDATE alone would leave a race.
        """)
    return [fix].compactMap(\.self)
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
