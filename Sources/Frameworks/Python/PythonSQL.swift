import EventSchema
import SourceCode

extension PythonLibrary {
  /// SQL in strings, run through any driver of the DB-API, asyncpg, or a framework's cursor.
  static let sql = PythonLibrary(
    declares: { _, _ in nil }, declarationMarks: [],
    uses: { statement, scope in PythonSQLUses(statement, scope).found })
}

/// The uses of rows by statements in strings.
struct PythonSQLUses {
  private(set) var found: [PythonRowUse] = []
  private let scope: PythonScope
  private let statement: PythonStatement

  static let runners: Set<String> = [
    "execute", "executemany", "executescript", "fetch", "fetchrow", "fetchval", "fetch_one",
    "fetch_all", "fetch_val", "execute_sql", "raw", "fetchone", "fetchall", "query",
    "exec_driver_sql",
    "scalar", "scalars", "execute_query", "execute_query_dict", "execute_insert", "mogrify", "exec",
    "execute_values", "execute_batch", "iterate", "run",
  ]

  /// What is given a statement and does not run it; anything else may be a helper around a driver.
  private static let speakers: Set<String> = [
    "debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "append",
    "extend", "format", "replace", "strip", "lstrip", "rstrip", "join", "split", "startswith",
    "endswith", "lower", "upper", "text", "SQL", "dedent", "prepare", "compile", "str", "len",
    "write", "Composed", "Identifier", "assertIn", "assertEqual", "set_tag", "set_extra",
    "add_breadcrumb", "capture_message", "RunSQL", "DDL", "cleandoc",
  ]

  init(_ statement: PythonStatement, _ scope: PythonScope) {
    self.statement = statement
    self.scope = scope
    for expression in statement.expressions { read(expression) }
  }

  private mutating func read(_ expression: PythonExpression) {
    for call in expression.calls.reversed() {
      guard let name = call.name else { continue }
      if let use = use(call, name) {
        found.append(use)
      } else if ["commit", "flush"].contains(name), call.arguments.isEmpty,
        case .attribute(let base, _) = call.callee.kind, base.isSession || base.isCursor
      {
        found.append(PythonRowUse(.commit, at: call.span))
      }
    }
  }

  private func use(_ call: PythonCall, _ name: String) -> PythonRowUse? {
    guard Self.runners.contains(name) || !Self.speakers.contains(name) else { return nil }
    // `execute_values(cursor, "INSERT …", rows)` has the statement second.
    for (index, argument) in call.positional.prefix(2).enumerated() {
      guard let text = text(of: argument), let statement = SQLStatement.read(text) else { continue }
      let values = PythonSQLParameters(
        call.positional.dropFirst(index + 1), keywords: call.arguments.filter { $0.name != nil },
        text: text, scope)
      guard var use = use(of: statement, call, values) else { return nil }
      use.isMany = use.isMany || ["executemany", "execute_values", "execute_batch"].contains(name)
      if use.isMany, use.operation == .create { use.operation = .bulkInsert }
      return use
    }
    return nil
  }

  /// The text of a literal, of what a name stands for, or inside of `text("…")`.
  private func text(of value: PythonExpression, depth: Int = 8) -> String? {
    guard depth > 0 else { return nil }
    let value = scope.resolved(value)
    switch value.kind {
    case .string(let string): return string.value
    case .call(let callee, let arguments):
      let called = callee.dottedName?.lastName ?? ""
      if ["text", "SQL", "format", "dedent"].contains(called), let first = arguments.first {
        return text(of: first.value, depth: depth - 1)
      }
      if case .attribute(let base, _) = callee.kind { return text(of: base, depth: depth - 1) }
      return nil
    case .binary(let left, "%", _): return text(of: left, depth: depth - 1)
    case .binary(let left, "+", let right):
      guard let start = text(of: left, depth: depth - 1) else { return nil }
      return start + (text(of: right, depth: depth - 1) ?? "{}")
    case .name(let name):
      return scope.site.file.module.globalValue(of: name).flatMap {
        text(of: $0, depth: depth - 1)
      }
    case .attribute(let base, let name):
      guard base.kind == .name("self") || base.kind == .name("cls") else { return nil }
      return scope.site.type?.value(name).flatMap { text(of: $0, depth: depth - 1) }
    default: return nil
    }
  }

