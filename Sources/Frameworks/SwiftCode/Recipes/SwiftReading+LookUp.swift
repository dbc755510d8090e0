import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SwiftReading {
  /// A look-up of the key in front of the write: a sibling's own guard, else one in the library's
  /// words; with the violation caught where both are in one file.
  func lookUpOnPath(_ columns: [String]) -> Fix? {
    switch failure.violation?.kind {
    case .check: return limitedInput(columns)
    case .notNull: return requiredValue(columns)
    case .foreignKey: return parentLookUp(columns)
    default: break
    }
    let isCollision = failure.violation.map { [.unique, .primaryKey].contains($0.kind) } ?? false
    guard isCollision || failure.violation == nil else { return nil }
    if let attached = attachedOnce(columns) { return attached }
    if let copied = copiedGuard { return withTranslation(copied.change, copied.title, columns) }
    guard !checks.contains(where: \.check.guardsWrite), let site = writeSite,
      let function = site.function, let made = madeGuard(columns, at: site, function)
    else { return nil }
    return withTranslation(made, "Look before the write in `\(function.name)`", columns)
  }

  /// `boat.$berths.attach(berth, method: .ifNotExists, on: database)`, where pairs are attached
  /// through Fluent.
  private func attachedOnce(_ columns: [String]) -> Fix? {
    guard library.name == SwiftLibrary.fluent.name, columns.count > 1, let write,
      let call = write.call, call.name == "attach", call.arguments.count == 2,
      call.arguments.allSatisfy({ $0.label != "method" }), let site = writeSite,
      let first = call.arguments.first
    else { return nil }
    return fix(
      [(site.file, [.insert(", method: .ifNotExists", at: first.span.end)])],
      "Attach what is attached already no second time",
      because: """
        Fluent looks for the pair before it writes one, so the same again is no error. It is a \
        look-up: two requests at once can still both pass, and the key refuses the second.
        """)
  }

  private static let lookUpReason = """
    Whoever repeats a value reads why it is refused. Two requests at once can still both pass \
    the look-up: the violation has to be handled as well.
    """

  /// The look-up alone where the write is in another file, which is changed on its own.
  private func withTranslation(_ change: Change, _ title: String, _ columns: [String]) -> Fix? {
    let alone = fix(change, title, because: Self.lookUpReason)
    guard let site = writeSite, let function = site.function,
      let caught = translated(columns, at: site, function)
    else { return alone }
    let paths = Set(change.map(\.file.source.path))
    guard caught.contains(where: { paths.contains($0.file.source.path) }) else { return alone }
    // An answer that has to be declared is declared once.
    let declared = caught.filter { other in
      !change.contains { $0.file.source == other.file.source && $0.edits == other.edits }
    }
    return fix(
      change + declared, "\(title), and answer the violation",
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can both pass the \
        look-up: the one that comes second gets the same answer from the violation. It does not \
        keep other ways to the table from being refused.
        """)
      ?? alone
  }

  /// The sibling's own guard in front of the write: same words, same error.
  private var copiedGuard: (change: Change, title: String)? {
    guard let (index, sibling) = validationSite, let function = sites[index].function,
      let margin = sites[index].file.source.margin(at: sites[index].statement.span.start),
      let test = sibling.test
    else { return nil }
    let site = sites[index]
    let text = sibling.function.file.parsed.source(of: test.span)
    var edits = [
      Edit.insert(
        "\(margin)\(text)\n", at: site.file.source.lineStart(of: site.statement.span.start))
    ]
    if let addition = returnKeyword(in: function, site) { edits.append(addition) }
    return (
      [(site.file, edits)],
      "Look before the write in `\(function.name)` as `\(sibling.function.name)` does"
    )
  }

  /// Where on the path a sibling's guard can stand; an index into `sites`.
  var validationSite: (index: Int, sibling: SwiftCheck)? {
    guard !checks.contains(where: \.check.guardsWrite) else { return nil }
    let siblings = siblings
    for (index, site) in sites.enumerated() {
      guard let function = site.function,
        site.file.source.margin(at: site.statement.span.start) != nil
      else { continue }
      let sibling = siblings.first { sibling in
        sibling.function.file.source == site.file.source && sibling.test != nil
          && fits(sibling, in: function)
      }
      if let sibling { return (index, sibling) }
    }
    return nil
  }

  /// Whether the names that the guard uses mean the same in the other function: members of the
  /// type, and parameters of both.
  private func fits(_ sibling: SwiftCheck, in function: SwiftFunction) -> Bool {
    guard let test = sibling.test, sibling.function.typeName == function.typeName else {
      return false
    }
    let text = sibling.function.file.parsed.source(of: test.span)
    let locals = sibling.function.localNames(before: test.span.start)
    let known = Set(function.head.parameterNames)
    let isAsynchronous = text.mentionsWord("await") && !function.head.mentionsWord("async")
    return !isAsynchronous && function.head.mentionsWord("throws")
      && locals.filter(text.mentionsWord).allSatisfy(known.contains)
  }

  /// A body of one expression gives its value without the word.
  private func returnKeyword(in function: SwiftFunction, _ site: SwiftSite) -> Edit? {
    guard function.body.count == 1, function.head.mentions("->"),
      site.statement.kind == .expression
    else { return nil }
    return .insert("return ", at: site.statement.span.start)
  }

  /// A look-up of the key in the library's words.
  private func madeGuard(
    _ columns: [String], at site: SwiftSite, _ function: SwiftFunction
  ) -> Change? {
    guard let lookUp = lookUp(columns), let condition = library.isFree(lookUp),
      let answer = answer(columns, in: function, site.file), let lines = precedable(site)
    else { return nil }
    let edits = lines.preceded(
      by: Self.guarding(condition, answer.statement, lines.margin, lines.unit))
    return [(site.file, edits)] + (answer.declaration.map { [$0] } ?? [])
  }

  /// `guard … else { throw … }`, broken where it does not fit.
  static func guarding(
    _ condition: String, _ answer: String, _ margin: String, _ unit: String
  ) -> [String] {
    let whole = "guard \(condition) else { \(answer) }"
    guard margin.count + whole.count > 100 else { return [whole] }
    let head = "guard \(condition) else {"
    guard margin.count + head.count > 100 else { return [head, "\(unit)\(answer)", "}"] }
    return ["guard", "\(unit)\(condition)", "else { \(answer) }"]
  }

  /// The look-up of what the write gives the columns; `nil` where one of the values is not in sight
  /// or is more than a name.
  private func lookUp(_ columns: [String]) -> SwiftLookUp? {
    guard let write, let table, !columns.isEmpty, write.operation != .delete,
      // The row's own old value would be found.
      write.operation != .update, write.operation != .save || isMade(write),
      // Rows that the key does not hold would be found too.
      !declaredKeys.contains(where: { $0.isConditional && Set($0.columns) == Set(columns) })
    else { return nil }
    var conditions: [(column: String, value: String)] = []
    for column in columns {
      guard let value = write.value(of: column), value.isNamed else { return nil }
      conditions.append((column, write.arguments[column.lowercased()] ?? value))
    }
    return SwiftLookUp(
      record: write.literal == nil ? record(of: table) : nil, table: table,
      conditions: conditions, connection: write.connection, query: queryMethod)
  }

  /// Whether the function makes the record that it saves, so that the row is a new one.
  private func isMade(_ write: SwiftWrite) -> Bool {
    guard let row = write.row, let function = write.site.function, let record = record(of: table)
    else { return true }
    let text = function.file.parsed.source(of: function.statement.span)
    return ["\(row) = ", "\(row): \(record.name) = "].contains { start in
      guard var rest = text.rest(after: start) else { return false }
      for word in ["try ", "await "] where rest.hasPrefix(word) {
        rest = String(rest.dropFirst(word.count))
      }
      return rest.hasPrefix("\(record.name)(")
        || rest.firstLine.mentions("decode(\(record.name).self")
    }
  }

  /// The name of a method that runs a query and returns its rows.
  var queryMethod: String? {
    source.functions.first { function in
      guard let signature = SwiftSignature(function) else { return false }
      return signature.givesRows && signature.parameters[0].label == nil
    }?.name
  }
}

extension String {
  /// Whether it is a name, or names with dots between.
  var isNamed: Bool {
    !isEmpty && first?.isLetter == true
      && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "$" }
  }
}
