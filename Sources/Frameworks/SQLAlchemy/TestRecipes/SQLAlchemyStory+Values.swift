import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyStory {
  /// A value that the column needs is left out.
  var ofMissingValue: [TestCase] {
    guard let column = reading.columns.first else { return [] }
    var story = self
    guard
      var scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      let key = scenario.key(of: column), !scenario.isList
    else { return [] }
    let whole = scenario
    // Who leaves it out of a change means to keep what is stored.
    if reading.writesOnlyWhatIsSent || reading.asksWhetherSent(key) {
      scenario.set(key, to: "None")
    } else {
      scenario.remove(key)
    }
    // Without any member there is still a body.
    let isEmpty = scenario.body().isEmpty
    let body = isEmpty ? ["nothing = {}"] : scenario.body()
    let request = send(scenario, body: isEmpty ? "nothing" : "payload")
    story.test(
      "\(subject)_needs_\(key)", scenario.rows,
      inDatabase(scenario.rows.lines) + body
        + ["answer = \(request)"]
        + [refusalOfInput(byForm: "assert answer.status_code < 500")])
    story.test(
      "\(subject)_takes_\(key)", whole.rows,
      inDatabase(whole.rows.lines) + whole.body()
        + ["answer = \(send(whole))", "assert answer.status_code < 400"])
    return story.cases("needs_\(key)", "A request without \(key) is refused")
  }

  /// A text is longer than its column.
  var ofLongValue: [TestCase] {
    var story = self
    guard let (column, length) = reading.limitedText,
      var scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      let key = scenario.key(of: column.column)
    else { return [] }
    for (name, letters, expected) in [
      ("refuses_a_long_\(key)", length + 1, "assert 400 <= answer.status_code < 500"),
      ("takes_the_longest_\(key)", length, "assert answer.status_code < 400"),
    ] {
      scenario.set(key, to: "\"x\" * \(letters)")
      let stored = letters > length ? 0 : 1
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))"]
          + [
            letters > length
              ? refusalOfInput(byForm: "assert answer.status_code < 500") : expected
          ]
          + (reading.changesRow ? [] : inDatabase(["assert \(count()) == \(stored)"])))
    }
    return story.cases("long_\(key)", "A \(key) that is too long is refused")
  }

  /// A number is beyond what the column takes.
  var ofBounds: [TestCase] {
    var story = self
    guard let bounds = SQLAlchemyBounds(reading), let samples = bounds.samples,
      var scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      let key = scenario.key(of: bounds.column.column)
    else { return [] }
    for (name, value, stored, expected) in [
      (
        "refuses_\(key)_out_of_bounds", samples.refused, 0,
        refusalOfInput(byForm: "assert answer.status_code < 500")
      ),
      ("takes_\(key)_at_the_bound", samples.taken, 1, "assert answer.status_code < 400"),
    ] {
      scenario.set(key, to: value)
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))", expected]
          + (reading.changesRow ? [] : inDatabase(["assert \(count()) == \(stored)"])))
    }
    return story.cases("\(key)_bounds", "A \(key) out of bounds is refused")
  }

  /// The row that is pointed to is not there.
  var ofParent: [TestCase] {
    var story = self
    guard let scenario = SQLAlchemyScenario(reading, rows: rows), !scenario.isList else {
      return []
    }
    // The change answers for the reference that was refused; where none is known, for all.
    let keys = relation.facts.columns.filter { column in
      column.referencedTable != nil
        && (reading.columns.isEmpty || reading.columns.contains(column.column))
    }.compactMap { scenario.key(of: $0.column) }
    for key in keys {
      var unknown = scenario
      unknown.set(key, to: "4711")
      story.test(
        "\(subject)_refuses_an_unknown_\(key)", unknown.rows,
        inDatabase(unknown.rows.lines) + unknown.body()
          + ["answer = \(send(unknown))"]
          + [
            endpoint.parameters.contains(key)
              ? Self.refused : refusalOfInput(byForm: "assert answer.status_code < 400")
          ]
          + inDatabase(["assert \(count()) == 0"]))
    }
    story.test(
      "\(subject)_takes_what_is_there", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["answer = \(send(scenario))", "assert answer.status_code < 400"]
        + inDatabase(["assert \(count()) == 1"]))
    guard !keys.isEmpty else { return [] }
    return story.cases("parents", "A reference to what is not there is refused")
  }

  static let refused = "assert 400 <= answer.status_code < 500"

  /// What a request is answered whose input is refused, where a form may show itself again.
  func refusalOfInput(byForm shown: String) -> String {
    let form = PythonForm(endpoint, reading.source)
    return form == nil || form?.tellsStatus == true ? Self.refused : shown
  }

  /// A row that others point to is to be removed.
  var ofDeletion: [TestCase] {
    var story = self
    guard let table = reading.deletedTable,
      let parent = reading.libraries.relation(table: table),
      var scenario = SQLAlchemyScenario(reading, rows: rows, changing: (parent, [:])),
      let key = scenario.changed,
      let (child, column) = reading.child(of: parent)
    else { return [] }
    let alone = scenario
    guard scenario.rows.add(child, given: [column: key]) != nil else { return [] }
    let children = count(of: child.facts.name)
    let name = parent.facts.name
    let refused = SQLAlchemyTranslation(reading)?.reply
    let expected =
      if case .refusal(let refusal) = refused, refusal.tellsStatus {
        "assert answer.status_code == 409"
      } else {
        "assert answer.status_code < 500"
      }
    story.test(
      "\(subject)_keeps_what_is_in_use", scenario.rows,
      inDatabase(scenario.rows.lines)
        + ["answer = \(send(scenario))", expected]
        + inDatabase(["assert \(count(of: name)) == 1", "assert \(children) == 1"]))
    story.test(
      "\(subject)_removes_what_is_not_in_use", alone.rows,
      inDatabase(alone.rows.lines)
        + ["answer = \(send(alone))", "assert answer.status_code < 400"]
        + inDatabase(["assert \(count(of: name)) == 0"]))
    return story.cases("in_use", "What is in use is not removed")
  }

  /// More is asked for than there is.
  var ofAmount: [TestCase] {
    var story = self
    guard
      let column = reading.columns.first ?? reading.boundedColumn
        ?? reading.write?.use.values.first?.column,
      let declared = relation.column(named: column)
    else { return [] }
    let field = declared.field
    let (little, enough) = reading.amountOfStatement.map { ($0 - 1, $0) } ?? (3, 7)
    for (name, amount, left, expected) in [
      ("refuses_more_than_there_is", little, little, "assert 400 <= answer.status_code < 500"),
      ("takes_all_that_there_is", enough, 0, "assert answer.status_code < 400"),
    ] {
      guard
        var scenario = SQLAlchemyScenario(
          reading, rows: rows, changing: (relation, [column: "\(amount)"])),
        let key = scenario.changed
      else { return [] }
      // What is added takes away when it is less than nothing.
      if reading.addsAmount {
        let sent = (scenario.payload + scenario.query).filter { $0.value == "7" }
        guard sent.count == 1 else { return [] }
        scenario.set(sent[0].key, to: "-7")
      }
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))", expected]
          + inDatabase(["assert \(value(of: field, key)) == \(left)"]))
    }
    if reading.answersTooLittle { story.addRaceForAmount(column, field) }
    return story.cases("amounts", "No more is taken than there is")
  }

  /// A refused row among others that are fine.
  var ofCaughtViolation: [TestCase] {
    var story = self
    guard let first = SQLAlchemyScenario(reading, rows: rows, number: 1), first.isList,
      var scenario = Optional(first),
      let fresh = SQLAlchemyScenario(reading, rows: rows, number: 5)
    else { return [] }
    let given = Dictionary(keyValues(scenario).map { ($0.column, $0.value) }) { first, _ in first }
    guard scenario.rows.add(relation, number: 2, given: given) != nil else { return [] }
    story.test(
      "\(subject)_goes_on_after_a_refused_row", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body("known") + fresh.body("fresh")
        + [
          "answer = \(send(scenario, body: scenario.list("known", "fresh")))",
          "assert answer.status_code < 400",
        ]
        + inDatabase(["assert \(count()) == 2"]))
    return story.cases("refused_rows", "After a refused row the rest is stored")
  }

  /// The key that is made up is taken.
  var ofNewKey: [TestCase] {
    var story = self
    guard let scenario = SQLAlchemyScenario(reading, rows: rows) else { return [] }
    if let member = reading.memberOfKey { return ofText(member, scenario) }
    guard let generator = reading.generatorOfKey,
      let declared = relation.column(named: reading.columns[0]),
      let one = reading.sample(declared, in: relation, number: 1),
      let other = reading.sample(declared, in: relation, number: 2)
    else { return [] }
    let request = send(scenario)
    // What else must differ differs.
    let further = SQLAlchemyScenario(reading, rows: scenario.rows, number: 2) ?? scenario
    let again = scenario.payload.isEmpty ? request : send(scenario, body: "other")
    let keys =
      switch generator.gives {
      case .key: [one.python, other.python]
      case .number: ["1", "2"]
      case .list: ["[\(one.python)]", "[\(other.python)]"]
      }
    var lines = inDatabase(further.rows.lines) + scenario.body() + further.body("other")
    lines += [
      "keys = iter([\(keys[0]), \(keys[0]), \(keys[1])])",
      "monkeypatch.setattr(\"\(generator.name)\", lambda *_, **__: next(keys))",
      "assert \(status(of: request)) < 400", "assert \(status(of: again)) < 400",
    ]
    lines += inDatabase(["assert \(count()) == 2"])
    story.test(
      "\(subject)_makes_another_key", further.rows, lines, also: ["monkeypatch"])
    return story.cases("keys", "A key that is taken is made anew")
  }

  /// Two texts that differ give one key.
  private func ofText(_ member: String, _ scenario: SQLAlchemyScenario) -> [TestCase] {
    var story = self
    guard let text = scenario.payload.first(where: { $0.key == member })?.value,
      text.hasPrefix("\""),
      var other = SQLAlchemyScenario(reading, rows: scenario.rows, number: 2)
    else { return [] }
    other.set(member, to: "\(text.dropLast())!\"")
    var lines = inDatabase(other.rows.lines) + scenario.body() + other.body("other")
    lines.append("assert \(status(of: send(scenario))) < 400")
    lines.append("assert \(status(of: send(scenario, body: "other"))) < 400")
    lines += inDatabase(["assert \(count()) == 2"])
    story.test("\(subject)_makes_another_key", other.rows, lines)
    return story.cases("keys", "A key that is taken is made anew")
  }
}
