import DatabaseErrors
import SourceCode

extension SQLAlchemyReading {
  /// The characters that a check leaves a text: `length(code) <= 8`.
  var checkedLength: (column: Relation.Column, characters: Int)? {
    guard kind == .check, let relation, let name = boundedColumn,
      let column = relation.column(named: name), let words = checkExpression?.comparisonWords,
      words.count == 3, let characters = Int(words[2])
    else { return nil }
    let asked = ["length", "char_length", "character_length", "len"].map { $0 + name.lowercased() }
    guard asked.contains(words[0].lowercased()) else { return nil }
    switch words[1] {
    case "<=": return (column, characters)
    case "<": return (column, characters - 1)
    default: return nil
    }
  }

  /// The text that is too long, with the characters that it may have.
  var limitedText: (column: Relation.Column, characters: Int)? {
    if let checkedLength { return checkedLength }
    guard let column = (columns.first ?? longColumn).flatMap({ relation?.column(named: $0) }),
      let characters = column.lengthMax
    else { return nil }
    return (column, characters)
  }
}
