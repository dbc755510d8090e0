import DatabaseErrors
import Fixes

/// How one remedy is written in a Django application: the changes, and the tests that prove them.
struct DjangoRecipe: Sendable {
  let remedy: Remedy.Kind
  /// The changes that the remedy means at this place, the preferred one first.
  let fixes: @Sendable (DjangoReading, Remedy) -> [Fix]
  /// Tests that fail before the changes of the diagnosis and pass after them; asked only when one
  /// of its remedies has a change that applies.
  let tests: @Sendable (DjangoReading, Remedy) -> [TestCase]
  let examples: [Example]

  init(
    _ remedy: Remedy.Kind, fixes: @escaping @Sendable (DjangoReading, Remedy) -> [Fix],
    tests: @escaping @Sendable (DjangoReading, Remedy) -> [TestCase] = { _, _ in [] },
    examples: [Example]
  ) {
    self.remedy = remedy
    self.fixes = fixes
    self.tests = tests
    self.examples = examples
  }

  static let all: [DjangoRecipe] = [
    .validateOnPath, .translateViolation, .insertOrRead, .addConstraint, .conditionalUpdate,
    .requireValue, .limitInput, .validateParent, .correctConflictTarget, .normalize,
    .resetCopiedValue, .deduplicateBatch, .mergeSibling, .retryWithNewKey, .decideChildren,
    .deferOrMoveInSteps, .readFromPrimary, .useOneDatabase,
    .partialUniqueKey, .widenConstraint, .resetSequence, .savepoint, .enqueueOnCommit, .lockParent,
    .serializeAccess, .idempotencyKey, .compensate, .cleanUpRows, .widenKey, .expandThenContract,
    .addPartition, .rebuildIndex,
  ]

  /// Code with a failure in it, and what becomes of it.
  struct Example: Sendable {
    var title: String
    /// `# file: path` begins a file; `↓` stands before the line that failed, `→` before the line of
    /// each caller.
    var code: String
    var violation: ConstraintViolation
    /// Module and function of Django's frame below the failing line:
    /// `django.db.models.query create`.
    var library: String
    /// What the first change promises; `nil` where nothing must be proposed.
    var applicability: Applicability?
    /// Pieces of the first change.
    var holds: [String]

    static func matches(
      _ title: String, _ violation: ConstraintViolation = .boatNumber, library: String = "",
      _ applicability: Applicability = .unsafe, holds: [String], _ code: String
    ) -> Example {
      Example(
        title: title, code: code, violation: violation, library: library,
        applicability: applicability, holds: holds)
    }

    static func rejects(_ title: String, _ code: String) -> Example {
      rejects(title, .boatNumber, code)
    }

    static func rejects(
      _ title: String, _ violation: ConstraintViolation, library: String = "", _ code: String
    ) -> Example {
      Example(title: title, code: code, violation: violation, library: library, holds: [])
    }

    /// The models of all examples.
    static let models = """
      # file: harbour/models.py
      from django.db import models


      class Berth(models.Model):
          code = models.CharField(max_length=10, unique=True)
          free_metres = models.PositiveIntegerField(default=30)


      class Boat(models.Model):
          number = models.CharField(max_length=12, unique=True)
          name = models.CharField(max_length=40)
          berth = models.ForeignKey(Berth, on_delete=models.PROTECT)


      class Visit(models.Model):
          boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
          day = models.DateField()
          note = models.CharField(max_length=20, blank=True)

          class Meta:
              constraints = [
                  models.UniqueConstraint(fields=["boat", "day"], name="one_visit_a_day"),
              ]


      class Mooring(models.Model):
          berth = models.ForeignKey(Berth, on_delete=models.PROTECT)
          boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
          left_on = models.DateField(null=True)

      """
  }
}

extension ConstraintViolation {
  /// The key that most examples violate.
  static let boatNumber = ConstraintViolation(
    kind: .unique, table: "harbour_boat", columns: ["number"])
}

extension DjangoReading: FrameworkReader {
  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] { fixes(for: remedy) }

  /// The changes that a remedy means in this application, the preferred one first.
  func fixes(for remedy: Remedy) -> [Fix] {
    guard let recipe = DjangoRecipe.all.first(where: { $0.remedy == remedy.kind }) else {
      return []
    }
    return recipe.fixes(keyed(by: remedy), remedy)
  }

  /// Tests for the changes that the remedies ask for, one for each path.
  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] {
    // What no change mends cannot pass after it.
    guard remedies.contains(where: { fixes($0).contains { !$0.diff.isEmpty } }) else {
      return []
    }
    var tests: [TestCase] = []
    for remedy in remedies {
      let recipe = DjangoRecipe.all.first { $0.remedy == remedy.kind }
      for test in recipe?.tests(keyed(by: remedy), remedy) ?? []
      where !tests.contains(where: { $0.path == test.path }) {
        tests.append(test)
      }
    }
    // A change that nothing else can show is shown by the refusal itself.
    if tests.isEmpty, let remedy = remedies.first(where: { $0.kind == .translateViolation }),
      fixes(remedy).contains(where: { !$0.diff.isEmpty }), isAboutUniqueness || isAboutCheck
    {
      return [keyed(by: remedy).refusalTest].compactMap(\.self)
    }
    return tests
  }

  private var isAboutCheck: Bool { failure.violation?.kind == .check }

  /// The same reading for the key that the remedy names.
  private func keyed(by remedy: Remedy) -> DjangoReading {
    guard !remedy.columns.isEmpty, var violation = failure.violation else { return self }
    guard violation.columns.isEmpty, violation.inferred.columns != remedy.columns else {
      return self
    }
    violation.inferred.columns = remedy.columns
    if violation.table == nil { violation.inferred.table = remedy.table }
    var failure = failure
    failure.violation = violation
    return DjangoReading(failure, source)
  }
}
