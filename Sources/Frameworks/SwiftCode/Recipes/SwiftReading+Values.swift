import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// Remedies that look at a value, or at the row that it points to, before the write.
extension SwiftReading {
  // MARK: Parents

  /// A row of another table that a written row points to.
  typealias Parent = (table: String, column: String)

  /// The parent that a refused row points to; `nil` where it could be one of several.
  func parent(_ columns: [String]) -> Parent? {
    let found = parents(columns)
    return found.count == 1 ? found.first : nil
  }

  /// The parents that a refused row may lack, of several tables: SQLite does not say which.
  func parents(_ columns: [String]) -> [Parent] {
    guard let declared = declaration?.table else { return [] }
    let key = Set(columns.map { $0.lowercased() })
    let all = declared.columns.filter { $0.references != nil }
    let named = all.filter { key.contains($0.name.lowercased()) }
    let found: [Parent] = (named.isEmpty ? all : named).compactMap { column in
      column.references.map { ($0, column.name) }
    }
    return Set(found.map(\.table)).count == found.count ? found : []
  }

  /// Looks whether the parents are there before their child is written.
  func parentLookUp(_ columns: [String]) -> Fix? {
    guard failure.violation?.kind == .foreignKey, let write, write.operation != .delete,
      let site = writeSite, let function = site.function, let lines = precedable(site)
    else { return nil }
    let parents = parents(columns)
    var (guards, declared): ([String], Change) = ([], [])
    for parent in parents {
      guard let condition = presence(of: parent, write),
        let answer = answer(.unknown(parent.table), in: site.file)
      else { return nil }
      guards += Self.guarding(condition, answer.statement, lines.margin, lines.unit)
      declared += answer.declaration.map { [$0] } ?? []
    }
    guard !guards.isEmpty else { return nil }
    let names = parents.map { CodeNaming.singular($0.table).swiftIdentifier.separateWords }
    let verb = names.count == 1 ? "is" : "are"
    return fix(
      [(site.file, lines.preceded(by: guards))] + declared,
      "Look whether the \(names.joined(separator: " and the ")) \(verb) there, in "
        + "`\(function.name)`",
      because: """
        Whoever names one that is not there reads so. In one transaction with the write nobody can \
        take it away in between; outside of one the foreign key is still the last word.
        """)
  }

  /// A condition that holds when the row that the write points to is there.
  private func presence(of parent: Parent, _ write: SwiftWrite) -> String? {
    guard let value = write.value(of: parent.column), value.isNamed else { return nil }
    let passed = write.arguments[parent.column.lowercased()] ?? value
    return library.isThere(
      SwiftLookUp(
        record: record(of: parent.table), table: parent.table, conditions: [("id", passed)],
        connection: write.connection, query: queryMethod))
  }

  // MARK: Children

  /// A row that others point to is kept, and whoever wants it gone is told why.
  var answeredDelete: Fix? {
    guard failure.violation?.kind == .foreignKey, write?.operation == .delete, let site = writeSite,
      let function = site.function, let table = deletedTable ?? table,
      let change = translated([], at: site, function)
    else { return nil }
    return fix(
      change,
      "Answer that the \(CodeNaming.singular(table).swiftIdentifier.separateWords) is in use, in "
        + "`\(function.name)`",
      because: """
        The database keeps rows that others point to; the answer says so. Whether they should go \
        with it (`ON DELETE CASCADE`) or be moved before is for people to decide: it does not \
        remove any.
        """)
  }

  // MARK: Values

  /// Demands a value where it comes in.
  func requiredValue(_ columns: [String]) -> Fix? {
    guard failure.violation?.kind == .notNull, let column = columns.first, columns.count == 1 else {
      return nil
    }
    for site in sites {
      guard let function = site.function, function.head.mentionsWord("throws"),
        !function.head.mentions("throws("), let first = function.body.first,
        let margin = site.file.source.margin(at: first.span.start), site.file.source.isWhole,
        let signature = SwiftSignature(function), let input = input(of: column, in: function),
        input.value.type.hasSuffix("?"), let answer = answer(.missing(column), in: site.file)
      else { continue }
      let name = input.expression
      // Code that treats it as one that may be missing stays as it is.
      let rest = site.file.parsed.source(of: function.statement.span)
      let isOptionalBelow =
        input.isMember
        || ["\(name).map", "\(name)?", "\(name) ??"].contains { rest.mentions($0) }
      var lines = Self.guarding(
        isOptionalBelow ? "\(name) != nil" : "let \(name)", answer.statement, margin,
        site.file.indentation(of: function))
      if function.body.count == 1, signature.result != nil, first.kind == .expression {
        lines[lines.count - 1] += "\n\(margin)return "
      } else {
        lines[lines.count - 1] += "\n\(margin)"
      }
      let text = lines.joined(separator: "\n\(margin)")
      return fix(
        [(site.file, [.insert(text, at: first.span.start)])]
          + (answer.declaration.map { [$0] } ?? []),
        "Demand a \(column.swiftIdentifier.separateWords) in `\(function.name)`",
        because: """
          The column needs a value, and here nothing may come in. It does not fill rows that \
          other ways leave without one; where nothing is a fair answer the column has to allow it.
          """)
    }
    return nil
  }

