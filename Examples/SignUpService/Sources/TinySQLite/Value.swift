import CSQLite3

/// A value of a column or a placeholder.
public enum Value: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case null
  case integer(Int64)
  case text(String)

  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }

  func bind(to statement: OpaquePointer?, at index: Int32) -> Int32 {
    // SQLite copies the text before the call returns.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch self {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
    case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
    }
  }
}

/// The values of one row by the names of their columns.
public struct Row: Sendable, Hashable {
  private var values: [String: Value] = [:]

  init(_ statement: OpaquePointer?) {
    for column in 0..<sqlite3_column_count(statement) {
      let name = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
      values[name] =
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
        case SQLITE_NULL: .null
        default: .text(sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "")
        }
    }
  }

  public func integer(_ column: String) -> Int64? {
    guard case .integer(let integer) = values[column] else { return nil }
    return integer
  }

  public func text(_ column: String) -> String? {
    guard case .text(let text) = values[column] else { return nil }
    return text
  }
}
