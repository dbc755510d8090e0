import SourceCode

/// What a piece of code compares when it chooses rows, in whatever form a library takes it: a
/// lambda over the row (`m => m.Email == email`), a key path (`\.$email == email`), a column's
/// method (`users::email.eq(email)`), an infix function, a fragment of SQL, an object or a struct.
///
/// Names are those of the source; a framework makes columns of them.
struct RowPredicates {
  /// Members compared for equality with a value, in order.
  var members: [String] = []
  /// The values they are compared with, parallel; `nil` where it cannot be told.
  var values: [CodeExpression?] = []
  /// Everything else that is asked, as SQL would say it or as it is written.
  var others: [String] = []
  var foldsCase = false
  var hasDisjunction = false
  /// Whether something was read at all.
  var isEmpty: Bool { members.isEmpty && others.isEmpty }

  /// Reads an argument of a filter.
  ///
  /// - Parameter rows: Names that stand for the row: the parameters of a lambda.
  mutating func read(_ value: CodeExpression, rows: Set<String> = []) {
    switch value.kind {
    case .lambda(let block):
      guard let last = block.statements.last?.value else { return }
      let parameters = block.parameters.map(\.name)
      read(last, rows: rows.union(parameters))
    case .string(let string): readSQL(string.value)
    case .object(let members): for member in members { addMember(member) }
    case .operation(let values, let operators): readOperation(values, operators, rows)
    case .prefixed(let sign, let inner) where sign == "!" || sign == "not":
      if let column = column(inner, rows) { others.append("\(column.name) = false") }
    case .prefixed("&", let inner), .prefixed("*", let inner): read(inner, rows: rows)
    case .chain(let links): readChain(links, value, rows)
    case .list(let values): for value in values { read(value, rows: rows) }
    case .name, .number, .symbol, .prefixed, .control, .nothing: break
    }
  }

  /// A fragment of SQL: `email = ? AND deleted_at IS NULL`.
  mutating func readSQL(_ fragment: String) {
    guard let statement = SQLStatement.read("SELECT 1 FROM t WHERE " + fragment) else { return }
    add(statement)
  }

  mutating func add(_ statement: SQLStatement) {
    foldsCase = foldsCase || statement.predicates.contains(where: \.foldsCase)
    hasDisjunction = hasDisjunction || statement.hasDisjunction
    for predicate in statement.predicates {
      switch predicate.comparison {
      case .equal, .inList:
        members.append(predicate.column)
        values.append(nil)
      case .isNull: others.append("\(predicate.column) IS NULL")
      case .isNotNull: others.append("\(predicate.column) IS NOT NULL")
      case .like: others.append("\(predicate.column) LIKE")
      case .other: others.append("\(predicate.column) other")
      }
    }
  }

  private mutating func addMember(_ member: CodeArgument) {
    guard let key = member.key else { return }
    if member.value.isNothing {
      others.append("\(key) IS NULL")
    } else {
      members.append(key)
      values.append(member.value)
    }
  }

  // MARK: Operators

  private mutating func readOperation(
    _ values: [CodeExpression], _ operators: [String], _ rows: Set<String>
  ) {
    let (values, operators) = Self.withInfixWords(values, operators)
    guard values.count == operators.count + 1 else { return }
    var start = 0
    for index in 0...operators.count {
      let joint = index < operators.count ? joint(values, operators, at: index) : .end
      guard let joint else { continue }
      readComparison(Array(values[start...index]), Array(operators[start..<index]), rows)
      if joint == .or { hasDisjunction = true }
      start = index + (joint == .end ? 0 : joint == .orWord || joint == .andWord ? 2 : 1)
      if joint == .orWord { hasDisjunction = true }
      if start > operators.count { return }
    }
  }

  /// An infix function before a parenthesis reads as a call: `a and (b)`.
  private static func withInfixWords(
    _ values: [CodeExpression], _ operators: [String]
  ) -> ([CodeExpression], [String]) {
    var allValues: [CodeExpression] = []
    var allOperators = operators
    var shift = 0
    for (index, value) in values.enumerated() {
      if index > 0, operators[index - 1].isEmpty, case .chain(let links) = value.kind,
        links.count == 1, infixWords.contains(links[0].name), links[0].arguments?.count == 1,
        let argument = links[0].arguments?.first, argument.key == nil
      {
        allValues += [.name(links[0].name, links[0].span), argument.value]
        allOperators.insert("", at: index + shift)
        shift += 1
      } else {
        allValues.append(value)
      }
    }
    return (allValues, allOperators)
  }

