import EventSchema
import SourceCode

/// The statement of the source that the database refused, as SQL or as a record's own method.
struct SwiftWrite {
  var site: SwiftSite
  var operation: SourceFacts.Operation
  /// The SQL, where it is written in the source.
  var literal: SQLLiteral?
  /// The call that runs it.
  var call: SwiftCall?
  /// The record that is written, where it has a name: `member`.
  var row: String?
  /// The source of what a column is given, by the column's name in lower case.
  var values: [String: String] = [:]
  /// What a record's columns were given before, where that is in sight: `email` for `member.email`.
  var given: [String: String] = [:]
  /// The same as the code passes it: `.text(email)`.
  var arguments: [String: String] = [:]
  /// The connection or transaction at hand: `db`.
  var connection: String?

  /// The source of what a column is given.
  func value(of column: String) -> String? { values[column.lowercased()] }

  /// The same from before it was put into the record that is written.
  func origin(of column: String) -> String? { given[column.lowercased()] ?? value(of: column) }
}

extension SwiftReading {
  /// The write of the violated table at the failing line, or in its function before it.
  func findWrite() -> SwiftWrite? {
    guard let site = sites.first else { return nil }
    if let literal, literal.statement.verb != .select {
      return sqlWrite(literal, at: SwiftSite(file: site.file, line: literal.span.firstLine) ?? site)
    }
    return recordWrite(at: site)
  }

  /// A write of a record in a statement: `try member.insert(db)`.
  func recordWrite(at site: SwiftSite) -> SwiftWrite? {
    let calls = site.statement.calls
    guard
      let call = calls.last(where: { library.writes[$0.name] != nil && $0.isOnConnection(library) })
        ?? calls.last(where: { library.writes[$0.name] != nil }),
      let operation = library.writes[call.name]
    else { return nil }
    var write = SwiftWrite(site: site, operation: operation, call: call)
    write.connection = call.arguments.last.map { site.file.parsed.source(of: $0.span) }
    let record = record(of: table)
    let base = call.callee.split(separator: ".").dropLast().joined(separator: ".")
    // A property that holds other records, `boat.$berths`, is no record.
    if call.isWholeCallee, !base.isEmpty, !(base.first?.isUppercase ?? true), !base.mentions("$") {
      write.row = base
      for (column, property) in record?.properties ?? [:] {
        write.values[column] = "\(base).\(property.path)"
      }
      write.given = record.map { given(base, $0, before: site) } ?? [:]
    } else if let record, let made = calls.first(where: { $0.name == record.name }) {
      for argument in made.arguments {
        guard let label = argument.label else { continue }
        let column = record.column(of: label) ?? label.lowercased()
        write.values[column] = site.file.parsed.source(of: argument.span).trimmed
      }
    }
    if call.name == "updateAll" { write.values.merge(assignments(in: site, record)) { $1 } }
    return write
  }

  /// What columns are given by `Columns.fee.set(to: cents)` and `Column("fee").set(to: cents)`.
  private func assignments(in site: SwiftSite, _ record: SwiftRecord?) -> [String: String] {
    var found: [String: String] = [:]
    for call in site.statement.allCalls where call.name == "set" && call.arguments.count == 1 {
      guard let argument = call.arguments.first, argument.label == "to" else { continue }
      let named = call.callee.split(separator: ".").dropLast().last.map(String.init)
      let text = site.statement.strings.last { $0.span.end <= argument.span.start }?.value
      guard let name = call.isWholeCallee ? named : text else { continue }
      let column = record?.column(of: name) ?? name.lowercased()
      found[column] = site.file.parsed.source(of: argument.span).trimmed
    }
    return found
  }

  /// A write that is spelled in SQL.
  func sqlWrite(_ literal: SQLLiteral, at site: SwiftSite) -> SwiftWrite? {
    let operation: SourceFacts.Operation
    switch literal.statement.verb {
    case .insert: operation = literal.statement.hasConflictClause ? .upsert : .create
    case .update: operation = .update
    case .delete: operation = .delete
    default: return nil
    }
    var write = SwiftWrite(site: site, operation: operation, literal: literal)
    write.call = site.statement.calls.first { $0.span.holds(literal.span) }
    write.connection = write.call.flatMap { call in
      let base = call.callee.split(separator: ".").dropLast().joined(separator: ".")
      return base.isEmpty ? nil : base
    }
    let given = parameters(of: literal, at: site)
    let passed = parameters(of: literal, at: site, asPassed: true)
    let statement = literal.statement
    for (column, index) in zip(statement.writtenColumns, statement.writtenParameters) {
      guard let index, given.indices.contains(index) else { continue }
      write.values[column.lowercased()] = given[index]
      write.arguments[column.lowercased()] = passed[index]
    }
    for predicate in statement.predicates where predicate.comparison == .equal {
      guard let index = predicate.parameterIndex, given.indices.contains(index),
        write.values[predicate.column.lowercased()] == nil
      else { continue }
      write.values[predicate.column.lowercased()] = given[index]
      write.arguments[predicate.column.lowercased()] = passed[index]
    }
    return write
  }

