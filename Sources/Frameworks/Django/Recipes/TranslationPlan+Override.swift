import EventSchema
import SourceCode

/// A method that a class inherits, which does the write, and which the class has to override to
/// answer the violation.
struct AddedMethod {
  var name: String
  /// Behind `self`, as in the call: `request, object_id, form_url, extra_context`.
  var arguments: [String]
  /// With their defaults, as in the definition.
  var parameters: [String]
  /// Whether what the inherited method gives is returned.
  var returns = true

  static let formValid = AddedMethod(
    name: "form_valid", arguments: ["form"], parameters: ["form"])
  static let performCreate = AddedMethod(
    name: "perform_create", arguments: ["serializer"], parameters: ["serializer"], returns: false)
  static let performUpdate = AddedMethod(
    name: "perform_update", arguments: ["serializer"], parameters: ["serializer"], returns: false)
  static let destroy = AddedMethod(
    name: "destroy", arguments: ["request", "*args", "**kwargs"],
    parameters: ["request", "*args", "**kwargs"])
  static let delete = AddedMethod(
    name: "delete", arguments: ["request", "*args", "**kwargs"],
    parameters: ["request", "*args", "**kwargs"])
  /// Django runs all of it in one transaction.
  static let changeFormView = AddedMethod(
    name: "changeform_view",
    arguments: ["request", "object_id", "form_url", "extra_context"],
    parameters: ["request", "object_id=None", "form_url=\"\"", "extra_context=None"])
}

extension TranslationPlan {
  /// The class on the stack or behind the URL whose inherited method writes.
  init?(overridingIn reading: DjangoReading) {
    if let site = reading.sites.first(where: { $0.type?.isAdmin == true }) {
      guard let type = site.type, type.bases.contains(where: { $0.hasSuffix("ModelAdmin") }),
        type.method("changeform_view") == nil, !site.isInAction
      else { return nil }
      self.init(reading, site, adding: .changeFormView, .adminMessage("self"))
      return
    }
    guard !reading.sites.contains(where: \.isView), !reading.sites.contains(where: \.isAsync),
      let site = reading.viewByURL, let type = site.type
    else { return nil }
    let kinds = site.baseNames(in: reading.source)
    func isA(_ names: String...) -> Bool { !kinds.isDisjoint(with: names) }
    // What a handler writes beside a row that is changed fails in the view's change of that row.
    let sent = reading.failure.event.request?.method?.uppercased()
    let changes = sent.map { ["PUT", "PATCH"].contains($0) } == true || reading.changesRow
    let method: AddedMethod
    if isA("CreateView", "UpdateView") {
      method = .formValid
    } else if changes,
      isA("ModelViewSet", "UpdateModelMixin", "UpdateAPIView")
        || isA("RetrieveUpdateAPIView", "RetrieveUpdateDestroyAPIView")
    {
      method = .performUpdate
    } else if !changes,
      isA("ModelViewSet", "CreateModelMixin", "CreateAPIView", "ListCreateAPIView")
    {
      method = .performCreate
    } else {
      return nil
    }
    guard type.method(method.name) == nil else { return nil }
    self.init(
      reading, site, adding: method,
      method.name == "form_valid" ? .formMethod(form: "form") : .serializer)
  }
}

extension PythonSite {
  /// The last names of all bases, as far as the source shows them.
  func baseNames(in source: PythonSource) -> Set<String> {
    var names: Set<String> = []
    func add(_ type: PythonClass, _ file: PythonFile, _ depth: Int) {
      for base in type.bases {
        names.insert(base.split(separator: ".").last.map(String.init) ?? base)
        guard depth > 0, let parent = source.definition(of: base, in: file), let type = parent.type
        else { continue }
        add(type, parent.file, depth - 1)
      }
    }
    if let type { add(type, file, 4) }
    return names
  }

  /// Whether the function is an action of the admin.
  fileprivate var isInAction: Bool {
    function?.parameters.map(\.name).dropFirst().elementsEqual(["request", "queryset"]) == true
  }
}
