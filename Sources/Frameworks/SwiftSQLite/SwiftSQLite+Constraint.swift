import EventSchema
import Fixes
import SourceCode

extension SwiftSQLiteReading {
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
      stored: `\(duplicates)` lists them, and which row to keep is for people to decide.
      """
    let handler = writers.first.flatMap { writer -> Fix? in
      let insert = writer.literals.first { $0.statement.verb == .insert }
      guard let insert, let site = SwiftSite(file: writer.file, line: insert.span.firstLine) else {
        return nil
      }
      return translation(columns, at: site, writer)
    }
    let declared = declaring(index, columns, duplicates, beside: span, in: file).flatMap {
      fix($0, title, because: reason)
    }
    let guidance = Fix(
      title: title, applicability: .guidance, rationale: reason, files: [file.source.path],
      sketch: "\(duplicates);\n\(index);\n")
    return [declared ?? guidance] + (handler.map { [$0] } ?? [])
  }

  /// `static let uniqueEventSeat = """CREATE UNIQUE INDEX …"""` after the table's own declaration,
  /// and its use after the table's; `nil` when the table is made in another way.
  private func declaring(
    _ index: String, _ columns: [String], _ duplicates: String, beside span: CodeSpan,
    in file: SwiftSourceFile
  ) -> [(file: SwiftSourceFile, edits: [Edit])]? {
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