  private func use(
    of sql: SQLStatement, _ call: PythonCall, _ parameters: PythonSQLParameters
  ) -> PythonRowUse? {
    let operation: SourceFacts.Operation
    switch sql.verb {
    case .select: operation = .read
    case .insert: operation = sql.hasConflictClause ? .upsert : .create
    case .update: operation = .update
    case .delete: operation = .delete
    case .commit: return PythonRowUse(.commit, at: call.span)
    default: return nil
    }
    guard let table = sql.table else { return nil }
    var use = PythonRowUse(operation, at: call.span)
    use.namedTable = table
    use.locks = sql.locks
    use.isMany = sql.rowCount > 1
    use.changesFetchedRow = false
    for (index, column) in sql.writtenColumns.enumerated() {
      let position =
        sql.writtenParameters.indices.contains(index) ? sql.writtenParameters[index] : nil
      use.values.append(
        PythonRowUse.Value(
          column: column, expression: position.flatMap { parameters.value(at: $0) },
          isComputedInDatabase: sql.computedColumns.contains(column)))
    }
    for predicate in sql.predicates {
      switch predicate.comparison {
      case .equal, .inList:
        use.lookups.append(
          PythonRowUse.Lookup(
            column: predicate.column,
            value: predicate.parameterIndex.flatMap { parameters.value(at: $0) },
            foldsCase: predicate.foldsCase))
      case .isNull: use.otherPredicates.append("\(predicate.column) IS NULL")
      case .isNotNull: use.otherPredicates.append("\(predicate.column) IS NOT NULL")
      case .like:
        use.lookups.append(
          PythonRowUse.Lookup(
            column: predicate.column,
            value: predicate.parameterIndex.flatMap { parameters.value(at: $0) }, foldsCase: true))
      case .other: use.otherPredicates.append(predicate.column)
      }
    }
    if sql.hasDisjunction { use.otherPredicates.append("OR") }
    if operation == .upsert {
      use.conflictColumns = sql.conflictColumns
      use.helper = "ON CONFLICT"
    }
    use.multipliesRows = operation == .read && !sql.joinedTables.isEmpty
    use.answer = operation == .read || operation == .update ? answer(to: call) : nil
    return use
  }

  /// Where the answer is taken: `cursor.fetchone()` below `cursor.execute(…)`.
  private func answer(to call: PythonCall) -> CodeSpan? {
    // In the same chain the statement's outcome is the chain's.
    for expression in statement.expressions {
      var outer: CodeSpan?
      for made in expression.calls where made.span.start == call.span.start {
        if made.span.end > call.span.end, made.name?.isFetch == true, made.span.holds(call.span) {
          outer = made.span
        }
      }
      if let outer { return outer }
    }
    var receivers: Set<String> = []
    if case .attribute(let base, _) = call.callee.kind, let name = base.dottedName {
      receivers.insert(name)
    }
    if let name = statement.simpleAssignment?.name { receivers.insert(name) }
    for (later, _) in scope.site.scope.flattened where later.span.start > statement.span.start {
      for expression in later.expressions {
        switch taken(by: expression, from: receivers) {
        case .answer(let span): return span
        case .otherStatement: return nil
        case nil: continue
        }
      }
    }
    return nil
  }
}

extension PythonSQLUses {
  private enum Taking {
    case answer(CodeSpan)
    /// The cursor runs something else.
    case otherStatement
  }