  private static let infixWords: Set<String> = ["and", "or", "eq", "neq", "like", "inList"]

  private enum Joint { case and, or, andWord, orWord, end }

  /// What joins the comparisons at an operator; `nil` inside of one.
  private func joint(
    _ values: [CodeExpression], _ operators: [String], at index: Int
  ) -> Joint? {
    switch operators[index] {
    case "&&", "and", "&": return .and
    case "||", "or", "|": return .or
    case "":
      // `a eq b and c eq d` in Kotlin: words side by side.
      guard index + 1 < operators.count, operators[index + 1].isEmpty,
        case .name(let word) = values[index + 1].kind
      else { return nil }
      return word == "and" ? .andWord : word == "or" ? .orWord : nil
    default: return nil
    }
  }

  private mutating func readComparison(
    _ values: [CodeExpression], _ operators: [String], _ rows: Set<String>
  ) {
    guard values.count > 1 else {
      if let only = values.first { readAlone(only, rows) }
      return
    }
    var sign = operators[0]
    var right = values[values.count - 1]
    if sign.isEmpty, values.count >= 3, case .name(let word) = values[1].kind {
      sign = word
    } else if values.count > 2 {
      right = values[1]
    }
    let left = column(values[0], rows)
    guard let column = left ?? column(right, rows) else { return }
    compare(column, sign, left == nil ? values[0] : right)
  }

  /// A comparison in parentheses, or a member that is true or false by itself.
  private mutating func readAlone(_ value: CodeExpression, _ rows: Set<String>) {
    if case .chain(let links) = value.kind, links.last?.arguments == nil,
      let column = column(value, rows), rows.contains(links[0].name)
    {
      others.append("\(column.name) = true")
    } else {
      read(value, rows: rows)
    }
  }

  private mutating func compare(_ column: Column, _ sign: String, _ value: CodeExpression?) {
    foldsCase = foldsCase || column.folds
    switch sign {
    case "==", "===", "=", "eq", "inList", "in", "is":
      if value?.isNothing == true {
        others.append("\(column.name) IS NULL")
      } else if let constant = value?.truth {
        others.append("\(column.name) = \(constant)")
      } else {
        members.append(column.name)
        values.append(value)
      }
    case "!=", "!==", "<>", "neq":
      others.append(
        value?.isNothing == true ? "\(column.name) IS NOT NULL" : "\(column.name) <>")
    default: others.append("\(column.name) \(sign)")
    }
  }

  // MARK: Methods of columns

  private mutating func readChain(
    _ links: [CodeLink], _ value: CodeExpression, _ rows: Set<String>
  ) {
    // A struct: `User{Email: email}`.
    if let last = links.last, let arguments = last.arguments, !arguments.isEmpty,
      arguments.allSatisfy({ $0.key != nil }), last.name.first?.isUppercase == true
    {
      for member in arguments { addMember(member) }
      return
    }
    guard
      let index = links.indices.first(where: { index in
        index > 0 && links[index].arguments != nil
          && Self.methods[links[index].name.columnMethod] != nil
      })
    else {
      if rows.contains(links[0].name), links.count > 1 { readAlone(value, rows) }
      return
    }
    let sign = Self.methods[links[index].name.columnMethod] ?? ""
    let receiver = CodeExpression.chain(Array(links[..<index]), value.span)
    let argument = links[index].arguments?.first?.value
    if let column = column(receiver, rows) ?? named(links[index - 1]) {
      if sign == "IS NULL" || sign == "IS NOT NULL" {
        others.append("\(column.name) \(sign)")
      } else if sign == "contains" {
        // `ids.Contains(row.Id)` compares the argument's column with a list.
        if let argument, let column = self.column(argument, rows) {
          members.append(column.name)
          values.append(nil)
        } else {
          others.append("\(column.name) LIKE")
        }
      } else {
        compare(column, sign, argument)
      }
    }
    for link in links[(index + 1)...] {
      if link.name == "or" || link.name == "Or" { hasDisjunction = true }
      for argument in link.arguments ?? [] { read(argument.value, rows: rows) }
    }
  }

  /// Methods that compare, by their name in lower case without `_`.
  private static let methods: [String: String] = [
    "eq": "==", "equal": "==", "equals": "==", "equalto": "==", "iseq": "==", "is": "==",
    "eqany": "in", "isin": "in", "in": "in", "inlist": "in", "ne": "!=", "noteq": "!=",
    "notequal": "!=", "notequals": "!=", "isnull": "IS NULL", "isnotnull": "IS NOT NULL",
    "gt": ">", "ge": ">=", "gte": ">=", "lt": "<", "le": "<=", "lte": "<=", "like": "LIKE",
    "ilike": "ILIKE", "between": "BETWEEN", "contains": "contains", "equalignorecase": "==",
    "startswith": "LIKE", "endswith": "LIKE",
  ]