  /// The source of the values that placeholders are given, in order, out of their wrappers:
  /// `.text(email)` is `email`.
  func parameters(
    of literal: SQLLiteral, at site: SwiftSite, asPassed: Bool = false
  ) -> [String] {
    let own = site.file.parsed.source(of: literal.span)
    if own.mentions("\\(") { return own.interpolations }
    let list = parameterList(of: literal, at: site)?.text.dropFirst().dropLast().description
      .parts(at: ",")
    let passed =
      list.flatMap { $0.namedValues(for: literal.text) } ?? list
      ?? parametersOneByOne(of: literal, at: site)
    return passed.map { asPassed ? $0.trimmed : $0.trimmed.unwrapped }
  }

  /// The arguments without a label behind the SQL: `run("… VALUES (?, ?)", .text(a), .integer(b))`.
  private func parametersOneByOne(of literal: SQLLiteral, at site: SwiftSite) -> [String] {
    guard let call = site.statement.calls.first(where: { $0.span.holds(literal.span) }) else {
      return []
    }
    return call.arguments.filter { $0.label == nil && $0.span.start >= literal.span.end }
      .map { site.file.parsed.source(of: $0.span) }
  }

  /// Where another value of the statement can be written: behind the last one.
  func endOfParameters(of literal: SQLLiteral, at site: SwiftSite) -> Int? {
    if let list = parameterList(of: literal, at: site) { return list.span.end - 1 }
    let call = site.statement.calls.first { $0.span.holds(literal.span) }
    return call?.arguments.last { $0.label == nil && $0.span.start >= literal.span.end }?.span.end
  }

  /// The list of values behind the SQL, `[…]`, and where it stands.
  func parameterList(
    of literal: SQLLiteral, at site: SwiftSite
  ) -> (text: String, span: CodeSpan)? {
    guard let call = site.statement.calls.first(where: { $0.span.holds(literal.span) }) else {
      return nil
    }
    for argument in call.arguments where argument.span.start >= literal.span.end {
      let text = site.file.parsed.source(of: argument.span)
      if text.hasPrefix("["), text.hasSuffix("]") { return (text, argument.span) }
    }
    return nil
  }
}

extension SwiftSource {
  /// The record that a statement writes, by the type that it names or that its variable has.
  func writtenRecord(at site: SwiftSite, _ library: SwiftLibrary) -> SwiftRecord? {
    guard let call = site.statement.calls.last(where: { library.writes[$0.name] != nil }) else {
      return nil
    }
    let base = call.callee.split(separator: ".").first.map(String.init) ?? ""
    if let named = records.first(where: { $0.name == base }) { return named }
    guard call.isWholeCallee else {
      return records.first { record in
        site.statement.calls.contains {
          $0.name == record.name || $0.callee.hasPrefix("\(record.name).")
        }
      }
    }
    let text = site.function.map { $0.file.parsed.source(of: $0.statement.span) } ?? ""
    return records.first { record in
      [
        "\(base) = \(record.name)(", "\(base) = try \(record.name)(", "\(base): \(record.name)",
        "\(base) = try \(record.name).", "\(base) = try await \(record.name).",
      ].contains { text.mentions($0) }
    }
  }
}

extension SwiftCall {
  /// Whether its last argument is a connection by the library's names.
  fileprivate func isOnConnection(_ library: SwiftLibrary) -> Bool {
    library.isTyped && !arguments.isEmpty
  }
}

extension [String] {
  /// The values of `["code": code, "id": id]` in the order of `:code` and `:id` in the SQL; `nil`
  /// for a list without names.
  fileprivate func namedValues(for sql: String) -> [String]? {
    let pairs = map { $0.parts(at: ":") }
    guard !pairs.isEmpty, pairs.allSatisfy({ $0.count == 2 && $0[0].trimmed.hasPrefix("\"") })
    else { return nil }
    let values = Dictionary(
      pairs.map { ($0[0].trimmed.filter { $0 != "\"" }, $0[1].trimmed) }
    ) { first, _ in first }
    return sql.parts(at: ":").dropFirst().map { rest in
      values[String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })] ?? ""
    }
  }
}

extension String {
  /// `.text(email)` becomes `email`; what is no such wrapper stays.
  fileprivate var unwrapped: String {
    guard hasPrefix("."), hasSuffix(")"), let open = firstIndex(of: "(") else { return self }
    let name = self[index(after: startIndex)..<open]
    guard name.allSatisfy(\.isLetter) else { return self }
    return String(self[index(after: open)...].dropLast())
  }

  /// The source of what is put into a literal: `\(email)` gives `email`.
  fileprivate var interpolations: [String] {
    var rest = self
    var found: [String] = []
    while found.count < 100, let next = rest.rest(after: "\\(") {
      let inner = next.parts(at: ")").first ?? ""
      found.append(inner.trimmed)
      rest = next
    }
    return found
  }
}
