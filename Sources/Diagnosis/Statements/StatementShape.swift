import EventSchema
import SourceCode

/// How one SDK, ORM or logger writes statements into breadcrumbs.
struct StatementShape: Sendable {
  enum Kind: Sendable {
    /// The SDK records the statement by itself.
    case recorded
    /// A logger's line: the statement stands behind words of the logger.
    case logged
  }

  /// Beginnings of a breadcrumb's category.
  var categories: [String]
  var kind: Kind
  /// Whether it is written when the statement has ended, so that the time is that of its end.
  var isWrittenAfterwards: Bool

  /// In the order of trial.
  static let all = [
    // Python (all drivers and ORMs) and the Swift monitor.
    StatementShape(categories: ["query"], kind: .recorded, isWrittenAfterwards: false),
    // Ruby's `sql.active_record` has the statement in its data, Sequel's `sql.sequel` too.
    StatementShape(categories: ["sql."], kind: .recorded, isWrittenAfterwards: false),
    // Laravel and Symfony tell of what has run.
    StatementShape(
      categories: ["db.sql.query", "db.sql"], kind: .recorded, isWrittenAfterwards: true),
    StatementShape(categories: ["db"], kind: .recorded, isWrittenAfterwards: false),
    StatementShape(
      categories: [
        "org.hibernate.SQL", "Microsoft.EntityFrameworkCore.Database", "sqlalchemy.engine",
        "django.db.backends", "sequelize", "knex", "prisma", "typeorm", "ecto", "doctrine",
        "jdbc", "p6spy", "peewee", "ActiveRecord", "active_record", "gorm", "pgx", "sqlx",
        "drizzle", "sql",
      ], kind: .logged, isWrittenAfterwards: true),
  ]

  static func of(_ breadcrumb: Breadcrumb) -> StatementShape? {
    if let category = breadcrumb.category, let first = category.utf8.first {
      for shape in all {
        for start in shape.categories
        where start.utf8.first == first && category.hasPrefix(start) { return shape }
      }
    }
    return breadcrumb.type == "query" ? all[0] : nil
  }

  /// A statement with what the line says beside it.
  struct Text {
    var statement: String
    /// In seconds.
    var duration: Double?
    var isCached = false
  }

  func text(of breadcrumb: Breadcrumb) -> Text? {
    if let text = Self.firstText(breadcrumb.data) { return Text(statement: text) }
    guard let message = breadcrumb.message else { return nil }
    return kind == .recorded ? Text(statement: message) : Self.logged(message)
  }

  /// The statement among the fields by which SDKs and OpenTelemetry name it.
  static func firstText(_ data: JSON) -> String? {
    for member in data.members.prefix(40) {
      switch member.name {
      case "sql", "query", "statement", "db.statement", "db.query.text":
        if let text = member.value.string, !text.isEmpty { return text }
      default: continue
      }
    }
    return nil
  }

  /// A logger's line: `Executing (default): SELECT …`, `(0.001) SELECT …; args=()`,
  /// `Executed DbCommand (3ms) [Parameters=[…]]⏎SELECT …`, `QUERY OK source="berth" db=0.5ms⏎…`.
  static func logged(_ line: String) -> Text? {
    if let statement = SQLStatement.read(line), statement.verb != .other,
      statement.table != nil || isBare(line)
    {
      return Text(statement: line)
    }
    let head = line.prefix(headLengthMax)
    var starts: [Substring.Index] = []
    var before: Character = " "
    for index in head.indices {
      let character = head[index]
      if character == "\n" || (character == " " && "):;]".contains(before)) {
        starts.append(head.index(after: index))
      }
      before = character
    }
    for start in starts.prefix(startsMax) {
      let rest = String(line[start...].drop { $0 == " " || $0 == "\n" })
      guard let statement = SQLStatement.read(rest), statement.verb != .other else { continue }
      let words = line[..<start]
      return Text(
        statement: rest, duration: duration(in: words), isCached: words.contains("CACHE"))
    }
    return nil
  }

  /// `BEGIN (implicit)`, not `COMMIT failed`: a statement without a table stands alone.
  private static func isBare(_ line: String) -> Bool {
    line.prefix { $0 != "(" }.allSatisfy { !$0.isLowercase }
  }

  /// `(0.2ms)`, `(3ms)`, `db=0.5ms`; Django's `(0.001)` is in seconds.
  private static func duration(in words: Substring) -> Double? {
    for part in words.split(whereSeparator: { "()= ,[]\n".contains($0) }) {
      if part.hasSuffix("ms"), let number = Double(part.dropLast(2)) { return number / 1_000 }
      if part.contains("."), words.hasPrefix("("), let seconds = Double(part) { return seconds }
    }
    return nil
  }

  /// Loggers write less than this before the statement.
  private static let headLengthMax = 400
  private static let startsMax = 6
}
