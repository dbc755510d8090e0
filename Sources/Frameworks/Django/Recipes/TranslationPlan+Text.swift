import Fixes
import SourceCode

extension TranslationPlan {
  private var file: PythonFile { site.file }
  private var style: PythonStyle { file.style }

  /// Wraps the statement, and imports what that takes.
  func apply(to change: inout PythonChange) {
    guard let margin = file.margin(of: wrapped), let range = file.lines(of: [wrapped]) else {
      return
    }
    let level = style.indent
    let isAtomic = if case .with = wrapped.kind { true } else { false }
    var text = "\(margin)try:\n"
    if site.isAsync {
      text += awaited(range, from: margin, to: margin + level)
    } else if isAtomic {
      text += file.reindented(range, from: margin, to: margin + level, statements: [wrapped])
    } else {
      text += "\(margin)\(level)with transaction.atomic():\n"
      text += file.reindented(
        range, from: margin, to: margin + level + level, statements: [wrapped])
    }
    text += "\(margin)except IntegrityError\(bindsError ? " as error" : ""):\n"
    let check = recheck(margin: margin + level)
    text += check
    if !check.isEmpty, let model = reading.model { reading.importModel(model, into: file, &change) }
    text += handled(margin: margin + level)
    var end = range.upperBound
    if case .formInFunction = reply {
      let following = followingStatements
      if let rest = file.lines(of: following) {
        text += "\(margin)else:\n"
        text += file.reindented(
          range.upperBound..<rest.upperBound, from: margin, to: margin + level,
          statements: following)
        end = rest.upperBound
      }
    }
    change.edit(file, Edit(range.lowerBound..<end, with: text))
    let names = isAtomic ? ["IntegrityError"] : ["IntegrityError", "transaction"]
    change.addImport(names, from: "django.db", in: file)
    if site.isAsync { change.addImport(["sync_to_async"], from: "asgiref.sync", in: file) }
    importAnswer(into: &change)
  }

  /// Makes the classes of the answer known.
  func importAnswer(into change: inout PythonChange) {
    for (name, module) in imports { change.addImport([name], from: module, in: file) }
  }

  /// `await sync_to_async(transaction.atomic(X.objects.create))(…)`: a savepoint takes a thread of
  /// its own, so the awaited call becomes its blocking twin there.
  private func awaited(_ range: Range<Int>, from old: String, to new: String) -> String {
    guard let call = reading.write?.call, case .attribute(let base, let name) = call.callee.kind
    else { return file.reindented(range, from: old, to: new, statements: [wrapped]) }
    let twin =
      "sync_to_async(transaction.atomic(\(file.source(of: base)).\(name.dropFirst())))"
    let callee = call.callee.span
    var moved = file.source
    moved.text =
      file.source.applying([Edit(callee.start..<callee.end, with: twin)]) ?? file.source.text
    let growth = moved.text.utf8.count - file.source.text.utf8.count
    return PythonFile(moved).reindented(
      range.lowerBound..<(range.upperBound + growth), from: old, to: new, statements: [])
  }

  /// The statements of the same block after the wrapped one.
  private var followingStatements: [PythonStatement] {
    for step in site.location.steps where step.statement.span == wrapped.span {
      return Array(step.block.statements.dropFirst(step.index + 1))
    }
    return []
  }

  /// Lets what is no such duplicate through, where the table has other rules as well.
  private func recheck(margin: String) -> String {
    guard reading.isAboutUniqueness else { return "" }
    if case .likeCheck(let check) = reply {
      return recheck(like: check, margin: margin)
    }
    guard !reading.hasOneRule, isSiteOfWrite,
      let values = reading.values(of: reading.violatedColumns, at: site)
    else { return "" }
    return reading.existenceQuery(values, prefix: "if not ", suffix: ":", margin: margin, at: site)
      + "\n\(margin)\(style.indent)raise\n"
  }

  private func recheck(like check: DjangoCheck, margin: String) -> String {
    let found = check.prevention.whenFound
    let isAwaited = check.query.terminal?.hasPrefix("a") == true && site.isAsync
    let query =
      (isAwaited ? "await " : "")
      + file.source(of: check.query.expression).replacing("\r", by: "")
    if let name = check.prevention.name, check.query.terminal != "get" {
      let isUsed = found.contains { statement in
        var isUsed = false
        statement.visitExpressions { expression in
          if expression.kind == .name(name) { isUsed = true }
          return !isUsed
        }
        return isUsed
      }
      guard isUsed || !reading.hasOneRule else { return "" }
      return
        "\(margin)\(name) = \(query)\n\(margin)if not \(name):\n\(margin)\(style.indent)raise\n"
    }
    guard !reading.hasOneRule, Self.repeatableLookUps.contains(check.query.terminal)
    else {
      return ""
    }
    return "\(margin)if not \(query):\n\(margin)\(style.indent)raise\n"
  }

