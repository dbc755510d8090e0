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
    let columns = remedy.columns.isEmpty ? violatedColumns : remedy.columns
    let table = remedy.table ?? Self.table(failure)
    guard !columns.isEmpty, let model = table.flatMap(source.model(table:)) ?? self.model else {
      return []
    }
    let conditions = openColumns(remedy, columns)
    guard let key = MissingKey(model, columns, whereNull: conditions) else { return [] }
    if !conditions.isEmpty, lacksPartialIndexes { return [key.lockingGuidance] }
    var change = PythonChange()
    guard key.declare(in: &change) else { return [] }
    let migration = DjangoMigration(for: model, in: failure.tree)
    if let migration { change.add(path: migration.path, text: migration.text(key)) }
    let step =
      migration == nil
      ? "Run `makemigrations` after it, and look for duplicates before `migrate`."
      : "The migration stops with a list when duplicates are stored; it deletes nothing."
    let fix = change.fix(
      "Add the unique key \(key.summary) to `\(model.name)`", .unsafe,
      because: "Only the database sees all writers at once. \(step)")
    return [fix].compactMap(\.self) + writersHandled(of: model, columns)
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

extension DjangoReading {
  /// The same failure, had it been at another write of the model.
  init(
    _ reading: DjangoReading, movedTo site: PythonSite, _ write: DjangoWrite, _ columns: [String]
  ) {
    var failure = reading.failure
    var violation = failure.violation ?? ConstraintViolation(kind: .unique)
    violation.kind = .unique
    violation.table = reading.model?.table ?? violation.table
    violation.columns = columns
    failure.violation = violation
    failure.event.request = nil
    failure.event.transaction = nil
    self.init(failure, source: reading.source, sites: [site], write: write, model: reading.model)
  }
}

/// A unique key that a model lacks.
struct MissingKey {
  let model: DjangoModel
  let fields: [DjangoModel.Field]
  let nullFields: [DjangoModel.Field]

  /// `nil` when a column is none of the model's, or the model has the key.
  init?(_ model: DjangoModel, _ columns: [String], whereNull: [String]) {
    let fields = columns.compactMap(model.field(column:))
    let nullFields = whereNull.compactMap(model.field(column:))
    guard fields.count == columns.count, nullFields.count == whereNull.count else { return nil }
    let names = Set(fields.map(\.name))
    let hasKey = model.constraints.contains { constraint in
      constraint.kind == .unique && Set(constraint.fields) == names
        && constraint.isConditional == !whereNull.isEmpty
    }
    guard !hasKey, !(fields.count == 1 && whereNull.isEmpty && fields[0].isUnique) else {
      return nil
    }
    self.model = model
    self.fields = fields
    self.nullFields = nullFields
  }

  /// `(copy) where returned_on is empty`
  var summary: String {
    let key = "(\(fields.map(\.name).joined(separator: ", ")))"
    guard !nullFields.isEmpty else { return key }
    return key + " where \(nullFields.map(\.name).joined(separator: ", ")) is empty"
  }

  /// PostgreSQL takes 63 bytes for a name.
  var name: String {
    let parts = [model.appLabel, model.name.lowercased()] + fields.map(\.name)
    let suffix = nullFields.isEmpty ? "uniq" : "open_uniq"
    return String(parts.joined(separator: "_").prefix(62 - suffix.count)) + "_" + suffix
  }

  /// The arguments of `UniqueConstraint`.
  func arguments(_ style: PythonStyle) -> [String] {
    var arguments = ["fields=[\(fields.map { style.literal($0.name) }.joined(separator: ", "))]"]
    if !nullFields.isEmpty {
      let condition = nullFields.map { "\($0.name)__isnull=True" }.joined(separator: ", ")
      arguments.append("condition=models.Q(\(condition))")
    }
    return arguments + ["name=\(style.literal(name))"]
  }

  /// Into `Meta.constraints`; `false` when the class is written in a way that has no place for it.
  func declare(in change: inout PythonChange) -> Bool {
    let (file, style) = (model.file, model.file.style)
    let level = style.indent
    let meta = model.type.body.lazy.compactMap { statement -> (PythonStatement, PythonClass)? in
      guard case .class(let type) = statement.kind, type.name == "Meta" else { return nil }
      return (statement, type)
    }.first
    func constraint(_ margin: String) -> String {
      style.call("models.UniqueConstraint", arguments(style), suffix: ",", margin: margin) + "\n"
    }
    guard let (metaStatement, type) = meta else {
      guard
        let last = model.type.body.last(where: { $0.simpleAssignment?.value.asCall != nil }),
        let margin = file.margin(of: last)
      else { return false }
      let text =
        "\n\(margin)class Meta:\n\(margin)\(level)constraints = [\n"
        + constraint(margin + level + level) + "\(margin)\(level)]\n"
      change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
      return true
    }
    guard let margin = file.margin(of: metaStatement), let last = type.body.last else {
      return false
    }
    guard let list = type.value("constraints") else {
      let text =
        "\(margin)\(level)constraints = [\n" + constraint(margin + level + level)
        + "\(margin)\(level)]\n"
      change.insert(text, at: file.lineEnd(of: last.span.end - 1), in: file)
      return true
    }
    return append(to: list, constraint(margin + level + level), margin + level, file, &change)
  }

  private func append(
    to list: PythonExpression, _ constraint: String, _ margin: String, _ file: PythonFile,
    _ change: inout PythonChange
  ) -> Bool {
    guard case .list(let elements) = list.kind, let last = elements.last else { return false }
    let inner = margin + file.style.indent
    let isMultiline = list.span.lastLine > last.span.lastLine
    if isMultiline {
      let tail = Edit.insert(constraint, at: file.lineStart(of: list.span.end - 1))
      let between = Array(file.source.text.utf8)[last.span.end..<list.span.end]
      if !between.contains(UInt8(ascii: ",")) { change.insert(",", at: last.span.end, in: file) }
      change.edit(file, tail)
      return true
    }
    let old = elements.map { "\(inner)\(file.source(of: $0)),\n" }.joined()
    let text = "[\n" + old + constraint + margin + "]"
    change.edit(file, Edit(list.span.start..<list.span.end, with: text))
    return true
  }

  /// For databases without partial unique keys.
  var lockingGuidance: Fix {
    let parent = fields.first { $0.isRelation } ?? fields[0]
    let target = parent.target ?? model.name
    return Fix(
      title: "Lock the `\(target)` row while looking and writing", applicability: .guidance,
      rationale: """
        MySQL and MariaDB have no unique key that binds only some rows, and Django leaves such a \
        constraint out there. A lock on the parent row lets one writer at a time look and write.
        """,
      sketch: """
        with transaction.atomic():
            \(parent.name) = \(target).objects.select_for_update().get(pk=...)
            if \(model.name).objects.filter(\(parent.name)=\(parent.name), \
        \(nullFields.map { "\($0.name)__isnull=True" }.joined(separator: ", "))).exists():
                ...  # the answer that the look-up gives now
            \(model.name).objects.create(\(parent.name)=\(parent.name), ...)

        """)
  }
}
