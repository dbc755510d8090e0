import EventSchema
import Fixes
import SourceCode

/// Rows of a parent that is deleted afterwards, moved to another parent: those that the other one
/// has already cannot move.
struct MovedChildren {
  private let reading: DjangoReading
  private let site: PythonSite
  private let write: DjangoWrite
  private let model: DjangoModel
  /// The relation that changes, and the other field of the key.
  private let relation: DjangoModel.Field
  private let rest: DjangoModel.Field
  /// What the rows get, and whose they were.
  private let new: PythonExpression
  private let old: PythonExpression
  /// The query set that is updated; `nil` where rows are saved one by one.
  private let rows: PythonExpression?
  private let loop: PythonLoop?
  /// Whether the function deletes the parent that the rows leave.
  private let deletesOld: Bool

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, !site.isAsync,
      let write = reading.write, let model = reading.model
    else { return nil }
    let fields = reading.violatedColumns.compactMap(model.field(column:))
    guard fields.count == 2,
      let value = write.values.last(where: { value in
        fields.contains { $0.isRelation && $0.column == model.column(of: value.field) }
      }), let relation = fields.first(where: { $0.column == model.column(of: value.field) }),
      let rest = fields.first(where: { $0.name != relation.name }),
      case .attribute(let base, _) = write.call.callee.kind
    else { return nil }
    let old: PythonExpression?
    switch write.operation {
    case .update:
      let told = write.lookups.first { $0.path == [relation.name] && $0.comparison == "exact" }
      old = told?.value ?? base.owner(ofRowsBy: relation, of: model, reading.source)
      (rows, loop) = (base, nil)
    case .save:
      let found = site.loop(over: base)
      let told = found.flatMap { DjangoQuery($0.iterable, in: site.file) }.flatMap { query in
        query.lookups.first { $0.path == [relation.name] && $0.comparison == "exact" }?.value
      }
      old = told ?? found?.iterable.owner(ofRowsBy: relation, of: model, reading.source)
      (rows, loop) = (nil, found)
    default: return nil
    }
    guard let old, let name = old.dottedName else { return nil }
    // What the other parent has already goes with the one that is deleted.
    deletesOld = relation.onDelete == "cascade" && site.deletes(name, after: write.statement)
    self.reading = reading
    self.site = site
    self.write = write
    self.model = model
    self.relation = relation
    self.rest = rest
    self.old = old
    new = value.expression
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard deletesOld, new.isRepeatable else { return nil }
    let all = "\(model.name).\(model.managerOfAllRows)"
    let given = "\(relation.name)=\(file.source(of: new))"
    var change = PythonChange()
    if let rows {
      guard let margin = file.margin(of: write.statement) else { return nil }
      let name =
        site.bindings(before: Int.max)["taken"] == nil ? "taken" : "taken_\(rest.name)"
      let arguments = "\(style.literal(rest.name)), flat=True"
      change.insert(
        "\(margin)\(name) = list(\(all).filter(\(given)).values_list(\(arguments)))\n",
        at: file.lineStart(of: write.statement.span.start), in: file)
      change.insert(".exclude(\(rest.name)__in=\(name))", at: rows.span.end, in: file)
    } else if let first = loop?.body.first, let margin = file.margin(of: first),
      let row = loop?.target.dottedName
    {
      let test = style.call(
        "\(all).filter", [given, "\(rest.name)=\(row).\(rest.name)"], prefix: "if ",
        suffix: ".exists():", margin: margin)
      change.insert(
        "\(test)\n\(margin)\(style.indent)continue\n", at: file.lineStart(of: first.span.start),
        in: file)
    }
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Leave what is there already behind in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        A \(model.verboseName) that the new \(relation.verboseName) has already cannot move there; \
        it is deleted together with its old \(relation.verboseName). Where such rows differ in more \
        than their key, merge them first.
        """)
  }

  /// What both have stays once, what one of them has moves; where both parents stay, the move is
  /// refused as a whole.
  var test: TestCase? {
    guard var scenario = DjangoScenario(reading),
      let kept = scenario.row(at: reading.origin(of: new)),
      let gone = scenario.row(at: reading.origin(of: old)), kept != gone,
      let others = scenario.fixtures.arguments(
        for: model, leavingOut: [relation.name, rest.name]),
      let shared = scenario.fixtures.value(of: rest, in: model)
    else { return nil }
    func row(_ parent: String, _ value: String) -> [String] {
      DjangoFixtures.call(
        "\(model.name).objects.create",
        ["\(relation.name)=\(parent)", "\(rest.name)=\(value)"] + others)
    }
    var lines = row(kept, shared) + row(gone, shared)
    var count = 1
    let other =
      rest.isRelation
      ? model.target(of: rest, in: reading.source).flatMap { scenario.fixtures.otherRow(of: $0) }
      : DjangoSample.otherValue(of: rest)
    if let other {
      lines += row(gone, other)
      count = 2
    }
    for line in lines { scenario.add(line) }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    let (title, name, parent, bound) =
      deletesOld
      ? (
        "What both have stays once, what one of them has moves", "what_both_have_stays_once", kept,
        400
      )
      : (
        "Nothing moves where the other one has it already", "nothing_moves_onto_what_is_there",
        gone, 500
      )
    file.add("class \(scenario.subject)SharedTests(TestCase):")
    file.add("    \"\"\"\(title).\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_\(name)(self)",
      [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, \(bound))",
        "self.assertEqual("
          + "\(model.name).objects.filter(\(relation.name)=\(parent)).count(), \(count))",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_shared"), framework: "django",
      code: file.text, title: title)
  }
}

extension PythonExpression {
  /// `team` of `team.members`, `team.members.all()` and `team.members.filter(…)`: whose rows they
  /// are, by the relation that gives the manager.
  fileprivate func owner(
    ofRowsBy relation: DjangoModel.Field, of model: DjangoModel, _ source: PythonSource
  ) -> PythonExpression? {
    switch kind {
    case .attribute(let base, let name):
      guard let found = source.model(relatedManager: name), found.model.table == model.table,
        found.relation.name == relation.name
      else { return nil }
      return base
    case .call(let callee, _):
      guard case .attribute(let base, let name) = callee.kind,
        ["all", "filter", "exclude", "select_for_update"].contains(name)
      else { return nil }
      return base.owner(ofRowsBy: relation, of: model, source)
    default: return nil
    }
  }
}

extension PythonSite {
  /// The loop of the function that goes over rows under this name.
  fileprivate func loop(over row: PythonExpression) -> PythonLoop? {
    for (statement, _) in location.enclosingBlocks {
      if case .for(let loop) = statement.kind, !loop.isAsync, loop.target.dottedName != nil,
        loop.target.dottedName == row.dottedName
      {
        return loop
      }
    }
    return nil
  }

  /// Whether the function deletes a row behind a statement, come what may.
  fileprivate func deletes(_ name: String, after statement: PythonStatement) -> Bool {
    followingStatements.contains { following in
      guard case .expression(let value) = following.kind, let call = value.asCall,
        call.name == "delete", case .attribute(let base, _) = call.callee.kind
      else { return false }
      return base.dottedName == name
    }
  }
}
