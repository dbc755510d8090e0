import EventSchema
import SourceCode

extension TranslationPlan {
  /// What can be answered in a function; `nil` where nobody would read it.
  static func reply(
    at site: PythonSite, _ statement: PythonStatement, _ reading: DjangoReading
  ) -> Reply? {
    if let check = refusingCheck(at: site, before: statement, reading) { return .likeCheck(check) }
    guard let function = site.function else { return nil }
    let names = function.parameters.map(\.name)
    if names.count == 3, names[1] == "request", names[2] == "queryset" {
      return .adminMessage(names[0])
    }
    if site.type?.isAdmin == true { return nil }
    if let type = site.type, names.contains("form"), function.name == "form_valid" {
      return type.method("form_invalid") != nil || !type.bases.isEmpty
        ? .formMethod(form: "form") : nil
    }
    if usesSerializer(site, reading) { return .serializer }
    if let form = formVariable(site) { return .formInFunction(form: form) }
    if let (form, answer) = refusedForm(site) { return .formAgain(form: form, answer) }
    if site.type?.isCommand == true, function.name == "handle" { return .command }
    return site.answersRequest(in: reading) ? .response : nil
  }

  /// The look-up of the same function that refuses before the write.
  private static func refusingCheck(
    at site: PythonSite, before statement: PythonStatement, _ reading: DjangoReading
  ) -> DjangoCheck? {
    let key = Set(reading.violatedColumns)
    return reading.checks.last { found in
      found.file.source == site.file.source && found.check.place.function == site.functionName
        && found.prevention.holds && found.prevention.whenFound.terminates
        && !key.isDisjoint(with: found.check.columns)
        && found.prevention.whenFound.allSatisfy { whenFound in
          whenFound.span.end <= statement.span.start || statement.isLoop
        }
    }
  }

  private static func usesSerializer(_ site: PythonSite, _ reading: DjangoReading) -> Bool {
    let bases = site.type?.bases ?? []
    if bases.contains(where: { $0.hasSuffix("Serializer") }) { return true }
    guard site.isView else { return false }
    return site.type?.value("serializer_class") != nil
      || reading.validators.contains(where: \.kind.isSerializer)
  }

  /// The name of a form whose `is_valid()` leads to the statement.
  private static func formVariable(_ site: PythonSite) -> String? {
    for (outer, block) in site.location.enclosingBlocks {
      guard case .if = outer.kind, block.role == .body || block.role == .alternative else {
        continue
      }
      for call in block.condition?.calls ?? [] {
        if let form = site.validatedForm(call) { return form }
      }
    }
    return nil
  }

  /// `if not form.is_valid(): return …` before the statement.
  private static func refusedForm(_ site: PythonSite) -> (String, [PythonStatement])? {
    for statement in site.location.precedingStatements.reversed() {
      guard case .if(let branches, let orelse) = statement.kind, branches.count == 1,
        orelse.isEmpty, let test = branches[0].test, case .unary("not", let operand) = test.kind,
        let call = operand.asCall, let form = site.validatedForm(call),
        case .return(_?) = branches[0].body.last?.kind
      else { continue }
      return (form, branches[0].body)
    }
    return nil
  }
}

extension PythonSite {
  /// The form of `form.is_valid()`. A set of forms takes no single error.
  fileprivate func validatedForm(_ call: PythonCall) -> String? {
    guard call.name == "is_valid", case .attribute(let base, _) = call.callee.kind,
      let name = base.dottedName, !name.lowercased().hasSuffix("formset"),
      !name.lowercased().hasSuffix("serializer")
    else { return nil }
    let made = bindings(before: call.span.start)[name]?.asCall?.name ?? ""
    return made.hasSuffix("FormSet") || made.hasSuffix("Serializer") ? nil : name
  }

  /// Methods that are given the request, or belong to a view, and return something else.
  private static let methodsOfParts: Set<String> = [
    "get_context_data", "get_queryset", "get_object", "get_initial", "get_form_kwargs", "get_form",
    "get_form_class", "get_success_url", "get_serializer", "get_serializer_class",
    "get_serializer_context", "save_model", "save_formset", "save_related", "test_func", "__call__",
    "authenticate",
  ]

  /// Whether what the function returns is the answer to the request: it returns responses, or no
  /// function of the application calls it. A helper that is given the request is no view.
  func answersRequest(in reading: DjangoReading) -> Bool {
    guard isView, !Self.methodsOfParts.contains(function?.name ?? "") else { return false }
    if isRestView(in: reading.source) { return true }
    if type?.bases.contains(where: { $0.hasSuffix("View") || $0.hasSuffix("Mixin") }) == true {
      return true
    }
    let answers: Set<String> = ["render", "redirect", "Response", "JsonResponse"]
    let returned = returnedCalls
    if returned.contains(where: {
      answers.contains($0) || $0.hasPrefix("Http") || $0.hasSuffix("Response")
    }) {
      return true
    }
    return type == nil && reading.sites.last?.function == function
  }
}

extension PythonClass {
  /// Whether it is a class of the admin.
  var isAdmin: Bool {
    bases.contains { $0.hasSuffix("Admin") || $0.hasSuffix("Inline") || $0.hasSuffix("AdminMixin") }
  }

  /// Whether it is a management command.
  var isCommand: Bool { bases.contains { $0.hasSuffix("Command") } }
}
