import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// The missing unique key in the model, with its revision, and what its writers do when they are
  /// refused.
  func constraint(_ remedy: Remedy) -> [Fix] {
    guard let relation, let type = relation.definition?.type, !columns.isEmpty,
      columns.allSatisfy({ relation.column(named: $0) != nil }), !hasKey(relation),
      remedy.onlyWhereNull.isEmpty
    else { return [] }
    var change = PythonChange()
    let table = relation.facts.table
    let name = "uq_\(table)_\(columns.joined(separator: "_"))"
    let key = SQLAlchemyKey(
      table: table, columns: columns, name: String(name.prefix(63)),
      nullable: columns.filter { relation.column(named: $0)?.isNullable == true })
    guard declare(key, in: type, relation, to: &change) else { return [] }
    let revision = AlembicRevision(source)
    revision?.add(key, to: &change)
    let step =
      revision == nil
      ? """
      `create_all` adds it to new databases only. Elsewhere: look with `SELECT \
      \(columns.joined(separator: ", ")), count(*) FROM \(table) GROUP BY \
      \(columns.joined(separator: ", ")) HAVING count(*) > 1`, keep one row of each, then `CREATE \
      UNIQUE INDEX`, in PostgreSQL `CONCURRENTLY`.
      """
      : """
      The revision stops with a list while duplicates are stored, and deletes nothing. On a large \
      PostgreSQL table, build the index `CONCURRENTLY` before and add the constraint `USING INDEX`.
      """
    let fix = change.fix(
      "Add the unique key (\(fields.joined(separator: ", "))) to `\(relation.facts.name)`", .unsafe,
      because: "Only the database sees all writers at once. \(step)")
    return [fix?.adding(key: key.name)].compactMap(\.self) + writersHandled
  }

  private func hasKey(_ relation: PythonRelation) -> Bool {
    relation.facts.constraints.contains {
      ($0.kind == .unique || $0.kind == .primaryKey) && Set($0.columns) == Set(columns)
        && !$0.isConditional
    }
  }

  /// With the key in place a second writer is refused, so the writers have to go on or say so.
  private var writersHandled: [Fix] {
    writers.flatMap { writer -> [Fix] in
      let found = writer.insertOrRead.filter { $0.applicability != .guidance }
      return found.isEmpty ? writer.translationLikeCheck : found
    }
  }

  private var translationLikeCheck: [Fix] {
    guard let plan = SQLAlchemyTranslation(self), case .likeCheck = plan.reply else { return [] }
    return translation
  }

  /// The functions that write such rows after a look-up of the key, as if they had failed.
  var writers: [SQLAlchemyReading] {
    guard let relation else { return [] }
    var result: [SQLAlchemyReading] = []
    for file in source.files(mentioning: relation.facts.name) {
      for (_, function, _) in file.functions {
        var (line, isWriter): (Int?, Bool) = (nil, false)
        for (statement, _) in function.body.flattened {
          let site = PythonSite(file: file, line: statement.span.firstLine)
          let uses = libraries.uses(in: statement, at: site)
          if uses.contains(where: { $0.isInsertion && $0.isAbout(relation.facts.table) }) {
            isWriter = true
          }
          guard isWriter, line == nil else { continue }
          switch SQLAlchemyStep(statement) {
          case .commit, .flush: line = statement.span.firstLine
          default: continue
          }
        }
        guard isWriter, let line,
          let reading = SQLAlchemyReading(self, movedTo: line, in: file)
        else { continue }
        result.append(reading)
      }
    }
    return result
  }

  /// The same key, had it been violated at another line.
  private convenience init?(_ other: SQLAlchemyReading, movedTo line: Int, in file: PythonFile) {
    var failure = other.failure
    var violation = failure.violation ?? ConstraintViolation(kind: .unique)
    violation.kind = .unique
    violation.table = other.relation?.facts.table ?? violation.knownTable
    violation.columns = other.columns
    violation.constraint = nil
    failure.violation = violation
    failure.frames = [Frame(filename: file.source.path, lineNumber: line, inApp: true)]
    failure.inApp = [true]
    failure.culpritIndex = 0
    var facts = SourceFacts()
    facts.operation = .commit
    self.init(.sqlAlchemy(failure, other.source), facts, nil)
  }

  // MARK: - Declarations

  /// Into the class: `unique=True` of one column, else `__table_args__`; `false` where there is no
  /// place for it.
  private func declare(
    _ key: SQLAlchemyKey, in type: PythonClass, _ relation: PythonRelation,
    to change: inout PythonChange
  ) -> Bool {
    guard let file = relation.definition?.file else { return false }
    if key.columns.count == 1, key.whereNull.isEmpty,
      let call = columnCall(key.columns[0], in: type)
    {
      guard call.argument("unique") == nil else { return false }
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)unique=True", at: call.span.end - 1, in: file)
      return true
    }
    let columns = key.columns.map(file.style.literal)
    let name = "name=\(file.style.literal(key.name))"
    let prefix = declarationPrefix(file)
    if prefix.isEmpty { change.addImport(["UniqueConstraint"], from: "sqlalchemy", in: file) }
    return addTableArgument(
      "\(prefix)UniqueConstraint", columns + [name], in: type, file, to: &change)
  }

  private func columnCall(_ column: String, in type: PythonClass) -> PythonCall? {
    let call = type.value(field(column))?.asCall
    return ["Column", "mapped_column", "Field"].contains(call?.name ?? "") ? call : nil
  }

  /// `db.` where the models are written with Flask-SQLAlchemy's names.
  private func declarationPrefix(_ file: PythonFile) -> String {
    file.source.text.mentions("db.Column(") || file.source.text.mentions("db.relationship(")
      ? "db." : ""
  }

  private func addTableArgument(
    _ callee: String, _ arguments: [String], in type: PythonClass, _ file: PythonFile,
    to change: inout PythonChange
  ) -> Bool {
    let level = file.style.indent
    if let value = type.value("__table_args__") {
      guard case .tuple(let elements) = value.kind, let last = elements.last else { return false }
      // A dictionary of options ends the tuple.
      let isOptions = if case .dictionary = last.kind { true } else { false }
      let text = "\(callee)(\(arguments.joined(separator: ", ")))"
      if isOptions {
        change.insert("\(text), ", at: last.span.start, in: file)
      } else {
        change.insert(", \(text)", at: last.span.end, in: file)
      }
      return true
    }
    guard type.method("__table_args__") == nil,
      let statement = type.body.first(where: { $0.simpleAssignment?.name == "__tablename__" })
        ?? type.body.first(where: { $0.simpleAssignment != nil }),
      let margin = file.margin(of: statement)
    else { return false }
    let isNamed = statement.simpleAssignment?.name == "__tablename__"
    let call = "\(callee)(\(arguments.joined(separator: ", ")))"
    var text = "\(margin)__table_args__ = (\(call),)\n"
    if text.count - 1 > file.style.lineLength {
      text =
        "\(margin)__table_args__ = (\n"
        + file.style.call(callee, arguments, suffix: ",", margin: margin + level)
        + "\n\(margin))\n"
    }
    let offset =
      isNamed
      ? file.lineEnd(of: statement.span.end - 1) : file.lineStart(of: statement.span.start)
    change.insert(text, at: offset, in: file)
    return true
  }

  // MARK: - Hidden rows

  /// A key over the rows that are not marked as deleted.
  var partialKey: [Fix] {
    guard isAboutUniqueness, !columns.isEmpty, let relation, let marker = markerOfDeletion,
      let definition = relation.definition, let type = definition.type
    else { return [] }
    let file = definition.file
    let table = relation.facts.table
    if failure.violation?.dbms == .mySQL || failure.violation?.dbms == .mariaDB {
      return [guidanceWithoutPartialKeys(marker)]
    }
    var change = PythonChange()
    guard let old = removeKey(in: type, file, from: &change) else { return [] }
    let name = "uq_\(table)_\(columns.joined(separator: "_"))_active"
    let key = SQLAlchemyKey(
      table: table, columns: columns, name: String(name.prefix(63)), whereNull: [marker],
      replaced: old)
    let prefix = declarationPrefix(file)
    let literal = file.style.literal
    let condition = "\(prefix)text(\(literal("\(marker) IS NULL")))"
    if prefix.isEmpty { change.addImport(["Index", "text"], from: "sqlalchemy", in: file) }
    let arguments =
      [literal(key.name)] + columns.map(literal)
      + ["unique=True", "postgresql_where=\(condition)", "sqlite_where=\(condition)"]
    guard addTableArgument("\(prefix)Index", arguments, in: type, file, to: &change) else {
      return []
    }
    let revision = AlembicRevision(source)
    revision?.add(key, to: &change)
    let step =
      revision == nil
      ? "databases that are there need the change as a migration"
      : "the revision exchanges the keys"
    let fix = change.fix(
      "Let (\(fields.joined(separator: ", "))) of `\(relation.facts.name)` be unique among rows "
        + "that are not deleted", .unsafe,
      because: """
        A deleted row keeps its values, and a new one may have them; \(step). A deleted row whose \
        value is in use again cannot be brought back.
        """)
    return [fix?.adding(key: key.name)].compactMap(\.self)
  }

  /// The column that is empty in a row that is not deleted.
  var markerOfDeletion: String? {
    let ends = " IS NULL"
    for check in facts.checks.reversed() {
      for predicate in check.otherPredicates where predicate.hasSuffix(ends) {
        let name = String(predicate.dropLast(ends.count))
        if let column = relation?.column(named: name), column.isNullable { return column.column }
      }
    }
    let usual = ["deleted_at", "deleted_on", "removed_at", "archived_at", "retired_at"]
    return relation?.facts.columns.first { usual.contains($0.column) && $0.isNullable }?.column
  }

  /// Takes the key over all rows out of the class; `nil` where it cannot be told.
  private func removeKey(
    in type: PythonClass, _ file: PythonFile, from change: inout PythonChange
  ) -> (name: String, isIndex: Bool)? {
    guard columns.count == 1, let call = columnCall(columns[0], in: type),
      let unique = call.argument("unique"), unique.kind == .true
    else { return nil }
    let bytes = Array(file.source.text.utf8)
    var start = unique.span.start
    // Back over `unique=`, and the comma before it.
    while start > call.callee.span.end + 1, bytes[start - 1] != UInt8(ascii: ",") { start -= 1 }
    var end = unique.span.end
    if bytes[start - 1] == UInt8(ascii: ",") {
      start -= 1
    } else if bytes[end] == UInt8(ascii: ",") {
      end += 1
      while bytes[end] == UInt8(ascii: " ") { end += 1 }
    }
    change.edit(file, Edit(start..<end, with: ""))
    let table = relation?.facts.table ?? ""
    if isIndexed(columns[0]) { return ("ix_\(table)_\(columns[0])", true) }
    return ("\(table)_\(columns[0])_key", false)
  }

  private func guidanceWithoutPartialKeys(_ marker: String) -> Fix {
    let list = columns.joined(separator: ", ")
    return Fix(
      title: "Put the mark of deletion into the key of `\(modelName ?? "the table")`",
      applicability: .guidance,
      rationale: """
        MySQL and MariaDB have no key over some rows. A generated column that is NULL for deleted \
        rows takes them out of the key, since NULLs are never equal.
        """,
      sketch: """
        ALTER TABLE \(relation?.facts.table ?? "the_table")
            ADD active TINYINT AS (IF(\(marker) IS NULL, 1, NULL)) STORED,
            ADD UNIQUE KEY (\(list), active);

        """)
  }
}
