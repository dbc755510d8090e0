import EventSchema
import Foundation

/// Turns an error and what caused it into exceptions, innermost cause first, as events list them.
///
/// Causes are found in the error's stored properties and payload, in `NSUnderlyingErrorKey`, or
/// where ``Monitor/ErrorWithCauses`` says.
enum ErrorChain {
  static func exceptions(of error: any Error) -> [Exception] {
    let links = links(of: error)
    return links.enumerated().reversed().map { index, error in
      exception(of: error, index: index, isChained: links.count > 1)
    }
  }

  /// The values that a database refused, from the first link that knows them.
  static func refusedKey(of error: any Error) -> EventMarks.RefusedKey? {
    links(of: error).lazy.compactMap {
      ($0 as? any Monitor.DatabaseError)?.databaseErrorFields.refusedKey
    }.first
  }

  /// The error and what caused it, outermost first.
  private static func links(of error: any Error) -> [any Error] {
    var links = [error]
    while links.count < Bounds.errorChainMax, let cause = cause(of: links[links.count - 1]) {
      links.append(cause)
    }
    return links
  }

  private static func exception(of error: any Error, index: Int, isChained: Bool) -> Exception {
    var exception = Exception(value: text(of: error).bounded(to: Limits.messageLengthMax))
    var mechanism = Exception.Mechanism()
    mechanism.type = index == 0 ? "generic" : "chained"
    mechanism.handled = true
    if isChained {
      mechanism.exceptionID = index
      mechanism.parentID = index == 0 ? nil : index - 1
      mechanism.source = index == 0 ? nil : "underlyingError"
    }
    if let foundation = foundationError(error) {
      exception.type = foundation.domain
      mechanism.data = ["code": .integer(Int64(foundation.code))]
    } else {
      let name = TypeName(of: Swift.type(of: error))
      exception.type = name.type
      exception.module = name.module
    }
    if let database = error as? any Monitor.DatabaseError {
      mechanism.data = .object(members(of: database.databaseErrorFields))
    }
    exception.mechanism = mechanism
    return exception
  }

  /// What the error says of itself.
  ///
  /// Some drivers hide their text from `description`, so that it does not reach users, and name
  /// `String(reflecting:)` in it as the way to the truth; that way is gone here.
  private static func text(of error: any Error) -> String {
    if let foundation = foundationError(error) {
      return "\(foundation.localizedDescription) (\(foundation.domain) \(foundation.code))"
    }
    if !(Swift.type(of: error) is any CustomStringConvertible.Type),
      let localized = error as? any LocalizedError,
      let description = localized.errorDescription
    {
      return description
    }
    let text = String(describing: error)
    return text.contains("String(reflecting:") ? String(reflecting: error) : text
  }

  private static func cause(of error: any Error) -> (any Error)? {
    if let withCauses = error as? any Monitor.ErrorWithCauses { return withCauses.causes.first }
    if let foundation = foundationError(error) {
      return foundation.userInfo[NSUnderlyingErrorKey] as? any Error
    }
    if let custom = error as? any CustomNSError,
      let underlying = custom.errorUserInfo[NSUnderlyingErrorKey] as? any Error
    {
      return underlying
    }
    return storedError(in: Mirror(reflecting: error), depth: 0)
  }

  /// The first stored property, payload or element of a payload that is itself an error.
  private static func storedError(in mirror: Mirror, depth: Int) -> (any Error)? {
    for child in mirror.children.prefix(16) {
      if let error = child.value as? any Error { return error }
      let inner = Mirror(reflecting: child.value)
      // An enum case with several values keeps them in a tuple.
      if depth == 0, inner.displayStyle == .tuple, let error = storedError(in: inner, depth: 1) {
        return error
      }
    }
    return nil
  }

  /// The error as Foundation's own class, not bridged.
  private static func foundationError(_ error: any Error) -> NSError? {
    Swift.type(of: error) is NSError.Type ? error as NSError : nil
  }

  /// Under the names that other SDKs send.
  private static func members(of fields: Monitor.DatabaseErrorFields) -> [JSON.Member] {
    func text(_ name: String, _ value: String?) -> JSON.Member? {
      value.map { JSON.Member(name, .string($0.bounded(to: Limits.messageLengthMax))) }
    }
    func number(_ name: String, _ value: Int?) -> JSON.Member? {
      value.map { JSON.Member(name, .integer(Int64($0))) }
    }
    let columns = fields.columns.isEmpty ? nil : fields.columns.joined(separator: ", ")
    return [
      text("db.system", fields.system), text("SqlState", fields.sqlState),
      number("code", fields.code), number("extended_code", fields.extendedCode),
      text("SchemaName", fields.schema), text("TableName", fields.table),
      text("ColumnName", columns), text("ConstraintName", fields.constraint),
      text("Detail", fields.detail), text("Statement", fields.statement),
    ].compactMap(\.self)
  }
}
