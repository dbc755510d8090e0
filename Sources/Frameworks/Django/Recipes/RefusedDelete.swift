import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A delete that the rows which point to it refuse, and how it is answered.
struct RefusedDelete {
  let reading: DjangoReading
  private let plan: TranslationPlan
  private let parent: DjangoModel
  /// The models whose rows point to it and stay when it goes, with their relations.
  private let children: [(model: DjangoModel, relation: DjangoModel.Field)]
  /// What a statement of the application's own names the row by, as Python.
  private let key: String?

  /// `nil` when nothing is deleted, when nobody is there to answer, or when no relation keeps its
  /// rows.
  init?(_ reading: DjangoReading) {
    guard let (plan, parent, key) = Self.inFunction(reading) ?? Self.inherited(reading) else {
      return nil
    }
    let children = reading.source.relations(to: parent).filter { child in
      ["PROTECT", "RESTRICT", "DO_NOTHING"].contains(child.relation.onDeleteName ?? "")
    }
    guard !children.isEmpty else { return nil }
    self.reading = reading
    self.plan = plan
    self.parent = parent
    self.children = children
    self.key = key
  }

  private typealias Place = (plan: TranslationPlan, parent: DjangoModel, key: String?)

  /// The application's own statement: `berth.delete()`, or SQL that deletes one row by its key.
  private static func inFunction(_ reading: DjangoReading) -> Place? {
    guard let site = reading.site, let write = reading.write,
      let plan = TranslationPlan(reading), plan.addedMethod == nil, plan.isOneStatement
    else { return nil }
    if write.operation == .rawStatement { return ofStatement(write, at: site, plan) }
    guard write.operation == .delete, case .attribute(let base, "delete") = write.call.callee.kind,
      let parent = model(of: base, at: site, write, reading)
    else { return nil }
    return (plan, parent, nil)
  }

  /// `cursor.execute("DELETE FROM harbour_berth WHERE id = %s", [pk])`
  private static func ofStatement(
    _ write: DjangoWrite, at site: PythonSite, _ plan: TranslationPlan
  ) -> Place? {
    guard let text = write.call.positional.first?.stringValue, write.call.positional.count == 2
    else { return nil }
    let words = text.split(whereSeparator: { " \n\t;".contains($0) }).map { word in
      String(word.filter { !"\"`".contains($0) })
    }
    let values = write.call.positional[1].elements
    guard words.count == 7, values.count == 1, words[0].uppercased() == "DELETE",
      words[1].uppercased() == "FROM", words[3].uppercased() == "WHERE", words[5] == "=",
      words[6] == "%s", let parent = plan.reading.source.model(table: words[2]),
      parent.field(column: words[4])?.isPrimaryKey == true
    else { return nil }
    return (plan, parent, site.file.source(of: values[0]))
  }

  /// A generic view that deletes by itself.
  private static func inherited(_ reading: DjangoReading) -> Place? {
    guard let site = reading.routedView, let type = site.type, reading.deletesRow,
      type.method("destroy") == nil, type.method("delete") == nil
    else { return nil }
    let kinds = site.baseNames(in: reading.source)
    let deleting: Set<String> = [
      "ModelViewSet", "DestroyModelMixin", "DestroyAPIView", "RetrieveDestroyAPIView",
      "RetrieveUpdateDestroyAPIView", "DeleteView",
    ]
    guard !kinds.isDisjoint(with: deleting),
      let parent = reading.model(ofView: site)
        ?? reading.failure.violation?.referencedTable.flatMap(reading.source.model(table:))
    else { return nil }
    // Django 4 sends the deletion through the form of the page.
    if kinds.contains("DeleteView") {
      guard type.method("form_valid") == nil, type.method("post") == nil else { return nil }
      let form = TranslationPlan(reading, site, adding: .formValid, .formMethod(form: "form"))
      return (form, parent, nil)
    }
    let isOfClass = kinds.contains { $0.hasSuffix("APIView") }
    let plan = TranslationPlan(
      reading, site, adding: isOfClass ? .delete : .destroy, .response)
    return (plan, parent, nil)
  }