  private static let repeatableLookUps: [String?] = [
    "exists", "count", "first", "aexists", "acount", "afirst", nil,
  ]

  private func handled(margin: String) -> String {
    switch reply {
    case .likeCheck(let check):
      let found = check.prevention.whenFound
      guard let range = file.lines(of: found), let first = found.first,
        let old = file.margin(of: first)
      else { return answer(margin: margin) }
      return file.reindented(range, from: old, to: margin, statements: found)
    default: return answer(margin: margin)
    }
  }

  /// What the client reads.
  func answer(_ words: String? = nil, margin: String) -> String {
    let message = style.literal(words ?? reading.refusalMessage)
    switch reply {
    case .likeCheck, .response: return response(message, margin: margin) + "\n"
    case .formMethod(let form):
      return "\(margin)\(addError(form, message))\n\(margin)return self.form_invalid(\(form))\n"
    case .formInFunction(let form): return "\(margin)\(addError(form, message))\n"
    case .serializer:
      let error =
        file.module.imports["ValidationError"] != nil
        ? "ValidationError" : "serializers.ValidationError"
      let field = fields.count == 1 ? fields[0] : "non_field_errors"
      return style.call(
        error, ["{\(style.literal(field)): [\(message)]}"], prefix: "raise ", suffix: " from error",
        margin: margin) + "\n"
    }
  }

  private var bindsError: Bool { if case .serializer = reply { true } else { false } }

  private var fields: [String] {
    reading.model?.fieldNames(for: reading.violatedColumns) ?? reading.violatedColumns
  }

  private func addError(_ form: String, _ message: String) -> String {
    let known = reading.validators.flatMap(\.fields)
    let field = fields.count == 1 && (known.isEmpty || known.contains(fields[0])) ? fields[0] : nil
    let message = refusalOfForm ?? message
    return "\(form).add_error(\(field.map(style.literal) ?? "None"), \(message))"
  }

  /// The words of the form's own look-up of the same key, when it has one.
  private var refusalOfForm: String? {
    let key = Set(reading.violatedColumns)
    for check in reading.validators.flatMap(\.checks) where Set(check.check.columns) == key {
      for statement in check.prevention.whenFound {
        guard case .raise(let raised?, _) = statement.kind else { continue }
        if let text = raised.asCall?.positional.first?.stringValue { return style.literal(text) }
      }
    }
    return nil
  }

  private var imports: [(name: String, module: String)] {
    switch reply {
    case .response:
      return responseType == "Response"
        ? [("Response", "rest_framework.response")] : [(responseType, "django.http")]
    case .serializer:
      let known = file.module.imports
      return known["ValidationError"] == nil && known["serializers"] == nil
        ? [("serializers", "rest_framework")] : []
    default: return []
    }
  }

  /// An answer in the style of the file's own: the same class and the same key for the message.
  private func response(_ message: String, margin: String) -> String {
    let key = style.literal(messageKey ?? (responseType == "Response" ? "detail" : "error"))
    let body = responseType == "HttpResponse" ? message : "{\(key): \(message)}"
    return style.call(responseType, [body, "status=409"], prefix: "return ", margin: margin)
  }

  /// The class of the answer: what renders this view's answers, then what the function itself
  /// returns, then what the file's other functions do.
  private var responseType: String {
    if site.isRestView(in: reading.source) { return "Response" }
    let returned = site.returnedCalls
    if let own = ["JsonResponse", "HttpResponse"].first(where: returned.contains) { return own }
    if returned.contains("render") || returned.contains("redirect") { return "HttpResponse" }
    let known = file.module.imports
    return ["JsonResponse", "HttpResponse"].first { known[$0] != nil } ?? "JsonResponse"
  }

  /// The key that the file's refusals use: `error` of `JsonResponse({"error": …}, status=400)`.
  private var messageKey: String? {
    for call in file.module.calls where call.name == responseType {
      guard case .number(let status) = call.argument("status")?.kind, status.hasPrefix("4"),
        case .dictionary(let items) = call.positional.first?.kind, let item = items.first,
        item.value.isText
      else { continue }
      if let key = item.key?.stringValue { return key }
    }
    return nil
  }
}

extension PythonExpression {
  /// A string, or something made into one.
  fileprivate var isText: Bool {
    if case .string = kind { return true }
    return asCall?.name == "str" || text != nil
  }
}
