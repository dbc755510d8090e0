extension SchemaFormat {
  /// Liquibase's change logs in XML.
  public static let liquibase = SchemaFormat(
    name: "Liquibase change logs",
    recognises: { file in
      file.text.contains("<databaseChangeLog")
        && ["<createTable", "<addUniqueConstraint", "<createIndex", "<addColumn"].contains {
          file.text.contains($0)
        }
    },
    reads: { file in
      var reader = LiquibaseReader()
      reader.read(file)
      return reader.schema
    },
    examples: [
      Example(
        """
        <databaseChangeLog>
          <changeSet id="1" author="a">
            <createTable tableName="boats">
              <column name="id" type="bigint" autoIncrement="true">
                <constraints primaryKey="true"/>
              </column>
              <column name="licence" type="varchar(30)">
                <constraints nullable="false" unique="true" uniqueConstraintName="uq_licence"/>
              </column>
              <column name="pier_id" type="bigint"/>
            </createTable>
            <addUniqueConstraint tableName="boats" columnNames="pier_id, licence"
                                 constraintName="one_each"/>
            <createIndex indexName="by_pier" tableName="boats"><column name="pier_id"/></createIndex>
            <addForeignKeyConstraint baseTableName="boats" baseColumnNames="pier_id"
              constraintName="fk_pier" referencedTableName="piers" referencedColumnNames="id"/>
          </changeSet>
        </databaseChangeLog>
        """,
        declares: [
          "boats (id, licence, pier_id?)", "primaryKey (id)", "unique uq_licence (licence)",
          "unique one_each (pier_id, licence)", "foreignKey fk_pier (pier_id) → piers",
        ]),
      Example(
        """
        <databaseChangeLog>
          <changeSet id="2" author="a">
            <createTable tableName="berths"><column name="code" type="text"/></createTable>
            <createIndex indexName="one_code" tableName="berths" unique="true">
              <column name="code"/>
            </createIndex>
          </changeSet>
        </databaseChangeLog>
        """,
        declares: ["berths (code?)", "unique one_code (code)"]),
      .rejects("<databaseChangeLog><include file=\"boats.xml\"/></databaseChangeLog>"),
      .rejects("<html><table><tr><td>createTable</td></tr></table></html>"),
    ])
}

/// Reads a change log's elements in their order; later ones change what earlier ones declared.
struct LiquibaseReader {
  private(set) var schema = Schema()
  private var indices: [String: Int] = [:]
  private var file = SourceFile(path: "", text: "")
  /// The table whose columns follow, and the index that they belong to.
  private var table: String?
  private var index: (name: String?, isUnique: Bool, columns: [String])?
  private var column: String?

