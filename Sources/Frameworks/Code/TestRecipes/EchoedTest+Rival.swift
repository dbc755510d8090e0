import DatabaseErrors
import EventSchema
import SourceCode

extension EchoedTest {
  /// A statement that lets SQLite itself take the key between the look-up and the write: a trigger
  /// writes the row first. Sent as the neighbour's file sends its SQL.
  var rival: String? {
    // In a database of the test's own the trigger goes with it.
    guard exemplar.file.source.mentions(":memory:"), let trigger
    else { return nil }
    for use in exemplar.file.walk.uses {
      guard let index = use.links.indices.last, let call = use.links[index].arguments,
        call.count == 1, let literal = call.first?.value, literal.text?.isStatement == true,
        let first = use.links.first, isKnown(first.name),
        let before = exemplar.file.source.bytes(use.span.start..<literal.span.start),
        let after = exemplar.file.source.bytes(literal.span.end..<use.links[index].span.end)
      else { continue }
      let head = String(decoding: before, as: UTF8.self)
      let end = String(decoding: after, as: UTF8.self)
      guard !head.contains("\n"), !end.contains("\n") else { continue }
      return "\(head)\"\(trigger)\"\(end)"
    }
    return nil
  }

  private var trigger: String? {
    let reading = place.reading
    let columns = reading.writtenValues.map { reading.column($0.field, of: reading.model) }
    guard let table = reading.violation?.knownTable, Set(columns).isSuperset(of: place.columns),
      !columns.contains("id"),
      (columns + [table]).allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } })
    else { return nil }
    let names = columns.joined(separator: ", ")
    let values = columns.map { "NEW.\($0)" }.joined(separator: ", ")
    return "CREATE TEMP TRIGGER rival BEFORE INSERT ON \(table) "
      + "BEGIN INSERT INTO \(table) (\(names)) VALUES (\(values)); END"
  }

  /// Whether a variable of the file's set-up is known in its tests.
  private func isKnown(_ name: String) -> Bool {
    if name.hasPrefix("@") || name == "$this" || name == "this" { return true }
    return exemplar.file.source.mentions("let(:\(name))")
      || exemplar.file.source.mentions("let \(name);")
  }
}

extension String {
  fileprivate var isStatement: Bool {
    ["CREATE TABLE", "DELETE FROM", "INSERT INTO", "DROP TABLE"]
      .contains(where: trimmed.uppercased().hasPrefix)
  }
}