  /// What `delete()` is called on: a row that was read, a query set, what a REST view hands over.
  private static func model(
    of base: PythonExpression, at site: PythonSite, _ write: DjangoWrite, _ reading: DjangoReading
  ) -> DjangoModel? {
    if let name = write.model { return reading.source.model(name, in: site.file) }
    guard let name = base.dottedName else { return nil }
    guard let bound = site.bindings(before: write.call.span.start)[name] else {
      let isHandedOver =
        site.function?.name == "perform_destroy" && site.function?.parameters.last?.name == name
      return isHandedOver ? reading.model(ofView: site) : nil
    }
    if bound.asCall?.dottedCallee == "self.get_object" { return reading.model(ofView: site) }
    return DjangoQuery(bound, in: site.file)?.model.flatMap {
      reading.source.model($0, in: site.file)
    }
  }
}

extension RefusedDelete {
  private var unguarded: [(model: DjangoModel, relation: DjangoModel.Field)] {
    key == nil ? children.filter { $0.relation.onDeleteName == "DO_NOTHING" } : []
  }

  private var message: String { "This \(parent.verboseName) is still in use." }

  /// What Django raises where it looks by itself, and what the database does.
  private var caught: String {
    if key != nil { return "IntegrityError" }
    return unguarded.count == children.count
      ? "ProtectedError" : "(IntegrityError, ProtectedError, RestrictedError)"
  }

  var fix: Fix? {
    var change = PythonChange()
    for child in unguarded {
      guard let call = child.relation.call, let value = call.argument("on_delete"),
        child.model.file.source.path != DjangoLibrary.path
      else { return nil }
      let written = child.model.file.source(of: value).replacing("DO_NOTHING", by: "PROTECT")
      change.edit(
        child.model.file, Edit(value.span.start..<value.span.end, with: written))
    }
    guard plan.addedMethod == nil ? wrap(&change) : addMethod(&change) else { return nil }
    let migrations = migrations
    for (migration, operations) in migrations ?? [] {
      change.add(path: migration.path, text: migration.text(operations: operations))
    }
    let isOurs = caught == "ProtectedError"
    change.addImport(
      isOurs ? ["transaction"] : ["IntegrityError", "transaction"], from: "django.db",
      in: plan.file)
    if key == nil {
      change.addImport(
        isOurs ? ["ProtectedError"] : ["ProtectedError", "RestrictedError"],
        from: "django.db.models", in: plan.file)
    }
    plan.importAnswer(into: &change)
    let names = children.map(\.model.name).joined(separator: ", ")
    let migration =
      unguarded.isEmpty
      ? ""
      : (migrations == nil ? " Run `makemigrations` after it; the" : " The")
        + " database itself does not change."
    let function = plan.addedMethod?.name ?? plan.site.functionName ?? "the function"
    return change.fix(
      "Say that the \(parent.verboseName) is in use in `\(function)`", .unsafe,
      because: """
        Rows of \(names) point to it. Refusing keeps them; to delete them as well (`CASCADE`) or \
        to let go of them (`SET_NULL`) is a decision about the data.\(migration)
        """)
  }

  /// What tells the migrations of each app that its rows are protected; `nil` where one of them
  /// cannot be written.
  private var migrations: [(DjangoMigration, [String])]? {
    var found: [(migration: DjangoMigration, operations: [String])] = []
    for child in unguarded {
      let name = child.model.name.lowercased()
      guard
        let migration = DjangoMigration(
          for: child.model, named: "\(name)_\(child.relation.name)_protect",
          in: reading.failure.tree),
        let field = child.relation.protectedText(
          to: parent, in: child.model.file, migration.style)
      else { return nil }
      let operation = migration.operation(
        "AlterField",
        [
          "model_name=\(migration.style.literal(name))",
          "name=\(migration.style.literal(child.relation.name))", "field=\(field)",
        ])
      let known = found.firstIndex {
        $0.migration.dependency == migration.dependency
          && $0.migration.appLabel == migration.appLabel
      }
      if let known {
        found[known].operations.append(operation)
      } else {
        found.append((migration, [operation]))
      }
    }
    return found.map { ($0.migration, $0.operations) }
  }

