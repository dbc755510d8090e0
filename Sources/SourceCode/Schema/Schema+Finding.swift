extension Schema {
  /// The table of this name, in any letter case; the spelling that is right comes first. `nil` when
  /// several schemas of the database have one and the schema is not told.
  public func relation(named table: String, schema: String? = nil) -> Relation? {
    guard !relations.isEmpty else { return nil }
    let folded = table.lowercased()
    var candidates = relations.filter { $0.table.lowercased() == folded }
    if candidates.contains(where: { $0.table == table }) {
      candidates.removeAll { $0.table != table }
    }
    if let schema, candidates.count > 1 {
      candidates.removeAll { $0.schema?.lowercased() != schema.lowercased() }
    }
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// The constraint of this name and the table that owns it. `nil` when several have it: names of
  /// checks and foreign keys may repeat.
  public func constraint(
    named name: String, table: String? = nil
  ) -> (relation: Relation, constraint: Relation.Constraint)? {
    guard !relations.isEmpty else { return nil }
    let folded = name.lowercased()
    var found: (relation: Relation, constraint: Relation.Constraint)?
    for relation in relations {
      if let table, relation.table.lowercased() != table.lowercased() { continue }
      for constraint in relation.constraints where constraint.name?.lowercased() == folded {
        guard found == nil else { return nil }
        found = (relation, constraint)
      }
    }
    return found ?? unnamedConstraint(named: folded, table: table)
  }

  /// The constraint without a name that the database will have called so.
  private func unnamedConstraint(
    named folded: String, table: String?
  ) -> (relation: Relation, constraint: Relation.Constraint)? {
    var found: (relation: Relation, constraint: Relation.Constraint)?
    for relation in relations
    where table == nil || relation.table.lowercased() == table?.lowercased() {
      for (index, constraint) in relation.constraints.enumerated() where constraint.name == nil {
        let names = relation.givenNames(ofConstraint: index, isOfKnownTable: table != nil)
        guard names.contains(folded) else { continue }
        guard found == nil else { return nil }
        found = (relation, constraint)
      }
    }
    return found
  }

  /// Foreign keys of any table that point to this one.
  public func references(
    to table: String
  ) -> [(relation: Relation, constraint: Relation.Constraint)] {
    let folded = table.lowercased()
    return relations.flatMap { relation in
      relation.constraints.filter {
        $0.kind == .foreignKey && $0.referencedTable?.lowercased() == folded
      }.map { (relation, $0) }
    }
  }

  /// What makes the values of a table's column.
  public func sequence(of column: String, table: String) -> Sequence? {
    sequences.first {
      $0.table?.lowercased() == table.lowercased()
        && $0.column?.lowercased() == column.lowercased()
    }
  }

  /// This schema, and the tables of another one that it does not have.
  public func adding(_ other: Schema) -> Schema {
    guard !other.isEmpty else { return self }
    guard !isEmpty else { return other }
    var result = self
    let known = Set(relations.map { $0.table.lowercased() })
    result.relations += other.relations.filter { !known.contains($0.table.lowercased()) }
    result.sequences += other.sequences.filter { sequence in
      !known.contains(sequence.table?.lowercased() ?? "")
    }
    result.skipped += other.skipped
    return result
  }
}

extension Relation {
  /// The names, in lower case, that databases give to a constraint without one. PostgreSQL's hold
  /// the table's name; MySQL calls a key by its first column and counts foreign keys.
  fileprivate func givenNames(ofConstraint index: Int, isOfKnownTable: Bool) -> [String] {
    let constraint = constraints[index]
    let table = table.lowercased()
    let columns = constraint.columns.map { $0.lowercased() }
    let joined = columns.joined(separator: "_")
    switch constraint.kind {
    case .primaryKey: return ["\(table)_pkey"]
    case .unique: return ["\(table)_\(joined)_key"] + (isOfKnownTable ? columns.prefix(1) : [])
    case .check: return columns.isEmpty ? ["\(table)_check"] : ["\(table)_\(joined)_check"]
    case .exclusion: return ["\(table)_\(joined)_excl"]
    case .foreignKey:
      let number = constraints[...index].count { $0.kind == .foreignKey && $0.name == nil }
      return ["\(table)_\(joined)_fkey", "\(table)_ibfk_\(number)"]
    }
  }

  public func column(named name: String) -> Column? {
    columns.first { $0.column == name }
      ?? columns.first { $0.column.lowercased() == name.lowercased() }
  }

  /// The columns that the text of an expression names, in its order.
  func columns(namedIn expression: String) -> [String] {
    expression.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      .filter { column(named: $0) != nil }
  }

  public var primaryKey: Constraint? { constraints.first { $0.kind == .primaryKey } }

  /// Unique and primary keys, in the order of their declaration.
  public var keys: [Constraint] {
    constraints.filter { $0.kind == .unique || $0.kind == .primaryKey }
  }

  /// The only constraint of a kind over exactly these columns, in any order. A unique key may be
  /// the primary key.
  public func constraint(_ kinds: Set<Constraint.Kind>, over columns: [String]) -> Constraint? {
    let wanted = Set(columns.map { $0.lowercased() })
    guard !wanted.isEmpty else { return nil }
    let found = constraints.filter {
      kinds.contains($0.kind) && Set($0.columns.map { $0.lowercased() }) == wanted
    }
    return found.count == 1 ? found[0] : nil
  }

  /// A key that lets at most one row have these values: unconditional, of plain columns that are
  /// all among them, and none of which can be NULL.
  public func keyBinding(_ columns: some Collection<String>) -> Constraint? {
    let given = Set(columns.map { $0.lowercased() })
    return keys.first { key in
      key.binds && !key.columns.isEmpty && toothlessColumns(of: key).isEmpty
        && given.isSuperset(of: key.columns.map { $0.lowercased() })
    }
  }

  /// Columns of a unique key that may be NULL and so let equal rows in.
  public func toothlessColumns(of key: Constraint) -> [String] {
    guard key.kind == .unique, !key.nullsAreEqual else { return [] }
    return key.columns.filter { column(named: $0)?.isNullable == true }
  }

  /// Columns of a key in which `A` and `a` are equal.
  public func caseInsensitiveColumns(of key: Constraint) -> [String] {
    key.columns.filter { name in key.ignoresCase ?? column(named: name)?.ignoresCase ?? false }
  }
}

extension Relation.Constraint {
  /// Whether it binds all rows by their plain columns.
  public var binds: Bool { !isConditional && expression == nil && isValid }
}
