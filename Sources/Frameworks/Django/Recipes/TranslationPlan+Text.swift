import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension TranslationPlan {
  var file: PythonFile { site.file }
  var style: PythonStyle { file.style }

  /// Wraps the statements or adds the method, and imports what that takes.
  func apply(to change: inout PythonChange) {
    guard let first = wrapped.first else { return applyMethod(to: &change) }
    guard let margin = file.margin(of: first), let range = file.lines(of: wrapped) else { return }
    let level = style.indent
    let isAtomic = wrapped.count == 1 && first.isAtomicBlock
    var text = "\(margin)try:\n"
    if site.isAsync {
      text += awaited(range, from: margin, to: margin + level)
    } else if isAtomic {
      text += file.reindented(range, from: margin, to: margin + level, statements: wrapped)
    } else {
      text += "\(margin)\(level)with transaction.atomic():\n"
      text += file.reindented(
        range, from: margin, to: margin + level + level, statements: wrapped)
    }
    text += handler(margin: margin, importingInto: &change)
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

  /// `except IntegrityError:` with all that belongs to it.
  private func handler(margin: String, importingInto change: inout PythonChange) -> String {
    let inner = margin + style.indent
    let check = recheck(margin: inner)
    if check.mentions("objects"), let model = reading.model {
      reading.importModel(model, into: file, &change)
    }
    let bindsError = bindsError || check.mentions("str(error)")
    return "\(margin)except IntegrityError\(bindsError ? " as error" : ""):\n" + check
      + handled(margin: inner)
  }

  /// A method that calls the inherited one.
  private func applyMethod(to change: inout PythonChange) {
    guard let margin = marginOfAddedMethod else { return }
    let handler = handler(margin: margin + style.indent, importingInto: &change)
    addMethod(handledBy: handler, to: &change)
    change.addImport(["IntegrityError", "transaction"], from: "django.db", in: file)
    importAnswer(into: &change)
  }

  /// The blanks before the members of the class that gets a method.
  var marginOfAddedMethod: String? { site.type?.body.last.flatMap(file.margin(of:)) }

  /// Adds the method.
  ///
  /// - Parameter handler: The lines from `except` on.
  func addMethod(handledBy handler: String, to change: inout PythonChange) {
    guard let method = addedMethod, let type = site.type, let last = type.body.last,
      let margin = marginOfAddedMethod
    else { return }
    let inner = margin + style.indent
    let call = "super().\(method.name)(\(method.arguments.joined(separator: ", ")))"
    let isPlaceholder = if case .pass = last.kind { type.body.count == 1 } else { false }
    var text = isPlaceholder ? "" : "\n"
    text +=
      "\(margin)def \(method.name)(\((["self"] + method.parameters).joined(separator: ", "))):\n"
    text += "\(inner)try:\n\(inner)\(style.indent)with transaction.atomic():\n"
    text += "\(inner)\(style.indent)\(style.indent)\(method.returns ? "return " : "")\(call)\n"
    text += handler
    if isPlaceholder, let range = file.lines(of: [last]) {
      change.edit(file, Edit(range, with: text))
    } else {
      change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
    }
  }

  /// Makes the classes of the answer known.
  func importAnswer(into change: inout PythonChange) {
    for (name, module) in imports { change.addImport([name], from: module, in: file) }
  }

  /// `await sync_to_async(transaction.atomic(X.objects.create))(…)`: a savepoint takes a thread of
  /// its own, so the awaited call becomes its blocking twin there.
  private func awaited(_ range: Range<Int>, from old: String, to new: String) -> String {
    guard let call = reading.write?.call, case .attribute(let base, let name) = call.callee.kind
    else { return file.reindented(range, from: old, to: new, statements: wrapped) }
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

  /// The statements of the same block after the wrapped ones.
  private var followingStatements: [PythonStatement] {
    for step in site.location.steps where step.statement.span == wrapped.last?.span {
      return Array(step.block.statements.dropFirst(step.index + 1))
    }
    return []
  }

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
  ///
  /// - Parameters:
  ///   - words: The message; without, what says that the row is there already.
  ///   - field: The form's or serializer's field that it is about, where that is not the violated
  ///     one.
  ///   - status: Of a plain response.
  func answer(
    _ words: String? = nil, field: String? = nil, status: Int = 409, margin: String
  ) -> String {
    let message = style.literal(words ?? reading.refusalMessage)
    let fields = field.map { [$0] } ?? self.fields
    switch reply {
    case .likeCheck, .response: return response(message, status, margin: margin) + "\n"
    case .formMethod(let form):
      return "\(margin)\(addError(form, message, fields))\n"
        + "\(margin)return self.form_invalid(\(form))\n"
    case .formInFunction(let form): return "\(margin)\(addError(form, message, fields))\n"
    case .formAgain(let form, let statements):
      guard let range = file.lines(of: statements), let first = statements.first,
        let old = file.margin(of: first)
      else { return "" }
      return "\(margin)\(addError(form, message, fields))\n"
        + file.reindented(range, from: old, to: margin, statements: statements)
    case .serializer:
      let error =
        file.imports["ValidationError"] != nil
        ? "ValidationError" : "serializers.ValidationError"
      let key = fields.count == 1 ? fields[0] : "non_field_errors"
      return style.call(
        error, ["{\(style.literal(key)): [\(message)]}"], prefix: "raise ",
        suffix: words == nil ? " from error" : "", margin: margin) + "\n"
    case .command:
      return style.call(
        "CommandError", [message], prefix: "raise ", suffix: words == nil ? " from error" : "",
        margin: margin) + "\n"
    case .adminMessage(let admin):
      let call = style.call(
        "\(admin).message_user", ["request", message, "messages.ERROR"], margin: margin)
      return call + "\n\(margin)\(afterAdminMessage)\n"
    }
  }

  private var afterAdminMessage: String {
    if addedMethod != nil { return "return HttpResponseRedirect(request.get_full_path())" }
    let isRepeated = site.location.enclosingBlocks.contains { outer, _ in outer.isLoop }
    return isRepeated ? "continue" : "return"
  }

  private var bindsError: Bool {
    switch reply {
    case .serializer, .command: true
    default: false
    }
  }

  private var fields: [String] {
    reading.model?.fieldNames(for: reading.violatedColumns) ?? reading.violatedColumns
  }

  private func addError(_ form: String, _ message: String, _ fields: [String]) -> String {
    let field = fieldOfForm(fields)
    let message = fields == self.fields ? refusalOfForm ?? message : message
    return "\(form).add_error(\(field.map(style.literal) ?? "None"), \(message))"
  }

  /// The one field that an error is about, if the form has it: Django takes errors of no other.
  func fieldOfForm(_ fields: [String]) -> String? {
    let known = reading.validators.flatMap(\.fields) + (site.type?.fieldsOfForm ?? [])
    return fields.count == 1 && (known.isEmpty || known.contains(fields[0])) ? fields[0] : nil
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
      let known = file.imports
      return known["ValidationError"] == nil && known["serializers"] == nil
        ? [("serializers", "rest_framework")] : []
    case .command: return [("CommandError", "django.core.management.base")]
    case .adminMessage:
      let answer = addedMethod == nil ? [] : [("HttpResponseRedirect", "django.http")]
      return [("messages", "django.contrib")] + answer
    default: return []
    }
  }

  /// An answer in the style of the file's own: the same class and the same key for the message.
  private func response(_ message: String, _ status: Int, margin: String) -> String {
    let key = style.literal(messageKey ?? (responseType == "Response" ? "detail" : "error"))
    let body = responseType == "HttpResponse" ? message : "{\(key): \(message)}"
    return style.call(responseType, [body, "status=\(status)"], prefix: "return ", margin: margin)
  }

  /// The class of the answer: what renders this view's answers, then what the function itself
  /// returns, then what the file's other functions do.
  private var responseType: String {
    if site.isRestView(in: reading.source) { return "Response" }
    let returned = site.returnedCalls
    if let own = ["JsonResponse", "HttpResponse"].first(where: returned.contains) { return own }
    if returned.contains("render") || returned.contains("redirect") { return "HttpResponse" }
    let known = file.imports
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

extension PythonClass {
  /// `fields = ["title", "servings"]` of a generic view.
  fileprivate var fieldsOfForm: [String] {
    value("fields")?.elements.compactMap(\.stringValue) ?? []
  }
}