  private func answer(margin: String) -> String {
    // A hook of a REST view has no answer of its own to give.
    if case .serializer = plan.reply {
      return plan.answer(message, field: "detail", margin: margin)
    }
    if case .formMethod(let form) = plan.reply {
      return "\(margin)\(form).add_error(None, \(plan.style.literal(message)))\n"
        + "\(margin)return self.form_invalid(\(form))\n"
    }
    return plan.answer(message, margin: margin)
  }

  /// `try:` and a savepoint around the statement.
  private func wrap(_ change: inout PythonChange) -> Bool {
    let (file, style) = (plan.file, plan.style)
    guard let margin = file.margin(of: plan.wrapped[0]), let range = file.lines(of: plan.wrapped)
    else { return false }
    let inner = margin + style.indent
    var text = ""
    if let key {
      // Inside an outer transaction the database looks at its end only.
      let looks = children.map { child in
        "\(child.model.name).\(child.model.managerOfAllRows)"
          + ".filter(\(child.relation.name)=\(key)).exists()"
      }
      text += "\(margin)if \(looks.joined(separator: " or ")):\n" + answer(margin: inner)
      for child in children { reading.importModel(child.model, into: file, &change) }
    }
    text += "\(margin)try:\n\(inner)with transaction.atomic():\n"
    text += file.reindented(
      range, from: margin, to: inner + style.indent, statements: plan.wrapped)
    text += "\(margin)except \(caught):\n" + answer(margin: inner)
    change.edit(file, Edit(range, with: text))
    return true
  }

  private func addMethod(_ change: inout PythonChange) -> Bool {
    guard let margin = plan.marginOfAddedMethod else { return false }
    let inner = margin + plan.style.indent
    plan.addMethod(
      handledBy: "\(inner)except \(caught):\n" + answer(margin: inner + plan.style.indent),
      to: &change)
    return true
  }

  /// A row in use stays, one that is not is deleted.
  var test: TestCase? {
    guard let child = children.first, canShowPage,
      var scenario = DjangoScenario(reading, of: parent),
      let row = scenario.fixtures.row(of: parent)
    else { return nil }
    let (setUp, made) = (scenario.setUp, scenario.fixtures.lines.count)
    guard
      let rest = scenario.fixtures.arguments(
        for: child.model, leavingOut: [child.relation.name])
    else { return nil }
    scenario.fixtures.need(child.model)
    let below =
      Array(scenario.fixtures.lines.dropFirst(made))
      + DjangoFixtures.call(
        "\(child.model.name).objects.create", ["\(child.relation.name)=\(row)"] + rest)
    // What Django does not look for, the database does when the transaction ends.
    let base = child.relation.onDeleteName == "DO_NOTHING" ? "TransactionTestCase" : "TestCase"
    var file = DjangoTestFile()
    file.need(base, from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)InUseTests(\(base)):")
    file.add(
      "    \"\"\"A \(parent.verboseName) that is in use stays, and the answer says so.\"\"\"\n")
    file.method("setUp(self)", setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_one_that_is_not_in_use_goes(self)",
      [
        "self.assertLess(self.send().status_code, 400)",
        "self.assertEqual(\(parent.name).objects.count(), 0)",
      ])
    file.method(
      "test_one_in_use_stays(self)",
      below + ["response = self.send()"] + refused + [
        "self.assertEqual(\(parent.name).objects.count(), 1)"
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_in_use"), framework: "django",
      code: file.text, title: "A \(parent.verboseName) that is in use stays")
  }

  /// Whether the page that asks before the deletion can be shown again, as far as the source tells.
  private var canShowPage: Bool {
    guard case .formMethod = plan.reply, plan.site.type?.value("template_name") == nil else {
      return true
    }
    let name = "\(parent.appLabel)/\(parent.name.lowercased())_confirm_delete.html"
    return reading.failure.tree.files.contains { $0.path.hasSuffix(name) }
  }

  private var refused: [String] {
    if case .serializer = plan.reply {
      return ["self.assertContains(response, \"in use\", status_code=400)"]
    }
    if case .formMethod = plan.reply { return ["self.assertLess(response.status_code, 500)"] }
    return reading.refused(plan)
  }
}

extension DjangoReading {
  /// Whether a row is deleted, by a statement of the application's or by Django's own code.
  var deletesRow: Bool {
    if write?.operation == .delete || operation == .delete || deletesByStatement { return true }
    // Without a line of the application's own the request or the view tells.
    guard write == nil else { return false }
    return failure.event.request?.method?.uppercased() == "DELETE"
      || routedView?.baseNames(in: source).contains("DeleteView") == true
  }

