import DatabaseErrors
import EventSchema
import SourceCode

/// A test in which several callers meet: a lock on the table lets all of them look and none of them
/// write, until all are there.
protocol TestMeeting {
  var place: RecipePlace { get }
  /// Of the test that shows how.
  var file: CodeSourceFile { get }
  var surroundings: TestSurroundings { get }
}

extension EchoedTest: TestMeeting {}

extension TestMeeting {
  var tree: SourceTree { place.reading.failure.tree }

  /// What fills a hole of the lock; `nil` when the suite does not make it possible.
  func gate(_ hole: String) -> String? {
    switch hole {
    case "records": return isOfActiveRecord && rowsAre(.cleaned) ? "ActiveRecord::Base" : nil
    case "records apart":
      let isAlone = writesOneTable && !surroundings.preparesRows
      return isOfActiveRecord && rowsAre(.rolledBack) && isAlone ? "ActiveRecord::Base" : nil
    case "records of empty tables":
      let isEmpty = surroundings.beginsEmpty
      return isOfActiveRecord && rowsAre(.rolledBack) && isEmpty ? "ActiveRecord::Base" : nil
    case "sequel": return rowsAre(.cleaned) ? tree.sequelDatabase : nil
    case "known model": return place.reading.model
    case "table": return place.reading.violation?.knownTable
    default: return nil
    }
  }

  /// Whether a lock on the table can hold the writers, and what becomes of their rows.
  private func rowsAre(_ rows: TestSurroundings.Rows) -> Bool {
    holdsWriters && surroundings.rows == rows
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
    // What the JVM's tests run on stands in files of properties.
    let isOther = tree.files.contains { file in
      file.path.mentions("src/test/") && file.mentions("jdbc:")
        && !["jdbc:postgresql", "jdbc:tc:postgresql"].contains(where: file.mentions)
    }
    guard !isOther, surroundings.isOnPostgreSQL ?? isProduction,
      let table = place.reading.violation?.knownTable
    else { return false }
    return table.isPlainIdentifier
  }

  /// Whether the function and what it calls write the rows of one table alone.
  var writesOneTable: Bool {
    place.reading.queries.allSatisfy { found in
      found.query.operation == nil || found.query.operation == .read
        || found.query.operation == .commit || place.reading.fits(found)
    }
  }

  // MARK: Ruby

  var isOfActiveRecord: Bool {
    file.parsed.language.name == "ruby"
      && tree.files.contains { $0.mentions("ActiveRecord::") || $0.mentions("ApplicationRecord") }
      && !tree.files.contains { $0.mentions("Sequel.") }
  }

  /// What code rests on and RSpec makes when it is first asked for, a line each: before the
  /// callers meet, since some of it may be rows.
  func prepared(for code: String) -> String {
    let words = Set(code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
    return file.source.text.split(separator: "let(:", omittingEmptySubsequences: false).dropFirst()
      .compactMap { $0.split(separator: ")", maxSplits: 1).first.map { String($0) } }
      .filter(words.contains).joined(separator: "\n")
  }

  // MARK: Go

  /// A name in a Go test for its database.
  ///
  /// - Parameter statements: Of the test, up to where it is used.
  func database(in statements: ArraySlice<CodeStatement>) -> String? {
    guard place.reading.violation?.dbms == .postgreSQL else { return nil }
    return file.goDatabase(in: statements, tree)?.name
  }
}

extension CodeSourceFile {
  /// A name in a Go test for its database: `db := open(t)`, `var testDB *sql.DB`; with the
  /// statement of the test that opens it, if there is one.
  func goDatabase(
    in statements: ArraySlice<CodeStatement>, _ tree: SourceTree
  ) -> (name: String, opening: CodeStatement?)? {
    let folder = tree.files.filter {
      $0.path.folder == source.path.folder && $0.path.hasSuffix(".go")
    }
    for statement in statements {
      guard let name = statement.targets.first?.assignedNames.first,
        let call = statement.value?.calls.last
      else { continue }
      let opens =
        call.name == "Open" && call.receiver.first?.name == "sql"
        || call.receiver.isEmpty
          && folder.contains { $0.text.givesDatabase(call.name) }
      if opens { return (name, statement) }
    }
    for source in folder {
      for line in source.text.split(separator: "\n") where line.hasPrefix("var ") {
        let words = line.split(separator: " ")
        if words.count > 2, words[2] == "*sql.DB" { return (String(words[1]), nil) }
      }
    }
    return nil
  }
}

extension SourceTree {
  /// The database of Sequel as the application calls it.
  var sequelDatabase: String? {
    for file in files where file.mentions("Sequel.connect") {
      for line in file.text.split(separator: "\n") {
        let parts = line.split(separator: "= Sequel.connect", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let name = String(parts[0]).trimmed
        if name.startsWithCapital, name.allSatisfy({ $0.isLetter || $0 == "_" }) { return name }
      }
    }
    return files.contains { $0.mentions("Sequel::Model") } ? "Sequel::Model.db" : nil
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

  /// Whether a Go function of the name is declared whose first or only result is a database.
  fileprivate func givesDatabase(_ function: String) -> Bool {
    split(separator: "\n").contains { line in
      line.hasPrefix("func \(function)(")
        && (String(line).mentions(") *sql.DB {") || String(line).mentions(") (*sql.DB, "))
    }
  }
}
