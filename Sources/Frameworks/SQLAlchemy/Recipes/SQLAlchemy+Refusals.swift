import DatabaseErrors
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Refuse a list that holds a key twice, as a whole: which of its rows counts is for whoever
  /// sends it to decide.
  func refusalOfRepeatedRows(_ remedy: Remedy) -> [Fix] {
    guard isAboutUniqueness, !columns.isEmpty, let plan = SQLAlchemyTranslation(self),
      case .refusal = plan.reply
    else { return guidance(for: remedy) }
    var change = PythonChange()
    plan.apply(to: &change)
    let fix = change.fix(
      "Refuse a list that repeats \(fields.joined(separator: ", ")) in `\(plan.functionName)`",
      .unsafe,
      because: """
        Nothing of the list is stored, and the client reads why, also when a row was stored before. \
        Taking only one of the repeated rows would lose what the others say.
        """)
    return [fix].compactMap(\.self)
  }

  /// Refuse an amount that is more than there is: in the statement itself where the place is
  /// unmistakable, else by answering the database's refusal.
  var refusalOfAmount: [Fix] {
    let update = conditionalUpdate
    return update.isEmpty ? translation : update
  }
}