  /// Whether a statement of the application's own deletes.
  var deletesByStatement: Bool {
    guard let write, write.operation == .rawStatement else { return false }
    return write.call.positional.first?.stringValue?.uppercased().contains("DELETE FROM ") == true
  }

  /// The model whose rows a generic view is about.
  func model(ofView site: PythonSite) -> DjangoModel? {
    guard let type = site.type else { return nil }
    if let name = type.value("model")?.modelName { return source.model(name, in: site.file) }
    var queries = [type.value("queryset")].compactMap(\.self)
    for statement in type.method("get_queryset")?.function.body ?? [] {
      statement.visitExpressions { expression in
        queries.append(expression)
        return true
      }
    }
    for query in queries {
      let ofOwnMethod = query.chain.map(\.name)
      if let name = DjangoQuery(query, in: site.file)?.model ?? ofOwnMethod.ownerOfObjects {
        return source.model(name, in: site.file)
      }
    }
    let ofRows = type.value("serializer_class")?.dottedName.flatMap { name in
      source.definition(of: name, in: site.file).flatMap { DjangoValidator($0, in: source)?.model }
    }
    return ofRows ?? validators.lazy.compactMap(\.model).first
  }
}

extension [String] {
  /// `Boat` of `Boat.objects.afloat()`.
  fileprivate var ownerOfObjects: String? {
    guard let manager = firstIndex(of: "objects"), manager > 0, count > manager + 1 else {
      return nil
    }
    return self[manager - 1]
  }
}

extension DjangoModel.Field {
  /// The relation as a migration repeats it, with protected rows; `nil` when an argument is more
  /// than a literal.
  fileprivate func protectedText(
    to parent: DjangoModel, in file: PythonFile, _ style: PythonStyle
  ) -> String? {
    guard let call, call.dottedCallee == "models.\(type)" else { return nil }
    var arguments = ["on_delete=models.PROTECT"]
    for argument in call.arguments {
      guard let name = argument.name, !["to", "on_delete"].contains(name) else { continue }
      guard argument.value.isLiteral else { return nil }
      arguments.append("\(name)=\(file.source(of: argument.value))")
    }
    arguments.append("to=\(style.literal("\(parent.appLabel).\(parent.name.lowercased())"))")
    return "models.\(type)(\(arguments.joined(separator: ", ")))"
  }

  /// `PROTECT`
  fileprivate var onDeleteName: String? {
    let value = call?.argument("on_delete") ?? call?.positional.dropFirst().first
    return value?.dottedName?.lastName
  }
}

extension PythonSource {
  /// The relations that lead to a model.
  fileprivate func relations(
    to parent: DjangoModel
  ) -> [(model: DjangoModel, relation: DjangoModel.Field)] {
    var result: [(DjangoModel, DjangoModel.Field)] = []
    for file in files(mentioning: parent.name) {
      for (_, type) in file.classes {
        guard let model = model(named: type.name), model.file.source == file.source else {
          continue
        }
        for field in model.fields where field.isRelation && field.type != "ManyToManyField" {
          if target(of: field, in: model)?.table == parent.table { result.append((model, field)) }
        }
      }
    }
    return result
  }

  private func target(of field: DjangoModel.Field, in model: DjangoModel) -> DjangoModel? {
    model.target(of: field, in: self)
  }
}
