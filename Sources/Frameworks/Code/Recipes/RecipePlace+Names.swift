import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension RecipePlace {
  /// What fills a hole; `nil` when it is not known.
  func value(_ hole: String) -> String? {
    switch hole {
    case "table", "plain table": return remedy.table ?? reading.violation?.knownTable
    case "model":
      return reading.model?.lastComponent
        ?? value("plain table").map { CodeNaming.camelCased(CodeNaming.singular($0)) }
    case "row": return write.query.row
    case "file of model": return value("model").map(CodeNaming.underscored)
    case "taken members": return columns.map { "\($0): taken.\($0)" }.joined(separator: ", ")
    case "members of first":
      return columns.map { "\($0): first.\($0)" }.joined(separator: ", ")
    case "data of first":
      return columns.map { "'\($0)' => $first->\($0)" }.joined(separator: ", ")
    case "same as kept":
      return value("plain table").map { table in
        columns.map { "kept.\($0) = \(table).\($0)" }.joined(separator: " AND ")
      }
    case "version before": return versionBefore
    case "new migration": return newMigration
    case "database context": return databaseContext
    case "version of key": return versionOfKey
    case "number before": return versionBefore.flatMap { Int($0) }.map { String($0) }
    case "number of key": return versionOfKey.flatMap { Int($0) }.map { String($0) }
    case "folder of migrations": return folderOfMigrations
    case "index of key": return nameOfKey
    case "sequel": return reading.failure.tree.sequelDatabase
    case "sample parents":
      return samples.map { $0.parents.map { "\"\($0)\"" }.joined(separator: ", ") }
    case "sample row": return samples?.rows.first
    case "repeated row": return samples?.rows.last
    case "key schema": return value("plain table").map { "\($0.lowercased())_key_test" }
    case "repository": return reading.failure.tree.ectoRepository
    case "fixture": return fixture
    case "route": return route
    case "class of table": return value("plain table").map(CodeNaming.camelCased)
    case "column": return columns.count == 1 ? columns[0] : nil
    case "columns": return columns.isEmpty ? nil : columns.joined(separator: ", ")
    case "joined": return columns.isEmpty ? nil : columns.joined(separator: "_")
    case "joined with and": return columns.isEmpty ? nil : columns.joined(separator: "_and_")
    // What the form shows: of a key with a parent in it the value that people typed.
    case "field": return shownColumn.map(field)
    case "value": return columns.count == 1 ? askedValue(of: columns[0]) : nil
    case "limit": return lengthMax.map { String($0) }
    case "out of bounds": return outOfBounds
    case "numbers": return bounds?.numericality
    case "refused number": return bounds?.refusedNumber
    case "or nothing": return isOptional ? ", allow_nil: true" : ""
    case "dotted": return dotted(separator: ".")
    case "marks":
      return dotted(separator: ".").map { name in
        quoted([constraint].compactMap { $0 } + ["UNIQUE constraint failed: \(name)"])
      }
    case "mark":
      return constraint
        ?? (reading.violation?.dbms == .sqlite
          ? dotted(separator: ".").map { "UNIQUE constraint failed: \($0)" } : nil)
    case "paths": return quoted(columns + [constraint].compactMap { $0 })
    case "quoted columns":
      return columns.isEmpty ? nil : columns.map { "\"\($0)\"" }.joined(separator: ", ")
    case "dotted pattern": return dotted(separator: "\\.")
    case "index": return reading.violation?.constraint == nil ? conventionalIndex : constraint
    case "new index": return newIndex
    case "new index option": return newIndexOption
    case "constraint": return constraint
    case "words": return words
    case "required rule": return isBoolean ? "inclusion: { in: [true, false] }" : "presence: true"
    case "required error": return isBoolean ? "inclusion" : "blank"
    case "sentence": return words.map(sentence)
    case "status": return status
    case "function": return write.site.name
    case "statement": return statementText
    case "call": return file.text(use.span)
    case "arguments": return argumentsText
    case "assigned":
      let head = file.source.bytes(statement.span.start..<use.span.start) ?? []
      return String(decoding: head, as: UTF8.self)
    case "key members": return memberTexts?.key.joined(separator: ", ")
    case "other members":
      let others = memberTexts?.others ?? []
      return others.isEmpty
        ? nil : others.map { "record.\($0.name) = \($0.value)" }.joined(separator: "\n")
    case "data": return dataText
    case "refusal": return refusal?.text
    case "plain sentence": return words.map { "this \($0) is already taken" }
    case "failed return": return failedReturn
    case "name option":
      guard let constraint = reading.violation?.constraint, constraint != conventionalIndex else {
        return ""
      }
      return ", name: :\(constraint)"
    case "member list": return columns.map { "row.\(field($0))" }.joined(separator: ", ")
    case "failed way": return failedWay
    case "target": return statement.targets.count == 1 ? statement.targets[0].plainName : nil
    case "receiver": return receiverText
    case "error": return errorName
    default:
      return book.lists[hole].flatMap { list($0, hole) } ?? parameterName(hole)
    }
  }

  /// `parameter:Request`: the name of the parameter with that type.
  func parameterName(_ hole: String) -> String? {
    guard hole.hasPrefix("parameter:") else { return nil }
    return parameter(String(hole.dropFirst("parameter:".count)))?.name
  }

  /// As PostgreSQL itself would call the key.
  private var nameOfKey: String? {
    value("plain table").flatMap { table in value("joined").map { "\(table)_\($0)_key" } }
  }

  /// INSERTs of two rows of the table that repeat the key, and of those that they point to.
  private var samples: (parents: [String], rows: [String])? {
    value("plain table").flatMap { table in
      SampleRows(schema: Schema.declared(in: reading.failure.tree)).repeating(columns, of: table)
    }
  }

  /// Whether the only column is declared as one of truth values, to which a false one is no blank.
  private var isBoolean: Bool {
    let table = reading.violation?.knownTable?.lowercased()
    let declared =
      [facts.relation].compactMap(\.self)
      + Schema.declared(in: reading.failure.tree).relations.filter {
        $0.table.lowercased() == table
      }
    return declared.flatMap(\.columns).contains { column in
      columns.count == 1 && column.column.lowercased() == columns[0].lowercased()
        && column.type?.lowercased().hasPrefix("bool") ?? false
    }
  }

  /// The constraint's name; `nil` for one that is called as a column, by which no message can be
  /// told from a value in it.
  private var constraint: String? {
    reading.violation?.constraint.flatMap { columns.contains($0) ? nil : $0 }
  }

  /// Texts as the file writes them, with commas between.
  private func quoted(_ texts: [String]) -> String {
    texts.map { style.dialect(language)("'\($0)'") }.joined(separator: ", ")
  }

  /// A list whose name begins with `other` leaves out the column that the form shows.
  func list(_ form: ListForm, _ name: String) -> String? {
    let others = columns.filter { $0 != shownColumn }
    if name.hasPrefix("other"), others.isEmpty { return "" }
    let dialect = style.dialect(language)
    let list = form.filled(name.hasPrefix("other") ? others : columns) { column, hole in
      switch hole {
      case "column": column
      case "field": field(column)
      case "value": writtenValue(of: column)
      default: nil
      }
    }.map { $0.mentions("\"") ? $0 : dialect($0) }
    // `{ email: email }` is written `{ email }`.
    let isShort = language == "javascript" && columns.count == 1
    guard isShort, let parts = list?.split(separator: ":", maxSplits: 1), parts.count == 2,
      String(parts[0]) == String(parts[1]).trimmed
    else { return list }
    return String(parts[0])
  }

  private func sentence(_ words: String) -> String {
    switch remedy.kind {
    case .requireValue: "The \(words) is required."
    case .limitInput,
      .validateOnPath where isOfInput:
      bounds.map { "The \(words) \($0.words)." } ?? "This \(words) is too long."
    default: "This \(words) is already taken."
    }
  }

  var shownColumn: String? { columns.last { !$0.lowercased().hasSuffix("id") } ?? columns.last }

  var words: String? {
    let names = columns.map { column in
      var words = CodeNaming.underscored(column).split(separator: "_").map { String($0) }
      if words.count > 1, words.last == "id" { words.removeLast() }
      return words.joined(separator: " ")
    }
    guard let last = names.last else { return nil }
    if names.count == 1 { return last }
    return "combination of \(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// As SQLite names a key: `beds.plot_id, beds.label`.
  func dotted(separator: String) -> String? {
    guard let table = value("plain table"), !columns.isEmpty else { return nil }
    return columns.map { table + separator + $0 }.joined(separator: ", ")
  }

  var conventionalIndex: String? { book.index.filled { $0 == "index" ? nil : value($0) } }

  /// The field of a column: as declared, as it is written here, else by convention.
  func field(_ column: String) -> String {
    if let declared = reading.declaration?.columns.first(where: { $0.column == column }) {
      return declared.field
    }
    let written = reading.writtenValues.first { value in
      value.field != column && reading.column(value.field, of: reading.model) == column
    }
    return written?.field ?? book.field(column)
  }

  /// The value of a column at the write as code that may be run once more; `nil` when it is not
  /// spelled out, or running it again would give another one.
  func writtenValue(of column: String) -> String? {
    let written = reading.writtenValues.first {
      reading.column($0.field, of: reading.model).lowercased() == column.lowercased()
    }
    if let value = written?.value {
      guard value.span.firstLine == value.span.lastLine, isRepeatable(value) else { return nil }
      return file.text(value.span)
    }
    if let row = write.query.row, let form = book.rowValue {
      return form.filled { $0 == "row" ? row : field(column) }
    }
    guard let data = dataText, let form = book.dataValue, !column.lowercased().hasSuffix("id")
    else {
      return nil
    }
    return form.filled { $0 == "data" ? data : field(column) }
  }

  /// The value of a column at the write, as one that can be compared; `nil` for what is spelled
  /// out.
  private func askedValue(of column: String) -> String? {
    guard let value = writtenValue(of: column), let first = value.first,
      first.isLetter || first == "$" || first == "_",
      !["null", "undefined"].contains(value.lowercased())
    else { return nil }
    return value.contains(" ") ? "(\(value))" : value
  }

  /// Whether evaluating a value twice gives the same: names, members, and calls that only read.
  func isRepeatable(_ value: CodeExpression) -> Bool {
    let words = reading.vocabulary
    return value.calls.allSatisfy { call in
      let reads =
        call.arguments.allSatisfy { $0.value.plainName != nil || $0.value.links.count > 0 }
        && call.arguments.count <= 2
      return reads && call.block == nil && !words.generators.contains(call.name)
        && !words.slow.contains(call.name) && words.writes[call.name] == nil
        && !words.counters.contains(call.name)
        && !words.slowObjects.contains(call.receiver.first?.name ?? "")
    } && !words.generators.contains(value.lastName ?? "")
      && !file.text(value.span).mentions("await")
  }

  /// The whole that is written, when it is a name: `dto`, `boat_params`.
  var dataText: String? {
    guard let call = use.links.last(where: { $0.name == write.query.name }),
      let arguments = call.arguments
    else { return nil }
    let given = arguments.flatMap { argument -> [CodeArgument] in
      argument.value.members.isEmpty ? [argument] : argument.value.members
    }
    let wholes = given.filter {
      $0.key == nil || reading.vocabulary.dataKeys.contains($0.key ?? "")
    }.compactMap { argument -> CodeExpression? in
      switch argument.value.kind {
      case .name: argument.value
      case .prefixed("...", let inner), .prefixed("**", let inner): inner
      case .chain(let links) where links.allSatisfy({ $0.arguments == nil && $0.index == nil }):
        argument.value
      default: nil
      }
    }
    guard wholes.count == 1, let whole = wholes.first else { return nil }
    return file.text(whole.span)
  }

  /// What stands before the call that writes: `Boat`, `@hotel.rooms`.
  var receiverText: String? {
    let links = write.query.use.links
    guard let index = links.lastIndex(where: { $0.name == write.query.name }), index > 0 else {
      return nil
    }
    let span = links[index - 1].span
    return String(
      decoding: file.source.bytes(use.span.start..<max(span.end, use.span.start)) ?? [],
      as: UTF8.self)
  }

  /// What the call that writes is given, as it is written; `nil` for one with a block.
  var argumentsText: String? {
    guard let call = use.links.last(where: { $0.name == write.query.name }), call.block == nil,
      let arguments = call.arguments, let first = arguments.first, let last = arguments.last
    else { return nil }
    let text = file.text(call.span)
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      return String(text[text.index(after: open)...].dropLast())
    }
    return file.text(
      CodeSpan(
        start: first.value.span.start, end: last.value.span.end,
        firstLine: first.value.span.firstLine, lastLine: last.value.span.lastLine))
  }

  /// The named values that the call is given: those of the key as they are written, and the others.
  /// `nil` when the key is not among them or when they come from elsewhere as well.
  private var memberTexts: (key: [String], others: [(name: String, value: String)])? {
    guard let call = use.links.last(where: { $0.name == write.query.name }), call.block == nil,
      let arguments = call.arguments
    else { return nil }
    let members = arguments.flatMap { $0.value.members.isEmpty ? [$0] : $0.value.members }
    var key: [String] = []
    var others: [(name: String, value: String)] = []
    for member in members {
      guard let name = member.key, !file.text(member.value.span).mentions("\n") else { return nil }
      let text = file.text(member.value.span)
      if columns.contains(where: { field($0) == name || $0 == name }) {
        key.append("\(name): \(text)")
      } else {
        others.append((name, text))
      }
    }
    return key.count == columns.count ? (key, others) : nil
  }

  /// The statement without what ends it.
  var statementText: String { file.text(statement.span) }
}
