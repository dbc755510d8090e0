import Fixes
import SourceCode

extension DjangoReading {
  /// A key that only a deleted row holds, where it stays taken: refused in readable words.
  var heldByDeletedTest: TestCase? {
    guard !changesRow, let plan = TranslationPlan(self), var scenario = DjangoScenario(self),
      let mark = scenario.model.deletionMark,
      let deleted = scenario.fixtures.value(of: mark, in: scenario.model)
    else { return nil }
    let model = scenario.model
    let all = "\(model.name)._base_manager.all()"
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)AfterDeletionTests(TestCase):")
    file.add(
      "    \"\"\"What a deleted \(model.verboseName) holds is refused in readable words.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_the_first_one_is_accepted(self)",
      [
        "self.assertLess(self.send().status_code, 400)",
        "self.assertEqual(\(all).count(), 1)",
      ])
    file.method(
      "test_what_a_deleted_row_holds_is_refused(self)",
      ["self.send()", "\(all).update(\(mark.name)=\(deleted))", "response = self.send()"]
        + refused(plan) + ["self.assertEqual(\(all).count(), 1)"])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_after_deletion"), framework: "django",
      code: file.text,
      title: "What a deleted \(model.verboseName) holds is refused in readable words")
  }
}
