import DatabaseErrors
import EventSchema
import SourceCode

extension SQLAlchemyReading {
  /// The relation whose row the path deletes.
  var deletedRelation: PythonRelation? {
    deletedTable.flatMap(libraries.relation(table:))
  }

  /// The relation whose rows point to a parent, with the column: the one that was refused, else the
  /// only one that is declared, since SQLite names none.
  func child(of parent: PythonRelation) -> (PythonRelation, String)? {
    func reference(_ relation: PythonRelation) -> String? {
      relation.facts.columns.first { $0.referencedTable == parent.facts.table }?.column
    }
    if let relation, let column = reference(relation) { return (relation, column) }
    if driver != nil {
      let key = source.declaredSchema.references(to: parent.facts.table).first
      return key.map { (PythonRelation(facts: $0.relation), $0.constraint.columns[0]) }
    }
    var found: [(PythonRelation, String)] = []
    for file in libraries.declaringFiles {
      for (statement, type) in file.classes {
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        guard let child = libraries.declared(definition), let column = reference(child) else {
          continue
        }
        found.append((child, column))
      }
    }
    return found.first
  }

  /// The column that the violated check is about, where it is about one alone.
  var boundedColumn: String? {
    guard kind == .check, let relation else { return nil }
    guard let text = checkExpression else { return nil }
    let spoken = relation.facts.columns.map(\.column).filter { text.mentionsWord($0) }
    return spoken.count == 1 ? spoken[0] : nil
  }

  /// Whether the endpoint asks if a member was sent: `if "name" in body:`.
  func asksWhetherSent(_ key: String) -> Bool {
    guard let endpoint else { return false }
    return endpoint.site.scope.flattened.contains { statement, _ in
      guard case .if(let branches, _) = statement.kind else { return false }
      return branches.contains { branch in
        guard case .comparison(let left, let rest) = branch.test?.kind else { return false }
        return left.stringValue == key && rest.first?.operator == "in"
      }
    }
  }
}

extension SQLAlchemyReading {
  /// A word that the endpoint's own models take for a column of the written table.
  func choice(of field: String, in row: PythonRelation) -> String? {
    guard let endpoint, row.facts.table == relation?.facts.table else { return nil }
    let answers = endpoint.function.decorators.compactMap { $0.asCall?.argument("response_model") }
    let names = (answers + [endpoint.function.returns].compactMap(\.self)).compactMap {
      $0.elementType ?? $0.annotatedType
    }
    for name in names {
      guard let definition = source.definition(of: name, in: endpoint.site.file),
        let found = PythonInput.fields(of: definition, source).last(where: { $0.name == field })
      else { continue }
      if let word = source.firstChoice(of: found) { return word }
    }
    return nil
  }
}

extension SQLAlchemyReading {
  /// Whether the write adds to what is there: `stock.pieces += n`, `row.pieces = row.pieces + n`.
  var addsAmount: Bool {
    guard let write, let statement = write.site.statement(holding: write.use.span) else {
      return false
    }
    switch statement.kind {
    case .augment(_, "+=", _): return true
    case .assign(let targets, let value):
      guard case .binary(let left, "+", _) = value.kind else { return false }
      return targets.first?.dottedName?.lastName == left.dottedName?.lastName
    default: return false
    }
  }
}

extension PythonSource {
  /// The first value of an `Enum` of the project, where a field is one of it.
  func firstChoice(of field: PythonInput.Field) -> String? {
    guard let type = field.type, let found = definition(of: type, in: field.file)?.type,
      found.bases.contains(where: { $0.lastName.hasSuffix("Enum") })
    else { return nil }
    let value = found.body.lazy.compactMap(\.simpleAssignment).first?.value
    return value?.stringValue.map { "\"\($0)\"" }
  }
}
