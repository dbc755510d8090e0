/// A form in which schemas are written down, recognised by itself.
public struct SchemaFormat: Sendable {
  /// For people: `SQL definitions`.
  public var name: String
  /// Whether a file is of this form, by its name or its text.
  var recognises: @Sendable (SourceFile) -> Bool
  var reads: @Sendable (SourceFile) -> Schema
  /// Texts with what is declared in them, and near-misses.
  public var examples: [Example]

  /// What a file declares, also for one that does not look like this form.
  public func read(_ file: SourceFile) -> Schema { reads(file) }

  /// In the order of trial.
  public static let all: [SchemaFormat] = [
    .rails, .prisma, .laravel, .knex, .ecto, .alembic, .liquibase, .statements, .definitions,
  ]

  /// A text, and the tables that must be found in it.
  public struct Example: Sendable {
    public var text: String
    /// Each as `table (column, column?)`, with its keys as `unique name (columns)`; empty for a
    /// near-miss, which is not of this form.
    public var declares: [String]
    let file: StaticString
    let line: UInt

    init(
      _ text: String, declares: [String], file: StaticString = #filePath, line: UInt = #line
    ) {
      self.text = text
      self.declares = declares
      self.file = file
      self.line = line
    }

    static func rejects(
      _ text: String, file: StaticString = #filePath, line: UInt = #line
    ) -> Example {
      Example(text, declares: [], file: file, line: line)
    }
  }
}

extension Schema {
  /// Reads a file of any known form. `nil` for what is no schema.
  public static func read(_ file: SourceFile) -> Schema? {
    SchemaFormat.all.first { $0.recognises(file) }?.reads(file)
  }

  /// For tests and documents: one line for each table and each of its constraints.
  public var outline: [String] {
    relations.flatMap { relation in
      let columns = relation.columns.map { $0.column + ($0.isNullable ? "?" : "") }
      let rules = relation.constraints.map { constraint in
        let name = constraint.name.map { " \($0)" } ?? ""
        let target = constraint.referencedTable.map { " → \($0)" } ?? ""
        let columns = " (\(constraint.columns.joined(separator: ", ")))"
        return "\(constraint.kind.rawValue)\(name)\(columns)\(target)"
      }
      return ["\(relation.table) (\(columns.joined(separator: ", ")))"] + rules
    }
  }
}

extension Schema {
  /// Reads definitions in SQL that are known to be of one database.
  public static func read(definitions file: SourceFile, dbms: String) -> Schema {
    var reader = DefinitionReader()
    reader.read(file, dbms: dbms)
    return reader.finished()
  }

  /// The schema of what has no lines: its places are the database alone.
  public var withoutLines: Schema {
    var result = self
    for index in result.relations.indices { result.relations[index].dropLines() }
    for index in result.sequences.indices { result.sequences[index].place.line = 0 }
    for index in result.skipped.indices { result.skipped[index].place.line = 0 }
    return result
  }
}

extension Relation {
  fileprivate mutating func dropLines() {
    place.line = 0
    for index in columns.indices { columns[index].place.line = 0 }
    for index in constraints.indices { constraints[index].place.line = 0 }
  }
}