  /// Refuses what the column's CHECK does not take, where it comes in.
  func limitedInput(_ columns: [String]) -> Fix? {
    guard let limit = limit(columns) else { return chosenInput(columns) }
    for site in sites {
      guard let function = site.function, function.head.mentionsWord("throws"),
        !function.head.mentions("throws("), let first = function.body.first,
        let margin = site.file.source.margin(at: first.span.start), site.file.source.isWhole,
        let signature = SwiftSignature(function),
        let input = input(of: limit.column, in: function),
        input.value.type.hasPrefix(limit.bound.isLength ? "String" : "Int"),
        let answer = answer(
          limit.bound.isLength ? .tooLong(limit.column) : .invalid(limit.column), in: site.file)
      else { continue }
      // The database counts code points.
      let (name, isOptional) = (input.expression, input.value.type.hasSuffix("?"))
      guard !isOptional || limit.bound.isLength && limit.bound.allows(0) else { continue }
      let count = isOptional ? "?.unicodeScalars.count ?? 0" : ".unicodeScalars.count"
      let length = isOptional ? "(\(name)\(count))" : name + count
      let value = limit.bound.isLength ? length : name
      var lines = Self.guarding(
        limit.bound.condition(on: value), answer.statement, margin,
        site.file.indentation(of: function))
      let isValue = function.body.count == 1 && signature.result != nil && first.kind == .expression
      lines[lines.count - 1] += "\n\(margin)" + (isValue ? "return " : "")
      return fix(
        [(site.file, [.insert(lines.joined(separator: "\n\(margin)"), at: first.span.start)])]
          + (answer.declaration.map { [$0] } ?? []),
        "Refuse a \(limit.column.swiftIdentifier.separateWords) beyond the column's limit, in "
          + "`\(function.name)`",
        because: """
          Whoever sends too much reads so, before anything is written. The limit now stands in two \
          places: the code's does not follow the column's by itself.
          """)
    }
    return nil
  }

  /// `length(label) <= 12` or `cents > 0`: the rule of the column that the violation names.
  func limit(_ columns: [String]) -> (column: String, bound: SQLBound)? {
    guard let violation = failure.violation, violation.kind == .check,
      let declared = declaration?.table
    else { return nil }
    guard let column = checkedColumn(declared), let bound = column.bound else { return nil }
    return (column.name, bound)
  }

  /// The only column that the words of a refused CHECK name.
  private func checkedColumn(_ declared: SQLTable) -> SQLTable.Column? {
    let text =
      ([failure.violation?.constraint ?? ""] + failure.event.exceptions.compactMap(\.value))
      .first { !$0.isEmpty } ?? ""
    let words = text.halved(at: " - while ")?.0 ?? text
    let named = declared.columns.filter { words.mentionsWord($0.name) }
    return named.count == 1 ? named.first : nil
  }

  /// The values that the column which a CHECK refused may have.
  func choices(_ columns: [String]) -> (column: String, values: [String])? {
    guard failure.violation?.kind == .check, let declared = declaration?.table,
      let column = checkedColumn(declared), !column.choices.isEmpty
    else { return nil }
    return (column.name, column.choices)
  }

  /// Refuses what is none of the values that the column may have, where it comes in.
  private func chosenInput(_ columns: [String]) -> Fix? {
    guard let (column, values) = choices(columns) else { return nil }
    for site in sites {
      guard let function = site.function, function.head.mentionsWord("throws"),
        !function.head.mentions("throws("), let first = function.body.first,
        let margin = site.file.source.margin(at: first.span.start), site.file.source.isWhole,
        let signature = SwiftSignature(function), let input = input(of: column, in: function),
        input.value.type == "String", let answer = answer(.invalid(column), in: site.file)
      else { continue }
      let list = values.map { "\"\($0)\"" }.joined(separator: ", ")
      var lines = Self.guarding(
        "[\(list)].contains(\(input.expression))", answer.statement, margin,
        site.file.indentation(of: function))
      let isValue = function.body.count == 1 && signature.result != nil && first.kind == .expression
      lines[lines.count - 1] += "\n\(margin)" + (isValue ? "return " : "")
      return fix(
        [(site.file, [.insert(lines.joined(separator: "\n\(margin)"), at: first.span.start)])]
          + (answer.declaration.map { [$0] } ?? []),
        "Refuse a \(column.swiftIdentifier.separateWords) that is none of the column's values, in "
          + "`\(function.name)`",
        because: """
          Whoever sends another value reads so, before anything is written. The values now stand \
          in two places: the code's do not follow the column's by themselves.
          """)
    }
    return nil
  }
}
