import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// What tests need in which several callers meet between look-up and write, and those that go on
/// behind a refusal.
extension EchoedTest {
  /// What fills a hole; `nil` when the suite does not make it possible.
  func meeting(_ hole: String) -> String? {
    switch hole {
    case "records":
      guard holdsWriters, isOfActiveRecord, surroundings.rows == .cleaned else { return nil }
      return "ActiveRecord::Base"
    case "records apart":
      guard holdsWriters, isOfActiveRecord, surroundings.rows == .rolledBack, writesOneTable,
        !surroundings.preparesRows
      else { return nil }
      return "ActiveRecord::Base"
    case "sequel":
      guard holdsWriters, surroundings.rows == .cleaned else { return nil }
      return sequel
    case "known model": return place.reading.model
    // Where the value itself is refused there may be no row to touch.
    case "touch": return input == nil ? touch : nil
    case "pdo", "dbal", "eloquent", "eloquent apart": return connection(hole)
    case "own connection": return ownConnection
    case "repo": return unboxedRepository
    default: return nil
    }
  }

  /// What the suite does around its tests.
  var surroundings: TestSurroundings {
    TestSurroundings(exemplar, place.reading.failure.tree)
  }

  /// Whether a lock on the table lets callers look and not write: on PostgreSQL, by a name that
  /// needs no quotes.
  var holdsWriters: Bool {
    let isProduction =
      place.reading.violation?.dbms == .postgreSQL
      || place.reading.violation?.dbms == nil
        && tree.files.contains { file in
          file.mentions("use Ecto.Repo") && file.mentions("Ecto.Adapters.Postgres")
        }
    guard surroundings.isOnPostgreSQL ?? isProduction,
      let table = place.reading.violation?.knownTable
    else { return false }
    return table.isPlainIdentifier
  }

  var tree: SourceTree { place.reading.failure.tree }

  // MARK: Ruby

  private var isOfActiveRecord: Bool {
    exemplar.file.parsed.language.name == "ruby"
      && tree.files.contains { $0.mentions("ActiveRecord::") || $0.mentions("ApplicationRecord") }
      && !tree.files.contains { $0.mentions("Sequel.") }
  }

  /// The database of Sequel as the application calls it.
  private var sequel: String? {
    for file in tree.files where file.mentions("Sequel.connect") {
      for line in file.text.split(separator: "\n") {
        let parts = line.split(separator: "= Sequel.connect", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let name = String(parts[0]).trimmed
        if name.startsWithCapital, name.allSatisfy({ $0.isLetter || $0 == "_" }) { return name }
      }
    }
    return tree.files.contains { $0.mentions("Sequel::Model") } ? "Sequel::Model.db" : nil
  }

  /// Whether the function and what it calls write the rows of one table alone.
  var writesOneTable: Bool {
    place.reading.queries.allSatisfy { found in
      found.query.operation == nil || found.query.operation == .read
        || found.query.operation == .commit || place.reading.fits(found)
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

extension String {
  /// Whether a name of the database needs no quotes anywhere.
  var isPlainIdentifier: Bool {
    guard let first = utf8.first, first == UInt8(ascii: "_") || (0x61...0x7A).contains(first) else {
      return false
    }
    return utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}