  mutating func read(_ next: SourceFile) {
    file = next
    var line = next.firstLine
    var rest = next.text[...]
    while let open = rest.firstIndex(of: "<") {
      line += rest[..<open].count { $0.isNewline }
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: ">") else { return }
      let tag = inner[..<close]
      // Changes that take others back are not made.
      if tag.hasPrefix("rollback"), !tag.hasSuffix("/") {
        rest = inner[close...]
        while let end = rest.firstIndex(of: "<"), !rest[end...].hasPrefix("</rollback") {
          line += rest[..<end].count { $0.isNewline }
          rest = rest[rest.index(after: end)...]
        }
        continue
      }
      read(String(tag), line)
      line += tag.count { $0.isNewline }
      rest = inner[inner.index(after: close)...]
    }
  }

  private mutating func read(_ tag: String, _ line: Int) {
    let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
    let isEnd = tag.hasPrefix("/")
    let values = Self.attributes(of: tag)
    switch isEnd ? String(tag.dropFirst()) : String(name) {
    case "createTable", "addColumn": table = isEnd ? nil : values["tableName"]
    case "createIndex":
      if isEnd { finishIndex(line) } else { beginIndex(values) }
    case "column" where !isEnd: readColumn(values, line)
    case "constraints" where !isEnd: readConstraints(values, line)
    case "addUniqueConstraint" where !isEnd: addKey(.unique, values, line)
    case "addPrimaryKey" where !isEnd: addKey(.primaryKey, values, line)
    case "addForeignKeyConstraint" where !isEnd: addForeignKey(values, line)
    case "dropUniqueConstraint" where !isEnd, "dropIndex" where !isEnd: drop(values)
    default: break
    }
  }

  private mutating func beginIndex(_ values: [String: String]) {
    table = values["tableName"]
    index = (values["indexName"], values["unique"]?.lowercased() == "true", [])
  }

  private mutating func finishIndex(_ line: Int) {
    if let index, index.isUnique, let table, !index.columns.isEmpty {
      add(.unique, index.name, index.columns, to: table, line)
    }
    (index, table) = (nil, nil)
  }

  private mutating func readColumn(_ values: [String: String], _ line: Int) {
    guard let name = values["name"] else { return }
    if index != nil {
      index?.columns.append(name)
      return
    }
    guard let table else { return }
    column = name
    var declared = Relation.Column(
      field: name, column: name, isNullable: true, place: place(line))
    declared.type = values["type"]
    declared.isGenerated = values["autoIncrement"] == "true"
    declared.hasDefault = values.keys.contains { $0.hasPrefix("defaultValue") }
    if let number = relation(table, line) { schema.relations[number].set(declared) }
  }

  private mutating func readConstraints(_ values: [String: String], _ line: Int) {
    guard let table, let column, let number = relation(table, line) else { return }
    let isKey = values["primaryKey"] == "true"
    if isKey || values["nullable"] == "false" {
      let columns = schema.relations[number].columns
      if let place = columns.firstIndex(where: { $0.column == column }) {
        schema.relations[number].columns[place].isNullable = false
      }
    }
    if isKey { add(.primaryKey, values["primaryKeyName"], [column], to: table, line) }
    if values["unique"] == "true" {
      add(.unique, values["uniqueConstraintName"], [column], to: table, line)
    }
  }

  private mutating func addKey(
    _ kind: Relation.Constraint.Kind, _ values: [String: String], _ line: Int
  ) {
    guard let table = values["tableName"], let columns = values["columnNames"] else { return }
    add(kind, values["constraintName"], Self.names(columns), to: table, line)
  }

  private mutating func addForeignKey(_ values: [String: String], _ line: Int) {
    guard let table = values["baseTableName"], let columns = values["baseColumnNames"],
      let number = relation(table, line)
    else { return }
    var constraint = Relation.Constraint(
      kind: .foreignKey, name: values["constraintName"], columns: Self.names(columns),
      place: place(line))
    constraint.referencedTable = values["referencedTableName"]
    constraint.referencedColumns = Self.names(values["referencedColumnNames"] ?? "")
    constraint.onDelete = values["onDelete"]?.lowercased()
    schema.relations[number].add(constraint)
  }

  private mutating func drop(_ values: [String: String]) {
    guard let name = values["constraintName"] ?? values["indexName"],
      let number = values["tableName"].flatMap({ indices[$0.lowercased()] })
    else { return }
    schema.relations[number].constraints.removeAll { $0.name == name }
  }

  private mutating func add(
    _ kind: Relation.Constraint.Kind, _ name: String?, _ columns: [String], to table: String,
    _ line: Int
  ) {
    guard let number = relation(table, line) else { return }
    schema.relations[number].add(
      Relation.Constraint(kind: kind, name: name, columns: columns, place: place(line)))
  }

  private mutating func relation(_ table: String, _ line: Int) -> Int? {
    if let known = indices[table.lowercased()] { return known }
    guard schema.relations.count < SourceLimits.relationsMax else { return nil }
    indices[table.lowercased()] = schema.relations.count
    schema.relations.append(Relation(name: table, table: table, place: place(line)))
    return schema.relations.count - 1
  }

  private func place(_ line: Int) -> SourcePlace {
    let text = file.text(ofLine: line) ?? ""
    return SourcePlace(
      path: file.path, line: line, text: String(text.drop { $0.isWhitespace }.prefix(200)))
  }

  private static func names(_ list: String) -> [String] {
    list.split { $0 == "," || $0.isWhitespace }.map { String($0) }
  }

  /// `name="value"`, one after the other.
  private static func attributes(of tag: String) -> [String: String] {
    var values: [String: String] = [:]
    var rest = tag.drop { !$0.isWhitespace }
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].split(whereSeparator: \.isWhitespace).last
      let behind = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
      guard let quote = behind.first, quote == "\"" || quote == "'", let name else { return values }
      let value = behind.dropFirst().prefix { $0 != quote }
      values[String(name)] = String(value)
      rest = behind.dropFirst(value.count + 2)
    }
    return values
  }
}
