import EventSchema
import SourceCode

extension SwiftReading {
  /// The table as the source declares it.
  var relation: SourceFacts.Relation? {
    guard let (declared, file, span) = declaration else { return nil }
    let place = file.place(span, in: nil)
    return SourceFacts.Relation(
      name: declared.name, table: declared.name, place: place,
      columns: declared.columns.map { column in
        var described = SourceFacts.Relation.Column(
          field: column.name, column: column.name, isNullable: column.isNullable,
          referencedTable: column.references, place: place)
        if column.foldsCase { described.ignoresCase = true }
        return described
      },
      constraints: declaredKeys.map { key in
        var described = SourceFacts.Relation.Constraint(
          kind: key.kind, name: key.name, columns: key.columns,
          isConditional: key.isConditional, place: place)
        described.condition = key.condition
        if key.foldsCase { described.ignoresCase = true }
        return described
      })
  }

  /// The keys of the table: those of its declaration, and indexes that are made beside it.
  var declaredKeys: [SQLTable.Key] {
    guard let table, let declared = declaration?.table else { return [] }
    return declared.keys
      + source.uniqueIndexes.filter { $0.table.lowercased() == table.lowercased() }
      .map(\.key)
  }

  /// The declaration of the table and where it is.
  var declaration: (table: SQLTable, file: SwiftSourceFile, span: CodeSpan)? {
    guard let table else { return nil }
    return source.table(named: table)
  }
}

extension SwiftSource {
  /// The declaration of a table: `CREATE TABLE`, or a builder of a library.
  func table(
    named name: String
  ) -> (table: SQLTable, file: SwiftSourceFile, span: CodeSpan)? {
    if let known = tablesByName[name.lowercased()] { return known }
    guard let found = tables.first(where: { $0.table.name.lowercased() == name.lowercased() })
    else { return nil }
    var result = found
    for file in files where file.source.mentions("alter(table: \"\(found.table.name)\"") {
      file.parsed.visit { statement in
        result.table.add(altering: statement, in: file)
        return true
      }
    }
    for file in files where file.source.mentions(".schema(") {
      file.parsed.visit { statement in
        result.table.add(schema: statement, in: file, tablesOfRecords)
        return true
      }
    }
    tablesByName[name.lowercased()] = result
    return result
  }

  func findTables() -> [(table: SQLTable, file: SwiftSourceFile, span: CodeSpan)] {
    var found: [(table: SQLTable, file: SwiftSourceFile, span: CodeSpan)] = []
    for file in files {
      let builds = file.source.mentions("create(table:")
      let migrates = file.source.mentions(".schema(")
      guard builds || migrates || file.source.text.uppercased().mentions("CREATE TABLE") else {
        continue
      }
      file.parsed.visit { statement in
        for string in statement.strings {
          for text in SQLTable.statements(in: string.value) {
            guard let declared = SQLTable(creating: text) else { continue }
            found.append((declared, file, string.span))
          }
        }
        if builds, let declared = SQLTable(building: statement, in: file) {
          found.append((declared, file, statement.span))
        }
        if migrates, let declared = SQLTable(schema: statement, in: file, tablesOfRecords) {
          found.append((declared, file, statement.span))
        }
        return true
      }
    }
    return found
  }

  func findUniqueIndexes() -> [(table: String, key: SQLTable.Key)] {
    var found: [(table: String, key: SQLTable.Key)] = []
    for file in files where file.source.text.lowercased().mentions("unique") {
      file.parsed.visit { statement in
        found += statement.strings.flatMap { SQLTable.statements(in: $0.value) }
          .compactMap { SQLTable.uniqueIndex($0) }
        if let index = SQLTable.uniqueIndex(statement, in: file) { found.append(index) }
        return true
      }
    }
    return found
  }
}
