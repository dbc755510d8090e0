import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Lets whoever comes second go on with the row that is there.
  static let insertOrRead = DjangoRecipe(
    .insertOrRead,
    fixes: { reading, remedy in reading.insertOrRead(remedy) },
    tests: { reading, _ in
      guard reading.isAboutUniqueness else { return [] }
      if reading.handlerMakesRow { return [reading.onceTest].compactMap(\.self) }
      return [reading.raceTest(secondGoesOn: true), reading.jobRaceTest].compactMap(\.self)
    },
    examples: [
      .matches(
        "a look-up and a creation become one call",
        holds: [
          "+    boat, _ = Boat.objects.get_or_create(",
          "+        number=number,", "defaults={\"name\": name, \"berth\": berth},",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def boat_of(number, name, berth):
              boat = Boat.objects.filter(number=number).first()
              if boat is None:
          ↓        boat = Boat.objects.create(number=number, name=name, berth=berth)
              return boat

          """),
      .matches(
        "what surrounds the creation stays, and the winner's row is read",
        holds: ["+        except IntegrityError:", "+            boat = Boat.objects.filter("],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def boat_of(number, berth):
              boat = Boat.objects.filter(number=number).first()
              if boat is None:
                  boat = Boat(number=number, berth=berth)
                  boat.name = name_of(boat)
                  note(boat)
          ↓        boat.save()
              return boat

          """),
      .matches(
        "a row that is built in steps and saved",
        holds: [
          "+    boat, _ = Boat.objects.get_or_create(",
          "defaults={\"berth_id\": berth, \"name\": name}",
          "-    boat.berth_id = berth", "-    boat.save()",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, name, berth):
              boat = Boat(number=number, name=name)
              boat.berth_id = berth
          ↓    boat.save()
              return boat

          """),
      .rejects(
        "something happens between the building of a row and its save",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, name, berth):
              boat = Boat(number=number, name=name)
              boat.moor(berth)
          ↓    boat.save()
              return boat

          """),
      .rejects(
        "an UPDATE has no row to read",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def rename(pk, number):
          ↓    Boat.objects.filter(pk=pk).update(number=number)

          """),
      .rejects(
        "no rule of uniqueness is at stake",
        ConstraintViolation(kind: .check, table: "harbour_berth", columns: ["free_metres"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Berth


          def open_berth(code):
          ↓    return Berth.objects.create(code=code, free_metres=-1)

          """),
    ])
}

extension DjangoReading {
  /// Whether a signal's handler makes such a row on the same path.
  var handlerMakesRow: Bool { facts.otherWrites.contains(where: \.isInCallback) }

  /// Insert first and read the winner's row when there is one.
  func insertOrRead(_ remedy: Remedy) -> [Fix] {
    guard isAboutUniqueness, let site, let write, let model, !violatedColumns.isEmpty else {
      return []
    }
    guard !model.managerHidesRows else { return [] }
    // Somebody else's row under a number that both have computed is not the row that is wanted.
    guard ComputedKey(self) == nil else { return [] }
    guard let pattern = LookThenCreate(self, site, write, model) else {
      return [lookAgain(site, write)].compactMap(\.self)
    }
    let file = site.file
    var change = PythonChange()
    // A handler of the same transaction has made the row: the explicit values have the last word.
    let isOwn = pattern.isFirstLook && handlerMakesRow
    let following =
      pattern.isFirstLook && !isOwn && !isInMissHandler
      ? followingEffects(of: write, at: site) : .none
    let helper = isOwn && pattern.hasDefaults ? "update_or_create" : "get_or_create"
    guard pattern.apply(to: &change, file, following, helper: helper) else { return [] }
    var rationale = """
      `\(helper)` inserts inside a savepoint and reads the winner's row when the database \
      refuses, so whoever comes second goes on with the same row. It rests on the unique key over \
      \(model.fieldNames(for: violatedColumns).joined(separator: ", ")).
      """
    if following != .none {
      rationale += " What follows must run for a new row alone, or its effects happen twice."
    }
    if isOwn {
      rationale += " A handler makes such a row too: decide which of them is its owner."
    }
    let fix = change.fix(
      "Let `\(helper)` decide in `\(site.functionName ?? "the function")`",
      following == .elsewhere ? .guidance : .unsafe, because: rationale)
    return [fix].compactMap(\.self)
  }
}

