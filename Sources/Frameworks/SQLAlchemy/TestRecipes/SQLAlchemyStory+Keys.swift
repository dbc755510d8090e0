import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyStory {
  /// Whether the request decides the whole key, so that a row can be stored in its way.
  private func tellsKey(_ scenario: SQLAlchemyScenario) -> Bool {
    reading.columns.allSatisfy { scenario.key(of: $0) != nil }
  }

  /// The key of a stored row is asked for again.
  var ofDuplicate: [TestCase] {
    var story = self
    if SQLAlchemyScenario(reading, rows: rows)?.isList == true { return ofRepeatedRows }
    guard reading.changesRow else {
      guard var scenario = SQLAlchemyScenario(reading, rows: rows), !scenario.isList else {
        return []
      }
      guard tellsKey(scenario) else { return ofSecondRequest(scenario) }
      let valid = scenario
      let given = Dictionary(keyValues(scenario).map { ($0.column, $0.value) }) { first, _ in first
      }
      guard scenario.rows.add(relation, number: 2, given: given) != nil else { return [] }
      let filter = keyFilter(scenario)
      story.test(
        "\(subject)_refuses_what_is_taken", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))"] + refusal(reading.refusalMessage)
          + inDatabase(["assert \(count(filter)) == 1"]))
      story.test(
        "\(subject)_takes_what_is_free", valid.rows,
        inDatabase(valid.rows.lines) + valid.body()
          + ["answer = \(send(valid))", "assert answer.status_code < 400"]
          + inDatabase(["assert \(count(filter)) == 1"]))
      return story.cases(
        "duplicates", "A taken \(reading.fields.joined(separator: ", ")) is refused")
    }
    return story.ofDuplicateByChange
  }

  /// A list of plain values, each of which makes a row, holds one twice.
  private var ofRepeatedValues: [TestCase] {
    var story = self
    guard var scenario = SQLAlchemyScenario(reading, rows: rows), !scenario.isList,
      scenario.lists.count == 1, let (key, values) = scenario.lists.first, let first = values.first
    else { return [] }
    for (name, sent, expected, stored) in [
      ("refuses_a_repeated_value", [first, first], "assert 400 <= answer.status_code < 500", 0),
      ("takes_different_values", values, "assert answer.status_code < 400", values.count),
    ] {
      scenario.set(key, to: "[\(sent.joined(separator: ", "))]")
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))", expected]
          + inDatabase(["assert \(count()) == \(stored)"]))
    }
    return story.cases("repeated_values", "A list that holds a value twice is refused")
  }

  /// A list holds the key twice.
  var ofRepeatedRows: [TestCase] {
    let plain = ofRepeatedValues
    if !plain.isEmpty { return plain }
    var story = self
    guard let first = SQLAlchemyScenario(reading, rows: rows), first.isList, tellsKey(first),
      let second = SQLAlchemyScenario(reading, rows: first.rows, number: 2)
    else { return [] }
    var repeated = second
    for column in reading.columns {
      if let key = first.key(of: column), let value = first.value(of: column) {
        repeated.set(key, to: value)
      }
    }
    for (name, other, expected, stored) in [
      ("refuses_a_repeated_row", repeated, "assert 400 <= answer.status_code < 500", 0),
      ("takes_different_rows", second, "assert answer.status_code < 400", 2),
    ] {
      let sent: (lines: [String], body: String)
      if first.isSheet {
        guard let sheet = first.sheet(other) else { return [] }
        sent = (sheet, "sheet")
      } else {
        sent = (first.body("first") + other.body("second"), first.list("first", "second"))
      }
      story.test(
        "\(subject)_\(name)", second.rows,
        inDatabase(second.rows.lines) + sent.lines
          + ["answer = \(send(first, body: sent.body))", expected]
          + inDatabase(["assert \(count()) == \(stored)"]))
    }
    return story.cases("repeated_rows", "A list that holds a key twice is refused")
  }

  private var ofDuplicateByChange: [TestCase] {
    var story = self
    var rows = rows
    guard let key = sampleKey, rows.add(relation, number: 3, given: key) != nil,
      let asked = SQLAlchemyScenario(reading, rows: self.rows, changing: (relation, key))
    else { return [] }
    // What the request does not say of the key, both rows have in common.
    let common = key.filter { asked.key(of: $0.key) == nil }
    guard common.count < key.count else { return [] }
    for isOwn in [false, true] {
      guard
        let scenario = SQLAlchemyScenario(
          reading, rows: isOwn ? self.rows : rows, changing: (relation, isOwn ? key : common)),
        scenario.changed != nil
      else { return [] }
      let expected =
        isOwn ? ["assert answer.status_code < 400"] : refusal(reading.refusalMessage)
      story.test(
        "\(subject)_\(isOwn ? "keeps_its_own" : "refuses_what_is_taken")", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))"] + expected
          + inDatabase(["assert \(count(keyFilter(scenario))) == 1"]))
    }
    return story.cases("duplicates", "A taken \(reading.fields.joined(separator: ", ")) is refused")
  }

  /// A value for each column of the key that points to no other row: those are the same for all
  /// rows of a test. `nil` where one cannot be invented, or nothing tells keys apart.
  private var sampleKey: [String: String]? {
    var key: [String: String] = [:]
    for column in reading.columns {
      guard let declared = relation.column(named: column) else { return nil }
      guard declared.referencedTable == nil else { continue }
      guard let sample = reading.sample(declared, in: relation) else { return nil }
      key[column] = sample.python
    }
    return key.isEmpty ? nil : key
  }

  /// The same operation comes twice, and is done once.
  var ofRepetition: [TestCase] {
    var story = self
    guard let scenario = SQLAlchemyScenario(reading, rows: rows), tellsKey(scenario),
      !scenario.isList
    else { return [] }
    let request = send(scenario)
    story.test(
      "\(subject)_again_gives_the_first_result", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body() + [
        "first = \(request)", "assert first.status_code < 400", "again = \(request)",
        "assert again.status_code < 400", "assert again.text == first.text",
      ] + inDatabase(["assert \(count(keyFilter(scenario))) == 1"]))
    return story.cases("repeated", "A repetition gets the answer of the first time")
  }

  /// A row of the key is there and differs in the rest.
  var ofKnownKey: [TestCase] {
    var story = self
    guard var scenario = SQLAlchemyScenario(reading, rows: rows), tellsKey(scenario),
      !scenario.isSheet
    else { return [] }
    let given = Dictionary(keyValues(scenario).map { ($0.column, $0.value) }) { first, _ in first }
    guard scenario.rows.add(relation, number: 2, given: given) != nil else { return [] }
    story.test(
      "\(subject)_knows_a_row_by_its_key", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["answer = \(send(scenario))", "assert answer.status_code < 400"]
        + inDatabase(["assert \(count(keyFilter(scenario))) == 1"]))
    return story.cases("known", "A row that differs in other columns is found by its key")
  }

  /// The value comes in another form than the stored one.
  var ofForm: [TestCase] {
    var story = self
    guard
      var scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      reading.columns.count == 1, let key = scenario.key(of: reading.columns[0]),
      let declared = relation.column(named: reading.columns[0]),
      let sample = reading.sample(declared, in: relation), sample.python.first == "\""
    else { return [] }
    let (stored, sent) = sample.python.forms(of: reading.endingsOfFold)
    // The changed row has values of its own.
    let number = scenario.changed == nil ? 2 : 3
    guard scenario.rows.add(relation, number: number, given: [declared.column: stored]) != nil
    else { return [] }
    let kept = scenario.changed == nil ? count() : count("\(declared.field)=\(stored)")
    scenario.set(key, to: sent)
    story.test(
      "\(subject)_knows_another_form", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["answer = \(send(scenario))", "assert answer.status_code < 500"]
        + inDatabase(["assert \(kept) == 1"]))
    return story.cases("forms", "A value in another form is the same value")
  }

  /// The stored row is deleted for its users only.
  var ofHiddenRow: [TestCase] {
    var story = self
    guard var scenario = SQLAlchemyScenario(reading, rows: rows), tellsKey(scenario),
      let marker = reading.markerOfDeletion, let declared = relation.column(named: marker),
      let mark = reading.sample(declared, in: relation)
    else { return [] }
    var given = Dictionary(keyValues(scenario).map { ($0.column, $0.value) }) { first, _ in first }
    given[marker] = mark.python
    guard scenario.rows.add(relation, number: 2, given: given) != nil else { return [] }
    if let name = mark.imported { story.need(name, from: mark.module) }
    let filter = keyFilter(scenario)
    story.test(
      "\(subject)_after_a_deletion", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["answer = \(send(scenario))", "assert answer.status_code < 400"]
        + inDatabase(["assert \(count(filter)) == 2"]))
    var rows = rows
    given[marker] = nil
    guard rows.add(relation, number: 3, given: given) != nil,
      rows.add(relation, number: 4, given: given) != nil
    else { return [] }
    story.refuseSecond(rows, "only_one_\(relation.facts.name.underscored)_is_not_deleted")
    return story.cases("deleted", "A deleted row leaves its key to others")
  }

  /// The database itself keeps the second row out.
  var ofConstraint: [TestCase] {
    var story = self
    var rows = rows
    let given = Dictionary(
      reading.columns.compactMap { column -> (String, String)? in
        guard let declared = relation.column(named: column), declared.referencedTable == nil,
          let sample = reading.sample(declared, in: relation)
        else { return nil }
        return (column, sample.python)
      }
    ) { first, _ in first }
    guard rows.add(relation, number: 1, given: given) != nil,
      rows.add(relation, number: 2, given: given) != nil
    else { return [] }
    story.refuseSecond(rows, "\(relation.facts.name.underscored)_has_one_row_of_each_key")
    let writer = reading.writers.first { $0.endpoint?.function == endpoint.function }
    if let other = writer.flatMap(SQLAlchemyStory.init) {
      return story.cases("unique", "The database refuses a second row of one key") + other.ofRace
    }
    return story.cases("unique", "The database refuses a second row of one key")
  }

  /// A test whose last stored row is refused.
  private mutating func refuseSecond(_ rows: SQLAlchemyRows, _ name: String) {
    // The last row's lines: made, added, flushed, its key, committed.
    let lines = rows.lines
    guard lines.count > 5 else { return }
    let body =
      Array(lines.dropLast(5)) + [lines[lines.count - 5], lines[lines.count - 4]]
      + [
        "with pytest.raises(IntegrityError):", "    \(harness.awaiting)\(harness.session).commit()",
        "\(harness.awaiting)\(harness.session).rollback()",
      ]
    needModule("import pytest")
    need("IntegrityError", from: "sqlalchemy.exc")
    databaseTest(name, rows, inDatabase(body))
  }
}

extension String {
  /// A literal as it is stored where code folds it, and as somebody else writes it.
  fileprivate func forms(of fold: String?) -> (stored: String, sent: String) {
    guard let fold, !fold.mentions("lower"), !fold.mentions("casefold") else {
      return (lowercased(), lowercased().capitalizedText)
    }
    if fold.mentions("upper") { return (uppercased(), lowercased()) }
    return (self, "\" \(dropFirst().dropLast()) \"")
  }

  /// `"Someone1@Example.org"` of `"someone1@example.org"`.
  fileprivate var capitalizedText: String {
    var result = ""
    var isStart = true
    for character in self {
      result += isStart && character.isLetter ? character.uppercased() : String(character)
      isStart = !character.isLetter && !character.isNumber
    }
    return result
  }
}
