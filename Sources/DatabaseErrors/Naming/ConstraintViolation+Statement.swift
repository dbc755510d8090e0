extension ConstraintViolation {
  /// Adds what the failing statement tells beside the words: that a key was being built over rows
  /// that are there, and the table where the words name its column or its key alone.
  mutating func readStatement() {
    guard let statement else { return }
    let names = StatementNames(statement)
    guard let written = names.table, let verb = names.verb else { return }
    switch (verb, kind) {
    case (.buildUniqueKey, .unique), (.buildUniqueKey, .primaryKey):
      kind = .couldNotCreateUniqueIndex
      table = table ?? written
      if columns.isEmpty { columns = names.columns }
    case (.insert, _), (.replace, _), (.update, _):
      if table == nil, isAbout(names) { table = written }
    default: break
    }
  }

  /// Whether the words can only be about the table that the statement writes. A trigger may write
  /// another one; then the statement does not name the column.
  private func isAbout(_ names: StatementNames) -> Bool {
    switch kind {
    case .notNull, .length, .outOfRange, .invalidValue, .check:
      let isLeftOut = kind == .notNull && names.verb != .update && !names.columns.isEmpty
      return !columns.isEmpty && (isLeftOut || columns.allSatisfy(names.columns.contains))
    case .unique, .primaryKey:
      return columns.isEmpty || columns.allSatisfy(names.columns.contains)
    default: return false
    }
  }
}
