extension Schema {
  /// What the files of a checkout declare: Rails' schema or the migrations that make it,
  /// `schema.prisma`, definitions in SQL, migrations of Laravel, Knex, Ecto, Alembic and Liquibase,
  /// and those with SQL in code, as TypeORM and Doctrine write them. Empty when there are none.
  ///
  /// Reads every file of these kinds, so whoever asks more than once keeps the answer.
  public static func declared(in tree: SourceTree) -> Schema {
    let files = tree.files.filter(\.isWhole)
    let definitions = files.filter { $0.path.hasSuffix(".sql") && !$0.undoesMigration }
    // A framework's own account is of the whole; migrations have to be added up.
    let accounts = files.filter {
      $0.path.hasSuffix("schema.rb") || $0.path.hasSuffix(".prisma")
    }
    var result = accounts.reduce(Schema.empty) { $0.adding(read($1) ?? .empty) }
    let structure = definitions.filter { $0.path.hasSuffix("structure.sql") }
    if result.isEmpty { result = added(structure.isEmpty ? definitions : structure) }
    if result.isEmpty { result = railsMigrations(files) }
    for dialect in MigrationDialect.all where result.isEmpty {
      result = migrations(files, dialect)
    }
    if result.isEmpty { result = ectoMigrations(files) }
    if result.isEmpty { result = alembicMigrations(files) }
    if result.isEmpty { result = statementMigrations(files) }
    if result.isEmpty { result = liquibaseChanges(files) }
    return result
  }

  private static func added(_ definitions: [SourceFile]) -> Schema {
    var result = Schema.empty
    for (_, files) in definitions.grouped(by: \.folder) {
      // Each folder is one history; `V10__x.sql` comes after `V9__y.sql`.
      var reader: DefinitionReader?
      for file in files.sorted(by: { $0.path.precedesByNumber($1.path) })
      where SchemaFormat.definitions.recognises(file) {
        var next = reader ?? DefinitionReader()
        next.read(file)
        reader = next
      }
      if let reader { result = result.adding(reader.finished()) }
    }
    return result
  }

  /// Migrations in the application's own language, in the order of their names.
  private static func migrations(_ files: [SourceFile], _ dialect: MigrationDialect) -> Schema {
    var reader = MigrationReader(dialect)
    for file in files
    where file.path.contains("migrations/")
      && CodeLanguage.of(path: file.path)?.name == dialect.language.name
    {
      reader.read(file)
    }
    return reader.schema
  }

  private static func ectoMigrations(_ files: [SourceFile]) -> Schema {
    var reader = EctoMigrationReader()
    for file in files
    where file.path.contains("migrations/") && file.path.hasSuffix(".exs")
      && SchemaFormat.ecto.recognises(file)
    {
      reader.read(file)
    }
    return reader.schema
  }

  private static func alembicMigrations(_ files: [SourceFile]) -> Schema {
    let migrations = files.filter { file in
      file.path.contains("versions/") && file.path.hasSuffix(".py")
        && SchemaFormat.alembic.recognises(file)
    }
    var reader = AlembicReader()
    reader.read(migrations)
    return reader.schema
  }

  private static func statementMigrations(_ files: [SourceFile]) -> Schema {
    var reader = StatementMigrationReader()
    for file in files
    where file.path.lowercased().contains("migrations/")
      && ["php", "javascript"].contains(CodeLanguage.of(path: file.path)?.name)
      && SchemaFormat.statements.recognises(file)
    {
      reader.read(file)
    }
    return reader.schema
  }

  private static func liquibaseChanges(_ files: [SourceFile]) -> Schema {
    var reader = LiquibaseReader()
    for file in files
    where file.path.hasSuffix(".xml") && SchemaFormat.liquibase.recognises(file) {
      reader.read(file)
    }
    return reader.schema
  }

  private static func railsMigrations(_ files: [SourceFile]) -> Schema {
    let migrations = files.filter { $0.path.contains("db/migrate/") && $0.path.hasSuffix(".rb") }
    guard let first = migrations.first else { return .empty }
    var reader = RailsSchemaReader(first)
    for file in migrations where SchemaFormat.rails.recognises(file) { reader.read(file) }
    return reader.schema
  }
}

extension SourceFile {
  fileprivate var folder: Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// `0002_berths.down.sql`, `down.sql`: what takes a migration back.
  fileprivate var undoesMigration: Bool {
    let name = path.split(separator: "/").last?.lowercased() ?? ""
    return name.hasSuffix(".down.sql") || name == "down.sql" || name.hasSuffix("_down.sql")
      || name.hasPrefix("u") && name.dropFirst().first?.isNumber == true
  }
}

extension Array {
  /// The elements by a key, in the order of the first of each.
  fileprivate func grouped<Key: Hashable>(by key: (Element) -> Key) -> [(Key, [Element])] {
    let groups = Dictionary(grouping: indices) { key(self[$0]) }
    return groups.sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
      .map { ($0.key, $0.value.map { self[$0] }) }
  }
}

extension String {
  /// Whether it comes first when the numbers in both count as numbers.
  fileprivate func precedesByNumber(_ other: String) -> Bool {
    var one = self[...]
    var two = other[...]
    while let first = one.first, let second = two.first {
      if first.isASCIIDigit, second.isASCIIDigit {
        let digits = one.prefix(while: \.isASCIIDigit).drop { $0 == "0" }
        let others = two.prefix(while: \.isASCIIDigit).drop { $0 == "0" }
        if digits.count != others.count { return digits.count < others.count }
        if digits != others { return digits < others }
        one = one.drop(while: \.isASCIIDigit)
        two = two.drop(while: \.isASCIIDigit)
        continue
      }
      if first != second { return first < second }
      one = one.dropFirst()
      two = two.dropFirst()
    }
    return one.isEmpty && !two.isEmpty
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
