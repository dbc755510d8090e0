import Fixes
import SourceCode

/// What happens when too little is left: what the function does already when it looks, else an
/// answer of the view.
struct CountRefusal {
  private let file: PythonFile
  private let indent: String
  private let branch: [PythonStatement]
  private let plan: TranslationPlan?
  private let words: String
  /// The name of the row that the branch speaks of.
  private let row: String

  /// - Parameter row: What holds the row in the function.
  ///
  /// `nil` when nothing tells what to do.
  init?(
    _ reading: DjangoReading, of row: String, _ field: DjangoModel.Field,
    before decrease: PythonStatement
  ) {
    guard let site = reading.site else { return nil }
    file = site.file
    indent = site.file.style.indent
    words = "Not enough \(field.verboseName) left."
    self.row = row
    var found: [PythonStatement] = []
    for (statement, _) in site.scope.flattened where statement.span.end <= decrease.span.start {
      guard case .if(let branches, let orelse) = statement.kind, branches.count == 1,
        orelse.isEmpty, let branch = branches.first, branch.body.terminates,
        branch.test?.mentionsDotted("\(row).\(field.name)") == true
      else { continue }
      found = branch.body
    }
    branch = found
    plan = found.isEmpty && site.isView ? TranslationPlan(reading) : nil
    guard !found.isEmpty || plan != nil else { return nil }
  }

  func text(margin: String) -> String {
    guard let first = branch.first, let range = file.lines(of: branch),
      let old = file.margin(of: first)
    else { return plan?.answer(words, margin: margin) ?? "" }
    // What the row said when it was read is no longer so.
    let isShown = branch.contains { $0.mentionsName(row) }
    return (isShown ? "\(margin)\(row).refresh_from_db()\n" : "")
      + file.reindented(range, from: old, to: margin, statements: branch)
  }

  func importAnswer(into change: inout PythonChange) {
    if branch.isEmpty { plan?.importAnswer(into: &change) }
  }
}

extension DjangoReading {
  /// `filter(pk=tier.pk).update(remaining=F("remaining") - n)` with the condition in its filter.
  var conditionInUpdate: Fix? {
    guard let site, !site.isAsync, let write, write.operation == .update,
      case .expression = write.statement.kind, let model, let field = countedField,
      let value = write.values.last(where: { $0.field == field.name })?.expression,
      case .binary(let left, "-", let amount) = value.kind, left.asCall?.name == "F",
      amount.isRepeatable, case .attribute(let base, "update") = write.call.callee.kind,
      let filter = base.asCall, filter.name == "filter", !filter.arguments.isEmpty,
      !site.writes(before: write.statement),
      let row = filter.arguments.compactMap({ $0.value.rowName }).first,
      let refusal = CountRefusal(self, of: row, field, before: write.statement),
      let range = site.file.lines(of: [write.statement]),
      let margin = site.file.margin(of: write.statement)
    else { return nil }
    let file = site.file
    func text(_ argument: PythonArgument) -> String {
      (argument.name.map { "\($0)=" } ?? "") + file.source(of: argument.value)
    }
    let assigned = write.call.arguments.map(text).joined(separator: ", ")
    let statement = file.style.call(
      file.source(of: filter.callee),
      filter.arguments.map(text) + ["\(field.name)__gte=\(file.source(of: amount))"],
      prefix: "updated = ", suffix: ".update(\(assigned))", margin: margin)
    var change = PythonChange()
    change.edit(
      file,
      Edit(
        range,
        with: "\(statement)\n\(margin)if not updated:\n"
          + refusal.text(margin: margin + file.style.indent)))
    refusal.importAnswer(into: &change)
    return change.fix(
      "Take from `\(field.name)` only what is left in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The condition is part of the UPDATE, so two requests cannot both pass it; no row changed \
        means that too little was left of the \(model.verboseName). The look before it still \
        answers the usual case.
        """)
  }
}

extension PythonSite {
  /// Whether the function has written rows before a statement, which an answer would leave behind.
  func writes(before statement: PythonStatement) -> Bool {
    scope.flattened.contains { inner, _ in
      guard inner.span.end <= statement.span.start else { return false }
      let bindings = bindings(before: inner.span.start)
      return inner.expressions.flatMap(\.calls).contains { call in
        guard let write = DjangoWrite(call, inner, at: self, bindings) else { return false }
        return write.operation != .read && write.operation != .rawStatement
      }
    }
  }
}

extension PythonExpression {
  /// `tier` of `tier.pk`.
  fileprivate var rowName: String? {
    guard case .attribute(let base, let name) = kind, name == "pk" || name == "id" else {
      return nil
    }
    return base.dottedName
  }
}
