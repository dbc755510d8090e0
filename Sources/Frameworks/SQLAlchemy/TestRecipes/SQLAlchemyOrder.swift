import EventSchema
import Fixes
import SourceCode

/// A check that keeps one column of a row below another: `ends_at > starts_at`.
struct SQLAlchemyOrder {
  let lower: Relation.Column
  let upper: Relation.Column

  /// `nil` for a rule that says anything else as well.
  init?(_ rule: String, in relation: PythonRelation) {
    let words = rule.comparisonWords
    guard words.count == 3, let first = relation.column(named: words[0]),
      let second = relation.column(named: words[2])
    else { return nil }
    switch words[1] {
    case "<", "<=": (lower, upper) = (first, second)
    case ">", ">=": (lower, upper) = (second, first)
    default: return nil
    }
  }

  /// How much higher than usual the values of a column are, so that rows keep the rules.
  static func rank(of column: Relation.Column, in relation: PythonRelation) -> Int {
    let isUpper = relation.facts.constraints.contains { rule in
      guard rule.kind == .check, let text = rule.expression else { return false }
      return SQLAlchemyOrder(text, in: relation)?.upper.column == column.column
    }
    return isUpper ? 4 : 0
  }
}

extension SQLAlchemyStory {
  /// What must be below is above.
  var ofOrder: [TestCase] {
    var story = self
    guard let text = reading.checkExpression, let order = SQLAlchemyOrder(text, in: relation),
      let valid = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      !valid.isList, let low = valid.key(of: order.lower.column)
    else { return [] }
    var crossed = valid
    if let high = valid.key(of: order.upper.column) {
      guard let one = valid.value(of: order.lower.column),
        let other = valid.value(of: order.upper.column)
      else { return [] }
      crossed.set(low, to: other)
      crossed.set(high, to: one)
    } else {
      // Beyond what the stored row has.
      guard reading.changesRow,
        let beyond = reading.sample(order.lower, in: relation, number: 9)
      else { return [] }
      crossed.set(low, to: beyond.sent)
    }
    for (name, scenario, expected, stored) in [
      (
        "refuses_\(low)_beyond_\(order.upper.field)", crossed,
        refusalOfInput(byForm: "assert answer.status_code < 500"), 0
      ),
      ("takes_\(low)_below_\(order.upper.field)", valid, "assert answer.status_code < 400", 1),
    ] {
      story.test(
        "\(subject)_\(name)", scenario.rows,
        inDatabase(scenario.rows.lines) + scenario.body()
          + ["answer = \(send(scenario))", expected]
          + (reading.changesRow ? [] : inDatabase(["assert \(count()) == \(stored)"])))
    }
    return story.cases("order", "A \(low) beyond \(order.upper.field) is refused")
  }
}