extension DjangoReading {
  /// For whatever surrounds the write: the violation is caught and the look-up asked again, which
  /// now finds the winner's row.
  private func lookAgain(_ site: PythonSite, _ write: DjangoWrite) -> Fix? {
    let file = site.file
    let check = checks.last { found in
      found.prevention.holds && found.prevention.whenFound.isEmpty
        && found.file.source == file.source && asksForKey(found)
    }
    guard let check, let name = check.prevention.name, !TranslationPlan.isCaught(at: site),
      !site.isAsync,
      let margin = file.margin(of: write.statement), let range = file.lines(of: [write.statement])
    else { return nil }
    let level = file.style.indent
    let query = file.source(of: check.query.expression).replacing("\r", by: "")
    let moved = file.reindented(
      range, from: margin, to: margin + level + level, statements: [write.statement])
    var change = PythonChange()
    change.edit(
      file,
      Edit(
        range,
        with: "\(margin)try:\n\(margin)\(level)with transaction.atomic():\n\(moved)"
          + "\(margin)except IntegrityError:\n\(margin)\(level)\(name) = \(query)\n"
          + missed(check, name, margin: margin + level, in: file)))
    change.addImport(["IntegrityError", "transaction"], from: "django.db", in: file)
    return change.fix(
      "Ask again after a violation in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        Whoever comes second is refused by the database, inside a savepoint, and then finds the \
        winner's row by the look-up that found nothing before.
        """)
  }
}

extension DjangoReading {
  /// Whether a look-up asks for the violated key: for its columns, and for nothing else than what
  /// the condition of the key says as well.
  func asksForKey(_ found: DjangoCheck) -> Bool {
    let (key, asked) = (Set(violatedColumns), Set(found.check.columns))
    guard asked != key else { return true }
    let constraint = model?.constraints.first { $0.name == failure.violation?.constraint }
    guard asked.isSuperset(of: key), let condition = constraint?.condition, let model else {
      return false
    }
    return model.fieldNames(for: Array(asked.subtracting(key))).allSatisfy(condition.mentions)
  }

  /// Lets a violation of another rule through: the look-up still finds nothing then.
  private func missed(
    _ check: DjangoCheck, _ name: String, margin: String, in file: PythonFile
  ) -> String {
    guard !hasOneRule, check.query.terminal != "get" else { return "" }
    return "\(margin)if not \(name):\n\(margin)\(file.style.indent)raise\n"
  }
}

/// A look-up and the creation that follows when it finds nothing, as one stretch of a function.
struct LookThenCreate {
  private let model: DjangoModel
  private let key: [DjangoWrite.Value]
  private let rest: [DjangoWrite.Value]
  /// What holds the row afterwards; `nil` when nothing does.
  private let name: String?
  /// The statements that the call replaces.
  private let statements: [PythonStatement]
  private let returns: Bool
  /// Whether nobody looked before, so that going on with a row that is there is new.
  let isFirstLook: Bool

  /// `nil` when the stretch does anything else, or when a value cannot be told.
  init?(
    _ reading: DjangoReading, _ site: PythonSite, _ write: DjangoWrite, _ model: DjangoModel
  ) {
    let columns = reading.violatedColumns
    guard write.operation == .create || write.operation == .save, write.spreads.isEmpty,
      write.validator == nil, write.fetched == nil, write.relatedManager == nil
    else { return nil }
    func column(_ value: DjangoWrite.Value) -> String {
      model.column(of: value.field) ?? value.field
    }
    key = columns.compactMap { column in write.values.last { model.column(of: $0.field) == column }
    }
    rest = write.values.filter { !columns.contains(column($0)) }
    self.model = model
    guard key.count == columns.count else { return nil }
    let check = reading.checks.last { found in
      found.prevention.holds && found.file.source == site.file.source
        && Set(found.check.columns) == Set(columns) && found.check.otherPredicates.isEmpty
        && !found.check.foldsCase && found.query.terminal?.hasSuffix("update") != true
    }
    guard let check else {
      // Nobody looked: the write itself becomes the call, with the statements that make its row.
      guard reading.checks.isEmpty, let made = Self.made(site, write) else { return nil }
      isFirstLook = true
      (name, statements) = made
      if case .return = write.statement.kind { returns = true } else { returns = false }
      return
    }
    isFirstLook = false
    // `try: return get(…)` `except DoesNotExist: return create(…)`
    if case .return = write.statement.kind { returns = true } else { returns = false }
    name = check.prevention.name
    guard let stretch = Self.stretch(check, site, write) else { return nil }
    statements = stretch
  }

  /// `x = Model.objects.create(…)`; `x = Model(…)`, `x.field = …`, `x.save()` without anything in
  /// between.
  private static func made(
    _ site: PythonSite, _ write: DjangoWrite
  ) -> (name: String?, statements: [PythonStatement])? {
    if write.operation == .create {
      return (write.statement.simpleAssignment?.name, [write.statement])
    }
    guard case .attribute(let base, _) = write.call.callee.kind, case .name(let name) = base.kind,
      case .expression = write.statement.kind, write.call.arguments.isEmpty,
      !write.values.contains(where: \.isPart),
      Set(write.values.map(\.field)).count == write.values.count,
      let step = site.location.steps.last(where: { $0.statement.span == write.statement.span })
    else { return nil }
    let block = step.block.statements
    var first = step.index
    while first > 0, isCreation(block[first - 1], of: name, write) {
      first -= 1
      if block[first].simpleAssignment?.name == name {
        return (name, Array(block[first...step.index]))
      }
    }
    return nil
  }

  /// From the look-up to the end of its test, when nothing but the creation is in between.
  private static func stretch(
    _ check: DjangoCheck, _ site: PythonSite, _ write: DjangoWrite
  ) -> [PythonStatement]? {
    guard let test = check.prevention.statement, check.prevention.whenFound.isEmpty else {
      return nil
    }
    let made = check.prevention.name
    let block = block(of: test, in: site.scope)
    guard let index = block.firstIndex(where: { $0.span == test.span }) else { return nil }
    let absent = test.blocks.first { $0.statements.holds(write.call.span) }
    guard let absent, absent.statements.allSatisfy({ isCreation($0, of: made, write) }) else {
      return nil
    }
    // `if not ….exists(): create(…)` has its look-up in the test.
    if test.expressions.contains(where: { $0.span.holds(check.query.expression.span) }) {
      return [test]
    }
    // `try: x = get(…)` `except DoesNotExist: x = create(…)`
    if let tried = test.blocks.first?.statements, tried.holds(check.query.expression.span) {
      guard test.blocks.count == 2, tried.count == 1 else { return nil }
      return returnsSame(tried[0], write.statement) ? [test] : nil
    }
    if case .return = write.statement.kind { return nil }
    guard index > 0, block[index - 1].span.holds(check.query.expression.span) else { return nil }
    return [block[index - 1], test]
  }

  /// Whether both return what they have, or neither does.
  private static func returnsSame(_ one: PythonStatement, _ other: PythonStatement) -> Bool {
    func returns(_ statement: PythonStatement) -> Bool {
      if case .return = statement.kind { true } else { false }
    }
    return returns(one) == returns(other)
  }

  private static func block(
    of statement: PythonStatement, in scope: [PythonStatement]
  ) -> [PythonStatement] {
    if scope.contains(where: { $0.span == statement.span }) { return scope }
    for outer in scope {
      for block in outer.blocks where block.statements.holds(statement.span) {
        return self.block(of: statement, in: block.statements)
      }
    }
    return []
  }

  /// `x = Model(…)`, `x.field = …`, `x.save()`, `x = Model.objects.create(…)`.
  private static func isCreation(
    _ statement: PythonStatement, of name: String?, _ write: DjangoWrite
  ) -> Bool {
    if statement.span.holds(write.call.span) {
      if let assigned = statement.simpleAssignment?.name { return assigned == name || name == nil }
      if case .expression = statement.kind { return true }
      if case .return = statement.kind { return name == nil }
      return false
    }
    guard let name else { return false }
    switch statement.kind {
    case .assign(let targets, let value):
      guard targets.count == 1 else { return false }
      if case .attribute(let base, _) = targets[0].kind { return base.dottedName == name }
      return targets[0].dottedName == name && value.asCall?.name == write.model
    default: return false
    }
  }

  /// Whether the row gets more than its key.
  var hasDefaults: Bool { !rest.isEmpty }

  func apply(
    to change: inout PythonChange, _ file: PythonFile, _ following: FollowingEffects,
    helper: String
  ) -> Bool {
    guard let range = file.lines(of: statements), let margin = file.margin(of: statements[0]) else {
      return false
    }
    let style = file.style
    let isAsync = file.module.location(ofLine: statements[0].span.firstLine).function?.isAsync
    func source(_ value: DjangoWrite.Value) -> String { file.source(of: value.expression) }
    var arguments = key.map { "\($0.field)=\(source($0))" }
    if !rest.isEmpty {
      let items = rest.map { "\(style.literal($0.field)): \(source($0))" }
      arguments.append("defaults={\(items.joined(separator: ", "))}")
    }
    let unused = file.imports["_"] == nil ? "_" : "created"
    let second = following == .none ? unused : "created"
    let result = name ?? (returns ? model.name.lowercased() : following == .none ? nil : unused)
    var text =
      style.call(
        "\(model.name).objects.\(isAsync == true ? "a" : "")\(helper)", arguments,
        prefix: (result.map { "\($0), \(second) = " } ?? "") + (isAsync == true ? "await " : ""),
        margin: margin) + "\n"
    var end = range.upperBound
    if case .beside(let effects) = following, let lines = file.lines(of: effects) {
      text += "\(margin)if created:\n"
      text += file.reindented(
        end..<lines.upperBound, from: margin, to: margin + style.indent, statements: effects)
      end = lines.upperBound
    }
    if returns, let result { text += "\(margin)return \(result)\n" }
    change.edit(file, Edit(range.lowerBound..<end, with: text))
    return true
  }
}
