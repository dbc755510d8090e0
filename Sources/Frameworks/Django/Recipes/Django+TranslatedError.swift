import EventSchema
import Fixes
import SourceCode

extension DjangoReading {
  /// For a write whose own function turns the violation into another error: that error is what a
  /// caller can answer. It may stand for more than this violation, so the answer is only shown.
  var answerToTranslated: [Fix] {
    guard isAboutValues,
      let raiser = sites.firstIndex(where: { TranslationPlan.translated(at: $0) != nil }),
      let error = TranslationPlan.translated(at: sites[raiser])?.asCall?.dottedCallee,
      let view = sites[(raiser + 1)...].first(where: \.isView), let statement = view.statement,
      let margin = view.file.margin(of: statement), let range = view.file.lines(of: [statement])
    else { return [] }
    let (file, level) = (view.file, view.file.style.indent)
    let plan = TranslationPlan(self, view, statement, .response)
    var name = error
    if let callee = sites[raiser].function?.name,
      let call = statement.calls.first(where: { $0.name == callee }),
      let dotted = call.dottedCallee, dotted.hasSuffix(".\(callee)"), !error.mentions(".")
    {
      name = dotted.dropLast(callee.count) + error
    }
    let sketch =
      "\(margin)try:\n"
      + file.reindented(range, from: margin, to: margin + level, statements: [statement])
      + "\(margin)except \(name):\n" + plan.answer(margin: margin + level)
    return [
      Fix(
        title: "Answer `\(name)` in `\(view.functionName ?? "the view")`", applicability: .guidance,
        rationale: """
          `\(sites[raiser].functionName ?? "The function")` catches the violation itself and raises \
          `\(error)`, so no caller sees an `IntegrityError`. Inside an outer transaction its write \
          needs a savepoint too (`with transaction.atomic():` inside the `try`).
          """, sketch: sketch)
    ]
  }
}
