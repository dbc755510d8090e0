import EventSchema
import Fixes
import SourceCode

extension SwiftReading {
  /// A unique index beside the table's declaration, made where the table is made; then the handler
  /// at the write.
  func constraint(_ columns: [String]) -> [Fix] {
    guard let table, let (_, file, span) = declaration, !columns.isEmpty else { return [] }
    let name = "\(table)_\(columns.joined(separator: "_"))"
    let index =
      "CREATE UNIQUE INDEX IF NOT EXISTS \(name) ON \(table) (\(columns.joined(separator: ", ")))"
    let duplicates =
      "SELECT \(columns.joined(separator: ", ")), count(*) FROM \(table) "
      + "GROUP BY \(columns.joined(separator: ", ")) HAVING count(*) > 1"
    let title = "Add a unique index over \(columns.joined(separator: ", ")) to `\(table)`"
    let reason = """
      Only the database sees all writers at once. The index cannot be made while duplicates are \
      stored: `\(duplicates)` lists them. It does not clean them up: which row to keep is for \
      people to decide.
      """
    let handler = writers.first.flatMap { writer -> Fix? in
      insertSite(of: writer).flatMap { translation(columns, at: $0, writer) }
    }
    let declared =
      migrating(columns, duplicates, name)
      ?? declaring(
        index, columns, duplicates, beside: span, in: file)
    let change = declared.flatMap { fix($0, title, because: reason) }?.adding(key: name)
    let guidance = Fix(
      title: title, applicability: .guidance, rationale: reason, files: [file.source.path],
      sketch: "\(duplicates);\n\(index);\n")
    return [change ?? guidance] + (handler.map { [$0] } ?? [])
  }

  /// A migration of its own behind the last one, which says so where duplicates are stored.
  private func migrating(_ columns: [String], _ duplicates: String, _ name: String) -> Change? {
    guard let table, library.name == SwiftLibrary.grdb.name,
      let migrations = SwiftMigrations(source, table: table)
    else { return nil }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let db = migrations.connection
    let key = columns.joined(separator: ", ")
    let lines = [
      "// Which row of a pair to keep is for people to decide: nothing is deleted here.",
      "let duplicates = try Row.fetchAll(", "  \(db),", "  sql: \"\"\"",
      "    SELECT \(key), count(*) FROM \(table)", "    GROUP BY \(key) HAVING count(*) > 1",
      "    \"\"\")", "guard duplicates.isEmpty else {", "  throw DatabaseError(",
      "    message: \"\(table) has \\(duplicates.count) times more than one row for \(key)\")",
      "}", "try \(db).create(",
      "  index: \"\(name)\", on: \"\(table)\", columns: [\(list)], options: .unique)",
    ]
    return migrations.adding(["unique", table] + columns, lines).map { [(migrations.file, [$0])] }
  }

  /// The key of rows in use alone, in a migration that takes the old one away.
  func partialKey(_ remedy: Remedy) -> Fix? {
    let columns = key(of: remedy)
    let key = Set(columns.map { $0.lowercased() })
    let hiding = remedy.onlyWhereNull.first ?? hidingColumn
    guard let table, let mark = hiding, library.name == SwiftLibrary.grdb.name,
      let index = source.uniqueIndexes.first(where: { index in
        index.table.lowercased() == table.lowercased() && !index.key.isConditional
          && Set(index.key.columns.map { $0.lowercased() }) == key
      }), let name = index.key.name, let migrations = SwiftMigrations(source, table: table)
    else { return nil }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let db = migrations.connection
    let lines = [
      "try \(db).drop(index: \"\(name)\")", "try \(db).create(",
      "  index: \"\(name)\", on: \"\(table)\", columns: [\(list)], options: .unique,",
      "  condition: Column(\"\(mark)\") == nil)",
    ]
    let words = [table] + columns + ["in use"]
    guard let edit = migrations.adding(words, lines) else { return nil }
    return fix(
      [(migrations.file, [edit])],
      "Let only rows of `\(table)` that are in use hold \(columns.joined(separator: ", "))",
      because: """
        A row that is marked as gone keeps its key from others, and the look-up does not see it. \
        Bringing such a row back can now fail: its key may be somebody else's.
        """
    )?.adding(key: name)
  }

  /// The column that has to be NULL for the look-up on the path to see a row.
  var hidingColumn: String? {
    for check in checks {
      for predicate in check.check.otherPredicates where predicate.hasSuffix(" IS NULL") {
        return String(predicate.dropLast(" IS NULL".count))
      }
    }
    return nil
  }

  /// `static let uniqueEventSeat = """CREATE UNIQUE INDEX …"""` after the table's own declaration,
  /// and its use after the table's; `nil` when the table is made in another way.
  private func declaring(
    _ index: String, _ columns: [String], _ duplicates: String, beside span: CodeSpan,
    in file: SwiftSourceFile
  ) -> Change? {
    let location = file.parsed.location(ofLine: span.firstLine)
    guard let statement = location.statement, case .binding(let tableName) = statement.kind,
      let margin = file.source.margin(at: statement.span.start)
    else { return nil }
    let type = location.steps.reversed().lazy.compactMap { step -> String? in
      if case .type(let name) = step.statement.kind { name } else { nil }
    }.first
    guard let type, !file.source.text.mentions(index) else { return nil }
    let newName = "unique" + columns.map(\.camelPart).joined()
    let use = "\(type).\(tableName)"
    let users = source.files.filter { $0.source.text.mentions(use) }
    guard users.count == 1, let user = users.first, let offset = user.source.offset(after: use)
    else {
      return nil
    }
    let bytes = Array(user.source.text.utf8)
    guard bytes.indices.contains(offset),
      bytes[offset] == UInt8(ascii: ",")
        || bytes[offset] == UInt8(ascii: "]")
    else { return nil }
    let text = """
      \n\(margin)/// Fails while duplicates are stored; this finds them:
      \(margin)/// `\(duplicates)`
      \(margin)static let \(newName) = \"""
      \(margin)  \(index)
      \(margin)  \"""

      """
    let declaration = Edit.insert(text, at: file.source.lineEnd(of: statement.span.end - 1))
    let call = Edit.insert(", \(type).\(newName)", at: offset)
    return [(file, [declaration]), (user, [call])]
  }
}

extension String {
  /// `account_id` becomes `AccountID`, without caring for acronyms.
  fileprivate var camelPart: String {
    split(separator: "_").map { String($0).capitalizedFirst }.joined()
  }
}

extension SourceFile {
  /// The offset behind the first place that holds the text.
  fileprivate func offset(after needle: String) -> Int? {
    let (text, needle) = (Array(text.utf8), Array(needle.utf8))
    guard text.count >= needle.count, !needle.isEmpty else { return nil }
    for start in 0...(text.count - needle.count)
    where text[start..<(start + needle.count)].elementsEqual(needle) {
      return start + needle.count
    }
    return nil
  }
}
