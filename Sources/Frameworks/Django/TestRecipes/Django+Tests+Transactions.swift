import Fixes
import SourceCode

extension DjangoReading {
  /// After a violation that is caught, the request goes on.
  var savepointTest: TestCase? {
    guard let caught = CaughtWrite(self), let write = caught.write(self),
      let model = Self.model(of: write, at: caught.site, source)
    else { return nil }
    let reading = DjangoReading(
      self, movedTo: caught.site, write, model.keyColumns(in: write), model: model)
    guard !reading.violatedColumns.isEmpty else { return nil }
    if let batch = DjangoBatch(reading) { return batch.goingOnTest() }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    let again: [String]
    var rows = 1
    let (subject, path): (String, String)
    if let scenario = DjangoScenario(reading) {
      (subject, path) = (
        scenario.subject, scenario.path("\(scenario.subject.snakeCased)_goes_on")
      )
      file.need(scenario.fixtures)
      file.add("class \(subject)GoesOnTests(TestCase):")
      file.add("    \"\"\"After a violation that is caught, the request goes on.\"\"\"\n")
      file.method("setUp(self)", scenario.setUp)
      file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
      again = [
        "self.send()", "response = self.send()", "self.assertLess(response.status_code, 500)",
      ]
    } else if let call = DjangoCall(reading) ?? DjangoCall(reading.alone) {
      (subject, path) = (call.subject, call.path("\(call.function.name)_goes_on"))
      file.need(call.fixtures)
      if !call.repeatsInList { file.need("transaction", from: "django.db") }
      file.add("class \(subject)GoesOnTests(TestCase):")
      file.add("    \"\"\"After a violation that is caught, the transaction goes on.\"\"\"\n")
      if !call.fixtures.lines.isEmpty { file.method("setUp(self)", call.fixtures.lines) }
      rows = call.repeatsInList ? 2 : 1
      again =
        call.repeatsInList
        ? [call.text] : ["with transaction.atomic():", "    \(call.text)", "    \(call.text)"]
    } else {
      return nil
    }
    file.method(
      "test_the_second_time_is_no_error(self)",
      again + ["self.assertEqual(\(model.name).objects.count(), \(rows))"])
    return TestCase(
      path: path, framework: "django", code: file.text,
      title: "After a violation that is caught, the next statement still works")
  }

  /// The same failure as if the function had been called by nobody.
  var alone: DjangoReading {
    DjangoReading(
      failure, source: source, sites: Array(sites.prefix(1)), write: write, model: model)
  }

  /// The job waits for the commit.
  var onCommitTest: TestCase? {
    let senders = DjangoSender.all(self)
    let known = facts.sights[.enqueuesBeforeCommit]
    guard let sender = senders.count == 1 ? senders[0] : senders.first(where: { $0.isAt(known) }),
      let target = sender.patchTarget, let (write, model) = written(before: sender),
      let scenario = DjangoScenario(
        DjangoReading(self, movedTo: sender.site, write, [], model: model))
    else { return nil }
    var file = DjangoTestFile()
    file.importStandard("mock", from: "unittest")
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)OnCommitTests(TestCase):")
    file.add("    \"\"\"The job is handed over when its row can be seen, not before.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_the_job_waits_for_the_commit(self)",
      [
        "with mock.patch(\"\(target)\") as send:",
        "    with self.captureOnCommitCallbacks() as callbacks:",
        "        response = \(scenario.send(by: "self.client"))",
        "    self.assertLess(response.status_code, 400)", "    send.assert_not_called()",
        "    for callback in callbacks:", "        callback()", "    send.assert_called_once()",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_on_commit"), framework: "django",
      code: file.text, title: "`\(sender.task)` is handed over after the commit, not before")
  }

  /// The last row that the sender's function makes before it sends.
  private func written(before sender: DjangoSender) -> (DjangoWrite, DjangoModel)? {
    var found: (DjangoWrite, DjangoModel)?
    for statement in sender.site.scope {
      statement.visit { inner in
        guard inner.span.start < sender.statement.span.start else { return false }
        let bindings = sender.site.bindings(before: inner.span.start)
        for call in inner.expressions.flatMap(\.calls) {
          guard let write = DjangoWrite(call, inner, at: sender.site, bindings),
            [.create, .save, .upsert].contains(write.operation),
            let model = Self.model(of: write, at: sender.site, source)
          else { continue }
          found = (write, model)
        }
        return true
      }
    }
    return found
  }
}

extension DjangoSender {
  /// What a test replaces: `berths.views.send_invoice.delay`; `nil` for what is made on the spot.
  fileprivate var patchTarget: String? {
    guard let callee = call.dottedCallee, let root = callee.split(separator: ".").first,
      site.file.imports[String(root)] != nil
        || site.file.definition(named: String(root)) != nil
    else { return nil }
    return "\(site.file.moduleName).\(callee)"
  }
}

extension DjangoModel {
  /// The columns of a unique key all of which a write sets; those of the first one.
  func keyColumns(in write: DjangoWrite) -> [String] {
    let written = Set(write.values.compactMap { column(of: $0.field) })
    if let field = fields.first(where: { $0.isUnique && written.contains($0.column) }) {
      return [field.column]
    }
    for constraint in constraints where constraint.kind == .unique && !constraint.fields.isEmpty {
      let columns = constraint.fields.map { column(of: $0) ?? $0 }
      if Set(columns).isSubset(of: written) { return columns }
    }
    return []
  }
}
