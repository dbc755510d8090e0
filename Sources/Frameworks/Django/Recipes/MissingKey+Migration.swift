import Fixes
import SourceCode

extension MissingKey {
  /// The name of the migration behind its number.
  var migrationName: String { "\(model.name.lowercased())_unique" }

  /// Stops while duplicates are stored, then adds the key.
  func migrationText(_ migration: DjangoMigration, concurrently: Bool) -> String {
    let (style, level, margin) = (migration.style, migration.style.indent, migration.margin)
    let key = style.call(
      "models.UniqueConstraint", arguments(style), prefix: "constraint=",
      margin: margin + level
    ).trimmed
    let check = "\(margin)migrations.RunPython(refuse_duplicates, migrations.RunPython.noop),"
    let state = ["model_name=\(style.literal(model.name.lowercased()))", key]
    guard concurrently else {
      return migration.text(
        functions: [refusal(style)],
        operations: [check, migration.operation("AddConstraint", state)])
    }
    let inner = margin + level + level
    let keyInside = style.call(
      "models.UniqueConstraint", arguments(style), prefix: "constraint=", margin: inner + level
    ).trimmed
    func list(_ statements: [String]) -> String {
      let lines = statements.map { "\(inner)\(level)\(level)\(style.literal($0)),\n" }.joined()
      return "[\n\(lines)\(inner)\(level)]"
    }
    let build = migration.operation(
      "RunSQL", ["sql=\(list(buildingSQL))", "reverse_sql=\(list([removingSQL]))"], margin: inner)
    let declared = migration.operation("AddConstraint", [state[0], keyInside], margin: inner)
    let roll = migration.operation(
      "SeparateDatabaseAndState",
      [
        "database_operations=[\n\(build)\n\(margin)\(level)]",
        "state_operations=[\n\(declared)\n\(margin)\(level)]",
      ])
    return migration.text(
      functions: [refusal(style)], isAtomic: false, operations: [check, roll])
  }

  /// What refuses to go on while duplicates are stored.
  private func refusal(_ style: PythonStyle) -> String {
    let level = style.indent
    let quoted = fields.map { style.literal($0.name) }.joined(separator: ", ")
    // NULL equals nothing, so rows with an empty column are no duplicates.
    let filters =
      conditions + fields.filter(\.isNullable).map { "\($0.name)__isnull=False" }
    let filter =
      filters.isEmpty ? "" : "\(level)\(level).filter(\(filters.joined(separator: ", ")))\n"
    let names = fields.map(\.name).joined(separator: ", ")
    let (app, name) = (style.literal(model.appLabel), style.literal(model.name))
    let rows = style.literal("pk")
    return """
      def refuse_duplicates(apps, schema_editor):
      \(level)\"""Which of several rows is the right one is for people to decide.\"""
      \(level)\(model.name) = apps.get_model(\(app), \(name))
      \(level)groups = (
      \(level)\(level)\(model.name)._base_manager.using(schema_editor.connection.alias)
      \(filter)\(level)\(level).values(\(quoted))
      \(level)\(level).annotate(rows=models.Count(\(rows)))
      \(level)\(level).filter(rows__gt=1)
      \(level)\(level).order_by(\(quoted))
      \(level))
      \(level)count = groups.count()
      \(level)if count:
      \(level)\(level)shown = \(style.literal("; ")).join(str(group) for group in groups[:10])
      \(level)\(level)raise RuntimeError(
      \(level)\(level)\(level)f\(style.literal("{count} groups of \(model.name) rows share (\(names)). "))
      \(level)\(level)\(level)f\(style.literal("Keep one row of each, then migrate again. The first: {shown}"))
      \(level)\(level))
      """
  }

  // MARK: - SQL

  private var columns: String { fields.map { "\"\($0.column)\"" }.joined(separator: ", ") }

  private var whereClause: [String] {
    nullFields.map { "\"\($0.column)\" IS NULL" } + offFields.map { "NOT \"\($0.column)\"" }
  }

  /// Builds the index while others write; what a broken attempt left behind goes first.
  var buildingSQL: [String] {
    let condition =
      whereClause.isEmpty ? "" : " WHERE \(whereClause.joined(separator: " AND "))"
    let index = [
      "DROP INDEX CONCURRENTLY IF EXISTS \"\(name)\"",
      "CREATE UNIQUE INDEX CONCURRENTLY \"\(name)\" ON \"\(model.table)\" (\(columns))\(condition)",
    ]
    guard !isConditional else { return index }
    return index + [
      "ALTER TABLE \"\(model.table)\" ADD CONSTRAINT \"\(name)\" UNIQUE USING INDEX \"\(name)\""
    ]
  }

  var removingSQL: String {
    isConditional
      ? "DROP INDEX CONCURRENTLY IF EXISTS \"\(name)\""
      : "ALTER TABLE \"\(model.table)\" DROP CONSTRAINT IF EXISTS \"\(name)\""
  }

  /// Finds the groups of rows that break the key.
  var duplicatesSQL: String {
    let conditions =
      whereClause + fields.filter(\.isNullable).map { "\"\($0.column)\" IS NOT NULL" }
    let filter = conditions.isEmpty ? "" : "\nWHERE \(conditions.joined(separator: " AND "))"
    return """
      SELECT \(columns), COUNT(*) FROM "\(model.table)"\(filter)
      GROUP BY \(columns) HAVING COUNT(*) > 1;
      """
  }
}
