import EventSchema
import Foundation
import Testing

@testable import Monitor

/// How an error becomes exceptions: type, module, text, causes, and a driver's fields.
struct ErrorChainTests {
  enum Shipping: Error {
    case noAddress
    case refused(code: Int, by: any Error)
  }

  struct Refusal: Error, CustomStringConvertible {
    var cause: (any Error)?
    var description: String { "the harbour master says no" }
  }

  struct Polite: LocalizedError {
    var errorDescription: String? { "Please try again." }
  }

  /// As PostgresNIO's errors do.
  struct Discreet: Error, CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "For details use `String(reflecting: error)`." }
    var debugDescription: String { "Discreet(sqlState: 23505)" }
  }

  struct Locked: Monitor.DatabaseError {
    var databaseErrorFields: Monitor.DatabaseErrorFields {
      Monitor.DatabaseErrorFields(
        system: "sqlite", sqlState: "23505", code: 19, extendedCode: 2067, table: "boats",
        columns: ["sail_no", "class"], constraint: "boats_key")
    }
  }

  @Test func namesTypeAndModule() throws {
    let exception = try #require(ErrorChain.exceptions(of: Shipping.noAddress).first)
    #expect(exception.module == "MonitorTests")
    #expect(exception.type == "ErrorChainTests.Shipping")
    #expect(exception.value == "noAddress")
    #expect(exception.mechanism?.handled == true)
    #expect(exception.mechanism?.exceptionID == nil)
  }

  @Test(
    arguments: [
      ("App.Failure", "App", "Failure"),
      ("App.Database.Failure", "App", "Database.Failure"),
      ("App.(unknown context at $7f3c00).Failure", "App", "Failure"),
      ("(extension in App):Swift.Int.Failure", "App", "Int.Failure"),
      ("App.Box<Other.Failure>", "App", "Box<Other.Failure>"),
      ("Failure", nil, "Failure"),
    ] as [(String, String?, String)])
  func takesReflectedNamesApart(text: String, module: String?, type: String) {
    let name = TypeName(reflected: text)
    #expect(name.module == module)
    #expect(name.type == type)
  }

  @Test(
    arguments: [
      (Refusal(), "the harbour master says no"),
      (Polite(), "Please try again."),
      (Discreet(), "Discreet(sqlState: 23505)"),
    ] as [(any Error, String)])
  func takesTheErrorsOwnWords(error: any Error, text: String) {
    #expect(ErrorChain.exceptions(of: error).last?.value == text)
  }

  @Test(
    arguments: [
      (
        Refusal(cause: Shipping.noAddress), ["ErrorChainTests.Shipping", "ErrorChainTests.Refusal"]
      ),
      (
        Shipping.refused(code: 3, by: Refusal(cause: Polite())),
        ["ErrorChainTests.Polite", "ErrorChainTests.Refusal", "ErrorChainTests.Shipping"]
      ),
      (
        NSError(domain: "net", code: 7, userInfo: [NSUnderlyingErrorKey: Polite()]),
        ["ErrorChainTests.Polite", "net"]
      ),
    ] as [(any Error, [String])])
  func listsCausesInnermostFirst(error: any Error, types: [String]) {
    let exceptions = ErrorChain.exceptions(of: error)
    #expect(exceptions.map(\.type) == types)
    #expect(exceptions.map(\.mechanism?.exceptionID) == Array((0..<types.count).reversed()))
    #expect(exceptions.last?.mechanism?.parentID == nil)
    #expect(exceptions.first?.mechanism?.parentID == types.count - 2)
  }

  @Test func endsAChainThatRunsInACircle() {
    final class Circle: Monitor.ErrorWithCauses {
      var causes: [any Error] { [self] }
    }
    #expect(ErrorChain.exceptions(of: Circle()).count == Bounds.errorChainMax)
  }

  @Test func boundsTheText() throws {
    struct Long: Error, CustomStringConvertible {
      var description: String { String(repeating: "ä", count: 100_000) }
    }
    let value = try #require(ErrorChain.exceptions(of: Long()).last?.value)
    #expect(value.count == Limits.messageLengthMax)
    #expect(value.hasSuffix("…"))
  }

  @Test func sendsTheDriversFields() throws {
    let data = try #require(ErrorChain.exceptions(of: Locked()).last?.mechanism?.data)
    #expect(data["SqlState"] == "23505")
    #expect(data["extended_code"] == 2067)
    #expect(data["TableName"] == "boats")
    #expect(data["ColumnName"] == "sail_no, class")
    #expect(data["ConstraintName"] == "boats_key")
    #expect(data["Detail"] == nil)
  }
}
