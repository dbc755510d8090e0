/// One wording of one server message, with the facts that it states. A class, as its template is.
final class Message: Sendable {
  typealias Kind = ConstraintViolation.Kind

  let kind: Kind
  /// What the wording implies even where no code is printed.
  let sqlState: String?
  let vendorCode: String?
  let side: ConstraintViolation.Side?
  /// The product, where this wording tells it apart from its relatives.
  let dbms: DBMS?
  /// Whether others say so too: it counts where something else tells the product.
  let isVague: Bool
  /// Whether other programs begin so too: without class or code it counts only where it is all of
  /// a line, and at the line's start or behind words that report an error.
  let isCommon: Bool
  let template: MessageTemplate
  /// Whether the beginning of the text is enough where the rest was cut. Not where a cut makes it
  /// look like prose or like another wording.
  let toleratesCut: Bool
  /// Versions, source file or language of the wording.
  let origin: String?
  var examples: [Example] { makeExamples() }
  /// What runs needs none of them, so that none are kept.
  private let makeExamples: @Sendable () -> [Example]

  init(
    _ kind: Kind, code sqlState: String? = nil, number vendorCode: String? = nil,
    side: ConstraintViolation.Side? = nil, dbms: DBMS? = nil, isVague: Bool = false,
    isCommon: Bool = false, _ template: String, toleratesCut: Bool = true, origin: String? = nil,
    examples: @autoclosure @escaping @Sendable () -> [Example] = []
  ) {
    self.kind = kind
    self.sqlState = sqlState
    self.vendorCode = vendorCode
    self.side = side
    self.dbms = dbms
    self.isVague = isVague
    self.isCommon = isCommon
    self.template = MessageTemplate(template)
    self.toleratesCut = toleratesCut
    self.origin = origin
    makeExamples = examples
  }

  /// The wording as another product's own.
  func spoken(by dbms: DBMS) -> Message {
    Message(
      kind, code: sqlState, number: vendorCode, side: side, dbms: dbms, isVague: isVague,
      isCommon: isCommon, template.pattern, origin: origin)
  }

  /// One meaning in several languages.
  static func translations(
    _ kind: Kind, code: String? = nil, number: String? = nil,
    side: ConstraintViolation.Side? = nil, dbms: DBMS? = nil, _ templates: [String]
  ) -> [Message] {
    templates.map {
      Message(kind, code: code, number: number, side: side, dbms: dbms, $0, origin: "translation")
    }
  }
}

/// A text and what must be read from it. `nil` for a near miss.
public struct Example: Sendable, Hashable {
  public let error: DriverError
  public let violation: ConstraintViolation?
  /// Where the example is written, so that a failing test points at it.
  public let place: Place

  public struct Place: Sendable, Hashable {
    public let file: String
    public let line: Int
  }

  init(
    _ text: String, type: String? = nil, module: String? = nil, fields: [DriverError.Field] = [],
    yields violation: ConstraintViolation, file: String = #filePath, line: Int = #line
  ) {
    error = DriverError(type: type, module: module, message: text, fields: fields)
    self.violation = violation
    place = Place(file: file, line: line)
  }

  /// A text that must give nothing.
  static func nearMiss(
    _ text: String, type: String? = nil, module: String? = nil, file: String = #filePath,
    line: Int = #line
  ) -> Example {
    Example(
      error: DriverError(type: type, module: module, message: text), violation: nil,
      place: Place(file: file, line: line))
  }

  private init(error: DriverError, violation: ConstraintViolation?, place: Place) {
    self.error = error
    self.violation = violation
    self.place = place
  }
}

extension ConstraintViolation {
  /// The violation with what its constraint's name implies; for examples.
  func inferring(table: String? = nil, columns: [String] = []) -> ConstraintViolation {
    var violation = self
    violation.inferred = Inferred(table: table, columns: columns)
    return violation
  }

  /// The violation of a check without a name; for examples.
  func checking(_ expression: String) -> ConstraintViolation {
    var violation = self
    violation.keyExpressions = [expression]
    return violation
  }
}