  /// What an expression does with a cursor or result first.
  private func taken(by expression: PythonExpression, from receivers: Set<String>) -> Taking? {
    var result: Taking?
    expression.visit { part in
      guard result == nil else { return false }
      if let call = part.asCall, case .attribute(let base, let name) = call.callee.kind,
        let receiver = base.dottedName, receivers.contains(receiver)
      {
        if name.isFetch { result = .answer(call.span) }
        if name.hasPrefix("execute") { result = .otherStatement }
      } else if case .attribute(let base, "rowcount") = part.kind, let receiver = base.dottedName,
        receivers.contains(receiver)
      {
        result = .answer(part.span)
      }
      return result == nil
    }
    return result
  }
}

/// The values that a call gives the placeholders of its statement.
struct PythonSQLParameters {
  private var positional: [PythonExpression] = []
  private var named: [String: PythonExpression] = [:]
  /// The names of the placeholders, in the order of the text.
  private var names: [String?] = []

  init(
    _ arguments: ArraySlice<PythonExpression>, keywords: [PythonArgument], text: String,
    _ scope: PythonScope
  ) {
    names = Self.placeholders(of: text)
    let first = arguments.first.map(scope.resolved)
    switch first?.kind {
    case .tuple(let elements):
      positional = elements.map { $0 }
    case .list(let elements):
      // A list of rows, or the parameters themselves.
      if let row = elements.first, case .tuple(let inner) = row.kind {
        positional = inner
      } else if case .dictionary(let items)? = elements.first?.kind {
        read(items)
      } else {
        positional = elements
      }
    case .dictionary(let items): read(items)
    case .comprehension(let comprehension):
      if case .tuple(let inner) = comprehension.element.kind { positional = inner }
      if case .dictionary(let items) = comprehension.element.kind { read(items) }
    default: positional = Array(arguments)
    }
    for keyword in keywords {
      if let name = keyword.name { named[name] = keyword.value }
    }
  }

  private mutating func read(_ items: [PythonExpression.DictionaryItem]) {
    for item in items {
      if let name = item.key?.stringValue { named[name] = item.value }
    }
  }

  /// The value of a placeholder by its 0-based index in the text.
  func value(at index: Int) -> PythonExpression? {
    guard names.indices.contains(index), let name = names[index] else {
      return positional.indices.contains(index) ? positional[index] : nil
    }
    if let number = Int(name) {
      return positional.indices.contains(number - 1) ? positional[number - 1] : nil
    }
    return named[name]
  }

  /// `?` and `%s` have no name; `$1` has a number, `:name`, `@name` and `%(name)s` have one.
  private static func placeholders(of text: String) -> [String?] {
    var result: [String?] = []
    let bytes = Array(text.utf8)
    var index = 0
    var quote: UInt8?
    func name(from start: Int) -> (String, Int) {
      var end = start
      while end < bytes.count, bytes[end].isNamePart { end += 1 }
      return (String(decoding: bytes[start..<end], as: UTF8.self), end)
    }
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if let open = quote {
        if byte == open { quote = nil }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "?"): result.append(nil)
      case UInt8(ascii: "%") where next == UInt8(ascii: "s"): result.append(nil)
      case UInt8(ascii: "%") where next == UInt8(ascii: "("):
        let (found, end) = name(from: index + 2)
        result.append(found)
        index = end
      case UInt8(ascii: ":") where next == byte: index += 1
      case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"):
        let (found, end) = name(from: index + 1)
        if !found.isEmpty {
          result.append(found)
          index = end - 1
        }
      default: break
      }
      index += 1
    }
    return result
  }
}

extension UInt8 {
  fileprivate var isNamePart: Bool {
    self == 0x5F || (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
  }
}

extension String {
  fileprivate var isFetch: Bool {
    hasPrefix("fetch")
      || [
        "scalar", "scalar_one", "scalar_one_or_none", "first", "one",
        "one_or_none", "all", "mappings", "scalars",
      ].contains(self)
  }
}

extension PythonExpression {
  /// Whether it is called like a connection or cursor.
  var isCursor: Bool {
    guard let last = chain.last?.name.lowercased() else { return false }
    return last.hasPrefix("cur") || last.hasPrefix("conn") || last.hasSuffix("connection")
      || last == "con"
  }
}
