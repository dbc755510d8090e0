import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// What tests need in which several callers meet between look-up and write, and those that go on
/// behind a refusal.
extension EchoedTest {
  var file: CodeSourceFile { exemplar.file }

  /// What the suite does around its tests.
  var surroundings: TestSurroundings {
    TestSurroundings(
      file, exemplar.style, groups: exemplar.groups, test: exemplar.test.span,
      own: exemplar.statement.span.start, tree)
  }

  /// What fills a hole; `nil` when the suite does not make it possible.
  func meeting(_ hole: String) -> String? {
    switch hole {
    case "prepared": return prepared(for: file.text(exemplar.call))
    // Where the value itself is refused there may be no row to touch.
    case "touch": return input == nil ? touch : nil
    case "pdo", "dbal", "eloquent", "eloquent apart": return connection(hole)
    case "own connection": return ownConnection
    case "repo": return unboxedRepository
    default: return gate(hole)
    }
  }

  // MARK: Behind a refusal

  /// One more statement on the same connection, which gives the number of rows that it has written:
  /// in a transaction that a refusal has broken it is refused.
  private var touch: String? {
    guard let column = place.columns.first, let table = place.reading.violation?.knownTable,
      column.isPlainIdentifier, table.isPlainIdentifier
    else { return nil }
    switch exemplar.file.parsed.language.name {
    case "ruby":
      // A statement of the code's own makes no savepoint in the transaction of the test.
      let query = place.write.query
      guard isOfActiveRecord, let model = place.reading.model, query.statement == nil,
        !query.bypassesValidation, !query.writesMany
      else { return nil }
      return "\(model).update_all(\"\(column) = \(column)\")"
    case "php":
      return updating("UPDATE \(table) SET \(column) = \(column)")
    case "elixir":
      return repository.map {
        "\($0).query!(\"UPDATE \(table) SET \(column) = \(column)\").num_rows"
      }
    default: return nil
    }
  }
}
