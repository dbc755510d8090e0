import DatabaseErrors
import EventSchema
import SourceCode

/// The words by which the database's refusal of one rule is told from that of others.
struct SQLAlchemyRefusal {
  /// Texts one of which the message holds.
  let words: [String]
  /// Whether letters of either case stand for each other in them.
  var ignoresCase = false

  /// `nil` when the rule cannot be told from others.
  init?(_ reading: SQLAlchemyReading) {
    let violation = reading.failure.violation
    let relation = reading.relation
    let table = relation?.facts.table ?? violation?.knownTable
    switch violation?.kind {
    case .foreignKey:
      words = ["foreign key"]
      ignoresCase = true
    case .notNull:
      guard let column = reading.columns.first else { return nil }
      words = [column]
    case .check:
      guard let name = violation?.constraint else { return nil }
      words = [name]
    default:
      guard let table, !reading.columns.isEmpty else {
        guard let name = violation?.constraint else { return nil }
        words = [name]
        return
      }
      let inColumns = reading.columns.map { "\(table).\($0)" }.joined(separator: ", ")
      let name = Self.name(reading, table)
      let isSQLite = violation?.dbms == .sqlite
      var words: [String] = []
      if !isSQLite || reading.mayRun(on: Self.serverMarks) || Self.isDeclared(name, relation) {
        words += [name].compactMap(\.self)
      }
      if isSQLite || reading.mayRun(on: ["sqlite"]) { words.append(inColumns) }
      if let isNamed = violation?.constraint, !isSQLite, !words.contains(isNamed) {
        words.insert(isNamed, at: 0)
      }
      self.words = words.isEmpty ? [inColumns] : words
    }
  }

  private static let serverMarks = ["postgres", "psycopg", "asyncpg", "mysql", "mariadb"]

  private static func isDeclared(_ name: String?, _ relation: PythonRelation?) -> Bool {
    name != nil && relation?.facts.constraints.contains { $0.name == name } == true
  }

  /// The key's name in a database that names keys: as declared, else as PostgreSQL calls it.
  private static func name(_ reading: SQLAlchemyReading, _ table: String) -> String? {
    let key = Set(reading.columns)
    let constraint = reading.relation?.facts.constraints.first {
      ($0.kind == .unique || $0.kind == .primaryKey) && Set($0.columns) == key
    }
    if let name = constraint?.name { return name }
    if constraint?.kind == .primaryKey { return "\(table)_pkey" }
    let columns = reading.columns.joined(separator: "_")
    if reading.columns.count == 1, reading.isIndexed(reading.columns[0]) {
      return "ix_\(table)_\(columns)"
    }
    return "\(table)_\(columns)_key"
  }

  /// Lines that let the violation of any other rule go on.
  func lines(_ error: String, style: PythonStyle, margin: String) -> String {
    let level = style.indent
    let raising = "\(margin)\(level)raise\n"
    let text = "str(\(error).orig)" + (ignoresCase ? ".lower()" : "")
    if words.count == 1 {
      let line = "\(margin)if \(style.literal(words[0])) not in \(text):"
      if line.count <= style.lineLength { return "\(line)\n\(raising)" }
    }
    let tests = words.map { "\(style.literal($0)) not in message" }
    let line = "\(margin)if \(tests.joined(separator: " and ")):"
    let head = "\(margin)message = \(text)\n"
    if line.count <= style.lineLength { return "\(head)\(line)\n\(raising)" }
    let rows = tests.enumerated().map { index, test in
      "\(margin)\(level)\(index == 0 ? "" : "and ")\(test)\n"
    }
    return "\(head)\(margin)if (\n\(rows.joined())\(margin)):\n\(raising)"
  }
}

extension SQLAlchemyReading {
  /// Whether the project's files say that it runs on a database of one of these names.
  func mayRun(on marks: [String]) -> Bool {
    failure.tree.files.contains { file in
      file.path.hasSuffix(".py") && marks.contains { file.text.mentions($0) }
    }
  }

  /// Whether a column is declared with `index=True`, which gives its unique index another name.
  func isIndexed(_ column: String) -> Bool {
    guard let type = relation?.definition?.type else { return false }
    let field = field(column)
    let call = type.body.lazy.compactMap(\.simpleAssignment).first { $0.name == field }?.value
      .asCall
    return call?.argument("index")?.kind == .true && call?.argument("unique")?.kind == .true
  }
}
