import Fixes
import SourceCode

extension DjangoReading {
  /// Somebody deletes the parent between the look at it and the write of its child.
  var lockParentTest: TestCase? {
    guard let lock = RowLock(parentOf: self), let scenario = DjangoScenario(self),
      let parent = source.model(lock.model, in: lock.site.file),
      scenario.fixtures.holdsRow(of: parent)
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.importStandard("threading")
    file.need("DatabaseError", from: "django.db")
    file.need("connection", from: "django.db")
    scenario.needClient(in: &file)
    file.need("TransactionTestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.need(parent.name, from: DjangoFixtures.module(of: parent))
    file.add("class \(scenario.subject)ParentTests(TransactionTestCase):")
    file.add(
      "    \"\"\"A \(parent.verboseName) cannot go away while its \(model.verboseName) is written.\"\"\"\n"
    )
    file.method("setUp(self)", scenario.rows)
    let row = "self.\(parent.name.snakeCased)"
    file.method(
      "test_a_deletion_waits_for_the_write(self)",
      [
        "def delete():", "    try:",
        "        \(parent.name)._base_manager.filter(pk=\(row).pk)._raw_delete(\"default\")",
        "    except DatabaseError:",
        "        pass  # It had to wait, or the row is in use.", "    finally:",
        "        connection.close()", "", "deletions = []", "",
        "def delete_before_the_insert(execute, sql, params, many, context):",
        "    if sql.startswith(\"INSERT INTO\") and \"\(model.table)\" in sql and not deletions:",
        "        deletions.append(threading.Thread(target=delete))",
        "        deletions[0].start()",
        "        deletions[0].join(timeout=1)  # It goes on waiting for a lock.",
        "    return execute(sql, params, many, context)", "",
        "client = \(scenario.clientType)(raise_request_exception=False)",
      ] + scenario.login("client") + [
        "with connection.execute_wrapper(delete_before_the_insert):",
        "    response = \(scenario.send(by: "client"))",
        "for deletion in deletions:", "    deletion.join()",
        "self.assertEqual(len(deletions), 1)", "self.assertLess(response.status_code, 500)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_parent"), framework: "django",
      code: file.text,
      title: "Deleting the \(parent.verboseName) meanwhile is no server error")
  }
}
