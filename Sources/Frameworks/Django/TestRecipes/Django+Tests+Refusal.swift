import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoReading {
  /// The database's refusal itself, where no request brings about the rows that it is for: what is
  /// caught and answered is no server error.
  var refusalTest: TestCase? {
    guard let plan = TranslationPlan(self), let model, let rule = nameOfRule,
      [nil, .create, .save, .update, .bulkInsert].contains(write?.operation)
    else { return nil }
    // A handler that looks whether the row is there does not believe a name.
    let recheck = plan.recheck(margin: "")
    guard recheck.isEmpty || recheck.mentions("str(error)") else { return nil }
    let (subject, path): (String, String)
    let setUp: [String]
    let send: String
    let fixtures: DjangoFixtures
    if let action = AdminAction(self) {
      subject = action.name.camelCased
      path = testPath(for: model, "\(action.name)_refused")
      (setUp, send, fixtures) = (action.setUp, action.send, action.fixtures)
    } else if let scenario = DjangoScenario(self) ?? DjangoScenario(self, isBatch: true) {
      subject = scenario.subject
      path = scenario.path("\(subject.snakeCased)_refused")
      (setUp, send, fixtures) = (
        scenario.setUp, scenario.send(by: "self.client"), scenario.fixtures
      )
    } else {
      return nil
    }
    var file = DjangoTestFile()
    file.need("IntegrityError", from: "django.db")
    file.need("connection", from: "django.db")
    file.need("TestCase", from: "django.test")
    file.need(fixtures)
    file.add("class \(subject)RefusedTests(TestCase):")
    file.add("    \"\"\"What the database refuses is answered, and is no server error.\"\"\"\n")
    file.method("setUp(self)", setUp)
    file.method(
      "test_a_refusal_is_no_server_error(self)",
      [
        "table = connection.ops.quote_name(\"\(model.table)\")", "refused = []", "",
        "def refuse_once(execute, sql, params, many, context):",
        "    if sql.startswith((f\"INSERT INTO {table}\", f\"UPDATE {table}\")) and not refused:",
        "        refused.append(sql)", "        raise IntegrityError(\"\(rule)\")",
        "    return execute(sql, params, many, context)", "",
        "self.client.raise_request_exception = False",
        "with connection.execute_wrapper(refuse_once):", "    response = \(send)",
        "self.assertEqual(len(refused), 1)", "self.assertLess(response.status_code, 500)",
      ])
    return TestCase(
      path: path, framework: "django", code: file.text,
      title: "What the database refuses of a \(model.verboseName) is no server error")
  }

  /// What handlers know the violated rule by.
  private var nameOfRule: String? {
    if let name = failure.violation?.constraint { return name }
    return isAboutUniqueness && !violatedColumns.isEmpty
      ? "(\(violatedColumns.joined(separator: ", ")))" : nil
  }
}

/// An action of the admin, run for two rows that were chosen in the list.
private struct AdminAction {
  let name: String
  private(set) var fixtures: DjangoFixtures
  private let model: DjangoModel
  private let rows: [String]

  init?(_ reading: DjangoReading) {
    let action = reading.sites.first { site in
      site.type?.isAdmin == true
        && site.function?.parameters.map(\.name).dropFirst().elementsEqual(["request", "queryset"])
          == true
    }
    guard let action, let function = action.function,
      let model = action.modelOfAdmin(reading.source)
    else { return nil }
    fixtures = DjangoFixtures(reading.source)
    guard let row = fixtures.row(of: model), let other = fixtures.otherRow(of: model),
      fixtures.user(mayAll: true) != nil
    else { return nil }
    fixtures.need("reverse", from: "django.urls")
    name = function.name
    self.model = model
    rows = [row, other]
  }

  var setUp: [String] {
    let url = "reverse(\"admin:\(model.appLabel)_\(model.name.lowercased())_changelist\")"
    let chosen = rows.map { $0 + ".pk" }.joined(separator: ", ")
    return fixtures.lines + [
      "self.client.force_login(self.user)", "self.url = \(url)",
      "self.data = {\"action\": \"\(name)\", \"_selected_action\": [\(chosen)]}",
    ]
  }

  var send: String { "self.client.post(self.url, self.data)" }
}

extension PythonSite {
  /// `Boat` of `@admin.register(Boat)` and `admin.site.register(Boat, BoatAdmin)`.
  fileprivate func modelOfAdmin(_ source: PythonSource) -> DjangoModel? {
    let decorated = type?.decorators.compactMap(\.asCall).filter { $0.name == "register" } ?? []
    let registered = file.module.calls.filter { call in
      call.name == "register" && call.positional.count == 2
        && call.positional[1].dottedName == type?.name
    }
    return (decorated + registered).first?.positional.first?.dottedName.flatMap {
      source.model($0, in: file)
    }
  }
}
