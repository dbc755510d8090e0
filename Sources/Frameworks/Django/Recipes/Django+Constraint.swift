import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Adds the key that the database lacks, after a look for duplicates.
  static let addConstraint = DjangoRecipe(
    .addConstraint,
    fixes: { reading, remedy in reading.constraint(remedy) },
    tests: { reading, remedy in reading.constraintTests(remedy) },
    examples: [
      .matches(
        "a key over the columns of the look-up", .openMooring,
        holds: [
          "+                fields=[\"berth\"],", "condition=models.Q(left_on__isnull=True)",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Mooring


          def who_is_at(berth):
          ↓    return Mooring.objects.get(berth=berth, left_on__isnull=True).boat

          """),
      .matches(
        "a key without a condition", .boatName,
        holds: ["+        constraints = [", "fields=[\"name\"], name=\"harbour_boat_name_uniq\""],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def by_name(name):
          ↓    return Boat.objects.get(name=name)

          """),
      .rejects(
        "the model has the key",
        ConstraintViolation(
          kind: .multipleObjectsReturned, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def by_number(number):
          ↓    return Boat.objects.get(number=number)

          """),
      .rejects(
        "a column is none of the model's",
        ConstraintViolation(
          kind: .multipleObjectsReturned, table: "harbour_boat", columns: ["flag"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def by_flag(flag):
          ↓    return Boat.objects.get(flag=flag)

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let openMooring = ConstraintViolation(
    kind: .multipleObjectsReturned, table: "harbour_mooring", columns: ["berth_id"])
  fileprivate static let boatName = ConstraintViolation(
    kind: .multipleObjectsReturned, table: "harbour_boat", columns: ["name"])
}

extension DjangoReading {
  /// The missing unique key in the model with its migration, and the handler in every place that
  /// writes such rows after a look-up.
  func constraint(_ remedy: Remedy) -> [Fix] {
    guard let key = missingKey(remedy) else { return [] }
    if key.isConditional, lacksPartialIndexes { return [key.lockingGuidance] }
    var change = PythonChange()
    guard key.declare(in: &change) else { return [] }
    let migration = DjangoMigration(for: key.model, named: key.migrationName, in: failure.tree)
    let isConcurrent = DjangoProject(failure).isPostgreSQLAlone
    if let migration {
      change.add(
        path: migration.path, text: key.migrationText(migration, concurrently: isConcurrent))
    }
    let step =
      migration == nil
      ? "Run `makemigrations` after it, and look for duplicates before `migrate`."
      : "The migration stops with their number when duplicates are stored; it deletes nothing."
    let lock =
      isConcurrent && migration != nil ? " The index is built while others go on writing." : ""
    let fix = change.fix(
      "Add the unique key \(key.summary) to `\(key.model.name)`", .unsafe,
      because: """
        Only the database sees all writers at once. \(step)\(lock) A writer that is refused from \
        now on has to answer the violation.
        """)
    guard let fix else { return [] }
    return [fix.adding(key: key.name)] + writersHandled(of: key.model, key.fields.map(\.column))
      + [key.cleanUpGuidance] + (isConcurrent ? [] : [key.rollOutGuidance])
  }

  /// The key that the remedy asks for. Where the model has it and an empty column makes it
  /// toothless, the one for the rows without a value.
  func missingKey(_ remedy: Remedy) -> MissingKey? {
    let columns = remedy.columns.isEmpty ? violatedColumns : remedy.columns
    let table = remedy.table ?? Self.table(failure)
    guard !columns.isEmpty, let model = table.flatMap(source.model(table:)) ?? self.model else {
      return nil
    }
    let open = openColumns(remedy, columns)
    if let key = MissingKey(model, columns, whereNull: open) { return key }
    let nullable = columns.filter { model.field(column: $0)?.isNullable == true }
    let binding = columns.filter { !nullable.contains($0) }
    guard open.isEmpty, nullable.count == 1, !binding.isEmpty,
      !model.constraints.contains(where: \.nullsAreEqual)
    else { return nil }
    return MissingKey(model, binding, whereNull: nullable)
  }

  /// Columns that must be NULL for a row to count: those of the remedy, else those that the failing
  /// look-up demands.
  func openColumns(_ remedy: Remedy, _ columns: [String]) -> [String] {
    guard remedy.onlyWhereNull.isEmpty else { return remedy.onlyWhereNull }
    return facts.read?.otherPredicates.compactMap { predicate in
      predicate.hasSuffix(" IS NULL") ? String(predicate.dropLast(" IS NULL".count)) : nil
    } ?? []
  }

  /// MySQL and MariaDB; their back-quoted names in the recorded statements tell when nothing else
  /// does.
  var lacksPartialIndexes: Bool {
    if let dbms = failure.violation?.dbms { return dbms == .mySQL || dbms == .mariaDB }
    guard let table = model?.table else { return false }
    return failure.event.breadcrumbs.contains { $0.message?.mentions("`\(table)`") == true }
  }

  /// With the key in place a second writer is refused, so the writers have to say so.
  private func writersHandled(of model: DjangoModel, _ columns: [String]) -> [Fix] {
    guardedWriters(of: model, columns).flatMap(\.translation)
  }

  /// The places that write such rows after a look-up, as if the failure were there.
  func guardedWriters(of model: DjangoModel, _ columns: [String]) -> [DjangoReading] {
    var result: [DjangoReading] = []
    for file in source.files(mentioning: model.name) {
      for (_, function, _) in file.functions {
        let line = function.body.first?.span.firstLine ?? function.line
        guard let write = writes(of: model, at: PythonSite(file: file, line: line)).first,
          write.operation != .upsert
        else { continue }
        let site = PythonSite(file: file, line: write.call.span.firstLine)
        let reading = DjangoReading(self, movedTo: site, write, columns)
        if let plan = TranslationPlan(reading), case .likeCheck = plan.reply {
          result.append(reading)
        }
      }
    }
    return result
  }
}
