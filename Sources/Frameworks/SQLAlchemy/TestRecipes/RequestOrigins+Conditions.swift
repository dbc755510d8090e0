import EventSchema
import SourceCode

extension RequestOrigins {
  /// The members of an object inside of the body, which take its place.
  mutating func readInner(_ members: [JSON.Member], of path: [String], depth: Int = 3) {
    keys.removeAll { $0 == path.last }
    for member in members.prefix(Self.membersMax) where member.name.isPlainWord {
      if case .object(let inner) = member.value, !inner.isEmpty, depth > 0 {
        readInner(inner, of: path + [member.name], depth: depth - 1)
        continue
      }
      // One name in two places stays what it is in the outer one.
      guard !keys.contains(member.name) || holders[member.name] != nil else { continue }
      if !keys.contains(member.name) { keys.append(member.name) }
      holders[member.name] = path
      if member.value.double != nil { numbers.insert(member.name) }
      if case .array(let elements) = member.value, !elements.isEmpty,
        elements.allSatisfy(\.isPlain)
      {
        lists.insert(member.name)
      }
    }
  }

  /// What the path names, and lists of the body whose elements are keys, where the source shows no
  /// more than the name: `show_id` of the row that belongs to a show, `member_ids` of such rows.
  mutating func readPath(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    guard let relation = reading.relation else { return }
    let known = Set(columns.values)
    for name in endpoint.parameters where columns[name] == nil {
      let column = relation.facts.columns.first { $0.field == name && $0.referencedTable != nil }
      guard let column, !known.contains(column.column) else { continue }
      columns[name] = column.column
      if tables[name] == nil { tables[name] = column.referencedTable }
    }
    for name in lists where name.hasSuffix("s") && columns[name] == nil {
      let field = String(name.dropLast())
      let column = relation.facts.columns.first { $0.field == field && $0.referencedTable != nil }
      guard let column, !known.contains(column.column) else { continue }
      columns[name] = column.column
    }
    // Objects of a list that are rows of the table.
    for (name, _) in nested.sorted(by: { $0.key < $1.key }).flatMap(\.value)
    where columns[name] == nil && !keys.contains(name) {
      let column = relation.facts.columns.first { $0.field == name && $0.referencedTable == nil }
      guard let column, !known.contains(column.column) else { continue }
      columns[name] = column.column
    }
  }

  /// Texts that the endpoint compares members of the body with before it writes:
  /// `if event["type"] != "paid": return`.
  mutating func readConstants(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let site = endpoint.site
    guard let write = reading.write else { return }
    let target =
      write.site.isSameFunction(as: site)
      ? write.use.span : reading.sites.first { $0.isSameFunction(as: site) }?.statement?.span
    guard let target else { return }
    let bindings = site.bindings(before: target.start)
    for (statement, _) in site.scope.flattened {
      guard case .if(let branches, _) = statement.kind, statement.span.start < target.start
      else { continue }
      for branch in branches {
        guard case .comparison(let left, let rest) = branch.test?.kind, rest.count == 1,
          let (member, text) = Self.compared(left, rest[0].operand, bindings)
        else { continue }
        let isOnWay = branch.body.contains { $0.span.holds(target) }
        let isWanted =
          switch rest[0].operator {
          case "==", "in": isOnWay
          case "!=", "not in": !isOnWay && branch.body.terminates
          default: false
          }
        if isWanted, constants[member] == nil { constants[member] = "\"\(text)\"" }
      }
    }
  }

  /// The member of the body and the text that it is compared with, the first of several.
  private static func compared(
    _ left: PythonExpression, _ right: PythonExpression, _ bindings: PythonBindings
  ) -> (member: String, text: String)? {
    for (given, text) in [(left, right), (right, left)] {
      let texts = text.stringValue.map { [$0] } ?? text.elements.compactMap(\.stringValue)
      guard let first = texts.first, first.allSatisfy({ $0 != "\"" && $0 != "\\" })
      else { continue }
      var member = given
      if case .name(let name) = given.kind, let bound = bindings[name] { member = bound }
      switch member.kind {
      case .subscripted(_, let indices):
        if let name = indices.first?.stringValue { return (name, first) }
      case .attribute(let base, let name) where base.dottedName != nil: return (name, first)
      case .call(let callee, let arguments):
        guard case .attribute(_, "get") = callee.kind,
          let name = arguments.first?.value.stringValue
        else { continue }
        return (name, first)
      default: continue
      }
    }
    return nil
  }
}