  private func named(_ link: CodeLink) -> Column? {
    link.name.isEmpty ? nil : Column(name: link.name, folds: false)
  }

  // MARK: Columns

  struct Column {
    var name: String
    var folds: Bool
  }

  /// The column that a side of a comparison names.
  private func column(_ value: CodeExpression, _ rows: Set<String>) -> Column? {
    switch value.kind {
    case .prefixed("\\", let path): return keyPath(path).map { Column(name: $0, folds: false) }
    case .prefixed(_, let inner): return column(inner, rows)
    case .name(let name):
      return rows.isEmpty ? Column(name: name, folds: false) : nil
    case .chain(let links): return column(of: links, rows)
    default: return nil
    }
  }

  /// `\.$email`, `\Member.$pier.$id` → `pierId`.
  private func keyPath(_ value: CodeExpression) -> String? {
    var names: [String] = []
    func collect(_ value: CodeExpression) {
      switch value.kind {
      case .prefixed(_, let inner): collect(inner)
      case .name(let name): names.append(name)
      case .chain(let links): names += links.map(\.name)
      default: break
      }
    }
    collect(value)
    let members = names.filter { $0.hasPrefix("$") }.map { String($0.dropFirst()) }
    let path = members.isEmpty ? names.suffix(1) : members[...]
    return path.isEmpty ? nil : path.joinedMembers
  }

  private func column(of links: [CodeLink], _ rows: Set<String>) -> Column? {
    // `Column("email")`, `Expression<String>("email")`, `col("email")`.
    if let call = links.last, let argument = call.arguments?.first, argument.key == nil,
      let name = argument.value.text, call.arguments?.count == 1, name.isOneWord
    {
      return Column(name: name, folds: false)
    }
    let folds =
      links.contains { $0.name.foldsText }
      || links.contains { link in
        link.arguments?.contains { $0.value.lastName?.foldsText == true } ?? false
      }
    if rows.contains(links[0].name) {
      let members = links.dropFirst().prefix { $0.arguments == nil }.map(\.name)
        .filter { $0 != "Value" }
      return members.isEmpty ? nil : Column(name: members[...].joinedMembers, folds: folds)
    }
    guard rows.isEmpty else {
      // `EF.Functions.Lower(m.Email)`, `lower(Berths.code)`.
      for argument in links.last?.arguments ?? [] {
        if var column = column(argument.value, rows) {
          column.folds = column.folds || folds
          return column
        }
      }
      return nil
    }
    if let arguments = links.last?.arguments {
      guard arguments.count == 1, let inner = column(arguments[0].value, rows) else {
        return links.count > 1 && folds ? named(links[links.count - 2]) : nil
      }
      return Column(name: inner.name, folds: folds || inner.folds)
    }
    return links.last.flatMap { named($0) }
  }
}

extension ArraySlice<String> {
  /// `pier`, `id` → `pierId`, as a foreign key's column is called.
  fileprivate var joinedMembers: String {
    guard let first, count > 1 else { return first ?? "" }
    return dropFirst().reduce(first) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
  }
}

extension String {
  fileprivate var columnMethod: String { lowercased().filter { $0 != "_" } }

  fileprivate var isOneWord: Bool {
    !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }

  /// Whether a function of this name brings a text to one form.
  var foldsText: Bool {
    foldingFunctions.contains(lowercased().filter { $0 != "_" })
  }
}

/// By their names in lower case without `_`.
private let foldingFunctions: Set<String> = [
  "lower", "upper", "tolower", "toupper", "tolowercase", "touppercase", "tolowerinvariant",
  "toupperinvariant", "lowercase", "uppercase", "lowercased", "uppercased", "downcase", "upcase",
  "trim", "trimmed", "trimmingcharacters", "trimspace", "strip", "squish", "casefold", "fold",
  "tolocalelowercase", "toasciilowercase", "normalize", "normalizeemail", "strtolower",
  "mbstrtolower", "strtoupper",
]

extension CodeExpression {
  /// `nil`, `null`, `None` in any language.
  var isNothing: Bool {
    switch kind {
    case .name(let name): ["nil", "null", "None", "undefined"].contains(name)
    default: false
    }
  }

  /// `true` or `false` in any language.
  var truth: String? {
    guard case .name(let name) = kind else { return nil }
    let word = name.lowercased()
    return word == "true" || word == "false" ? word : nil
  }
}
