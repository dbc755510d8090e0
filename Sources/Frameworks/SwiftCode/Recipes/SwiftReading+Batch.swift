import EventSchema
import Fixes
import SourceCode

/// Rows that one call brings together.
extension SwiftReading {
  /// A loop over a list of rows, each of which brings a key.
  struct Batch {
    var loop: SwiftStatement
    /// What the loop goes through: `entries`.
    var list: String
    /// The key as the loop names it: `entry.email`, `entry.email.lowercased()`.
    var key: String
    /// Of the key: `String`.
    var type: String

    /// The member of an element that is the key; `nil` where the element itself is.
    var member: String? { key.split(separator: ".").dropFirst().first.map(String.init) }
  }

  func batch(_ columns: [String]) -> Batch? {
    guard let write, let site = writeSite, columns.count == 1, let column = columns.first,
      let key = write.origin(of: column), let type = type(ofKey: column),
      let (loop, _) = site.location.enclosingBlocks.first(where: { $0.statement.kind == .for }),
      case let head = site.file.parsed.source(of: loop.head), !head.mentions("\n"),
      !head.mentionsWord("where"), let (start, list) = head.halved(at: " in "),
      let element = start.rest(after: "for ")?.trimmed, element.isNamed
    else { return nil }
    let name = key.halved(at: Self.folding)?.0 ?? key
    guard name.isNamed, name == element || name.hasPrefix("\(element).") else { return nil }
    let isFolded = declaration?.table.columns.first { $0.name == column }?.foldsCase ?? false
    return Batch(
      loop: loop, list: list.trimmed,
      key: isFolded && type == "String" && name == key ? key + Self.folding : key, type: type)
  }

  private static let folding = ".lowercased()"

  /// The type of a column's values, which are always there.
  private func type(ofKey column: String) -> String? {
    if let property = record(of: table)?.property(column) {
      return property.type.hasSuffix("?") ? nil : property.type
    }
    let declared = declaration?.table.columns.first { $0.name == column }?.type?.uppercased()
    return declared.map { $0.hasPrefix("TEXT") || $0.hasPrefix("VARCHAR") } == true ? "String" : nil
  }

  /// Each key of a batch once.
  func distinctBatch(_ columns: [String]) -> Fix? {
    guard let batch = batch(columns), let site = writeSite, let column = columns.first,
      let margin = site.file.source.margin(at: batch.loop.span.start),
      let body = batch.loop.blocks.first(where: { $0.role == .body })
    else { return nil }
    let edits = [
      Edit.insert("var seen: Set<\(batch.type)> = []\n\(margin)", at: batch.loop.span.start),
      Edit.insert("where seen.insert(\(batch.key)).inserted ", at: body.span.start),
    ]
    return fix(
      [(site.file, edits)], "Write each \(column) of the batch once",
      because: """
        The batch holds a key twice; the first of them is written. Whether the later one should \
        win is for people to decide, and a key that was stored before is refused as ever.
        """)
  }

  /// A list that holds a key twice: one row of each key.
  func batchSuite(_ recipe: SwiftTestRecipe, _ columns: [String]) -> Suite? {
    guard distinctBatch(columns)?.diff.isEmpty == false, let batch = batch(columns) else {
      return nil
    }
    let key = batch.member.map { [$0] } ?? columns
    for function in sites.compactMap(\.function) {
      guard
        let parameter = SwiftSignature(function)?.parameters.first(where: {
          $0.name == batch.list && $0.type.hasPrefix("[") && $0.type.hasSuffix("]")
        }), case let type = String(parameter.type.dropFirst().dropLast()),
        let first = recipe.database.element(of: type, named: columns[0], giving: key, 1),
        let second = recipe.database.element(of: type, named: columns[0], giving: key, 2),
        let stored = recipe.test(
          [
            .store(recipe.parents),
            .call(SwiftCallValues([parameter.name: "[\(first), \(second), \(first)]"]) { _ in 1 }),
            .count(recipe.table, 2),
          ], of: function, giving: columns)
      else { continue }
      var file = recipe.file(function, "Batch", "stores what a list holds twice once.")
      file.test("aListThatRepeatsAKeyIsStored", stored)
      return (
        recipe.testCase(file, "A list that holds a key twice is stored, each key once"),
        file.importedModules
      )
    }
    return nil
  }
}
