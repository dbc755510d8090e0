import DatabaseErrors
import EventSchema
import SourceCode

/// Where the values come from that a write gives its columns.
extension SwiftReading {
  var origins: [SourceFacts.Origin] {
    let generated = generatedKey
    return generated + givenByCaller.filter { !generated.map(\.column).contains($0.column) }
  }

  /// The columns whose values are parameters of the function as they came.
  private var givenByCaller: [SourceFacts.Origin] {
    guard let write, write.operation != .delete, let function = write.site.function else {
      return []
    }
    let parameters = Set(function.head.parameterNames)
    // The rule of a CHECK names its column where the message does not.
    let checked = [limit(columns)?.column ?? choices(columns)?.column].compactMap(\.self)
    let columns = columns.isEmpty ? checked : columns
    let place = write.site.file.place(write.site.statement.span, in: function.name)
    return columns.compactMap { column in
      guard let source = write.origin(of: column), parameters.contains(source) else { return nil }
      return SourceFacts.Origin(column: column, kind: .caller, place: place)
    }
  }

  // MARK: What a record is given before it is written

  /// The source of the properties of a record by their columns: where the function makes it, in
  /// assignments before the write, and in the closure of the write itself.
  func given(_ row: String, _ record: SwiftRecord, before write: SwiftSite) -> [String: String] {
    var found: [String: String] = [:]
    let file = write.file.parsed
    write.function?.statement.visit { statement in
      guard statement.span.start <= write.statement.span.start else { return false }
      if case .binding(row) = statement.kind,
        let made = statement.calls.first(where: { $0.name == record.name })
      {
        for argument in made.arguments {
          guard let label = argument.label, let column = record.column(of: label) else { continue }
          found[column] = file.source(of: argument.span).trimmed
        }
      }
      let isOfWrite = write.statement.span.holds(statement.span)
      if let (column, value) = assignment(statement, isOfWrite ? [row, "$0"] : [row], record, file)
      {
        found[column] = value
      }
      return true
    }
    return found
  }

  /// `member.email = email`
  private func assignment(
    _ statement: SwiftStatement, _ rows: [String], _ record: SwiftRecord, _ file: SwiftFile
  ) -> (column: String, value: String)? {
    guard statement.kind == .expression,
      let (target, value) = file.source(of: statement.span).halved(at: " = ")
    else { return nil }
    let names = target.split(separator: ".").map(String.init)
    guard names.count == 2, rows.contains(names[0]), let column = record.column(of: names[1]) else {
      return nil
    }
    return (column, value.trimmed)
  }

  // MARK: Generated keys

  /// The statement that makes the key of the write, the one that writes it, by their places in the
  /// block that holds both.
  func keyMaker(_ columns: [String]) -> (block: SwiftBlock, first: Int, last: Int)? {
    guard let write, let site = writeSite else { return nil }
    for step in site.location.stepsInFunction.reversed() {
      if let first = maker(columns, write, in: step.block, before: step.index, site.file) {
        return (step.block, first, step.index)
      }
    }
    return nil
  }

  /// The key's columns that a generator before the write gives their values, or a count of rows.
  private var generatedKey: [SourceFacts.Origin] {
    guard let site = writeSite, let (block, first, _) = keyMaker(columns) else { return [] }
    let statement = block.statements[first]
    let place = site.file.place(statement.span, in: site.function?.name)
    let isCounted = site.file.parsed.source(of: statement.span).mentions(".max(")
    return columns.map {
      SourceFacts.Origin(
        column: $0, kind: isCounted ? .computedFromRows : .generator, place: place)
    }
  }

  /// The words of as many letters as are drawn: `(0..<4).map { _ in letters.randomElement()! }`.
  private static func drawnValues(_ text: String) -> Int? {
    guard let (before, after) = text.halved(at: ").map { _ in "),
      let drawn = after.halved(at: ".randomElement()!")?.0.trimmed, drawn.isNamed,
      let range = before.split(separator: "(").last.map(String.init),
      let count = range.rest(after: "0..<").flatMap({ Int($0) }), 0 < count, count < 12,
      let letters = text.rest(after: "\(drawn) = ")?.firstLine.halved(at: "\"")?.1
        .halved(at: "\"")?.0, letters.count > 1
    else { return nil }
    var values = 1
    for _ in 0..<count where values < 1_000_000 { values *= letters.count }
    return values < 1_000_000 ? values : nil
  }

  static let generators = [
    "random", "uuid", "generate", "shuffle", "makecode", "maketoken", "nonce",
    // The next number, from the rows that are there.
    ".max(",
  ]

  /// How many values the generator of the key has, where its source says so: `random(in: 0...9)`.
  func generatedValues(_ columns: [String]) -> Int? {
    guard let site = writeSite, let (block, first, _) = keyMaker(columns) else { return nil }
    let maker = block.statements[first]
    let own = site.file.parsed.source(of: maker.span)
    // The only function that the maker calls may be what makes it.
    let called = source.functions.filter { function in
      maker.calls.contains { $0.name == function.name }
    }
    let text =
      called.count == 1 ? called[0].file.parsed.source(of: called[0].statement.span) : own
    if let values = Self.drawnValues(text) { return values }
    guard let range = text.rest(after: "random(in:")?.parts(at: ")").first?.trimmed else {
      return nil
    }
    for sign in ["...", "..<"] {
      guard let (low, high) = range.halved(at: sign),
        let lowest = Int(low.filter { $0 != "_" }), let highest = Int(high.filter { $0 != "_" }),
        0 <= lowest, lowest < highest, highest < 1_000_000
      else { continue }
      return highest - lowest + (sign == "..." ? 1 : 0)
    }
    return nil
  }
}
