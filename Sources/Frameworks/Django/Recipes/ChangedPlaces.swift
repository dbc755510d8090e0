import EventSchema
import Fixes
import SourceCode

/// Two rows that exchange their places and are saved one after the other.
struct ChangedPlaces {
  private let reading: DjangoReading
  private let site: PythonSite
  private let model: DjangoModel
  private let place: DjangoModel.Field
  /// From the first save to the second, in one block.
  private let statements: [PythonStatement]
  /// The rows as the code calls them, in the order of their saves.
  private let first: String
  private let second: String

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, !site.isAsync,
      let write = reading.write, write.operation == .save, let model = reading.model,
      !site.location.enclosingBlocks.contains(where: { $0.statement.isLoop }),
      let step = site.location.steps.last(where: { $0.statement.span == write.statement.span })
    else { return nil }
    let fields = reading.violatedColumns.compactMap(model.field(column:))
    let block = step.block.statements
    let saved = block.enumerated().compactMap { index, statement in
      statement.savedRow.map { (index: index, row: $0) }
    }
    guard let own = saved.first(where: { $0.index == step.index }) else { return nil }
    let exchanged = fields.filter { $0.type.hasSuffix("IntegerField") }.lazy.compactMap { place in
      saved.first {
        $0.row != own.row && site.exchanges(place.name, own.row, $0.row, before: write.statement)
      }.map { (place: place, other: $0) }
    }.first
    guard let (place, other) = exchanged else { return nil }
    let (former, latter) = own.index < other.index ? (own, other) : (other, own)
    self.reading = reading
    self.site = site
    self.model = model
    self.place = place
    statements = Array(block[former.index...latter.index])
    first = former.row
    second = latter.row
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard let margin = file.margin(of: statements[0]), let range = file.lines(of: statements) else {
      return nil
    }
    let isInTransaction = site.isInAtomic
    let inner = isInTransaction ? margin : margin + style.indent
    var text = isInTransaction ? "" : "\(margin)with transaction.atomic():\n"
    text += style.call(
      "\(model.name).\(model.managerOfAllRows).filter", ["pk=\(second).pk"],
      suffix: ".update(\(place.name)=\(place.away(style).text))", margin: inner)
    text += "\n" + file.reindented(range, from: margin, to: inner, statements: statements)
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    if !isInTransaction { change.addImport(["transaction"], from: "django.db", in: file) }
    change.addImport(["F"], from: "django.db.models", in: file)
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Move one row out of the way first in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        Both rows get a free place in the end, but the first one is saved while the second still \
        has its old one. All of it is one transaction, so nobody sees the step between. PostgreSQL \
        can check the key at commit instead (`deferrable=Deferrable.DEFERRED`).
        """)
  }

  /// Two neighbours change places.
  var test: TestCase? {
    // The request does not decide the places.
    guard let write = reading.write,
      var scenario = DjangoScenario(DjangoReading(reading, movedTo: site, write, [])),
      let own = scenario.fixtures.row(of: model)
    else { return nil }
    let isUp: Bool
    if let found = comparison(of: first) ?? comparison(of: second) {
      isUp = found.hasPrefix("lt")
    } else if scenario.fixtures.holdsOtherRow(of: model) {
      isUp = false
    } else {
      return nil
    }
    let value = isUp ? DjangoSample.lowerValue(of: place) : DjangoSample.otherValue(of: place)
    guard let value else { return nil }
    let other: String
    if scenario.fixtures.holdsOtherRow(of: model) {
      guard let made = scenario.fixtures.otherRow(of: model) else { return nil }
      other = made
      // Both are in one group.
      for field in reading.violatedColumns.compactMap(model.field(column:))
      where field.name != place.name {
        scenario.add("\(other).\(field.name) = \(own).\(field.name)")
      }
      scenario.add("\(other).\(place.name) = \(value)")
      scenario.add("\(other).save()")
    } else {
      guard
        let rest = scenario.fixtures.otherArguments(for: model, leavingOut: [place.name])
      else { return nil }
      other = "self.neighbour"
      let lines = DjangoFixtures.call(
        "\(model.name).objects.create", rest + ["\(place.name)=\(value)"], prefix: "\(other) = ")
      for line in lines { scenario.add(line) }
    }
    return test(scenario, own, other)
  }

  private func test(_ scenario: DjangoScenario, _ own: String, _ other: String) -> TestCase {
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)PlacesTests(TestCase):")
    file.add("    \"\"\"Two rows can change places.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_two_rows_change_places(self)",
      [
        "before = (\(own).\(place.name), \(other).\(place.name))",
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
        "\(own).refresh_from_db()", "\(other).refresh_from_db()",
        "self.assertEqual((\(other).\(place.name), \(own).\(place.name)), before)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_places"), framework: "django",
      code: file.text, title: "Two rows change places")
  }

  /// `lt` of the look-up `position__lt=…` that found a row.
  private func comparison(of row: String) -> String? {
    guard let bound = site.bindings(before: statements[0].span.start)[row],
      let query = DjangoQuery(bound, in: site.file)
    else { return nil }
    return query.lookups.first { lookup in
      lookup.path == [place.name] && ["lt", "lte", "gt", "gte"].contains(lookup.comparison)
    }?.comparison
  }
}

extension DjangoModel.Field {
  /// A place that no row has, told from the row's own, and the way back: below zero, where nothing
  /// is taken; a column without a sign has room above instead.
  func away(_ style: PythonStyle) -> (text: String, back: String) {
    let name = style.literal(name)
    guard type.hasPrefix("Positive") else { return ("-F(\(name)) - 1", "-F(\(name)) - 1") }
    let distance = type.mentions("Small") ? "10_000" : "1_000_000"
    return ("F(\(name)) + \(distance)", "F(\(name)) - \(distance)")
  }
}

extension PythonSite {
  /// Whether the function makes all around the line one transaction.
  var isInAtomic: Bool {
    location.enclosingBlocks.contains { $0.statement.isAtomicBlock }
      || function?.decorators.contains { $0.mentionsName("atomic") } == true
  }

  /// Whether each of two rows gets what the other one had in a field: `a.place, b.place = b.place,
  /// a.place`, or through a name in between.
  fileprivate func exchanges(
    _ field: String, _ one: String, _ other: String, before statement: PythonStatement
  ) -> Bool {
    var given: [String: PythonExpression] = [:]
    for outer in scope {
      outer.visit { inner in
        guard inner.span.start < statement.span.start else { return false }
        if case .assign(let targets, let value) = inner.kind {
          let parts = targets.count == 1 ? targets[0].elements : []
          let pairs =
            !parts.isEmpty && parts.count == value.elements.count
            ? Array(zip(parts, value.elements)) : targets.map { ($0, value) }
          for (target, value) in pairs {
            if let name = target.dottedName { given[name] = value }
          }
        }
        return true
      }
    }
    func source(_ row: String) -> String? {
      guard let value = given["\(row).\(field)"] else { return nil }
      guard case .name(let name) = value.kind else { return value.dottedName }
      return given[name]?.dottedName
    }
    let (first, second) = ("\(one).\(field)", "\(other).\(field)")
    let bySwap = given[first]?.dottedName == second && given[second]?.dottedName == first
    return bySwap || source(one) == second && given[second] != nil
      || source(other) == first && given[first] != nil
  }
}

extension PythonStatement {
  /// `berth` of `berth.save()`.
  fileprivate var savedRow: String? {
    guard case .expression(let value) = kind, let call = value.asCall, call.name == "save",
      case .attribute(let base, _) = call.callee.kind
    else { return nil }
    return base.dottedName
  }
}
