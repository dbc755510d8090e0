import DatabaseErrors
import Fixes

/// What recipes share that look at a value before it is written.
extension RecipeBook {
  static let limitedInput: CodeTemplate = """
    Whoever gives what no row may hold reads so, and nothing is written. The limit stands in two \
    places now: a column that is changed wants its check changed as well.
    """

  /// What must hold for a value to be looked at before it is written.
  static let limits: [RecipeNeed] = [.columns(1...1), .oneRow, .request]

  /// A number within the bounds of its CHECK, in languages that write a test as C does.
  static func bounds(_ remedy: Remedy.Kind, examples: [RecipeExample]) -> CodeRecipe {
    CodeRecipe(
      remedy, "Keep «words» in `«function»` within what the column takes",
      needs: [.kinds([.check])] + limits,
      steps: [
        .before(
          """
          if («out of bounds») {
            «refusal»
          }
          """)
      ],
      because: limitedInput,
      examples: examples)
  }
}
