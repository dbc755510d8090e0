import Fixes
import SourceCode

extension DjangoReading {
  /// The migration from the state before it, with duplicates in place.
  func migrationTest(_ remedy: Remedy) -> TestCase? {
    guard let key = missingKey(remedy),
      let migration = DjangoMigration(for: key.model, named: key.migrationName, in: failure.tree),
      let rows = KeyRows(key, source)
    else { return nil }
    let model = key.model
    let (create, again) = (rows.create(1), rows.create(2))
    var file = DjangoTestFile()
    file.need("IntegrityError", from: "django.db")
    file.need("connection", from: "django.db")
    file.need("MigrationExecutor", from: "django.db.migrations.executor")
    file.need("TransactionTestCase", from: "django.test")
    file.need(rows.fixtures)
    file.add("class \(model.name)MigrationTests(TransactionTestCase):")
    file.add("    \"\"\"The key comes in without losing a row.\"\"\"\n")
    file.add("    before = [(\"\(migration.appLabel)\", \"\(migration.dependency)\")]\n")
    file.method(
      "migrate(self, targets=None)",
      [
        "executor = MigrationExecutor(connection)",
        "executor.migrate(targets or executor.loader.graph.leaf_nodes())",
      ])
    file.method("setUp(self)", ["self.migrate(self.before)"] + rows.fixtures.lines)
    file.method("tearDown(self)", ["\(rows.all).delete()", "self.migrate()"])
    file.method(
      "test_duplicates_stop_the_migration_and_stay(self)",
      create + again + [
        "with self.assertRaisesRegex(RuntimeError, \"1 groups of \(model.name) rows\"):",
        "    self.migrate()", "self.assertEqual(\(rows.all).count(), 2)",
      ])
    file.method(
      "test_after_the_clean_up_a_second_row_is_refused(self)",
      create + again + [
        "\(rows.all).order_by(\"pk\").last().delete()", "self.migrate()",
        "with self.assertRaises(IntegrityError):",
      ] + again.map { "    " + $0 })
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_migration"), framework: "django",
      code: file.text,
      title: "The migration stops at duplicates, deletes nothing, and goes through without them")
  }

  /// A deleted row stands in nobody's way.
  var livingKeyTest: TestCase? {
    guard let key = keyOfTheLiving, let mark = key.model.deletionMark,
      replacement(by: key, migration: "probe") != nil, var rows = KeyRows(key, source)
    else { return nil }
    let model = key.model
    let (create, again) = (rows.create(1), rows.create(2))
    guard let deleted = rows.fixtures.value(of: mark, in: model) else { return nil }
    var file = DjangoTestFile()
    file.need("IntegrityError", from: "django.db")
    file.need("transaction", from: "django.db")
    file.need("TestCase", from: "django.test")
    file.need(rows.fixtures)
    file.add("class \(model.name)AfterDeletionTests(TestCase):")
    file.add("    \"\"\"The database keeps \(key.summary) unique.\"\"\"\n")
    if !rows.fixtures.lines.isEmpty { file.method("setUp(self)", rows.fixtures.lines) }
    file.method(
      "test_what_a_deleted_row_held_is_free_again(self)",
      create + ["\(rows.all).update(\(mark.name)=\(deleted))"] + again + [
        "self.assertEqual(\(rows.all).count(), 2)"
      ])
    file.method(
      "test_what_a_living_row_holds_is_refused(self)",
      create + ["with self.assertRaises(IntegrityError), transaction.atomic():"]
        + again.map { "    " + $0 })
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_after_deletion"), framework: "django",
      code: file.text, title: "A deleted \(model.verboseName) frees its key, a living one does not")
  }

  /// The same value in two scopes.
  var widerKeyTest: TestCase? {
    guard let key = widerKey, replacement(by: key, migration: "probe") != nil,
      var rows = KeyRows(key, source, replacing: violatedColumns),
      let scope = key.fields.first(where: { !violatedColumns.contains($0.column) })
    else { return nil }
    let model = key.model
    guard let other = rows.otherValue(of: scope) else { return nil }
    let (create, again) = (rows.create(1), rows.create(2))
    var file = DjangoTestFile()
    file.need("IntegrityError", from: "django.db")
    file.need("transaction", from: "django.db")
    file.need("TestCase", from: "django.test")
    file.need(rows.fixtures)
    file.add("class \(model.name)ScopeTests(TestCase):")
    file.add("    \"\"\"The database keeps \(key.summary) unique, and no less.\"\"\"\n")
    if !rows.fixtures.lines.isEmpty { file.method("setUp(self)", rows.fixtures.lines) }
    file.method(
      "test_another_\(scope.name)_may_use_the_same(self)",
      create + rows.create(2, with: [scope.name: other]) + [
        "self.assertEqual(\(rows.all).count(), 2)"
      ])
    file.method(
      "test_the_same_\(scope.name)_may_not(self)",
      create + ["with self.assertRaises(IntegrityError), transaction.atomic():"]
        + again.map { "    " + $0 })
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_scope"), framework: "django",
      code: file.text, title: "The key holds within one \(scope.verboseName) only")
  }

  /// A row with a key of its own, then the migration, then one without.
  var sequenceTest: TestCase? {
    guard let model,
      let migration = DjangoMigration(
        for: model, named: "\(model.name.lowercased())_sequence", in: failure.tree),
      model.fields.first(where: \.isPrimaryKey)?.type.hasSuffix("AutoField") == true
    else { return nil }
    guard let rows = KeyRows(model, source) else { return nil }
    var file = DjangoTestFile()
    file.importStandard("skipUnless", from: "unittest")
    file.need("connection", from: "django.db")
    file.need("MigrationExecutor", from: "django.db.migrations.executor")
    file.need("TransactionTestCase", from: "django.test")
    file.need(rows.fixtures)
    file.add(
      "@skipUnless(connection.vendor == \"postgresql\", \"Elsewhere the counter follows by itself.\")"
    )
    file.add("class \(model.name)SequenceTests(TransactionTestCase):")
    file.add("    \"\"\"After the migration the next key is free.\"\"\"\n")
    file.add("    before = [(\"\(migration.appLabel)\", \"\(migration.dependency)\")]\n")
    file.method(
      "migrate(self, targets=None)",
      [
        "executor = MigrationExecutor(connection)",
        "executor.migrate(targets or executor.loader.graph.leaf_nodes())",
      ])
    file.method("setUp(self)", ["self.migrate(self.before)"] + rows.fixtures.lines)
    file.method("tearDown(self)", ["self.migrate()"])
    file.method(
      "test_a_row_without_a_key_finds_a_free_one(self)",
      rows.create(1, prefix: "row = ") + rows.create(2, with: ["pk": "row.pk + 1"])
        + ["self.migrate()"] + rows.create(3) + ["self.assertEqual(\(rows.all).count(), 3)"])
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_sequence"), framework: "django",
      code: file.text, title: "After the migration a row without a key of its own can be written")
  }
}
