import SourceCode

/// Conditions that are written as comparisons of columns: `Boat.number == number`,
/// `boats.c.number.in_(numbers)`, `func.lower(User.email) == email`.
struct PythonConditions {
  private(set) var lookups: [PythonRowUse.Lookup] = []
  private(set) var otherPredicates: [String] = []
  private let relation: PythonRelation?
  private let file: PythonFile

  init(_ conditions: [PythonArgument], _ relation: PythonRelation?, in file: PythonFile) {
    self.relation = relation
    self.file = file
    for condition in conditions { add(condition) }
  }

  private mutating func add(_ condition: PythonArgument) {
    if let name = condition.name {
      add(name, condition.value, folds: condition.value.foldsText)
    } else {
      add(condition.value)
    }
  }

  private mutating func add(_ name: String, _ value: PythonExpression, folds: Bool) {
    let column = relation?.column(of: name) ?? name
    if value.kind == .none {
      otherPredicates.append("\(column) IS NULL")
    } else {
      lookups.append(PythonRowUse.Lookup(column: column, value: value, foldsCase: folds))
    }
  }

  private mutating func add(_ condition: PythonExpression) {
    switch condition.kind {
    case .comparison(let left, let rest):
      guard let comparison = rest.first, rest.count == 1 else { return keep(condition) }
      let column = left.column ?? comparison.operand.column
      let value = left.column == nil ? left : comparison.operand
      guard let column, isOwn(column), comparison.operator == "==" || comparison.operator == "is"
      else {
        return keep(condition)
      }
      add(column.name, value, folds: column.folds || value.foldsText)
    case .binary(let left, "&", let right):
      add(left)
      add(right)
    case .call(let callee, let arguments): addCall(condition, callee, arguments)
    default: keep(condition)
    }
  }

  private mutating func addCall(
    _ condition: PythonExpression, _ callee: PythonExpression, _ arguments: [PythonArgument]
  ) {
    if callee.dottedName?.lastName == "and_" {
      for argument in arguments { add(argument.value) }
      return
    }
    guard case .attribute(let base, let name) = callee.kind, let column = base.column, isOwn(column)
    else { return keep(condition) }
    let named = relation?.column(of: column.name) ?? column.name
    switch name {
    case "in_" where arguments.count == 1: add(column.name, arguments[0].value, folds: column.folds)
    case "is_" where arguments.first?.value.kind == PythonExpression.Kind.none,
      "is_null" where arguments.isEmpty || arguments[0].value.kind == .true:
      otherPredicates.append("\(named) IS NULL")
    case "is_not", "isnot", "is_null": otherPredicates.append("\(named) IS NOT NULL")
    case "ilike", "iexact": add(column.name, arguments.first?.value ?? base, folds: true)
    default: keep(condition)
    }
  }

  /// Columns of joined tables narrow, and tell nothing about the key.
  private func isOwn(_ column: PythonExpression.ColumnReference) -> Bool {
    guard let relation, let owner = column.owner else { return true }
    return owner == relation.facts.name || owner == relation.facts.table
      || relation.definition?.statement.simpleAssignment?.name == owner
      || !(owner.first?.isUppercase ?? false)
  }

  private mutating func keep(_ condition: PythonExpression) {
    otherPredicates.append(file.source(of: condition))
  }
}

extension PythonExpression {
  struct ColumnReference {
    var name: String
    /// The class or table as written.
    var owner: String?
    var folds = false
  }

  /// The column that an expression means: `Boat.number`, `boats.c.number`,
  /// `func.lower(Boat.number)`, `col(Boat.number)`.
  var column: ColumnReference? {
    switch kind {
    case .attribute(let base, let name):
      guard let owner = base.dottedName else { return nil }
      if owner.hasSuffix(".c") || owner.hasSuffix(".columns") {
        return ColumnReference(name: name, owner: String(owner.prefix { $0 != "." }))
      }
      return owner.lastName.first?.isUppercase == true
        ? ColumnReference(name: name, owner: owner.lastName) : nil
    case .call(let callee, let arguments):
      let called = callee.dottedName?.lastName ?? ""
      if case .attribute(let base, let method) = callee.kind, PythonVocabulary.folds(method),
        var column = base.column
      {
        column.folds = true
        return column
      }
      guard ["lower", "upper", "trim", "col", "cast", "Lower", "Upper"].contains(called),
        var column = arguments.first?.value.column
      else { return nil }
      column.folds = called != "col" && called != "cast"
      return column
    default: return nil
    }
  }
}
