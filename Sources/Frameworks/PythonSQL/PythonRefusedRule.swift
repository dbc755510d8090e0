import DatabaseErrors
import EventSchema
import SourceCode

/// How a driver's error tells the violated rule from others of its class.
enum PythonRefusedRule {
  /// A field of the error has this value.
  case field(String, is: String)
  /// The message holds these words.
  case message(String)
  /// The class alone says it.
  case anything

  /// `nil` when the rule cannot be told from others.
  init?(_ driver: PythonDriver, _ reading: SQLAlchemyReading) {
    let violation = reading.failure.violation
    switch violation?.kind {
    case .length, .outOfRange, .invalidValue:
      guard driver.submodule != nil || driver.isAwaited else { return nil }
      self = .anything
    case .notNull:
      guard let column = reading.columns.first else { return nil }
      if let name = driver.constraintName {
        self = .field(name.replacing("constraint", by: "column"), is: column)
      } else {
        self = .message(column)
      }
    default:
      if let field = driver.constraintName {
        guard let name = violation?.constraint else { return nil }
        self = .field(field, is: name)
      } else if driver.module == "sqlite3" {
        guard let words = Self.wordsOfSQLite(reading) else { return nil }
        self = .message(words)
      } else {
        guard let words = Self.wordsOfMySQL(reading) else { return nil }
        self = .message(words)
      }
    }
  }

  /// `UNIQUE constraint failed: item.shelf_id, item.name`
  private static func wordsOfSQLite(_ reading: SQLAlchemyReading) -> String? {
    switch reading.kind {
    case .foreignKey: return "FOREIGN KEY"
    case .check:
      // A check without a name is called by its condition.
      guard let words = reading.failure.violation?.constraint ?? reading.checkExpression,
        reading.failure.event.exceptions.contains(where: { $0.value?.mentions(words) == true })
      else { return nil }
      return words
    default:
      let table = reading.failure.violation?.knownTable ?? reading.relation?.facts.table
      guard let table, !reading.columns.isEmpty else {
        return reading.failure.violation?.constraint
      }
      return reading.columns.map { "\(table).\($0)" }.joined(separator: ", ")
    }
  }

  /// `Duplicate entry '…' for key 'member.email'`: newer versions name the table as well.
  private static func wordsOfMySQL(_ reading: SQLAlchemyReading) -> String? {
    guard let name = reading.failure.violation?.constraint else { return nil }
    guard reading.isAboutUniqueness else { return name }
    let table = reading.failure.violation?.knownTable ?? ""
    let messages = reading.failure.event.exceptions.compactMap(\.value)
    let isQualified = messages.contains { $0.mentions("for key '\(table).\(name)'") }
    return "for key '\(isQualified ? "\(table)." : "")\(name)'"
  }

  /// Lines that let the violation of any other rule go on.
  func lines(_ error: String, style: PythonStyle, margin: String) -> String {
    let test: String
    switch self {
    case .anything: return ""
    case .field(let field, let value): test = "\(error).\(field) != \(style.literal(value))"
    case .message(let words): test = "\(style.literal(words)) not in str(\(error))"
    }
    return "\(margin)if \(test):\n\(margin)\(style.indent)raise\n"
  }
}

extension SQLAlchemyReading {
  /// Lines of a handler that let the violation of any other rule go on; `nil` when the rule cannot
  /// be told from others.
  func linesForOthers(_ error: String, style: PythonStyle, margin: String) -> String? {
    guard let driver else {
      return SQLAlchemyRefusal(self)?.lines(error, style: style, margin: margin)
    }
    return PythonRefusedRule(driver, self)?.lines(error, style: style, margin: margin)
  }
}
