import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// The texts that a column takes, as its check says: `condition IN ('new', 'good')`.
struct SQLAlchemyChoices {
  let column: Relation.Column
  /// At least one.
  let texts: [String]

  /// `nil` when the failure is about no such rule.
  init?(_ reading: SQLAlchemyReading) {
    if reading.kind == .invalidValue {
      self.init(ofType: reading)
      return
    }
    guard reading.kind == .check, let relation = reading.relation,
      let name = reading.boundedColumn, let column = relation.column(named: name),
      let text = reading.checkExpression, let texts = Self.texts(in: text, of: name)
    else { return nil }
    self.init(column: column, texts: texts)
  }

  private init(column: Relation.Column, texts: [String]) {
    self.column = column
    self.texts = texts
  }

  /// `Enum("concert", "film", name="event_kind")` of the one column that is written and has such a
  /// type, which the message names.
  private init?(ofType reading: SQLAlchemyReading) {
    guard let relation = reading.relation, let type = relation.definition?.type else { return nil }
    let written = Set(reading.failingStatement?.writtenColumns ?? [])
    let words = reading.failure.event.exceptions.compactMap(\.value)
    var found: [(Relation.Column, [String])] = []
    for column in relation.facts.columns where written.isEmpty || written.contains(column.column) {
      let made = (type.value(column.field)?.calls ?? []).first { $0.name == "Enum" }
      let texts = made?.positional.compactMap(\.stringValue) ?? []
      guard let made, !texts.isEmpty, texts.count == made.positional.count else { continue }
      if let name = made.argument("name")?.stringValue,
        !words.contains(where: { $0.mentions(name) })
      {
        continue
      }
      found.append((column, texts))
    }
    guard found.count == 1 else { return nil }
    self.init(column: found[0].0, texts: found[0].1)
  }

  /// Only a plain list of texts is read.
  static func texts(in rule: String, of column: String) -> [String]? {
    let parts = rule.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    // Outside of the quotes: the head, commas, the end.
    guard parts.count >= 3, parts.count % 2 == 1 else { return nil }
    let head = parts[0].lowercased().filter { !" \"(`".contains($0) }
    guard head == column.lowercased() + "in" else { return nil }
    let outer = stride(from: 2, to: parts.count, by: 2).map { parts[$0] }
    guard outer.allSatisfy({ $0.allSatisfy { " ,)\n".contains($0) } }) else { return nil }
    let texts = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    let isPlain = texts.allSatisfy { text in
      !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_- ".contains($0) }
    }
    return isPlain ? texts : nil
  }
}

extension SQLAlchemyReading {
  /// The same choice where the value comes in.
  var limitOfChoice: [Fix] {
    guard let choices = SQLAlchemyChoices(self), let endpoint else { return [] }
    let label = choices.column.field.replacing("_", by: " ")
    let literals = choices.texts.map(endpoint.site.file.style.literal).joined(separator: ", ")
    let list = choices.texts.count == 1 ? "(\(literals),)" : "(\(literals))"
    let reason = """
      The client reads that the value is none of the allowed ones instead of an error of the \
      server. The list stands in two places now: whoever extends the check extends it here.
      """
    let input = PythonInput(endpoint, source)
    let name = key(of: choices.column.column)
    if let input, let edited = input.choosing(name, of: choices.texts) {
      return [
        edited.fix("Take a known \(label) alone in `\(input.type.name)`", .unsafe, because: reason)
      ].compactMap(\.self)
    }
    return [
      guarded(
        endpoint, column: choices.column.column,
        message: "The \(label) is none of \(choices.texts.joined(separator: ", ")).",
        status: endpoint.library == .flask ? 400 : 422,
        title: "Ask for a known \(label) in `\(endpoint.function.name)`", because: reason
      ) { "\($0) not in \(list)" }
    ].compactMap(\.self)
  }
}

extension SQLAlchemyStory {
  /// A text that the rule does not know.
  var ofChoice: [TestCase] {
    var story = self
    guard let choices = SQLAlchemyChoices(reading),
      var scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      let key = scenario.key(of: choices.column.column), let last = choices.texts.last
    else { return [] }
    for (name, value, expected) in [
      (
        "refuses_an_unknown_\(key)", "something-else",
        refusalOfInput(byForm: "assert answer.status_code < 500")
      ),
      ("takes_a_known_\(key)", last, "assert answer.status_code < 400"),
    ] {
      scenario.set(key, to: "\"\(value)\"")
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))", expected])
    }
    return story.cases("\(key)_choices", "An unknown \(key) is refused")
  }
}
