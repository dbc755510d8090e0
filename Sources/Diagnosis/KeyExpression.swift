import DatabaseErrors

/// A part of a key that is an expression over columns: `upper(licence::text)`.
struct KeyExpression: Sendable, Hashable {
  /// As the database prints it.
  var text: String
  /// The columns inside, in order.
  var columns: [String]

  /// `nil` for a plain column name.
  init?(_ text: String) {
    guard text.contains("(") || text.contains("::") else { return nil }
    self.text = text
    columns = Self.identifiers(in: text)
  }

  /// Whether values that differ only in case or outer blanks meet in this key.
  var folds: Bool {
    let lowered = text.lowercased()
    return ["lower(", "upper(", "trim(", "btrim(", "unaccent("].contains { lowered.contains($0) }
  }

  /// Names that are neither functions, type casts, literals nor keywords.
  private static func identifiers(in text: String) -> [String] {
    var found: [String] = []
    var word = ""
    var isCast = false
    var isQuoted = false
    var isLiteral = false
    var previous: Character = " "
    func end(before next: Character) {
      defer {
        word = ""
        isCast = false
      }
      guard let first = word.first, !isCast, next != "(", isQuoted || !first.isNumber,
        !["and", "or", "null", "as", "collate", "varying", "character"]
          .contains(word.lowercased())
      else { return }
      if !found.contains(word) { found.append(word) }
    }
    for character in text {
      if isLiteral {
        isLiteral = character != "'"
      } else if isQuoted {
        if character == "\"" {
          end(before: " ")
          isQuoted = false
        } else {
          word.append(character)
        }
      } else if character == "'" {
        isLiteral = true
      } else if character == "\"" || character == "`" {
        isQuoted = character == "\""
      } else if character.isLetter || character.isNumber || character == "_" || character == "$" {
        word.append(character)
      } else {
        end(before: character)
        if character == ":", previous == ":" { isCast = true }
      }
      previous = character
    }
    end(before: " ")
    return found
  }
}

extension ConstraintViolation {
  /// Replaces expressions among the columns by the columns inside, and gives the expressions.
  mutating func takeOutExpressions() -> [KeyExpression] {
    let expressions = columns.compactMap(KeyExpression.init)
    guard !expressions.isEmpty else { return [] }
    columns = columns.flatMap { KeyExpression($0)?.columns ?? [$0] }.unique
    return expressions
  }
}
